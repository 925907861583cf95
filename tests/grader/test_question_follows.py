"""What follows rightly from a student's own wrong functions earns the method's share; nothing can be forged of it."""

import numpy as np
import pytest

from grader.asking import Far, Reply
from grader.question import Case, Follows, Mistake, Question, TypedNumbers, Value, mark
from tests.grader.toy import X, cases, centred, fresh, question

CENTRED = question()


def spread(own):
    """The largest less the smallest of the student's own centred values."""
    return lambda x, shift=0.0: np.max(own(x, shift)) - np.min(own(x, shift))


TWICE = Mistake("twice", lambda x, shift=0.0: 2 * spread(centred)(x, shift), "Twice.")
SPREAD = Question("spread", 2, spread(centred), cases(), fresh, [TWICE], follows=[Follows([CENTRED], spread)])
ONE = TypedNumbers("one", 2, (1.5,), 5e-4, [Value("sign", -1.5, "The sign."), Value("twice", 3.0, "Twice.", 0.5)],
                   [Follows([CENTRED], lambda own: np.max(own(X)))])  # fmt: skip


def doubled(x, shift=0.0):
    """A known slip."""
    return 2 * centred(x, shift)


def uncentred(x, shift=0.0):
    """A known wrong method."""
    return x + shift


def strange(x, shift=0.0):
    """Wrong in a way that nobody knows."""
    return centred(x, shift) ** 3


def constant(x, shift=0.0):
    """Nothing that was worked for."""
    return np.full(len(x), 7.0)


def through(own):
    """A mark of what the student makes of their own function, put together rightly."""
    return mark(SPREAD, spread(own), seed=1, own={"centred": own})


def test_what_follows_from_a_known_mistake_earns_the_methods_share():
    """Does the right composition of one's own wrong function earn half, and say from which function it follows?"""
    given = through(doubled)
    assert (given.points, given.mistake) == (1, "follows_through (twice)")
    assert given.message.startswith("Not the right numbers, but they follow rightly from your own `centred` above")


def test_where_ones_own_functions_are_right_nothing_changes():
    """Is a wrong answer as wrong as ever, and a right one as right?"""
    own = {"centred": centred}
    assert mark(SPREAD, lambda x, shift=0.0: 2 * np.ptp(x), own=own).points == 0
    assert mark(SPREAD, lambda x, shift=0.0: np.ptp(x), own=own).message == "Right."


@pytest.mark.parametrize("own", [constant, strange, lambda x, shift=0.0: np.zeros(len(x)), lambda x, shift=0.0: x * 0],
                         ids=["constant", "strange", "zeros", "zeros of x"])
def test_nothing_follows_from_what_earned_nothing(own):
    """Does a constant, or nonsense, handed on by a second function or typed as a number earn nothing?"""
    given = through(own)
    assert given.points == 0 and "follows" not in (given.mistake or "")
    typed = mark(ONE, float(np.max(own(X))), own={"centred": own})
    assert typed.points == 0 and "what your own `centred` above gives" in typed.message
    assert "nor what your own functions lead to" in mark(ONE, 5.1234, own={"centred": own}).message


def test_what_a_function_writes_into_its_input_stays_with_its_student():
    """Does the course's own data stay as it is, so that the next student's number is compared with what it was?"""

    def in_place(x, shift=0.0):
        x *= 2
        return doubled(x / 2, shift)

    before = X.copy()
    for _ in range(2):
        assert mark(ONE, float(np.max(doubled(X))) + 1, own={"centred": in_place}).points == 0
        assert np.array_equal(X, before)


@pytest.mark.parametrize("own", [
    {}, {"centred": None}, {"centred": 5.0}, {"centred": lambda *a: "text"}, {"centred": lambda *a: 1 / 0},
    {"centred": lambda *a: np.ones((3000, 3000))}, None,
], ids=["none", "None", "a number", "text", "an error", "another shape", "nothing known"])  # fmt: skip
def test_functions_that_are_not_there_or_fail(own):
    """Is it just wrong where there is nothing to follow from?"""
    assert mark(SPREAD, lambda x, shift=0.0: 9.0, own=own).points == 0
    assert mark(ONE, 7.1234, own=own).points == 0


def test_the_right_composition_on_some_inputs_is_not_enough():
    """Must it follow on every input?"""
    answer = lambda x, shift=0.0: spread(doubled)(x, shift) + (1 if shift == 0.25 else 0)  # noqa: E731
    assert mark(SPREAD, answer, own={"centred": doubled}).points == 0


def test_a_result_of_another_form_does_not_follow():
    """Is an array no number, though it follows from an array?"""
    pairs = lambda x, shift=0.0: [np.ptp(doubled(x, shift))] * 2  # noqa: E731
    assert mark(SPREAD, pairs, own={"centred": doubled}).points == 0


def test_a_slip_upstream_counts_through_two_functions():
    """Does what follows from what follows earn its share as well?"""
    half = Question("half", 2, lambda *a: SPREAD.reference(*a) / 2, cases(), fresh,
                    follows=[Follows([SPREAD], lambda own: lambda *a: own(*a) / 2)])  # fmt: skip
    own = {"centred": doubled, "spread": spread(doubled)}
    assert mark(half, lambda *a: spread(doubled)(*a) / 2, own=own).points == 1
    own = {"centred": strange, "spread": spread(strange)}
    assert mark(half, lambda *a: spread(strange)(*a) / 2, own=own).points == 0


def test_typed_numbers_that_follow():
    """Do they earn half, even where they are a known mistake of no worth, and does the mark say so?"""
    given = mark(ONE, 2.00001, own={"centred": uncentred})
    assert (given.points, given.mistake) == (1, "follows_through")
    assert "it follows rightly from your own `centred`" in given.message
    negative = Mistake("negative", lambda x, shift=0.0: -centred(x, shift) - 3, "")
    asked = TypedNumbers("one", 2, (1.5,), 5e-4, ONE.mistakes,
                         [Follows([question(mistakes=[negative])], lambda own: np.max(own(X)))])  # fmt: skip
    assert mark(asked, -1.5, own={"centred": negative.wrong}).mistake == "follows_through (sign)"


def test_own_functions_are_asked_only_where_it_matters():
    """Are they left alone when the number is right, or a mistake already earns as much?"""
    calls = []
    own = {"centred": lambda *args: calls.append(1)}
    assert mark(ONE, 1.5, own=own).points == 2 and mark(ONE, 3.0, own=own).points == 1
    assert mark(SPREAD, spread(centred), own=own).points == 2
    assert not calls


def test_what_ends_marking_is_let_through_from_own_functions():
    """Is a box that is gone not taken for a wrong number, by a name or by a call?"""

    class BoxIsGone(Exception):
        stops_marking = True

    class Gone(dict):
        def __missing__(self, name):
            raise BoxIsGone

    def gone(*args):
        raise BoxIsGone

    for own in (Gone(), {"centred": gone}):
        with pytest.raises(BoxIsGone):
            mark(ONE, 7.0, own=own)
        with pytest.raises(BoxIsGone):
            mark(SPREAD, lambda x, shift=0.0: 9.0, own=own)


def in_place(x, shift=0.0):
    """Stops for whole numbers, as NumPy refuses `-=` there."""
    x = x.copy()
    x -= x.mean()
    return x + shift


def into_whole_numbers(x, shift=0.0):
    """Loses its decimals for whole numbers."""
    result = np.zeros_like(x)
    result[:] = centred(x, shift)
    return result


@pytest.mark.parametrize("own", [in_place, into_whole_numbers])
def test_whole_numbers_cost_once(own):
    """Does a function that fails for whole numbers cost nothing in another one that calls it, and only there?"""
    assert mark(CENTRED, own).points == 3
    given = through(own)
    assert (given.points, given.mistake) == (2, None) and "`centred` fails there" in given.message
    assert mark(SPREAD, spread(own), own={"centred": centred}).points == 1.5


def test_a_wrong_function_that_fails_for_whole_numbers_is_followed_as_well():
    """Does what stops for whole numbers, since a known wrong function does, keep its share; and only for these?"""
    own = lambda x, shift=0.0: 2 * in_place(x, shift)  # noqa: E731
    assert mark(CENTRED, own).mistake == "double"
    assert through(own).points == 1
    picky = lambda x, shift=0.0: 1 / 0 if len(x) == 3 else doubled(x, shift)  # noqa: E731
    assert through(picky).points == 0


def test_what_happens_with_whole_numbers_is_told():
    """Is an error told as one, and lost decimals as such?"""
    stops, loses = mark(CENTRED, in_place).message, mark(CENTRED, into_whole_numbers).message
    assert "`UFuncTypeError`" in stops and "`x += 0.5` does not" in stops and "loses" not in stops
    assert "loses its decimals" in loses and "error" not in loses
    powers = mark(question(reference=lambda x, shift=0.0: 1 / x + shift), lambda x, shift=0.0: x**-1 + shift).message
    assert "negative integer powers are not allowed. Make them arrays of floats" in powers and "+=" not in powers


class TwoFaced(Far):
    """A known mistake when it is marked, 0 when it is followed, by one of three tricks."""

    def __init__(self, trick):
        self.trick, self.calls, self.seen = trick, 0, []

    def __call__(self, x, shift=0.0):
        """One call by itself: it is being followed."""
        self.calls += 1
        self.seen.append(x.tolist())
        return np.zeros(len(x))

    def each(self, calls):
        """Many calls: it is being marked."""
        return [Reply(np.zeros(len(x)) if self._followed(x) else uncentred(x, *shift)) for (x, *shift), _ in calls]

    def _followed(self, x):
        self.calls += 1
        return self.trick == "memory" and x.tolist() in self.seen or self.trick == "count" and self.calls <= 5


@pytest.mark.parametrize("trick", ["how it is called", "count", "memory"])
def test_a_function_with_two_faces_leads_to_nothing(trick):
    """Is a constant that follows from what was never marked worth nothing, typed or handed on?"""
    inputs = [Case("ten", (np.arange(10.0),)), Case("six", (np.ones(6),))]
    way = Follows([CENTRED], lambda own: lambda x: np.max(own(x)) - np.min(own(x)) + 1)
    wide = Question("wide", 2, lambda x: np.ptp(x) + 1, inputs, follows=[way])
    assert mark(wide, lambda x: np.ptp(x) * 0 + 1, seed=1, own={"centred": TwoFaced(trick)}).points == 0
    assert mark(SPREAD, lambda x, shift=0.0: 0.0, seed=1, own={"centred": TwoFaced(trick)}).points == 0
    typed = TypedNumbers("one", 2, (1.5,), 5e-4, (), [Follows([CENTRED], lambda own: np.max(own(np.arange(8.0))))])
    assert mark(typed, 0.0, seed=1, own={"centred": TwoFaced(trick)}).points == 0
