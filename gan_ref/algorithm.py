"""Algorithm 1 with the alternative cost (Q1b): its control flow, and one whole iteration in numbers.

Generator G(z) = z + θ_g; discriminator as in Q3 with bias −2. Two discriminator objectives are right answers:
A, ln D(x) + ln(1 − D(G(z))) (Goodfellow et al. 2014), and B, ln D(x) − ln D(G(z)), as the solution sheet prints it.
The generator descends −ln D(G(z)). Source: seeds 000 and 001, Q1b.
"""

import numpy as np

from .discriminator import alpha, beta, discriminator


def train(gan, iterations, k, m):
    """The order of Algorithm 1's steps; `gan` does them."""
    for _ in range(iterations):
        for _ in range(k):
            z = gan.sample_noise(m)
            x = gan.sample_data(m)
            gan.ascend_discriminator(x, z)
        z = gan.sample_noise(m)
        gan.descend_generator(z)


def ascent_direction_a(x, fake, theta_d):
    """∇ in θ_d of mean ln D(x) + mean ln(1 − D(fake)). Shapes: (m, 2), (m, 2), (2,) → (2,)."""
    return np.mean(alpha(x, theta_d), axis=0) + np.mean(beta(fake, theta_d), axis=0)


def ascent_direction_b(x, fake, theta_d):
    """∇ in θ_d of mean ln D(x) − mean ln D(fake). Shapes: (m, 2), (m, 2), (2,) → (2,)."""
    return np.mean(alpha(x, theta_d), axis=0) - np.mean(alpha(fake, theta_d), axis=0)


def generator_gradient(z, theta_d, theta_g):
    """∇ in θ_g of mean −ln D(z + θ_g): −(1 − D) ∂h/∂x, ∂h/∂x = (θ_d1, −θ_d2). (m, 2), (2,), (2,) → (2,)."""
    fake = np.asarray(z, dtype=float) + theta_g
    pull = np.mean(1.0 - discriminator(fake, theta_d))
    return -pull * np.asarray(theta_d, dtype=float) * np.array([1.0, -1.0])


def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g, direction=ascent_direction_a):
    """One iteration: k discriminator steps with the generator frozen, then one generator step with the new θ_d.

    X, Z: (k, m, 2), one real and one noise minibatch for each discriminator step; z: (m, 2). → (θ_d, θ_g), (2,) each.
    """
    theta_d, theta_g = np.asarray(theta_d, dtype=float), np.asarray(theta_g, dtype=float)
    for x, noise in zip(X, Z, strict=True):
        theta_d = theta_d + eta_d * direction(x, noise + theta_g, theta_d)
    return theta_d, theta_g - eta_g * generator_gradient(z, theta_d, theta_g)


def gan_iteration_a(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    """One iteration with objective A."""
    return gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g, ascent_direction_a)


def gan_iteration_b(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    """One iteration with objective B."""
    return gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g, ascent_direction_b)
