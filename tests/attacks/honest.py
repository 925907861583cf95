"""Honest submissions in odd shapes: none may lose a point."""

from tests.attacks.kit import HONEST, POINTS, Attack, own_cell


def _with(**answers):
    return lambda course: course.submission(HONEST | answers)


def _beside(*sources):
    """The right notebook with cells of the student's own in front."""

    def make(course):
        made = course.submission(HONEST)
        made["cells"] = [own_cell(text, f"mine-{n}") for n, text in enumerate(sources)] + made["cells"]
        return made

    return make


def _split_answer(course):
    """The answer stands in a cell of its own; the given cell only uses it."""
    made = course.submission(HONEST | {"gradient": "gradient = my_gradient"})
    place = next(n for n, cell in enumerate(made["cells"]) if cell["id"] == "gradient")
    made["cells"].insert(place, own_cell(HONEST["gradient"].replace("def gradient", "def my_gradient"), "mine"))
    return made


_SHAPES = {
    "plain": _with(),
    "warnings on stderr": _with(discriminator="""import sys, warnings
def discriminator(X, theta, bias=-2.0):
    warnings.warn('careful')
    print('working', file=sys.stderr)
    h = X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias
    return np.exp(-np.logaddexp(0, -h))"""),
    "NumPy warnings": _with(fake_term="""def fake_term(X_fake, theta, bias=-2.0):
    np.log(np.zeros(3)), np.float64(1) / 0, np.exp(np.array([1e4]))
    return np.log1p(-discriminator(X_fake, theta, bias)).mean()"""),
    "prints and results everywhere": _beside("print('hello')\n5", "'0.0'", "display(1)"),
    "lists in place of arrays": _with(gradient=HONEST["gradient"].replace("return ", "return list(") + ")"),
    "a lambda": _with(update="update = lambda theta, grad, eta: theta + eta * grad"),
    "a partial": _with(update="""from functools import partial
def _step(sign, theta, grad, eta): return theta + sign * eta * grad
update = partial(_step, 1)"""),
    "an object with __call__": _with(update="""class Update:
    def __call__(self, theta, grad, eta): return theta + eta * grad
update = Update()"""),
    "an answer in a cell of its own": _split_answer,
    "a loop over rows": _with(alpha="""def alpha(X_real, theta, bias=-2.0):
    rows = []
    for x in X_real:
        D = discriminator(x[None], theta, bias)[0]
        rows.append([(1 - D) * x[0], -(1 - D) * x[1]])
    return rows"""),
    "random numbers and clocks": _beside("import random, time\nrandom.random(); np_seed = time.time()"),
    "a picture of its own": _beside("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"),
    "magics": _beside("%matplotlib inline", "%%time\nx = 1", "%timeit -n1 -r1 1 + 1", "?print", "!echo hello"),
    "an answer under %%time": _with(update="%%time\n" + HONEST["update"]),
    "cells that fail": _beside("1 / 0", "this is not Python", "raise SystemExit", "exit()"),
    "names of the course used again": _beside("ask = show = print = None", "X_real = 'mine'"),
    "files written and read": _beside("open('notes.txt', 'w').write('x')\nassert open('notes.txt').read() == 'x'"),
    "a dataclass": _beside("from dataclasses import dataclass\n@dataclass\nclass P:\n    x: float = 1.0\nP()"),
    "async code": _beside("import asyncio\nawait asyncio.sleep(0)"),
    "longdouble results": _with(real_term=HONEST["real_term"].replace("return ", "return np.longdouble(") + ")"),
    "numbers as 0-d arrays": _with(V_answer="V_answer = np.array(-2.5465)"),
    "a memory of earlier calls": _with(update="""_seen = []
def update(theta, grad, eta):
    _seen.append(theta)
    return theta + eta * grad"""),
}
ATTACKS = [Attack(name, "honest", make, earns=POINTS) for name, make in _SHAPES.items()]
