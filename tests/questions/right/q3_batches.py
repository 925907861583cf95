"""Right values and gradients that treat both batches together, and yet take each mean over its own batch."""

# %% value: one list of logarithms, each with its own weight
def value(X_real, X_fake, theta, bias=-2.0):
    X = np.concatenate([X_real, X_fake])
    y = np.r_[np.ones(len(X_real)), np.zeros(len(X_fake))]
    weights = np.where(y == 1, 1 / len(X_real), 1 / len(X_fake))
    D = 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    return np.average(y * np.log(D) + (1 - y) * np.log(1 - D), weights=weights) * 2

# %% value: split again after one pass of the discriminator
def value(X_real, X_fake, theta, bias=-2.0):
    h = np.vstack([X_real, X_fake]) @ (theta * [1, -1]) + bias
    D_real, D_fake = np.split(1 / (1 + np.exp(-h)), [len(X_real)])
    return np.log(D_real).mean() + np.log(1 - D_fake).mean()

# %% value: the mean over all pairs of a real sample and a fake
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias)))
    return np.mean(np.log(D(X_real))[:, None] + np.log(1 - D(X_fake))[None, :])

# %% value: a product of probabilities under one logarithm
def value(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias)))
    return np.log(np.prod(D(X_real)) ** (1 / len(X_real)) * np.prod(1 - D(X_fake)) ** (1 / len(X_fake)))

# %% value: running means
def value(X_real, X_fake, theta, bias=-2.0):
    def mean(numbers):
        result = 0.0
        for n, number in enumerate(numbers, start=1):
            result += (number - result) / n
        return result

    h = lambda x: theta[0] * x[0] - theta[1] * x[1] + bias
    return mean(-np.log1p(np.exp(-h(x))) for x in X_real) + mean(-np.log1p(np.exp(h(x))) for x in X_fake)

# %% gradient: one matrix of all rows, each with its own weight
def gradient(X_real, X_fake, theta, bias=-2.0):
    X = np.vstack([X_real, X_fake]) * [1.0, -1.0]
    y = np.r_[np.ones(len(X_real)), np.zeros(len(X_fake))]
    D = 1 / (1 + np.exp(-(X @ theta + bias)))
    return X.T @ ((y - D) / np.where(y == 1, len(X_real), len(X_fake)))

# %% gradient: the mean over all pairs
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X * [1, -1] @ theta + bias)))[:, None]
    a, b = (1 - D(X_real)) * X_real * [1, -1], -D(X_fake) * X_fake * [1, -1]
    return (a[:, None, :] + b[None, :, :]).mean(axis=(0, 1))

# %% gradient: sums first, divided one by one
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias)))
    g = np.zeros(2)
    g += ((1 - D(X_real)) * X_real.T).sum(axis=1) / X_real.shape[0]
    g -= (D(X_fake) * X_fake.T).sum(axis=1) / X_fake.shape[0]
    g[1] = -g[1]
    return g

# %% gradient: complex steps through the value
def gradient(X_real, X_fake, theta, bias=-2.0):
    def V(t1, t2):
        h = lambda X: t1 * X[:, 0] - t2 * X[:, 1] + bias
        return np.mean(-np.log(1 + np.exp(-h(X_real)))) + np.mean(-np.log(1 + np.exp(h(X_fake))))

    e = 1e-30j
    return np.array([V(theta[0] + e, theta[1]).imag, V(theta[0], theta[1] + e).imag]) / 1e-30

# %% alpha: NumPy's multiply and a column of ones turned
def alpha(X_real, theta, bias=-2.0):
    signed = np.multiply(X_real, np.array([[1.0, -1.0]]))
    return np.divide(signed, 1 + np.exp(signed.dot(theta) + bias).reshape(-1, 1))

# %% beta: one row after the other, stacked
def beta(X_fake, theta, bias=-2.0):
    rows = []
    for x in X_fake:
        D = 1 / (1 + np.exp(-(x[0] * theta[0] - x[1] * theta[1] + bias)))
        rows.append(np.array([-D * x[0], D * x[1]]))
    return np.stack(rows)
