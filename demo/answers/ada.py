"""Every answer right, written as the lecture writes it."""

# %% q1_generator_cost.original_cost
def original_cost(d):
    return np.log(1 - d)

# %% q1_generator_cost.alternative_cost
def alternative_cost(d):
    return -np.log(d)

# %% q1_generator_cost.original_slope
def original_slope(d):
    return -1 / (1 - d)

# %% q1_generator_cost.alternative_slope
def alternative_slope(d):
    return -1 / d

# %% q1_generator_cost.original_logit_slope
def original_logit_slope(h):
    return -0.5 * (1 + np.tanh(h / 2))      # -sigmoid(h), without an exponential that can overflow

# %% q1_generator_cost.alternative_logit_slope
def alternative_logit_slope(h):
    return -0.5 * (1 - np.tanh(h / 2))      # sigmoid(h) - 1

# %% q1_generator_cost.slope_ratio
def slope_ratio(h):
    return np.exp(-h)

# %% q1_generator_cost.q1a_advantage
"""
Early in training the discriminator rejects every fake, so $h \\ll 0$ and $D(G(z)) \\approx 0$. Through the logit the
original cost has slope $-\\sigma(h) \\to 0$: almost nothing reaches the generator. The alternative has slope
$\\sigma(h) - 1 \\to -1$, so the worst fakes push hardest. Both costs fall as $D(G(z))$ rises, so both push the same way.
"""

# %% q1_generator_cost.train
def train(gan, iterations, k, m):
    for iteration in range(iterations):
        for step in range(k):
            z = gan.sample_noise(m)
            x = gan.sample_data(m)
            gan.ascend_discriminator(x, z)
        z = gan.sample_noise(m)
        gan.descend_generator(z)

# %% q1_generator_cost.gan_iteration
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sign = np.array([1.0, -1.0])            # dh/dtheta = (x1, -x2), dh/dx = (theta_1, -theta_2)

    def D(x):
        return 1 / (1 + np.exp(-(x @ (theta_d * sign) - 2)))

    for x, noise in zip(X, Z):
        fake = noise + theta_g
        real_part = np.mean((1 - D(x))[:, None] * x * sign, axis=0)
        fake_part = np.mean(-D(fake)[:, None] * fake * sign, axis=0)
        theta_d = theta_d + eta_d * (real_part + fake_part)
    slope = np.mean(-(1 - D(z + theta_g))[:, None] * theta_d * sign, axis=0)
    theta_g = theta_g - eta_g * slope
    return theta_d, theta_g

# %% q1_generator_cost.bounded_objective
bounded_objective = "A"

# %% q2_optimal_discriminator.integrand
def integrand(D, p, q):
    return p * np.log(D) + q * np.log(1 - D)

# %% q2_optimal_discriminator.integrand_slope
def integrand_slope(D, p, q):
    return p / D - q / (1 - D)

# %% q2_optimal_discriminator.integrand_curvature
def integrand_curvature(D, p, q):
    return -p / D**2 - q / (1 - D)**2

# %% q2_optimal_discriminator.optimal_discriminator
def optimal_discriminator(p, q):
    both = np.asarray(p + q, dtype=float)
    return np.where(both == 0, 0.5, p / np.where(both == 0, 1, both))

# %% q2_optimal_discriminator.q2a_derivation
"""
Both expectations are integrals over $x$: $V = \\int p \\ln D + q \\ln(1-D)\\,dx$. For each $x$ separately the slope
$p/D - q/(1-D)$ is zero at $D^* = p/(p+q)$, and the second derivative $-p/D^2 - q/(1-D)^2$ is negative, so it is a maximum.
"""

# %% q2_optimal_discriminator.value
def value(p, q, D):
    real = np.sum(p[p > 0] * np.log(D[p > 0]))
    fake = np.sum(q[q > 0] * np.log(1 - D[q > 0]))
    return real + fake

# %% q2_optimal_discriminator.V_star
V_star = -2 * np.log(2)

# %% q2_optimal_discriminator.q2b_derivation
"""
At the generator's optimum $p_g = p_{data}$, so $D^* = \\frac12$. Both densities integrate to 1, so
$V = \\ln\\frac12 + \\ln\\frac12 = -2 \\ln 2$.
"""

# %% q3_discriminator_update.discriminator
def discriminator(X, theta, bias=-2.0):
    h = theta[0] * X[:, 0] - theta[1] * X[:, 1] + bias
    return 0.5 * (1 + np.tanh(h / 2))

# %% q3_discriminator_update.real_term
def real_term(X_real, theta, bias=-2.0):
    return np.mean(np.log(discriminator(X_real, theta, bias)))

# %% q3_discriminator_update.fake_term
def fake_term(X_fake, theta, bias=-2.0):
    return np.mean(np.log(1 - discriminator(X_fake, theta, bias)))

# %% q3_discriminator_update.value
def value(X_real, X_fake, theta, bias=-2.0):
    return real_term(X_real, theta, bias) + fake_term(X_fake, theta, bias)

# %% q3_discriminator_update.alpha
def alpha(X_real, theta, bias=-2.0):
    D = discriminator(X_real, theta, bias)
    return np.stack([(1 - D) * X_real[:, 0], -(1 - D) * X_real[:, 1]], axis=1)

# %% q3_discriminator_update.beta
def beta(X_fake, theta, bias=-2.0):
    D = discriminator(X_fake, theta, bias)
    return np.stack([-D * X_fake[:, 0], D * X_fake[:, 1]], axis=1)

# %% q3_discriminator_update.gradient
def gradient(X_real, X_fake, theta, bias=-2.0):
    return alpha(X_real, theta, bias).mean(axis=0) + beta(X_fake, theta, bias).mean(axis=0)

# %% q3_discriminator_update.update
def update(theta, grad, eta):
    return theta + eta * grad

# %% q3_discriminator_update.V_answer
V_answer = value(X_real, X_fake, theta)

# %% q3_discriminator_update.theta_answer
theta_d1_answer, theta_d2_answer = update(theta, gradient(X_real, X_fake, theta), eta)

# %% q3_discriminator_update.q3_why_ascend
"""
The discriminator wants real samples called real and fakes called fake, which is what makes $V$ large, so it climbs.
The next iteration draws a new minibatch, computes the gradient again at the new $\\theta_d$, and then the generator descends.
"""
