"""Right answers to the questions of q2_optimal_discriminator, each in a style of its own."""

# %% integrand: textbook
def integrand(D, p, q):
    return p * np.log(D) + q * np.log(1 - D)

# %% integrand: log1p
def integrand(D, p, q):
    return np.multiply(p, np.log(D)) + np.multiply(q, np.log1p(-D))

# %% integrand: comprehension with math
import math

def integrand(D, p, q):
    return [b * math.log(a) + c * math.log(1 - a) for a, b, c in zip(D, p, q)]

# %% integrand: vectorised scalar function
import math
integrand = np.vectorize(lambda D, p, q: p * math.log(D) + q * math.log(1 - D))

# %% integrand: logarithm of powers
def integrand(D, p, q):
    return np.log(np.power(D, p)) + np.log(np.power(1 - D, q))

# %% integrand: lambda
integrand = lambda D, p, q: np.log(D) * p - -q * np.log(1.0 - D)

# %% integrand: loop with indices
def integrand(D, p, q):
    out = np.zeros(np.shape(D))
    for i in range(len(out)):
        out[i] = p[i] * np.log(D[i]) + q[i] * np.log(1 - D[i])
    return out

# %% integrand_slope: textbook
def integrand_slope(D, p, q):
    return p / D - q / (1 - D)

# %% integrand_slope: one fraction
def integrand_slope(D, p, q):
    return (p * (1 - D) - q * D) / (D * (1 - D))

# %% integrand_slope: expanded numerator
def integrand_slope(D, p, q):
    return (p - (p + q) * D) / (D - D**2)

# %% integrand_slope: comprehension
def integrand_slope(D, p, q):
    return [p[i] / D[i] + q[i] / (D[i] - 1) for i in range(len(D))]

# %% integrand_slope: vectorised scalar function
@np.vectorize
def integrand_slope(D, p, q):
    return float(p) / D - float(q) / (1 - D)

# %% integrand_slope: callable object
class Slope:
    def __call__(self, D, p, q):
        return np.divide(p, D) + np.divide(q, np.subtract(D, 1))

integrand_slope = Slope()

# %% integrand_curvature: textbook
def integrand_curvature(D, p, q):
    return -p / D**2 - q / (1 - D)**2

# %% integrand_curvature: bracket
def integrand_curvature(D, p, q):
    return -(p * D**-2.0 + q * (1 - D)**-2.0)

# %% integrand_curvature: comprehension
def integrand_curvature(D, p, q):
    return [-b / (a * a) - c / ((1 - a) * (1 - a)) for a, b, c in zip(D, p, q)]

# %% integrand_curvature: square of D minus one
def integrand_curvature(D, p, q):
    return np.negative(p / np.square(D)) - q / np.square(D - 1)

# %% integrand_curvature: one fraction
def integrand_curvature(D, p, q):
    return -(p * (1 - D)**2 + q * D**2) / (D * (1 - D))**2

# %% integrand_curvature: vectorised scalar function
@np.vectorize
def integrand_curvature(D, p, q):
    first = -p / D / D
    second = -q / (1 - D) / (1 - D)
    return first + second

# %% optimal_discriminator: where around a safe division
def optimal_discriminator(p, q):
    total = p + q
    safe = np.where(total == 0, 1, total)
    return np.where(total == 0, 0.5, p / safe)

# %% optimal_discriminator: np.divide with out
def optimal_discriminator(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    return np.divide(p, p + q, out=np.full(np.shape(p + q), 0.5), where=(p + q) != 0)

# %% optimal_discriminator: divides first, mends later, with a warning
def optimal_discriminator(p, q):
    D = p / (p + q)
    return np.where(np.isnan(D), 0.5, D)

# %% optimal_discriminator: nan_to_num with errstate
def optimal_discriminator(p, q):
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.nan_to_num(p / (p + q), nan=0.5)

# %% optimal_discriminator: loop into a list
def optimal_discriminator(p, q):
    result = []
    for a, b in zip(p, q):
        if a == 0 and b == 0:
            result.append(0.5)
        else:
            result.append(a / (a + b))
    return result

# %% optimal_discriminator: vectorised scalar function
@np.vectorize
def optimal_discriminator(p, q):
    return 0.5 if p + q == 0 else p / (p + q)

# %% optimal_discriminator: mask
def optimal_discriminator(p, q):
    p, q = np.broadcast_arrays(np.asarray(p, float), np.asarray(q, float))
    D = np.full(p.shape, 0.5)
    some = (p > 0) | (q > 0)
    D[some] = p[some] / (p[some] + q[some])
    return D

# %% optimal_discriminator: float in the division
def optimal_discriminator(p, q):
    s = np.asarray(p + q, dtype=float)
    empty = s == 0
    return (p + 0.5 * empty) / (s + empty)

# %% value: masks
def value(p, q, D):
    p, q, D = np.asarray(p, float), np.asarray(q, float), np.asarray(D, float)
    a, b = p > 0, q > 0
    return np.sum(p[a] * np.log(D[a])) + np.sum(q[b] * np.log(1 - D[b]))

# %% value: loop with math
import math

def value(p, q, D):
    total = 0.0
    for a, b, d in zip(p, q, D):
        if a > 0:
            total += a * math.log(d)
        if b > 0:
            total += b * math.log(1 - d)
    return total

# %% value: where, with a warning
def value(p, q, D):
    first = np.where(p == 0, 0, p * np.log(D))
    second = np.where(q == 0, 0, q * np.log(1 - D))
    return (first + second).sum()

# %% value: nansum
def value(p, q, D):
    with np.errstate(all="ignore"):
        return np.nansum(p * np.log(D)) + np.nansum(q * np.log(1 - D))

# %% value: safe arguments
def value(p, q, D):
    inside = np.where(p > 0, D, 1.0)
    outside = np.where(q > 0, 1 - D, 1.0)
    return float(np.dot(p, np.log(inside)) + np.dot(q, np.log(outside)))

# %% value: np.log with where
def value(p, q, D):
    D = np.asarray(D, dtype=float)
    log_D = np.log(D, out=np.zeros_like(D), where=p > 0)
    log_rest = np.log1p(-D, out=np.zeros_like(D), where=q > 0)
    return p @ log_D + q @ log_rest

# %% value: sum of a generator, array of one number
import math

def xlogy(x, y):
    return 0.0 if x == 0 else x * math.log(y)

def value(p, q, D):
    return np.array([sum(xlogy(a, d) + xlogy(b, 1 - d) for a, b, d in zip(p, q, D))])
