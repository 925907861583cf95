"""Arguments that a call changed, written back into the objects that were passed."""

import numpy as np
import pytest

from grader.student import write_back


@pytest.mark.parametrize(("ours", "theirs"), [
    (np.zeros(2), np.ones(2)), ([1, 2], [3]), ([1], [1, 2, 3]), ({"a": 1}, {"b": 2}), ([[1], [2]], [[3], [4]]),
    ({"a": [1]}, {"a": [2], "b": None}), (np.array(0.0), np.array(1.0)),
], ids=["array", "shorter list", "longer list", "dict", "lists", "list in dict", "0-d array"])
def test_what_can_change_does(ours, theirs):
    """Does the passed object hold afterwards what the call left?"""
    write_back(ours, theirs)
    np.testing.assert_equal(ours, theirs)


@pytest.mark.parametrize(("ours", "theirs"), [
    (np.zeros(2), np.ones(3)), (np.zeros(2), np.ones(2, int)), (np.zeros(2), None), ([1], (2,)), (1, 2), ("a", "b"),
], ids=["shape", "dtype", "spoilt", "type", "number", "text"])
def test_what_cannot_change_stays(ours, theirs):
    """Does an object that cannot become the other stay as it was, without an error?"""
    before = np.copy(ours) if isinstance(ours, np.ndarray) else ours
    write_back(ours, theirs)
    np.testing.assert_equal(ours, before)


def test_inner_arrays_are_changed_in_place():
    """Is an array within a list, tuple or dict changed itself, so that others who hold it see it?"""
    one, two, three = np.zeros(1), np.zeros(1), np.zeros(1)
    ours = [one, (two,), {"k": three}]
    write_back(ours, [np.ones(1), (np.ones(1),), {"k": np.ones(1)}])
    assert [one[0], two[0], three[0]] == [1, 1, 1]


def test_a_read_only_array_stays():
    """Is a passed array that cannot be written left alone, without an error?"""
    ours = np.zeros(1)
    ours.flags.writeable = False
    write_back(ours, np.ones(1))
    assert ours[0] == 0
