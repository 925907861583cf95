"""A guard such as log(D + 1e-8) costs a tenth, once, whatever inputs are drawn: in every function with a logarithm."""

import numpy as np
import pytest

from gan_ref.questions import mark

SEEDS = range(150)
Q1, Q2, Q3 = "q1_generator_cost", "q2_optimal_discriminator", "q3_discriminator_update"


def D_of(X, theta, bias):
    """The textbook's D."""
    return 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))


def adding(eps):
    """ln(x + eps)."""
    return lambda x: np.log(x + eps)


def clipping(eps):
    """ln of x kept within eps and 1 − eps."""
    return lambda x: np.log(np.clip(x, eps, 1 - eps))


def at_least(eps):
    """ln of x kept above eps."""
    return lambda x: np.log(np.maximum(x, eps))


GUARDS = {f"{form.__name__} {eps:g}": form(eps) for form in (adding, clipping, at_least) for eps in (1e-8, 1e-12)}
TERMS = {  # how V is put together: in both terms, or in one of them
    "value in both": lambda ln: (ln, ln),
    "value in the real term": lambda ln: (ln, np.log),
    "value in the fake term": lambda ln: (np.log, ln),
}
FUNCTIONS = {
    f"{Q1}.original_cost": lambda ln: lambda d: ln(1 - d),
    f"{Q1}.alternative_cost": lambda ln: lambda d: -ln(d),
    f"{Q2}.integrand": lambda ln: lambda D, p, q: p * ln(D) + q * ln(1 - D),
    f"{Q2}.value": lambda ln: lambda p, q, D: np.sum(p * ln(D) + q * ln(1 - D)),
    f"{Q3}.real_term": lambda ln: lambda X, theta, bias=-2.0: np.mean(ln(D_of(X, theta, bias))),
    f"{Q3}.fake_term": lambda ln: lambda X, theta, bias=-2.0: np.mean(ln(1 - D_of(X, theta, bias))),
}


def value_with(real, fake):
    """V with a logarithm of its own in each term."""
    return lambda X_real, X_fake, theta, bias=-2.0: (
        np.mean(real(D_of(X_real, theta, bias))) + np.mean(fake(1 - D_of(X_fake, theta, bias)))
    )


FORMS = [
    *((name, how, made(ln)) for name, made in FUNCTIONS.items() for how, ln in GUARDS.items()),
    *((f"{Q3}.value", f"{where}, {how}", value_with(*both(ln))) for where, both in TERMS.items()
      for how, ln in GUARDS.items()),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name, how, answer", FORMS, ids=[f"{name}: {how}" for name, how, _ in FORMS])
def test_a_guard_costs_a_tenth_whatever_is_drawn(name, how, answer):
    """Is the mark the same for every seed: all of the points where the guard does not show, else nine tenths?"""
    shares = {round(given.points / given.out_of, 6) for given in (mark(name, answer, seed=seed) for seed in SEEDS)}
    assert shares in ({1.0}, {0.9}), shares


SLIPS = {
    "sum": (f"{Q3}.real_term", lambda ln: lambda X, theta, bias=-2.0: np.sum(ln(D_of(X, theta, bias)))),
    "no bias": (f"{Q3}.fake_term", lambda ln: lambda X, theta, bias=-2.0: np.mean(ln(1 - D_of(X, theta, 0)))),
    "log10": (f"{Q1}.original_cost", lambda ln: lambda d: ln(1 - d) / np.log(10)),
    "base 2": (f"{Q2}.value", lambda ln: lambda p, q, D: np.sum(p * ln(D) + q * ln(1 - D)) / np.log(2)),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_with_a_guard_costs_both_whatever_is_drawn(slip):
    """Is the mark of a known slip with a guard the same for every seed: nine tenths of the slip's share?"""
    name, made = SLIPS[slip]
    answer = made(adding(1e-8))
    shares = {round(given.points / given.out_of, 6) for given in (mark(name, answer, seed=seed) for seed in SEEDS)}
    assert shares == {0.45}


def central(step):
    """(f(d + step) − f(d − step)) / 2 step."""
    return lambda cost: lambda d: (cost(d + step) - cost(d - step)) / (2 * step)


def forward(step):
    """(f(d + step) − f(d)) / step."""
    return lambda cost: lambda d: (cost(d + step) - cost(d)) / step


QUOTIENTS = {"central 1e-5": central(1e-5), "central 1e-6": central(1e-6), "forward 1e-8": forward(1e-8)}
COSTS = {"original_slope": lambda d: np.log(1 - d), "alternative_slope": lambda d: -np.log(d)}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("how", QUOTIENTS)
@pytest.mark.parametrize("name", COSTS)
def test_a_difference_quotient_is_called_what_it_is(name, how):
    """Does a slope measured by differences keep nine tenths, and its name, whatever is drawn?"""
    answer = QUOTIENTS[how](COSTS[name])
    given = {(mark(f"{Q1}.{name}", answer, seed=seed).points, mark(f"{Q1}.{name}", answer, seed=seed).mistake)
             for seed in SEEDS}  # fmt: skip
    assert given == {(1.8, "difference_quotient")}
