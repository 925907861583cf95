"""Known mistakes, the shares of almost right answers, and what is told about the rest."""

import numpy as np
import pytest

from grader.question import Accepted, Case, Mistake, mark
from tests.grader.toy import DOUBLE, MEAN_LOST, X, cases, centred, question


def sized(factor):
    """An answer that is wrong by a factor."""
    return lambda x, shift=0.0: factor * centred(x, shift)


def test_a_known_mistake_is_named_with_its_message():
    """Does it get its share, its message with the part of the lecture, and its name for the grader?"""
    given = mark(question(), lambda x, shift=0.0: [v + shift for v in x])
    assert (given.points, given.mistake) == (0, "mean_lost")
    assert given.message == "The mean is to be subtracted. See part 1."
    assert mark(question(), sized(2)).points == 2


def test_a_mistake_must_be_made_on_every_input():
    """Is an answer that makes it on one input only not taken for it?"""
    given = mark(question(), lambda x, shift=0.0: centred(x, shift) * (2 if shift else 1))
    assert given.mistake is None and given.points == 0


def test_mistakes_that_no_input_separates_are_told_as_alternatives():
    """Are both named, both messages told, and the better share given?"""
    twice = Mistake("doubled_again", sized(2), "Another way to the same numbers.", 0.25)
    given = mark(question(mistakes=[twice, DOUBLE]), sized(2))
    assert (given.points, given.mistake) == (2, "doubled_again or double")
    assert given.message == "Either: Another way to the same numbers. Or: There is a factor of 2 in it."


def test_a_mistake_that_cannot_be_made_on_an_input():
    """Where the mistake and the answer both stop, is it still the mistake; and not where only the mistake does?"""

    def first_two(x, shift=0.0):
        if len(x) > 4:
            raise IndexError("no more")
        return x + 1

    asked = question(mistakes=[Mistake("first_two", first_two, "Only two.")])
    assert mark(asked, first_two).mistake == "first_two"
    assert mark(asked, lambda x, shift=0.0: x + 1).mistake is None


def test_truth_values_are_compared_with_the_mistakes():
    """Is a decision returned as True and False named like one returned as 1 and 0?"""
    decides = Mistake("decides", lambda x, shift=0.0: np.where(np.asarray(x) > 0, 1.0, 0.0), "It decides.")
    assert mark(question(mistakes=[decides]), lambda x, shift=0.0: np.asarray(x) > 0).mistake == "decides"


def test_a_constant_may_be_one_number():
    """Is a constant mistake recognised when it comes as a single number?"""
    constant = Mistake("constant", lambda x, shift=0.0: np.full(len(x), 0.5), "It depends on the input.")
    assert mark(question(mistakes=[constant]), lambda x, shift=0.0: 0.5).mistake == "constant"


LARGE = Case("large values", (np.array([1e4, -1e4]),), saturated=True)
TINY = Case("tiny values", (np.array([1e-7, 3e-7]),), guarded=True)
ONE = Case("one number", (2.5,), optional=True)


def only_for(fails, instead):
    """Right, but where `fails(x)`: there the result is `instead`."""

    def answer(x, shift=0.0):
        if fails(np.asarray(x)):
            if isinstance(instead, Exception):
                raise instead
            return instead
        return centred(x, shift)

    return answer


def big(x):
    return np.abs(x).max() > 1e3


def tiny(x):
    return np.abs(x).max() < 1e-3


@pytest.mark.parametrize("instead", [[1.0, 2.0], [np.inf, np.nan], None, OverflowError("math range error")], ids=repr)
def test_right_but_for_saturated_inputs(instead):
    """Does whatever goes wrong there, and only there, leave three quarters?"""
    given = mark(question(cases=[*cases(), LARGE]), only_for(big, instead))
    assert (given.points, given.mistake) == (3, "saturated")


def test_what_a_stable_form_is_the_course_says():
    """Is the advice on saturated inputs the table's, and no word of it ours?"""
    far = Case("large values", (np.array([1e4, -1e4]),), saturated="Take the other root.")
    given = mark(question(cases=[*cases(), far]), only_for(big, [1.0, 2.0]))
    assert given.message.endswith("overflows. Take the other root.")


def test_a_mistake_in_an_unstable_form_costs_both():
    """Does a known mistake that is also unstable get its share of three quarters?"""
    unstable = lambda x, shift=0.0: 2 * np.asarray(only_for(big, [0.0, 1.0])(x, shift))  # noqa: E731
    given = mark(question(cases=[*cases(), LARGE]), unstable)
    assert (given.points, given.mistake) == (1.5, "double")


def test_right_but_for_values_where_a_guard_shows():
    """Does it leave nine tenths?"""
    given = mark(question(cases=[*cases(), TINY]), only_for(tiny, [0.0, 0.0]))
    assert (given.points, given.mistake) == (pytest.approx(3.6), "guard")


def test_a_known_mistake_with_a_guard():
    """Does a known mistake with a guard get nine tenths of its share?"""
    guarded = lambda x, shift=0.0: 2 * np.asarray(only_for(tiny, [0.0, 1.0])(x, shift))  # noqa: E731
    assert mark(question(cases=[*cases(), TINY]), guarded).points == pytest.approx(1.8)


def test_right_but_for_whole_numbers():
    """Does an answer that writes into an array of integers keep three quarters, and learn of dtype?"""

    def answer(x, shift=0.0):
        result = np.zeros_like(x)
        result[:] = centred(x, shift)
        return result

    given = mark(question(), answer)
    assert (given.points, given.mistake) == (3, "whole_numbers") and "dtype=float" in given.message


def test_a_known_mistake_that_fails_for_whole_numbers():
    """Does it get three quarters of its share, and learn of both?"""

    def answer(x, shift=0.0):
        x = x.copy()
        x -= x.mean()
        return 2 * (x + shift)

    given = mark(question(), answer)
    assert (given.points, given.mistake) == (1.5, "double") and "whole numbers" in given.message


def at_whole(instead):
    """Right, but where every value is a whole number, whatever their type: there the result is made of `instead`."""
    return lambda x, shift=0.0: instead(centred(x, shift)) if (np.mod(x, 1) == 0).all() else centred(x, shift)


WHOLE = Case("values drawn with dice", (np.array([1, 6, 2]),))


def test_what_is_wrong_for_the_same_numbers_as_floats_is_not_called_whole_numbers():
    """Is it just wrong, and told that the type does not matter?"""
    given = mark(question(cases=[*cases()[1:], WHOLE]), at_whole(lambda right: right + 1))
    assert (given.points, given.mistake) == (0, None) and "dtype" not in given.message
    assert given.message.endswith("It is not their type: the same numbers as floats are answered wrongly, too.")


def test_numbers_a_little_off_there_are_called_rounded():
    """Is a deviation that whole numbers and the same ones as floats have not charged to the type?"""
    given = mark(question(cases=[*cases()[1:], WHOLE]), at_whole(lambda right: right + 1e-5))
    assert (given.points, given.mistake) == (pytest.approx(3.6), "rounded")


def test_a_known_mistake_is_not_either():
    """Is a known mistake that does not go on for the same numbers as floats no known mistake?"""
    given = mark(question(cases=[*cases()[1:], WHOLE]), lambda x, shift=0.0: 2 * at_whole(np.square)(x, shift))
    assert (given.points, given.mistake) == (0, None)


def test_a_reference_that_takes_whole_numbers_for_an_index_is_no_fault():
    """Is an answer that fails for whole numbers marked, though floats would make the reference itself fail?"""

    def reference(x, shift=0.0):
        return X[x % 3] if np.array_equal(x, [1, 6, 2]) else centred(x, shift)

    asked = question(reference=reference, cases=[*cases()[:3], WHOLE], mistakes=[])
    assert mark(asked, reference).points == 4
    given = mark(asked, centred)
    assert (given.points, given.mistake) == (0, None)


def test_the_floats_are_asked_for_only_where_it_matters():
    """Is a right answer, or one that is wrong elsewhere too, called once for each input and no more?"""
    for factor in (1, 2, 3):
        calls = []
        mark(question(), lambda x, shift=0.0: calls.append(x) or factor * centred(x, shift))  # noqa: B023
        assert len(calls) == len(question().inputs(1))


@pytest.mark.parametrize("almost", [
    lambda v: np.round(v, 4), lambda v: v.astype(np.float32) + np.float32(100) - np.float32(100),
    lambda v: v + 1e-5, lambda v: v * (1 + 1e-5),
], ids=["rounded", "single precision", "a bit more", "a bit larger"])  # fmt: skip
def test_small_deviations_cost_a_tenth(almost):
    """Do numbers that are right to about four digits on every input keep nine tenths?"""
    given = mark(question(), lambda x, shift=0.0: almost(centred(x, shift)))
    assert (given.points, given.mistake) == (pytest.approx(3.6), "rounded")


@pytest.mark.parametrize("off", [1e-3, 1e-2, 0.5])
def test_larger_deviations_are_wrong(off):
    """Is a deviation beyond four digits, on one input or on all, no rounding?"""
    assert mark(question(), sized(1 + off)).points == 0
    assert mark(question(), lambda x, shift=0.0: centred(x, shift) + (off if shift else 0)).points == 0


def test_a_known_mistake_that_is_near_keeps_its_name():
    """Is a known mistake that lies within four digits of the right answer not taken for rounding?"""
    near = Mistake("near", lambda x, shift=0.0: centred(x, shift) + 1e-5, "Close, but another idea.")
    given = mark(question(mistakes=[near]), lambda x, shift=0.0: centred(x, shift) + 1e-5)
    assert (given.points, given.mistake) == (0, "near")


def test_a_question_may_refuse_what_is_near():
    """With near=False, is a rounded answer wrong?"""
    assert mark(question(near=False), lambda x, shift=0.0: np.round(centred(x, shift), 4)).points == 0


def test_an_optional_input_costs_nothing_where_there_is_no_result():
    """Is an answer that stops on an input that the question does not promise right, with a remark?"""
    given = mark(question(cases=[*cases(), ONE]), only_for(lambda x: x.ndim == 0, TypeError("not iterable")))
    assert given.points == 4
    assert "it costs nothing: for one number your function stops with an error, `TypeError`: not it" in given.message


def test_a_wrong_number_on_an_optional_input_counts():
    """And is one that gives a wrong number there wrong?"""
    given = mark(question(cases=[*cases(), ONE]), only_for(lambda x: x.ndim == 0, 7.5))
    assert given.points == 0 and "but for one number" in given.message


BOTH = [
    Accepted("up", centred, "Right, upwards."),
    Accepted("down", lambda x, shift=0.0: -centred(x, shift), "Right, downwards."),
]


def test_either_accepted_answer_is_right_and_named():
    """Where two answers are right, does each get every point, and the mark say which it was?"""
    asked = question(accepted=BOTH, mistakes=[MEAN_LOST])
    up, down = mark(asked, centred), mark(asked, sized(-1))
    assert (up.points, up.notes, up.message) == (4, ("up",), "Right, upwards.")
    assert (down.points, down.notes, down.message) == (4, ("down",), "Right, downwards.")


def test_a_mixture_of_accepted_answers_is_wrong():
    """Must it be the same one on every input?"""
    mixture = lambda x, shift=0.0: centred(x, shift) * (-1 if shift else 1)  # noqa: E731
    given = mark(question(accepted=BOTH, mistakes=[]), mixture)
    assert given.points == 0 and given.mistake is None


REMARKS = {
    "all their signs are wrong": sized(-1),
    "some signs are wrong": lambda x, shift=0.0: np.abs(centred(x, shift)),
    "the same whatever the input is": lambda x, shift=0.0: np.full(len(x), 0.7),
    "one and the same factor": sized(0.3),
    "one and the same amount": lambda x, shift=0.0: centred(x, shift) + 0.7,
    "but for a shift": lambda x, shift=0.0: centred(x, 2 * shift if shift == 0.25 else shift),
    "whenever the number of samples is not two": lambda x, shift=0.0: centred(x, shift) * (len(x) - 1),
    "signs are right, their sizes are not": lambda x, shift=0.0: centred(x, shift) ** 3,
}


@pytest.mark.parametrize("told", REMARKS)
def test_remarks_on_unknown_mistakes(told):
    """Does a wrong answer that is not known get a remark on how it is wrong, and no points?"""
    given = mark(question(mistakes=[]), REMARKS[told], seed=3)
    assert (given.points, given.mistake) == (0, None) and told in given.message, given.message


def test_the_same_result_is_told_only_if_it_is_the_same_everywhere():
    """Is an answer that is right on some inputs, and one number on the others, not called the same for all?"""
    given = mark(question(mistakes=[]), lambda x, shift=0.0: np.full(len(x), 0.7) if len(x) > 2 else centred(x, shift))
    assert "Right on 1 of 5 inputs" in given.message and "whatever the input is" not in given.message
    given = mark(question(mistakes=[]), lambda x, shift=0.0: np.full(len(x), 0.7) if len(x) > 2 else 1 / 0)
    assert "whatever the input is" not in given.message


@pytest.mark.parametrize("instead, told", [
    (np.nan, "(nor for 2 more): there is `nan` in the result"), (np.inf, "(nor for 2 more): there is `inf` in the re"),
    (0.5, "(nor for 2 more): the numbers are wrong."),
], ids=str)  # fmt: skip
def test_what_is_said_of_several_inputs_reads_well(instead, told):
    """Does the sentence about an input follow the one that names it without a word said twice?"""
    answer = lambda x, shift=0.0: x * 0 + instead if x[0] > 0.7 else centred(x, shift)  # noqa: E731
    given = mark(question(mistakes=[]), answer, seed=3)
    assert told in given.message and "there there" not in given.message, given.message


def test_what_holds_for_one_input_is_not_said_of_all():
    """Where no input is answered rightly, each in its own way, is it told of which one the fault is?"""

    def answer(x, shift=0.0):
        return [1.0] * 3 if len(x) == 2 else np.asarray(x) * np.nan

    message = mark(question(mistakes=[]), answer).message
    assert message.startswith("Right on none of 5 inputs: for two values the shape is (3,), wanted was (2,).")


def test_where_infinity_is_due():
    """Is a finite number there told from `nan`, and the rest of the result left unsaid?"""
    endless = question(reference=lambda x, shift=0.0: np.append(np.asarray(x, float), np.inf), mistakes=[])
    for instead, told in ((7.0, "another number"), (np.nan, "`nan`")):
        told = f"there is {told} in the result where infinity is due"
        assert told in mark(endless, lambda x, shift=0.0: [*x, instead]).message  # noqa: B023


def test_a_remark_on_components():
    """Is it told which of two components is right?"""
    pair = question(reference=lambda x, shift=0.0: np.array([np.sum(x), np.max(x)]), mistakes=[])
    assert "first component is right" in mark(pair, lambda x, shift=0.0: [np.sum(x), np.min(x)]).message
    assert "second component is right" in mark(pair, lambda x, shift=0.0: [np.mean(x), np.max(x)]).message


def test_a_remark_gives_no_number_away():
    """Is none of the right numbers in any remark?"""
    for answer in REMARKS.values():
        message = mark(question(mistakes=[]), answer, seed=3).message
        assert not any(f"{v:.3g}" in message for v in centred(X) if abs(v) < 1)
