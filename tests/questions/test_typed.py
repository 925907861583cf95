"""The typed answers of Tutorial 6: every honest route to the numbers counts, every known slip is told."""

import numpy as np
import pytest

from gan_ref import discriminator as q3
from gan_ref import tutorial as t
from gan_ref.questions import mark, question

V, THETA = "q3_discriminator_update.V_answer", "q3_discriminator_update.theta_answer"
STAR = "q2_optimal_discriminator.V_star"


def rounded(values, digits=4):
    return np.round(values, digits)


def V_through_rounded_logarithms():
    """ln of D with four digits, each logarithm rounded, then the means: the sheet's own way by hand."""
    logs = [rounded(np.log(rounded(q3.discriminator(t.X_real, t.theta)))).mean()]
    logs += [rounded(np.log(rounded(1 - q3.discriminator(t.X_fake, t.theta)))).mean()]
    return rounded(sum(rounded(logs)))


def theta_through_rounded_gradients():
    rows = rounded(q3.alpha(t.X_real, t.theta)), rounded(q3.beta(t.X_fake, t.theta))
    return t.theta + t.eta * rounded(sum(part.mean(axis=0) for part in rows))


@pytest.mark.parametrize("typed", [
    -2.546520768, -2.5465, -2.547, -2.4872 - 0.0593, V_through_rounded_logarithms(), np.float32(-2.54652),
    q3.value(t.X_real, t.X_fake, t.theta),
], ids=["exact", "printed", "three places", "printed terms", "rounded logarithms", "single", "computed"])  # fmt: skip
def test_every_route_to_the_value_counts(typed):
    """Is V right by exact arithmetic, by the printed terms, and by rounding at every step?"""
    assert mark(V, typed).points == 2


@pytest.mark.parametrize("typed", [
    (0.1300136078, 0.1528074728), (0.13001, 0.15281), (0.1300, 0.1528), theta_through_rounded_gradients(),
    [np.float64(0.13001361), np.array([0.15280747])],
], ids=["exact", "printed", "four places", "rounded gradients", "mixed types"])  # fmt: skip
def test_every_route_to_the_parameters_counts(typed):
    """Is the pair right exactly, as printed, and through a gradient rounded at every step?"""
    assert mark(THETA, typed).points == 2


@pytest.mark.parametrize("typed", [-2 * np.log(2), -np.log(4), -1.3863, -1.386, -1.38629436], ids="abcde")
def test_every_way_to_write_the_optimum_counts(typed):
    """Is −2 ln 2 right however it is written?"""
    assert mark(STAR, typed).points == 2


@pytest.mark.parametrize("name", [V, THETA, STAR])
def test_every_known_wrong_number_is_named(name):
    """Does each known mistake's number get its share, or a right half of the pair, and its name and message?"""
    asked = question(name)
    for known in asked.mistakes:
        given = mark(name, known.numbers)
        half = np.isclose(np.atleast_1d(known.numbers), asked.expected, rtol=0, atol=asked.tolerance).mean()
        assert given.points == pytest.approx(asked.points * max(known.share, half)), known.name
        assert known.name in given.mistake.replace("(", " ").replace(")", " ").split(), (known.name, given.mistake)
        assert known.message in given.message


@pytest.mark.parametrize("name", [V, STAR])
def test_no_two_known_numbers_are_the_same(name):
    """Lie the known wrong numbers further apart than the tolerance, but for those that no number can separate?"""
    asked = question(name)
    same = {
        frozenset((a.name, b.name))
        for a in asked.mistakes
        for b in asked.mistakes
        if a.name != b.name and abs(a.numbers - b.numbers) <= asked.tolerance
    }
    assert not same


def test_following_ones_own_functions_earns_half():
    """Do V and θ that follow from the student's own wrong functions earn the method's share, and hear of it?"""
    forgetful = lambda X_real, X_fake, theta, bias=-2.0: q3.value(X_real, X_fake, theta, 0.0)  # noqa: E731
    typed = round(forgetful(t.X_real, t.X_fake, t.theta), 4)
    given = mark(V, typed, own={"value": forgetful})
    assert given.points == 1 and "no_bias" in given.mistake
    descends = lambda X_real, X_fake, theta, bias=-2.0: -q3.gradient(X_real, X_fake, theta, bias)  # noqa: E731
    step = tuple(t.theta + t.eta * descends(t.X_real, t.X_fake, t.theta))
    given = mark(THETA, step, own={"gradient": descends, "update": q3.update})
    assert given.points == 1 and "descent" in given.mistake
    assert "follows rightly from your own `gradient` above" in given.message


def test_a_decimal_comma_is_told_as_what_it_is():
    """Is -1,386 explained as two numbers, and "0,13" as a text?"""
    assert "takes this for two numbers" in mark(STAR, (-1, 386)).message
    for name, typed in ((STAR, "-1,386"), (THETA, ("0,13001", "0,15281"))):
        given = mark(name, typed)
        assert given.points == 0 and "without quotation marks" in given.message and "two numbers" not in given.message


def test_one_students_step_in_place_does_not_change_the_next_students_mark():
    """Is the tutorial's data the same after a student whose `update` writes into it?"""

    def update(theta, grad, eta):
        theta += eta * grad
        return theta

    before = [data.copy() for data in (t.X_real, t.X_fake, t.theta)]
    mark(THETA, (0.5, 0.5), own={"gradient": q3.gradient, "update": update})
    assert all(np.array_equal(*pair) for pair in zip((t.X_real, t.X_fake, t.theta), before, strict=True))
