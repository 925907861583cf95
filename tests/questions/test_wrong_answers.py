"""Every known mistake, written as a student would write it, gets its share of the points and its name."""

import re

import pytest

from gan_ref.questions import mark, question
from tests.questions.answer_files import run
from tests.questions.right_answers import RIGHT_ANSWERS
from tests.questions.wrong_answers import SHARES

EACH = [
    pytest.param(name, mistake, share, source, id=f"{name}: {mistake} {number}")
    for name, found in SHARES.items()
    for number, (mistake, share, source) in enumerate(found)
]
FUNCTIONS = [name for name in RIGHT_ANSWERS if hasattr(question(name), "reference")]


@pytest.mark.filterwarnings("ignore")  # students' code may warn: that costs nothing
@pytest.mark.parametrize("name, mistake, share, source", EACH)
def test_a_mistake_gets_its_share_and_its_name(name, mistake, share, source):
    """Is it caught, named (alone, or among those that no input can separate) and given its share, for several seeds?"""
    answer = run(name, source)
    for seed in range(3):
        given = mark(name, answer, seed=seed)
        assert given.points == pytest.approx(float(share) * given.out_of), given.message
        assert set(mistake.split(" or ")) <= set((given.mistake or "").split(" or ")), given
        assert given.message


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_known_mistake_is_the_right_answer(name):
    """Can every known mistake be told from the right answer by the question's inputs, for several seeds?

    But for guards: those are listed down to sizes that no longer show, and what does not show costs nothing.
    """
    asked = question(name)
    for mistake in (mistake for mistake in asked.mistakes if mistake.name != "guard"):
        for seed in range(3):
            given = mark(name, mistake.wrong, seed=seed)
            assert given.points < asked.points and given.mistake, mistake.name


@pytest.mark.parametrize("name", FUNCTIONS)
def test_mistakes_that_look_alike_are_of_equal_share_or_told_as_alternatives(name):
    """Does every known mistake get its own name and at least its own share, as one of "either … or …" if need be?"""
    asked = question(name)
    for mistake in asked.mistakes:
        given = mark(name, mistake.wrong, seed=1)
        if mistake.name == "guard":
            assert given.points >= asked.points * mistake.share - 1e-9
            continue
        assert mistake.name in given.mistake.split(" or "), (mistake.name, given.mistake)
        assert given.points >= asked.points * mistake.share - 1e-9
        if given.points > asked.points * mistake.share + 1e-9:
            assert " or " in given.mistake


@pytest.mark.parametrize("name", FUNCTIONS)
def test_messages_give_no_number_away(name):
    """Is there no figure of three digits or more in any message?"""
    for mistake in question(name).mistakes:
        assert not re.search(r"\d\.\d\d|\d{3}", mistake.message), mistake.message
