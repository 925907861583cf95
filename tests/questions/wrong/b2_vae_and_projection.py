"""Wrong answers to the questions of b2_vae_and_projection. Read by wrong_answers.py."""

# %% vae_kl: log_sigma (1/2) | as some notes print it
def vae_kl(mu, log_var):
    sigma = np.exp(log_var / 2)
    return 0.5 * np.sum(sigma**2 + mu**2 - 1 - np.log(sigma), axis=1)

# %% vae_kl: log_var_doubled (1/2)
def vae_kl(mu, log_var):
    return 0.5 * np.sum(np.exp(log_var) + mu**2 - 1 - 2 * log_var, axis=1)

# %% vae_kl: sigma_not_squared (1/2)
def vae_kl(mu, log_var):
    return 0.5 * np.sum(np.exp(log_var / 2) + mu**2 - 1 - log_var, axis=1)

# %% vae_kl: variance_squared (1/2)
def vae_kl(mu, log_var):
    return 0.5 * np.sum(np.exp(log_var) ** 2 + mu**2 - 1 - log_var, axis=1)

# %% vae_kl: taken_for_sigma
def vae_kl(mu, log_var):
    return 0.5 * np.sum(log_var**2 + mu**2 - 1 - np.log(log_var**2), axis=1)

# %% vae_kl: taken_for_variance
def vae_kl(mu, log_var):
    return 0.5 * np.sum(log_var + mu**2 - 1 - np.log(log_var), axis=1)

# %% vae_kl: taken_for_log_sigma (1/2)
def vae_kl(mu, log_var):
    sigma = np.exp(log_var)
    return 0.5 * np.sum(sigma**2 + mu**2 - 1 - np.log(sigma**2), axis=1)

# %% vae_kl: no_half (1/2)
def vae_kl(mu, log_var):
    return np.sum(np.exp(log_var) + mu**2 - 1 - log_var, axis=1)

# %% vae_kl: sign
def vae_kl(mu, log_var):
    return 0.5 * np.sum(1 + log_var - mu**2 - np.exp(log_var), axis=1)

# %% vae_kl: sign_of_the_logarithm
def vae_kl(mu, log_var):
    return 0.5 * np.sum(np.exp(log_var) + mu**2 - 1 + log_var, axis=1)

# %% vae_kl: no_minus_one (1/2)
def vae_kl(mu, log_var):
    return 0.5 * np.sum(np.exp(log_var) + mu**2 - log_var, axis=1)

# %% vae_kl: mu_not_squared
def vae_kl(mu, log_var):
    return 0.5 * np.sum(np.exp(log_var) + mu - 1 - log_var, axis=1)

# %% vae_kl: reverse_kl
def vae_kl(mu, log_var):
    variance = np.exp(log_var)
    return 0.5 * np.sum(1 / variance + mu**2 / variance - 1 + log_var, axis=1)

# %% vae_kl: mean_over_coordinates (1/2)
def vae_kl(mu, log_var):
    return 0.5 * np.mean(np.exp(log_var) + mu**2 - 1 - log_var, axis=1)

# %% vae_kl: one_number_for_all (1/2)
def vae_kl(mu, log_var):
    return 0.5 * np.sum(np.exp(log_var) + mu**2 - 1 - log_var)

# %% vae_kl: mean_over_samples (1/2) | as in many programs
def vae_kl(mu, log_var):
    return np.mean(-0.5 * np.sum(1 + log_var - mu**2 - np.exp(log_var), axis=1))

# %% vae_kl: columns_as_samples
def vae_kl(mu, log_var):
    return 0.5 * np.sum(np.exp(log_var) + mu**2 - 1 - log_var, axis=0)

# %% vae_kl: not_summed
def vae_kl(mu, log_var):
    return 0.5 * (np.exp(log_var) + mu**2 - 1 - log_var)

# %% projection_parameters: A_opposite (2/5)
def projection_parameters(mu, mu_hat):
    return mu_hat - mu, -0.5 * (np.sum(mu**2, axis=1) - np.sum(mu_hat**2, axis=1))

# %% projection_parameters: A_transposed (7/10)
def projection_parameters(mu, mu_hat):
    return (mu - mu_hat).T, -0.5 * (np.sum(mu**2, axis=1) - np.sum(mu_hat**2, axis=1))

# %% projection_parameters: A_halved (7/10)
def projection_parameters(mu, mu_hat):
    return (mu - mu_hat) / 2, -0.5 * (np.sum(mu**2, axis=1) - np.sum(mu_hat**2, axis=1))

# %% projection_parameters: b_opposite (3/5)
def projection_parameters(mu, mu_hat):
    return mu - mu_hat, 0.5 * (np.sum(mu**2, axis=1) - np.sum(mu_hat**2, axis=1))

# %% projection_parameters: b_not_halved (4/5)
def projection_parameters(mu, mu_hat):
    return mu - mu_hat, np.sum(mu_hat**2, axis=1) - np.sum(mu**2, axis=1)

# %% projection_parameters: b_norm_of_difference (3/5)
def projection_parameters(mu, mu_hat):
    return mu - mu_hat, -0.5 * np.sum((mu - mu_hat) ** 2, axis=1)

# %% projection_parameters: b_norms_not_squared (4/5)
def projection_parameters(mu, mu_hat):
    return mu - mu_hat, -0.5 * (np.linalg.norm(mu, axis=1) - np.linalg.norm(mu_hat, axis=1))

# %% projection_parameters: b_one_number (4/5)
def projection_parameters(mu, mu_hat):
    return mu - mu_hat, -0.5 * (np.sum(mu**2) - np.sum(mu_hat**2))

# %% projection_parameters: A_opposite and b_opposite | real and fake exchanged
def projection_parameters(mu, mu_hat):
    return mu_hat - mu, 0.5 * (np.sum(mu**2, axis=1) - np.sum(mu_hat**2, axis=1))

# %% projection_parameters: not_a_pair
def projection_parameters(mu, mu_hat):
    return np.column_stack([mu - mu_hat, -0.5 * (np.sum(mu**2, axis=1) - np.sum(mu_hat**2, axis=1))])

# %% projection_logit: b_left_out (1/2)
def projection_logit(phi, y, A, b):
    return np.sum(y * (phi @ A.T), axis=1)

# %% projection_logit: all_of_b (1/2)
def projection_logit(phi, y, A, b):
    return np.sum(y * (phi @ A.T), axis=1) + np.sum(b)

# %% projection_logit: only_b
def projection_logit(phi, y, A, b):
    return y @ b

# %% projection_logit: label_left_out
def projection_logit(phi, y, A, b):
    return np.sum(phi @ A.T + b, axis=1)

# %% projection_logit: best_class
def projection_logit(phi, y, A, b):
    return np.max(phi @ A.T + b, axis=1)

# %% projection_logit: all_classes
def projection_logit(phi, y, A, b):
    return phi @ A.T + b

# %% projection_logit: all_pairs
def projection_logit(phi, y, A, b):
    return y @ (A @ phi.T + b[:, None])

# %% projection_logit: sigmoid
def projection_logit(phi, y, A, b):
    return 1 / (1 + np.exp(-np.sum(y * (phi @ A.T + b), axis=1)))

# %% projection_logit: sign_of_b (1/2)
def projection_logit(phi, y, A, b):
    return np.sum(y * (phi @ A.T - b), axis=1)

# %% projection_logit: sign
def projection_logit(phi, y, A, b):
    return -np.sum(y * (phi @ A.T + b), axis=1)

# %% projection_logit: mean_over_classes (1/2)
def projection_logit(phi, y, A, b):
    return np.mean(y * (phi @ A.T + b), axis=1)

# %% projection_logit: averaged (1/2)
def projection_logit(phi, y, A, b):
    return np.mean(np.sum(y * (phi @ A.T + b), axis=1))

# %% projection_logit: not_summed
def projection_logit(phi, y, A, b):
    return y * (phi @ A.T + b)

# %% vae_kl: logarithm_left_out
def vae_kl(mu, log_var):
    return 0.5 * np.sum(np.exp(log_var) + mu**2 - 1, axis=1)

# %% vae_kl: half_of_the_first_only (1/2)
def vae_kl(mu, log_var):
    return np.sum(0.5 * np.exp(log_var) + mu**2 - 1 - log_var, axis=1)

# %% vae_kl: mu_over_variance
def vae_kl(mu, log_var):
    return 0.5 * np.sum(np.exp(log_var) + mu**2 / np.exp(log_var) - 1 - log_var, axis=1)

# %% vae_kl: minus_mu
def vae_kl(mu, log_var):
    return 0.5 * np.sum(np.exp(log_var) - mu**2 - 1 - log_var, axis=1)

# %% vae_kl: log10 (1/2)
def vae_kl(mu, log_var):
    return 0.5 * np.sum(np.exp(log_var) + mu**2 - 1 - np.log10(np.exp(log_var)), axis=1)

# %% vae_kl: mean_of_all | np.mean where np.sum with an axis belongs
def vae_kl(mu, log_var):
    return -0.5 * np.mean(1 + log_var - mu**2 - np.exp(log_var))
