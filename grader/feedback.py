"""The feedback page that a student opens: nbgrader's `generate_feedback` with our template and our rules.

`nbgrader_config.py` names `FeedbackExporter` and puts `ForTheStudent` after nbgrader's own GetGrades. The page holds
the total, a line for each question with its points and message, the student's own code and outputs and what the
person who marked the free text wrote. It holds no hidden test, no mark scheme, no traceback of ours and no script.
"""

from pathlib import Path

from nbconvert.exporters import HTMLExporter
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, NbGraderPreprocessor
from traitlets import Unicode, default
from traitlets.config import Config

from . import harmless, pasted
from .titles import heading

NO_ANSWER = "There is no answer to this question."
TEMPLATES = Path(__file__).parent / "templates"


class ForTheStudent(NbGraderPreprocessor):
    """Take out what students must not see, and list the questions with points and messages for the template.

    Runs in `generate_feedback` after GetGrades, which has put scores and comments into the cells' metadata.
    """

    def preprocess(self, nb, resources):
        """Return the student's copy of `nb`; `resources["nbgrader"]["questions"]` is the list for the table."""
        for step in (ClearHiddenTests, ClearMarkScheme):
            own = Config({step.__name__: self.config[step.__name__]})
            nb, resources = step(config=own).preprocess(nb, resources)
        unmarked, written = self._by_people(resources["nbgrader"])
        questions, title = [], ""
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                title = heading(cell.source) or title
            if utils.is_solution(cell):
                cell.metadata.nbgrader["comment"] = written.get(cell.metadata.nbgrader["grade_id"])
            if utils.is_grade(cell):
                questions.append(_question(cell, title, unmarked))
            if utils.is_grade(cell) and not utils.is_solution(cell):
                cell.outputs = [output for output in cell.outputs if output.output_type == "stream"]
            cell.metadata.pop("grader", None)
        nb.metadata.pop("grader", None)
        pasted.shared_out(nb.cells)
        resources["nbgrader"]["questions"] = questions
        return nb, resources

    def _by_people(self, names: dict) -> tuple[set[str], dict[str, str]]:
        """The grade ids that still wait for a person, and what people wrote, by grade id.

        GetGrades has put the automatic comments beside the answers too; the page shows those as messages instead.
        """
        with Gradebook(names["db_url"]) as gradebook:
            notebook = gradebook.find_submission_notebook(names["notebook"], names["assignment"], names["student"])
            unmarked = {grade.name for grade in notebook.grades if grade.needs_manual_grade}
            written = {c.name: c.manual_comment for c in notebook.comments if c.manual_comment}
            empty = {c.name: NO_ANSWER for c in notebook.comments if c.auto_comment == "No response."}
            return unmarked, empty | written


def _question(cell, title: str, unmarked: set[str]) -> dict:
    """One line of the table: what was asked, what it earned, and why."""
    about = cell.metadata.nbgrader
    by_person = utils.is_solution(cell)
    waiting = about.grade_id in unmarked and by_person
    return {
        "id": about.grade_id,
        "title": title or about.grade_id,
        "score": float(about.get("score") or 0),
        "points": float(about.points),
        "message": (about.get("comment") or "") if by_person else message_of(cell),
        "waiting": waiting,
        "by_person": by_person,
    }


def message_of(cell) -> str:
    """The message that marking left in a test cell's outputs, as Markdown; empty where there is none."""
    for output in cell.get("outputs", []):
        if output.output_type in ("execute_result", "display_data") and "text/markdown" in output.data:
            return "".join(output.data["text/markdown"])
    return ""


class FeedbackExporter(HTMLExporter):
    """nbconvert's HTML exporter with the feedback page's template: no script, MathML for formulas."""

    template_name = Unicode("feedback_page", help="the template folder under grader/templates").tag(config=True)

    @default("extra_template_basedirs")
    def _our_templates(self):
        return [str(TEMPLATES)]

    def __init__(self, config=None, parent=None, **kwargs):
        # GenerateFeedback tells every HTMLExporter to use nbgrader's own template; here ours is asked for
        ours = Config()
        ours.HTMLExporter.template_name = "feedback_page"
        ours.HTMLExporter.extra_template_basedirs = [str(TEMPLATES)]
        merged = Config(config if config is not None else parent.config if parent is not None else {})
        merged.merge(ours)
        super().__init__(config=merged, parent=parent, **kwargs)

    def default_filters(self):
        """The filters of nbconvert, with ours for everything that a stranger wrote."""
        yield from super().default_filters()
        yield "safe_markdown", harmless.markdown_to_html
        yield "with_pictures", pasted.text_with_pictures
        yield "visible", harmless.visible
        yield "picture", harmless.picture
        yield "points", "{:g}".format
