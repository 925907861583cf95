"""Right, in shapes of his own: lists, lambdas, loops, a partial, a callable object, and figures typed as the sheet prints them."""

# %% q1_generator_cost.original_cost
original_cost = lambda d: np.log1p(-np.asarray(d))

# %% q1_generator_cost.alternative_cost
from math import log
alternative_cost = np.vectorize(lambda d: -log(d))

# %% q1_generator_cost.original_slope
def original_slope(d):
    if np.ndim(d) == 0:
        return 1 / (d - 1)
    return [1 / (one - 1) for one in d]

# %% q1_generator_cost.alternative_slope
def alternative_slope(d):
    return tuple(-1 / one for one in d) if np.ndim(d) else -1 / d

# %% q1_generator_cost.original_logit_slope
def original_logit_slope(h):
    return -np.exp(-np.logaddexp(0, -h))

# %% q1_generator_cost.alternative_logit_slope
def alternative_logit_slope(h):
    return -np.exp(-np.logaddexp(0, h))

# %% q1_generator_cost.slope_ratio
def slope_ratio(h):
    return np.abs(alternative_logit_slope(h)) / np.abs(original_logit_slope(h))

# %% q1_generator_cost.q1a_advantage
"""The generator still learns when the discriminator wins: the slope in h of the new cost goes to -1 there, that of the old one to 0."""

# %% q1_generator_cost.train
def train(gan, iterations, k, m):
    done = 0
    while done < iterations:
        for _ in range(k):
            data = gan.sample_data(m=m)
            gan.ascend_discriminator(x=data, z=gan.sample_noise(m=m))
        gan.descend_generator(z=gan.sample_noise(m=m))
        done += 1
    return gan

# %% q1_generator_cost.gan_iteration
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    a, b = theta_d
    u, v = theta_g
    sigma = lambda h: 1 / (1 + np.exp(-h))
    for real, noise in zip(X, Z):
        da = db = 0.0
        for x1, x2 in real:
            miss = 1 - sigma(a * x1 - b * x2 - 2)
            da, db = da + miss * x1 / len(real), db - miss * x2 / len(real)
        for z1, z2 in noise:
            x1, x2 = z1 + u, z2 + v
            hit = sigma(a * x1 - b * x2 - 2)
            da, db = da - hit * x1 / len(noise), db + hit * x2 / len(noise)
        a, b = a + eta_d * da, b + eta_d * db
    miss = np.mean([1 - sigma(a * (z1 + u) - b * (z2 + v) - 2) for z1, z2 in z])
    return [a, b], [u + eta_g * miss * a, v - eta_g * miss * b]

# %% q1_generator_cost.bounded_objective
bounded_objective = "A"

# %% q2_optimal_discriminator.integrand
integrand = lambda D, p, q: np.log(D) * p + np.log1p(-D) * q

# %% q2_optimal_discriminator.integrand_slope
def integrand_slope(D, p, q):
    return (p - (p + q) * D) / (D * (1 - D))

# %% q2_optimal_discriminator.integrand_curvature
def integrand_curvature(D, p, q):
    return -(p / np.square(D) + q / np.square(1 - D))

# %% q2_optimal_discriminator.optimal_discriminator
class Optimal:
    def __call__(self, p, q):
        if np.ndim(p):
            return [self(*pair) for pair in zip(p, q)]
        return 0.5 if p == q == 0 else p / (p + q)

optimal_discriminator = Optimal()

# %% q2_optimal_discriminator.value
def value(p, q, D):
    total = 0.0
    for pi, qi, Di in zip(p, q, D):
        if pi > 0:
            total += pi * np.log(Di)
        if qi > 0:
            total += qi * np.log(1 - Di)
    return [total][0]

# %% q2_optimal_discriminator.V_star
V_star = -1.3863

# %% q3_discriminator_update.discriminator
def discriminator(X, theta, bias=-2.0):
    return np.exp(-np.logaddexp(0.0, -(np.asarray(X) @ np.array([theta[0], -theta[1]]) + bias)))

# %% q3_discriminator_update.real_term
def real_term(X_real, theta, bias=-2.0):
    return sum(map(np.log, discriminator(X_real, theta, bias))) / len(X_real)

# %% q3_discriminator_update.fake_term
def fake_term(X_fake, theta, bias=-2.0):
    h = np.array([theta[0] * x1 - theta[1] * x2 + bias for x1, x2 in X_fake])
    return np.array(-np.logaddexp(0, h).mean())

# %% q3_discriminator_update.value
value = lambda X_real, X_fake, theta, bias=-2.0: float(real_term(X_real, theta, bias) + fake_term(X_fake, theta, bias))

# %% q3_discriminator_update.alpha
def alpha(X_real, theta, bias=-2.0):
    rows = []
    for (x1, x2), D in zip(X_real, discriminator(X_real, theta, bias)):
        rows.append([(1 - D) * x1, (D - 1) * x2])
    return rows

# %% q3_discriminator_update.beta
def beta(X_fake, theta, bias=-2.0):
    return np.einsum("m,mj,j->mj", discriminator(X_fake, theta, bias), X_fake, [-1, 1])

# %% q3_discriminator_update.gradient
def gradient(X_real, X_fake, theta, bias=-2.0):
    a, b = np.asarray(alpha(X_real, theta, bias)), beta(X_fake, theta, bias)
    return tuple(a.sum(0) / len(a) + b.sum(0) / len(b))

# %% q3_discriminator_update.update
from functools import partial

def step(theta, grad, eta, sign):
    return [t + sign * eta * g for t, g in zip(theta, grad)]

update = partial(step, sign=1)

# %% q3_discriminator_update.V_answer
V_answer = -2.5464

# %% q3_discriminator_update.theta_answer
theta_d1_answer = 0.1300
theta_d2_answer = 0.1528
