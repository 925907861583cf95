"""Wrong answers on alpha, beta, the gradient and the update in q3_discriminator_update. Read by wrong_answers.py."""

# %% alpha: D_for_one_minus_D
def alpha(X_real, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias)))
    return D[:, None] * X_real * [1, -1]

# %% alpha: lost_1_over_D
def alpha(X_real, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias)))
    return (D * (1 - D))[:, None] * X_real * [1, -1]

# %% alpha: lost_sigma_slope
def alpha(X_real, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias)))
    return (1 / D)[:, None] * X_real * [1, -1]

# %% alpha: no_factor_x
def alpha(X_real, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias)))
    return np.column_stack([1 - D, -(1 - D)])

# %% alpha: second_sign_lost
def alpha(X_real, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias)))
    return (1 - D)[:, None] * X_real

# %% alpha: opposite_sign
def alpha(X_real, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias)))
    return (1 - D)[:, None] * X_real * [-1, 1]

# %% alpha: no_bias (1/2)
def alpha(X_real, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1])))
    return (1 - D)[:, None] * X_real * [1, -1]

# %% alpha: plus_theta_d2
def alpha(X_real, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_real @ theta + bias)))
    return (1 - D)[:, None] * X_real

# %% alpha: averaged
def alpha(X_real, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias)))
    return ((1 - D)[:, None] * X_real * [1, -1]).mean(axis=0)

# %% alpha: divided_by_m (1/2)
def alpha(X_real, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias)))
    return (1 - D)[:, None] * X_real * [1, -1] / len(X_real)

# %% alpha: transposed
def alpha(X_real, theta, bias=-2.0):
    x1, x2 = X_real.T
    D = 1 / (1 + np.exp(-(x1 * theta[0] - x2 * theta[1] + bias)))
    return np.array([(1 - D) * x1, -(1 - D) * x2])

# %% beta: D_for_one_minus_D
def beta(X_fake, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] + bias)))
    return -(1 - D)[:, None] * X_fake * [1, -1]

# %% beta: lost_1_over_D
def beta(X_fake, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] + bias)))
    return -(D * (1 - D))[:, None] * X_fake * [1, -1]

# %% beta: lost_sigma_slope
def beta(X_fake, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] + bias)))
    return -(1 / (1 - D))[:, None] * X_fake * [1, -1]

# %% beta: no_factor_x
def beta(X_fake, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] + bias)))
    return np.stack([-D, D], axis=1)

# %% beta: second_sign_lost
def beta(X_fake, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] + bias)))
    return -D[:, None] * X_fake

# %% beta: opposite_sign
def beta(X_fake, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] + bias)))
    return D[:, None] * X_fake * [1, -1]

# %% beta: bias_sign (1/2)
def beta(X_fake, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] - bias)))
    return -D[:, None] * X_fake * [1, -1]

# %% gradient: sum_not_mean (1/2)
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    a = (1 - D(X_real))[:, None] * X_real * [1, -1]
    b = -D(X_fake)[:, None] * X_fake * [1, -1]
    return a.sum(axis=0) + b.sum(axis=0)

# %% gradient: divided_by_two (1/2)
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    a = (1 - D(X_real))[:, None] * X_real * [1, -1]
    b = -D(X_fake)[:, None] * X_fake * [1, -1]
    return (a.sum(axis=0) + b.sum(axis=0)) / len(theta)

# %% gradient: divided_by_m_twice (1/2)
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    a = (1 - D(X_real))[:, None] * X_real * [1, -1] / len(X_real)
    b = -D(X_fake)[:, None] * X_fake * [1, -1] / len(X_fake)
    return a.mean(axis=0) + b.mean(axis=0)

# %% gradient: divided_by_all (1/2)
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    a = (1 - D(X_real))[:, None] * X_real * [1, -1]
    b = -D(X_fake)[:, None] * X_fake * [1, -1]
    return np.vstack([a, b]).mean(axis=0)

# %% gradient: second_sign_lost
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    a = (1 - D(X_real))[:, None] * X_real
    b = -D(X_fake)[:, None] * X_fake
    return a.mean(axis=0) + b.mean(axis=0)

# %% gradient: descent
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    a = (1 - D(X_real))[:, None] * X_real * [1, -1]
    b = -D(X_fake)[:, None] * X_fake * [1, -1]
    return -(a.mean(axis=0) + b.mean(axis=0))

# %% gradient: descent | of the cross-entropy
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    real = ((D(X_real) - 1)[:, None] * X_real * [1, -1]).mean(axis=0)
    fake = ((D(X_fake) - 0)[:, None] * X_fake * [1, -1]).mean(axis=0)
    return real + fake

# %% gradient: sign_of_fake_term
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    a = (1 - D(X_real))[:, None] * X_real * [1, -1]
    b = D(X_fake)[:, None] * X_fake * [1, -1]
    return a.mean(axis=0) + b.mean(axis=0)

# %% gradient: real_only
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias)))
    return ((1 - D)[:, None] * X_real * [1, -1]).mean(axis=0)

# %% gradient: fake_only
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] + bias)))
    return (-D[:, None] * X_fake * [1, -1]).mean(axis=0)

# %% gradient: ln_D_of_fake
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    a = (1 - D(X_real))[:, None] * X_real * [1, -1]
    b = (1 - D(X_fake))[:, None] * X_fake * [1, -1]
    return a.mean(axis=0) + b.mean(axis=0)

# %% gradient: minus_ln_D_of_fake
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    a = (1 - D(X_real))[:, None] * X_real * [1, -1]
    b = -(1 - D(X_fake))[:, None] * X_fake * [1, -1]
    return a.mean(axis=0) + b.mean(axis=0)

# %% gradient: no_factor_x
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    g = np.mean(1 - D(X_real)) - np.mean(D(X_fake))
    return np.array([g, -g])

# %% gradient: real_and_fake_swapped
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    a = (1 - D(X_fake))[:, None] * X_fake * [1, -1]
    b = -D(X_real)[:, None] * X_real * [1, -1]
    return a.mean(axis=0) + b.mean(axis=0)

# %% gradient: no_bias (1/2)
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1])))
    a = (1 - D(X_real))[:, None] * X_real * [1, -1]
    b = -D(X_fake)[:, None] * X_fake * [1, -1]
    return a.mean(axis=0) + b.mean(axis=0)

# %% gradient: bias_sign (1/2)
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] - bias)))
    a = (1 - D(X_real))[:, None] * X_real * [1, -1]
    b = -D(X_fake)[:, None] * X_fake * [1, -1]
    return a.mean(axis=0) + b.mean(axis=0)

# %% gradient: log10 (1/2)
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    a = (1 - D(X_real))[:, None] * X_real * [1, -1]
    b = -D(X_fake)[:, None] * X_fake * [1, -1]
    return (a.mean(axis=0) + b.mean(axis=0)) / np.log(10)

# %% gradient: columns_as_samples
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[0] * theta[0] - X[1] * theta[1] + bias)))
    a = np.array([(1 - D(X_real)) * X_real[0], -(1 - D(X_real)) * X_real[1]])
    b = np.array([-D(X_fake) * X_fake[0], D(X_fake) * X_fake[1]])
    return a.mean(axis=1) + b.mean(axis=1)

# %% gradient: averages_first
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    a = np.mean(1 - D(X_real)) * X_real.mean(axis=0) * [1, -1]
    b = -np.mean(D(X_fake)) * X_fake.mean(axis=0) * [1, -1]
    return a + b

# %% gradient: averaged_over_components
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    a = (1 - D(X_real))[:, None] * X_real * [1, -1]
    b = -D(X_fake)[:, None] * X_fake * [1, -1]
    return a.mean(axis=1) + b.mean(axis=1)

# %% gradient: D_for_one_minus_D
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias))
    a = (1 - D(X_real))[:, None] * X_real * [1, -1]
    b = -D(X_fake)[:, None] * X_fake * [1, -1]
    return a.mean(axis=0) + b.mean(axis=0)

# %% update: descent
def update(theta, grad, eta):
    return theta - eta * grad

# %% update: no_eta (1/2)
def update(theta, grad, eta):
    return [theta[0] + grad[0], theta[1] + grad[1]]

# %% update: step_only
def update(theta, grad, eta):
    return eta * grad

# %% update: halved (1/2)
def update(theta, grad, eta):
    return theta + eta * grad / 2

# %% update: two_steps (1/2)
def update(theta, grad, eta):
    for _ in range(2):
        theta = theta + eta * grad
    return theta

# %% update: one_component
def update(theta, grad, eta):
    return theta + eta * np.sum(grad)

# %% update: changes_inputs (9/10)
def update(theta, grad, eta):
    for i in range(2):
        theta[i] = theta[i] + eta * grad[i]
    return theta

# %% gradient: halved (1/2) | the mean of both parts
def gradient(X_real, X_fake, theta, bias=-2.0):
    D_real = 1 / (1 + np.exp(-(X_real @ (theta * [1, -1]) + bias)))
    D_fake = 1 / (1 + np.exp(-(X_fake @ (theta * [1, -1]) + bias)))
    real = np.mean((1 - D_real)[:, None] * X_real * [1, -1], axis=0)
    fake = np.mean(-D_fake[:, None] * X_fake * [1, -1], axis=0)
    return np.mean([real, fake], axis=0)
