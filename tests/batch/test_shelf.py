"""Are pictures that one process has drawn there for the others, and does a folder that fails cost time alone?"""

import errno
import json
import os
import stat

import numpy as np
import pytest

from grader import marker, shelf
from grader.easel import Drawn
from grader.shelf import Shelf
from grader.workers import Workers

KEY, OTHER = b"k" * 32, b"o" * 32
DRAWN = Drawn([{"output_type": "stream", "name": "stdout", "text": "1\n"}],
              [["f", np.arange(3.0), (1, [2.5])], ["g"]], {"divide": "ignore"})


@pytest.fixture(params=["alone", "shared"])
def place(request, tmp_path):
    """No folder, and one."""
    return tmp_path / "shelf" if request.param == "shared" else None


def same(one, other):
    return json.dumps(vars(one), default=np.ndarray.tolist) == json.dumps(vars(other), default=np.ndarray.tolist)


def test_what_is_kept_is_there(place):
    made = Shelf(place)
    assert KEY not in made
    with pytest.raises(KeyError):
        made[KEY]
    made.keep(KEY, DRAWN)
    made.keep(OTHER, None)
    assert made[KEY] is DRAWN and made[OTHER] is None and OTHER in made


def test_what_another_process_kept_is_there_too(tmp_path):
    """Another shelf on the same folder: the same outputs, questions with their types, and settings?"""
    one, other = Shelf(tmp_path), Shelf(tmp_path)
    assert KEY not in other
    one.keep(KEY, DRAWN)
    one.keep(OTHER, None)
    assert same(other[KEY], DRAWN) and type(other[KEY].questions[0][2]) is tuple and other[OTHER] is None
    assert {path.suffix for path in tmp_path.iterdir()} == {".kept"} and other[KEY] is other[KEY]


def test_a_key_comes_first_once(place):
    made = Shelf(place)
    assert [made.first(KEY), made.first(OTHER), made.first(KEY)] == [True, True, False]


def test_first_is_first_of_all_processes(tmp_path):
    one, other = Shelf(tmp_path), Shelf(tmp_path)
    assert one.first(KEY) and not other.first(KEY) and not other.first(KEY)


def test_only_we_may_look(tmp_path):
    made = Shelf(tmp_path / "shelf")
    made.first(KEY)
    assert stat.S_IMODE(os.stat(tmp_path / "shelf").st_mode) == 0o700


def test_only_so_much_is_remembered(place, monkeypatch):
    """Are the oldest forgotten here, and do they come back from a folder?"""
    monkeypatch.setattr(shelf, "MOST_KEPT", 2)
    monkeypatch.setattr(shelf, "MOST_SEEN", 2)
    made = Shelf(place)
    for number in range(5):
        made.keep(bytes([number]), DRAWN)
        assert made.first(bytes([number]))
    assert len(made.kept) == 2 and len(made.seen) <= 2
    assert (bytes([0]) in made) is (place is not None)


def test_a_process_fills_no_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "MOST_SHARED_BYTES", 1500)
    made = Shelf(tmp_path)
    for number in range(50):
        made.keep(bytes([number]), DRAWN)
    assert 0 < sum(path.stat().st_size for path in tmp_path.iterdir()) <= 1500
    assert len(made.kept) == 50


def refusing(number):
    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))
    return refuse


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_folder_that_takes_nothing_costs_time_alone(tmp_path, monkeypatch, number):
    monkeypatch.setattr("pathlib.Path.write_bytes", refusing(number))
    monkeypatch.setattr("pathlib.Path.read_bytes", refusing(number))
    monkeypatch.setattr(os, "open", refusing(number))
    made = Shelf(tmp_path)
    assert made.first(KEY) and not made.first(KEY)
    made.keep(KEY, DRAWN)
    assert made[KEY] is DRAWN and OTHER not in made


def test_a_folder_that_is_gone_costs_time_alone(tmp_path):
    made = Shelf(tmp_path / "shelf")
    (tmp_path / "shelf").rmdir()
    assert made.first(KEY)
    made.keep(KEY, DRAWN)
    assert made[KEY] is DRAWN and OTHER not in made


def test_pictures_too_large_for_a_frame_stay_here(tmp_path):
    huge = Drawn([{"output_type": "stream", "name": "stdout", "text": "x" * 70_000_000}], [])
    made = Shelf(tmp_path)
    made.keep(KEY, huge)
    assert made[KEY] is huge and KEY not in Shelf(tmp_path)


def test_workers_are_told_of_the_folder(tmp_path):
    """Do the workers of one run share a shelf, a folder for each notebook?"""
    about = json.dumps({"allow_unboxed": False, "shelf": str(tmp_path)})
    with Workers("tests.batch.tasks:shelf_of", 2, first="grader.marker:warm", about=about) as workers:
        one, other = (workers.submit(source).result() for source in ("{}", "[]"))
    assert one != other and {os.path.dirname(place) for place in (one, other)} == {str(tmp_path)}
    marker.warm(json.dumps({"allow_unboxed": False}))
    assert marker.shelf_of("{}").folder is None
