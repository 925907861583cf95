"""Half finished: the first half of each notebook, the rest as it was handed out."""

# %% q1_generator_cost.original_cost
def original_cost(d):
    return np.log(1 - d)

# %% q1_generator_cost.alternative_cost
def alternative_cost(d):
    return -np.log(d)

# %% q1_generator_cost.original_slope
def original_slope(d):
    return -1 / (1 - d)

# %% q1_generator_cost.alternative_slope
def alternative_slope(d):
    return -1 / d

# %% q2_optimal_discriminator.integrand
def integrand(D, p, q):
    return p * np.log(D) + q * np.log(1 - D)

# %% q2_optimal_discriminator.integrand_slope
def integrand_slope(D, p, q):
    return p / D - q / (1 - D)

# %% q3_discriminator_update.discriminator
def discriminator(X, theta, bias=-2.0):
    return 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias)))

# %% q3_discriminator_update.real_term
def real_term(X_real, theta, bias=-2.0):
    return np.mean(np.log(discriminator(X_real, theta, bias)))

# %% q3_discriminator_update.q3_why_ascend
"""Because V is to be made large."""
