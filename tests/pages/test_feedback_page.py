"""The feedback page as a student opens it: in a browser, on a phone and at a desk."""

import base64
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from grader.feedback import FeedbackExporter, ForTheStudent
from grader.outputs import message_of
from grader.titles import heading

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HOSTILE = "<script>document.title='gone'</script><img src=x onerror=\"alert('run')\">"

LOSS = "\\mathbb{E}_{\\mathbf x \\sim p_{\\text{data}}}\\big[\\ln D(\\mathbf x)\\big]"
WIDE = f"Wider than a phone, $V(D, G) = {LOSS} + {LOSS} + {LOSS}$ and $${LOSS} + {LOSS} + {LOSS} + {LOSS}$$"


def cell(kind, source, outputs=(), tags=(), **nbgrader):
    """A cell with nbgrader's metadata."""
    made = (new_markdown_cell if kind == "markdown" else new_code_cell)(source)
    if kind == "code":
        made.outputs = list(outputs)
    made.metadata.update(nbgrader=nbgrader, tags=list(tags))
    return made


@pytest.fixture(scope="module")
def html():
    """A page with every kind of cell and output, and a student who would like to run a script in it."""
    picture = new_output("display_data", data={"image/png": base64.b64encode(PIXEL).decode()})
    plotted = new_output("execute_result", data={"text/plain": HOSTILE, "text/html": HOSTILE}, execution_count=1)
    failed = new_output(
        "error", ename="ValueError", evalue=HOSTILE, traceback=["\x1b[31mValueError\x1b[0m: " + HOSTILE]
    )
    printed = new_output("stream", name="stdout", text="✓ shape and sign look right\n")
    graded = {"grade": True, "solution": False, "points": 6.0, "score": 3.0, "grade_id": "correct_gradient"}
    written = {"grade": True, "solution": True, "points": 4.0, "score": 0.0, "grade_id": "q3_why_ascend"}
    notebook = new_notebook(
        cells=[
            cell("markdown", "# One update\n\n$$\\nabla_{\\theta_d} V = \\frac1m\\sum_i \\alpha^{(i)}$$", locked=True),
            cell("code", "import numpy as np", locked=True, tags=["setup"]),
            cell("code", "def gradient(x):\n    return x  # " + HOSTILE, [plotted, failed], solution=True),
            cell("code", "assert True", [printed], **graded),
            cell("code", "plot()", [picture], locked=True, tags=["plot"]),
            cell("markdown", HOSTILE + " [link](javascript:alert(1))", **written),
            new_markdown_cell(HOSTILE),
            new_markdown_cell(WIDE),
            new_markdown_cell("| call | what |\n|:--|:--|\n| `gan.ascend_discriminator(x, z)` | one gradient step |"),
            nbformat.v4.new_raw_cell(HOSTILE),
        ]
    )
    questions = [
        {"id": "correct_gradient", "title": "The gradient", "score": 3.0, "points": 6.0, "waiting": False,
         "by_person": False, "from_person": False,
         "message": "You **added** the $\\alpha^{(i)}$ where their mean is asked for."},
        {"id": "q3_why_ascend", "title": HOSTILE, "score": 0.0, "points": 4.0, "waiting": True,
         "by_person": True, "from_person": True, "message": HOSTILE},
    ]  # fmt: skip
    about = {"notebook": "q3_discriminator_update", "assignment": "tutorial6", "student": HOSTILE,
             "score": 3.0, "max_score": 10.0, "late_penalty": 0.5, "questions": questions,
             "about_file": [HOSTILE]}  # fmt: skip
    return FeedbackExporter().from_notebook_node(notebook, resources={"nbgrader": about})[0]


def test_accessible(html, violations, page):
    """Does the page break any of axe's rules, at the width of a phone or of a desk?"""
    assert violations(html, page.viewport_size) == []


def test_no_script_runs_and_nothing_is_loaded(html, page):
    """Does anything that a student wrote run, or load, or change the page?"""
    page.set_content(html)
    assert page.title() == "Feedback: q3_discriminator_update"
    assert page.said == [] and [url for url in page.asked if not url.startswith("data:")] == []
    assert page.locator("script").count() == 0


def test_no_sideways_scrolling(html, page):
    """Does the page fit the width of the screen?"""
    page.set_content(html)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_by_keyboard(html, page):
    """Do the links of the list, reached by the tab key, lead to their questions?"""
    page.set_content(html)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#correct_gradient"
    assert page.locator("#correct_gradient").count() == 1


def test_what_the_page_says(html, page):
    """Are the total, the points, the message and what still waits all on the page?"""
    page.set_content(html)
    text = page.inner_text("body")
    for part in (
        "3 of 10 points",
        "after 0.5 points taken off for lateness",
        "3 of 6",
        "You added the",
        "to be marked",
    ):
        assert part in text
    assert page.locator("math").count() >= 2


def test_heading_without_points():
    """Is a question's title its heading, without the points that stand in it?"""
    titles = ["## The gradient (6 points)", "### The gradient — 6 points", "# Tutorial\n\n## The gradient [2.5 points]"]
    assert {heading(title) for title in titles} == {"The gradient"}
    assert heading("no heading") is None


def test_message_comes_from_the_result():
    """Is the message the Markdown of the test cell's result, and nothing that was printed?"""
    result = new_output("execute_result", data={"text/plain": "3.0", "text/markdown": "Look again."}, execution_count=1)
    printed = new_output("stream", name="stdout", text="You get all points!")
    assert message_of(new_code_cell("", outputs=[printed, result])) == "Look again."
    assert message_of(new_code_cell("", outputs=[printed])) == ""


def test_words_that_mark_regions_are_a_students_own_there():
    """`### BEGIN HIDDEN TESTS` in an answer: is there a page all the same, with the line in it, and ours taken out?"""
    hidden = "### BEGIN HIDDEN TESTS\nassert secret\n### END HIDDEN TESTS"
    texts = {"student": "x = 1  ### BEGIN HIDDEN TESTS", "own": "### BEGIN MARK SCHEME", "source": hidden}
    cells = [new_code_cell(text) for text in texts.values()]
    for made, origin in zip(cells, texts, strict=True):
        about = {"grade": origin == "source", "solution": origin == "student", "locked": False, "points": 1}
        made.metadata.update(grader={"origin": origin}, nbgrader=about | {"grade_id": origin})
    step = ForTheStudent()
    step._known = lambda names: SimpleNamespace(written={}, unmarked=set(), empty=set())
    made, _ = step.preprocess(new_notebook(cells=cells), {"nbgrader": {}})
    assert [cell.source for cell in made.cells[:2]] == [texts["student"], texts["own"]]
    assert "secret" not in made.cells[2].source
