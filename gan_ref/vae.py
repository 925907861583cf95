"""The regulariser of a variational autoencoder. Seed 003, question 2; for the questions of `b2_vae_and_projection`."""

import numpy as np


def vae_kl(mu, log_var):
    """KL(N(μ, diag σ²) ‖ N(0, I)) = ½ Σ (σ² + μ² − 1 − ln σ²), in nats, one number for each row.

    Parameters: `mu` and `log_var` = ln σ², both (m, K). Returns (m,).
    Source: seed 003, 2, last line (its first line has ln σ where ln σ² is meant).
    """
    mu, log_var = np.asarray(mu, float), np.asarray(log_var, float)
    return 0.5 * np.sum(np.exp(log_var) + mu**2 - 1 - log_var, axis=-1)
