"""Wrong answers to the questions of t1_logits_and_losses. Read by wrong_answers.py."""

# %% bowl_gradient: no_factor_2 (1/2)
def bowl_gradient(y):
    return y

# %% bowl_gradient: of_the_sum
def bowl_gradient(y):
    return np.array([1, 1])

# %% bowl_gradient: constant_2
def bowl_gradient(y):
    return [2, 2]

# %% bowl_gradient: downhill
def bowl_gradient(y):
    return -2 * y

# %% bowl_gradient: the_value
def bowl_gradient(y):
    return y[0]**2 + y[1]**2

# %% bowl_gradient: squares
def bowl_gradient(y):
    return y**2

# %% bowl_gradient: summed_up
def bowl_gradient(y):
    return 2 * y[0] + 2 * y[1]

# %% bowl_gradient: swapped
def bowl_gradient(y):
    return 2 * y[::-1]

# %% bowl_gradient: integrated
def bowl_gradient(y):
    return y**3 / 3

# %% bowl_gradient: length_one (1/2)
def bowl_gradient(y):
    return y / np.linalg.norm(y)

# %% sigmoid: sign_of_h
def sigmoid(h):
    return 1 / (1 + np.exp(h))

# %% sigmoid: misread_plus
def sigmoid(h):
    return 1 / (1 * np.exp(-h))

# %% sigmoid: odds
def sigmoid(h):
    return np.exp(-h)

# %% sigmoid: tanh
def sigmoid(h):
    return np.tanh(h)

# %% sigmoid: half_the_logit
def sigmoid(h):
    return 1 / (1 + np.exp(-h / 2))

# %% sigmoid: base_10 (1/2)
def sigmoid(h):
    return 1 / (1 + 10.0**(-h))

# %% sigmoid: base_2 (1/2)
def sigmoid(h):
    return 1 / (1 + 2.0**(-h))

# %% sigmoid: softmax
def sigmoid(h):
    return np.exp(h) / np.exp(h).sum()

# %% sigmoid: hard
def sigmoid(h):
    return np.clip(h / 4 + 0.5, 0, 1)

# %% sigmoid: step | Heaviside
def sigmoid(h):
    return np.heaviside(h, 0.5)

# %% sigmoid: logarithm
def sigmoid(h):
    return -np.log(1 + np.exp(-h))

# %% sigmoid: slope
def sigmoid(h):
    s = 1 / (1 + np.exp(-h))
    return s * (1 - s)

# %% sigmoid: guard (9/10)
def sigmoid(h):
    return 1 / (1 + np.exp(-h) + 1e-6)

# %% sigmoid: saturated (3/4)
def sigmoid(h):
    return np.exp(h) / (1 + np.exp(h))

# %% sigmoid: saturated (3/4) | an error from math
import math

def sigmoid(h):
    return np.vectorize(lambda x: 1 / (1 + math.exp(-x)))(h)

# %% log_sigmoid: sign
def log_sigmoid(h):
    return np.logaddexp(0, -h)

# %% log_sigmoid: log_of_fake
def log_sigmoid(h):
    return -np.logaddexp(0, h)

# %% log_sigmoid: positive_log_of_fake
def log_sigmoid(h):
    return np.logaddexp(0, h)

# %% log_sigmoid: no_logarithm
def log_sigmoid(h):
    return 1 / (1 + np.exp(-h))

# %% log_sigmoid: slope
def log_sigmoid(h):
    return 1 / (1 + np.exp(h))

# %% log_sigmoid: linear_part
def log_sigmoid(h):
    return np.minimum(h, 0)

# %% log_sigmoid: log1p_of_sigmoid
def log_sigmoid(h):
    return np.log1p(1 / (1 + np.exp(-h)))

# %% log_sigmoid: log10 (1/2)
def log_sigmoid(h):
    return -np.logaddexp(0, -h) / np.log(10)

# %% log_sigmoid: log2 (1/2)
def log_sigmoid(h):
    return -np.logaddexp2(0, -h / np.log(2))

# %% log_sigmoid: log10 (3/8) | through the probability
def log_sigmoid(h):
    return np.log10(1 / (1 + np.exp(-h)))

# %% log_sigmoid: saturated (3/4)
def log_sigmoid(h):
    return np.log(1 / (1 + np.exp(-h)))

# %% log_sigmoid: saturated (3/4) | log1p
def log_sigmoid(h):
    return -np.log1p(np.exp(-h))

# %% log_sigmoid: guard (9/10)
def log_sigmoid(h):
    return np.log(1 / (1 + np.exp(-h)) + 1e-8)

# %% log_sigmoid: guard (9/10) | clipped
def log_sigmoid(h):
    D = 1 / (1 + np.exp(-h))
    return np.log(np.clip(D, 1e-7, 1 - 1e-7))

# %% sigmoid_slope: sigma
def sigmoid_slope(h):
    return 1 / (1 + np.exp(-h))

# %% sigmoid_slope: one_minus_sigma
def sigmoid_slope(h):
    return 1 - 1 / (1 + np.exp(-h))

# %% sigmoid_slope: of_the_output
def sigmoid_slope(h):
    return h * (1 - h)

# %% sigmoid_slope: sign
def sigmoid_slope(h):
    s = 1 / (1 + np.exp(-h))
    return s * (s - 1)

# %% sigmoid_slope: plus
def sigmoid_slope(h):
    s = 1 / (1 + np.exp(-h))
    return s * (1 + s)

# %% sigmoid_slope: squared
def sigmoid_slope(h):
    return 1 / (1 + np.exp(-h))**2

# %% sigmoid_slope: tanh_slope
def sigmoid_slope(h):
    return 1 - np.tanh(h)**2

# %% sigmoid_slope: twice (1/2)
def sigmoid_slope(h):
    s = 1 / (1 + np.exp(-h))
    return 2 * s * (1 - s)

# %% sigmoid_slope: averaged
def sigmoid_slope(h):
    s = 1 / (1 + np.exp(-h))
    return np.mean(s * (1 - s))

# %% sigmoid_slope: saturated (3/4)
def sigmoid_slope(h):
    return np.exp(-h) / (1 + np.exp(-h))**2

# %% bce_from_logits: not_minus
def bce_from_logits(h, y):
    h, y = np.ravel(h), np.ravel(y)
    return np.mean(y * h - np.logaddexp(0, h))

# %% bce_from_logits: labels_swapped
def bce_from_logits(h, y):
    h, y = np.ravel(h), np.ravel(y)
    return np.mean(np.logaddexp(0, h) - (1 - y) * h)

# %% bce_from_logits: sum_not_mean (1/2)
def bce_from_logits(h, y):
    h, y = np.ravel(h), np.ravel(y)
    return np.sum(np.logaddexp(0, h) - y * h)

# %% bce_from_logits: log10 (1/2)
def bce_from_logits(h, y):
    h, y = np.ravel(h), np.ravel(y)
    return np.mean(np.logaddexp(0, h) - y * h) / np.log(10)

# %% bce_from_logits: real_only
def bce_from_logits(h, y):
    h, y = np.ravel(h), np.ravel(y)
    return np.mean(y * np.logaddexp(0, -h))

# %% bce_from_logits: fake_only
def bce_from_logits(h, y):
    h, y = np.ravel(h), np.ravel(y)
    return np.mean((1 - y) * np.logaddexp(0, h))

# %% bce_from_logits: difference
def bce_from_logits(h, y):
    h, y = np.ravel(h), np.ravel(y)
    return np.mean(y * np.logaddexp(0, -h) - (1 - y) * np.logaddexp(0, h))

# %% bce_from_logits: squared_error
def bce_from_logits(h, y):
    h, y = np.ravel(h), np.ravel(y)
    return np.mean((1 / (1 + np.exp(-h)) - y)**2)

# %% bce_from_logits: no_logarithm
def bce_from_logits(h, y):
    D, y = 1 / (1 + np.exp(-np.ravel(h))), np.ravel(y)
    return -np.mean(y * D + (1 - y) * (1 - D))

# %% bce_from_logits: logits_as_probabilities
def bce_from_logits(h, y):
    h, y = np.ravel(h), np.ravel(y)
    return -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h))

# %% bce_from_logits: divided_twice (1/2)
def bce_from_logits(h, y):
    h, y = np.ravel(h), np.ravel(y)
    return np.mean(np.logaddexp(0, h) - y * h) / len(h)

# %% bce_from_logits: not_averaged
def bce_from_logits(h, y):
    h, y = np.ravel(h), np.ravel(y)
    return np.logaddexp(0, h) - y * h

# %% bce_from_logits: saturated (3/4)
def bce_from_logits(h, y):
    D, y = 1 / (1 + np.exp(-np.ravel(h))), np.ravel(y)
    return -np.mean(y * np.log(D) + (1 - y) * np.log(1 - D))

# %% bce_from_logits: guard (9/10)
def bce_from_logits(h, y):
    D, y = 1 / (1 + np.exp(-np.ravel(h))), np.ravel(y)
    return -np.mean(y * np.log(D + 1e-6) + (1 - y) * np.log(1 - D + 1e-6))

# %% bce_from_logits: edge_case (3/4) | column against row
def bce_from_logits(h, y):
    return np.mean(np.logaddexp(0, h) - y * h)

# %% bce_from_logits: edge_case (3/4) | refuses unlike shapes
def bce_from_logits(h, y):
    assert h.shape == y.shape
    return np.mean(np.logaddexp(0, h) - y * h)

# %% bce_from_logits: saturated (9/16) | and column against row
def bce_from_logits(h, y):
    D = 1 / (1 + np.exp(-h))
    return -np.mean(y * np.log(D) + (1 - y) * np.log(1 - D))

# %% discriminator_loss: value_not_loss
def discriminator_loss(h_real, h_fake):
    return -np.mean(np.logaddexp(0, -h_real)) - np.mean(np.logaddexp(0, h_fake))

# %% discriminator_loss: pooled_mean (1/2)
def discriminator_loss(h_real, h_fake):
    return np.mean(np.logaddexp(0, np.concatenate([-h_real, h_fake])))

# %% discriminator_loss: common_mean (1/2) | twice the pooled mean
def discriminator_loss(h_real, h_fake):
    return 2 * np.mean(np.logaddexp(0, np.concatenate([-h_real, h_fake])))

# %% discriminator_loss: halved (1/2)
def discriminator_loss(h_real, h_fake):
    return (np.mean(np.logaddexp(0, -h_real)) + np.mean(np.logaddexp(0, h_fake))) / 2

# %% discriminator_loss: sum_not_mean (1/2)
def discriminator_loss(h_real, h_fake):
    return np.sum(np.logaddexp(0, -h_real)) + np.sum(np.logaddexp(0, h_fake))

# %% discriminator_loss: swapped
def discriminator_loss(h_real, h_fake):
    return np.mean(np.logaddexp(0, h_real)) + np.mean(np.logaddexp(0, -h_fake))

# %% discriminator_loss: real_only
def discriminator_loss(h_real, h_fake):
    return np.mean(np.logaddexp(0, -h_real))

# %% discriminator_loss: fake_only
def discriminator_loss(h_real, h_fake):
    return np.mean(np.logaddexp(0, h_fake))

# %% discriminator_loss: ln_D_of_fake
def discriminator_loss(h_real, h_fake):
    return np.mean(np.logaddexp(0, -h_real)) + np.mean(np.logaddexp(0, -h_fake))

# %% discriminator_loss: objective_B
def discriminator_loss(h_real, h_fake):
    return np.mean(np.logaddexp(0, -h_real)) - np.mean(np.logaddexp(0, -h_fake))

# %% discriminator_loss: difference
def discriminator_loss(h_real, h_fake):
    return np.mean(np.logaddexp(0, -h_real)) - np.mean(np.logaddexp(0, h_fake))

# %% discriminator_loss: log10 (1/2)
def discriminator_loss(h_real, h_fake):
    return -np.mean(np.log10(1 / (1 + np.exp(-h_real)))) - np.mean(np.log10(1 - 1 / (1 + np.exp(-h_fake))))

# %% discriminator_loss: log2 (1/2)
def discriminator_loss(h_real, h_fake):
    return -np.mean(np.log2(1 / (1 + np.exp(-h_real)))) - np.mean(np.log2(1 - 1 / (1 + np.exp(-h_fake))))

# %% discriminator_loss: guard (9/10)
def discriminator_loss(h_real, h_fake):
    real, fake = 1 / (1 + np.exp(-h_real)), 1 / (1 + np.exp(-h_fake))
    return -np.mean(np.log(real + 1e-6)) - np.mean(np.log(1 - fake + 1e-6))

# %% discriminator_loss: samples_paired (1/2) | zip, which leaves out the rest
def discriminator_loss(h_real, h_fake):
    return np.mean([np.logaddexp(0, -a) + np.logaddexp(0, b) for a, b in zip(h_real, h_fake)])

# %% discriminator_loss: common_mean (1/2) | both sums over the number of real samples
def discriminator_loss(h_real, h_fake):
    return (np.logaddexp(0, -h_real).sum() + np.logaddexp(0, h_fake).sum()) / len(h_real)
