"""How much of a question's points a known mistake still earns: the one place where a lecturer changes it.

Two shares are the marking engine's own: numbers that a guard or rounding moved a little, and changed inputs, earn
`grader.question.GUARDED`; what is right but for saturated inputs earns `grader.question.SATURATED`.
"""

WRONG = 0.0  # the method or a sign is wrong
SLIP = 0.5  # right method, one slip of normalisation, base of the logarithm, or a constant
EDGE = 0.75  # right everywhere but in an edge case that the question names
GUARD = 0.9  # a guard inside a logarithm, or a clipped argument
