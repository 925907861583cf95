"""One GAN iteration done wrong, for `gan_iteration` in Q1: built from steps of which one is exchanged."""

import numpy as np

from gan_ref.algorithm import ascent_direction_a, ascent_direction_b, generator_gradient
from gan_ref.discriminator import discriminator

SIGNS = np.array([1.0, -1.0])
DIRECTIONS = {"A": ascent_direction_a, "B": ascent_direction_b}


def _plus(z, theta_g):
    return np.asarray(z, dtype=float) + theta_g


def iteration(direction, *, ascend=1.0, stale=False, steps=None, descend=1.0, slope=generator_gradient, first=False,
              fake=_plus, last=False, at_first=False):  # fmt: skip
    """An iteration with one thing exchanged.

    ascend, descend: factors of the two steps; stale: the generator uses the old θ_d; steps: how many of the k steps are
    taken; slope: the generator's gradient; first: the generator moves first; fake: how fakes are made in D's steps;
    last: the last of the k steps alone is taken; at_first: every gradient of D is taken at the first θ_d.
    """

    def wrong(theta_d, theta_g, X, Z, z, eta_d, eta_g):
        old, g = np.asarray(theta_d, dtype=float), np.asarray(theta_g, dtype=float)
        d = old
        if first:
            g = g - eta_g * slope(z, d, g)
        for x, noise in list(zip(X, Z, strict=True))[-1 if last else 0 : steps]:
            d = d + ascend * eta_d * direction(x, fake(noise, g), old if at_first else d)
        if not first:
            g = g - descend * eta_g * slope(z, old if stale else d, g)
        return d, g

    return wrong


def with_pieces(objective, pieces):
    """A direction and a generator's slope for objective A or B whose logit is taken apart by `pieces`."""

    def direction(x, fake, theta_d):
        on_fakes = pieces.beta(fake, theta_d) if objective == "A" else -pieces.alpha(fake, theta_d)
        return np.mean(pieces.alpha(x, theta_d), axis=0) + np.mean(on_fakes, axis=0)

    def slope(z, theta_d, theta_g):
        pull = np.mean(1 - pieces.D(_plus(z, theta_g), theta_d))
        return -pull * np.asarray(theta_d, dtype=float) * pieces.slope_signs

    return iteration(direction, slope=slope)


def pooled(direction):
    """All k minibatches taken for one, and one step of the discriminator."""
    return lambda td, tg, X, Z, z, ed, eg: iteration(direction)(
        td, tg, np.reshape(X, (1, -1, 2)), np.reshape(Z, (1, -1, 2)), z, ed, eg
    )


def one_rate(direction, which):
    """One of the two learning rates, 0 or 1, for both players."""
    return lambda *args: iteration(direction)(*args[:5], args[5 + which], args[5 + which])


def exchanged(direction):
    """The right iteration, its two results in the wrong order."""
    return lambda *args: iteration(direction)(*args)[::-1]


def unmoved_slope(z, theta_d, theta_g):
    """The generator's gradient at the noise itself instead of at G(z)."""
    return generator_gradient(z, theta_d, np.zeros(2))


def original_slope(z, theta_d, theta_g):
    """The gradient of the original cost ln(1 − D): the weight is D instead of 1 − D."""
    D = discriminator(_plus(z, theta_g), theta_d)
    return -np.mean(D) * np.asarray(theta_d, dtype=float) * SIGNS


def plus_slope(z, theta_d, theta_g):
    """The generator's gradient with the sign of its second component lost."""
    return generator_gradient(z, theta_d, theta_g) * SIGNS


def slope_in_theta_d(z, theta_d, theta_g):
    """∂/∂θ_d where ∂/∂θ_g is meant: the fakes themselves instead of (θ_d1, −θ_d2)."""
    fakes = _plus(z, theta_g)
    pull = 1 - discriminator(fakes, theta_d)
    return -np.mean(pull[:, None] * fakes * SIGNS, axis=0)


def summed_slope(z, theta_d, theta_g):
    """The sum over the fakes instead of the mean."""
    return len(z) * generator_gradient(z, theta_d, theta_g)


def summed(direction):
    """A discriminator's direction with sums instead of means."""
    return lambda x, fake, theta_d: len(x) * direction(x, fake, theta_d)


def unshifted(z, theta_g):
    """Noise taken for a fake: the generator is left out."""
    return np.asarray(z, dtype=float)
