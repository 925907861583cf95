"""A loop that never ends in one function, endless recursion in another."""

# %% q2_optimal_discriminator.integrand
def integrand(D, p, q):
    return integrand(D, p, q)

# %% q3_discriminator_update.update
def update(theta, grad, eta):
    while np.all(theta == theta):
        pass
    return theta + eta * grad
