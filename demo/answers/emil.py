"""Misconceptions: costs swapped, D* upside down, the sign of the second parameter, descent where ascent is asked."""

# %% q1_generator_cost.original_cost
def original_cost(d):
    return -np.log(d)

# %% q1_generator_cost.alternative_cost
def alternative_cost(d):
    return np.log(1 - d)

# %% q1_generator_cost.original_logit_slope
def original_logit_slope(h):
    d = 1 / (1 + np.exp(-h))
    return -1 / (1 - d)

# %% q1_generator_cost.bounded_objective
bounded_objective = "B"

# %% q2_optimal_discriminator.optimal_discriminator
def optimal_discriminator(p, q):
    both = np.asarray(p + q, dtype=float)
    return np.where(both == 0, 0.5, q / np.where(both == 0, 1, both))

# %% q2_optimal_discriminator.V_star
V_star = 0.25

# %% q3_discriminator_update.alpha
def alpha(X_real, theta, bias=-2.0):
    return (1 - discriminator(X_real, theta, bias))[:, None] * X_real

# %% q3_discriminator_update.beta
def beta(X_fake, theta, bias=-2.0):
    return -discriminator(X_fake, theta, bias)[:, None] * X_fake

# %% q3_discriminator_update.update
def update(theta, grad, eta):
    return theta - eta * grad

# %% q3_discriminator_update.V_answer
V_answer = 2.5465

# %% q3_discriminator_update.theta_answer
theta_d1_answer, theta_d2_answer = 0.0700, 0.2472
