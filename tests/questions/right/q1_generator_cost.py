"""Right answers to the questions of q1_generator_cost, each in a style of its own. Read by right_answers.py."""

# %% original_cost: textbook
def original_cost(d):
    return np.log(1 - d)

# %% original_cost: log1p
def original_cost(d):
    return np.log1p(-d)

# %% original_cost: loop into a list
def original_cost(d):
    costs = []
    for x in np.atleast_1d(d):
        costs.append(np.log(1 - x))
    return costs

# %% original_cost: comprehension with math
import math

def original_cost(d):
    return [math.log(1.0 - x) for x in d]

# %% original_cost: lambda
original_cost = lambda d: np.log(np.subtract(1, d))

# %% original_cost: vectorised scalar function
import math

@np.vectorize
def original_cost(d):
    return math.log(1 - d)

# %% original_cost: callable object
class Cost:
    def __call__(self, d):
        return np.log(1.0 - np.asarray(d))

original_cost = Cost()

# %% original_cost: filled array
def original_cost(d):
    d = np.asarray(d, dtype=float)
    out = np.empty_like(d)
    out[...] = np.log(1 - d)
    return out

# %% original_cost: through another base
def original_cost(d):
    return np.log10(1 - d) / np.log10(np.e)

# %% original_cost: tuple
import math

def original_cost(d):
    return tuple(math.log1p(-float(x)) for x in d)

# %% alternative_cost: textbook
def alternative_cost(d):
    return -np.log(d)

# %% alternative_cost: one over d
def alternative_cost(d):
    return np.log(1 / d)

# %% alternative_cost: loop into a list
def alternative_cost(d):
    result = []
    for value in d:
        result.append(-np.log(value))
    return result

# %% alternative_cost: map with math
import math

def alternative_cost(d):
    return list(map(lambda x: -math.log(x), d))

# %% alternative_cost: vectorised scalar function
import math
alternative_cost = np.vectorize(lambda d: -math.log(d))

# %% alternative_cost: partial
from functools import partial

def scaled_log(factor, d):
    return factor * np.log(d)

alternative_cost = partial(scaled_log, -1.0)

# %% alternative_cost: callable object
class Alternative:
    sign = -1

    def __call__(self, d):
        return self.sign * np.log(d)

alternative_cost = Alternative()

# %% alternative_cost: log base two
def alternative_cost(d):
    return -np.log2(d) * np.log(2)

# %% alternative_cost: long double
def alternative_cost(d):
    return -np.log(np.asarray(d, dtype=np.longdouble))

# %% original_slope: textbook
def original_slope(d):
    return -1 / (1 - d)

# %% original_slope: other sign below
def original_slope(d):
    return 1 / (d - 1)

# %% original_slope: power
def original_slope(d):
    return -(1.0 - d) ** -1.0

# %% original_slope: comprehension
def original_slope(d):
    return [-1.0 / (1.0 - x) for x in d]

# %% original_slope: reciprocal
def original_slope(d):
    return np.negative(np.reciprocal(1.0 - np.asarray(d, dtype=float)))

# %% original_slope: lambda
original_slope = lambda d: np.divide(1, np.subtract(d, 1))

# %% original_slope: by quotient of parts
def original_slope(d):
    inner = -np.ones_like(d, dtype=float)
    outer = 1 / (1 - d)
    return outer * inner

# %% alternative_slope: textbook
def alternative_slope(d):
    return -1 / d

# %% alternative_slope: power
def alternative_slope(d):
    return -np.power(np.asarray(d, dtype=float), -1)

# %% alternative_slope: loop with indices
def alternative_slope(d):
    slopes = np.zeros(len(d))
    for i in range(len(d)):
        slopes[i] = -1 / d[i]
    return slopes

# %% alternative_slope: comprehension
def alternative_slope(d):
    return [-1 / float(x) for x in d]

# %% alternative_slope: vectorised scalar function
@np.vectorize
def alternative_slope(d):
    return -1.0 / d

# %% alternative_slope: lambda
alternative_slope = lambda d: np.true_divide(-1.0, d)

# %% original_logit_slope: logaddexp
def original_logit_slope(h):
    return -np.exp(-np.logaddexp(0, -h))

# %% original_logit_slope: hyperbolic tangent
def original_logit_slope(h):
    return -0.5 * (1 + np.tanh(h / 2))

# %% original_logit_slope: where with both branches safe
def original_logit_slope(h):
    h = np.asarray(h, dtype=float)
    e = np.exp(-np.abs(h))
    return -np.where(h >= 0, 1 / (1 + e), e / (1 + e))

# %% original_logit_slope: scalar branches, vectorised
import math

def slope(h):
    if h >= 0:
        return -1 / (1 + math.exp(-h))
    return -math.exp(h) / (1 + math.exp(h))

original_logit_slope = np.vectorize(slope)

# %% original_logit_slope: textbook with a warning at -1000
def original_logit_slope(h):
    return -1 / (1 + np.exp(-h))

# %% original_logit_slope: loop into a list
import math

def original_logit_slope(h):
    out = []
    for x in h:
        if x > 0:
            out.append(-1.0 / (1.0 + math.exp(-x)))
        else:
            out.append(-math.exp(x) / (1.0 + math.exp(x)))
    return out

# %% original_logit_slope: masks
def original_logit_slope(h):
    h = np.array(h, dtype=float)
    s = np.empty(h.shape)
    pos = h >= 0
    s[pos] = 1 / (1 + np.exp(-h[pos]))
    s[~pos] = np.exp(h[~pos]) / (1 + np.exp(h[~pos]))
    return -s

# %% original_logit_slope: clipped where it no longer matters
def original_logit_slope(h):
    return -1 / (1 + np.exp(-np.clip(h, -700, 700)))

# %% alternative_logit_slope: logaddexp
def alternative_logit_slope(h):
    return -np.exp(-np.logaddexp(0, h))

# %% alternative_logit_slope: sigma minus one
def alternative_logit_slope(h):
    return 1 / (1 + np.exp(-h)) - 1

# %% alternative_logit_slope: sigma of minus h
def alternative_logit_slope(h):
    sigmoid = lambda x: 0.5 * (np.tanh(0.5 * x) + 1)
    return -sigmoid(-h)

# %% alternative_logit_slope: one over one plus e to the h
def alternative_logit_slope(h):
    return -1 / (1 + np.exp(h))

# %% alternative_logit_slope: scalar branches, vectorised
import math

@np.vectorize
def alternative_logit_slope(h):
    if h > 0:
        return -math.exp(-h) / (1 + math.exp(-h))
    return -1 / (1 + math.exp(h))

# %% alternative_logit_slope: comprehension
import math

def stable_sigmoid(x):
    z = math.exp(-abs(x))
    return 1 / (1 + z) if x >= 0 else z / (1 + z)

def alternative_logit_slope(h):
    return [stable_sigmoid(x) - 1 for x in h]

# %% alternative_logit_slope: np.piecewise
def alternative_logit_slope(h):
    h = np.asarray(h, dtype=float)
    return np.piecewise(h, [h >= 0], [lambda x: -np.exp(-x) / (1 + np.exp(-x)), lambda x: -1 / (1 + np.exp(x))])

# %% slope_ratio: textbook
def slope_ratio(h):
    return np.exp(-h)

# %% slope_ratio: quotient of the two slopes
def slope_ratio(h):
    s = 1 / (1 + np.exp(-h))
    return np.abs(s - 1) / np.abs(-s)

# %% slope_ratio: one over
def slope_ratio(h):
    return 1 / np.exp(h)

# %% slope_ratio: math in a comprehension
import math

def slope_ratio(h):
    return [math.exp(-x) for x in h]

# %% slope_ratio: power of e
def slope_ratio(h):
    return np.e ** -np.asarray(h, dtype=float)

# %% slope_ratio: vectorised scalar function
import math
slope_ratio = np.vectorize(lambda h: (1 - 1 / (1 + math.exp(-h))) * (1 + math.exp(-h)))

# %% slope_ratio: stable sigmoids
def slope_ratio(h):
    log_s = -np.logaddexp(0, -h)
    log_1_minus_s = -np.logaddexp(0, h)
    return np.exp(log_1_minus_s - log_s)

# %% slope_ratio: slopes in d at d = sigma(h), the same by an identity
def slope_ratio(h):
    d = 1 / (1 + np.exp(-h))
    return (1 / d) / (1 / (1 - d))
