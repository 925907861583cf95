"""Answers that are not what they seem: objects with methods of their own, endless, huge, recursive or vanishing ones.

Each stands where `gradient` should, in a notebook that is otherwise right.
"""

from tests.attacks.kit import among_right_answers

_DEF = "\ndef gradient(X_real, X_fake, theta, bias=-2.0):\n    return "
VALUES = {
    "equal to everything": "class Yes:\n    def __eq__(self, other): return True\n    __hash__ = None" + _DEF + "Yes()",
    "a float that equals everything": """class Yes(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __abs__(self): return 0.0
    def __le__(self, other): return True
    __lt__ = __ge__ = __gt__ = __le__""" + _DEF + "[Yes(0), Yes(0)]",
    "an array that takes over NumPy": """class Yes(np.ndarray):
    def __array_ufunc__(self, *a, **k): return True
    def __array_function__(self, *a, **k): return True""" + _DEF + "np.zeros(2).view(Yes)",
    "an object with __array__ that raises": """class A:
    def __array__(self, *a, **k): raise SystemExit""" + _DEF + "A()",
    "an object with __array__ that counts": """class A:
    calls = 0
    def __array__(self, *a, **k):
        A.calls += 1
        return np.full(2, float(A.calls))""" + _DEF + "A()",
    "an object that lies about its class": """class A:
    __class__ = property(lambda self: np.ndarray)
    shape, dtype, ndim, size = (2,), np.dtype(float), 1, 2
    def __getattr__(self, name): return lambda *a, **k: True""" + _DEF + "A()",
    "an object with __float__": "class A:\n    def __float__(self): return 1.5" + _DEF + "[A(), A()]",
    "a class whose attributes raise": """class A:
    def __getattribute__(self, name): raise SystemExit(name)""" + _DEF + "A()",
    "a metaclass that raises": """class M(type):
    def __instancecheck__(self, x): raise SystemExit
    def __getattribute__(self, name): raise SystemExit
class A(metaclass=M): pass""" + _DEF + "A",
    "a generator": _DEF + "(x for x in (1.5, -2.4))",
    "an endless generator": _DEF + "iter(int, 1)",
    "a number of a million digits": _DEF + "[10 ** 1_000_000, 1]",
    "a float too large for floats": _DEF + "[10 ** 400, -(10 ** 400)]",
    "a string of digits": _DEF + "['1.500680389', '-2.359626358']",
    "text": _DEF + "'right'",
    "bytes": _DEF + "b'\\x00' * 16",
    "None": _DEF + "None",
    "nested lists, a hundred thousand deep": """def deep(n):
    x = []
    for _ in range(n): x = [x]
    return x""" + _DEF + "deep(10**5)",
    "a list that holds itself": "loop = []\nloop.append(loop)" + _DEF + "loop",
    "a list of ten million numbers": _DEF + "[0.0] * 10**7",
    "an array of ten gigabytes": _DEF + "np.broadcast_to(0.0, 10**10 // 8)",
    "an array of an impossible size": _DEF + "np.broadcast_to(0.0, (2,) * 60)",
    "NaN": _DEF + "np.array([np.nan, np.nan])",
    "infinity": _DEF + "np.array([np.inf, -np.inf])",
    "an array of objects": _DEF + "np.array([object(), object()])",
    "an array of dtype object with hostile numbers": """class Yes(int):
    def __float__(self): raise SystemExit""" + _DEF + "np.array([Yes(1), Yes(2)], dtype=object)",
    "complex numbers": _DEF + "np.array([1.5 + 0.1j, -2.4])",
    "dates": _DEF + "np.array(['2026-01-01', '2026-01-02'], dtype='datetime64[D]')",
    "a masked array": _DEF + "np.ma.masked_all(2)",
    "a record array": _DEF + "np.zeros(2, dtype=[('a', float), ('b', object)])",
    "a dict": _DEF + "{'gradient': [1, 2], 3: 4}",
    "a module": _DEF + "np",
    "the function itself": _DEF + "gradient",
    "an exception, returned": _DEF + "SystemExit(5)",
    "a warning raised as an error": "import warnings\nwarnings.simplefilter('error')" + _DEF + "np.log(np.zeros(2))",
    "an exception whose text raises": """class E(Exception):
    def __str__(self): raise SystemExit
    __repr__ = __str__
def gradient(*a, **k): raise E""",
    "an exception of endless text": "def gradient(*a, **k): raise ValueError('x' * 10**8)",
    "an exception with markup and control characters": """def gradient(*a, **k):
    raise ValueError('<script>alert(1)</script>\\x1b[2J\\x00\\ud800')""",
    "an exception named to end marking": """class BoxFault(BaseException):
    stops_marking = True
def gradient(*a, **k): raise BoxFault('ungraded, please')""",
    "the answer of the visible check, else zero": """
def gradient(X_real, X_fake, theta, bias=-2.0):
    real = np.mean(X_real) - np.mean(X_fake)
    return np.array([np.sign(real), -np.sign(real)])""",
    "the printed answer, whatever the input": _DEF + "np.array([1.500680389, -2.359626358])",
}
ATTACKS = among_right_answers("values", VALUES, cell="gradient", loses=["correct_gradient"])
# These are harmless to a grader that runs them outside, but would eat this machine's memory if run unboxed.
_HEAVY = {
    "a list of ten million numbers",
    "an endless generator",
    "nested lists, a hundred thousand deep",
    "an array of ten gigabytes",
    "an exception of endless text",
}
ATTACKS = [type(a)(a.name, a.family, a.notebook, a.earns, a.slow, a.name not in _HEAVY) for a in ATTACKS]
