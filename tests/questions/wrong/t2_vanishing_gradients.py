"""Wrong answers to the questions of t2_vanishing_gradients. Read by wrong_answers.py."""

# %% minimax_gradient: sign
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return np.mean(D[:, None] * dh, axis=0)

# %% minimax_gradient: other_cost
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.mean(R[:, None] * dh, axis=0)

# %% minimax_gradient: other_cost_and_sign
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return np.mean(R[:, None] * dh, axis=0)

# %% minimax_gradient: sum_not_mean (1/2)
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.sum(D[:, None] * dh, axis=0)

# %% minimax_gradient: divided_twice (1/2)
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.mean(D[:, None] * dh, axis=0) / len(h)

# %% minimax_gradient: all_entries_averaged (1/2)
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -D @ dh / dh.size

# %% minimax_gradient: not_averaged
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -D[:, None] * dh

# %% minimax_gradient: mean_over_parameters
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.mean(D[:, None] * dh, axis=1)

# %% minimax_gradient: averages_first
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.mean(D) * np.mean(dh, axis=0)

# %% minimax_gradient: logarithm_lost
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.mean((D * R)[:, None] * dh, axis=0)

# %% minimax_gradient: sigma_slope_lost
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.mean((1 / R)[:, None] * dh, axis=0)

# %% minimax_gradient: no_dh
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.full(dh.shape[1], np.mean(D))

# %% minimax_gradient: dh_only
def minimax_gradient(h, dh):
    return np.mean(dh, axis=0)

# %% minimax_gradient: logit_as_weight
def minimax_gradient(h, dh):
    return np.mean(h[:, None] * dh, axis=0)

# %% minimax_gradient: log10 (1/2)
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.mean(D[:, None] * dh, axis=0) / np.log(10)

# %% minimax_gradient: saturated (3/4)
def minimax_gradient(h, dh):
    D = np.exp(h) / (1 + np.exp(h))
    return -np.mean(D[:, None] * dh, axis=0)

# %% minimax_gradient: whole_numbers and changes_inputs (27/40)
def minimax_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    dh *= D[:, None]
    return -dh.mean(axis=0)

# %% nonsaturating_gradient: sign
def nonsaturating_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return np.mean(R[:, None] * dh, axis=0)

# %% nonsaturating_gradient: other_cost
def nonsaturating_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.mean(D[:, None] * dh, axis=0)

# %% nonsaturating_gradient: other_cost_and_sign
def nonsaturating_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return np.mean(D[:, None] * dh, axis=0)

# %% nonsaturating_gradient: sum_not_mean (1/2)
def nonsaturating_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.sum(R[:, None] * dh, axis=0)

# %% nonsaturating_gradient: divided_twice (1/2)
def nonsaturating_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.mean(R[:, None] * dh, axis=0) / len(h)

# %% nonsaturating_gradient: all_entries_averaged (1/2)
def nonsaturating_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -R @ dh / dh.size

# %% nonsaturating_gradient: not_averaged
def nonsaturating_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -R[:, None] * dh

# %% nonsaturating_gradient: mean_over_parameters
def nonsaturating_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.mean(R[:, None] * dh, axis=1)

# %% nonsaturating_gradient: averages_first
def nonsaturating_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.mean(R) * np.mean(dh, axis=0)

# %% nonsaturating_gradient: logarithm_lost
def nonsaturating_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.mean((D * R)[:, None] * dh, axis=0)

# %% nonsaturating_gradient: sigma_slope_lost
def nonsaturating_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.mean((1 / D)[:, None] * dh, axis=0)

# %% nonsaturating_gradient: no_dh
def nonsaturating_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.full(dh.shape[1], np.mean(R))

# %% nonsaturating_gradient: dh_only
def nonsaturating_gradient(h, dh):
    return np.mean(dh, axis=0)

# %% nonsaturating_gradient: logit_as_weight
def nonsaturating_gradient(h, dh):
    return np.mean(h[:, None] * dh, axis=0)

# %% nonsaturating_gradient: log10 (1/2)
def nonsaturating_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    return -np.mean(R[:, None] * dh, axis=0) / np.log(10)

# %% nonsaturating_gradient: saturated (3/4)
def nonsaturating_gradient(h, dh):
    D = np.exp(-h) / (1 + np.exp(-h))
    return -np.mean(D[:, None] * dh, axis=0)

# %% nonsaturating_gradient: whole_numbers and changes_inputs (27/40)
def nonsaturating_gradient(h, dh):
    D = np.exp(-np.logaddexp(0, -h))
    R = np.exp(-np.logaddexp(0, h))
    dh *= R[:, None]
    return -dh.mean(axis=0)

# %% gradient_through_samples: one_minus_D
def gradient_through_samples(D, slope, jacobian):
    return np.einsum('i,ik,ikj->j', 1 / (1 - D), slope, jacobian) / len(D)

# %% gradient_through_samples: over_D
def gradient_through_samples(D, slope, jacobian):
    return np.einsum('i,ik,ikj->j', 1 / D, slope, jacobian) / len(D)

# %% gradient_through_samples: over_minus_D
def gradient_through_samples(D, slope, jacobian):
    return np.einsum('i,ik,ikj->j', -1 / D, slope, jacobian) / len(D)

# %% gradient_through_samples: no_denominator
def gradient_through_samples(D, slope, jacobian):
    return np.einsum('ik,ikj->j', slope, jacobian) / len(D)

# %% gradient_through_samples: multiplied
def gradient_through_samples(D, slope, jacobian):
    return np.einsum('i,ik,ikj->j', D - 1, slope, jacobian) / len(D)

# %% gradient_through_samples: sum_not_mean (1/2)
def gradient_through_samples(D, slope, jacobian):
    return np.einsum('i,ik,ikj->j', 1 / (D - 1), slope, jacobian)

# %% gradient_through_samples: divided_twice (1/2)
def gradient_through_samples(D, slope, jacobian):
    return np.einsum('i,ik,ikj->j', 1 / (D - 1), slope, jacobian) / len(D)**2

# %% gradient_through_samples: mean_over_dimensions (1/2)
def gradient_through_samples(D, slope, jacobian):
    return np.mean(slope[:, :, None] * jacobian / (D - 1)[:, None, None], axis=(0, 1))

# %% gradient_through_samples: all_entries_averaged (1/2)
def gradient_through_samples(D, slope, jacobian):
    return np.einsum('i,ik,ikj->j', 1 / (D - 1), slope, jacobian) / len(D) / jacobian.shape[2]

# %% gradient_through_samples: not_averaged
def gradient_through_samples(D, slope, jacobian):
    return np.einsum('i,ik,ikj->ij', 1 / (D - 1), slope, jacobian)

# %% gradient_through_samples: no_jacobian
def gradient_through_samples(D, slope, jacobian):
    return np.mean(slope / (D - 1)[:, None], axis=0)

# %% gradient_through_samples: no_slope
def gradient_through_samples(D, slope, jacobian):
    return np.einsum('i,ikj->j', 1 / (D - 1), jacobian) / len(D)

# %% gradient_through_samples: averages_first
def gradient_through_samples(D, slope, jacobian):
    return np.mean(1 / (D - 1)) * np.einsum('ik,ikj->j', slope, jacobian) / len(D)

# %% gradient_through_samples: denominator_averaged
def gradient_through_samples(D, slope, jacobian):
    return np.einsum('ik,ikj->j', slope, jacobian) / len(D) / np.mean(D - 1)

# %% gradient_through_samples: logit_slope
def gradient_through_samples(D, slope, jacobian):
    return np.einsum('i,ik,ikj->j', -D, slope, jacobian) / len(D)

# %% minimax_gradient: guard (27/40) | the chain rule with a guard below, and 0 far out
def minimax_gradient(h, dh):
    D = 1 / (1 + np.exp(-h))
    return np.mean((-D * (1 - D) / (1 - D + 1e-8))[:, None] * dh, axis=0)

# %% nonsaturating_gradient: guard (27/40) | the chain rule with a guard below, and 0 far out
def nonsaturating_gradient(h, dh):
    D = 1 / (1 + np.exp(-h))
    return np.mean((-1 / (D + 1e-7) * D * (1 - D))[:, None] * dh, axis=0)
