"""Do the visible checks teach and never mark: fail only where the mark is 0, and hint where points are at stake?

Every known mistake of the tables is put through the visible part of its test cell, beside right answers in many
styles. What a visible check says decides nothing, but a student who meets a red cell should have earned it.
"""

import functools
import importlib

import numpy as np
import pytest

from gan_ref.questions import mark
from grader.question import TypedNumbers
from tests.notebooks.sheets import POINTS, checked

TABLES = {name: importlib.import_module(f"gan_ref.questions.{name}").QUESTIONS for name in POINTS}
FUNCTIONS = [f"{n}.{key}" for n, table in TABLES.items() for key, q in table.items() if hasattr(q, "reference")]
FOLLOWING = [name for name in FUNCTIONS if getattr(TABLES[name.split(".")[0]][name.split(".")[1]], "follows", ())]
NUMBERS = [f"{n}.{key}" for n, table in TABLES.items() for key, q in table.items() if isinstance(q, TypedNumbers)]
SEED = 6


def asked(name: str):
    notebook, key = name.split(".")
    return TABLES[notebook][key]


def number_answers(name: str, numbers) -> dict:
    """The variables that a typed answer sets."""
    key = name.split(".")[1]
    return dict(zip(("theta_d1_answer", "theta_d2_answer"), numbers, strict=True)) if key == "theta_answer" else {
        key: numbers
    }


class Callable:
    """An answer that is an object which can be called, and has no name."""

    def __init__(self, function):
        self.function = function

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)


def styles(right) -> dict:
    """The same right answer, written and returned in different ways."""

    def shaped(one, many):
        """The right answer through `one` where it is a single number, through `many` where it is an array."""
        return lambda *a, **k: (many if np.ndim(right(*a, **k)) else one)(right(*a, **k))

    return {
        "as it is": right,
        "a lambda": lambda *a, **k: right(*a, **k),
        "a partial": functools.partial(right),
        "an object": Callable(right),
        "lists": lambda *a, **k: np.asarray(right(*a, **k)).tolist(),
        "a tuple": shaped(float, tuple),
        "an array of the least dimension": lambda *a, **k: np.array(right(*a, **k)),
        "more precision": lambda *a, **k: np.asarray(right(*a, **k), dtype=np.longdouble),
        "one entry in an array": shaped(np.atleast_1d, np.array),
    }


@pytest.mark.parametrize("name", FUNCTIONS)
def test_right_answers_pass_without_a_hint(name):
    """Does a right answer in any style get its ✓ and nothing else?"""
    for style, answer in styles(asked(name).reference).items():
        assert mark(name, answer, seed=SEED).points == asked(name).points, style
        printed, complaint = checked(name, **{name.split(".")[1]: answer})
        assert not complaint and "✓" in printed and "Hint" not in printed, (style, complaint, printed)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_earns_points_passes(name):
    """Does each known mistake that still earns a part of the points pass the visible check?"""
    for mistake in asked(name).mistakes:
        points = mark(name, mistake.wrong, seed=SEED).points
        printed, complaint = checked(name, **{name.split(".")[1]: mistake.wrong})
        assert not (complaint and points), (mistake.name, points, complaint)


@pytest.mark.parametrize("name", FOLLOWING)
def test_what_follows_and_earns_points_passes(name):
    """Does what follows rightly from a known mistake in the student's own functions pass where it earns points?"""
    earned = 0
    for way in asked(name).follows:
        right = {part.name: part.reference for part in way.parts}
        for part in way.parts:
            for mistake in part.mistakes:
                own = right | {part.name: mistake.wrong}
                answer = way.rightly(*own.values())
                given = mark(name, answer, seed=SEED, own=own)
                earned += "follows_through" in (given.mistake or "")
                printed, complaint = checked(name, **{name.split(".")[1]: answer})
                assert not (complaint and given.points), (mistake.name, given.points, complaint)
    assert earned


@pytest.mark.parametrize("name", ["q3_discriminator_update.value", "q3_discriminator_update.gradient"])
def test_batches_averaged_as_one_get_a_hint(name):
    """Is what is right for two batches of one size only, in whatever way, hinted at?"""
    batches = [mistake for mistake in asked(name).mistakes if mistake.name in ("common_mean", "samples_paired")]
    for number, mistake in enumerate(batches):
        printed, complaint = checked(name, **{name.split(".")[1]: mistake.wrong})
        assert not complaint and ("Hint: listing each sample of only one" in printed), number
    assert len(batches) > 10


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_earns_nothing_is_mostly_seen(name):
    """Does the visible check catch a wrong answer or hint at it, at least for one known mistake in three?"""
    missed, told = [], [mistake for mistake in asked(name).mistakes if not mistake.guard]  # a guard earns nearly all
    for mistake in told:
        printed, complaint = checked(name, **{name.split(".")[1]: mistake.wrong})
        if not complaint and "Hint" not in printed:
            missed.append(mistake.name)
    assert len(missed) * 3 <= len(told) * 2, missed


@pytest.mark.parametrize("name", FUNCTIONS)
def test_changed_inputs_get_a_hint(name):
    """Does a function that writes into its inputs, which costs a tenth, pass with a hint? Numbers cannot be changed."""
    right = asked(name).reference
    inputs = getattr(asked(name), "question", asked(name)).inputs(SEED)
    if not any(isinstance(argument, np.ndarray) for case in inputs for argument in case.args):
        return

    def changing(*args, **kwargs):
        result = right(*args, **kwargs)
        for argument in args:
            if isinstance(argument, np.ndarray) and argument.ndim:
                argument += 1
        return result

    printed, complaint = checked(name, **{name.split(".")[1]: changing})
    assert not complaint and "writes into" in printed


@pytest.mark.parametrize("wrong", [None, "0.5", ValueError])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_result_is_told(name, wrong):
    """Does a function that returns nothing or text, or stops, end in a complaint?"""

    def answer(*args, **kwargs):
        if wrong is ValueError:
            raise ValueError("a student's own")
        return wrong

    assert checked(name, **{name.split(".")[1]: answer})[1]


@pytest.mark.parametrize("name", NUMBERS)
def test_typed_numbers_that_earn_points_pass(name):
    """Do right numbers of any type, and wrong ones that earn something, pass?"""
    question = asked(name)
    right = question.expected if len(question.expected) > 1 else question.expected[0]
    kinds = [float, np.float64, np.array, lambda number: round(number, 5)]
    tried = [tuple(map(kind, right)) if isinstance(right, tuple) else kind(right) for kind in kinds]
    if isinstance(right, tuple):
        tried += [(right[0], None), (None, right[1]), (right[0], "0.15"), (float("nan"), right[1]), right[::-1]]
    else:
        tried += [[right], (right,), np.array([right])]
    for numbers in tried + [value.numbers for value in question.mistakes]:
        given = number_answers(name, numbers)
        points = mark(name, numbers, seed=SEED).points
        printed, complaint = checked(name, **given)
        assert not (complaint and points), (numbers, points, complaint)


@pytest.mark.parametrize("name", NUMBERS)
def test_typed_numbers_that_are_missing_are_told(name):
    """Is an answer left at None, or typed in quotation marks, told apart kindly?"""
    for nothing in (None, "-1.5"):
        numbers = (nothing, nothing) if name.endswith("theta_answer") else nothing
        assert checked(name, **number_answers(name, numbers))[1].startswith("AssertionError")
