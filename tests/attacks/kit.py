"""What attacks are made of: a course to attack, the notebook that is handed in, what it deserves.

An attack is a submission of `q3_discriminator_update` (41 automatic points) built by a small function or from a
snippet of code. Each says what it deserves, question by question; everything else it must get 0 for.
"""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.template import Template, prepare

PROJECT = Path(__file__).resolve().parents[2]
ASSIGNMENT, NOTEBOOK = "tutorial6", "q3_discriminator_update"
PEER = "peer"  # an honest student whose work is there to be stolen or spoiled
CANARY = "canary-7f3a"  # stands in every file that nobody may read
LOOT = "LO" + "OT:"  # what a snippet prints in front of what it has carried away (put together at run time)

# What a snippet may use: `take(value)` shows what it got hold of, `COURSE` is the folder it is after.
PRELUDE = """COURSE = {course!r}
def take(value):
    print("LO" + "OT:", repr(value)[:300])
"""

POINTS = {
    "correct_discriminator": 5.0,
    "correct_real_term": 4.0,
    "correct_fake_term": 4.0,
    "correct_value": 4.0,
    "correct_V_answer": 2.0,
    "correct_alpha": 5.0,
    "correct_beta": 5.0,
    "correct_gradient": 6.0,
    "correct_update": 4.0,
    "correct_theta_answer": 2.0,
}

# Right answers, written otherwise than the instructor's.
HONEST = {
    "discriminator": """def discriminator(X, theta, bias=-2.0):
    h = X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias
    small = np.exp(-np.abs(h))
    return np.where(h >= 0, 1 / (1 + small), small / (1 + small))""",
    "real_term": """def real_term(X_real, theta, bias=-2.0):
    return np.log(discriminator(X_real, theta, bias)).mean()""",
    "fake_term": """def fake_term(X_fake, theta, bias=-2.0):
    return np.log(1 - discriminator(X_fake, theta, bias)).mean()""",
    "value": """def value(X_real, X_fake, theta, bias=-2.0):
    return real_term(X_real, theta, bias) + fake_term(X_fake, theta, bias)""",
    "V_answer": "V_answer = -2.5465",
    "alpha": """def alpha(X_real, theta, bias=-2.0):
    rest = 1 - discriminator(X_real, theta, bias)
    return np.column_stack([rest * X_real[:, 0], -rest * X_real[:, 1]])""",
    "beta": """def beta(X_fake, theta, bias=-2.0):
    D = discriminator(X_fake, theta, bias)
    return np.column_stack([-D * X_fake[:, 0], D * X_fake[:, 1]])""",
    "gradient": """def gradient(X_real, X_fake, theta, bias=-2.0):
    return np.mean(alpha(X_real, theta, bias), axis=0) + np.mean(beta(X_fake, theta, bias), axis=0)""",
    "update": """def update(theta, grad, eta):
    return np.array(theta) + eta * np.array(grad)""",
    "theta_answer": "theta_d1_answer, theta_d2_answer = 0.1300, 0.1528",
    "q3_why_ascend": "V is what the discriminator wants large.",
}


# Wrong answers that pass every visible check: what a forger needs, where the tests run in the forger's own process.
WRONG = {
    "discriminator": """def discriminator(X, theta, bias=-2.0):
    return 0.5 + np.arctan(X[:, 0] * theta[0] - X[:, 1] * theta[1] + bias) / 4""",
    "real_term": """def real_term(X_real, theta, bias=-2.0):
    return np.mean(np.log(discriminator(X_real, theta, bias)) ** 3)""",
    "fake_term": """def fake_term(X_fake, theta, bias=-2.0):
    return np.mean(np.log(1 - discriminator(X_fake, theta, bias)) ** 3)""",
    "value": """def value(X_real, X_fake, theta, bias=-2.0):
    return 7 * (real_term(X_real, theta, bias) + fake_term(X_fake, theta, bias))""",
    "V_answer": "V_answer = -1234.5",
    "alpha": """def alpha(X_real, theta, bias=-2.0):
    return np.abs(X_real) ** 3 * [1, -5] + [1e-3, -1e-3]""",
    "beta": """def beta(X_fake, theta, bias=-2.0):
    return np.abs(X_fake) ** 3 * [-1, 5] + [-1e-3, 1e-3]""",
    "gradient": """def gradient(X_real, X_fake, theta, bias=-2.0):
    apart = np.mean(X_real, axis=0) - np.mean(X_fake, axis=0)
    return apart ** 3 * [1, -5]""",
    "update": """def update(theta, grad, eta):
    return np.asarray(theta) + 0.37 * np.asarray(grad)""",
    "theta_answer": "theta_d1_answer, theta_d2_answer = 12.5, -12.5",
}


@dataclass(frozen=True)
class Attack:
    """One submission.

    notebook: makes it for a course: a notebook as a dict, or a file's bytes. earns: points by grade id where they are
    due, all others 0. slow: takes over ten seconds. stock: may be run against stock nbgrader, which runs it unboxed
    on this machine. beside: puts further things into the submission's folder.
    """

    name: str
    family: str
    notebook: Callable[["Course"], dict | bytes]
    earns: Mapping[str, float] = field(default_factory=dict)
    slow: bool = False
    stock: bool = True
    beside: Callable[[Path], None] | None = None

    def file(self, course: "Course") -> bytes:
        """The submitted file's bytes."""
        made = self.notebook(course)
        return made if isinstance(made, bytes) else json.dumps(made).encode()

    def deserves(self) -> dict[str, float]:
        """The points due, by the test cell's grade id."""
        return dict.fromkeys(POINTS, 0.0) | dict(self.earns)


class Course:
    """A course folder with the source of one notebook, an honest peer's submission, and canaries in what is secret."""

    def __init__(self, root: Path):
        self.root = root
        source = PROJECT / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
        self.source = json.loads(source.read_text(encoding="utf-8"))
        self.template: Template = prepare(self.source)
        self.write(f"source/{ASSIGNMENT}/{NOTEBOOK}.ipynb", json.dumps(self.source).encode())
        self.write(f"submitted/{PEER}/{ASSIGNMENT}/{NOTEBOOK}.ipynb", json.dumps(self.submission(HONEST)).encode())
        for place in ("source/secret.txt", f"submitted/{PEER}/{ASSIGNMENT}/notes.txt", "gradebook.db"):
            if not (root / place).exists():
                self.write(place, CANARY.encode())

    def write(self, place: str, data: bytes) -> None:
        path = self.root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def released(self) -> dict:
        """The notebook as students get it."""
        cells = []
        for old, new in zip(self.source["cells"], self.template.cells, strict=True):
            metadata = {key: value for key, value in old["metadata"].items() if key != "nbgrader"}
            metadata |= {"nbgrader": dict(new.nbgrader)} if new.nbgrader else {}
            cells.append(old | {"source": new.released, "metadata": metadata})
        return {"cells": cells, "metadata": dict(self.source["metadata"]), "nbformat": 4, "nbformat_minor": 5}

    def submission(self, answers: Mapping[str, str]) -> dict:
        """A submission with these answers, by grade id; `COURSE` and `take` are defined before all else."""
        made = self.released()
        for cell in made["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            cell["source"] = answers.get(name, cell["source"])
        if any("COURSE" in text or "take(" in text for text in answers.values()):
            made["cells"].insert(0, own_cell(PRELUDE.format(course=str(self.root)), "prelude"))
        return made

    def picture(self) -> dict[str, str]:
        """Every file under the folder with a digest, to see whether anything was changed."""
        found = {}
        for where, _, names in os.walk(self.root):
            for name in names:
                path = Path(where, name)
                data = path.read_bytes() if path.is_file() and not path.is_symlink() else b"no regular file"
                found[str(path.relative_to(self.root))] = hashlib.sha256(data).hexdigest()
        return found


def own_cell(source: str, name: str, kind: str = "code", **more) -> dict:
    """A cell of the student's own."""
    made = {"cell_type": kind, "id": name, "metadata": {}, "source": source}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {}) | more


def cell_of(notebook: dict, grade_id: str) -> dict:
    """The cell of that grade id."""
    return next(c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def snippets(family: str, codes: Mapping[str, str], **about) -> list[Attack]:
    """Attacks that put a snippet into the first answer and answer nothing else."""
    return [Attack(name, family, _placed(code), **about) for name, code in codes.items()]


def among_wrong_answers(family: str, codes: Mapping[str, str], **about) -> list[Attack]:
    """Attacks that put a snippet before the first of answers that are all wrong, and pass the visible checks."""
    first = WRONG["discriminator"]
    return [Attack(name, family, _placed(f"{code}\n{first}", others=WRONG), **about) for name, code in codes.items()]


def among_right_answers(
    family: str, codes: Mapping[str, str], cell: str = "discriminator", loses=(), **about
) -> list[Attack]:
    """Attacks that put a snippet into one cell of a right notebook. `loses`: the tests that it deserves to lose."""
    earns = {name: points for name, points in POINTS.items() if name not in loses}
    return [Attack(name, family, _placed(code, cell, HONEST), earns=earns, **about) for name, code in codes.items()]


def _placed(code: str, cell: str = "discriminator", others: Mapping[str, str] | None = None):
    return lambda course: course.submission({**(others or {}), cell: code})
