"""Names that NumPy has taken away, given back inside the box. Used by `forkserver.py`, in its warm-up.

A student whose NumPy is older (a laptop, a machine in a computer room) writes `np.trapz` or `np.Inf`, sees every ✓ at
home, and would lose the question to a NumPy here that has no such name: for a difference of versions, and none of
understanding. So each name that was removed from 1.24 on, and that had a plain equivalent, stands for that again. A
name that NumPy still has, or has again with another meaning, as `np.bool`, is left alone. The trusted side never
imports this: nothing is added to the NumPy that the reference computes with.

What is no name of the module stays removed: methods of arrays such as `x.ptp()`, and what is now an error.
"""

import contextlib
import importlib

ALIASES = {  # the old name: the one of today
    # removed in 1.24: the built-in types, under NumPy's name
    "int": "builtins.int", "float": "builtins.float", "complex": "builtins.complex", "object": "builtins.object",
    "str": "builtins.str", "unicode": "builtins.str", "bool": "builtins.bool",
    # removed in 2.0: constants
    "Inf": "inf", "Infinity": "inf", "infty": "inf", "PINF": "inf", "NaN": "nan", "NAN": "nan",
    # removed in 2.0: types
    "float_": "float64", "complex_": "complex128", "longfloat": "longdouble", "singlecomplex": "complex64",
    "cfloat": "complex128", "longcomplex": "clongdouble", "clongfloat": "clongdouble", "string_": "bytes_",
    "unicode_": "str_", "bool8": "bool_", "int0": "intp", "uint0": "uintp", "object0": "object_", "str0": "str_",
    "bytes0": "bytes_", "void0": "void",
    # removed in 2.0: functions under a second name
    "product": "prod", "cumproduct": "cumprod", "alltrue": "all", "sometrue": "any", "round_": "round",
    "mat": "asmatrix", "issubsctype": "issubdtype",
    # removed in 2.0: what had stood under NumPy's name by chance, and what has moved
    "math": "math", "warnings": "warnings", "AxisError": "exceptions.AxisError",
    "ComplexWarning": "exceptions.ComplexWarning", "RankWarning": "exceptions.RankWarning",
    "VisibleDeprecationWarning": "exceptions.VisibleDeprecationWarning",
    # removed in 2.4, or about to be
    "trapz": "trapezoid", "row_stack": "vstack",
}  # fmt: skip
MODULES = ("builtins", "math", "warnings")  # of Python's own; every other equivalent is NumPy's


def give_back(numpy):
    """Add to this NumPy the old names that it lacks."""
    for name, equivalent in [*ALIASES.items(), *made(numpy).items()]:
        if not hasattr(numpy, name):
            with contextlib.suppress(AttributeError):  # a NumPy so old that it lacks the new name too
                setattr(numpy, name, found(numpy, equivalent) if isinstance(equivalent, str) else equivalent)


def found(numpy, path):
    """What an equivalent of the table stands for."""
    first, _, rest = path.partition(".")
    value = importlib.import_module(first) if first in MODULES else getattr(numpy, first)
    return getattr(value, rest) if rest else value


def made(numpy):
    """Old names that are no other name today, but a short expression, by the name."""

    def in1d(ar1, ar2, assume_unique=False, invert=False, *, kind=None):
        flat = numpy.ravel(numpy.asarray(ar1))
        return numpy.isin(flat, ar2, assume_unique=assume_unique, invert=invert, kind=kind)

    def asfarray(a, dtype=numpy.float64):
        return numpy.asarray(a, dtype if numpy.issubdtype(dtype, numpy.inexact) else numpy.float64)

    def msort(a):
        return numpy.sort(a, axis=0)

    def asscalar(a):
        return a.item()

    return {"in1d": in1d, "asfarray": asfarray, "msort": msort, "asscalar": asscalar, "NINF": -numpy.inf,
            "PZERO": 0.0, "NZERO": -0.0}  # fmt: skip
