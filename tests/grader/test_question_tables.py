"""Slips in a table of questions: are they told when the table is read, before anybody is marked?"""

import pytest

from grader.question import Case, Mistake, TypedNumbers, Value


@pytest.mark.parametrize("share", [50, 1.5, -0.5, "1/2", float("nan"), None])
def test_a_share_is_a_number_from_0_to_1(share):
    """Is a share in per cent, say, refused, which would give a wrong answer all points?"""
    with pytest.raises(ValueError, match="'slip': its share is"):
        Mistake("slip", abs, "Think.", share)
    with pytest.raises(ValueError, match="'slip': its share is"):
        Value("slip", 1.0, "Think.", share)


@pytest.mark.parametrize("tolerance", [0, -1e-3, float("nan")])
def test_a_tolerance_is_greater_than_0(tolerance):
    """Is a tolerance refused with which a rounded number could not be judged?"""
    with pytest.raises(ValueError, match="r: its tolerance is"):
        TypedNumbers("r", 2, (0.96,), tolerance)


def test_one_argument_or_number_is_a_tuple_too():
    """Is a forgotten comma told?"""
    with pytest.raises(TypeError, match="case 'one': its arguments"):
        Case("one", (3.0))
    with pytest.raises(TypeError, match="r: the expected numbers"):
        TypedNumbers("r", 2, 0.96, 1e-3)
