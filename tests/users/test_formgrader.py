"""The formgrader in a browser on a hostile submission: the button marks it again, and nothing of the student's runs."""

import json
import re

import pytest
from playwright.sync_api import expect

from demo.course import Course
from demo.hand_in import place
from demo.roster import BY_NAME
from tests.jupyter import serving
from tests.users.screens import Formgrader

NOTEBOOK = "q1_generator_cost"
ELSEWHERE = "http://192.0.2.1/"  # an address that nobody has
SCRIPT = "<script>alert('ran')</script>"
HOSTILE = "\n\n".join([
    "An answer.", SCRIPT, "<img src=x onerror=alert('ran')>", f"<img src='{ELSEWHERE}seen'>",
    f"![seen]({ELSEWHERE}md)", "[click](javascript:alert('ran'))",
    f"<iframe src='{ELSEWHERE}frame'></iframe>", f"<svg onload=alert('ran')>{SCRIPT}</svg>",
    "<style>body { display: none }</style>", "`</code>" + SCRIPT + "`", "$\\text{" + SCRIPT + "}$",
])
SHOWS = f"""from IPython.display import HTML, SVG, Javascript, Markdown, display
for made in (HTML({SCRIPT!r}), HTML("<img src=x onerror=alert('ran')>"), Javascript("alert('ran')"),
             Markdown({SCRIPT!r}), SVG("<svg xmlns='http://www.w3.org/2000/svg' onload=\\"alert('ran')\\"/>")):
    display(made)
def original_cost(d):
    return np.log(1 - d)  # {SCRIPT}
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with one submission that tries to run something on the grader's page."""
    course = Course(tmp_path_factory.mktemp("formgrader") / "course").make()
    course.generate()
    place(BY_NAME["ada"], course.release, course.submitted)
    path = course.submitted / "ada" / "tutorial6" / f"{NOTEBOOK}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        answer = {"q1a_advantage": HOSTILE, "original_cost": SHOWS}.get(cell["id"])
        cell["source"] = answer or cell["source"]
    notebook["cells"].append({"cell_type": "markdown", "id": "own", "metadata": {}, "source": HOSTILE})
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return course


@pytest.mark.slow
def test_the_button_marks_and_nothing_runs(chromium, course):
    """Does the button of one submission mark it, and does its page open without running or fetching what is in it?"""
    with serving(course) as address:
        screen = Formgrader(chromium, address)
        assert "Successfully autograded" in screen.autograde("tutorial6", "ada")
        screen.open("tutorial6", NOTEBOOK)
        expect(screen.score("correct_original_cost")).to_have_attribute("placeholder", "2")
        expect(screen.page.get_by_text("An answer.").first).to_be_visible()
        page = screen.page
        everything = page.locator("#notebook-container").first.locator("*")
        running = everything.evaluate_all("""nodes => nodes.filter(node =>
            node.matches('script, iframe, object, embed, [src^="javascript:"], [href^="javascript:"]')
            || [...node.attributes].some(each => each.name.startsWith('on'))).map(node => node.outerHTML)""")
        assert running == []
        assert page.said == []
        assert [asked for asked in page.asked if re.match(re.escape(ELSEWHERE), asked)] == []
        page.context.close()
