"""Wrong answers on D, its terms and V in q3_discriminator_update. Read by wrong_answers.py."""

# %% discriminator: plus_theta_d2
def discriminator(X, theta, bias=-2.0):
    return 1 / (1 + np.exp(-(X @ theta + bias)))

# %% discriminator: no_bias (1/2)
def discriminator(X, theta, bias=-2.0):
    h = theta[0] * X[:, 0] - theta[1] * X[:, 1]
    return 1 / (1 + np.exp(-h))

# %% discriminator: bias_sign (1/2)
def discriminator(X, theta, bias=-2.0):
    h = theta[0] * X[:, 0] - theta[1] * X[:, 1] - bias
    return 1 / (1 + np.exp(-h))

# %% discriminator: bias_sign (1/2) | a lost bracket
def discriminator(X, theta, bias=-2.0):
    return 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1]) + bias))

# %% discriminator: bias_fixed (1/2)
def discriminator(X, theta, bias=-2.0):
    h = theta[0] * X[:, 0] - theta[1] * X[:, 1] - 2
    return 0.5 * (1 + np.tanh(h / 2))

# %% discriminator: one_minus_D
def discriminator(X, theta, bias=-2.0):
    h = theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias
    return 1 / (1 + np.exp(h))

# %% discriminator: x1_x2_swapped
def discriminator(X, theta, bias=-2.0):
    h = theta[0] * X[:, 1] - theta[1] * X[:, 0] + bias
    return np.exp(-np.logaddexp(0, -h))

# %% discriminator: thetas_swapped
def discriminator(X, theta, bias=-2.0):
    h = theta[1] * X[:, 0] - theta[0] * X[:, 1] + bias
    return np.exp(-np.logaddexp(0, -h))

# %% discriminator: logit_not_D
def discriminator(X, theta, bias=-2.0):
    return theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias

# %% discriminator: saturated (3/4)
def discriminator(X, theta, bias=-2.0):
    h = theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias
    return np.exp(h) / (1 + np.exp(h))

# %% real_term: sum_not_mean (1/2)
def real_term(X_real, theta, bias=-2.0):
    h = X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias
    return np.sum(np.log(1 / (1 + np.exp(-h))))

# %% real_term: divided_by_m_twice (1/2)
def real_term(X_real, theta, bias=-2.0):
    h = X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias
    return np.mean(np.log(1 / (1 + np.exp(-h)))) / len(X_real)

# %% real_term: divided_by_two (1/2)
def real_term(X_real, theta, bias=-2.0):
    h = X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias
    return np.log(1 / (1 + np.exp(-h))).sum() / X_real.shape[1]

# %% real_term: log10 (1/2)
def real_term(X_real, theta, bias=-2.0):
    h = X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias
    return np.mean(np.log10(1 / (1 + np.exp(-h))))

# %% real_term: log2 (1/2)
def real_term(X_real, theta, bias=-2.0):
    h = X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias
    return np.mean(np.log2(1 / (1 + np.exp(-h))))

# %% real_term: no_bias (1/2)
def real_term(X_real, theta, bias=-2.0):
    h = X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1]
    return np.mean(np.log(1 / (1 + np.exp(-h))))

# %% real_term: ln_of_the_mean
def real_term(X_real, theta, bias=-2.0):
    h = X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias
    return np.log(np.mean(1 / (1 + np.exp(-h))))

# %% real_term: sign_of_a_loss
def real_term(X_real, theta, bias=-2.0):
    h = X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias
    return np.mean(np.log(1 + np.exp(-h)))

# %% real_term: no_logarithm
def real_term(X_real, theta, bias=-2.0):
    h = X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias
    return np.mean(1 / (1 + np.exp(-h)))

# %% real_term: columns_as_samples
def real_term(X_real, theta, bias=-2.0):
    h = X_real[0] * theta[0] - X_real[1] * theta[1] + bias
    return np.mean(np.log(1 / (1 + np.exp(-h))))

# %% real_term: guard (9/10)
def real_term(X_real, theta, bias=-2.0):
    h = X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias
    return np.mean(np.log(1 / (1 + np.exp(-h)) + 1e-8))

# %% real_term: rounded (9/10)
def real_term(X_real, theta, bias=-2.0):
    h = X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias
    return round(float(np.mean(np.log(1 / (1 + np.exp(-h))))), 4)

# %% real_term: not_averaged
def real_term(X_real, theta, bias=-2.0):
    h = X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias
    return np.log(1 / (1 + np.exp(-h)))

# %% fake_term: ln_of_the_mean
def fake_term(X_fake, theta, bias=-2.0):
    h = X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] + bias
    return np.log(np.mean(1 - 1 / (1 + np.exp(-h))))

# %% fake_term: real_instead
def fake_term(X_fake, theta, bias=-2.0):
    h = X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] + bias
    return np.mean(np.log(1 / (1 + np.exp(-h))))

# %% fake_term: minus_ln_D
def fake_term(X_fake, theta, bias=-2.0):
    h = X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] + bias
    return -np.mean(np.log(1 / (1 + np.exp(-h))))

# %% fake_term: sum_not_mean (1/2)
def fake_term(X_fake, theta, bias=-2.0):
    h = X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] + bias
    return sum(np.log(1 - 1 / (1 + np.exp(-h))))

# %% fake_term: divided_by_two (1/2)
def fake_term(X_fake, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] + bias)))
    return sum(np.log(1 - D)) / 2

# %% fake_term: plus_theta_d2
def fake_term(X_fake, theta, bias=-2.0):
    return -np.mean(np.logaddexp(0, X_fake @ theta + bias))

# %% fake_term: guard (9/10)
def fake_term(X_fake, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] + bias)))
    return np.mean(np.log(np.maximum(1 - D, 0) + 1e-6))

# %% value: log10 (1/2)
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    return np.mean(np.log10(D(X_real))) + np.mean(np.log10(1 - D(X_fake)))

# %% value: log2 (1/2)
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    return np.mean(np.log2(D(X_real))) + np.mean(np.log2(1 - D(X_fake)))

# %% value: sum_not_mean (1/2)
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    return np.sum(np.log(D(X_real))) + np.sum(np.log(1 - D(X_fake)))

# %% value: divided_by_all (1/2)
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    logs = np.concatenate([np.log(D(X_real)), np.log(1 - D(X_fake))])
    return logs.mean()

# %% value: divided_by_two (1/2)
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    return 0.5 * (np.log(D(X_real)).sum() + np.log(1 - D(X_fake)).sum())

# %% value: divided_by_m_twice (1/2)
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    m, n = len(X_real), len(X_fake)
    return np.mean(np.log(D(X_real))) / m + np.mean(np.log(1 - D(X_fake))) / n

# %% value: plus_theta_d2
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X @ theta + bias)))
    return np.mean(np.log(D(X_real))) + np.mean(np.log(1 - D(X_fake)))

# %% value: no_bias (1/2)
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1])))
    return np.mean(np.log(D(X_real))) + np.mean(np.log(1 - D(X_fake)))

# %% value: bias_sign (1/2)
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1]) + bias))
    return np.mean(np.log(D(X_real))) + np.mean(np.log(1 - D(X_fake)))

# %% value: real_and_fake_swapped
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    return np.mean(np.log(D(X_fake))) + np.mean(np.log(1 - D(X_real)))

# %% value: real_and_fake_swapped | sigma of minus h, the same by an identity
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias))
    return np.mean(np.log(D(X_real))) + np.mean(np.log(1 - D(X_fake)))

# %% value: ln_D_of_fake
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    return np.mean(np.log(D(X_real))) + np.mean(np.log(D(X_fake)))

# %% value: minus_ln_D_of_fake
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    return np.mean(np.log(D(X_real))) - np.mean(np.log(D(X_fake)))

# %% value: difference_of_terms
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    return np.mean(np.log(D(X_real))) - np.mean(np.log(1 - D(X_fake)))

# %% value: sign_of_a_loss
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    return -np.mean(np.log(D(X_real))) - np.mean(np.log(1 - D(X_fake)))

# %% value: ln_of_the_mean
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    return np.log(np.mean(D(X_real))) + np.log(np.mean(1 - D(X_fake)))

# %% value: no_logarithm
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    return np.mean(D(X_real)) + np.mean(1 - D(X_fake))

# %% value: columns_as_samples
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[0] * theta[0] - X[1] * theta[1] + bias)))
    return np.mean(np.log(D(X_real))) + np.mean(np.log(1 - D(X_fake)))

# %% value: columns_as_samples | by a transposed product
def value(X_real, X_fake, theta, bias=-2.0):
    s = np.array([1, -1]) * theta
    D = lambda X: 1 / (1 + np.exp(-(s @ X[:2] + bias)))
    return np.mean(np.log(D(X_real))) + np.mean(np.log(1 - D(X_fake)))

# %% value: x1_x2_swapped
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 1] * theta[0] - X[:, 0] * theta[1] + bias)))
    return np.mean(np.log(D(X_real))) + np.mean(np.log(1 - D(X_fake)))

# %% value: thetas_swapped
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[1] - X[:, 1] * theta[0] + bias)))
    return np.mean(np.log(D(X_real))) + np.mean(np.log(1 - D(X_fake)))

# %% value: guard (9/10)
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    return np.mean(np.log(D(X_real) + 1e-8)) + np.mean(np.log(1 - D(X_fake) + 1e-8))

# %% value: rounded (9/10) | a guard of an unusual size
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    return np.mean(np.log(D(X_real) + 3e-7)) + np.mean(np.log(1 - D(X_fake) + 3e-7))

# %% value: halved (1/2)
def value(X_real, X_fake, theta, bias=-2.0):
    D_real = 1 / (1 + np.exp(-(X_real @ (theta * [1, -1]) + bias)))
    D_fake = 1 / (1 + np.exp(-(X_fake @ (theta * [1, -1]) + bias)))
    return 0.5 * (np.mean(np.log(D_real)) + np.mean(np.log(1 - D_fake)))

# %% value: halved and log10 (1/4)
def value(X_real, X_fake, theta, bias=-2.0):
    D_real = 1 / (1 + np.exp(-(X_real @ (theta * [1, -1]) + bias)))
    D_fake = 1 / (1 + np.exp(-(X_fake @ (theta * [1, -1]) + bias)))
    return (np.log10(D_real).mean() + np.log10(1 - D_fake).mean()) / 2
