"""A slip upstream is charged once (Q3, g1, t1, t3, t4): what follows earns the share of the method, the forged none."""

import numpy as np
import pytest

from gan_ref import discriminator as ref
from gan_ref import divergences
from gan_ref import tutorial as t
from gan_ref.questions import mark, question, ways
from tests.questions.right_answers import RIGHT_ANSWERS

Q3 = "q3_discriminator_update."
CHAIN = ["real_term", "fake_term", "value", "alpha", "beta", "gradient"]


def marks(own: dict) -> dict[str, float]:
    """The share that each of the student's functions earns, and the typed numbers made of them."""
    answers = own | {"V_answer": own["value"](t.X_real, t.X_fake, t.theta)}
    answers["theta_answer"] = own["update"](t.theta, own["gradient"](t.X_real, t.X_fake, t.theta), t.eta)
    given = {name: mark(Q3 + name, answer, seed=3, own=own) for name, answer in answers.items()}
    return {name: round(its.points / its.out_of, 6) for name, its in given.items()}


def made_of(D, **instead) -> dict:
    """A student's functions, each put together rightly from the ones before, but for those handed in."""
    own = {"discriminator": D, "update": ref.update}
    own["real_term"] = instead.get("real_term", ways.real_term_of_D(D))
    own["fake_term"] = instead.get("fake_term", ways.fake_term_of_D(D))
    own["value"] = ways.value_of_terms(own["real_term"], own["fake_term"])
    own["alpha"], own["beta"] = (instead.get("alpha", ways.alpha_of_D(D)), instead.get("beta", ways.beta_of_D(D)))
    return own | {"gradient": ways.gradient_of_rows(own["alpha"], own["beta"])} | instead


def plus(X, theta, bias=-2.0):
    """D with the sign before θ_d2 wrong: no points of its own."""
    return 1 / (1 + np.exp(-(X @ theta + bias)))


def test_the_ways_lead_to_the_reference():
    """Is every way from right functions the right answer?"""
    for name in CHAIN:
        for way in question(Q3 + name).follows:
            answer = way.rightly(*(part.reference for part in way.parts))
            assert mark(Q3 + name, answer, seed=1).message == "Right."


def test_one_wrong_sign_in_D_does_not_cost_everything():
    """Does a discriminator that earns nothing leave half of all that is put together rightly from it?"""
    given = marks(made_of(plus))
    assert given == {"discriminator": 0, "update": 1, **dict.fromkeys([*CHAIN, "V_answer", "theta_answer"], 0.5)}


def test_V_straight_from_ones_own_D_follows_too():
    """Does a value or a gradient that leaves the functions between out follow from the discriminator?"""
    own = made_of(plus, real_term=lambda *a: 1 / 0, fake_term=lambda *a: 1 / 0, alpha=None, beta=None, gradient=None)
    assert mark(Q3 + "value", ways.value_of_D(plus), own=own).points == 2
    assert mark(Q3 + "gradient", ways.gradient_of_D(plus), own=own).points == 3


def test_a_wrong_alpha_costs_in_alpha():
    """Does a gradient made rightly of a wrong alpha and beta keep half, though it is a known wrong gradient?"""
    lost = {name: lambda X, theta, bias=-2.0, own=own: own(X, theta, bias) * [1, -1] for name, own in
            (("alpha", ref.alpha), ("beta", ref.beta))}  # fmt: skip
    given = mark(Q3 + "gradient", made_of(ref.discriminator, **lost)["gradient"], own=lost)
    assert (given.points, given.mistake) == (3, "follows_through (second_sign_lost)")
    assert "your own `alpha` and `beta` above" in given.message


FORGED = {
    "zeros": made_of(lambda X, *a: np.zeros(len(X)), alpha=lambda X, *a: 0.0 * X, beta=lambda X, *a: 0.0 * X),
    "constants": made_of(lambda X, *a: np.full(len(X), 0.3), real_term=lambda *a: -1.0, fake_term=lambda *a: -2.0),
    "noughts and a value of -3": made_of(lambda *a: None, value=lambda *a: -3.0, gradient=lambda *a: np.ones(2)),
    "nonsense": made_of(lambda X, theta, bias=0: np.abs(np.sin(X @ theta))),
    "samples": made_of(lambda X, *a: X[:, 0] / 9, alpha=lambda X, *a: X, beta=lambda X, *a: -X),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("forged", FORGED)
def test_nothing_is_earned_by_what_was_not_worked_for(forged):
    """Do constants, copies and nonsense earn nothing, nor what is put together rightly from them, nor their numbers?"""
    given = marks(FORGED[forged])
    assert {name for name, share in given.items() if share} <= {"update"}, given


def test_what_is_no_probability_is_no_discriminator():
    """Does nothing follow from a logit that is taken for D, known as that mistake is?"""
    own = {"discriminator": ref.logit}
    assert mark(Q3 + "discriminator", ref.logit).mistake == "logit_not_D"
    beta = lambda X, theta, bias=-2.0: -ref.logit(X, theta, bias)[:, None] * X * [1, -1]  # noqa: E731
    assert mark(Q3 + "beta", beta, own=own).points == 0


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", CHAIN)
def test_right_answers_are_right_beside_wrong_functions(name):
    """Does a right answer keep every point whatever the student's other functions are?"""
    for _, source in RIGHT_ANSWERS[Q3 + name]:
        names = {"np": np}
        exec(source, names)
        assert mark(Q3 + name, names[name], own=made_of(plus)).message == "Right."


def in_place(X, theta, bias=-2.0):
    """D that stops for whole numbers."""
    h = X[:, 0].copy()
    h *= theta[0]
    return 1 / (1 + np.exp(-(h - theta[1] * X[:, 1] + bias)))


def into_zeros_like(X, theta, bias=-2.0):
    """D that loses its decimals for whole numbers."""
    D = np.zeros_like(X[:, 0])
    D[:] = ref.discriminator(X, theta, bias)
    return D


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("D", [in_place, into_zeros_like])
def test_whole_numbers_cost_in_D_only(D):
    """Does a D that fails for whole numbers cost its quarter, and nothing in what is made of it?"""
    given = marks(made_of(D))
    assert given.pop("discriminator") == 0.75 and set(given.values()) == {1}


@pytest.mark.parametrize("name", ["V_answer", "theta_answer"])
def test_a_function_that_writes_into_its_inputs_spoils_nobodys_marks(name):
    """Typed numbers are followed with the tutorial's data: are these as they were for whoever is marked next?"""

    def spoils(*arrays):
        for array in arrays:
            if isinstance(array, np.ndarray):
                array[:] = 7.0
        return np.full(2, 0.5)

    own = dict.fromkeys(["value", "gradient", "update"], spoils)
    before = [array.copy() for array in (t.X_real, t.X_fake, t.theta)]
    try:
        assert mark(Q3 + name, (0.3, 0.3) if name == "theta_answer" else 0.3, seed=1, own=own).points == 0
        assert all(map(np.array_equal, (t.X_real, t.X_fake, t.theta), before))
    finally:
        for array, was in zip((t.X_real, t.X_fake, t.theta), before, strict=True):
            if array.flags.writeable:
                array[:] = was
    assert not any(array.flags.writeable for array in (t.X_real, t.X_fake, t.theta))


def falling(x, theta_d):
    """g1's D with the sign of b wrong."""
    return 1 / (1 + np.exp(-(theta_d[0] * x - theta_d[1])))


def gradients(D) -> dict:
    """g1's gradients made rightly of a D."""
    rows = lambda weight, x: np.array([np.mean(weight * x), np.mean(weight)])  # noqa: E731
    return {
        "discriminator_gradient": lambda x, fake, t: rows(1 - D(x, t), x) - rows(D(fake, t), fake),
        "generator_gradient": lambda fake, t: -t[0] * np.mean(1 - D(fake, t)),
        "saturating_gradient": lambda fake, t: -t[0] * np.mean(D(fake, t)),
    }


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("D, share", [
    (falling, 0.5), (lambda x, t: np.full(len(x), 0.3), 0), (lambda x, t: t[0] * x + t[1], 0)],
    ids=["a sign", "a constant", "no probability"])  # fmt: skip
def test_the_gradients_of_the_small_gan_follow_from_its_own_D(D, share):
    """Does a slip in D leave half of each gradient made rightly of it, and a D that is none nothing?"""
    for name, answer in gradients(D).items():
        given = mark("g1_a_gan_in_numpy." + name, answer, seed=3, own={"discriminator": D})
        assert given.points == share * given.out_of, given
    rows = gradients(D)["discriminator_gradient"]
    objective_b = lambda x, fake, t: rows(x, fake, t) + np.array([np.mean((2 * D(fake, t) - 1) * fake),  # noqa: E731
                                                                   np.mean(2 * D(fake, t) - 1)])  # fmt: skip
    given = mark("g1_a_gan_in_numpy.discriminator_gradient", objective_b, seed=3, own={"discriminator": D})
    assert given.points == share * given.out_of, given


def test_a_loss_and_an_expectation_follow_from_what_they_are_made_of():
    """Do labels exchanged in t1's cross-entropy, and a sign in t4's density, cost there, and half of what uses them?"""
    bce = lambda h, y: np.mean(np.logaddexp(0, np.ravel(h)) - (1 - np.ravel(y)) * np.ravel(h))  # noqa: E731
    loss = lambda r, f: bce(r, np.ones(len(r))) + bce(f, np.zeros(len(f)))  # noqa: E731
    given = mark("t1_logits_and_losses.discriminator_loss", loss, seed=3, own={"bce_from_logits": bce})
    assert given.points == 1 and "your own `bce_from_logits` above" in given.message
    density = lambda x, a, b: np.exp(-(((x + b) / a) ** 2) / 2) / np.sqrt(2 * np.pi * a * a)  # noqa: E731
    term = lambda x, a, b: -np.sum(density(x, a, b) * np.logaddexp(0, x)) * (x[1] - x[0])  # noqa: E731
    given = mark("t4_two_modes.fake_term_over_samples", term, seed=3, own={"pushforward_pdf": density})
    assert given.points == 0.5 and "your own `pushforward_pdf` above" in given.message


def test_the_criterion_follows_from_ones_own_divergence():
    """Does a JSD without its ½ cost there, and half of V made rightly of it?"""
    jsd = lambda p, q: 2 * divergences.jsd(p, q)  # noqa: E731
    given = mark("t3_divergences.virtual_criterion", lambda p, q: 2 * jsd(p, q) - np.log(4), seed=3, own={"jsd": jsd})
    assert given.points == 1 and "your own `jsd` above" in given.message
