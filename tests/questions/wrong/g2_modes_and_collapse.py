"""Wrong answers to the questions of g2_modes_and_collapse. Read by wrong_answers.py."""

# %% mode_coverage: number (1/2)
def mode_coverage(x, centres, radius):
    return sum(any(np.linalg.norm(p - c) <= radius for p in x) for c in centres)

# %% mode_coverage: share_of_samples
def mode_coverage(x, centres, radius):
    return np.mean([any(np.linalg.norm(p - c) <= radius for c in centres) for p in x])

# %% mode_coverage: over_samples (3/8) | and nothing for no sample
def mode_coverage(x, centres, radius):
    return sum(any(np.linalg.norm(p - c) <= radius for p in x) for c in centres) / len(x)

# %% mode_coverage: share_of_pairs
def mode_coverage(x, centres, radius):
    return np.mean(np.linalg.norm(x[:, None] - centres[None], axis=2) <= radius)

# %% mode_coverage: all_samples
def mode_coverage(x, centres, radius):
    return np.mean(np.all(np.linalg.norm(x[:, None] - centres[None], axis=2) <= radius, axis=0))

# %% mode_coverage: square_boxes
def mode_coverage(x, centres, radius):
    return np.mean(np.any(np.all(np.abs(x[:, None] - centres[None]) <= radius, axis=2), axis=0))

# %% mode_coverage: taxicab
def mode_coverage(x, centres, radius):
    return np.mean(np.any(np.abs(x[:, None] - centres[None]).sum(axis=2) <= radius, axis=0))

# %% mode_coverage: distance_squared (1/2)
def mode_coverage(x, centres, radius):
    return np.mean(np.any(((x[:, None] - centres[None]) ** 2).sum(axis=2) <= radius, axis=0))

# %% mode_coverage: nearest_only
def mode_coverage(x, centres, radius):
    nearest = np.argmin(np.linalg.norm(x[:, None] - centres[None], axis=2), axis=1)
    return len(set(nearest)) / len(centres)

# %% mode_coverage: own_samples_only (1/2)
def mode_coverage(x, centres, radius):
    distance = np.linalg.norm(x[:, None] - centres[None], axis=2)
    nearest = np.argmin(distance, axis=1)
    return len({k for k, d in zip(nearest, distance.min(axis=1)) if d <= radius}) / len(centres)

# %% mode_coverage: missed
def mode_coverage(x, centres, radius):
    return np.mean(np.all(np.linalg.norm(x[:, None] - centres[None], axis=2) > radius, axis=0))

# %% mode_coverage: any_mode
def mode_coverage(x, centres, radius):
    return float((np.linalg.norm(x[:, None] - centres[None], axis=2) <= radius).any())

# %% mode_coverage: edge_case (3/4) | a minimum of nothing
def mode_coverage(x, centres, radius):
    return np.mean([np.linalg.norm(x - c, axis=1).min() <= radius for c in centres])

# %% min_max: other_order
def min_max(V):
    return np.max(np.min(V, axis=0))

# %% min_max: axes_exchanged
def min_max(V):
    return np.min(np.max(V, axis=0))

# %% min_max: aims_exchanged
def min_max(V):
    return np.max(np.min(V, axis=1))

# %% min_max: smallest
def min_max(V):
    return V.min()

# %% min_max: largest
def min_max(V):
    return V.max()

# %% min_max: mean_inside
def min_max(V):
    return V.mean(axis=1).min()

# %% min_max: index_of_G (1/2)
def min_max(V):
    return np.argmin(V.max(axis=1))

# %% min_max: answers_only
def min_max(V):
    return np.max(V, axis=1)

# %% max_min: other_order
def max_min(V):
    return np.min(np.max(V, axis=1))

# %% max_min: axes_exchanged
def max_min(V):
    return np.max(np.min(V, axis=1))

# %% max_min: aims_exchanged
def max_min(V):
    return np.min(np.max(V, axis=0))

# %% max_min: smallest
def max_min(V):
    return V.min()

# %% max_min: largest
def max_min(V):
    return V.max()

# %% max_min: index_of_D (1/2)
def max_min(V):
    return np.argmax(V.min(axis=0))

# %% max_min: answers_only
def max_min(V):
    return np.min(V, axis=0)

# %% best_reply: worst
def best_reply(points, d):
    return points[np.argmin(d)]

# %% best_reply: worst | the cost is maximised
def best_reply(points, d):
    return points[np.argmax(-np.log(d))]

# %% best_reply: index (1/2)
def best_reply(points, d):
    return np.argmax(d)

# %% best_reply: output
def best_reply(points, d):
    return d.max()

# %% best_reply: cost
def best_reply(points, d):
    return np.min(-np.log(d))

# %% best_reply: mean
def best_reply(points, d):
    return points.mean(axis=0)

# %% best_reply: weighted_mean
def best_reply(points, d):
    return (d[:, None] * points).sum(axis=0) / d.sum()

# %% best_reply: undecided
def best_reply(points, d):
    return points[np.argmin(abs(d - 0.5))]

# %% best_reply: all_points
def best_reply(points, d):
    return points[np.argsort(-d)]

# %% min_max: aims_exchanged | plain Python
def min_max(V):
    return max(min(row) for row in V)

# %% max_min: aims_exchanged | plain Python
def max_min(V):
    return min(max(column) for column in zip(*V))

# %% mode_coverage: rounded (9/10) | to two places
def mode_coverage(x, centres, radius):
    covered = sum(any(np.linalg.norm(p - c) <= radius for p in x) for c in centres)
    return round(covered / len(centres), 2)

# %% mode_coverage: rounded (9/10) | to three places
def mode_coverage(x, centres, radius):
    covered = [any(np.linalg.norm(p - c) <= radius for p in x) for c in centres]
    return np.round(np.mean(covered), 3)

# %% mode_coverage: percent (1/2)
def mode_coverage(x, centres, radius):
    return 100 * np.mean([any(np.linalg.norm(p - c) <= radius for p in x) for c in centres])

# %% mode_coverage: over_eight (1/2)
def mode_coverage(x, centres, radius):
    return sum(any(np.linalg.norm(p - c) <= radius for p in x) for c in centres) / 8
