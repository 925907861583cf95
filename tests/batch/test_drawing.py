"""Are figures that are drawn once the figures that Jupyter shows?"""

import io

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from grader.drawing import png


def line(figure):
    axes = figure.subplots()
    axes.plot([0, 1, 2], [0, 1, 0.5], label="$x^2$")
    axes.set(title="a title", xlabel="across", ylabel="up")
    axes.legend()


def image_and_contours(figure):
    left, right = figure.subplots(1, 2)
    left.imshow(np.arange(12).reshape(3, 4))
    right.contour(np.add.outer(np.arange(5), np.arange(5)))


def reaching_out(figure):
    figure.subplots().set_ylabel("a label\nof several\nlines\nthat the figure\ncannot hold")


FIGURES = {kind.__name__: kind for kind in (line, image_and_contours, reaching_out)}


def pixels(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


@pytest.mark.parametrize("kind", FIGURES)
@pytest.mark.parametrize("size", [(6.4, 4.8), (9, 3.6)])
def test_is_what_is_drawn_once_what_jupyter_draws(kind, size):
    """The same pixels, wherever the margins put them?"""
    matplotlib.use("agg")
    figure = Figure(figsize=size)
    FIGURES[kind](figure)
    once = pixels(png(figure))
    twice = io.BytesIO()
    figure.savefig(twice, format="png", bbox_inches="tight", dpi=figure.dpi)
    twice = pixels(twice.getvalue())
    assert np.abs(np.subtract(once.shape, twice.shape)).max() <= 4
    assert abs((once < 250).any(2).sum() / (twice < 250).any(2).sum() - 1) < 0.02


def test_is_what_reaches_far_out_left_to_jupyter():
    """A text two figures away: None, so that it is drawn the usual way?"""
    figure = Figure(figsize=(4, 3))
    figure.text(3, 3, "far out")
    assert png(figure) is None


def test_is_a_layout_of_matplotlibs_own_left_to_jupyter():
    """Constrained layout needs rounds of its own: None?"""
    figure = Figure(layout="constrained")
    line(figure)
    assert png(figure) is None


def test_does_drawing_leave_the_figure_as_it_was():
    """Size and placement after drawing: as before?"""
    figure = Figure(figsize=(5, 4))
    line(figure)
    before = [axes.get_position().bounds for axes in figure.axes], figure.bbox.bounds
    png(figure)
    assert ([axes.get_position().bounds for axes in figure.axes], figure.bbox.bounds) == before
