"""Figures as PNG, as Jupyter shows them, in two thirds of the time. Used by `forkserver.py`, in boxes only.

Jupyter has matplotlib lay a figure out, to find how far its labels reach, and then lay it out again to draw that part.
Laying out is what takes long. Here a figure is drawn once, with room around it, and what is empty is cut off.
"""

import contextlib
import functools
import io

import numpy as np

ROOM_INCHES = 1.5  # around the figure, for labels that reach out of it; one that reaches further is drawn Jupyter's way
PAD_INCHES = 0.1  # left around what is drawn, as Jupyter leaves it
COMPRESSION = 3  # of the PNG; higher levels take twice as long to save a tenth


def install(shell):
    """Have `shell` show figures by `png`. To be called after a first figure, when it is known how they are shown."""
    from matplotlib.figure import Figure

    formatter = shell.display_formatter.formatters["image/png"]
    if Figure in formatter.type_printers:
        formatter.for_type(Figure, functools.partial(_shown, formatter.lookup_by_type(Figure)))


def _shown(jupyters_way, figure):
    """The figure as Jupyter hands it on: base64 or bytes are both understood; Jupyter's own way where ours cannot."""
    picture = None
    if figure.axes or figure.lines:  # Jupyter shows nothing of an empty figure
        with contextlib.suppress(Exception):  # whatever a student's artist raises, it is Jupyter's way that reports it
            picture = png(figure)
    return jupyters_way(figure) if picture is None else picture


def png(figure):
    """The figure as a PNG, cut to what is drawn, as bytes. None where something reaches out of the room.

    It differs from `savefig(bbox_inches="tight")` by a few pixels of margin.
    """
    from matplotlib.transforms import Bbox
    from PIL import Image

    if figure.get_layout_engine() is not None:
        return None  # matplotlib's layouts need their rounds
    width, height = figure.get_size_inches()
    area = Bbox.from_bounds(-ROOM_INCHES, -ROOM_INCHES, width + 2 * ROOM_INCHES, height + 2 * ROOM_INCHES)
    raw = io.BytesIO()
    figure.savefig(raw, format="rgba", bbox_inches=area, dpi=figure.dpi)
    pixels = np.frombuffer(raw.getbuffer(), np.uint32).reshape(int(area.height * figure.dpi), -1)
    drawn = pixels != pixels[0, 0]
    down, across = np.flatnonzero(drawn.any(1)), np.flatnonzero(drawn.any(0))
    if not len(down) or drawn[[0, -1]].any() or drawn[:, [0, -1]].any():
        return None
    pad = round(PAD_INCHES * figure.dpi)
    cut = pixels[max(down[0] - pad, 0):down[-1] + pad + 1, max(across[0] - pad, 0):across[-1] + pad + 1]
    out = io.BytesIO()
    colours = np.ascontiguousarray(cut).view(np.uint8).reshape(*cut.shape, 4)
    if (colours[..., 3] == 255).all():  # nothing shines through: a quarter less to be written
        colours = np.ascontiguousarray(colours[..., :3])
    picture = Image.fromarray(colours)
    picture.save(out, "png", compress_level=COMPRESSION)
    return out.getvalue()
