# ruff: noqa: written as students write
"""Right answers to the questions of g1_a_gan_in_numpy, each in a style of its own. Read by right_answers.py."""

# %% sample_real: textbook
def sample_real(rng, m):
    return rng.normal(size=m)

# %% sample_real: standard normal
def sample_real(rng, m):
    return rng.standard_normal(m)

# %% sample_real: all arguments
def sample_real(rng, m):
    return rng.normal(0, 1, m)

# %% sample_real: one by one
def sample_real(rng, m):
    return [rng.normal() for _ in range(m)]

# %% sample_real: shape as a tuple
sample_real = lambda rng, m: rng.standard_normal(size=(m,))

# %% sample_fake: textbook
def sample_fake(rng, m, theta_g):
    return rng.normal(size=m) + theta_g

# %% sample_fake: shifted normal
def sample_fake(rng, m, theta_g):
    return rng.normal(theta_g, 1.0, m)

# %% sample_fake: noise and generator
def generator(z, theta_g):
    return z + theta_g

def sample_fake(rng, m, theta_g):
    z = rng.standard_normal(m)
    return generator(z, theta_g)

# %% sample_fake: loop
def sample_fake(rng, m, theta_g):
    fakes = np.zeros(m)
    for i in range(m):
        fakes[i] = rng.normal() + theta_g
    return fakes

# %% sample_fake: keywords
sample_fake = lambda rng, m, theta_g: np.add(rng.normal(loc=0.0, scale=1.0, size=m), theta_g)

# %% discriminator: logaddexp
def discriminator(x, theta_d):
    w, b = theta_d
    return np.exp(-np.logaddexp(0, -(w * x + b)))

# %% discriminator: tanh
def discriminator(x, theta_d):
    return 0.5 * (1 + np.tanh((theta_d[0] * x + theta_d[1]) / 2))

# %% discriminator: textbook, overflowing to the right limit
def discriminator(x, theta_d):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-(theta_d[0] * x + theta_d[1])))

# %% discriminator: two branches
def discriminator(x, theta_d):
    h = theta_d[0] * np.asarray(x, dtype=float) + theta_d[1]
    small = np.exp(-np.abs(h))
    return np.where(h >= 0, 1 / (1 + small), small / (1 + small))

# %% discriminator: loop with math
import math

def discriminator(x, theta_d):
    out = []
    for value in x:
        h = theta_d[0] * value + theta_d[1]
        out.append(1 / (1 + math.exp(-h)) if h > 0 else math.exp(h) / (1 + math.exp(h)))
    return out

# %% optimal_theta_d: textbook
def optimal_theta_d(theta_g):
    return np.array([-theta_g, theta_g**2 / 2])

# %% optimal_theta_d: list
def optimal_theta_d(theta_g):
    return [-theta_g, 0.5 * theta_g * theta_g]

# %% optimal_theta_d: half-way
def optimal_theta_d(theta_g):
    w = -theta_g
    return w, -w * theta_g / 2

# %% optimal_theta_d: by two values of the log-ratio
def optimal_theta_d(theta_g):
    def logit(x):
        return -(x**2) / 2 + (x - theta_g) ** 2 / 2
    return np.array([logit(1.0) - logit(0.0), logit(0.0)])

# %% optimal_theta_d: stacked
optimal_theta_d = lambda theta_g: np.stack([np.negative(theta_g), np.square(theta_g) / 2])

# %% discriminator_gradient: textbook
def discriminator_gradient(x, fake, theta_d):
    def D(v):
        return 1 / (1 + np.exp(-(theta_d[0] * v + theta_d[1])))
    w = np.mean((1 - D(x)) * x) - np.mean(D(fake) * fake)
    b = np.mean(1 - D(x)) - np.mean(D(fake))
    return np.array([w, b])

# %% discriminator_gradient: a column of ones
def discriminator_gradient(x, fake, theta_d):
    X, F = np.column_stack([x, np.ones(len(x))]), np.column_stack([fake, np.ones(len(fake))])
    pull = 1 / (1 + np.exp(X @ theta_d))
    push = 1 / (1 + np.exp(-(F @ theta_d)))
    return X.T @ pull / len(x) - F.T @ push / len(fake)

# %% discriminator_gradient: labels
def discriminator_gradient(x, fake, theta_d):
    total = np.zeros(2)
    for samples, label in ((x, 1.0), (fake, 0.0)):
        D = 0.5 + 0.5 * np.tanh((theta_d[0] * samples + theta_d[1]) / 2)
        total += np.array([np.mean((label - D) * samples), np.mean(label - D)])
    return total

# %% discriminator_gradient: loops
import math

def discriminator_gradient(x, fake, theta_d):
    w, b = float(theta_d[0]), float(theta_d[1])
    gw = gb = 0.0
    for v in x:
        D = 1 / (1 + math.exp(-(w * v + b)))
        gw += (1 - D) * v / len(x)
        gb += (1 - D) / len(x)
    for v in fake:
        D = 1 / (1 + math.exp(-(w * v + b)))
        gw -= D * v / len(fake)
        gb -= D / len(fake)
    return gw, gb

# %% discriminator_gradient: chain rule without simplifying
def discriminator_gradient(x, fake, theta_d):
    D = lambda v: 1 / (1 + np.exp(-(theta_d[0] * v + theta_d[1])))
    real, made = D(x), D(fake)
    dreal = 1 / real * real * (1 - real)
    dmade = -1 / (1 - made) * made * (1 - made)
    return [np.mean(dreal * x) + np.mean(dmade * fake), np.mean(dreal) + np.mean(dmade)]

# %% discriminator_gradient: objective B
def discriminator_gradient(x, fake, theta_d):
    def pull(v):
        return 1 / (1 + np.exp(theta_d[0] * v + theta_d[1]))
    return np.array([np.mean(pull(x) * x) - np.mean(pull(fake) * fake), np.mean(pull(x)) - np.mean(pull(fake))])

# %% generator_gradient: textbook
def generator_gradient(fake, theta_d):
    D = 1 / (1 + np.exp(-(theta_d[0] * fake + theta_d[1])))
    return -theta_d[0] * np.mean(1 - D)

# %% generator_gradient: sigma of minus h
def generator_gradient(fake, theta_d):
    w, b = theta_d
    return np.mean(-w / (1 + np.exp(w * fake + b)))

# %% generator_gradient: loop
import math

def generator_gradient(fake, theta_d):
    total = 0
    for v in fake:
        total -= theta_d[0] / (1 + math.exp(theta_d[0] * v + theta_d[1]))
    return total / len(fake)

# %% generator_gradient: chain rule without simplifying
def generator_gradient(fake, theta_d):
    D = 1 / (1 + np.exp(-(theta_d[0] * fake + theta_d[1])))
    slope = -(1 / D) * (D * (1 - D)) * theta_d[0]
    return slope.sum() / slope.size

# %% generator_gradient: tanh and dot product
generator_gradient = lambda fake, theta_d: theta_d[0] * (np.tanh((theta_d[0] * fake + theta_d[1]) / 2) - 1).dot(np.ones(len(fake))) / (2 * len(fake))

# %% saturating_gradient: textbook
def saturating_gradient(fake, theta_d):
    D = 1 / (1 + np.exp(-(theta_d[0] * fake + theta_d[1])))
    return -theta_d[0] * np.mean(D)

# %% saturating_gradient: unpacked
def saturating_gradient(fake, theta_d):
    w, b = theta_d
    return -(w / (1 + np.exp(-w * fake - b))).mean()

# %% saturating_gradient: loop
import math

def saturating_gradient(fake, theta_d):
    return sum(-theta_d[0] / (1 + math.exp(-theta_d[0] * v - theta_d[1])) for v in fake) / len(fake)

# %% saturating_gradient: chain rule without simplifying
def saturating_gradient(fake, theta_d):
    D = 1 / (1 + np.exp(-(theta_d[0] * fake + theta_d[1])))
    return np.average(-1 / (1 - D) * D * (1 - D) * theta_d[0])

# %% saturating_gradient: tanh
saturating_gradient = lambda fake, theta_d: np.array(-theta_d[0] * (0.5 + 0.5 * np.tanh((theta_d[0] * fake + theta_d[1]) / 2)).mean())

# %% train: textbook
def train(gan, theta_d, theta_g, eta, m, steps):
    path = []
    for _ in range(steps):
        x, fake = gan.sample_real(m), gan.sample_fake(m, theta_g)
        theta_d = theta_d + eta * gan.discriminator_gradient(x, fake, theta_d)
        fake = gan.sample_fake(m, theta_g)
        theta_g = theta_g - eta * gan.generator_gradient(fake, theta_d)
        path.append(theta_g)
    return np.array(path)

# %% train: fakes first, a filled array
def train(gan, theta_d, theta_g, eta, m, steps):
    path = np.zeros(steps)
    for t in range(steps):
        fake = gan.sample_fake(m, theta_g)
        x = gan.sample_real(m)
        theta_d = theta_d + eta * gan.discriminator_gradient(x, fake, theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), theta_d)
        path[t] = theta_g
    return path

# %% train: keywords and a list
def train(gan, theta_d, theta_g, eta, m, steps):
    path, step = [], 0
    while step < steps:
        grad = gan.discriminator_gradient(x=gan.sample_real(m=m), fake=gan.sample_fake(m=m, theta_g=theta_g), theta_d=theta_d)
        theta_d = theta_d + np.multiply(eta, grad)
        slope = gan.generator_gradient(fake=gan.sample_fake(m=m, theta_g=theta_g), theta_d=theta_d)
        theta_g -= eta * slope
        path += [theta_g]
        step += 1
    return path

# %% train: both minibatches of fakes drawn before D moves
def train(gan, theta_d, theta_g, eta, m, steps):
    path = []
    for _ in range(steps):
        for_d, for_g = gan.sample_fake(m, theta_g), gan.sample_fake(m, theta_g)
        theta_d = theta_d + eta * gan.discriminator_gradient(gan.sample_real(m), for_d, theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(for_g, theta_d)
        path.append(theta_g)
    return tuple(path)

# %% train: small functions and a copy
def discriminator_step(gan, theta_d, theta_g, eta, m):
    return theta_d + eta * gan.discriminator_gradient(gan.sample_real(m), gan.sample_fake(m, theta_g), theta_d)

def generator_step(gan, theta_d, theta_g, eta, m):
    return theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), theta_d)

def train(gan, theta_d, theta_g, eta, m, steps):
    theta_d = np.array(theta_d, dtype=float)
    path = np.empty((0,))
    for _ in range(steps):
        theta_d = discriminator_step(gan, theta_d, theta_g, eta, m)
        theta_g = generator_step(gan, theta_d, theta_g, eta, m)
        path = np.append(path, theta_g)
    return path

# %% train: two numbers for theta_d, a column for the path
def train(gan, theta_d, theta_g, eta, m, steps):
    w, b = theta_d
    path = []
    for _ in range(steps):
        gw, gb = gan.discriminator_gradient(gan.sample_real(m), gan.sample_fake(m, theta_g), (w, b))
        w, b = w + eta * gw, b + eta * gb
        theta_g = theta_g - eta * gan.generator_gradient(gan.sample_fake(m, theta_g), np.array([w, b]))
        path.append([theta_g])
    return np.array(path)

# %% run: vectorised
def run(seed):
    rng, theta_d, theta_g, path = np.random.default_rng(seed), np.zeros(2), 4.0, []
    sigma = lambda h: 1 / (1 + np.exp(-h))
    for _ in range(3000):
        x, fake = rng.normal(size=64), rng.normal(size=64) + theta_g
        pull, push = 1 - sigma(theta_d[0] * x + theta_d[1]), sigma(theta_d[0] * fake + theta_d[1])
        theta_d = theta_d + 0.1 * np.array([np.mean(pull * x) - np.mean(push * fake), pull.mean() - push.mean()])
        fake = rng.normal(size=64) + theta_g
        theta_g = theta_g - 0.1 * np.mean(-theta_d[0] * (1 - sigma(theta_d[0] * fake + theta_d[1])))
        path.append(theta_g)
    return np.array(path)

# %% run: plain Python, slow
import math

def run(seed):
    rng, w, b, g, path = np.random.default_rng(seed), 0.0, 0.0, 4.0, []

    def D(x):
        return 1 / (1 + math.exp(-(w * x + b)))

    for _ in range(3000):
        real = [float(v) for v in rng.normal(size=64)]
        fake = [float(v) + g for v in rng.normal(size=64)]
        gw = sum((1 - D(x)) * x for x in real) / 64 - sum(D(x) * x for x in fake) / 64
        gb = sum(1 - D(x) for x in real) / 64 - sum(D(x) for x in fake) / 64
        w, b = w + 0.1 * gw, b + 0.1 * gb
        fake = [float(v) + g for v in rng.normal(size=64)]
        g = g - 0.1 * sum(-w * (1 - D(x)) for x in fake) / 64
        path.append(g)
    return path

# %% run: the original cost
def run(seed):
    rng, w, b, g, path = np.random.default_rng(seed), 0.0, 0.0, 4.0, np.zeros(3000)
    D = lambda x: np.exp(-np.logaddexp(0, -(w * x + b)))
    for t in range(3000):
        x, fake = rng.standard_normal(64), g + rng.standard_normal(64)
        gw, gb = np.mean((1 - D(x)) * x) - np.mean(D(fake) * fake), np.mean(1 - D(x)) - np.mean(D(fake))
        w, b = w + 0.1 * gw, b + 0.1 * gb
        g += 0.1 * w * np.mean(D(g + rng.standard_normal(64)))
        path[t] = g
    return path

# %% run: the start as well
def run(seed):
    rng, w, b, g = np.random.default_rng(seed), 0.0, 0.0, 4.0
    path = [g]
    for t in range(3000):
        x, fake = rng.standard_normal(64), g + rng.standard_normal(64)
        D = lambda v: 0.5 + 0.5 * np.tanh((w * v + b) / 2)
        gw, gb = np.mean((1 - D(x)) * x) - np.mean(D(fake) * fake), np.mean(1 - D(x)) - np.mean(D(fake))
        w, b = w + 0.1 * gw, b + 0.1 * gb
        g += 0.1 * w * np.mean(1 - D(g + rng.standard_normal(64)))
        path.append(g)
    return path

# %% run: objective B
def run(seed):
    rng, w, b, g, path = np.random.default_rng(seed), 0.0, 0.0, 4.0, []
    pull = lambda v: np.exp(-np.logaddexp(0, w * v + b))
    for t in range(3000):
        x, fake = rng.standard_normal(64), g + rng.standard_normal(64)
        gw, gb = np.mean(pull(x) * x) - np.mean(pull(fake) * fake), np.mean(pull(x)) - np.mean(pull(fake))
        w, b = w + 0.1 * gw, b + 0.1 * gb
        g = g + 0.1 * w * np.mean(pull(g + rng.standard_normal(64)))
        path.append([g])
    return np.array(path)

# %% sample_real: normal out of uniform numbers
def sample_real(rng, m):
    radius, angle = np.sqrt(-2 * np.log(1 - rng.random(m))), 2 * np.pi * rng.random(m)
    return radius * np.cos(angle)

# %% train: all real samples drawn ahead, both batches of fakes in one draw
def train(gan, theta_d, theta_g, eta, m, steps):
    path = []
    for x in gan.sample_real(m * steps).reshape(steps, m):
        for_d, for_g = np.split(gan.sample_fake(2 * m, theta_g), 2)
        theta_d = theta_d + eta * gan.discriminator_gradient(x, for_d, theta_d)
        theta_g = theta_g - eta * gan.generator_gradient(for_g, theta_d)
        path.append(theta_g)
    return np.asarray(path)
