"""Do the visible checks teach and never mark: fail only where the mark is 0, and hint where points are at stake?

Every known mistake of the tables is put through the visible part of its test cell, beside right answers in many
styles. What a visible check says decides nothing, but a student who meets a red cell should have earned it.
"""

import functools
import importlib

import numpy as np
import pytest

from gan_ref.questions import mark
from grader.question import Question, TypedNumbers
from tests.notebooks.sheets import POINTS, prepared, questions, run, visible

TABLES = {name: importlib.import_module(f"gan_ref.questions.{name}").QUESTIONS for name in POINTS}
FUNCTIONS = [f"{n}.{key}" for n, table in TABLES.items() for key, q in table.items() if isinstance(q, Question)]
NUMBERS = [f"{n}.{key}" for n, table in TABLES.items() for key, q in table.items() if isinstance(q, TypedNumbers)]
SEED = 6


def asked(name: str):
    notebook, key = name.split(".")
    return TABLES[notebook][key]


@functools.cache
def _setup(notebook: str) -> dict:
    return prepared(notebook)


def checked(name: str, **answers) -> tuple[str, str]:
    """What the visible part of a test cell prints, and the complaint that it ends with, if it does."""
    notebook, key = name.split(".")
    try:
        return run(visible(questions(notebook)[key]), {**_setup(notebook), **answers})[1], ""
    except Exception as error:
        return "", f"{type(error).__name__}: {error}"


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


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_earns_nothing_is_mostly_seen(name):
    """Does the visible check catch a wrong answer or hint at it, at least for one known mistake in three?"""
    missed = []
    for mistake in asked(name).mistakes:
        printed, complaint = checked(name, **{name.split(".")[1]: mistake.wrong})
        if not complaint and "Hint" not in printed:
            missed.append(mistake.name)
    assert len(missed) * 3 <= len(asked(name).mistakes) * 2, missed


@pytest.mark.parametrize("name", FUNCTIONS)
def test_changed_inputs_get_a_hint(name):
    """Does a function that writes into its inputs, which costs a tenth, pass with a hint?"""
    right = asked(name).reference

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
        points = mark(name, numbers, seed=SEED, own=lambda numbers=numbers: numbers).points
        printed, complaint = checked(name, **given)
        assert not (complaint and points), (numbers, points, complaint)


@pytest.mark.parametrize("name", NUMBERS)
def test_typed_numbers_that_are_missing_are_told(name):
    """Is an answer left at None, or typed in quotation marks, told apart kindly?"""
    for nothing in (None, "-1.5"):
        numbers = (nothing, nothing) if name.endswith("theta_answer") else nothing
        assert checked(name, **number_answers(name, numbers))[1].startswith("AssertionError")


def _trains() -> dict:
    """Ways to write `train`: right ones, and ones that earn a part."""

    def forgotten_k(gan, iterations, k, m):
        for _ in range(iterations):
            gan.ascend_discriminator(gan.sample_data(m), gan.sample_noise(m))
            gan.descend_generator(gan.sample_noise(m))

    def same_noise(gan, iterations, k, m):
        for _ in range(iterations):
            for _ in range(k):
                z = gan.sample_noise(m)
                gan.ascend_discriminator(gan.sample_data(m), z)
            gan.descend_generator(z)

    def generator_in_the_loop(gan, iterations, k, m):
        for _ in range(iterations * k):
            gan.ascend_discriminator(gan.sample_data(m), gan.sample_noise(m))
            gan.descend_generator(gan.sample_noise(m))

    def by_keyword(gan, iterations, k, m):
        for _ in range(iterations):
            for _ in range(k):
                x, z = gan.sample_data(m=m), gan.sample_noise(m=m)
                gan.ascend_discriminator(z=z, x=x)
            gan.descend_generator(z=gan.sample_noise(m=m))
        return "done"

    def recursive(gan, iterations, k, m):
        if iterations:
            [gan.ascend_discriminator(gan.sample_data(m), gan.sample_noise(m)) for _ in range(k)]
            gan.descend_generator(gan.sample_noise(m))
            recursive(gan, iterations - 1, k, m)

    return {f.__name__: f for f in (forgotten_k, same_noise, generator_in_the_loop, by_keyword, recursive)}


@pytest.mark.parametrize("way", _trains())
def test_train_passes_and_shows_its_steps(way):
    """Does every `train` that earns points pass, with a line for each step?"""
    train = _trains()[way]
    assert mark("q1_generator_cost.train", train, seed=SEED).points > 0
    printed, complaint = checked("q1_generator_cost.train", train=train)
    assert not complaint and printed.count("update G: descend") >= 2 and printed.count("sample minibatch x") >= 2


def test_train_that_does_nothing_or_never_ends_is_told():
    """Does a `train` without a call, or with calls without end, meet a complaint rather than a flood?"""

    def endless(gan, iterations, k, m):
        while True:
            gan.sample_noise(m)

    assert "Not one method" in checked("q1_generator_cost.train", train=lambda *a: None)[1]
    assert "Stopped after 200 steps" in checked("q1_generator_cost.train", train=endless)[1]
    assert checked("q1_generator_cost.train", train=lambda gan, *a: gan.sample_noise(10**9))[1].startswith("ValueError")


@pytest.mark.parametrize("letter", ["A", "B", "a", " A "])
def test_either_letter_passes(letter):
    """Does the visible check leave open which of the two objectives is right?"""
    printed, complaint = checked("q1_generator_cost.bounded_objective", bounded_objective=letter)
    assert not complaint and "✓" in printed


@pytest.mark.parametrize("nothing", [None, "C", 1])
def test_no_letter_is_told(nothing):
    """Is anything else told apart?"""
    assert checked("q1_generator_cost.bounded_objective", bounded_objective=nothing)[1].startswith("AssertionError")
