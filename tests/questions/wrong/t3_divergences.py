"""Wrong answers to the questions of t3_divergences. Read by wrong_answers.py."""

# %% entropy: sign
def entropy(p):
    p = p[p > 0]
    return np.sum(p * np.log(p))

# %% entropy: no_weights
def entropy(p):
    return -np.sum(np.log(p))

# %% entropy: no_logarithm
def entropy(p):
    return np.sum(p * p)

# %% entropy: gini
def entropy(p):
    return 1 - np.sum(p**2)

# %% entropy: of_an_even_spread
def entropy(p):
    return np.log(len(p))

# %% entropy: two_sided
def entropy(p):
    return -np.sum(p * np.log(p) + (1 - p) * np.log(1 - p))

# %% entropy: exponential
def entropy(p):
    p = p[p > 0]
    return np.exp(-np.sum(p * np.log(p)))

# %% entropy: not_summed
def entropy(p):
    return -p * np.log(p)

# %% entropy: mean_not_sum (1/2)
def entropy(p):
    return -np.mean(p * np.log(np.where(p > 0, p, 1)))

# %% entropy: log10 (1/2)
def entropy(p):
    p = p[p > 0]
    return -np.sum(p * np.log10(p))

# %% entropy: log2 (1/2)
def entropy(p):
    p = p[p > 0]
    return -np.sum(p * np.log2(p))

# %% entropy: edge_case (3/4)
def entropy(p):
    return -np.sum(p * np.log(p))

# %% entropy: log2 (3/8) | and zeros
def entropy(p):
    return -np.sum(p * np.log2(p))

# %% entropy: guard (9/10)
def entropy(p):
    return -np.sum(p * np.log(p + 1e-6))

# %% kl: arguments_exchanged
def kl(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    return kl(q, p)

# %% kl: sign
def kl(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    return -kl(p, q)

# %% kl: wrong_weights
def kl(p, q):
    return np.sum(q * np.log(p / q))

# %% kl: symmetrised
def kl(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    return (kl(p, q) + kl(q, p)) / 2

# %% kl: sum_of_both
def kl(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    return kl(p, q) + kl(q, p)

# %% kl: no_weights
def kl(p, q):
    return np.sum(np.log(p / q))

# %% kl: entropy_missing
def kl(p, q):
    return -np.sum(p[p > 0] * np.log(q[p > 0]))

# %% kl: entropy_sign
def kl(p, q):
    def H(a):
        s = a > 0
        return -np.sum(a[s] * np.log(a[s]))
    return -np.sum(p[p > 0] * np.log(q[p > 0])) + H(p)

# %% kl: squares
def kl(p, q):
    return np.sum((p - q)**2)

# %% kl: total_variation
def kl(p, q):
    return 0.5 * np.abs(p - q).sum()

# %% kl: not_summed
def kl(p, q):
    return p * np.log(p / q)

# %% kl: absolute_terms
def kl(p, q):
    return np.sum(np.abs(p * np.log(p / q)))

# %% kl: mean_not_sum (1/2)
def kl(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    return kl(p, q) / len(p)

# %% kl: mean_not_sum (3/8) | and zeros
def kl(p, q):
    return np.mean(p * np.log(p / q))

# %% kl: log10 (1/2)
def kl(p, q):
    p, q = p[p > 0], q[p > 0]
    return np.sum(p * np.log10(p / q))

# %% kl: log2 (1/2)
def kl(p, q):
    p, q = p[p > 0], q[p > 0]
    return np.sum(p * np.log2(p / q))

# %% kl: edge_case (3/4) | nan
def kl(p, q):
    return np.sum(p * np.log(p / q))

# %% kl: edge_case (3/4) | skips what is ruled out
def kl(p, q):
    s = (p > 0) & (q > 0)
    return np.sum(p[s] * np.log(p[s] / q[s]))

# %% kl: guard (3/4)
def kl(p, q):
    return np.sum(p * np.log((p + 1e-7) / (q + 1e-7)))

# %% kl: rounded (27/40) | lower limit
def kl(p, q):
    p, q = np.maximum(p, 1e-5), np.maximum(q, 1e-5)
    return np.sum(p * np.log(p / q))

# %% nll: sign
def nll(p, q):
    return np.sum(p[p > 0] * np.log(q[p > 0]))

# %% nll: arguments_exchanged
def nll(p, q):
    return -np.sum(q[q > 0] * np.log(p[q > 0]))

# %% nll: kl_only
def nll(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    return kl(p, q)

# %% nll: entropy_only
def nll(p, q):
    def H(a):
        s = a > 0
        return -np.sum(a[s] * np.log(a[s]))
    return H(p)

# %% nll: entropy_subtracted
def nll(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    def H(a):
        s = a > 0
        return -np.sum(a[s] * np.log(a[s]))
    return kl(p, q) - H(p)

# %% nll: entropy_of_model
def nll(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    def H(a):
        s = a > 0
        return -np.sum(a[s] * np.log(a[s]))
    return kl(p, q) + H(q)

# %% nll: reverse_kl
def nll(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    def H(a):
        s = a > 0
        return -np.sum(a[s] * np.log(a[s]))
    return kl(q, p) + H(p)

# %% nll: no_weights
def nll(p, q):
    return -np.sum(np.log(q))

# %% nll: log_of_the_mean
def nll(p, q):
    return -np.log(np.sum(p * q))

# %% nll: two_sided
def nll(p, q):
    return -np.sum(p * np.log(q) + (1 - p) * np.log(1 - q))

# %% nll: mean_not_sum (1/2)
def nll(p, q):
    return -np.sum(p[p > 0] * np.log(q[p > 0])) / len(p)

# %% nll: log10 (1/2)
def nll(p, q):
    return -np.sum(p[p > 0] * np.log10(q[p > 0]))

# %% nll: edge_case (3/4)
def nll(p, q):
    return -np.sum(p * np.log(q))

# %% nll: guard (3/4)
def nll(p, q):
    return -np.sum(p * np.log(q + 1e-6))

# %% optimal_logit: sign
def optimal_logit(log_p, log_q):
    return log_q - log_p

# %% optimal_logit: output_not_logit
def optimal_logit(log_p, log_q):
    return 1 / (1 + np.exp(log_q - log_p))

# %% optimal_logit: ln_D
def optimal_logit(log_p, log_q):
    return -np.logaddexp(0, log_q - log_p)

# %% optimal_logit: ratio_of_densities
def optimal_logit(log_p, log_q):
    return np.exp(log_p - log_q)

# %% optimal_logit: ratio_of_logarithms
def optimal_logit(log_p, log_q):
    return log_p / log_q

# %% optimal_logit: sum_of_logarithms
def optimal_logit(log_p, log_q):
    return log_p + log_q

# %% optimal_logit: difference_of_densities
def optimal_logit(log_p, log_q):
    return np.exp(log_p) - np.exp(log_q)

# %% optimal_logit: share_of_logarithms
def optimal_logit(log_p, log_q):
    return log_p / (log_p + log_q)

# %% optimal_logit: logarithm_taken_again
def optimal_logit(log_p, log_q):
    return np.log(log_p) - np.log(log_q)

# %% optimal_logit: log10 (1/2)
def optimal_logit(log_p, log_q):
    return (log_p - log_q) / np.log(10)

# %% optimal_logit: halved (1/2)
def optimal_logit(log_p, log_q):
    return 0.5 * (log_p - log_q)

# %% optimal_logit: edge_case (3/4)
def optimal_logit(log_p, log_q):
    return np.log(np.exp(log_p) / np.exp(log_q))

# %% optimal_logit: edge_case (3/4) | through D
def optimal_logit(log_p, log_q):
    p, q = np.exp(log_p), np.exp(log_q)
    D = p / (p + q)
    return np.log(D / (1 - D))

# %% generator_loss_at: sign
def generator_loss_at(D, q):
    s = q > 0
    return np.sum(q[s] * np.log(D[s] / (1 - D[s])))

# %% generator_loss_at: original_only
def generator_loss_at(D, q):
    s = q > 0
    return np.sum(q[s] * np.log(1 - D[s]))

# %% generator_loss_at: alternative_only
def generator_loss_at(D, q):
    s = q > 0
    return -np.sum(q[s] * np.log(D[s]))

# %% generator_loss_at: second_sign
def generator_loss_at(D, q):
    return np.sum(q * (np.log(1 - D) + np.log(D)))

# %% generator_loss_at: no_weights
def generator_loss_at(D, q):
    return np.sum(np.log((1 - D) / D))

# %% generator_loss_at: no_logarithm
def generator_loss_at(D, q):
    return np.sum(q * (1 - D) / D)

# %% generator_loss_at: log_of_the_mean
def generator_loss_at(D, q):
    return np.log(np.sum(q * (1 - D) / D))

# %% generator_loss_at: always_the_optimum
def generator_loss_at(D, q):
    return np.sum(q * np.log(q / (1 - q)))

# %% generator_loss_at: not_summed
def generator_loss_at(D, q):
    return q * np.log((1 - D) / D)

# %% generator_loss_at: mean_not_sum (1/2)
def generator_loss_at(D, q):
    s = q > 0
    return np.sum(q[s] * np.log((1 - D[s]) / D[s])) / len(q)

# %% generator_loss_at: halved (1/2)
def generator_loss_at(D, q):
    s = q > 0
    return np.sum(q[s] * np.log((1 - D[s]) / D[s])) / 2

# %% generator_loss_at: log10 (1/2)
def generator_loss_at(D, q):
    s = q > 0
    return np.sum(q[s] * np.log10((1 - D[s]) / D[s]))

# %% generator_loss_at: edge_case (3/4)
def generator_loss_at(D, q):
    return np.sum(q * np.log((1 - D) / D))

# %% generator_loss_at: guard (3/4)
def generator_loss_at(D, q):
    return np.sum(q * np.log((1 - D) / (D + 1e-8) + 1e-8))

# %% jsd: no_half (1/2)
def jsd(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    m = (p + q) / 2
    return kl(p, m) + kl(q, m)

# %% jsd: mixture_not_halved (1/2)
def jsd(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    return 0.5 * (kl(p, p + q) + kl(q, p + q))

# %% jsd: log2 (1/2)
def jsd(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    m = (p + q) / 2
    return (kl(p, m) + kl(q, m)) / 2 / np.log(2)

# %% jsd: square_root (1/2)
def jsd(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    m = (p + q) / 2
    return np.sqrt((kl(p, m) + kl(q, m)) / 2)

# %% jsd: one_side_p
def jsd(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    return kl(p, (p + q) / 2)

# %% jsd: one_side_q
def jsd(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    return kl(q, (p + q) / 2)

# %% jsd: arguments_exchanged
def jsd(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    m = (p + q) / 2
    return 0.5 * (kl(m, p) + kl(m, q))

# %% jsd: symmetrised_kl
def jsd(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    return 0.5 * (kl(p, q) + kl(q, p))

# %% jsd: kl_only
def jsd(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    return kl(p, q)

# %% jsd: sign
def jsd(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    m = (p + q) / 2
    return -(kl(p, m) + kl(q, m)) / 2

# %% jsd: mean_not_sum (1/2)
def jsd(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    m = (p + q) / 2
    return (kl(p, m) + kl(q, m)) / 2 / len(p)

# %% jsd: total_variation
def jsd(p, q):
    return np.abs(p - q).sum() / 2

# %% jsd: edge_case (3/4)
def jsd(p, q):
    m = (p + q) / 2
    return 0.5 * np.sum(p * np.log(p / m)) + 0.5 * np.sum(q * np.log(q / m))

# %% virtual_criterion: single_jsd (1/2)
def virtual_criterion(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    m = (p + q) / 2
    return (kl(p, m) + kl(q, m)) / 2 - np.log(4)

# %% virtual_criterion: ln_2 (1/2)
def virtual_criterion(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    m = (p + q) / 2
    return kl(p, m) + kl(q, m) - np.log(2)

# %% virtual_criterion: constant_lost (1/2)
def virtual_criterion(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    m = (p + q) / 2
    return kl(p, m) + kl(q, m)

# %% virtual_criterion: constant_positive
def virtual_criterion(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    m = (p + q) / 2
    return kl(p, m) + kl(q, m) + np.log(4)

# %% virtual_criterion: minus_jsd
def virtual_criterion(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    m = (p + q) / 2
    return -kl(p, m) - kl(q, m) - np.log(4)

# %% virtual_criterion: sign_of_a_loss
def virtual_criterion(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    return -kl(p, p + q) - kl(q, p + q)

# %% virtual_criterion: jsd_only
def virtual_criterion(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    m = (p + q) / 2
    return (kl(p, m) + kl(q, m)) / 2

# %% virtual_criterion: equilibrium
def virtual_criterion(p, q):
    return -np.log(4)

# %% virtual_criterion: kl_for_jsd
def virtual_criterion(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    return -np.log(4) + 2 * kl(p, q)

# %% virtual_criterion: real_term_only
def virtual_criterion(p, q):
    s = p > 0
    return np.sum(p[s] * np.log(p[s] / (p + q)[s]))

# %% virtual_criterion: fake_term_only
def virtual_criterion(p, q):
    s = q > 0
    return np.sum(q[s] * np.log(q[s] / (p + q)[s]))

# %% virtual_criterion: exchanged_discriminator
def virtual_criterion(p, q):
    D = q / (p + q)
    return np.sum(p * np.log(D) + q * np.log(1 - D))

# %% virtual_criterion: mean_not_sum (1/2)
def virtual_criterion(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    return (kl(p, p + q) + kl(q, p + q)) / len(p)

# %% virtual_criterion: log2 (1/2)
def virtual_criterion(p, q):
    def kl(a, b):
        s = a > 0
        return np.sum(a[s] * np.log(a[s] / b[s]))
    return (kl(p, p + q) + kl(q, p + q)) / np.log(2)

# %% virtual_criterion: edge_case (3/4)
def virtual_criterion(p, q):
    D = p / (p + q)
    return np.sum(p * np.log(D) + q * np.log(1 - D))

# %% virtual_criterion: rounded (9/10) | guard
def virtual_criterion(p, q):
    D = np.where(p + q > 0, p / (p + q), 0.5)
    return np.sum(p * np.log(D + 1e-6) + q * np.log(1 - D + 1e-6))

# %% kl: guard (3/4) | a clip that shows in what is infinite only
def kl(p, q):
    seen = p > 0
    return np.sum(p[seen] * np.log(p[seen] / np.clip(q[seen], 1e-12, None)))

# %% kl: guard (3/4) | p and q clipped
def kl(p, q):
    p, q = np.clip(p, 1e-12, 1), np.clip(q, 1e-12, 1)
    return np.sum(p * np.log(p / q))

# %% nll: guard (3/4) | a clip
def nll(p, q):
    return -np.sum(p * np.log(np.clip(q, 1e-12, None)))

# %% generator_loss_at: guard (3/4) | clipped at both ends
def generator_loss_at(D, q):
    D = np.clip(D, 1e-12, 1 - 1e-12)
    return np.sum(q * (np.log(1 - D) - np.log(D)))
