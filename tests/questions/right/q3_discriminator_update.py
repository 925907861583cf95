"""Right answers on D, its terms and V in q3_discriminator_update, each in a style of its own."""

# %% discriminator: logaddexp
def discriminator(X, theta, bias=-2.0):
    h = theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias
    return np.exp(-np.logaddexp(0, -h))

# %% discriminator: textbook with a warning at -1000
def discriminator(X, theta, bias=-2.0):
    h = theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias
    return 1 / (1 + np.exp(-h))

# %% discriminator: matrix product and tanh
def discriminator(X, theta, bias=-2.0):
    h = X @ (np.array([1, -1]) * theta) + bias
    return 0.5 * (1 + np.tanh(h / 2))

# %% discriminator: loop with math
import math

def discriminator(X, theta, bias=-2.0):
    D = []
    for x1, x2 in X:
        h = theta[0] * x1 - theta[1] * x2 + bias
        if h >= 0:
            D.append(1 / (1 + math.exp(-h)))
        else:
            D.append(math.exp(h) / (1 + math.exp(h)))
    return D

# %% discriminator: einsum and where
def discriminator(X, theta, bias=-2.0):
    h = np.einsum("ij,j->i", X, [theta[0], -theta[1]]) + bias
    e = np.exp(-abs(h))
    return np.where(h < 0, e, 1) / (1 + e)

# %% discriminator: homogeneous coordinates
def discriminator(X, theta, bias=-2.0):
    ones = np.ones((len(X), 1))
    weights = np.array([theta[0], -theta[1], bias])
    h = np.hstack([X, ones]) @ weights
    return 1 / (1 + np.exp(-np.clip(h, -700, 700)))

# %% discriminator: column vectors, flattened at the end
def discriminator(X, theta, bias=-2.0):
    X = np.asarray(X, dtype=float)
    w = np.array([[theta[0]], [-theta[1]]])
    h = X.dot(w) + bias
    return (0.5 + 0.5 * np.tanh(0.5 * h)).ravel()

# %% discriminator: vectorised over the coordinates
import math

@np.vectorize
def sigma(h):
    return 1 / (1 + math.exp(-h)) if h > 0 else 1 - 1 / (1 + math.exp(h))

def discriminator(X, theta, bias=-2.0):
    return sigma(theta[0] * X.T[0] - theta[1] * X.T[1] + bias)

# %% discriminator: callable object
class Discriminator:
    def logit(self, x, theta, bias):
        return float(np.dot(x, theta * [1, -1]) + bias)

    def __call__(self, X, theta, bias=-2.0):
        return np.array([np.exp(-np.logaddexp(0, -self.logit(x, theta, bias))) for x in X])

discriminator = Discriminator()

# %% real_term: textbook
def real_term(X_real, theta, bias=-2.0):
    h = X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias
    D = 1 / (1 + np.exp(-h))
    return np.mean(np.log(D))

# %% real_term: logaddexp
def real_term(X_real, theta, bias=-2.0):
    h = X_real @ (theta * np.array([1, -1])) + bias
    return -np.logaddexp(0, -h).mean()

# %% real_term: loop with math
import math

def real_term(X_real, theta, bias=-2.0):
    total = 0
    for x in X_real:
        h = theta[0] * x[0] - theta[1] * x[1] + bias
        total += math.log(1 / (1 + math.exp(-h)))
    return total / len(X_real)

# %% real_term: log1p and sum over shape
def real_term(X_real, theta, bias=-2.0):
    x1, x2 = X_real.T
    return np.sum(-np.log1p(np.exp(-(theta[0] * x1 - theta[1] * x2 + bias)))) / X_real.shape[0]

# %% real_term: array of one number
def real_term(X_real, theta, bias=-2.0):
    h = np.dot(X_real, [[theta[0]], [-theta[1]]]) + bias
    return np.log(1 / (1 + np.exp(-h))).mean(axis=0)

# %% real_term: statistics module
import math
import statistics

def real_term(X_real, theta, bias=-2.0):
    return statistics.mean(-math.log1p(math.exp(-(theta[0] * a - theta[1] * b + bias))) for a, b in X_real)

# %% real_term: lambda
real_term = lambda X_real, theta, bias=-2.0: float(np.average(
    np.log(1 / (1 + np.exp(-(X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias))))))

# %% fake_term: textbook
def fake_term(X_fake, theta, bias=-2.0):
    h = X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] + bias
    D = 1 / (1 + np.exp(-h))
    return np.mean(np.log(1 - D))

# %% fake_term: logaddexp
def fake_term(X_fake, theta, bias=-2.0):
    h = X_fake @ (theta * np.array([1, -1])) + bias
    return -np.logaddexp(0, h).mean()

# %% fake_term: loop with math
import math

def fake_term(X_fake, theta, bias=-2.0):
    total = 0
    for x in X_fake:
        h = theta[0] * x[0] - theta[1] * x[1] + bias
        total += math.log(1 - 1 / (1 + math.exp(-h)))
    return total / len(X_fake)

# %% fake_term: log1p of minus D
def fake_term(X_fake, theta, bias=-2.0):
    D = 0.5 * (1 + np.tanh((X_fake @ [theta[0], -theta[1]] + bias) / 2))
    return np.log1p(-D).mean()

# %% fake_term: zero-dimensional array
def fake_term(X_fake, theta, bias=-2.0):
    h = theta[0] * X_fake[:, 0] - theta[1] * X_fake[:, 1] + bias
    return np.array(np.log(1 / (1 + np.exp(h))).sum() / len(X_fake))

# %% fake_term: list of one number
def fake_term(X_fake, theta, bias=-2.0):
    logs = [np.log(1 - 1 / (1 + np.exp(-(theta[0] * a - theta[1] * b + bias)))) for a, b in X_fake]
    return [sum(logs) / len(logs)]

# %% value: textbook
def D(X, theta, bias):
    return 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))

def value(X_real, X_fake, theta, bias=-2.0):
    return np.mean(np.log(D(X_real, theta, bias))) + np.mean(np.log(1 - D(X_fake, theta, bias)))

# %% value: logaddexp
def value(X_real, X_fake, theta, bias=-2.0):
    w = np.array([theta[0], -theta[1]])
    return -np.mean(np.logaddexp(0, -(X_real @ w + bias))) - np.mean(np.logaddexp(0, X_fake @ w + bias))

# %% value: loops with math
import math

def value(X_real, X_fake, theta, bias=-2.0):
    real = fake = 0.0
    for i in range(len(X_real)):
        h = theta[0] * X_real[i, 0] - theta[1] * X_real[i, 1] + bias
        real += math.log(1 / (1 + math.exp(-h)))
    for i in range(len(X_fake)):
        h = theta[0] * X_fake[i, 0] - theta[1] * X_fake[i, 1] + bias
        fake += math.log(1 - 1 / (1 + math.exp(-h)))
    return real / len(X_real) + fake / len(X_fake)

# %% value: minus a weighted cross-entropy
def value(X_real, X_fake, theta, bias=-2.0):
    X = np.concatenate([X_real, X_fake])
    y = np.concatenate([np.ones(len(X_real)), np.zeros(len(X_fake))])
    w = np.where(y == 1, 1 / len(X_real), 1 / len(X_fake))
    h = X @ np.array([theta[0], -theta[1]]) + bias
    return -np.sum(w * (np.logaddexp(0, h) - y * h))

# %% value: keyword-friendly object returning a float
class Value:
    def __call__(self, X_real, X_fake, theta, bias=-2.0):
        terms = []
        for X, sign in ((X_real, 1), (X_fake, -1)):
            h = sign * (np.asarray(X, float) @ np.multiply(theta, (1, -1)) + bias)
            terms.append(np.log(1 / (1 + np.exp(-h))).mean())
        return float(sum(terms))

value = Value()

# %% value: array of shape (1, 1)
def value(X_real, X_fake, theta, bias=-2.0):
    w = np.array([[theta[0]], [-theta[1]]])
    real = np.log(1 / (1 + np.exp(-(X_real @ w + bias))))
    fake = np.log(1 - 1 / (1 + np.exp(-(X_fake @ w + bias))))
    return real.mean(axis=0, keepdims=True) + fake.mean(axis=0, keepdims=True)
