# ruff: noqa: written as students write
"""Right answers to the questions of g2_modes_and_collapse, each in a style of its own. Read by right_answers.py."""

# %% mode_coverage: broadcasting
def mode_coverage(x, centres, radius):
    distances = np.sqrt(np.sum((x[:, None, :] - centres[None, :, :]) ** 2, axis=2))
    return np.mean(np.any(distances <= radius, axis=0))

# %% mode_coverage: loops
import math

def mode_coverage(x, centres, radius):
    covered = 0
    for cx, cy in centres:
        for px, py in x:
            if math.hypot(px - cx, py - cy) <= radius:
                covered += 1
                break
    return covered / len(centres)

# %% mode_coverage: norm of each centre's differences
def mode_coverage(x, centres, radius):
    if len(x) == 0:
        return 0.0
    return sum(np.linalg.norm(x - c, axis=1).min() < radius for c in centres) / len(centres)

# %% mode_coverage: squared distances
def mode_coverage(x, centres, radius):
    squares = ((centres[:, None] - x[None]) ** 2).sum(-1)
    return (squares <= radius**2).any(1).mean()

# %% mode_coverage: a set of covered modes
def mode_coverage(x, centres, radius):
    covered = set()
    for p in x:
        for k, c in enumerate(centres):
            if np.sum((p - c) ** 2) ** 0.5 <= radius:
                covered.add(k)
    return len(covered) / centres.shape[0]

# %% mode_coverage: any and all in one line
mode_coverage = lambda x, centres, radius: float(np.mean([any(np.hypot(*(p - c)) <= radius for p in x) for c in centres]))

# %% min_max: textbook
def min_max(V):
    return np.min(np.max(V, axis=1))

# %% min_max: methods
def min_max(V):
    return V.max(axis=-1).min()

# %% min_max: rows as lists
def min_max(V):
    return min(max(row) for row in V)

# %% min_max: indices
def min_max(V):
    g = np.argmin(V.max(1))
    return V[g, np.argmax(V[g])]

# %% min_max: loops
def min_max(V):
    best = float("inf")
    for g in range(V.shape[0]):
        answer = -float("inf")
        for d in range(V.shape[1]):
            answer = max(answer, V[g, d])
        best = min(best, answer)
    return best

# %% max_min: textbook
def max_min(V):
    return np.max(np.min(V, axis=0))

# %% max_min: methods
def max_min(V):
    return V.min(0).max()

# %% max_min: columns as lists
def max_min(V):
    return max(min(column) for column in zip(*V))

# %% max_min: transposed
def max_min(V):
    return np.amax([np.amin(column) for column in np.transpose(V)])

# %% max_min: of the negative table
def max_min(V):
    return -np.min(np.max(-V, axis=0))

# %% best_reply: argmax
def best_reply(points, d):
    return points[np.argmax(d)]

# %% best_reply: least cost
def best_reply(points, d):
    return points[np.argmin(-np.log(d))]

# %% best_reply: loop
def best_reply(points, d):
    best = 0
    for i in range(len(d)):
        if d[i] > d[best]:
            best = i
    return points[best]

# %% best_reply: sorted
def best_reply(points, d):
    order = np.argsort(d)
    return list(points[order[-1]])

# %% best_reply: max of pairs
best_reply = lambda points, d: tuple(max(zip(d, points.tolist()))[1])
