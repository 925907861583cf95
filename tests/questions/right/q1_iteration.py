"""Right answers to `train` and `gan_iteration` of q1_generator_cost, each in a style of its own."""

# %% train: textbook
def train(gan, iterations, k, m):
    for _ in range(iterations):
        for _ in range(k):
            z = gan.sample_noise(m)
            x = gan.sample_data(m)
            gan.ascend_discriminator(x, z)
        z = gan.sample_noise(m)
        gan.descend_generator(z)

# %% train: data first, keyword arguments
def train(gan, iterations, k, m):
    for step in range(iterations):
        for j in range(k):
            x = gan.sample_data(m=m)
            z = gan.sample_noise(m=m)
            gan.ascend_discriminator(z=z, x=x)
        gan.descend_generator(z=gan.sample_noise(m=m))

# %% train: nested calls and a return value
def train(gan, iterations, k, m):
    for i in range(iterations):
        for j in range(k):
            gan.ascend_discriminator(gan.sample_data(m), gan.sample_noise(m))
        gan.descend_generator(gan.sample_noise(m))
    return gan

# %% train: while loops
def train(gan, iterations, k, m):
    i = 0
    while i < iterations:
        j = 0
        while j < k:
            z, x = gan.sample_noise(m), gan.sample_data(m)
            gan.ascend_discriminator(x, z)
            j += 1
        z = gan.sample_noise(m)
        gan.descend_generator(z)
        i += 1

# %% train: small functions
def discriminator_phase(gan, k, m):
    for _ in range(k):
        noise = gan.sample_noise(m)
        data = gan.sample_data(m)
        gan.ascend_discriminator(data, noise)

def generator_phase(gan, m):
    noise = gan.sample_noise(m)
    gan.descend_generator(noise)

def train(gan, iterations, k, m):
    for _ in range(iterations):
        discriminator_phase(gan, k, m)
        generator_phase(gan, m)

# %% train: minibatches drawn ahead of the inner loop
def train(gan, iterations, k, m):
    for _ in range(iterations):
        noise = [gan.sample_noise(m) for _ in range(k)]
        data = [gan.sample_data(m) for _ in range(k)]
        for x, z in zip(data, noise):
            gan.ascend_discriminator(x, z)
        gan.descend_generator(gan.sample_noise(m))

# %% train: copies and lists
def train(gan, iterations, k, m):
    for _ in range(iterations):
        for _ in range(k):
            z = np.array(gan.sample_noise(m)).copy()
            x = np.array(gan.sample_data(m)).tolist()
            gan.ascend_discriminator(x, z)
        gan.descend_generator(list(gan.sample_noise(m)))

# %% train: recursion
def train(gan, iterations, k, m):
    if iterations == 0:
        return "done"
    for _ in range(k):
        gan.ascend_discriminator(gan.sample_data(m), gan.sample_noise(m))
    gan.descend_generator(gan.sample_noise(m))
    return train(gan, iterations - 1, k, m)

# %% gan_iteration: objective A, textbook
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    def D(x, theta):
        return 1 / (1 + np.exp(-(theta[0] * x[:, 0] - theta[1] * x[:, 1] - 2)))
    signs = np.array([1, -1])
    for x, noise in zip(X, Z):
        fake = noise + theta_g
        alpha = (1 - D(x, theta_d))[:, None] * x * signs
        beta = -D(fake, theta_d)[:, None] * fake * signs
        theta_d = theta_d + eta_d * (alpha.mean(axis=0) + beta.mean(axis=0))
    slope = -(1 - D(z + theta_g, theta_d)).mean()
    theta_g = theta_g - eta_g * slope * theta_d * signs
    return theta_d, theta_g

# %% gan_iteration: objective A, scalar loops
import math

def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    t1, t2 = float(theta_d[0]), float(theta_d[1])
    g1, g2 = float(theta_g[0]), float(theta_g[1])
    k, m = len(X), len(X[0])
    for i in range(k):
        grad1 = grad2 = 0.0
        for j in range(m):
            x1, x2 = X[i][j]
            D = 1 / (1 + math.exp(-(t1 * x1 - t2 * x2 - 2)))
            grad1 += (1 - D) * x1 / m
            grad2 += -(1 - D) * x2 / m
        for j in range(len(Z[i])):
            y1, y2 = Z[i][j][0] + g1, Z[i][j][1] + g2
            D = 1 / (1 + math.exp(-(t1 * y1 - t2 * y2 - 2)))
            grad1 += -D * y1 / len(Z[i])
            grad2 += D * y2 / len(Z[i])
        t1, t2 = t1 + eta_d * grad1, t2 + eta_d * grad2
    pull = 0.0
    for a, b in z:
        h = t1 * (a + g1) - t2 * (b + g2) - 2
        pull += 1 / (1 + math.exp(h)) / len(z)
    return [t1, t2], [g1 + eta_g * pull * t1, g2 - eta_g * pull * t2]

# %% gan_iteration: objective A, matrix products and one array back
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    S = np.diag([1.0, -1.0])
    sigma = lambda h: 0.5 * (1 + np.tanh(h / 2))
    td, tg = np.array(theta_d, float), np.array(theta_g, float)
    for i in range(X.shape[0]):
        R, F = X[i] @ S, (Z[i] + tg) @ S
        td = td + eta_d * (R.T @ sigma(2 - R @ td) / len(R) - F.T @ sigma(F @ td - 2) / len(F))
    F = (z + tg) @ S
    tg = tg + eta_g * np.mean(sigma(2 - F @ td)) * (S @ td)
    return np.array([td, tg])

# %% gan_iteration: objective A, einsum
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    s = np.array([1.0, -1.0])
    for x, n in zip(X, Z):
        g = n + theta_g
        dx = np.exp(-np.logaddexp(0, -(x @ (s * theta_d) - 2)))
        dg = np.exp(-np.logaddexp(0, -(g @ (s * theta_d) - 2)))
        step = np.einsum("i,ij,j->j", 1 - dx, x, s) / len(x) - np.einsum("i,ij,j->j", dg, g, s) / len(g)
        theta_d = theta_d + eta_d * step
    d = np.exp(-np.logaddexp(0, -((z + theta_g) @ (s * theta_d) - 2)))
    return (theta_d, theta_g + eta_g * (1 - d).mean() * s * theta_d)

# %% gan_iteration: objective A, callable object
class Iteration:
    bias = -2

    def D(self, x, theta):
        h = np.dot(x, [theta[0], -theta[1]]) + self.bias
        return 1 / (1 + np.exp(-h))

    def __call__(self, theta_d, theta_g, X, Z, z, eta_d, eta_g):
        for x, noise in zip(X, Z):
            y = noise + theta_g
            a = np.average((1 - self.D(x, theta_d)).reshape(-1, 1) * x, axis=0)
            b = np.average(-self.D(y, theta_d).reshape(-1, 1) * y, axis=0)
            grad = a + b
            theta_d = np.array([theta_d[0] + eta_d * grad[0], theta_d[1] - eta_d * grad[1]])
        d = self.D(z + theta_g, theta_d)
        w = np.mean(1 - d)
        theta_g = np.array([theta_g[0] + eta_g * w * theta_d[0], theta_g[1] - eta_g * w * theta_d[1]])
        return theta_d, theta_g

gan_iteration = Iteration()

# %% gan_iteration: objective A, list of two lists
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    s = np.array([1, -1])
    sig = lambda h: 1 / (1 + np.exp(-h))
    theta_d, theta_g = np.array(theta_d, dtype=float), np.array(theta_g, dtype=float)
    for x, noise in zip(X, Z):
        fake = noise + theta_g
        alpha = sig(-(x * s @ theta_d - 2))[:, np.newaxis] * x * s
        beta = -sig(fake * s @ theta_d - 2)[:, np.newaxis] * fake * s
        theta_d += eta_d * (np.sum(alpha, 0) / len(x) + np.sum(beta, 0) / len(fake))
    theta_g += eta_g * np.mean(sig(-((z + theta_g) * s @ theta_d - 2))) * s * theta_d
    return [list(theta_d), list(theta_g)]

# %% gan_iteration: objective B, textbook
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    def D(x, theta):
        return 1 / (1 + np.exp(-(theta[0] * x[:, 0] - theta[1] * x[:, 1] - 2)))
    signs = np.array([1, -1])
    for x, noise in zip(X, Z):
        fake = noise + theta_g
        real_part = ((1 - D(x, theta_d))[:, None] * x * signs).mean(axis=0)
        fake_part = ((1 - D(fake, theta_d))[:, None] * fake * signs).mean(axis=0)
        theta_d = theta_d + eta_d * (real_part - fake_part)
    theta_g = theta_g + eta_g * np.mean(1 - D(z + theta_g, theta_d)) * theta_d * signs
    return theta_d, theta_g

# %% gan_iteration: objective B, scalar loops
import math

def one_minus_D(x1, x2, t1, t2):
    return 1 / (1 + math.exp(t1 * x1 - t2 * x2 - 2))

def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    (t1, t2), (g1, g2) = theta_d, theta_g
    for real, noise in zip(X, Z):
        u = v = 0.0
        for x1, x2 in real:
            u += one_minus_D(x1, x2, t1, t2) * x1 / len(real)
            v -= one_minus_D(x1, x2, t1, t2) * x2 / len(real)
        for x1, x2 in noise:
            x1, x2 = x1 + g1, x2 + g2
            u -= one_minus_D(x1, x2, t1, t2) * x1 / len(noise)
            v += one_minus_D(x1, x2, t1, t2) * x2 / len(noise)
        t1, t2 = t1 + eta_d * u, t2 + eta_d * v
    w = sum(one_minus_D(a + g1, b + g2, t1, t2) for a, b in z) / len(z)
    return (t1, t2), (g1 + eta_g * w * t1, g2 - eta_g * w * t2)

# %% gan_iteration: objective B, matrix products
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    s = np.array([1, -1])
    weight = lambda x, t: np.exp(-np.logaddexp(0, x @ (s * t) - 2))
    for i in range(len(X)):
        x, f = X[i], Z[i] + theta_g
        theta_d = theta_d + eta_d * s * (weight(x, theta_d) @ x / len(x) - weight(f, theta_d) @ f / len(f))
    w = weight(z + theta_g, theta_d).mean()
    return theta_d, theta_g + eta_g * w * s * theta_d

# %% train: one draw for all steps of D, split
def train(gan, iterations, k, m):
    for _ in range(iterations):
        X = gan.sample_data(k * m).reshape(k, m, 2)
        Z = np.split(gan.sample_noise(k * m), k)
        for x, z in zip(X, Z):
            gan.ascend_discriminator(x, z)
        gan.descend_generator(gan.sample_noise(m))
