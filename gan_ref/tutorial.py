"""Tutorial 6's data and the numbers that its solution sheet prints, in one place.

Samples are rows. Logarithms are natural. Source: seed 001, Q3 (data); seed 000, Q4 (printed values).
"""

import numpy as np

X_real = np.array([[1.0, 2.0], [3.0, 4.0]])
X_fake = np.array([[5.0, 6.0], [7.0, 8.0]])
theta = np.array([0.1, 0.2])  # (θ_d1, θ_d2)
bias = -2.0
eta = 0.02
for _array in (X_real, X_fake, theta):
    _array.flags.writeable = False  # every mark of the course is made with them: nobody's function changes them

# As printed, to the digits printed.
printed_real_term = -2.4872
printed_fake_term = -0.0593
printed_value = -2.5465
printed_alpha = np.array([[0.9089, -1.8178], [2.7724, -3.6966]])
printed_beta = np.array([[-0.3149, 0.37784], [-0.3651, 0.4172]])
printed_gradient = np.array([1.5007, -2.3596])
printed_theta = np.array([0.13001, 0.15281])

# How far a typed number may lie from the exact one: wide enough for the sheet's route over rounded intermediate values.
value_tolerance = 5e-4
theta_tolerance = 5e-5
gradient_tolerance = 1e-3
