"""Slopes measured by differences, which keep nine tenths, and forms that fail for whole numbers."""

# %% original_slope: difference_quotient (9/10)
def original_slope(d):
    step = 1e-6
    return (np.log(1 - (d + step)) - np.log(1 - (d - step))) / (2 * step)

# %% alternative_slope: difference_quotient (9/10) | forwards
def alternative_slope(d):
    cost = lambda d: -np.log(d)
    return (cost(d + 1e-8) - cost(d)) / 1e-8

# %% original_logit_slope: whole_numbers (3/4) | an error, since a whole number cannot be halved in place
def original_logit_slope(h):
    half = h.copy()
    half /= 2
    return -0.5 * (1 + np.tanh(half))

# %% alternative_logit_slope: whole_numbers (3/4) | decimals lost on the way into an array
def alternative_logit_slope(h):
    result = np.zeros_like(h)
    for i in range(np.size(h)):
        result.flat[i] = -0.5 * (1 - np.tanh(h.flat[i] / 2))
    return result
