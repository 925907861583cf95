"""Two functions wrong, and the figures typed at the end follow rightly from them; objective B in the iteration."""

# %% q1_generator_cost.gan_iteration
def gan_iteration(theta_d, theta_g, X, Z, z, eta_d, eta_g):
    sign = np.array([1.0, -1.0])

    def D(x):
        return 1 / (1 + np.exp(-(x @ (theta_d * sign) - 2)))

    for x, noise in zip(X, Z):
        fake = noise + theta_g
        real_part = np.mean((1 - D(x))[:, None] * x * sign, axis=0)
        fake_part = np.mean(-(1 - D(fake))[:, None] * fake * sign, axis=0)      # ascends -ln D on the fakes
        theta_d = theta_d + eta_d * (real_part + fake_part)
    slope = np.mean(-(1 - D(z + theta_g))[:, None] * theta_d * sign, axis=0)
    return theta_d, theta_g - eta_g * slope

# %% q3_discriminator_update.value
def value(X_real, X_fake, theta, bias=-2.0):
    return real_term(X_real, theta, bias) - fake_term(X_fake, theta, bias)

# %% q3_discriminator_update.gradient
def gradient(X_real, X_fake, theta, bias=-2.0):
    return alpha(X_real, theta, bias).mean(axis=0) - beta(X_fake, theta, bias).mean(axis=0)
