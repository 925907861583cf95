"""Real and fake samples averaged as one batch, or in pairs: right for batches of one size only; and two slips at once."""

# %% value: common_mean (1/2) | the mean of all logarithms, twice
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias)))
    return 2 * np.mean(np.concatenate([np.log(D(X_real)), np.log(1 - D(X_fake))]))

# %% value: common_mean (1/2) | divided by the number of real samples
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias)))
    m = len(X_real)
    return (np.log(D(X_real)).sum() + np.log(1 - D(X_fake)).sum()) / m

# %% value: common_mean (1/2) | divided by the number of fakes
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias)))
    return (np.log(D(X_real)).sum() + np.log(1 - D(X_fake)).sum()) / X_fake.shape[0]

# %% value: samples_paired (1/2) | zip
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda x: 1 / (1 + np.exp(-(theta[0] * x[0] - theta[1] * x[1] + bias)))
    return np.mean([np.log(D(x)) + np.log(1 - D(fake)) for x, fake in zip(X_real, X_fake)])

# %% value: samples_paired (1/2) | zip, divided by the number of real samples
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda x: 1 / (1 + np.exp(-(theta[0] * x[0] - theta[1] * x[1] + bias)))
    total = 0
    for x, fake in zip(X_real, X_fake):
        total += np.log(D(x)) + np.log(1 - D(fake))
    return total / len(X_real)

# %% value: samples_paired (1/2) | by index, an error where there are fewer fakes
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda x: 1 / (1 + np.exp(-(theta[0] * x[0] - theta[1] * x[1] + bias)))
    m, total = len(X_real), 0
    for i in range(m):
        total += np.log(D(X_real[i])) + np.log(1 - D(X_fake[i]))
    return total / m

# %% value: samples_paired (1/2) | the mean of a sum of arrays, an error for two sizes
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias)))
    return np.mean(np.log(D(X_real)) + np.log(1 - D(X_fake)))

# %% value: samples_paired (1/2) | as many fakes as real samples
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias)))
    X_fake = X_fake[:len(X_real)]
    return np.mean(np.log(D(X_real))) + np.mean(np.log(1 - D(X_fake)))

# %% value: samples_paired (1/2) | refuses two sizes
def value(X_real, X_fake, theta, bias=-2.0):
    assert X_real.shape == X_fake.shape
    D = lambda X: 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias)))
    return np.mean(np.log(D(X_real))) + np.mean(np.log(1 - D(X_fake)))

# %% gradient: common_mean (1/2) | both sums over all samples, twice
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias)))
    alpha = (1 - D(X_real))[:, None] * X_real * [1, -1]
    beta = -D(X_fake)[:, None] * X_fake * [1, -1]
    return 2 * (alpha.sum(0) + beta.sum(0)) / (len(X_real) + len(X_fake))

# %% gradient: common_mean (1/2) | rows of both on top of each other
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias)))
    rows = np.vstack([(1 - D(X_real))[:, None] * X_real, -D(X_fake)[:, None] * X_fake]) * [1, -1]
    return 2 * rows.mean(axis=0)

# %% gradient: common_mean (1/2) | by matrix products, divided by m
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias)))
    m = X_real.shape[0]
    return ((1 - D(X_real)) @ X_real - D(X_fake) @ X_fake) * [1, -1] / m

# %% gradient: samples_paired (1/2) | zip
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda x: 1 / (1 + np.exp(-(theta[0] * x[0] - theta[1] * x[1] + bias)))
    signs = np.array([1.0, -1.0])
    total, count = np.zeros(2), 0
    for x, fake in zip(X_real, X_fake):
        total += (1 - D(x)) * x * signs - D(fake) * fake * signs
        count += 1
    return total / count

# %% gradient: samples_paired (1/2) | the mean of a sum of arrays, an error for two sizes
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias)))
    alpha = (1 - D(X_real))[:, None] * X_real * [1, -1]
    beta = -D(X_fake)[:, None] * X_fake * [1, -1]
    return (alpha + beta).mean(axis=0)

# %% gradient: samples_paired (1/2) | by index
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda x: 1 / (1 + np.exp(-(theta[0] * x[0] - theta[1] * x[1] + bias)))
    g1 = g2 = 0.0
    for i in range(len(X_real)):
        a, b = 1 - D(X_real[i]), -D(X_fake[i])
        g1 += a * X_real[i, 0] + b * X_fake[i, 0]
        g2 += -a * X_real[i, 1] - b * X_fake[i, 1]
    return [g1 / len(X_real), g2 / len(X_real)]

# %% real_term: bias_fixed and sum_not_mean (1/4)
def real_term(X_real, theta, bias=-2.0):
    return np.sum(np.log(1 / (1 + np.exp(-(theta[0] * X_real[:, 0] - theta[1] * X_real[:, 1] - 2)))))

# %% fake_term: sum_not_mean and log10 (1/4)
def fake_term(X_fake, theta, bias=-2.0):
    return sum(np.log10(1 - 1 / (1 + np.exp(-(theta[0] * x1 - theta[1] * x2 + bias)))) for x1, x2 in X_fake)

# %% value: no_bias and log2 (1/4)
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1])))
    return np.mean(np.log2(D(X_real))) + np.mean(np.log2(1 - D(X_fake)))

# %% gradient: bias_fixed and sum_not_mean (1/4)
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(2 - theta[0] * X[:, 0] + theta[1] * X[:, 1]))
    return ((1 - D(X_real)) @ X_real - D(X_fake) @ X_fake) * [1, -1]
