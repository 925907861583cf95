"""Wrong answers to `train` and `gan_iteration` of q1_generator_cost. Of train's four rules each names the lost ones."""

# %% train: k_loop (3/4) | k ignored
def train(gan, iterations, k, m):
    for _ in range(iterations):
        gan.ascend_discriminator(gan.sample_data(m), gan.sample_noise(m))
        gan.descend_generator(gan.sample_noise(m))

# %% train: k_loop (3/4) | one minibatch of data for all
def train(gan, iterations, k, m):
    x = gan.sample_data(m)
    for _ in range(iterations):
        for _ in range(k):
            gan.ascend_discriminator(x, gan.sample_noise(m))
        gan.descend_generator(gan.sample_noise(m))

# %% train: discriminator_noise (3/4) | drawn once an iteration
def train(gan, iterations, k, m):
    for _ in range(iterations):
        z = gan.sample_noise(m)
        for _ in range(k):
            gan.ascend_discriminator(gan.sample_data(m), z)
        gan.descend_generator(gan.sample_noise(m))

# %% train: generator_noise (3/4) | the discriminator's last
def train(gan, iterations, k, m):
    for _ in range(iterations):
        for _ in range(k):
            z = gan.sample_noise(m)
            gan.ascend_discriminator(gan.sample_data(m), z)
        gan.descend_generator(z)

# %% train: discriminator_noise and generator_noise (1/2)
def train(gan, iterations, k, m):
    z = gan.sample_noise(m)
    for _ in range(iterations):
        for _ in range(k):
            gan.ascend_discriminator(gan.sample_data(m), z)
        gan.descend_generator(z)

# %% train: order (3/4) | generator inside the k-loop
def train(gan, iterations, k, m):
    for _ in range(iterations):
        for _ in range(k):
            gan.ascend_discriminator(gan.sample_data(m), gan.sample_noise(m))
            gan.descend_generator(gan.sample_noise(m))

# %% train: order (3/4) | generator first
def train(gan, iterations, k, m):
    for _ in range(iterations):
        gan.descend_generator(gan.sample_noise(m))
        for _ in range(k):
            gan.ascend_discriminator(gan.sample_data(m), gan.sample_noise(m))

# %% train: order (3/4) | arguments exchanged
def train(gan, iterations, k, m):
    for _ in range(iterations):
        for _ in range(k):
            gan.ascend_discriminator(gan.sample_noise(m), gan.sample_data(m))
        gan.descend_generator(gan.sample_noise(m))

# %% train: k_loop (3/4) | one iteration only
def train(gan, iterations, k, m):
    for _ in range(k):
        gan.ascend_discriminator(gan.sample_data(m), gan.sample_noise(m))
    gan.descend_generator(gan.sample_noise(m))

# %% train: no_steps
def train(gan, iterations, k, m):
    for _ in range(iterations):
        gan.sample_noise(m)

# %% train: error
def train(gan, iterations, k, m):
    for _ in range(iterations):
        gan.step(m)

# %% gan_iteration: stale_theta_d
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    old = theta_d
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
        theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    w = sigma(-((z + theta_g) @ (s * old) - 2)).mean()
    return theta_d, theta_g + eta_g * w * s * old

# %% gan_iteration: stale_theta_d | objective B
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    new_g = theta_g + eta_g * w * s * theta_d
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = sigma(-(f @ (s * theta_d) - 2))[:, None] * f * s
        theta_d = theta_d + eta_d * (a.mean(0) - b.mean(0))
    return theta_d, new_g

# %% gan_iteration: discriminator_descends
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
        theta_d = theta_d - eta_d * (a.mean(0) + b.mean(0))
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    return theta_d, theta_g + eta_g * w * s * theta_d

# %% gan_iteration: generator_ascends
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = sigma(-(f @ (s * theta_d) - 2))[:, None] * f * s
        theta_d = theta_d + eta_d * (a.mean(0) - b.mean(0))
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    return theta_d, theta_g - eta_g * w * s * theta_d

# %% gan_iteration: sums_not_means (1/2)
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
        theta_d = theta_d + eta_d * (a.sum(0) + b.sum(0))
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).sum()
    return theta_d, theta_g + eta_g * w * s * theta_d

# %% gan_iteration: discriminator_sums (1/2)
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
        theta_d = theta_d + eta_d * (a.sum(0) + b.sum(0))
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    return theta_d, theta_g + eta_g * w * s * theta_d

# %% gan_iteration: first_step_only
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    x, f = X[0], Z[0] + theta_g
    a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
    b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
    theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    return theta_d, theta_g + eta_g * w * s * theta_d

# %% gan_iteration: noise_for_fakes
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    for x, f in zip(X, Z):
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
        theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    return theta_d, theta_g + eta_g * w * s * theta_d

# %% gan_iteration: original_cost
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
        theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    slope = -sigma((z + theta_g) @ (s * theta_d) - 2).mean()
    return theta_d, theta_g - eta_g * slope * s * theta_d

# %% gan_iteration: generator_sign_lost
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
        theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    return theta_d, theta_g + eta_g * w * theta_d

# %% gan_iteration: generator_first
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    theta_g = theta_g + eta_g * w * s * theta_d
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
        theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    return theta_d, theta_g

# %% gan_iteration: step_sizes_swapped (1/2)
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
        theta_d = theta_d + eta_g * (a.mean(0) + b.mean(0))
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    return theta_d, theta_g + eta_d * w * s * theta_d

# %% gan_iteration: no_bias (1/2)
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d)))[:, None] * x * s
        b = -sigma(f @ (s * theta_d))[:, None] * f * s
        theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    w = sigma(-((z + theta_g) @ (s * theta_d))).mean()
    return theta_d, theta_g + eta_g * w * s * theta_d

# %% gan_iteration: plus_theta_d2
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ theta_d - 2))[:, None] * x
        b = -sigma(f @ theta_d - 2)[:, None] * f
        theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    w = sigma(-((z + theta_g) @ theta_d - 2)).mean()
    return theta_d, theta_g + eta_g * w * theta_d

# %% gan_iteration: parameters_swapped
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
        theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    return theta_g + eta_g * w * s * theta_d, theta_d

# %% gan_iteration: eta_d_for_both (1/2)
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
        theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    return theta_d, theta_g + eta_d * w * s * theta_d

# %% gan_iteration: eta_g_for_both (1/2)
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
        theta_d = theta_d + eta_g * (a.mean(0) + b.mean(0))
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    return theta_d, theta_g + eta_g * w * s * theta_d

# %% gan_iteration: last_step_only
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    x, noise = X[-1], Z[-1]
    f = noise + theta_g
    a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
    b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
    theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    return theta_d, theta_g + eta_g * w * s * theta_d

# %% gan_iteration: all_at_the_first_theta_d
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    old = theta_d
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * old) - 2))[:, None] * x * s
        b = -sigma(f @ (s * old) - 2)[:, None] * f * s
        theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    return theta_d, theta_g + eta_g * w * s * theta_d

# %% gan_iteration: batches_pooled
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    x, noise = np.concatenate(X), np.concatenate(Z)
    f = noise + theta_g
    a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
    b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
    theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    return theta_d, theta_g + eta_g * w * s * theta_d

# %% gan_iteration: only_theta_g_wrong | k steps of the generator as well
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
        theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    for _ in X:
        w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
        theta_g = theta_g + eta_g * w * s * theta_d
    return theta_d, theta_g

# %% gan_iteration: only_theta_g_wrong | objective B, and the weight of a single fake
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = -sigma(-(f @ (s * theta_d) - 2))[:, None] * f * s
        theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    w = sigma(-(np.mean(z + theta_g, axis=0) @ (s * theta_d) - 2)) + 0.01
    return theta_d, theta_g + eta_g * w * s * theta_d

# %% gan_iteration: only_theta_d_wrong | the one from before is returned
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sigma = lambda h: 1 / (1 + np.exp(-h))
    s = np.array([1, -1])
    first = theta_d
    for x, noise in zip(X, Z):
        f = noise + theta_g
        a = sigma(-(x @ (s * theta_d) - 2))[:, None] * x * s
        b = -sigma(f @ (s * theta_d) - 2)[:, None] * f * s
        theta_d = theta_d + eta_d * (a.mean(0) + b.mean(0))
    w = sigma(-((z + theta_g) @ (s * theta_d) - 2)).mean()
    return first, theta_g + eta_g * w * s * theta_d

# %% train: k_loop (3/4) | one iteration too few
def train(gan, iterations, k, m):
    for _ in range(1, iterations):
        for _ in range(k):
            gan.ascend_discriminator(gan.sample_data(m), gan.sample_noise(m))
        gan.descend_generator(gan.sample_noise(m))

# %% train: generator_noise (3/4) | two draws that overlap
def train(gan, iterations, k, m):
    for _ in range(iterations):
        for _ in range(k):
            z = gan.sample_noise(m + 1)
            gan.ascend_discriminator(gan.sample_data(m), z[1:])
        gan.descend_generator(z[:-1])
