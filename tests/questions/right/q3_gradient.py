"""Right answers on alpha, beta, the gradient and the update in q3_discriminator_update, each in a style of its own."""

# %% alpha: textbook
def alpha(X_real, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_real[:, 0] * theta[0] - X_real[:, 1] * theta[1] + bias)))
    return (1 - D)[:, None] * X_real * [1, -1]

# %% alpha: as the sheet prints it
def alpha(X_real, theta, bias=-2.0):
    h = theta[0] * X_real[:, 0] - theta[1] * X_real[:, 1] + bias
    f = 1 + np.exp(-h)
    D = 1 / f
    a1 = 1 / D * np.exp(-h) / f**2 * X_real[:, 0]
    a2 = -1 / D * np.exp(-h) / f**2 * X_real[:, 1]
    return np.column_stack([a1, a2])

# %% alpha: loop into lists
import math

def alpha(X_real, theta, bias=-2.0):
    rows = []
    for x1, x2 in X_real:
        D = 1 / (1 + math.exp(-(theta[0] * x1 - theta[1] * x2 + bias)))
        rows.append([(1 - D) * x1, -(1 - D) * x2])
    return rows

# %% alpha: einsum
def alpha(X_real, theta, bias=-2.0):
    signs = np.array([1.0, -1.0])
    h = np.einsum("ij,j,j->i", X_real, signs, theta) + bias
    return np.einsum("i,ij,j->ij", 1 / (1 + np.exp(h)), X_real, signs)

# %% alpha: transposed broadcasting
def alpha(X_real, theta, bias=-2.0):
    x1, x2 = X_real.T
    weight = 1 - 1 / (1 + np.exp(-(theta[0] * x1 - theta[1] * x2 + bias)))
    return np.array([weight * x1, -weight * x2]).T

# %% alpha: diagonal matrices
def alpha(X_real, theta, bias=-2.0):
    S = np.diag([1, -1])
    D = 0.5 * (1 + np.tanh((X_real @ S @ theta + bias) / 2))
    return np.diag(1 - D) @ X_real @ S

# %% alpha: filled array
def alpha(X_real, theta, bias=-2.0):
    out = np.zeros((len(X_real), 2))
    for i, x in enumerate(X_real):
        D = 1 / (1 + np.exp(-(x[0] * theta[0] - x[1] * theta[1] + bias)))
        out[i, 0] = (1 - D) * x[0]
        out[i, 1] = (D - 1) * x[1]
    return out

# %% beta: textbook
def beta(X_fake, theta, bias=-2.0):
    D = 1 / (1 + np.exp(-(X_fake[:, 0] * theta[0] - X_fake[:, 1] * theta[1] + bias)))
    return -D[:, None] * X_fake * [1, -1]

# %% beta: as the sheet prints it
def beta(X_fake, theta, bias=-2.0):
    h = theta[0] * X_fake[:, 0] - theta[1] * X_fake[:, 1] + bias
    f = 1 + np.exp(-h)
    D = 1 / f
    b1 = -1 / (1 - D) * np.exp(-h) / f**2 * X_fake[:, 0]
    b2 = 1 / (1 - D) * np.exp(-h) / f**2 * X_fake[:, 1]
    return np.stack([b1, b2], axis=1)

# %% beta: comprehension
import math

def sigmoid(h):
    return 1 / (1 + math.exp(-h))

def beta(X_fake, theta, bias=-2.0):
    return [(-sigmoid(theta[0] * a - theta[1] * b + bias) * a, sigmoid(theta[0] * a - theta[1] * b + bias) * b)
            for a, b in X_fake]

# %% beta: outer signs
def beta(X_fake, theta, bias=-2.0):
    D = np.exp(-np.logaddexp(0, -(X_fake @ np.array([theta[0], -theta[1]]) + bias)))
    return np.outer(D, [-1, 1]) * X_fake

# %% beta: apply_along_axis
def beta(X_fake, theta, bias=-2.0):
    def row(x):
        D = 1 / (1 + np.exp(-(theta[0] * x[0] - theta[1] * x[1] + bias)))
        return np.array([-D * x[0], D * x[1]])
    return np.apply_along_axis(row, 1, X_fake)

# %% beta: lambda
beta = lambda X_fake, theta, bias=-2.0: X_fake * np.array([-1, 1]) / (
    1 + np.exp(-(X_fake * np.array([1, -1]) @ theta + bias))).reshape(-1, 1)

# %% gradient: textbook
def gradient(X_real, X_fake, theta, bias=-2.0):
    D = lambda X: 1 / (1 + np.exp(-(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias)))
    alpha = (1 - D(X_real))[:, None] * X_real * [1, -1]
    beta = -D(X_fake)[:, None] * X_fake * [1, -1]
    return alpha.mean(axis=0) + beta.mean(axis=0)

# %% gradient: matrix products
def gradient(X_real, X_fake, theta, bias=-2.0):
    S = np.array([1, -1])
    sigma = lambda h: 1 / (1 + np.exp(-h))
    real, fake = X_real * S, X_fake * S
    return sigma(-(real @ theta + bias)) @ real / len(real) - sigma(fake @ theta + bias) @ fake / len(fake)

# %% gradient: scalar loops, list of two floats
import math

def gradient(X_real, X_fake, theta, bias=-2.0):
    g1 = g2 = 0.0
    for x1, x2 in X_real:
        D = 1 / (1 + math.exp(-(theta[0] * x1 - theta[1] * x2 + bias)))
        g1 += (1 - D) * x1 / len(X_real)
        g2 -= (1 - D) * x2 / len(X_real)
    for x1, x2 in X_fake:
        D = 1 / (1 + math.exp(-(theta[0] * x1 - theta[1] * x2 + bias)))
        g1 -= D * x1 / len(X_fake)
        g2 += D * x2 / len(X_fake)
    return [float(g1), float(g2)]

# %% gradient: tuple of components
def gradient(X_real, X_fake, theta, bias=-2.0):
    def parts(X, weight):
        h = theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias
        w = weight(h)
        return np.mean(w * X[:, 0]), -np.mean(w * X[:, 1])
    a1, a2 = parts(X_real, lambda h: 1 / (1 + np.exp(h)))
    b1, b2 = parts(X_fake, lambda h: -1 / (1 + np.exp(-h)))
    return a1 + b1, a2 + b2

# %% gradient: minus the gradient of the cross-entropy
def gradient(X_real, X_fake, theta, bias=-2.0):
    X = np.vstack([X_real, X_fake]) * np.array([1.0, -1.0])
    y = np.r_[np.ones(len(X_real)), np.zeros(len(X_fake))]
    w = np.r_[np.full(len(X_real), 1 / len(X_real)), np.full(len(X_fake), 1 / len(X_fake))]
    D = 1 / (1 + np.exp(-(X @ theta + bias)))
    return -(w * (D - y)) @ X

# %% gradient: einsum
def gradient(X_real, X_fake, theta, bias=-2.0):
    s = np.array([1, -1])
    a = 0.5 * (1 - np.tanh((np.einsum("ij,j->i", X_real, s * theta) + bias) / 2))
    b = 0.5 * (1 + np.tanh((np.einsum("ij,j->i", X_fake, s * theta) + bias) / 2))
    return s * (np.einsum("i,ij->j", a, X_real) / a.size - np.einsum("i,ij->j", b, X_fake) / b.size)

# %% update: textbook
def update(theta, grad, eta):
    return theta + eta * grad

# %% update: comprehension
def update(theta, grad, eta):
    return [t + eta * g for t, g in zip(theta, grad)]

# %% update: components
def update(theta, grad, eta):
    theta_d1 = theta[0] + eta * grad[0]
    theta_d2 = theta[1] + eta * grad[1]
    return theta_d1, theta_d2

# %% update: NumPy functions
def update(theta, grad, eta):
    return np.add(theta, np.multiply(eta, grad))

# %% update: a copy, changed in place
def update(theta, grad, eta):
    new = np.array(theta, dtype=float)
    new += eta * np.asarray(grad)
    return new

# %% update: lambda
update = lambda theta, grad, eta: np.asarray(theta) - (-eta) * np.asarray(grad)
