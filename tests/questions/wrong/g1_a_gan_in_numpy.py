"""Wrong answers to the questions of g1_a_gan_in_numpy. Read by wrong_answers.py."""

# %% sample_real: one_sample
def sample_real(rng, m):
    return rng.normal()

# %% sample_real: one_noise
def sample_real(rng, m):
    return np.full(m, rng.normal())

# %% sample_real: uniform
def sample_real(rng, m):
    return rng.random(m)

# %% sample_real: spread (1/2)
def sample_real(rng, m):
    return rng.normal(0, 2, m)

# %% sample_real: not_fresh (1/2)
def sample_real(rng, m):
    return np.random.default_rng(0).normal(size=m)

# %% sample_real: shape
def sample_real(rng, m):
    return rng.normal(size=(m, 2))

# %% sample_real: mean
def sample_real(rng, m):
    return rng.normal(1, 1, m)

# %% sample_real: own_generator (9/10)
def sample_real(rng, m):
    return np.random.default_rng().normal(size=m)

# %% sample_fake: noise_only
def sample_fake(rng, m, theta_g):
    return rng.normal(size=m)

# %% sample_fake: sign
def sample_fake(rng, m, theta_g):
    return rng.normal(size=m) - theta_g

# %% sample_fake: scaled
def sample_fake(rng, m, theta_g):
    return theta_g * rng.normal(size=m)

# %% sample_fake: uniform
def sample_fake(rng, m, theta_g):
    return rng.uniform(size=m) + theta_g

# %% sample_fake: one_noise
def sample_fake(rng, m, theta_g):
    return np.full(m, theta_g) + rng.normal()

# %% sample_fake: one_sample
def sample_fake(rng, m, theta_g):
    return rng.normal() + theta_g

# %% sample_fake: mean
def sample_fake(rng, m, theta_g):
    return rng.normal(2 * theta_g, 1, m)

# %% sample_fake: not_fresh (1/2)
def sample_fake(rng, m, theta_g):
    return np.random.default_rng(1).normal(size=m) + theta_g

# %% discriminator: no_bias (1/2)
def discriminator(x, theta_d):
    return 0.5 * (1 + np.tanh(theta_d[0] * x / 2))

# %% discriminator: bias_sign (1/2)
def discriminator(x, theta_d):
    return 0.5 * (1 + np.tanh((theta_d[0] * x - theta_d[1]) / 2))

# %% discriminator: swapped
def discriminator(x, theta_d):
    b, w = theta_d
    return np.exp(-np.logaddexp(0, -(w * x + b)))

# %% discriminator: one_minus_D
def discriminator(x, theta_d):
    return np.exp(-np.logaddexp(0, theta_d[0] * x + theta_d[1]))

# %% discriminator: logit
def discriminator(x, theta_d):
    return theta_d[0] * x + theta_d[1]

# %% discriminator: tanh
def discriminator(x, theta_d):
    return np.tanh(theta_d[0] * x + theta_d[1])

# %% discriminator: step
def discriminator(x, theta_d):
    return np.where(theta_d[0] * x + theta_d[1] > 0, 1.0, 0.0)

# %% discriminator: saturated (3/4)
def discriminator(x, theta_d):
    h = theta_d[0] * x + theta_d[1]
    return np.exp(h) / (1 + np.exp(h))

# %% optimal_theta_d: opposite
def optimal_theta_d(theta_g):
    return np.array([theta_g, -(theta_g**2) / 2])

# %% optimal_theta_d: w_sign
def optimal_theta_d(theta_g):
    return np.array([theta_g, theta_g**2 / 2])

# %% optimal_theta_d: b_sign
def optimal_theta_d(theta_g):
    return np.array([-theta_g, -(theta_g**2) / 2])

# %% optimal_theta_d: b_not_halved (1/2)
def optimal_theta_d(theta_g):
    return np.array([-theta_g, theta_g**2])

# %% optimal_theta_d: w_doubled (1/2)
def optimal_theta_d(theta_g):
    return np.array([-2 * theta_g, theta_g**2])

# %% optimal_theta_d: no_b (1/2)
def optimal_theta_d(theta_g):
    return np.array([-theta_g, 0.0])

# %% optimal_theta_d: exchanged (1/2)
def optimal_theta_d(theta_g):
    return np.array([theta_g**2 / 2, -theta_g])

# %% discriminator_gradient: descent
def discriminator_gradient(x, fake, theta_d):
    D = lambda v: 1 / (1 + np.exp(-(theta_d[0] * v + theta_d[1])))
    return -np.array([np.mean((1 - D(x)) * x) - np.mean(D(fake) * fake), np.mean(1 - D(x)) - np.mean(D(fake))])

# %% discriminator_gradient: swapped_components (1/2)
def discriminator_gradient(x, fake, theta_d):
    D = lambda v: 1 / (1 + np.exp(-(theta_d[0] * v + theta_d[1])))
    return np.array([np.mean(1 - D(x)) - np.mean(D(fake)), np.mean((1 - D(x)) * x) - np.mean(D(fake) * fake)])

# %% discriminator_gradient: no_b (1/2)
def discriminator_gradient(x, fake, theta_d):
    D = lambda v: 1 / (1 + np.exp(-(theta_d[0] * v + theta_d[1])))
    return np.array([np.mean((1 - D(x)) * x) - np.mean(D(fake) * fake), 0])

# %% discriminator_gradient: sum_not_mean (1/2)
def discriminator_gradient(x, fake, theta_d):
    D = lambda v: 1 / (1 + np.exp(-(theta_d[0] * v + theta_d[1])))
    return np.array([np.sum((1 - D(x)) * x) - np.sum(D(fake) * fake), np.sum(1 - D(x)) - np.sum(D(fake))])

# %% discriminator_gradient: sign_of_fake_term
def discriminator_gradient(x, fake, theta_d):
    D = lambda v: 1 / (1 + np.exp(-(theta_d[0] * v + theta_d[1])))
    return np.array([np.mean((1 - D(x)) * x) + np.mean(D(fake) * fake), np.mean(1 - D(x)) + np.mean(D(fake))])

# %% discriminator_gradient: D_for_one_minus_D
def discriminator_gradient(x, fake, theta_d):
    D = lambda v: 1 / (1 + np.exp(-(theta_d[0] * v + theta_d[1])))
    return np.array([np.mean(D(x) * x) - np.mean((1 - D(fake)) * fake), np.mean(D(x)) - np.mean(1 - D(fake))])

# %% discriminator_gradient: lost_1_over_D
def discriminator_gradient(x, fake, theta_d):
    def slope(v):
        D = 1 / (1 + np.exp(-(theta_d[0] * v + theta_d[1])))
        return D * (1 - D)
    return np.array([np.mean(slope(x) * x) - np.mean(slope(fake) * fake), np.mean(slope(x)) - np.mean(slope(fake))])

# %% discriminator_gradient: lost_sigma_slope
def discriminator_gradient(x, fake, theta_d):
    D = lambda v: 1 / (1 + np.exp(-(theta_d[0] * v + theta_d[1])))
    return np.array([np.mean(x / D(x)) - np.mean(fake / (1 - D(fake))), np.mean(1 / D(x)) - np.mean(1 / (1 - D(fake)))])

# %% discriminator_gradient: no_factor_x
def discriminator_gradient(x, fake, theta_d):
    D = lambda v: 1 / (1 + np.exp(-(theta_d[0] * v + theta_d[1])))
    slope = np.mean(1 - D(x)) - np.mean(D(fake))
    return np.array([slope, slope])

# %% discriminator_gradient: ln_D_of_fake
def discriminator_gradient(x, fake, theta_d):
    D = lambda v: 1 / (1 + np.exp(-(theta_d[0] * v + theta_d[1])))
    return np.array([np.mean((1 - D(x)) * x) + np.mean((1 - D(fake)) * fake), np.mean(1 - D(x)) + np.mean(1 - D(fake))])

# %% discriminator_gradient: real_only
def discriminator_gradient(x, fake, theta_d):
    D = 1 / (1 + np.exp(-(theta_d[0] * x + theta_d[1])))
    return np.array([np.mean((1 - D) * x), np.mean(1 - D)])

# %% discriminator_gradient: averages_first
def discriminator_gradient(x, fake, theta_d):
    D = lambda v: 1 / (1 + np.exp(-(theta_d[0] * v + theta_d[1])))
    real, made = np.mean(1 - D(x)), np.mean(D(fake))
    return np.array([real * np.mean(x) - made * np.mean(fake), real - made])

# %% generator_gradient: ascent
def generator_gradient(fake, theta_d):
    return theta_d[0] * np.mean(1 / (1 + np.exp(theta_d[0] * fake + theta_d[1])))

# %% generator_gradient: other_cost
def generator_gradient(fake, theta_d):
    return -theta_d[0] * np.mean(1 / (1 + np.exp(-theta_d[0] * fake - theta_d[1])))

# %% generator_gradient: no_w
def generator_gradient(fake, theta_d):
    return -np.mean(1 / (1 + np.exp(theta_d[0] * fake + theta_d[1])))

# %% generator_gradient: slope_in_w
def generator_gradient(fake, theta_d):
    return -np.mean(fake / (1 + np.exp(theta_d[0] * fake + theta_d[1])))

# %% generator_gradient: sum_not_mean (1/2)
def generator_gradient(fake, theta_d):
    return -theta_d[0] * np.sum(1 / (1 + np.exp(theta_d[0] * fake + theta_d[1])))

# %% generator_gradient: lost_1_over_D
def generator_gradient(fake, theta_d):
    D = 1 / (1 + np.exp(-(theta_d[0] * fake + theta_d[1])))
    return -theta_d[0] * np.mean(D * (1 - D))

# %% generator_gradient: lost_sigma_slope
def generator_gradient(fake, theta_d):
    D = 1 / (1 + np.exp(-(theta_d[0] * fake + theta_d[1])))
    return -theta_d[0] * np.mean(1 / D)

# %% generator_gradient: not_averaged
def generator_gradient(fake, theta_d):
    return -theta_d[0] / (1 + np.exp(theta_d[0] * fake + theta_d[1]))

# %% saturating_gradient: ascent
def saturating_gradient(fake, theta_d):
    return theta_d[0] * np.mean(1 / (1 + np.exp(-theta_d[0] * fake - theta_d[1])))

# %% saturating_gradient: other_cost
def saturating_gradient(fake, theta_d):
    return -theta_d[0] * np.mean(1 / (1 + np.exp(theta_d[0] * fake + theta_d[1])))

# %% saturating_gradient: no_w
def saturating_gradient(fake, theta_d):
    return -np.mean(1 / (1 + np.exp(-theta_d[0] * fake - theta_d[1])))

# %% saturating_gradient: lost_sigma_slope
def saturating_gradient(fake, theta_d):
    D = 1 / (1 + np.exp(-(theta_d[0] * fake + theta_d[1])))
    return np.mean(-1 / (1 - D)) * theta_d[0]

# %% saturating_gradient: sum_not_mean (1/2)
def saturating_gradient(fake, theta_d):
    return -theta_d[0] * sum(1 / (1 + np.exp(-theta_d[0] * fake - theta_d[1])))

# %% saturating_gradient: slope_in_w
def saturating_gradient(fake, theta_d):
    return -np.mean(fake / (1 + np.exp(-theta_d[0] * fake - theta_d[1])))

# %% train: order (3/4) | the generator moves first
def train(gan, theta_d, theta_g, eta, m, steps):
    path = []
    for _ in range(steps):
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), theta_d)
        path.append(theta_g)
        theta_d = theta_d + eta * gan.discriminator_gradient(gan.sample_real(m), gan.sample_fake(m, theta_g), theta_d)
    return path

# %% train: fresh (3/4) | the discriminator's fakes used again
def train(gan, theta_d, theta_g, eta, m, steps):
    path = []
    for _ in range(steps):
        fake = gan.sample_fake(m, theta_g)
        theta_d = theta_d + eta * gan.discriminator_gradient(gan.sample_real(m), fake, theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(fake, theta_d)
        path.append(theta_g)
    return path

# %% train: fresh (3/4) | the real samples drawn once
def train(gan, theta_d, theta_g, eta, m, steps):
    path, x = [], gan.sample_real(m)
    for _ in range(steps):
        theta_d = theta_d + eta * gan.discriminator_gradient(x, gan.sample_fake(m, theta_g), theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), theta_d)
        path.append(theta_g)
    return path

# %% train: discriminator (7/8) | descends
def train(gan, theta_d, theta_g, eta, m, steps):
    path = []
    for _ in range(steps):
        theta_d = theta_d - eta * gan.discriminator_gradient(gan.sample_real(m), gan.sample_fake(m, theta_g), theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), theta_d)
        path.append(theta_g)
    return path

# %% train: generator (7/8) | ascends
def train(gan, theta_d, theta_g, eta, m, steps):
    path = []
    for _ in range(steps):
        theta_d = theta_d + eta * gan.discriminator_gradient(gan.sample_real(m), gan.sample_fake(m, theta_g), theta_d)
        theta_g = theta_g + eta * gan.generator_gradient(gan.sample_fake(m, theta_g), theta_d)
        path.append(theta_g)
    return path

# %% train: frozen (7/8) | the generator meets the old discriminator
def train(gan, theta_d, theta_g, eta, m, steps):
    path = []
    for _ in range(steps):
        old = theta_d
        theta_d = theta_d + eta * gan.discriminator_gradient(gan.sample_real(m), gan.sample_fake(m, theta_g), theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), old)
        path.append(theta_g)
    return path

# %% train: frozen (7/8) | all fakes from the generator at the start
def train(gan, theta_d, theta_g, eta, m, steps):
    path, start = [], theta_g
    for _ in range(steps):
        theta_d = theta_d + eta * gan.discriminator_gradient(gan.sample_real(m), gan.sample_fake(m, start), theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, start), theta_d)
        path.append(theta_g)
    return path

# %% train: path (7/8) | the last one only
def train(gan, theta_d, theta_g, eta, m, steps):
    for _ in range(steps):
        theta_d = theta_d + eta * gan.discriminator_gradient(gan.sample_real(m), gan.sample_fake(m, theta_g), theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), theta_d)
    return theta_g

# %% train: path (7/8) | nothing returned
def train(gan, theta_d, theta_g, eta, m, steps):
    for _ in range(steps):
        theta_d = theta_d + eta * gan.discriminator_gradient(gan.sample_real(m), gan.sample_fake(m, theta_g), theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), theta_d)

# %% train: path (7/8) | the start in place of the end
def train(gan, theta_d, theta_g, eta, m, steps):
    path = []
    for _ in range(steps):
        path.append(theta_g)
        theta_d = theta_d + eta * gan.discriminator_gradient(gan.sample_real(m), gan.sample_fake(m, theta_g), theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), theta_d)
    return path

# %% train: discriminator and frozen (3/4) | no learning rate for D
def train(gan, theta_d, theta_g, eta, m, steps):
    path = []
    for _ in range(steps):
        theta_d = theta_d + gan.discriminator_gradient(gan.sample_real(m), gan.sample_fake(m, theta_g), theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), theta_d)
        path.append(theta_g)
    return path

# %% train: order and fresh and discriminator and frozen (1/4) | D never moves
def train(gan, theta_d, theta_g, eta, m, steps):
    path = []
    for _ in range(steps):
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), theta_d)
        path.append(theta_g)
    return path

# %% train: changes_inputs (9/10)
def train(gan, theta_d, theta_g, eta, m, steps):
    path = []
    for _ in range(steps):
        theta_d += eta * gan.discriminator_gradient(gan.sample_real(m), gan.sample_fake(m, theta_g), theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), theta_d)
        path.append(theta_g)
    return path

# %% train: order and fresh and discriminator and generator and frozen and path | nothing asked for
def train(gan, theta_d, theta_g, eta, m, steps):
    return np.linspace(theta_g, 0, steps)

# %% run: stands_still | fast and wrong
def run(seed):
    return np.random.default_rng(seed).normal(0, 0.01, 3000)

# %% run: length
def run(seed):
    return np.zeros(100)

# %% run: start
def run(seed):
    return np.random.default_rng(seed).normal(0, 1, 3000)

# %% run: elsewhere
def run(seed):
    return 4 - np.random.default_rng(seed).uniform(1, 2) * np.linspace(0, 1, 3000)

# %% run: driven_away | D descends
def run(seed):
    rng, w, b, g, path = np.random.default_rng(seed), 0.0, 0.0, 4.0, []
    D = lambda v: np.exp(-np.logaddexp(0, -(w * v + b)))
    for t in range(3000):
        x, fake = rng.standard_normal(64), g + rng.standard_normal(64)
        gw, gb = np.mean((1 - D(x)) * x) - np.mean(D(fake) * fake), np.mean(1 - D(x)) - np.mean(D(fake))
        w, b = w - 0.1 * gw, b - 0.1 * gb
        g = g + 0.1 * w * np.mean(1 - D(g + rng.standard_normal(64)))
        path.append(g)
    return path

# %% run: runs_away | G ascends
def run(seed):
    rng, w, b, g, path = np.random.default_rng(seed), 0.0, 0.0, 4.0, []
    D = lambda v: np.exp(-np.logaddexp(0, -(w * v + b)))
    for t in range(3000):
        x, fake = rng.standard_normal(64), g + rng.standard_normal(64)
        gw, gb = np.mean((1 - D(x)) * x) - np.mean(D(fake) * fake), np.mean(1 - D(x)) - np.mean(D(fake))
        w, b = w + 0.1 * gw, b + 0.1 * gb
        g = g - 0.1 * w * np.mean(1 - D(g + rng.standard_normal(64)))
        path.append(g)
    return path

# %% run: seed_ignored (1/2)
def run(seed):
    rng, w, b, g, path = np.random.default_rng(0), 0.0, 0.0, 4.0, []
    D = lambda v: np.exp(-np.logaddexp(0, -(w * v + b)))
    for t in range(3000):
        x, fake = rng.standard_normal(64), g + rng.standard_normal(64)
        gw, gb = np.mean((1 - D(x)) * x) - np.mean(D(fake) * fake), np.mean(1 - D(x)) - np.mean(D(fake))
        w, b = w + 0.1 * gw, b + 0.1 * gb
        g = g + 0.1 * w * np.mean(1 - D(g + rng.standard_normal(64)))
        path.append(g)
    return path

# %% run: seed_ignored (1/2)
def run(seed):
    return 4 * 0.99 ** np.arange(1, 3001) + seed % 1000 * 1e-9

# %% run: one_step_too_many (1/2)
def run(seed):
    rng, w, b, g, path = np.random.default_rng(seed), 0.0, 0.0, 4.0, []
    D = lambda v: np.exp(-np.logaddexp(0, -(w * v + b)))
    for t in range(3001):
        x, fake = rng.standard_normal(64), g + rng.standard_normal(64)
        gw, gb = np.mean((1 - D(x)) * x) - np.mean(D(fake) * fake), np.mean(1 - D(x)) - np.mean(D(fake))
        w, b = w + 0.1 * gw, b + 0.1 * gb
        g = g + 0.1 * w * np.mean(1 - D(g + rng.standard_normal(64)))
        path.append(g)
    return path

# %% run: start | D begins elsewhere
def run(seed):
    rng, w, b, g, path = np.random.default_rng(seed), 1.0, 1.0, 4.0, []
    D = lambda v: np.exp(-np.logaddexp(0, -(w * v + b)))
    for t in range(3000):
        x, fake = rng.standard_normal(64), g + rng.standard_normal(64)
        gw, gb = np.mean((1 - D(x)) * x) - np.mean(D(fake) * fake), np.mean(1 - D(x)) - np.mean(D(fake))
        w, b = w + 0.1 * gw, b + 0.1 * gb
        g = g + 0.1 * w * np.mean(1 - D(g + rng.standard_normal(64)))
        path.append(g)
    return path

# %% discriminator_gradient: halved (1/2)
def discriminator_gradient(x, fake, theta_d):
    w, b = theta_d
    pull = 1 - 1 / (1 + np.exp(-(w * x + b)))
    push = 1 / (1 + np.exp(-(w * fake + b)))
    return np.array([np.mean(pull * x) - np.mean(push * fake), np.mean(pull) - np.mean(push)]) / 2

# %% discriminator_gradient: halved (1/2) | objective B
def discriminator_gradient(x, fake, theta_d):
    w, b = theta_d
    pull = 1 - 1 / (1 + np.exp(-(w * x + b)))
    push = 1 - 1 / (1 + np.exp(-(w * fake + b)))
    return 0.5 * np.array([np.mean(pull * x) - np.mean(push * fake), np.mean(pull) - np.mean(push)])

# %% sample_real: uniform (1/2) | about 0
def sample_real(rng, m):
    return rng.uniform(-1, 1, m)

# %% sample_fake: uniform (1/2) | about theta_g
def sample_fake(rng, m, theta_g):
    return rng.uniform(-1, 1, size=m) + theta_g

# %% sample_fake: uniform (1/2) | of the right spread
def sample_fake(rng, m, theta_g):
    return theta_g + np.sqrt(12) * (rng.random(m) - 0.5)

# %% run: start | with a rate of 0.5
def run(seed):
    rng, w, b, g, path = np.random.default_rng(seed), 0.0, 0.0, 4.0, []
    D = lambda v: np.exp(-np.logaddexp(0, -(w * v + b)))
    for t in range(3000):
        x, fake = rng.standard_normal(64), g + rng.standard_normal(64)
        gw, gb = np.mean((1 - D(x)) * x) - np.mean(D(fake) * fake), np.mean(1 - D(x)) - np.mean(D(fake))
        w, b = w + 0.5 * gw, b + 0.5 * gb
        g = g + 0.5 * w * np.mean(1 - D(g + rng.standard_normal(64)))
        path.append(g)
    return path

# %% sample_fake: spread (1/2) | theta_g for the deviation as well
def sample_fake(rng, m, theta_g):
    return rng.normal(theta_g, abs(theta_g), m)

# %% run: start | with a rate of 0.01
def run(seed):
    rng, w, b, g, path = np.random.default_rng(seed), 0.0, 0.0, 4.0, []
    D = lambda v: np.exp(-np.logaddexp(0, -(w * v + b)))
    for t in range(3000):
        x, fake = rng.standard_normal(64), g + rng.standard_normal(64)
        gw, gb = np.mean((1 - D(x)) * x) - np.mean(D(fake) * fake), np.mean(1 - D(x)) - np.mean(D(fake))
        w, b = w + 0.01 * gw, b + 0.01 * gb
        g = g + 0.01 * w * np.mean(1 - D(g + rng.standard_normal(64)))
        path.append(g)
    return path

# %% run: unmoved (1/2) | both players at once
def run(seed):
    rng, w, b, g, path = np.random.default_rng(seed), 0.0, 0.0, 4.0, []
    D = lambda v: np.exp(-np.logaddexp(0, -(w * v + b)))
    for t in range(3000):
        x, fake = rng.standard_normal(64), g + rng.standard_normal(64)
        gw, gb = np.mean((1 - D(x)) * x) - np.mean(D(fake) * fake), np.mean(1 - D(x)) - np.mean(D(fake))
        slope = -w * np.mean(1 - D(g + rng.standard_normal(64)))
        w, b, g = w + 0.1 * gw, b + 0.1 * gb, g - 0.1 * slope
        path.append(g)
    return path

# %% run: unmoved (1/2) | noted before the update
def run(seed):
    rng, w, b, g, path = np.random.default_rng(seed), 0.0, 0.0, 4.0, []
    D = lambda v: np.exp(-np.logaddexp(0, -(w * v + b)))
    for t in range(3000):
        path.append(g)
        x, fake = rng.standard_normal(64), g + rng.standard_normal(64)
        gw, gb = np.mean((1 - D(x)) * x) - np.mean(D(fake) * fake), np.mean(1 - D(x)) - np.mean(D(fake))
        w, b = w + 0.1 * gw, b + 0.1 * gb
        g = g + 0.1 * w * np.mean(1 - D(g + rng.standard_normal(64)))
    return path

# %% train: order and path (5/8) | one step too few
def train(gan, theta_d, theta_g, eta, m, steps):
    path = []
    for _ in range(1, steps):
        theta_d = theta_d + eta * gan.discriminator_gradient(gan.sample_real(m), gan.sample_fake(m, theta_g), theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), theta_d)
        path.append(theta_g)
    return np.array(path)

# %% train: discriminator (7/8) | fakes where the real samples belong
def train(gan, theta_d, theta_g, eta, m, steps):
    path = []
    for _ in range(steps):
        theta_d = theta_d + eta * gan.discriminator_gradient(gan.sample_fake(m, theta_g), gan.sample_real(m), theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), theta_d)
        path.append(theta_g)
    return np.array(path)

# %% train: fresh (3/4) | two draws that overlap
def train(gan, theta_d, theta_g, eta, m, steps):
    path = []
    for _ in range(steps):
        fake = gan.sample_fake(m + 1, theta_g)
        theta_d = theta_d + eta * gan.discriminator_gradient(gan.sample_real(m), fake[1:], theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(fake[:-1], theta_d)
        path.append(theta_g)
    return np.array(path)

# %% discriminator_gradient: common_mean (1/2) | both sums over the number of real samples
def discriminator_gradient(x, fake, theta_d):
    D = lambda v: 1 / (1 + np.exp(-(theta_d[0] * v + theta_d[1])))
    return np.array([np.sum((1 - D(x)) * x) - np.sum(D(fake) * fake), np.sum(1 - D(x)) - np.sum(D(fake))]) / len(x)

# %% discriminator_gradient: samples_paired (1/2) | zip, which leaves out the rest
def discriminator_gradient(x, fake, theta_d):
    D = lambda v: 1 / (1 + np.exp(-(theta_d[0] * v + theta_d[1])))
    rows = [[(1 - D(a)) * a - D(b) * b, 1 - D(a) - D(b)] for a, b in zip(x, fake)]
    return np.mean(rows, axis=0)

# %% discriminator_gradient: samples_paired (1/2) | objective B
def discriminator_gradient(x, fake, theta_d):
    pull = lambda v: 1 / (1 + np.exp(theta_d[0] * v + theta_d[1]))
    return np.mean([[pull(a) * a - pull(b) * b, pull(a) - pull(b)] for a, b in zip(x, fake)], axis=0)
