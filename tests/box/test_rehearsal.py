"""What the fork server goes through by itself: does a box have the kinds of exchanges, and none of what it left?"""

import re
from pathlib import Path

from grader import inside
from grader.rehearsal import requests


def test_every_kind_of_request_but_one_is_rehearsed():
    """All that a box is asked but for its names, which are asked once in a while?"""
    known = set(re.findall(r"def do_(\w+)", Path(inside.__file__).read_text(encoding="utf-8")))
    assert {request["ask"] for request in requests()} == known - {"names"}


def test_nothing_of_it_is_left_in_a_box(box):
    """Are its names gone, is the first cell the first, and is nothing shown that was shown there?"""
    assert not {"X", "theta", "value", "slope", "np"} & set(box.names())
    result = box.run("np", "cell")
    assert (result.ok, result.count, result.error) == (False, 1, ("NameError", "name 'np' is not defined"))
    assert box.run("len(In), Out", "cell").outputs[0]["data"]["text/plain"] == "(3, {})"
