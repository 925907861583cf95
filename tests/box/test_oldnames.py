"""Names that NumPy has taken away work in a box as they did; the NumPy of the trusted side gets none of them."""

import numpy as np
import pytest

from grader import oldnames

ADDED = sorted({*oldnames.ALIASES, *oldnames.made(np)})
ALIKE = {  # what a student may have written: what it means today
    "np.trapz([1.0, 2.0, 4.0], dx=0.5)": "np.trapezoid([1.0, 2.0, 4.0], dx=0.5)",
    "np.trapz(y=np.arange(3.0), x=np.array([0.0, 1.0, 3.0]))": "np.trapezoid(np.arange(3.0), [0.0, 1.0, 3.0])",
    "np.Inf, np.Infinity, np.infty, np.PINF, -np.NINF": "(np.inf,) * 5",
    "np.isnan(np.NaN), np.isnan(np.NAN)": "(True, True)",
    "np.in1d([[1, 2], [3, 4]], [2, 4], invert=True)": "[True, False, True, False]",
    "np.in1d(3, [2, 3])": "[True]",
    "np.product([2, 3]), np.cumproduct([2, 3]), np.alltrue([1, 0]), np.sometrue([1, 0])": "6, [2, 6], False, True",
    "np.row_stack(([1, 2], [3, 4])), np.msort([[3, 1], [2, 2]])": "[[1, 2], [3, 4]], [[2, 1], [3, 2]]",
    "np.zeros(2, dtype=np.float_).dtype, np.zeros(2, np.float).dtype, np.array(1, np.int).dtype.kind":
        "np.dtype(float), np.dtype(float), 'i'",
    "np.asfarray([1, 2]).dtype, np.asfarray([1, 2], np.float32).dtype, np.asfarray([1], int).dtype":
        "np.dtype(float), np.dtype(np.float32), np.dtype(float)",
    "np.round_(1.26, 1), np.round_(np.array([1.26]), decimals=1)": "1.3, [1.3]",
    "np.math.log(2.0), np.asscalar(np.array([2.5])), np.NZERO, np.PZERO": "np.log(2.0), 2.5, 0.0, 0.0",
    "isinstance(np.float_(1), np.float64), np.array(True).dtype == np.bool8": "True, True",
    "np.mat([[1, 2]]) * np.mat([[3], [4]])": "[[11]]",
    "hasattr(np, 'trapezoid'), hasattr(np, 'no_such_name')": "True, False",
    "(np.trapezoid if hasattr(np, 'trapezoid') else np.trapz)([1.0, 2.0])": "1.5",
    "getattr(np, 'trapz', None)([1.0, 2.0]), np.bool is np.bool_": "1.5, True",
}  # fmt: skip


@pytest.mark.parametrize("name", ADDED)
def test_a_removed_name_is_there_without_a_warning(box, name):
    """Does a box's NumPy have it, without saying anything?"""
    result = box.run(f"import warnings\nwarnings.simplefilter('error')\nimport numpy as np\nnp.{name}\n"
                     f"from numpy import {name}\nNone", "cell")
    assert result.ok and not result.outputs, result.error


SAME = """
def same(a, b):
    if isinstance(a, tuple):
        return len(a) == len(b) and all(map(same, a, b))
    return np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b
"""


@pytest.mark.parametrize("written", ALIKE)
def test_a_removed_name_means_what_it_meant(loaded, written):
    """Does it give what its equivalent of today gives?"""
    loaded(f"import numpy as np{SAME}\nold, new = ({written}), ({ALIKE[written]})\nassert same(old, new), (old, new)")


def test_the_matplotlib_of_the_box_goes_on_to_draw(loaded):
    """Is a library that asks NumPy what it has not misled?"""
    loaded("import numpy as np, matplotlib.pyplot as plt\nplt.plot(np.linspace(0, 1), np.linspace(0, 1))\nplt.show()")


def test_our_own_numpy_is_left_alone(server):
    """Is nothing added to the NumPy of the trusted side, though a fork server has been started from it?"""
    with server.open():
        assert not {"trapz", "Inf", "float_", "math"} & set(vars(np))


def test_what_numpy_has_is_not_replaced():
    """Is a name that is there still, or there again with another meaning, left as it is?"""

    class Other:
        inf, nan, float64, trapz, bool = np.inf, np.nan, np.float64, "its own", "its own"
        asarray, integer = np.asarray, np.integer

    oldnames.give_back(Other)
    assert (Other.trapz, Other.bool, Other.Inf) == ("its own", "its own", np.inf)
    assert not hasattr(Other, "alltrue")  # it has no `all` to stand for it
