# ruff: noqa: written as students write
"""Right answers to the questions of t3_divergences, each in a style of its own. Read by right_answers.py."""

# %% entropy: mask
def entropy(p):
    p = p[p > 0]
    return -np.sum(p * np.log(p))

# %% entropy: where
def entropy(p):
    return -np.sum(p * np.log(np.where(p > 0, p, 1)))

# %% entropy: loop
import math

def entropy(p):
    H = 0
    for x in p:
        if x > 0:
            H -= x * math.log(x)
    return H

# %% entropy: log with where
def entropy(p):
    p = np.asarray(p, dtype=float)
    return -(p * np.log(p, where=p > 0, out=np.zeros_like(p))).sum()

# %% entropy: nansum
def entropy(p):
    return -np.nansum(p * np.log(p))

# %% entropy: dot product
entropy = lambda p: float(np.dot(p[p != 0], -np.log(p[p != 0])))

# %% kl: mask and infinity
def kl(p, q):
    seen = p > 0
    if (q[seen] == 0).any():
        return float("inf")
    return np.sum(p[seen] * np.log(p[seen] / q[seen]))

# %% kl: division by zero gives the infinity
def kl(p, q):
    p, q = p[p > 0], q[p > 0]
    return (p * np.log(p / q)).sum()

# %% kl: loop
import math

def kl(p, q):
    total = 0.0
    for a, b in zip(p, q):
        if a == 0:
            continue
        if b == 0:
            return math.inf
        total += a * (math.log(a) - math.log(b))
    return total

# %% kl: where
def kl(p, q):
    p, q = np.asarray(p, float), np.asarray(q, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p == 0, 0, p * np.log(p / q))
    return np.sum(terms)

# %% kl: generator expression
kl = lambda p, q: sum(a * np.log(np.float64(a) / b) for a, b in zip(p, q) if a > 0)

# %% kl: cross entropy minus entropy
def kl(p, q):
    s = p > 0
    return -np.dot(p[s], np.log(q[s])) + np.dot(p[s], np.log(p[s]))

# %% nll: mask
def nll(p, q):
    return -np.sum(p[p > 0] * np.log(q[p > 0]))

# %% nll: loop
def nll(p, q):
    total = 0.0
    for a, b in zip(p, q):
        if a > 0:
            total += -a * np.log(b)
    return total

# %% nll: where
def nll(p, q):
    with np.errstate(all="ignore"):
        return -np.where(p > 0, p * np.log(q), 0).sum()

# %% nll: KL and entropy
def nll(p, q):
    p, q = p[p > 0], q[p > 0]
    return np.sum(p * np.log(p / q)) + np.sum(-p * np.log(p))

# %% nll: list comprehension
nll = lambda p, q: np.sum([a * -np.log(b) for a, b in zip(p, q) if a != 0])

# %% optimal_logit: difference
def optimal_logit(log_p, log_q):
    return log_p - log_q

# %% optimal_logit: subtract
optimal_logit = np.subtract

# %% optimal_logit: minus of the reverse
def optimal_logit(log_p, log_q):
    return -(np.asarray(log_q) - np.asarray(log_p))

# %% optimal_logit: list or number
def optimal_logit(log_p, log_q):
    if np.ndim(log_p) == 0:
        return log_p - log_q
    return [a - b for a, b in zip(log_p, log_q)]

# %% optimal_logit: filled array
def optimal_logit(log_p, log_q):
    h = np.zeros(np.shape(log_p))
    h += log_p
    h -= log_q
    return h

# %% generator_loss_at: mask
def generator_loss_at(D, q):
    D, q = D[q > 0], q[q > 0]
    return np.sum(q * np.log((1 - D) / D))

# %% generator_loss_at: two costs
def generator_loss_at(D, q):
    seen = q > 0
    original = np.sum(q[seen] * np.log(1 - D[seen]))
    alternative = -np.sum(q[seen] * np.log(D[seen]))
    return original + alternative

# %% generator_loss_at: loop
import math

def generator_loss_at(D, q):
    total = 0.0
    for d, w in zip(D, q):
        if w > 0:
            if d == 0:
                return math.inf
            total += w * math.log((1 - d) / d)
    return total

# %% generator_loss_at: where
def generator_loss_at(D, q):
    with np.errstate(all="ignore"):
        return np.where(q > 0, q * (np.log1p(-D) - np.log(D)), 0.0).sum()

# %% generator_loss_at: sum of a list
generator_loss_at = lambda D, q: sum([w * np.log(1 / d - 1) for d, w in zip(D, q) if w != 0])

# %% jsd: two masked sums
def jsd(p, q):
    m = (p + q) / 2
    a, b = p > 0, q > 0
    return 0.5 * np.sum(p[a] * np.log(p[a] / m[a])) + 0.5 * np.sum(q[b] * np.log(q[b] / m[b]))

# %% jsd: inner function
def jsd(p, q):
    def kl(a, b):
        return np.sum(a[a > 0] * np.log(a[a > 0] / b[a > 0]))
    m = 0.5 * p + 0.5 * q
    return (kl(p, m) + kl(q, m)) / 2

# %% jsd: entropies
def jsd(p, q):
    def H(p):
        return -sum(x * np.log(x) for x in p if x > 0)
    return H((p + q) / 2) - (H(p) + H(q)) / 2

# %% jsd: nansum
def jsd(p, q):
    m = (p + q) / 2
    with np.errstate(all="ignore"):
        return (np.nansum(p * np.log(p / m)) + np.nansum(q * np.log(q / m))) / 2

# %% jsd: loop
import math

def jsd(p, q):
    total = 0
    for a, b in zip(p, q):
        for x in (a, b):
            if x > 0:
                total += x * math.log(2 * x / (a + b)) / 2
    return total

# %% virtual_criterion: put in
def virtual_criterion(p, q):
    with np.errstate(all="ignore"):
        D = p / (p + q)
        return np.nansum(np.where(p > 0, p * np.log(D), 0)) + np.nansum(np.where(q > 0, q * np.log(1 - D), 0))

# %% virtual_criterion: theorem
def virtual_criterion(p, q):
    def kl(a, b):
        return np.sum(a[a > 0] * np.log(a[a > 0] / b[a > 0]))
    m = (p + q) / 2
    return -np.log(4) + kl(p, m) + kl(q, m)

# %% virtual_criterion: masks
def virtual_criterion(p, q):
    s = p + q
    a, b = p > 0, q > 0
    return np.sum(p[a] * np.log(p[a] / s[a])) + np.sum(q[b] * np.log(q[b] / s[b]))

# %% virtual_criterion: loop
def virtual_criterion(p, q):
    V = 0.0
    for a, b in zip(p, q):
        if a > 0:
            V += a * np.log(a / (a + b))
        if b > 0:
            V += b * np.log(b / (a + b))
    return V

# %% virtual_criterion: entropies
def virtual_criterion(p, q):
    def H(p):
        p = p[p > 0]
        return -np.dot(p, np.log(p))
    return float(2 * H((p + q) / 2) - H(p) - H(q) - 2 * np.log(2))

# %% optimal_logit: list comprehension, for arrays only
def optimal_logit(log_p, log_q):
    return np.array([a - b for a, b in zip(log_p, log_q)])

# %% optimal_logit: map, for arrays only
def optimal_logit(log_p, log_q):
    return list(map(lambda a, b: a - b, log_p, log_q))

# %% optimal_logit: loop into an empty array
def optimal_logit(log_p, log_q):
    h = np.empty_like(log_p)
    for i in range(len(log_p)):
        h[i] = log_p[i] - log_q[i]
    return h

# %% optimal_logit: copied and taken away in place
def optimal_logit(log_p, log_q):
    h = log_p.copy()
    h -= log_q
    return h
