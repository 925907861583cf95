"""Very much Markdown of the nastiest kinds: aligned, shown to the student and to the grader within seconds."""

import itertools
import time

import nbformat
import pytest

from grader.align import TYPED, align
from grader.feedback import FeedbackExporter
from grader.graders_page import PAGE, text_cell
from grader.harmless import formula
from grader.pictures import Pictures
from grader.submitted import Caps
from grader.template import prepare
from grader.titles import heading
from tests.marking.small_notebooks import course, submitted

NASTY = [
    "- a\n" * 5_000, "[" * 20_000, "[](" * 6_600, "*a_ " * 5_000, "**a *b " * 2_800, "[a](b) " * 2_850,
    "".join("  " * depth + "- a\n" for depth in range(140)), "> " * 18 + "a\n" * 9_000,
    "|a|b|\n|-|-|\n" + "|a|b|\n" * 3_300, " ".join(f"${n}$" for n in range(3_000)), "# a\n" * 5_000,
    " ".join("$" + f"x_{{{n}}}^{{2}}" * 90 + "$" for n in range(25)), "1. a\n   - b\n     > c\n" * 1_000,
]  # fmt: skip


@pytest.fixture(scope="module")
def aligned():
    """A submission with two thousand text cells of eighteen thousand characters."""
    notebook = submitted()
    notebook["cells"] += [
        {"cell_type": "markdown", "id": f"mine-{n}", "metadata": {}, "source": f"{n}\n\n{text[:18_000]}"}
        for n, text in zip(range(2_000), itertools.cycle(NASTY), strict=False)
    ]
    began = time.monotonic()
    made, repairs = align(prepare(course()), notebook)
    assert time.monotonic() - began < 5
    return made, repairs


def test_what_is_too_much_stands_as_typed_and_is_told(aligned):
    """Do the first cells stay Markdown, are the others code blocks with a line that says so, and is the grader told?"""
    made, repairs = aligned
    own = [cell["source"] for cell in made["cells"] if cell["metadata"]["grader"]["origin"] == "own"]
    plain = [text for text in own if not text.startswith(TYPED)]
    assert sum(map(len, plain)) <= Caps().markdown_kb * 1_000 < sum(map(len, plain)) + 20_000
    assert own[: len(plain)] == plain and len(own) > 300
    assert f"{len(own) - len(plain):,} of the student's own text cells are shown as typed" in " ".join(repairs)


def test_ordinary_notebooks_stay_as_they_are():
    """Is Markdown within the cap untouched, and nothing told?"""
    notebook = submitted()
    notebook["cells"].append({"cell_type": "markdown", "id": "mine", "metadata": {}, "source": "*so*"})
    made, repairs = align(prepare(course()), notebook)
    assert [cell["source"] for cell in made["cells"] if cell["id"] == "mine"] == ["*so*"] and repairs == []


def test_the_feedback_page_is_made_in_seconds(aligned):
    """Is the student's page there soon, with every cell on it?"""
    notebook = nbformat.from_dict(aligned[0])
    about = {"notebook": "n", "assignment": "a", "student": "s", "score": 0.0, "max_score": 1.0, "late_penalty": 0,
             "questions": []}  # fmt: skip
    began = time.monotonic()
    page = FeedbackExporter().from_notebook_node(notebook, resources={"nbgrader": about})[0]
    assert time.monotonic() - began < 20
    assert page.count("Shown as typed") > 300


def test_the_graders_page_is_made_in_seconds():
    """Is Markdown that a cell's outputs hold shown as typed, too, beyond what one page renders?"""
    resources = {}
    began = time.monotonic()
    shown = [text_cell({"resources": resources}, NASTY[n % len(NASTY)][:18_000]) for n in range(400)]
    assert time.monotonic() - began < 20
    assert sum("Shown as typed" in text for text in shown) > 400 - PAGE // 15_000
    assert "<em>so</em>" in text_cell({"resources": {}}, "*so*")


@pytest.mark.parametrize("text", [
    "# a" + " " * 10**6 + "b", "# a" + " " * 10**6 + "5" + " " * 10**6 + "b", "# " + "-" * 10**6, "#" * 10**6 + " x",
    "# " + "# " * 10**6 + "x", "# x 5 \n" * 10**5, "#" + "\n" * 10**6, "# " + "5" * 10**6 + " point",
], ids=["gap", "gaps", "dashes", "hashes", "closing hashes", "many", "empty lines", "digits"])  # fmt: skip
def test_a_heading_is_found_at_once(text):
    """Does no heading, however it is made, keep the page waiting?"""
    began = time.monotonic()
    assert len(heading(text) or "") <= 200
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("latex", [
    "\\frac{" * 160, "{" * 499 + "}" * 499, "\\left(" * 160, "x_" * 499, "^" * 999, "\\sqrt[" * 160, "&" * 999,
    "\\begin{matrix}" * 70, "\\text{" * 160, "\\\\" * 499, "'" * 999,
    "\\begin{matrix}" + "&\\\\" * 300 + "\\end{matrix}",
])  # fmt: skip
def test_a_formula_is_converted_at_once(latex):
    """Does no formula, however it is made, keep the page waiting?"""
    began = time.monotonic()
    formula(latex)
    assert time.monotonic() - began < 1


def test_a_broken_cell_is_looked_at_at_once():
    """Is a cell of a million empty lines and no Python told to be harmless or not without a long search?"""
    began = time.monotonic()
    assert Pictures(prepare(course()), None).leaves_alone("\n" * 10**6 + "(")
    assert time.monotonic() - began < 2
