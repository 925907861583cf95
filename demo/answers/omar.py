"""Algorithm 1 with one minibatch for all of an iteration, and a generator that learns from the stale discriminator."""

# %% q1_generator_cost.train
def train(gan, iterations, k, m):
    for _ in range(iterations):
        z, x = gan.sample_noise(m), gan.sample_data(m)
        for _ in range(k):
            gan.ascend_discriminator(x, z)
        gan.descend_generator(z)

# %% q1_generator_cost.gan_iteration
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sign = np.array([1.0, -1.0])

    def D(x, theta):
        return 1 / (1 + np.exp(-(x @ (theta * sign) - 2)))

    old = theta_d
    for x, noise in zip(X, Z):
        fake = noise + theta_g
        theta_d = theta_d + eta_d * (np.mean((1 - D(x, theta_d))[:, None] * x * sign, axis=0)
                                     - np.mean(D(fake, theta_d)[:, None] * fake * sign, axis=0))
    return theta_d, theta_g + eta_g * np.mean((1 - D(z + theta_g, old))[:, None] * old * sign, axis=0)
