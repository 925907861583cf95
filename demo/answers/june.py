"""Functions that raise, give nothing, give a string, give the wrong shape; a cell with a syntax error."""

# %% q1_generator_cost.original_slope
def original_slope(d):
    return -1 / (1 - d) + undefined_constant

# %% q1_generator_cost.alternative_slope
def alternative_slope(d):
    print(-1 / d)

# %% q1_generator_cost.slope_ratio
def slope_ratio(h)
    return np.exp(-h)

# %% q1_generator_cost.bounded_objective
bounded_objective = "neither of them"

# %% q2_optimal_discriminator.V_star
V_star = "-1.3863"

# %% q3_discriminator_update.real_term
def real_term(X_real, theta, bias=-2.0):
    return np.log(discriminator(X_real, theta, bias))

# %% q3_discriminator_update.alpha
def alpha(X_real, theta, bias=-2.0):
    return ((1 - discriminator(X_real, theta, bias))[:, None] * X_real * [1, -1]).T

# %% q3_discriminator_update.gradient
def gradient(X_real, X_fake, theta, bias=-2.0):
    raise ValueError("I ran out of time")

# %% q3_discriminator_update.theta_answer
theta_d1_answer = 0.1300
theta_d2_answer = None
