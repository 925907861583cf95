"""How much of a question's points an answer that is not quite right still earns: the one place to change it.

A share is 0 to 1. Known mistakes carry theirs in the tables of questions, by these names; the judges give the others.
After a change, `python -m grader gate ASSIGNMENT` says whether the marking is still fair.
"""

WRONG = 0.0  # the method or a sign is wrong
SLIP = 0.5  # right method, one slip of normalisation, base of the logarithm, or a constant
FOLLOWS = 0.5  # a function or a typed number that follows rightly from the student's own wrong functions
EDGE = 0.75  # right but in an edge case that the question names
SATURATED = 0.75  # right but for saturated inputs, where the question asks for a stable form
WHOLE = 0.75  # right but for arrays of whole numbers
GUARDED = 0.9  # right but for a guard such as log(D + 1e-8), a clipping, or rounding to about four digits
CHANGED = 0.9  # of what the answer would earn, if it changes the arrays that it is given
