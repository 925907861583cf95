"""Wrong answers to the questions of q1_generator_cost: SPEC's mistakes, and a few more. Read by wrong_answers.py."""

# %% original_cost: opposite_sign
def original_cost(d):
    return -np.log(1 - d)

# %% original_cost: costs_swapped
def original_cost(d):
    return -np.log(d)

# %% original_cost: ln_d
def original_cost(d):
    return [np.log(x) for x in np.atleast_1d(d)]

# %% original_cost: log10 (1/2)
def original_cost(d):
    return np.log10(1 - d)

# %% original_cost: log2 (1/2)
import math
original_cost = np.vectorize(lambda d: math.log(1 - d, 2))

# %% original_cost: one_over_m (1/2)
def original_cost(d):
    d = np.atleast_1d(d)
    return np.log(1 - d) / len(d)

# %% original_cost: averaged
def original_cost(d):
    return np.mean(np.log(1 - d))

# %% original_cost: slope
def original_cost(d):
    return -1 / (1 - d)

# %% original_cost: guard (9/10)
def original_cost(d):
    return np.log(1 - d + 1e-8)

# %% original_cost: guard (9/10) | clipped, a larger eps
def original_cost(d):
    return np.log(1 - d + 1e-6)

# %% alternative_cost: opposite_sign
def alternative_cost(d):
    return np.log(d)

# %% alternative_cost: costs_swapped
def alternative_cost(d):
    return np.log(1 - d)

# %% alternative_cost: minus_original
def alternative_cost(d):
    return -np.log(1 - d)

# %% alternative_cost: log10 (1/2)
def alternative_cost(d):
    return -np.log10(d)

# %% alternative_cost: log2 (1/2)
def alternative_cost(d):
    return -np.log2(d)

# %% alternative_cost: one_over_m (1/2)
def alternative_cost(d):
    return -np.log(d) / np.size(d)

# %% alternative_cost: guard (9/10)
def alternative_cost(d):
    return -np.log(d + 1e-7)

# %% original_slope: inner_derivative
def original_slope(d):
    return 1 / (1 - d)

# %% original_slope: slope_in_h
def original_slope(d):
    return -d

# %% original_slope: costs_swapped
def original_slope(d):
    return -1 / d

# %% original_slope: log10 (1/2)
def original_slope(d):
    return -1 / ((1 - d) * np.log(10))

# %% original_slope: one_over_m (1/2)
def original_slope(d):
    return -1 / (1 - d) / np.size(d)

# %% original_slope: squared
def original_slope(d):
    return -1 / (1 - d)**2

# %% alternative_slope: opposite_sign
def alternative_slope(d):
    return 1 / d

# %% alternative_slope: slope_in_h
def alternative_slope(d):
    return d - 1

# %% alternative_slope: costs_swapped
def alternative_slope(d):
    return -1 / (1 - d)

# %% alternative_slope: squared
def alternative_slope(d):
    return 1 / d**2

# %% alternative_slope: one_over_m (1/2)
def alternative_slope(d):
    return -1 / d / np.size(d)

# %% original_logit_slope: opposite_sign
def original_logit_slope(h):
    return np.exp(-np.logaddexp(0, -h))

# %% original_logit_slope: slope_in_d
def original_logit_slope(h):
    d = 0.5 * (1 + np.tanh(h / 2))
    return -1 / (1 - d)

# %% original_logit_slope: slope_in_d | stable
def original_logit_slope(h):
    return -(1 + np.exp(h))

# %% original_logit_slope: slope_in_d | textbook
def original_logit_slope(h):
    d = 1 / (1 + np.exp(-h))
    return -1 / (1 - d)

# %% original_logit_slope: other_cost
def original_logit_slope(h):
    return 1 / (1 + np.exp(-h)) - 1

# %% original_logit_slope: minus_other
def original_logit_slope(h):
    return 1 - 1 / (1 + np.exp(-h))

# %% original_logit_slope: sigma_slope
def original_logit_slope(h):
    d = 1 / (1 + np.exp(-h))
    return -d * (1 - d)

# %% original_logit_slope: cost
def original_logit_slope(h):
    return np.log(1 - 1 / (1 + np.exp(-h)))

# %% original_logit_slope: one_over_m (1/2)
def original_logit_slope(h):
    return -np.exp(-np.logaddexp(0, -h)) / np.size(h)

# %% original_logit_slope: log10 (1/2)
def original_logit_slope(h):
    return -1 / (1 + np.exp(-h)) / np.log(10)

# %% original_logit_slope: saturated (3/4) | quotient of exponentials
def original_logit_slope(h):
    return -np.exp(h) / (1 + np.exp(h))

# %% original_logit_slope: saturated (3/4) | chain rule through d
def original_logit_slope(h):
    d = 1 / (1 + np.exp(-h))
    return -1 / (1 - d) * d * (1 - d)

# %% original_logit_slope: saturated (3/4) | math.exp overflows
import math

def original_logit_slope(h):
    return [-1 / (1 + math.exp(-x)) for x in h]

# %% alternative_logit_slope: opposite_sign
def alternative_logit_slope(h):
    return 1 - 1 / (1 + np.exp(-h))

# %% alternative_logit_slope: slope_in_d
def alternative_logit_slope(h):
    return -(1 + np.exp(-h))

# %% alternative_logit_slope: other_cost
def alternative_logit_slope(h):
    return -1 / (1 + np.exp(-h))

# %% alternative_logit_slope: minus_other
def alternative_logit_slope(h):
    return 1 / (1 + np.exp(-h))

# %% alternative_logit_slope: sigma_slope
def alternative_logit_slope(h):
    d = 0.5 * (1 + np.tanh(h / 2))
    return -d * (1 - d)

# %% alternative_logit_slope: cost
def alternative_logit_slope(h):
    return np.logaddexp(0, -h)

# %% alternative_logit_slope: one_over_m (1/2)
def alternative_logit_slope(h):
    return (1 / (1 + np.exp(-h)) - 1) / np.size(h)

# %% alternative_logit_slope: saturated (3/4) | quotient of exponentials
def alternative_logit_slope(h):
    return -np.exp(-h) / (1 + np.exp(-h))

# %% alternative_logit_slope: saturated (3/4) | chain rule through d
def alternative_logit_slope(h):
    d = 1 / (1 + np.exp(-h))
    return -1 / d * d * (1 - d)

# %% slope_ratio: inverted
def slope_ratio(h):
    return np.exp(h)

# %% slope_ratio: negative
def slope_ratio(h):
    return -np.exp(-h)

# %% slope_ratio: difference
def slope_ratio(h):
    d = 1 / (1 + np.exp(-h))
    return (1 - d) - d

# %% slope_ratio: logarithm
def slope_ratio(h):
    return -h

# %% slope_ratio: of_costs
def slope_ratio(h):
    d = 1 / (1 + np.exp(-h))
    return np.abs(-np.log(d)) / np.abs(np.log(1 - d))

# %% original_logit_slope: slope_in_d | the formula with h for d
def original_logit_slope(h):
    return -1 / (1 - np.asarray(h, dtype=float))

# %% alternative_logit_slope: slope_in_d | the formula with h for d
def alternative_logit_slope(h):
    return -1 / np.asarray(h, dtype=float)

# %% original_slope: slope_in_h | the formula with d for h
def original_slope(d):
    return -1 / (1 + np.exp(-d))

# %% slope_ratio: guard (9/10) | below the fraction
def slope_ratio(h):
    D = 1 / (1 + np.exp(-h))
    return (1 - D) / (D + 1e-8)
