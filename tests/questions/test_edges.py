"""Questions with edge cases: what an answer earns that only those defeat."""

import numpy as np
import pytest

from gan_ref.questions.edges import with_edges
from gan_ref.questions.shares import EDGE
from grader.question import Case, Mistake, Question

ROOT = Question("root", 2, np.sqrt, [Case("four", (4.0,)), Case("two", (2.0,))],
                mistakes=[Mistake("halved", lambda x: x / 2, "Half is not the root.", 0.5)])  # fmt: skip
EDGED = with_edges(ROOT, [Case("nothing", (0.0,))], "Not for nothing.")


def given(answer):
    """Points, the mistake's name and the message."""
    mark = EDGED.judge(answer, 1, {})
    return mark.points, mark.mistake, mark.message


def test_right_everywhere():
    """Does a right answer keep all points?"""
    assert given(np.sqrt)[:2] == (2, None)


@pytest.mark.parametrize("at_edge, how", [
    (np.nan, "for nothing there is `nan`"), (-1.0, "for nothing the numbers are wrong"), ("text", "the result is text"),
], ids=["nan", "a number", "text"])  # fmt: skip
def test_right_but_at_the_edge(at_edge, how):
    """Does an answer that fails at the edge alone keep the edge's share, get the remark, and hear how it failed?"""
    points, mistake, message = given(lambda x: np.sqrt(x) if x else at_edge)
    assert (points, mistake) == (2 * EDGE, "edge_case")
    assert message.startswith("Not for nothing. Right on 2 of 3 inputs, but for nothing ") and how in message


def test_an_error_at_the_edge():
    """Is stopping with an error there judged alike?"""

    def answer(x):
        if not x:
            raise ZeroDivisionError("division by zero")
        return np.sqrt(x)

    assert given(answer)[:2] == (2 * EDGE, "edge_case")
    assert given(answer)[2].endswith("your function stops with an error: `ZeroDivisionError`: division by zero.")


def test_a_known_mistake_is_found_at_the_edge_too():
    """Does a mistake that is the same everywhere earn its own share?"""
    assert given(lambda x: x / 2)[:2] == (1.0, "halved")


def test_a_known_mistake_and_the_edge():
    """Do both cost their part, and are both told, when they come together?"""
    points, mistake, message = given(lambda x: x / 2 if x else np.nan)
    assert (points, mistake) == (EDGE, "halved") and "Half" in message and "Not for nothing" in message


def test_wrong_everywhere():
    """Does anything else earn nothing?"""
    assert given(lambda x: -1.0)[0] == 0


def test_it_shows_what_the_question_has():
    """Can the reference and the known mistakes be seen from outside, as those of a plain question?"""
    assert EDGED.reference is np.sqrt and [mistake.name for mistake in EDGED.mistakes] == ["halved"]
