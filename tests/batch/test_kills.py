"""Killed at any step, does the next run end with the gradebook and the files of a run that was never stopped?

A child process marks the tiny class and is ended, without a chance to tidy up, just before its n-th step on disk or in
the gradebook; for every n, until it comes to the end. Then a second run finishes.
"""

import os
import shutil
from pathlib import Path

import pytest

from tests.batch.pretend import left_over, run, tree
from tests.batch.tiny import gradebook_rows, submit

STEPS = [(os, name) for name in ("rename", "replace", "fsync", "link", "unlink", "mkdir")] + [(shutil, "rmtree")]


def marked(root):
    return gradebook_rows(f"sqlite:///{root / 'gradebook.db'}"), tree(root)


def counted(original, count):
    """The function `original`, with `count` called before it."""
    def call(*args, **more):
        count()
        return original(*args, **more)

    return call


def killed_at(step: int, root: Path, **wanted) -> bool:
    """A run in a child process that ends before its step number `step`; False if it had fewer steps."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    try:
        left = step

        def count():
            nonlocal left
            left -= 1
            if left < 0:
                os._exit(9)

        for module, name in STEPS:
            setattr(module, name, counted(getattr(module, name), count))
        run(root, on_commit=count, **wanted)
        os._exit(0)
    finally:
        os._exit(8)


@pytest.mark.parametrize("ahead", [1, 8])
def test_does_a_class_end_the_same_whenever_its_marking_was_killed(class_of_four, tmp_path, ahead):
    """The first marking of a class, one submission or several in a transaction, killed at each step in turn."""
    untouched, whole = tmp_path / "untouched", tmp_path / "whole"
    shutil.copytree(class_of_four, untouched)
    shutil.copytree(class_of_four, whole)
    run(whole, ahead=ahead)
    wanted, step = marked(whole), 0
    while True:
        shutil.rmtree(class_of_four)
        shutil.copytree(untouched, class_of_four)
        if not killed_at(step, class_of_four, ahead=ahead):
            break
        run(class_of_four, ahead=ahead)
        assert (step, marked(class_of_four), left_over(class_of_four)) == (step, wanted, [])
        step += 1
    assert step > 40


@pytest.mark.parametrize("second", [{}, {"force": True}, {"notebook": "one"}], ids=["plain", "forced", "one notebook"])
def test_does_marking_again_end_the_same_whenever_it_was_killed(class_of_four, tmp_path, second):
    """Marked, handed in anew, marked again by force and killed at each step: does one command or another finish it?"""
    run(class_of_four)
    submit(class_of_four, "bob", {"one": "return 2 * x", "two": "return 3 * x"})
    before, whole = tmp_path / "before", tmp_path / "whole"
    shutil.copytree(class_of_four, before)
    shutil.copytree(class_of_four, whole)
    run(whole, force=True)
    wanted, step, begun = marked(whole), 0, False
    while True:
        shutil.rmtree(class_of_four)
        shutil.copytree(before, class_of_four)
        if not killed_at(step, class_of_four, force=True):
            break
        begun = begun or "tiny/still-to-mark.json" in left_over(class_of_four)  # from here on it is known what to do
        run(class_of_four, **second)
        if second:
            run(class_of_four)
        if begun:
            assert (step, marked(class_of_four), left_over(class_of_four)) == (step, wanted, [])
        step += 1
    assert begun and step > 40


def test_does_one_notebook_marked_again_and_killed_keep_the_other(class_of_four, tmp_path):
    """--notebook one --force, killed at each step: is `two` never lost?"""
    run(class_of_four)
    wanted, before, step = marked(class_of_four), tmp_path / "before", 0
    shutil.copytree(class_of_four, before)
    while True:
        shutil.rmtree(class_of_four)
        shutil.copytree(before, class_of_four)
        if not killed_at(step, class_of_four, force=True, notebook="one"):
            break
        run(class_of_four, notebook="one")
        run(class_of_four)
        assert (step, marked(class_of_four), left_over(class_of_four)) == (step, wanted, [])
        step += 1
    assert step > 20
