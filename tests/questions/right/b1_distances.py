# ruff: noqa: written as students write
"""Right answers to the questions of b1_distances, each in a style of its own. Read by right_answers.py."""

# %% gaussian_kl: textbook
def gaussian_kl(theta, theta0, eps):
    return (theta - theta0) ** 2 / (2 * eps**2)

# %% gaussian_kl: half of a square
def gaussian_kl(theta, theta0, eps):
    z = np.subtract(theta, theta0) / eps
    return 0.5 * z * z

# %% gaussian_kl: expanded
def gaussian_kl(theta, theta0, eps):
    variance = np.square(eps, dtype=float)
    return (theta**2 - 2 * theta * theta0 + theta0**2) / variance / 2

# %% gaussian_kl: expectations written out
def gaussian_kl(theta, theta0, eps):
    second_moment = eps**2 + (theta - theta0) ** 2
    return (second_moment - eps**2) / (2.0 * eps**2)

# %% gaussian_kl: comprehension
def gaussian_kl(theta, theta0, eps):
    return [float(a - b) ** 2 / (2 * float(e) ** 2) for a, b, e in zip(theta, theta0, eps)]

# %% gaussian_kl: vectorised scalar function
gaussian_kl = np.vectorize(lambda a, b, e: (a - b) ** 2 / 2 / e**2, otypes=[float])

# %% gaussian_kl_slope: textbook
def gaussian_kl_slope(theta, theta0, eps):
    return (theta - theta0) / eps**2

# %% gaussian_kl_slope: divided twice
def gaussian_kl_slope(theta, theta0, eps):
    return (theta - theta0) / eps / eps

# %% gaussian_kl_slope: not simplified
def gaussian_kl_slope(theta, theta0, eps):
    return 2 * (theta - theta0) / (2 * np.power(eps, 2.0))

# %% gaussian_kl_slope: two fractions
def gaussian_kl_slope(theta, theta0, eps):
    variance = np.asarray(eps, dtype=float) ** 2
    return theta / variance - theta0 / variance

# %% gaussian_kl_slope: loop
def gaussian_kl_slope(theta, theta0, eps):
    out = np.zeros(len(theta))
    for i in range(len(theta)):
        out[i] = (theta[i] - theta0[i]) / eps[i] ** 2
    return out

# %% gaussian_kl_slope: lambda with keywords
gaussian_kl_slope = lambda theta, theta0, eps: np.multiply(np.subtract(theta, theta0), np.float_power(eps, -2))

# %% descent_converges: bound
def descent_converges(eta, eps):
    return 0 < eta < 2 * eps**2

# %% descent_converges: factor
def descent_converges(eta, eps):
    return abs(1 - eta / eps**2) < 1

# %% descent_converges: branches
def descent_converges(eta, eps):
    if eta <= 0:
        return False
    if eta >= 2 * eps * eps:
        return False
    return True

# %% descent_converges: NumPy's bool
def descent_converges(eta, eps):
    return np.logical_and(eta > 0, eta < 2 * np.square(eps))

# %% descent_converges: by trying
def descent_converges(eta, eps):
    distance = 1.0
    for _ in range(3000):
        distance = distance - eta * distance / eps**2
        if abs(distance) > 1e6:
            return False
    return abs(distance) < 1e-6

# %% descent_converges: one or zero
descent_converges = lambda eta, eps: int(eta > 0 and eta / eps**2 < 2)

# %% jsd: small function
def jsd(p, q):
    def kl(a, b):
        seen = a > 0
        return np.sum(a[seen] * np.log(a[seen] / b[seen]))
    m = (p + q) / 2
    return (kl(p, m) + kl(q, m)) / 2

# %% jsd: entropies
def jsd(p, q):
    def H(r):
        r = r[r > 0]
        return -np.sum(r * np.log(r))
    return H((p + q) / 2) - (H(p) + H(q)) / 2

# %% jsd: where
def jsd(p, q):
    m = 0.5 * (p + q)
    safe = np.where(m > 0, m, 1)
    terms = np.where(p > 0, p * np.log(np.where(p > 0, p, 1) / safe), 0) + np.where(q > 0, q * np.log(np.where(q > 0, q, 1) / safe), 0)
    return terms.sum() / 2

# %% jsd: loop
import math

def jsd(p, q):
    total = 0
    for a, b in zip(p, q):
        m = (a + b) / 2
        if a > 0:
            total += a * math.log(a / m)
        if b > 0:
            total += b * math.log(b / m)
    return total / 2

# %% jsd: nansum
def jsd(p, q):
    m = (p + q) / 2
    with np.errstate(all="ignore"):
        return 0.5 * (np.nansum(p * np.log(p / m)) + np.nansum(q * np.log(q / m)))

# %% jsd: ratio to the sum
def jsd(p, q):
    total = 0.0
    for r in (p, q):
        r, s = r[r > 0], (p + q)[r > 0]
        total += np.dot(r, np.log(r) - np.log(s)) + np.log(2)
    return total / 2

# %% wasserstein_1d: repeated samples
def wasserstein_1d(x, y):
    a = np.sort(np.repeat(x, len(y)))
    b = np.sort(np.repeat(y, len(x)))
    return np.mean(np.abs(a - b))

# %% wasserstein_1d: area between the distribution functions
def wasserstein_1d(x, y):
    both = np.sort(np.concatenate([x, y]))
    F = np.searchsorted(np.sort(x), both, side="right") / len(x)
    G = np.searchsorted(np.sort(y), both, side="right") / len(y)
    return np.sum(np.abs(F - G)[:-1] * np.diff(both))

# %% wasserstein_1d: counting
def wasserstein_1d(x, y):
    places = sorted(list(x) + list(y))
    area = 0.0
    for left, right in zip(places[:-1], places[1:]):
        F = sum(1 for v in x if v <= left) / len(x)
        G = sum(1 for v in y if v <= left) / len(y)
        area += abs(F - G) * (right - left)
    return area

# %% wasserstein_1d: moving the sand
def wasserstein_1d(x, y):
    x, y = sorted(float(v) for v in x), sorted(float(v) for v in y)
    i, j, work = 0, 0, 0.0
    have, need = 1 / len(x), 1 / len(y)
    while i < len(x) and j < len(y):
        moved = min(have, need)
        work += moved * abs(x[i] - y[j])
        have, need = have - moved, need - moved
        if have < 1e-12:
            i, have = i + 1, 1 / len(x)
        if need < 1e-12:
            j, need = j + 1, 1 / len(y)
    return work

# %% wasserstein_1d: quantiles on a common grid
def wasserstein_1d(x, y):
    n, m = len(x), len(y)
    N = np.lcm(n, m)
    level = np.arange(N)
    return np.abs(np.sort(x)[level // (N // n)] - np.sort(y)[level // (N // m)]).mean()

# %% wasserstein_1d: two cases
def wasserstein_1d(x, y):
    if len(x) == len(y):
        return np.abs(np.sort(x) - np.sort(y)).mean()
    return wasserstein_1d(np.tile(x, len(y)), np.tile(y, len(x)))

# %% descent_converges: an array of one entry
def descent_converges(eta, eps):
    return np.array([0 < eta < 2 * eps**2])

# %% descent_converges: a list of one entry
def descent_converges(eta, eps):
    return [bool(abs(1 - eta / eps**2) < 1)]

# %% descent_converges: with arrays of its own
def descent_converges(eta, eps):
    factor = np.abs(np.atleast_2d(1 - eta / eps**2))
    return factor < 1
