"""Messages for the slips that every question of Q3 shares, and the mistakes made of them."""

from itertools import combinations, product

from grader.question import Mistake

from .shares import GUARD, SLIP, WRONG
from .wrong_discriminator import AVERAGE_SLIPS, HALVED, INPUT_SLIPS, LOG_SLIPS

DISCRIMINATOR = "the discriminator's formula at the head of the notebook"
EXPECTATION = "the expectation over equally likely samples"

_TOLD = {
    "plus_theta_d2": (WRONG, "The logit subtracts the second product: mind the sign before $\\theta_{d2} x_2$."),
    "no_bias": (SLIP, "The bias is missing in the logit: it is the last summand of $h$."),
    "bias_sign": (SLIP, "The bias enters with the wrong sign, or the bracket around the whole exponent is lost."),
    "bias_fixed": (SLIP, "The bias is an argument: use `bias`, not the number that it has in the question."),
    "x1_x2_swapped": (WRONG, "The two coordinates are exchanged: column 0 is $x_1$ and belongs to $\\theta_{d1}$."),
    "thetas_swapped": (WRONG, "The two parameters are exchanged: $\\theta_{d1}$ belongs to $x_1$."),
    "columns_as_samples": (WRONG, "Each row is a sample; here the columns are taken for samples."),
    "sum_not_mean": (SLIP, "You add up where the expectation asks for the mean over the batch."),
    "divided_by_m_twice": (SLIP, "The average is divided by the size of the batch once more than it should be."),
    "divided_by_two": (SLIP, "You divide by 2 (`X.shape[1]`, perhaps, or the samples of the question); a mean divides by the "
                             "number of samples, whatever it is: `len(X)`."),
    "halved": (SLIP, "$V$ is the sum of the two means, one of the real samples and one of the fakes, not their mean: the "
                     "factor $\\frac12$ is too much."),
    "log10": (SLIP, "The logarithm is to base 10; ln, in NumPy `np.log`, is meant everywhere."),
    "log2": (SLIP, "The logarithm is to base 2; ln, in NumPy `np.log`, is meant everywhere."),
}


def slips(part: str, *groups: dict) -> list[Mistake]:
    """The slips of these groups as mistakes in `part`, a method of `Pieces`."""
    found = []
    for group in groups:
        for name, pieces in group.items():
            share, message = _TOLD[name]
            see = DISCRIMINATOR if group is INPUT_SLIPS else EXPECTATION
            found.append(Mistake(name, getattr(pieces, part), message, share, see))
    return found


def pairs(part: str, *groups: dict) -> list[Mistake]:
    """Two slips at once, each of a group of its own; what is left is the product of their shares."""
    found = []
    for one, other in combinations(groups, 2):
        for (a, pieces), (b, more) in product(one.items(), other.items()):
            (share, message), (less, besides) = _TOLD[a], _TOLD[b]
            if share * less:
                made = getattr(pieces.also(more), part)
                found.append(Mistake(f"{a} and {b}", made, f"{message} Besides: {besides}", share * less, EXPECTATION))
    return found


def all_slips(part: str, more: dict | None = None) -> list[Mistake]:
    """Slips of the inputs, the average and the logarithm, and two of them at once; `more`: further ones of the average."""
    groups = (INPUT_SLIPS, AVERAGE_SLIPS | (more or {}), LOG_SLIPS)
    return [*slips(part, *groups), *pairs(part, *groups)]


def sum_slips(part: str) -> list[Mistake]:
    """The same for a sum of two means, which may be halved besides."""
    return all_slips(part, HALVED)


def guards(guarded, note: str = "") -> list[Mistake]:
    """An answer with a guard: `guarded(eps)` gives the function that adds eps inside the logarithm, or clips by it."""
    message = f"A guard such as `+ 1e-8` moves the numbers; for these inputs none is needed. {note}".strip()
    return [Mistake("guard", guarded(10.0**-k), message, GUARD, guard=True) for k in range(4, 13)]
