"""The mark itself, the seed of the inputs, and questions that are no functions."""

import numpy as np
import pytest

from grader.limits import BoxFault
from grader.question import BadQuestion, Case, Choice, Judged, Mark, Question, TypedNumbers, Value, mark, seeded
from tests.grader.toy import centred, question


def test_a_mark_shows_its_points_and_its_message():
    """Is its text the points, which nbgrader reads, and its Markdown the message?"""
    given = Mark(1.5, 2, "Almost.")
    assert repr(given) == "1.5" and given._repr_markdown_() == "Almost."
    assert repr(Mark(2 * 0.9 * 0.75, 2, "")) == "1.35" and repr(Mark(np.float64(2), 2, "")) == "2.0"


def test_the_seed_is_recorded_and_repeats_the_inputs():
    """Does the mark carry the seed, given or drawn, and does that seed give the same inputs again?"""
    seen = []

    def answer(x, shift=0.0):
        seen.append(np.array(x))
        return centred(x, shift)

    first = mark(question(), answer)
    again = mark(question(), answer, seed=first.seed)
    assert first.seed == again.seed and 0 <= first.seed < 2**32
    half = len(seen) // 2
    assert all(np.array_equal(a, b) for a, b in zip(seen[:half], seen[half:], strict=True))


def test_fresh_inputs_are_fresh():
    """Do two markings without a seed draw different inputs, so that an answer cannot know them?"""
    assert mark(question(), centred).seed != mark(question(), centred).seed
    drawn = [question().inputs(seed)[-1].args[0] for seed in (1, 2)]
    assert not np.array_equal(*drawn)


def test_seeded_fixes_the_seed_within():
    """Inside the context, is its seed used unless one is given, and none outside?"""
    with seeded(11):
        assert mark(question(), centred).seed == 11 and mark(question(), centred, seed=3).seed == 3
        with seeded(12):
            assert mark(question(), centred).seed == 12
        assert mark(question(), centred).seed == 11
    assert mark(question(), centred).seed != 11


def test_knowing_the_fixed_inputs_is_not_enough():
    """Is an answer that has learnt the results for the fixed inputs by heart wrong on the fresh ones?"""
    known = {case.args[0].tobytes(): centred(*case.args) for case in question().cases}
    given = mark(question(), lambda x, shift=0.0: known.get(x.tobytes(), x) + shift * 0)
    assert given.points == 0


PAIR = TypedNumbers("pair", 2, (0.13, 0.15), 5e-3, [Value("mirrored", (0.15, 0.13), "In the other order.", 0.25)])
ONE = TypedNumbers("one", 2, (1.5,), 5e-4, [Value("sign", -1.5, "The sign."), Value("twice", 3.0, "Twice.", 0.5)])


@pytest.mark.parametrize("typed", [1.5, 1.5004, np.float64(1.5), np.array(1.5), [1.5], np.array([[1.5]])], ids=repr)
def test_a_typed_number_counts_in_any_type(typed):
    """Is it right within its tolerance, in whatever it is wrapped?"""
    assert mark(ONE, typed).points == 2


@pytest.mark.parametrize("typed, told", [
    ("1.5", "text"), (None, "Not answered yet"), (True, "True or False"), (1.5j, "complex"), (np.nan, "finite"),
    ([1.5, 2.0], "array of shape (2,)"), ((-2, 5465), "with a point"), ("-2,5465", "with a point"),
    ((1.0, 5), "array of shape (2,)"), ("1;5", "is text"), (float, "call it"), (1.506, "Not the right value"),
], ids=repr)  # fmt: skip
def test_what_is_no_right_number_is_told(typed, told):
    """Does it get nothing, and its own sentence?"""
    given = mark(ONE, typed)
    assert given.points == 0 and told in given.message


def test_a_known_wrong_number():
    """Does it get its share, its message and its name?"""
    assert mark(ONE, -1.5002).message == "The sign." and mark(ONE, -1.5002).mistake == "sign"
    assert mark(ONE, 3).points == 1


@pytest.mark.parametrize("typed", [(0.13, 0.15), [0.13, 0.15], np.array([0.13, 0.15])], ids=["tuple", "list", "array"])
def test_a_pair_of_numbers(typed):
    """Do both right numbers earn everything?"""
    assert mark(PAIR, typed).points == 2


@pytest.mark.parametrize("typed", [(0.13, 9), (9, 0.15), (None, 0.15), (0.13, "0.15"), (0.13, np.nan)], ids=repr)
def test_one_right_number_of_a_pair_earns_half(typed):
    """Does one right number earn half, whatever the other is?"""
    given = mark(PAIR, typed)
    assert given.points == 1 and given.mistake == "partly_right"


FAR = TypedNumbers("far", 2, (-1.38629436,), 5e-4, [Value("one_more", -1.4, "One more.", 0.5)])
BOTH = TypedNumbers("both", 2, (0.130013608, 0.152807473), 5e-5)


@pytest.mark.parametrize("asked, typed, points, told", [
    (FAR, -1.39, 0, "Right as far as it goes, but rounded too far: give 4 decimals or more."),
    (FAR, -1.38, 0, "rounded too far"), (FAR, np.float64(-1.39), 0, "rounded too far"), (FAR, -1.4, 1, "One more."),
    (FAR, -1, 0, "Not the right value."), (FAR, 1.39, 0, "Not the right value."), (FAR, -1.37, 0, "Not the right"),
    (FAR, 5e-324, 0, "Not the right value."), (FAR, 1e300, 0, "Not the right value."), (FAR, -1.386, 2, "Right."),
    (BOTH, (0.13, 0.153), 1, "right, the other is not. It is only rounded too far"),
    (BOTH, (0.12, 0.153), 0, "Not the right value."), (BOTH, (0.13, None), 1, "still `None`"),
    (TypedNumbers("both", 2, (0.1371, 0.1528), 5e-5), (0.14, 0.15), 0, "Right as far as they go, but rounded too far"),
], ids=lambda value: None if hasattr(value, "judge") else repr(value))  # fmt: skip
def test_a_number_rounded_too_far_is_told_as_one(asked, typed, points, told):
    """Does it earn what it did, and hear that more decimals are wanted, and how many; but not one digit, or another?"""
    given = mark(asked, typed)
    assert given.points == points and told in given.message, given.message
    assert not any(f"{number:.3f}" in given.message for number in asked.expected)


@pytest.mark.parametrize("typed, told", [
    ((1, 9, 9), "1 of the 3 numbers is right, the others are not."),
    ((1, 2, 9), "2 of the 3 numbers are right, the other is not."),
], ids=repr)  # fmt: skip
def test_some_of_three_numbers(typed, told):
    """Does the sentence go with how many there are?"""
    given = mark(TypedNumbers("three", 3, (1.0, 2.0, 3.0), 5e-3), typed)
    assert (given.points, given.message) == (sum(number < 9 for number in typed), told)


def test_one_right_number_is_worth_more_than_a_known_mistake():
    """Where a known wrong pair holds a right number, is the better share given and the idea told as well?"""
    pair = TypedNumbers("pair", 2, (0.13, 0.15), 5e-3, [Value("second_sign", (0.13, -0.15), "The second sign.", 0.0)])
    given = mark(pair, (0.13, -0.15))
    assert given.points == 1 and "The second sign." in given.message and "second_sign" in given.mistake


@pytest.mark.parametrize("typed", [0.13, (0.13,), (1, 2, 3), "ab", None, {1: 2}], ids=repr)
def test_not_a_pair(typed):
    """Is anything but two values told so?"""
    assert mark(PAIR, typed).points == 0 and "2 numbers are asked for" in mark(PAIR, typed).message


def test_a_fault_of_the_question_is_not_a_zero():
    """Is a question whose reference raises told as such, while a box that fails is let through as it is?"""

    def fails(x):
        raise RuntimeError("the reference")

    with pytest.raises(BadQuestion, match="broken cannot be judged: RuntimeError: the reference"):
        mark(Question("broken", 1, fails, [Case("one", (1.0,))]), lambda x: x)

    def box_fails(x):
        raise BoxFault("the box")

    with pytest.raises(BoxFault):
        mark(Question("whole", 1, abs, [Case("one", (1.0,))]), box_fails)


WORD = Choice("word", 1, "A", {"B": "Think of B again."})


@pytest.mark.parametrize("word", [
    "A", "a", " A ", "Objective A", "A.", '"A"', "(a)", np.str_("A"), "a)", "[a]", "'a'", "„a“", "a.\n", "**A**",
    "objective a, since ln D is bounded", "(a) the original one", "option a since it is bounded", "a: bounded",
    "a, since", "a - the original", "__a__", "option a", "answer: a", "Answer = a", "The answer is a.", "it's a",
    "objective a", "only A",
    "$A$", "A has a ceiling", "A, because a logarithm of D stays below a number",
    "It is A: a ceiling of 0", "a is it",
], ids=repr)  # fmt: skip
def test_a_word_counts_however_it_is_written(word):
    """Is it right in any case, with its noun, quoted or dotted?"""
    assert mark(WORD, word).points == 1


@pytest.mark.parametrize("word, told", [
    ("B", "Think of B again."), ("C", 'One of "A" or "B"'), ("", "One of"), (1, "type `int`"),
    (None, "Not answered yet"), (["A"], "type `list`"), ("b", "Think of B again."), ("option b", "Think of B again."),
    ("B has a ceiling", "Think of B again."), ("neither has a ceiling", "One of"), ("a ceiling for both", "One of"),
    ("there is a ceiling for both", "One of"), ("not A", "One of"), ("it is not a", "One of"), ("not B", "One of"),
    ("A or B", '"A" and "B" stand in'), ("a and b", '"A" and "B" stand in'), ("A, not B", '"A" and "B" stand in'),
    ("neither A nor B", '"A" and "B" stand in'), ("A has a ceiling, B has none", "the one that you mean"),
], ids=repr)  # fmt: skip
def test_other_words_are_told(word, told):
    """Does another answer get nothing, and its own sentence?"""
    given = mark(WORD, word)
    assert given.points == 0 and told in given.message


def test_longer_words_count_in_any_case_within_a_sentence():
    """Is it only a single letter that a sentence may hold by chance?"""
    asked = Choice("word", 1, "forward", {"reverse": "Think again."})
    assert mark(asked, "It is the Forward one").points == 1
    assert mark(asked, "a reverse one").message == "Think again."


def test_a_question_may_have_a_judge_of_its_own():
    """Is it handed the question, the answer, the seed and the context, and its mark given out with the seed?"""
    own = Judged("own", 3, lambda question, answer, seed, context: Mark(answer, question.points, f"{seed} {context}"))
    given = mark(own, 2, seed=8, extra=1)
    assert (given.points, given.out_of, given.seed, given.message) == (2, 3, 8, "8 {'extra': 1}")
