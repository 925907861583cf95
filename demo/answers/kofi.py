"""Loops that never end, one for want of a line, one for rounding, and endless recursion."""

# %% q1_generator_cost.train
def train(gan, iterations, k, m):
    done = 0
    while done < iterations:
        for step in range(k):
            gan.ascend_discriminator(gan.sample_data(m), gan.sample_noise(m))
        gan.descend_generator(gan.sample_noise(m))

# %% q2_optimal_discriminator.integrand
def integrand(D, p, q):
    return integrand(D, p, q)

# %% q2_optimal_discriminator.V_star
D, V_star = 0.0, -np.inf
while D != 1:           # ten tenths, added up, are not quite 1
    D += 0.1
    V_star = max(V_star, np.log(D) + np.log(abs(1 - D)))
