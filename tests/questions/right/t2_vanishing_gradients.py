# ruff: noqa: written as students write
"""Right answers to the questions of t2_vanishing_gradients, each in a style of its own. Read by right_answers.py."""

# %% minimax_gradient: textbook, with an overflow warning
def minimax_gradient(h, dh):
    D = 1 / (1 + np.exp(-h))
    return np.mean(-D[:, None] * dh, axis=0)

# %% minimax_gradient: matrix product
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    return -D @ dh / len(h)

# %% minimax_gradient: loops
def minimax_gradient(h, dh):
    m, P = dh.shape
    gradient = [0.0] * P
    for i in range(m):
        D = 1 / (1 + np.exp(-float(h[i])))
        for j in range(P):
            gradient[j] -= D * dh[i, j] / m
    return gradient

# %% minimax_gradient: einsum
def minimax_gradient(h, dh):
    D = 0.5 * (1 + np.tanh(h / 2))
    return np.einsum("i,ij->j", -D, dh) / h.size

# %% minimax_gradient: transposed
def minimax_gradient(h, dh):
    D = np.where(h >= 0, 1 / (1 + np.exp(-np.abs(h))), np.exp(-np.abs(h)) / (1 + np.exp(-np.abs(h))))
    return (-(dh.T * D)).mean(axis=1)

# %% minimax_gradient: average with weights
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    return tuple(float(-np.mean(D * column)) for column in dh.T)

# %% nonsaturating_gradient: textbook, with an overflow warning
def nonsaturating_gradient(h, dh):
    D = 1 / (1 + np.exp(-h))
    return np.mean((D - 1)[:, None] * dh, axis=0)

# %% nonsaturating_gradient: sigma of minus h
def nonsaturating_gradient(h, dh):
    return -np.exp(-np.logaddexp(0, h)) @ dh / len(h)

# %% nonsaturating_gradient: newaxis and sum
def nonsaturating_gradient(h, dh):
    weight = -(1 - 1 / (1 + np.exp(-h)))
    return np.sum(weight[:, np.newaxis] * dh, axis=0) / dh.shape[0]

# %% nonsaturating_gradient: loop over samples
def nonsaturating_gradient(h, dh):
    rows = [-0.5 * (1 - np.tanh(x / 2)) * row for x, row in zip(h, dh)]
    return sum(rows) / len(rows)

# %% nonsaturating_gradient: lambda
nonsaturating_gradient = lambda h, dh: np.mean(dh * (-np.exp(-np.logaddexp(0, h))).reshape(-1, 1), 0)

# %% nonsaturating_gradient: chain rule spelt out
def nonsaturating_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    dD = D * np.exp(-np.logaddexp(0, h))
    with np.errstate(all="ignore"):
        outer = np.where(D > 0, -dD / D, -1.0)
    return np.average(outer[:, None] * dh, axis=0)

# %% gradient_through_samples: einsum
def gradient_through_samples(D, slope, jacobian):
    return np.einsum("i,ik,ikj->j", 1 / (D - 1), slope, jacobian) / len(D)

# %% gradient_through_samples: broadcast
def gradient_through_samples(D, slope, jacobian):
    dD = (slope[:, :, None] * jacobian).sum(axis=1)
    return (dD / (D[:, None] - 1)).mean(axis=0)

# %% gradient_through_samples: loop with matrix products
def gradient_through_samples(D, slope, jacobian):
    total = 0
    for i in range(len(D)):
        total = total + slope[i] @ jacobian[i] / (D[i] - 1)
    return total / len(D)

# %% gradient_through_samples: stacked matrices
def gradient_through_samples(D, slope, jacobian):
    rows = np.matmul(slope[:, None, :], jacobian)[:, 0, :]
    return -np.mean(rows / (1 - D).reshape(-1, 1), axis=0)

# %% gradient_through_samples: three loops
def gradient_through_samples(D, slope, jacobian):
    m, d, P = np.shape(jacobian)
    return [sum(slope[i][k] * jacobian[i][k][j] / (D[i] - 1) for i in range(m) for k in range(d)) / m for j in range(P)]

# %% gradient_through_samples: tensordot of each sample
def gradient_through_samples(D, slope, jacobian):
    return np.mean([np.tensordot(s, J, 1) / (x - 1) for x, s, J in zip(D, slope, jacobian)], axis=0)
