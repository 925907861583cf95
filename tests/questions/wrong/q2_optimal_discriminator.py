"""Wrong answers to the questions of q2_optimal_discriminator. Read by wrong_answers.py."""

# %% integrand: p_and_q_swapped
def integrand(D, p, q):
    return q * np.log(D) + p * np.log(1 - D)

# %% integrand: ln_D_twice
def integrand(D, p, q):
    return p * np.log(D) + q * np.log(D)

# %% integrand: difference
def integrand(D, p, q):
    return p * np.log(D) - q * np.log(1 - D)

# %% integrand: sign_of_a_loss
def integrand(D, p, q):
    return -(p * np.log(D) + q * np.log(1 - D))

# %% integrand: no_weights
def integrand(D, p, q):
    return np.log(D) + np.log(1 - D)

# %% integrand: log10 (1/2)
def integrand(D, p, q):
    return p * np.log10(D) + q * np.log10(1 - D)

# %% integrand: log2 (1/2)
def integrand(D, p, q):
    return p * np.log2(D) + q * np.log2(1 - D)

# %% integrand: summed
def integrand(D, p, q):
    return (p * np.log(D) + q * np.log(1 - D)).sum()

# %% integrand: guard (9/10)
def integrand(D, p, q):
    return p * np.log(D + 1e-8) + q * np.log(1 - D + 1e-8)

# %% integrand_slope: second_sign
def integrand_slope(D, p, q):
    return p / D + q / (1 - D)

# %% integrand_slope: opposite_sign
def integrand_slope(D, p, q):
    return -p / D + q / (1 - D)

# %% integrand_slope: p_and_q_swapped
def integrand_slope(D, p, q):
    return q / D - p / (1 - D)

# %% integrand_slope: numerator_only
def integrand_slope(D, p, q):
    return p - (p + q) * D

# %% integrand_slope: curvature
def integrand_slope(D, p, q):
    return -p / D**2 - q / (1 - D)**2

# %% integrand_curvature: second_sign
def integrand_curvature(D, p, q):
    return -p / D**2 + q / (1 - D)**2

# %% integrand_curvature: opposite_sign
def integrand_curvature(D, p, q):
    return p / D**2 + q / (1 - D)**2

# %% integrand_curvature: squares_lost
def integrand_curvature(D, p, q):
    return -p / D - q / (1 - D)

# %% integrand_curvature: slope
def integrand_curvature(D, p, q):
    return p / D - q / (1 - D)

# %% integrand_curvature: factor_two
def integrand_curvature(D, p, q):
    return -2 * p / D**2 - 2 * q / (1 - D)**2

# %% optimal_discriminator: fakes_share
def optimal_discriminator(p, q):
    s = p + q
    return np.where(s == 0, 0.5, q / np.where(s == 0, 1, s))

# %% optimal_discriminator: fakes_share | without the convention
def optimal_discriminator(p, q):
    return q / (p + q)

# %% optimal_discriminator: constant_half
def optimal_discriminator(p, q):
    return np.full_like(np.asarray(p, dtype=float), 0.5)

# %% optimal_discriminator: constant_half | one number
def optimal_discriminator(p, q):
    return 0.5

# %% optimal_discriminator: ratio
def optimal_discriminator(p, q):
    return p / q

# %% optimal_discriminator: log_ratio
def optimal_discriminator(p, q):
    return np.log(p / q)

# %% optimal_discriminator: log_ratio | difference of logarithms
def optimal_discriminator(p, q):
    return np.log(p) - np.log(q)

# %% optimal_discriminator: hard_decision
def optimal_discriminator(p, q):
    return np.where(p > q, 1.0, 0.0)

# %% optimal_discriminator: hard_decision | booleans
def optimal_discriminator(p, q):
    return p > q

# %% optimal_discriminator: hard_decision | a half on a tie
def optimal_discriminator(p, q):
    return np.where(p > q, 1, np.where(p < q, 0, 0.5))

# %% optimal_discriminator: no_convention (3/4)
def optimal_discriminator(p, q):
    return p / (p + q)

# %% optimal_discriminator: zero_convention (3/4)
def optimal_discriminator(p, q):
    s = p + q
    return p / np.where(s == 0, 1, s)

# %% optimal_discriminator: zero_convention (3/4) | a guard below
def optimal_discriminator(p, q):
    return p / (p + q + 1e-12)

# %% value: p_and_q_swapped
def value(p, q, D):
    a, b = p > 0, q > 0
    return np.sum(q[b] * np.log(D[b])) + np.sum(p[a] * np.log(1 - D[a]))

# %% value: sign_of_a_loss
def value(p, q, D):
    a, b = p > 0, q > 0
    return -np.sum(p[a] * np.log(D[a])) - np.sum(q[b] * np.log(1 - D[b]))

# %% value: mean_not_sum (1/2)
def value(p, q, D):
    with np.errstate(all="ignore"):
        return np.mean(np.where(p > 0, p * np.log(D), 0) + np.where(q > 0, q * np.log(1 - D), 0))

# %% value: zero_times_ln_zero (3/4)
def value(p, q, D):
    return np.sum(p * np.log(D) + q * np.log(1 - D))

# %% value: log10 (1/2)
def value(p, q, D):
    a, b = p > 0, q > 0
    return np.sum(p[a] * np.log10(D[a])) + np.sum(q[b] * np.log10(1 - D[b]))

# %% value: log2 (1/2)
def value(p, q, D):
    a, b = p > 0, q > 0
    return np.sum(p[a] * np.log2(D[a])) + np.sum(q[b] * np.log2(1 - D[b]))

# %% value: ln_D_twice
def value(p, q, D):
    a, b = p > 0, q > 0
    return np.sum(p[a] * np.log(D[a])) + np.sum(q[b] * np.log(D[b]))

# %% value: real_only
def value(p, q, D):
    a = p > 0
    return np.sum(p[a] * np.log(D[a]))

# %% value: guard (9/10)
def value(p, q, D):
    return np.sum(p * np.log(D + 1e-8) + q * np.log(1 - D + 1e-8))

# %% value: guard (9/10) | clipped
def value(p, q, D):
    D = np.clip(D, 1e-5, 1 - 1e-5)
    return np.sum(p * np.log(D) + q * np.log(1 - D))

# %% optimal_discriminator: edge_case (3/4) | plain Python divides by 0
optimal_discriminator = np.vectorize(lambda p, q: p / (p + q))

# %% optimal_discriminator: edge_case (3/4) | a loop divides by 0
def optimal_discriminator(p, q):
    best = []
    for p_i, q_i in zip(np.ravel(p).tolist(), np.ravel(q).tolist()):
        best.append(p_i / (p_i + q_i))
    return np.reshape(best, np.shape(p))

# %% optimal_discriminator: edge_case (3/4) | 1 where nobody has been
def optimal_discriminator(p, q):
    return np.nan_to_num(p / (p + q), nan=1.0)

# %% optimal_discriminator: fakes_share | plain Python
optimal_discriminator = np.vectorize(lambda p, q: q / (p + q))

# %% value: edge_case (3/4) | math.log stops at 0
import math

def value(p, q, D):
    return sum(a * math.log(d) + b * math.log(1 - d) for a, b, d in zip(p, q, D))

# %% value: log10 (3/8) | and nan where D is sure
def value(p, q, D):
    return np.sum(p * np.log10(D) + q * np.log10(1 - D))

# %% value: mean_not_sum (3/8) | and nan where D is sure
def value(p, q, D):
    return np.mean(p * np.log(D) + q * np.log(1 - D))

# %% value: sign_of_a_loss | and nan where D is sure
def value(p, q, D):
    return -np.sum(p * np.log(D) + q * np.log(1 - D))

# %% value: where_both_are_positive (3/4)
def value(p, q, D):
    m = (p > 0) & (q > 0)
    return np.sum(p[m] * np.log(D[m]) + q[m] * np.log(1 - D[m]))

# %% value: edge_case (3/4) | one mask for both sums
def value(p, q, D):
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(D) + q * np.log(1 - D), 0))
