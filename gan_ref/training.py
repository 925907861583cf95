"""A GAN of three parameters, trained by gradient steps. The reference for the questions of `g1_a_gan_in_numpy`.

Target N(0, 1); generator G(z) = z + θ_g with z from N(0, 1); discriminator D(x) = σ(w x + b), θ_d = (w, b). The optimal
discriminator lies in this family: ln p(x) − ln q(x) = −θ_g x + θ_g²/2. The assignment's figures come from here.
"""

import numpy as np

from gan_ref.logits import sigmoid


def discriminator(x, theta_d):
    """D(x) = σ(w x + b), elementwise, for any finite logit without a warning. (m,) and (2,) → (m,)."""
    w, b = theta_d
    return sigmoid(w * np.asarray(x, float) + b)


def discriminator_gradient(x, fake, theta_d):
    """The gradient in (w, b) of mean ln D(x) + mean ln(1 − D(fake)), objective A.

    By d ln σ/dh = 1 − D, d ln(1 − σ)/dh = −D and dh/d(w, b) = (x, 1). Real `x` (m,) and `fake` (n,); returns (2,).
    """
    x, fake = np.asarray(x, float), np.asarray(fake, float)
    pull, push = 1 - discriminator(x, theta_d), discriminator(fake, theta_d)
    return np.array([np.mean(pull * x) - np.mean(push * fake), np.mean(pull) - np.mean(push)])


def discriminator_gradient_b(x, fake, theta_d):
    """The gradient in (w, b) of mean ln D(x) − mean ln D(fake), objective B: it pushes a fake with 1 − D, not D."""
    x, fake = np.asarray(x, float), np.asarray(fake, float)
    pull, push = 1 - discriminator(x, theta_d), 1 - discriminator(fake, theta_d)
    return np.array([np.mean(pull * x) - np.mean(push * fake), np.mean(pull) - np.mean(push)])


def generator_gradient(fake, theta_d):
    """The derivative in θ_g of mean −ln D(z + θ_g), the alternative cost: −w · mean(1 − D(fake)). A number."""
    return float(-np.mean(1 - discriminator(fake, theta_d)) * theta_d[0])


def saturating_gradient(fake, theta_d):
    """The derivative in θ_g of mean ln(1 − D(z + θ_g)), the original cost: −w · mean(D(fake)). A number."""
    return float(-np.mean(discriminator(fake, theta_d)) * theta_d[0])


def optimal_theta_d(theta_g):
    """The (w, b) of the optimal discriminator against a generator that stands at θ_g: (−θ_g, θ_g²/2)."""
    return np.array([-float(theta_g), float(theta_g) ** 2 / 2])


class Gan:
    """The game's samples and gradients. `train` asks for them and does the steps itself."""

    def __init__(self, seed, of_discriminator=discriminator_gradient, of_generator=generator_gradient):
        self._random = np.random.default_rng(seed)
        self._of_discriminator, self._of_generator = of_discriminator, of_generator

    def sample_real(self, m):
        """m fresh real samples, (m,)."""
        return self._random.normal(size=m)

    def sample_fake(self, m, theta_g):
        """m fresh samples of the generator that stands at θ_g, (m,)."""
        return self._random.normal(size=m) + theta_g

    def discriminator_gradient(self, x, fake, theta_d):
        """The gradient of the discriminator's objective in θ_d, (2,)."""
        return self._of_discriminator(x, fake, theta_d)

    def generator_gradient(self, fake, theta_d):
        """The derivative of the generator's cost in θ_g."""
        return self._of_generator(fake, theta_d)


def train(gan, theta_d, theta_g, eta, m, steps):
    """Algorithm 1 with k = 1: a step of D, then one of G on fresh fakes. Returns θ_g after each, (steps,)."""
    path = []
    for _ in range(steps):
        x, fake = gan.sample_real(m), gan.sample_fake(m, theta_g)
        theta_d = theta_d + eta * gan.discriminator_gradient(x, fake, theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), theta_d)
        path.append(theta_g)
    return np.array(path)
