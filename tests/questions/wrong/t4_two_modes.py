"""Wrong answers to the questions of t4_two_modes. Read by wrong_answers.py."""

# %% pushforward_pdf: no_absolute_value (1/2)
def pushforward_pdf(x, a, b):
    z = (x - b) / a
    return np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) / a

# %% pushforward_pdf: no_factor
def pushforward_pdf(x, a, b):
    z = (x - b) / a
    return np.exp(-z**2 / 2) / np.sqrt(2 * np.pi)

# %% pushforward_pdf: factor_upside_down
def pushforward_pdf(x, a, b):
    z = (x - b) / a
    return np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) * abs(a)

# %% pushforward_pdf: factor_upside_down_with_sign
def pushforward_pdf(x, a, b):
    z = (x - b) / a
    return np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) * a

# %% pushforward_pdf: forwards
def pushforward_pdf(x, a, b):
    z = a * x + b
    return np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) / abs(a)

# %% pushforward_pdf: forwards_both
def pushforward_pdf(x, a, b):
    z = a * x + b
    return np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) * abs(a)

# %% pushforward_pdf: precedence (1/2)
def pushforward_pdf(x, a, b):
    z = x - b / a
    return np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) / abs(a)

# %% pushforward_pdf: plus_b
def pushforward_pdf(x, a, b):
    z = (x + b) / a
    return np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) / abs(a)

# %% pushforward_pdf: no_normalisation (1/2)
def pushforward_pdf(x, a, b):
    z = (x - b) / a
    return np.exp(-z**2 / 2) / abs(a)

# %% pushforward_pdf: one_over_2_pi (1/2)
def pushforward_pdf(x, a, b):
    z = (x - b) / a
    return np.exp(-z**2 / 2) / (2 * np.pi) / abs(a)

# %% pushforward_pdf: no_half (1/2)
def pushforward_pdf(x, a, b):
    z = (x - b) / a
    return np.exp(-z**2) / np.sqrt(2 * np.pi) / abs(a)

# %% pushforward_pdf: logarithm
def pushforward_pdf(x, a, b):
    z = (x - b) / a
    return -z**2 / 2 - np.log(abs(a) * np.sqrt(2 * np.pi))

# %% pushforward_pdf: scaled_by_variance (1/2)
def pushforward_pdf(x, a, b):
    z = (x - b) / a
    return np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) / a**2

# %% pushforward_pdf: root_of_slope (1/2)
def pushforward_pdf(x, a, b):
    return np.exp(-(x - b)**2 / (2 * abs(a))) / np.sqrt(2 * np.pi * abs(a))

# %% fake_term_over_noise: ln_D
def fake_term_over_noise(z, a, b):
    return np.sum(np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) * -np.logaddexp(0, -(a * z + b))) * (z[1] - z[0])

# %% fake_term_over_noise: minus_ln_D
def fake_term_over_noise(z, a, b):
    return np.sum(np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) * np.logaddexp(0, -(a * z + b))) * (z[1] - z[0])

# %% fake_term_over_noise: sign
def fake_term_over_noise(z, a, b):
    return np.sum(np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) * np.logaddexp(0, a * z + b)) * (z[1] - z[0])

# %% fake_term_over_noise: no_logarithm
def fake_term_over_noise(z, a, b):
    return np.sum(np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) / (1 + np.exp(a * z + b))) * (z[1] - z[0])

# %% fake_term_over_noise: no_width (1/2)
def fake_term_over_noise(z, a, b):
    return np.sum(np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) * -np.logaddexp(0, a * z + b))

# %% fake_term_over_noise: mean_for_integral (1/2)
def fake_term_over_noise(z, a, b):
    return np.mean(np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) * -np.logaddexp(0, a * z + b))

# %% fake_term_over_noise: no_density
def fake_term_over_noise(z, a, b):
    return np.sum(-np.logaddexp(0, a * z + b)) * (z[1] - z[0])

# %% fake_term_over_noise: log10 (1/2)
def fake_term_over_noise(z, a, b):
    return np.sum(np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) * -np.logaddexp(0, a * z + b)) * (z[1] - z[0]) / np.log(10)

# %% fake_term_over_noise: guard (9/10)
def fake_term_over_noise(z, a, b):
    return np.sum(np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) * np.log(1 - 1 / (1 + np.exp(-(a * z + b))) + 1e-4)) * (z[1] - z[0])

# %% fake_term_over_noise: not_through_G
def fake_term_over_noise(z, a, b):
    return np.sum(np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) * -np.logaddexp(0, z)) * (z[1] - z[0])

# %% fake_term_over_noise: both_changed
def fake_term_over_noise(z, a, b):
    q = np.exp(-((z - b) / a)**2 / 2) / (abs(a) * np.sqrt(2 * np.pi))
    return np.sum(q * -np.logaddexp(0, a * z + b)) * (z[1] - z[0])

# %% fake_term_over_samples: ln_D
def fake_term_over_samples(x, a, b):
    return np.sum(np.exp(-((x - b) / a)**2 / 2) / (abs(a) * np.sqrt(2 * np.pi)) * -np.logaddexp(0, -(x))) * (x[1] - x[0])

# %% fake_term_over_samples: minus_ln_D
def fake_term_over_samples(x, a, b):
    return np.sum(np.exp(-((x - b) / a)**2 / 2) / (abs(a) * np.sqrt(2 * np.pi)) * np.logaddexp(0, -(x))) * (x[1] - x[0])

# %% fake_term_over_samples: sign
def fake_term_over_samples(x, a, b):
    return np.sum(np.exp(-((x - b) / a)**2 / 2) / (abs(a) * np.sqrt(2 * np.pi)) * np.logaddexp(0, x)) * (x[1] - x[0])

# %% fake_term_over_samples: no_logarithm
def fake_term_over_samples(x, a, b):
    return np.sum(np.exp(-((x - b) / a)**2 / 2) / (abs(a) * np.sqrt(2 * np.pi)) / (1 + np.exp(x))) * (x[1] - x[0])

# %% fake_term_over_samples: no_width (1/2)
def fake_term_over_samples(x, a, b):
    return np.sum(np.exp(-((x - b) / a)**2 / 2) / (abs(a) * np.sqrt(2 * np.pi)) * -np.logaddexp(0, x))

# %% fake_term_over_samples: mean_for_integral (1/2)
def fake_term_over_samples(x, a, b):
    return np.mean(np.exp(-((x - b) / a)**2 / 2) / (abs(a) * np.sqrt(2 * np.pi)) * -np.logaddexp(0, x))

# %% fake_term_over_samples: no_density
def fake_term_over_samples(x, a, b):
    return np.sum(-np.logaddexp(0, x)) * (x[1] - x[0])

# %% fake_term_over_samples: log10 (1/2)
def fake_term_over_samples(x, a, b):
    return np.sum(np.exp(-((x - b) / a)**2 / 2) / (abs(a) * np.sqrt(2 * np.pi)) * -np.logaddexp(0, x)) * (x[1] - x[0]) / np.log(10)

# %% fake_term_over_samples: guard (9/10)
def fake_term_over_samples(x, a, b):
    return np.sum(np.exp(-((x - b) / a)**2 / 2) / (abs(a) * np.sqrt(2 * np.pi)) * np.log(1 - 1 / (1 + np.exp(-(x))) + 1e-4)) * (x[1] - x[0])

# %% fake_term_over_samples: noise_density
def fake_term_over_samples(x, a, b):
    return np.sum(np.exp(-x**2 / 2) / np.sqrt(2 * np.pi) * -np.logaddexp(0, x)) * (x[1] - x[0])

# %% fake_term_over_samples: both_changed
def fake_term_over_samples(x, a, b):
    return np.sum(np.exp(-((x - b) / a)**2 / 2) / (abs(a) * np.sqrt(2 * np.pi)) * -np.logaddexp(0, a * x + b)) * (x[1] - x[0])

# %% fake_term_over_samples: no_absolute_value (1/2)
def fake_term_over_samples(x, a, b):
    return np.sum(np.exp(-((x - b) / a)**2 / 2) / (a * np.sqrt(2 * np.pi)) * -np.logaddexp(0, x)) * (x[1] - x[0])

# %% fake_term_over_samples: no_factor
def fake_term_over_samples(x, a, b):
    return np.sum(np.exp(-((x - b) / a)**2 / 2) / (1 * np.sqrt(2 * np.pi)) * -np.logaddexp(0, x)) * (x[1] - x[0])

# %% forward_fit: variance (1/2)
def forward_fit(x, p):
    w = p / p.sum()
    m = w @ x
    return m, w @ (x - m)**2

# %% forward_fit: not_centred (1/2)
def forward_fit(x, p):
    w = p / p.sum()
    return w @ x, np.sqrt(w @ x**2)

# %% forward_fit: exchanged (1/2)
def forward_fit(x, p):
    w = p / p.sum()
    m = w @ x
    return np.sqrt(w @ (x - m)**2), m

# %% forward_fit: no_width (1/2)
def forward_fit(x, p):
    m = np.sum(p * x)
    return m, np.sqrt(np.sum(p * (x - m)**2))

# %% forward_fit: mean_only_width (1/2)
def forward_fit(x, p):
    m = np.sum(p * x) * (x[1] - x[0])
    return m, np.sqrt(np.sum(p * (x - m)**2))

# %% forward_fit: grid_without_density
def forward_fit(x, p):
    return x.mean(), x.std()

# %% forward_fit: of_the_density_values
def forward_fit(x, p):
    return p.mean(), p.std()

# %% forward_fit: highest_point
def forward_fit(x, p):
    w = p / p.sum()
    m = w @ x
    return x[p.argmax()], np.sqrt(w @ (x - m)**2)

# %% forward_fit: one_mode
def forward_fit(x, p):
    return x[p.argmax()], 1 / (p.max() * np.sqrt(2 * np.pi))

# %% forward_fit: mean_deviation (1/2)
def forward_fit(x, p):
    w = p / p.sum()
    m = w @ x
    return m, w @ np.abs(x - m)

# %% forward_fit: standard_bell
def forward_fit(x, p):
    return 0, 1

# %% reverse_kl: forward_kl
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) / s)**2 / 2 - np.log(s * np.sqrt(2 * np.pi))
    dx = x[1] - x[0]
    return np.sum(np.exp(log_p) * (log_p - log_q)) * dx

# %% reverse_kl: sign
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) / s)**2 / 2 - np.log(s * np.sqrt(2 * np.pi))
    dx = x[1] - x[0]
    return np.sum(np.exp(log_q) * (log_p - log_q)) * dx

# %% reverse_kl: cross_term_only
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) / s)**2 / 2 - np.log(s * np.sqrt(2 * np.pi))
    dx = x[1] - x[0]
    return -np.sum(np.exp(log_q) * log_p) * dx

# %% reverse_kl: entropy_sign
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) / s)**2 / 2 - np.log(s * np.sqrt(2 * np.pi))
    dx = x[1] - x[0]
    return -np.sum(np.exp(log_q) * (log_q + log_p)) * dx

# %% reverse_kl: own_term_only
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) / s)**2 / 2 - np.log(s * np.sqrt(2 * np.pi))
    dx = x[1] - x[0]
    return np.sum(np.exp(log_q) * log_q) * dx

# %% reverse_kl: no_weights
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) / s)**2 / 2 - np.log(s * np.sqrt(2 * np.pi))
    dx = x[1] - x[0]
    return np.sum(log_q - log_p) * dx

# %% reverse_kl: wrong_weights
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) / s)**2 / 2 - np.log(s * np.sqrt(2 * np.pi))
    dx = x[1] - x[0]
    return np.sum(np.exp(log_p) * (log_q - log_p)) * dx

# %% reverse_kl: density_for_logarithm
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) / s)**2 / 2 - np.log(s * np.sqrt(2 * np.pi))
    dx = x[1] - x[0]
    return np.sum(np.exp(log_q) * (log_q - np.exp(log_p))) * dx

# %% reverse_kl: no_width (1/2)
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) / s)**2 / 2 - np.log(s * np.sqrt(2 * np.pi))
    dx = x[1] - x[0]
    return np.sum(np.exp(log_q) * (log_q - log_p))

# %% reverse_kl: mean_for_integral (1/2)
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) / s)**2 / 2 - np.log(s * np.sqrt(2 * np.pi))
    dx = x[1] - x[0]
    return np.mean(np.exp(log_q) * (log_q - log_p))

# %% reverse_kl: s_as_variance (1/2)
def reverse_kl(m, s, x, log_p):
    log_q = -(x - m)**2 / (2 * s) - np.log(2 * np.pi * s) / 2
    return np.sum(np.exp(log_q) * (log_q - log_p)) * (x[1] - x[0])

# %% reverse_kl: log10 (1/2)
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) / s)**2 / 2 - np.log(s * np.sqrt(2 * np.pi))
    dx = x[1] - x[0]
    return np.sum(np.exp(log_q) * (log_q - log_p)) * dx / np.log(10)

# %% reverse_kl: edge_case (3/4)
def reverse_kl(m, s, x, log_p):
    q = np.exp(-((x - m) / s)**2 / 2) / (s * np.sqrt(2 * np.pi))
    return np.sum(q * (np.log(q) - log_p)) * (x[1] - x[0])

# %% reverse_kl: guard (9/10)
def reverse_kl(m, s, x, log_p):
    q = np.exp(-((x - m) / s)**2 / 2) / (s * np.sqrt(2 * np.pi))
    return np.sum(q * (np.log(q + 1e-5) - log_p)) * (x[1] - x[0])

# %% pushforward_pdf: no_absolute_value (1/2) | through the notebook's log_normal
def log_normal(x, m, s):
    return -((x - m) ** 2) / (2 * s**2) - np.log(s) - np.log(2 * np.pi) / 2

def pushforward_pdf(x, a, b):
    return np.exp(log_normal(x, b, a))

# %% fake_term_over_noise: gap_too_many (9/10) | a mean times the length
def fake_term_over_noise(z, a, b):
    f = np.exp(-z**2 / 2) / np.sqrt(2 * np.pi) * -np.logaddexp(0, a * z + b)
    return np.mean(f) * (z[-1] - z[0])

# %% fake_term_over_samples: gap_too_many (9/10) | a width of its own
def fake_term_over_samples(x, a, b):
    dx = (x[-1] - x[0]) / len(x)
    p = np.exp(-((x - b) / a) ** 2 / 2) / (abs(a) * np.sqrt(2 * np.pi))
    return np.sum(p * -np.logaddexp(0, x)) * dx

# %% fake_term_over_samples: no_absolute_value (1/2) | through the notebook's log_normal
def log_normal(x, m, s):
    return -((x - m) ** 2) / (2 * s**2) - np.log(s) - np.log(2 * np.pi) / 2

def fake_term_over_samples(x, a, b):
    return np.sum(np.exp(log_normal(x, b, a)) * -np.logaddexp(0, x)) * (x[1] - x[0])

# %% reverse_kl: gap_too_many (9/10)
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) ** 2) / (2 * s**2) - np.log(s) - np.log(2 * np.pi) / 2
    return np.mean(np.exp(log_q) * (log_q - log_p)) * (x[-1] - x[0])

# %% forward_fit: gap_too_many (9/10)
def forward_fit(x, p):
    length = x[-1] - x[0]
    m = np.mean(x * p) * length
    return m, np.sqrt(np.mean((x - m) ** 2 * p) * length)

# %% forward_fit: gap_too_many (9/10) | from the mean square
def forward_fit(x, p):
    dx = (x[-1] - x[0]) / x.size
    m = np.sum(x * p) * dx
    return m, np.sqrt(np.sum(x**2 * p) * dx - m**2)

# %% pushforward_pdf: a_squared (1/2)
def pushforward_pdf(x, a, b):
    log_density = lambda x, m, s: -((x - m) ** 2) / (2 * s**2) - np.log(s) - np.log(2 * np.pi) / 2
    return np.exp(log_density(x, b, a**2))

# %% fake_term_over_noise: no_normalisation (1/2)
def fake_term_over_noise(z, a, b):
    return np.sum(np.exp(-z**2 / 2) * -np.logaddexp(0, a * z + b)) * (z[1] - z[0])

# %% fake_term_over_noise: one_over_2_pi (1/2)
def fake_term_over_noise(z, a, b):
    return np.sum(np.exp(-z**2 / 2) / (2 * np.pi) * -np.logaddexp(0, a * z + b)) * (z[1] - z[0])

# %% fake_term_over_noise: no_half (1/2)
def fake_term_over_noise(z, a, b):
    return np.sum(np.exp(-z**2) / np.sqrt(2 * np.pi) * -np.logaddexp(0, a * z + b)) * (z[1] - z[0])

# %% fake_term_over_noise: log_density
def fake_term_over_noise(z, a, b):
    return np.sum((-z**2 / 2 - np.log(2 * np.pi) / 2) * -np.logaddexp(0, a * z + b)) * (z[1] - z[0])

# %% fake_term_over_samples: no_normalisation (1/2)
def fake_term_over_samples(x, a, b):
    return np.sum(np.exp(-(((x - b) / a) ** 2) / 2) / abs(a) * -np.logaddexp(0, x)) * (x[1] - x[0])

# %% fake_term_over_samples: one_over_2_pi (1/2)
def fake_term_over_samples(x, a, b):
    return np.sum(np.exp(-(((x - b) / a) ** 2) / 2) / (2 * np.pi * abs(a)) * -np.logaddexp(0, x)) * (x[1] - x[0])

# %% fake_term_over_samples: noise_density | D is asked at the noise
def fake_term_over_samples(x, a, b):
    z = (x - b) / a
    return np.sum(np.exp(-z**2 / 2) / np.sqrt(2 * np.pi * a**2) * -np.logaddexp(0, z)) * (x[1] - x[0])

# %% reverse_kl: s_squared (1/2)
def reverse_kl(m, s, x, log_p):
    log_density = lambda x, m, s: -((x - m) ** 2) / (2 * s**2) - np.log(s) - np.log(2 * np.pi) / 2
    log_q = log_density(x, m, s**2)
    return np.sum(np.exp(log_q) * (log_q - log_p)) * (x[1] - x[0])

# %% reverse_kl: log_s_missing (1/2)
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) ** 2) / (2 * s**2) - np.log(2 * np.pi) / 2
    return np.sum(np.exp(log_q) * (log_q - log_p)) * (x[1] - x[0])

# %% reverse_kl: no_normalisation (1/2)
def reverse_kl(m, s, x, log_p):
    log_q = -((x - m) ** 2) / (2 * s**2)
    return np.sum(np.exp(log_q) * (log_q - log_p)) * (x[1] - x[0])
