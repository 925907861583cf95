# ruff: noqa: written as students write
"""Right answers to the questions of t1_logits_and_losses, each in a style of its own. Read by right_answers.py."""

# %% bowl_gradient: textbook
def bowl_gradient(y):
    return 2 * y

# %% bowl_gradient: sum with itself
def bowl_gradient(y):
    return np.add(y, y)

# %% bowl_gradient: entry by entry
def bowl_gradient(y):
    y1, y2 = y
    return [2 * y1, 2 * y2]

# %% bowl_gradient: lambda with a tuple
bowl_gradient = lambda y: (2.0 * y[0], 2.0 * y[1])

# %% bowl_gradient: matrix product
def bowl_gradient(y):
    return np.array([[2, 0], [0, 2]]) @ y

# %% bowl_gradient: callable object
class Gradient:
    def __call__(self, y):
        return np.array([2 * float(entry) for entry in y])

bowl_gradient = Gradient()

# %% sigmoid: textbook, with an overflow warning
def sigmoid(h):
    return 1 / (1 + np.exp(-h))

# %% sigmoid: by logaddexp
def sigmoid(h):
    return np.exp(-np.logaddexp(0, -h))

# %% sigmoid: two branches
def sigmoid(h):
    h = np.asarray(h, dtype=float)
    e = np.exp(-np.abs(h))
    return np.where(h >= 0, 1 / (1 + e), e / (1 + e))

# %% sigmoid: through tanh
def sigmoid(h):
    return 0.5 * (1 + np.tanh(np.asarray(h) / 2))

# %% sigmoid: clipped far out
def sigmoid(h):
    return 1.0 / (1.0 + np.exp(-np.clip(h, -500, 500)))

# %% sigmoid: loop with math
import math

def sigmoid(h):
    result = []
    for x in np.atleast_1d(h):
        if x >= 0:
            result.append(1 / (1 + math.exp(-x)))
        else:
            result.append(math.exp(x) / (1 + math.exp(x)))
    return result if np.ndim(h) else result[0]

# %% sigmoid: masks
def sigmoid(h):
    h = np.array(h, dtype=float)
    out = np.empty_like(h)
    positive = h > 0
    out[positive] = 1 / (1 + np.exp(-h[positive]))
    power = np.exp(h[~positive])
    out[~positive] = power / (1 + power)
    return out

# %% sigmoid: vectorised scalar function
import math

@np.vectorize
def sigmoid(h):
    if h < -700:
        return 0.0
    return 1 / (1 + math.exp(-h))

# %% log_sigmoid: by logaddexp
def log_sigmoid(h):
    return -np.logaddexp(0, -h)

# %% log_sigmoid: h minus softplus
def log_sigmoid(h):
    return h - np.logaddexp(0, h)

# %% log_sigmoid: minimum and log1p
def log_sigmoid(h):
    h = np.asarray(h, dtype=float)
    return np.minimum(h, 0) - np.log1p(np.exp(-np.abs(h)))

# %% log_sigmoid: two branches
def log_sigmoid(h):
    return np.where(np.asarray(h) > 0, -np.log1p(np.exp(-np.abs(h))), h - np.log1p(np.exp(-np.abs(h))))

# %% log_sigmoid: loop with math
import math

def log_sigmoid(h):
    out = []
    for x in np.ravel(h):
        out.append(-math.log1p(math.exp(-x)) if x > 0 else x - math.log1p(math.exp(x)))
    return np.reshape(out, np.shape(h))

# %% log_sigmoid: reduced from a stack
def log_sigmoid(h):
    h = np.asarray(h, dtype=float)
    return -np.logaddexp.reduce(np.stack([np.zeros_like(h), -h]))

# %% sigmoid_slope: product
def sigmoid_slope(h):
    s = 1 / (1 + np.exp(-h))
    return s * (1 - s)

# %% sigmoid_slope: both signs
def sigmoid_slope(h):
    return np.exp(-np.logaddexp(0, -h) - np.logaddexp(0, h))

# %% sigmoid_slope: cosh far from overflow
def sigmoid_slope(h):
    e = np.exp(-np.abs(h))
    return e / (1 + e) ** 2

# %% sigmoid_slope: tanh
def sigmoid_slope(h):
    return (1 - np.tanh(np.asarray(h) / 2) ** 2) / 4

# %% sigmoid_slope: list
import math

def sigmoid_slope(h):
    def one(x):
        e = math.exp(-abs(x))
        return e / (1 + e) ** 2
    return one(h) if np.ndim(h) == 0 else [one(x) for x in h]

# %% bce_from_logits: ravel and logaddexp
def bce_from_logits(h, y):
    h, y = np.ravel(h), np.ravel(y)
    return np.mean(np.logaddexp(0, h) - y * h)

# %% bce_from_logits: two terms
def bce_from_logits(h, y):
    h = h.reshape(-1)
    y = y.reshape(-1)
    ln_D, ln_not_D = -np.logaddexp(0, -h), -np.logaddexp(0, h)
    return -(y * ln_D + (1 - y) * ln_not_D).mean()

# %% bce_from_logits: signs in place of labels
def bce_from_logits(h, y):
    sign = 2 * np.asarray(y).flatten() - 1
    return np.average(np.logaddexp(0, -sign * np.asarray(h).flatten()))

# %% bce_from_logits: loop
def bce_from_logits(h, y):
    total = 0.0
    for logit, label in zip(np.array(h).flat, np.array(y).flat):
        total += np.logaddexp(0, -logit) if label == 1 else np.logaddexp(0, logit)
    return total / np.size(h)

# %% bce_from_logits: max and log1p
def bce_from_logits(h, y):
    h = np.squeeze(h) if np.size(h) > 1 else np.ravel(h)
    y = np.squeeze(y) if np.size(y) > 1 else np.ravel(y)
    return float(np.mean(np.maximum(h, 0) - h * y + np.log1p(np.exp(-np.abs(h)))))

# %% bce_from_logits: columns and a dot product
def bce_from_logits(h, y):
    h, y = np.reshape(h, (-1, 1)), np.reshape(y, (-1, 1))
    return (np.logaddexp(0, h).sum() - (h.T @ y)[0, 0]) / len(h)

# %% discriminator_loss: two means
def discriminator_loss(h_real, h_fake):
    return np.mean(np.logaddexp(0, -h_real)) + np.mean(np.logaddexp(0, h_fake))

# %% discriminator_loss: textbook
def discriminator_loss(h_real, h_fake):
    D_real, D_fake = 1 / (1 + np.exp(-h_real)), 1 / (1 + np.exp(-h_fake))
    V = np.log(D_real).mean() + np.log(1 - D_fake).mean()
    return -V

# %% discriminator_loss: cross-entropy by label
def bce(h, label):
    return np.mean(np.logaddexp(0, h) - label * h)

discriminator_loss = lambda h_real, h_fake: bce(h_real, 1) + bce(h_fake, 0)

# %% discriminator_loss: sums and sizes
def discriminator_loss(h_real, h_fake):
    real = sum(np.logaddexp(0, -x) for x in h_real) / len(h_real)
    fake = sum(np.logaddexp(0, x) for x in h_fake) / len(h_fake)
    return real + fake

# %% discriminator_loss: weights
def discriminator_loss(h_real, h_fake):
    h = np.concatenate([-h_real, h_fake])
    weights = np.concatenate([np.full(len(h_real), 1 / len(h_real)), np.full(len(h_fake), 1 / len(h_fake))])
    return np.dot(weights, np.log1p(np.exp(h)))

# %% sigmoid: stable by masks, for arrays only
def sigmoid(h):
    out = np.zeros(h.shape)
    pos = h >= 0
    out[pos] = 1 / (1 + np.exp(-h[pos]))
    out[~pos] = np.exp(h[~pos]) / (1 + np.exp(h[~pos]))
    return out

# %% sigmoid: list comprehension, for arrays only
import math

def sigmoid(h):
    return np.array([1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x)) for x in h])

# %% log_sigmoid: list comprehension, for arrays only
import math

def log_sigmoid(h):
    return [-math.log1p(math.exp(-x)) if x >= 0 else x - math.log1p(math.exp(x)) for x in h]

# %% log_sigmoid: stable by masks, for arrays only
def log_sigmoid(h):
    out = np.empty(len(h))
    pos = h > 0
    out[pos] = -np.log1p(np.exp(-h[pos]))
    out[~pos] = h[~pos] - np.log1p(np.exp(h[~pos]))
    return out

# %% sigmoid_slope: loop over an array of its own
def sigmoid_slope(h):
    slope = np.zeros(len(h))
    for i, x in enumerate(h):
        e = np.exp(-abs(x))
        slope[i] = e / (1 + e) ** 2
    return slope
