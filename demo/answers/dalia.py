"""The right method, one slip of base, normalisation or constant in each: log10, sums for means, the bias lost."""

# %% q1_generator_cost.alternative_cost
def alternative_cost(d):
    return -np.log10(d)

# %% q2_optimal_discriminator.V_star
V_star = -2 * np.log10(2)

# %% q3_discriminator_update.discriminator
def discriminator(X, theta, bias=-2.0):
    h = theta[0] * X[:, 0] - theta[1] * X[:, 1]
    return 0.5 * (1 + np.tanh(h / 2))

# %% q3_discriminator_update.real_term
def real_term(X_real, theta, bias=-2.0):
    h = theta[0] * X_real[:, 0] - theta[1] * X_real[:, 1] + bias
    return np.sum(-np.log(1 + np.exp(-h)))

# %% q3_discriminator_update.fake_term
def fake_term(X_fake, theta, bias=-2.0):
    h = theta[0] * X_fake[:, 0] - theta[1] * X_fake[:, 1] + bias
    return np.mean(-np.log10(1 + np.exp(h)))

# %% q3_discriminator_update.value
def value(X_real, X_fake, theta, bias=-2.0):
    real = theta[0] * X_real[:, 0] - theta[1] * X_real[:, 1] + bias
    fake = theta[0] * X_fake[:, 0] - theta[1] * X_fake[:, 1] + bias
    return np.sum(-np.log(1 + np.exp(-real))) + np.sum(-np.log(1 + np.exp(fake)))

# %% q3_discriminator_update.alpha
def alpha(X_real, theta, bias=-2.0):
    h = theta[0] * X_real[:, 0] - theta[1] * X_real[:, 1] + bias
    return (1 / (1 + np.exp(h)))[:, None] * X_real * [1, -1]

# %% q3_discriminator_update.beta
def beta(X_fake, theta, bias=-2.0):
    h = theta[0] * X_fake[:, 0] - theta[1] * X_fake[:, 1] + bias
    return (-1 / (1 + np.exp(-h)))[:, None] * X_fake * [1, -1]

# %% q3_discriminator_update.gradient
def gradient(X_real, X_fake, theta, bias=-2.0):
    return alpha(X_real, theta, bias).sum(axis=0) + beta(X_fake, theta, bias).sum(axis=0)
