# ruff: noqa: written as students write
"""Right answers to the questions of b2_vae_and_projection, each in a style of its own. Read by right_answers.py."""

# %% vae_kl: textbook
def vae_kl(mu, log_var):
    return 0.5 * np.sum(np.exp(log_var) + mu**2 - 1 - log_var, axis=1)

# %% vae_kl: as in many programs
def vae_kl(mu, log_var):
    return -0.5 * np.sum(1 + log_var - np.square(mu) - np.exp(log_var), axis=-1)

# %% vae_kl: through sigma
def vae_kl(mu, log_var):
    sigma = np.exp(log_var / 2)
    return (0.5 * (sigma**2 + mu**2 - 1) - np.log(sigma)).sum(axis=1)

# %% vae_kl: loops
import math

def vae_kl(mu, log_var):
    result = []
    for row_mu, row_lv in zip(mu, log_var):
        total = 0.0
        for m, lv in zip(row_mu, row_lv):
            total += (math.exp(lv) + m * m - 1 - lv) / 2
        result.append(total)
    return result

# %% vae_kl: expm1
def vae_kl(mu, log_var):
    return (np.expm1(log_var) - log_var + mu * mu).sum(1) / 2

# %% vae_kl: four sums
def vae_kl(mu, log_var):
    K = mu.shape[1]
    trace = np.exp(log_var).sum(axis=1)
    length = np.einsum("mk,mk->m", mu, mu)
    return (trace + length - K - log_var.sum(axis=1)) / 2

# %% projection_parameters: textbook
def projection_parameters(mu, mu_hat):
    A = mu - mu_hat
    b = -0.5 * (np.sum(mu**2, axis=1) - np.sum(mu_hat**2, axis=1))
    return A, b

# %% projection_parameters: norms
def projection_parameters(mu, mu_hat):
    b = (np.linalg.norm(mu_hat, axis=1) ** 2 - np.linalg.norm(mu, axis=1) ** 2) / 2
    return np.subtract(mu, mu_hat), b

# %% projection_parameters: difference of squares
def projection_parameters(mu, mu_hat):
    A = mu - mu_hat
    return [A, -0.5 * np.einsum("kd,kd->k", A, mu + mu_hat)]

# %% projection_parameters: rows
def projection_parameters(mu, mu_hat):
    A, b = [], []
    for real, fake in zip(mu, mu_hat):
        A.append([r - f for r, f in zip(real, fake)])
        b.append(-0.5 * (sum(r * r for r in real) - sum(f * f for f in fake)))
    return A, b

# %% projection_parameters: a column for b
def projection_parameters(mu, mu_hat):
    b = -0.5 * (np.sum(mu**2, axis=1, keepdims=True) - np.sum(mu_hat**2, axis=1, keepdims=True))
    return mu - mu_hat, b

# %% projection_parameters: diagonals
def projection_parameters(mu, mu_hat):
    return (mu - mu_hat, 0.5 * np.diag(mu_hat @ mu_hat.T) - 0.5 * np.diag(mu @ mu.T))

# %% projection_logit: textbook
def projection_logit(phi, y, A, b):
    return np.sum(y * (phi @ A.T + b), axis=1)

# %% projection_logit: rows that the label picks
def projection_logit(phi, y, A, b):
    k = np.argmax(y, axis=1)
    return np.sum(A[k] * phi, axis=1) + b[k]

# %% projection_logit: einsum
def projection_logit(phi, y, A, b):
    return np.einsum("mk,kd,md->m", y, A, phi) + y @ b

# %% projection_logit: products
def projection_logit(phi, y, A, b):
    return ((y @ A) * phi).sum(axis=1) + np.dot(y, b)

# %% projection_logit: loop
def projection_logit(phi, y, A, b):
    h = np.empty(len(phi))
    for i in range(len(phi)):
        h[i] = y[i] @ (A @ phi[i] + b)
    return h

# %% projection_logit: diagonal
def projection_logit(phi, y, A, b):
    return np.diag(y @ (A @ phi.T + np.reshape(b, (-1, 1))))
