"""Right, but talkative: debugging prints, remarks on stderr, divisions that warn."""

# %% q1_generator_cost.original_cost
def original_cost(d):
    print("original_cost was called with", d)
    return np.log(1 - d)

# %% q1_generator_cost.original_logit_slope
def original_logit_slope(h):
    return -1 / (1 + np.exp(-h))        # overflows in the exponential where the answer is 0: right, with a warning

# %% q2_optimal_discriminator.optimal_discriminator
def optimal_discriminator(p, q):
    return np.nan_to_num(np.divide(p, p + q), nan=0.5)

# %% q2_optimal_discriminator.value
def value(p, q, D):
    import warnings
    warnings.warn("0 ln 0 is taken as 0")
    return sum((pi * np.log(Di) if pi else 0) + (qi * np.log(1 - Di) if qi else 0) for pi, qi, Di in zip(p, q, D))

# %% q3_discriminator_update.update
def update(theta, grad, eta):
    print("step:", eta * grad)
    return theta + eta * grad
