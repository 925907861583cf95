"""Students' cells, right and wrong, as the visible checks meet them; and the two questions that no number answers.

The cells are those of tests/questions: the same that the tables of questions are tested with.
"""

import pytest

from tests.notebooks.sheets import POINTS, checked, decided, prepared, run
from tests.questions.right_answers import RIGHT_ANSWERS
from tests.questions.wrong_answers import WRONG_ANSWERS

TRAIN, LETTER = "q1_generator_cost.train", "q1_generator_cost.bounded_objective"


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
    assert decided(TRAIN, {"train": train}).points > 0
    printed, complaint = checked(TRAIN, train=train)
    assert not complaint and printed.count("update G: descend") >= 2 and printed.count("sample minibatch x") >= 2


def test_train_that_does_nothing_or_never_ends_is_told():
    """Does a `train` without a call, or with calls without end, meet a complaint rather than a flood?"""

    def endless(gan, iterations, k, m):
        while True:
            gan.sample_noise(m)

    assert "Not one method" in checked(TRAIN, train=lambda *a: None)[1]
    assert "Stopped after 200 steps" in checked(TRAIN, train=endless)[1]
    assert checked(TRAIN, train=lambda gan, *a: gan.sample_noise(10**9))[1].startswith("ValueError")


@pytest.mark.parametrize("letter", ["A", "B", "a", " A ", "(A)", "objective A"])
def test_either_letter_passes(letter):
    """Does the visible check leave open which of the two objectives is right?"""
    printed, complaint = checked(LETTER, bounded_objective=letter)
    assert not complaint and "✓" in printed


@pytest.mark.parametrize("nothing", [None, "C", 1, ""])
def test_no_letter_is_told(nothing):
    """Is anything else told apart?"""
    assert checked(LETTER, bounded_objective=nothing)[1].startswith("AssertionError")


def _cells(answers: dict) -> list:
    """The answers to questions of these notebooks, each with a readable name."""
    return [
        pytest.param(name, heading, source, id=f"{name[:2]} {name.split('.')[1]} {n} {heading}")
        for name, found in answers.items()
        if name.split(".")[0] in POINTS
        for n, (heading, source) in enumerate(found, start=1)
    ]


def marked_and_checked(name: str, source: str) -> tuple:
    """The mark of a student's cell, and what the visible check prints or complains of."""
    names = prepared(name.split(".")[0])
    run(source, names)
    return decided(name, names), *checked(name, **names)


@pytest.mark.parametrize("name, style, source", _cells(RIGHT_ANSWERS))
def test_right_cells_pass_without_a_hint(name, style, source):
    """Does every right answer, in whatever style, get all points and no hint?"""
    mark, printed, complaint = marked_and_checked(name, source)
    assert mark.points == mark.out_of, mark.message
    assert not complaint and "✓" in printed and "Hint" not in printed, (complaint, printed)


@pytest.mark.parametrize("name, mistake, source", _cells(WRONG_ANSWERS))
def test_wrong_cells_fail_only_where_they_earn_nothing(name, mistake, source):
    """Does a wrong answer meet a complaint only where it earns nothing?"""
    mark, printed, complaint = marked_and_checked(name, source)
    assert not (complaint and mark.points), (mark.points, complaint)
