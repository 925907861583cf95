"""Wrong answers to the questions of b1_distances. Read by wrong_answers.py."""

# %% gaussian_kl: no_half (1/2)
def gaussian_kl(theta, theta0, eps):
    return ((theta - theta0) / eps) ** 2

# %% gaussian_kl: eps_not_squared (1/2)
def gaussian_kl(theta, theta0, eps):
    return (theta - theta0) ** 2 / (2 * eps)

# %% gaussian_kl: precedence (1/2)
def gaussian_kl(theta, theta0, eps):
    return (theta - theta0) ** 2 / 2 * eps**2

# %% gaussian_kl: two_squared (1/2)
def gaussian_kl(theta, theta0, eps):
    return ((theta - theta0) / (2 * eps)) ** 2

# %% gaussian_kl: without_square
def gaussian_kl(theta, theta0, eps):
    return abs(theta - theta0) / (2 * eps**2)

# %% gaussian_kl: difference_of_squares
def gaussian_kl(theta, theta0, eps):
    return (theta**2 - theta0**2) / (2 * eps**2)

# %% gaussian_kl: sign
def gaussian_kl(theta, theta0, eps):
    return -0.5 * (theta - theta0) ** 2 / eps**2

# %% gaussian_kl: distance_of_means
def gaussian_kl(theta, theta0, eps):
    return np.abs(theta - theta0)

# %% gaussian_kl: log_of_width_left (1/2)
def gaussian_kl(theta, theta0, eps):
    return (theta - theta0) ** 2 / (2 * eps**2) + np.log(eps)

# %% gaussian_kl: own_width_twice (1/2)
def gaussian_kl(theta, theta0, eps):
    return ((theta - theta0) ** 2 + eps**2) / (2 * eps**2)

# %% gaussian_kl: log10 (1/2)
def gaussian_kl(theta, theta0, eps):
    return (theta - theta0) ** 2 / (2 * eps**2) * np.log10(np.e)

# %% gaussian_kl: log2 (1/2)
def gaussian_kl(theta, theta0, eps):
    return (theta - theta0) ** 2 / (2 * eps**2) * np.log2(np.e)

# %% gaussian_kl: changes_inputs (9/10)
def gaussian_kl(theta, theta0, eps):
    theta -= theta0
    return theta**2 / (2 * eps**2)

# %% gaussian_kl_slope: two_kept (1/2)
def gaussian_kl_slope(theta, theta0, eps):
    return 2 * (theta - theta0) / eps**2

# %% gaussian_kl_slope: half_kept (1/2)
def gaussian_kl_slope(theta, theta0, eps):
    return (theta - theta0) / (2 * eps**2)

# %% gaussian_kl_slope: eps_not_squared (1/2)
def gaussian_kl_slope(theta, theta0, eps):
    return (theta - theta0) / eps

# %% gaussian_kl_slope: sign
def gaussian_kl_slope(theta, theta0, eps):
    return (theta0 - theta) / eps**2

# %% gaussian_kl_slope: not_differentiated
def gaussian_kl_slope(theta, theta0, eps):
    return (theta - theta0) ** 2 / (2 * eps**2)

# %% gaussian_kl_slope: absolute
def gaussian_kl_slope(theta, theta0, eps):
    return np.abs(theta - theta0) / eps**2

# %% gaussian_kl_slope: sign_only
def gaussian_kl_slope(theta, theta0, eps):
    return np.sign(theta - theta0)

# %% gaussian_kl_slope: slope_in_eps
def gaussian_kl_slope(theta, theta0, eps):
    return -((theta - theta0) ** 2) / eps**3

# %% gaussian_kl_slope: precedence (1/2)
def gaussian_kl_slope(theta, theta0, eps):
    return (theta - theta0) / 1 * eps**2

# %% gaussian_kl_slope: log10 (1/2)
def gaussian_kl_slope(theta, theta0, eps):
    return (theta - theta0) / eps**2 / np.log(10)

# %% descent_converges: no_overshoot (1/2)
def descent_converges(eta, eps):
    return 0 < eta < eps**2

# %% descent_converges: eps_not_squared (1/2)
def descent_converges(eta, eps):
    return eta > 0 and eta < 2 * eps

# %% descent_converges: inverse
def descent_converges(eta, eps):
    return 0 < eta < 2 / eps**2

# %% descent_converges: four_eps (1/2)
def descent_converges(eta, eps):
    return 0 < eta < 4 * eps**2

# %% descent_converges: factor_below_one_only (1/2)
def descent_converges(eta, eps):
    return 1 - eta / eps**2 < 1

# %% descent_converges: upper_bound_only (1/2)
def descent_converges(eta, eps):
    return eta < 2 * eps**2

# %% descent_converges: zero_included (1/2)
def descent_converges(eta, eps):
    return 0 <= eta < 2 * eps**2

# %% descent_converges: border_included (1/2)
def descent_converges(eta, eps):
    return eta > 0 and abs(1 - eta / eps**2) <= 1

# %% descent_converges: opposite
def descent_converges(eta, eps):
    return not 0 < eta < 2 * eps**2

# %% descent_converges: always
def descent_converges(eta, eps):
    return True

# %% jsd: no_half (1/2)
def jsd(p, q):
    m = (p + q) / 2
    return sum(np.sum(r[r > 0] * np.log(r[r > 0] / m[r > 0])) for r in (p, q))

# %% jsd: mixture_not_halved (1/2)
def jsd(p, q):
    m = p + q
    return sum(np.sum(r[r > 0] * np.log(r[r > 0] / m[r > 0])) for r in (p, q)) / 2

# %% jsd: log2 (1/2)
def jsd(p, q):
    m = (p + q) / 2
    return sum(np.sum(r[r > 0] * np.log2(r[r > 0] / m[r > 0])) for r in (p, q)) / 2

# %% jsd: square_root (1/2)
def jsd(p, q):
    m = (p + q) / 2
    return np.sqrt(sum(np.sum(r[r > 0] * np.log(r[r > 0] / m[r > 0])) for r in (p, q)) / 2)

# %% jsd: one_side_p
def jsd(p, q):
    m = (p + q) / 2
    return np.sum(p[p > 0] * np.log(p[p > 0] / m[p > 0]))

# %% jsd: arguments_exchanged
def jsd(p, q):
    m = (p + q) / 2
    return (np.sum(m * np.log(m / p)) + np.sum(m * np.log(m / q))) / 2

# %% jsd: symmetrised_kl
def jsd(p, q):
    return (np.sum(p * np.log(p / q)) + np.sum(q * np.log(q / p))) / 2

# %% jsd: kl_only
def jsd(p, q):
    return np.sum(p * np.log(p / q))

# %% jsd: sign
def jsd(p, q):
    m = (p + q) / 2
    return -sum(np.sum(r[r > 0] * np.log(r[r > 0] / m[r > 0])) for r in (p, q)) / 2

# %% jsd: total_variation
def jsd(p, q):
    return np.sum(np.abs(p - q)) / 2

# %% jsd: edge_case (3/4) | 0 ln 0 taken as it is
def jsd(p, q):
    m = (p + q) / 2
    return (np.sum(p * np.log(p / m)) + np.sum(q * np.log(q / m))) / 2

# %% jsd: guard (9/10)
def jsd(p, q):
    m = (p + q) / 2
    return sum(np.sum(r * np.log((r + 1e-6) / (m + 1e-6))) for r in (p, q)) / 2

# %% wasserstein_1d: not_sorted
def wasserstein_1d(x, y):
    return np.mean(np.abs(x - y))

# %% wasserstein_1d: difference_of_means
def wasserstein_1d(x, y):
    return abs(np.mean(x) - np.mean(y))

# %% wasserstein_1d: edge_case (3/4) | samples of one size only
def wasserstein_1d(x, y):
    return np.mean(np.abs(np.sort(x) - np.sort(y)))

# %% wasserstein_1d: edge_case (3/4) | the longer one is cut
def wasserstein_1d(x, y):
    n = min(len(x), len(y))
    return np.mean(np.abs(np.sort(x)[:n] - np.sort(y)[:n]))

# %% wasserstein_1d: edge_case (3/4) | interpolated quantiles
def wasserstein_1d(x, y):
    levels = np.linspace(0, 1, max(len(x), len(y)))
    return np.mean(np.abs(np.quantile(x, levels) - np.quantile(y, levels)))

# %% wasserstein_1d: sum_not_mean (3/8) | and of one size only
def wasserstein_1d(x, y):
    return np.sum(np.abs(np.sort(x) - np.sort(y)))

# %% wasserstein_1d: w2 (1/2)
def wasserstein_1d(x, y):
    return np.sqrt(np.mean((np.sort(np.repeat(x, len(y))) - np.sort(np.repeat(y, len(x)))) ** 2))

# %% wasserstein_1d: squared
def wasserstein_1d(x, y):
    return np.mean((np.sort(np.repeat(x, len(y))) - np.sort(np.repeat(y, len(x)))) ** 2)

# %% wasserstein_1d: farthest
def wasserstein_1d(x, y):
    return np.max(np.abs(np.sort(np.repeat(x, len(y))) - np.sort(np.repeat(y, len(x)))))

# %% wasserstein_1d: signed
def wasserstein_1d(x, y):
    return np.mean(np.sort(x)) - np.mean(np.sort(y))

# %% wasserstein_1d: all_pairs
def wasserstein_1d(x, y):
    return np.mean([abs(a - b) for a in x for b in y])

# %% wasserstein_1d: kolmogorov_smirnov
def wasserstein_1d(x, y):
    both = np.concatenate([x, y])
    return max(abs(np.mean(x <= t) - np.mean(y <= t)) for t in both)

# %% wasserstein_1d: heights_not_areas
def wasserstein_1d(x, y):
    both = np.sort(np.concatenate([x, y]))
    return sum(abs(np.mean(x <= t) - np.mean(y <= t)) for t in both)

# %% wasserstein_1d: ties_lost (1/2)
def wasserstein_1d(x, y):
    x, y = np.array(sorted(set(x))), np.array(sorted(set(y)))
    return np.mean(np.abs(np.repeat(x, len(y)) - np.sort(np.repeat(y, len(x)))))

# %% wasserstein_1d: nearest
def wasserstein_1d(x, y):
    return np.mean([min(abs(a - y)) for a in x])

# %% descent_converges: both_borders_included (1/2) | the factor
def descent_converges(eta, eps):
    return abs(1 - eta / eps**2) <= 1

# %% descent_converges: both_borders_included (1/2) | the bounds
def descent_converges(eta, eps):
    return 0 <= eta <= 2 * eps**2

# %% descent_converges: upper_bound_only and border_included (1/4)
def descent_converges(eta, eps):
    return eta <= 2 * eps**2

# %% descent_converges: factor_below_one_only and zero_included (1/4)
def descent_converges(eta, eps):
    return 1 - eta / eps**2 <= 1

# %% descent_converges: text
def descent_converges(eta, eps):
    return "True" if 0 < eta < 2 * eps**2 else "False"

# %% descent_converges: always | in a list
def descent_converges(eta, eps):
    return [True]
