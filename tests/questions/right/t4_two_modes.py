# ruff: noqa: written as students write
"""Right answers to the questions of t4_two_modes, each in a style of its own. Read by right_answers.py."""

# %% pushforward_pdf: textbook
def pushforward_pdf(x, a, b):
    z = (x - b) / a
    return np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) * abs(1 / a)

# %% pushforward_pdf: normal density of the samples
def pushforward_pdf(x, a, b):
    s = np.abs(a)
    return np.exp(-0.5 * ((x - b) / s) ** 2) / (s * np.sqrt(2 * np.pi))

# %% pushforward_pdf: through the logarithm
def pushforward_pdf(x, a, b):
    return np.exp(-((np.asarray(x) - b) ** 2) / (2 * a**2) - np.log(abs(a)) - 0.5 * np.log(2 * np.pi))

# %% pushforward_pdf: loop with math
import math

def pushforward_pdf(x, a, b):
    def one(value):
        z = (value - b) / a
        return math.exp(-z * z / 2) / math.sqrt(2 * math.pi) / abs(a)
    return one(x) if np.ndim(x) == 0 else [one(v) for v in x]

# %% pushforward_pdf: inverse and its slope as functions
def pushforward_pdf(x, a, b):
    inverse = lambda x: (x - b) / a
    slope = (inverse(1.0) - inverse(0.0))
    p_z = lambda z: np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    return p_z(inverse(x)) * np.absolute(slope)

# %% pushforward_pdf: root of the variance
pushforward_pdf = lambda x, a, b: np.exp(-np.square(np.subtract(x, b)) / (2.0 * a * a)) / np.sqrt(2 * np.pi * a * a)

# %% fake_term_over_noise: sum
def fake_term_over_noise(z, a, b):
    p_z = np.exp(-z**2 / 2) / np.sqrt(2 * np.pi)
    return np.sum(p_z * -np.logaddexp(0, a * z + b)) * (z[1] - z[0])

# %% fake_term_over_noise: trapezoid rule
def fake_term_over_noise(z, a, b):
    p_z = np.exp(-z**2 / 2) / np.sqrt(2 * np.pi)
    return np.trapezoid(p_z * np.log(1 - 1 / (1 + np.exp(-(a * z + b)))), z)

# %% fake_term_over_noise: dot product
def fake_term_over_noise(z, a, b):
    dz = (z[-1] - z[0]) / (len(z) - 1)
    return -dz / np.sqrt(2 * np.pi) * np.dot(np.exp(-z * z / 2), np.log1p(np.exp(a * z + b)))

# %% fake_term_over_noise: normalised weights
def fake_term_over_noise(z, a, b):
    weights = np.exp(-z**2 / 2)
    return np.average(-np.logaddexp(0, a * z + b), weights=weights)

# %% fake_term_over_noise: loop
import math

def fake_term_over_noise(z, a, b):
    total = 0.0
    for x in z:
        total -= math.exp(-x * x / 2) * math.log1p(math.exp(a * x + b))
    return total * (z[1] - z[0]) / math.sqrt(2 * math.pi)

# %% fake_term_over_samples: sum
def fake_term_over_samples(x, a, b):
    q = np.exp(-((x - b) / a) ** 2 / 2) / (abs(a) * np.sqrt(2 * np.pi))
    return np.sum(q * -np.logaddexp(0, x)) * (x[1] - x[0])

# %% fake_term_over_samples: trapezoid rule
def fake_term_over_samples(x, a, b):
    q = np.exp(-((x - b) / a) ** 2 / 2) / (abs(a) * np.sqrt(2 * np.pi))
    return np.trapezoid(q * np.log(1 / (1 + np.exp(x))), x)

# %% fake_term_over_samples: mean of the differences as width
def fake_term_over_samples(x, a, b):
    dx = np.diff(x).mean()
    q = np.exp(-((x - b) ** 2) / (2 * a**2)) / np.sqrt(2 * np.pi * a**2)
    return -(q * np.log1p(np.exp(x))).sum() * dx

# %% fake_term_over_samples: normalised weights
def fake_term_over_samples(x, a, b):
    return np.average(-np.logaddexp(0, x), weights=np.exp(-(((x - b) / a) ** 2) / 2))

# %% fake_term_over_samples: Simpson's rule
def fake_term_over_samples(x, a, b):
    f = np.exp(-(((x - b) / a) ** 2) / 2) / (abs(a) * np.sqrt(2 * np.pi)) * -np.logaddexp(0, x)
    f, h = (f, x[1] - x[0]) if len(x) % 2 else (f[:-1], x[1] - x[0])
    return h / 3 * (f[0] + f[-1] + 4 * f[1:-1:2].sum() + 2 * f[2:-1:2].sum())

# %% forward_fit: mean and standard deviation
def forward_fit(x, p):
    dx = x[1] - x[0]
    m = np.sum(x * p) * dx
    variance = np.sum((x - m) ** 2 * p) * dx
    return m, np.sqrt(variance)

# %% forward_fit: mean of the squares
def forward_fit(x, p):
    dx = x[1] - x[0]
    m, square = np.sum(x * p) * dx, np.sum(x**2 * p) * dx
    return np.array([m, (square - m**2) ** 0.5])

# %% forward_fit: trapezoid rule
def forward_fit(x, p):
    m = np.trapezoid(x * p, x)
    return [m, np.sqrt(np.trapezoid((x - m) ** 2 * p, x))]

# %% forward_fit: weighted averages
def forward_fit(x, p):
    m = np.average(x, weights=p)
    return m, np.average((x - m) ** 2, weights=p) ** 0.5

# %% forward_fit: dot products
def forward_fit(x, p):
    w = p / p.sum()
    m = w @ x
    return float(m), float(np.sqrt(w @ x**2 - m * m))

# %% reverse_kl: formula
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) ** 2) / (2 * s**2) - np.log(s * np.sqrt(2 * np.pi))
    return np.sum(np.exp(log_q) * (log_q - log_p)) * (x[1] - x[0])

# %% reverse_kl: trapezoid rule
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) ** 2) / (2 * s**2) - np.log(s) - 0.5 * np.log(2 * np.pi)
    return np.trapezoid(np.exp(log_q) * (log_q - log_p), x)

# %% reverse_kl: entropy in closed form
def reverse_kl(m, s, x, log_p):
    dx = x[1] - x[0]
    q = np.exp(-((x - m) ** 2) / (2 * s**2)) / (s * np.sqrt(2 * np.pi))
    return -0.5 * np.log(2 * np.pi * np.e * s**2) - np.dot(q, log_p) * dx

# %% reverse_kl: left out where q is 0
def reverse_kl(m, s, x, log_p):
    q = np.exp(-((x - m) ** 2) / (2 * s**2)) / np.sqrt(2 * np.pi * s**2)
    seen = q > 0
    return np.sum(q[seen] * (np.log(q[seen]) - log_p[seen])) * (x[1] - x[0])

# %% reverse_kl: where
def reverse_kl(m, s, x, log_p):
    q = np.exp(-0.5 * ((x - m) / s) ** 2) / (s * np.sqrt(2 * np.pi))
    with np.errstate(all="ignore"):
        return np.where(q > 0, q * (np.log(q) - log_p), 0).sum() * np.diff(x).mean()

# %% pushforward_pdf: list comprehension, for arrays only
import math

def pushforward_pdf(x, a, b):
    return [math.exp(-((xi - b) / a) ** 2 / 2) / (abs(a) * math.sqrt(2 * math.pi)) for xi in x]

# %% pushforward_pdf: loop over an array of its own
def pushforward_pdf(x, a, b):
    density = np.zeros(len(x))
    for i in range(len(x)):
        z = (x[i] - b) / a
        density[i] = np.exp(-z * z / 2) / np.sqrt(2 * np.pi * a * a)
    return density
