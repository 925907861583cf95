"""Folders that a killed run leaves behind: does the next one take them away, and no others?"""

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from grader.temporary import LOCK, Temporary, sweep

PROJECT = Path(__file__).parents[2]
HOLD = """
import sys
from grader.temporary import Temporary
made = Temporary("mine-")
print(made.path, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A folder for temporary files of this test's own."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield tmp_path
    tempfile.tempdir = None


@pytest.fixture
def holder():
    """Another process with a folder of that kind, and where the folder is."""
    process = subprocess.Popen([sys.executable, "-c", HOLD], cwd=PROJECT, stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    yield process, Path(process.stdout.readline().strip())
    process.kill()
    process.communicate()


def test_a_folder_is_there_until_it_is_removed():
    """Private, with room for files, and gone afterwards with all that is in it?"""
    made = Temporary("mine-")
    (made.path / "deep" / "er").mkdir(parents=True)
    assert made.path.stat().st_mode & 0o777 == 0o700 and made.path.name.startswith("mine-")
    made.remove()
    assert not made.path.exists()


def test_what_is_in_use_stays(holder):
    """Does another process's folder outlive a sweep while that process lives, and not when it was killed?"""
    process, folder = holder
    mine = Temporary("mine-")
    sweep("mine-")
    assert folder.exists() and mine.path.exists()
    process.kill()
    process.wait()
    assert folder.exists()
    other = Temporary("mine-")
    assert not folder.exists() and mine.path.exists()
    for made in (mine, other):
        made.remove()


@pytest.mark.parametrize("make", [
    lambda folder: folder.mkdir(), lambda folder: folder.write_text("a file"),
    lambda folder: (folder.mkdir(), (folder / LOCK).mkdir()),
    lambda folder: (folder.mkdir(), os.symlink("/dev/null", folder / LOCK)),
], ids=["without a lock", "a file", "a folder for a lock", "a link for a lock"])
def test_what_is_no_such_folder_stays(place, make):
    """Is it left alone where it only has the name, or is just being made?"""
    make(place / "mine-own")
    sweep("mine-")
    assert (place / "mine-own").exists()


def test_a_link_is_not_followed(place, tmp_path_factory):
    """A link of such a name to a folder with a free lock: does that folder keep what is in it?"""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / LOCK).touch()
    (place / "mine-link").symlink_to(elsewhere)
    sweep("mine-")
    assert (elsewhere / LOCK).exists()


def test_other_kinds_stay(place):
    """Are folders of another prefix left to those whose they are?"""
    (place / "other-1").mkdir()
    (place / "other-1" / LOCK).touch()
    sweep("mine-")
    assert (place / "other-1").exists()


def test_where_there_is_no_room_nothing_stays(place, monkeypatch):
    """The disk is full when the lock is made: an error, and no empty folder?"""
    usual = os.open

    def full(path, flags, *more, **where):
        if LOCK in str(path) and flags & os.O_CREAT:
            raise OSError(errno.ENOSPC, "No space left on device")
        return usual(path, flags, *more, **where)

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(OSError, match="No space"):
        Temporary("mine-")
    assert not list(place.iterdir())
