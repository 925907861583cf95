"""The feedback page that a student opens: nbgrader's `generate_feedback` with our template and our rules.

`nbgrader_config.py` names `FeedbackExporter` and puts `ForTheStudent` after nbgrader's own GetGrades. The page holds
the total, a line for each question with its points and message, the student's own code and outputs and what the
person who marked the free text wrote. It holds no hidden test, no mark scheme, no traceback of ours and no script.
"""

from dataclasses import dataclass
from pathlib import Path

from nbconvert.exporters import HTMLExporter
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, NbGraderPreprocessor
from traitlets import Unicode, default
from traitlets.config import Config

from . import harmless, pasted
from .about_file import about_file
from .outputs import message_of
from .template import UNTOUCHED
from .titles import heading

NO_ANSWER = "There is no answer to this question."
TEMPLATES = Path(__file__).parent / "templates"


class ForTheStudent(NbGraderPreprocessor):
    """Take out what students must not see, and list the questions with points and messages for the template.

    Runs in `generate_feedback` after GetGrades, which has put scores and comments into the cells' metadata.
    """

    def preprocess(self, nb, resources):
        """Return the student's copy of `nb`; `resources["nbgrader"]["questions"]` is the list for the table."""
        all_cells, nb.cells = nb.cells, [cell for cell in nb.cells if not _written_by_student(cell)]
        for step in (ClearHiddenTests, ClearMarkScheme):  # which would take a student's words for the marks of a region
            own = Config({step.__name__: self.config[step.__name__]})
            nb, resources = step(config=own).preprocess(nb, resources)
        nb.cells = all_cells
        known = self._known(resources["nbgrader"])
        questions, title, answer = [], "", ""
        for cell in nb.cells:
            if cell.cell_type == "markdown" and cell.metadata.get("grader", {}).get("origin") != "own":
                title = heading(cell.source) or title
            if utils.is_solution(cell):
                answer = cell.metadata.nbgrader["grade_id"]
                cell.metadata.nbgrader["comment"] = known.written.get(answer)
            if utils.is_grade(cell):
                questions.append(_question(cell, title, answer, known))
            if utils.is_grade(cell) and not utils.is_solution(cell):
                cell.outputs = [output for output in cell.outputs if output.output_type == "stream"]
            cell.metadata.pop("grader", None)
        resources["nbgrader"]["about_file"] = about_file(nb.metadata.pop("grader", {}).get("repairs", []))
        pasted.shared_out(nb.cells)
        resources["nbgrader"]["questions"] = questions
        return nb, resources

    def _known(self, names: dict) -> "_Known":
        """What the gradebook knows, apart from the scores.

        GetGrades has put the automatic comments beside the answers too; the page shows those as messages instead.
        """
        with Gradebook(names["db_url"]) as gradebook:
            notebook = gradebook.find_submission_notebook(names["notebook"], names["assignment"], names["student"])
            return _Known(
                unmarked={grade.name for grade in notebook.grades if grade.needs_manual_grade},
                written={c.name: c.manual_comment for c in notebook.comments if c.manual_comment},
                empty={c.name for c in notebook.comments if c.auto_comment == UNTOUCHED},
            )


@dataclass(frozen=True)
class _Known:
    """By grade id: which questions wait for a person, what people wrote, which answers are as they were released."""

    unmarked: set[str]
    written: dict[str, str]
    empty: set[str]


def _written_by_student(cell) -> bool:
    return cell.metadata.get("grader", {}).get("origin") in ("student", "own")


def _question(cell, title: str, answer: str, known: _Known) -> dict:
    """One line of the table: what was asked, what it earned, and why. answer: the nearest answer's grade id."""
    about = cell.metadata.nbgrader
    by_person, score = utils.is_solution(cell), float(about.get("score") or 0)
    message = known.written.get(about.grade_id, "") if by_person else message_of(cell)
    from_person = by_person and bool(message)
    if answer in known.empty and not score and not from_person:
        message = NO_ANSWER
    return {
        "id": about.grade_id,
        "title": title or about.grade_id,
        "score": score,
        "points": float(about.points),
        "message": message,
        "waiting": about.grade_id in known.unmarked and by_person,
        "by_person": by_person,
        "from_person": from_person,
    }


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
