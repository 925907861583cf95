"""Right on paper, less so in floating point: naive forms at large logits, guards, arguments changed in place."""

# %% q1_generator_cost.original_slope
def original_slope(d):
    d -= 1
    return 1 / d

# %% q1_generator_cost.alternative_logit_slope
def alternative_logit_slope(h):
    return -np.exp(-h) / (1 + np.exp(-h))       # inf/inf for h far below zero

# %% q1_generator_cost.alternative_cost
def alternative_cost(d):
    return -np.log(d + 1e-8)

# %% q3_discriminator_update.discriminator
def discriminator(X, theta, bias=-2.0):
    h = theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias
    return np.exp(h) / (1 + np.exp(h))

# %% q3_discriminator_update.real_term
def real_term(X_real, theta, bias=-2.0):
    return np.mean(np.log(discriminator(X_real, theta, bias) + 1e-8))

# %% q3_discriminator_update.alpha
def alpha(X_real, theta, bias=-2.0):
    D = discriminator(X_real, theta, bias)
    X_real[:, 1] *= -1
    return (1 - D)[:, None] * X_real
