"""Marking as steps of nbgrader, so that `nbgrader autograde` and the formgrader's button mark this way.

nbgrader converts each submitted notebook twice: once to sanitise it, once to mark it. nbgrader_config.py puts `Align`
in place of all sanitising steps and `MarkNotebook`, `SaveMarks` in place of Execute and SaveAutoGrades:

    submitted file ─SubmissionExporter→ Align ─file→ MarkNotebook → SaveMarks → AssignLatePenalties → CheckCellMetadata

The steps find the course through the exporter's converter, which holds nbgrader's CourseDirectory.
"""

import json
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades

from .align import align
from .course import CourseError, check_released
from .limits import BoxFault
from .marker import prepared, server
from .marking import mark_aligned
from .reading import read_beside
from .settings import Marking
from .template import BadSource, Template
from .testcell import BadTest


class _Step(NbGraderPreprocessor):
    """A step that knows the course. Its parent is the exporter, whose parent is nbgrader's converter."""

    def who(self, resources) -> str:
        """Whose notebook this is, for the log."""
        names = resources["nbgrader"]
        return f"{names['student']}, {names['notebook']}"

    def template(self, resources) -> Template:
        """The source notebook of the submission that is worked on. Raises CourseError."""
        names, course = resources["nbgrader"], self.parent.parent.coursedir
        path = Path(course.format_path(course.source_directory, ".", names["assignment"]), f"{names['notebook']}.ipynb")
        try:
            return prepared(path.read_bytes(), Marking(parent=self).regions())
        except (OSError, ValueError) as error:
            raise CourseError(f"{path} cannot be used: {error}. Marking needs the instructor's notebook.") from None


class Align(_Step):
    """Lay the submission onto its source, and report each repair. Takes the place of nbgrader's sanitising steps."""

    def preprocess(self, nb, resources):
        """Return the source's notebook with the student's cells in it; `nb` is an empty placeholder."""
        template = self.template(resources)
        self._agree(template, resources["nbgrader"])
        made, repairs = align(template, self.parent.submission, Marking(parent=self).reading_caps())
        repairs = [*self.parent.remarks, *repairs]
        for line in repairs:
            self.log.warning("%s: %s", self.who(resources), line)
        made["metadata"]["grader"] = {"repairs": repairs}
        return nbformat.from_dict(made), resources

    def _agree(self, template: Template, names: dict) -> None:
        """Do source and gradebook hold the same cells and points? Raises CourseError."""
        with Gradebook(names["db_url"]) as gradebook:
            try:
                notebook = gradebook.find_notebook(names["notebook"], names["assignment"])
            except MissingEntry:
                known = {}
            else:
                known = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
        check_released(names["assignment"], names["notebook"], template.points(), known)


class MarkNotebook(_Step):
    """Run the student's cells in the box and the tests here. Takes the place of nbgrader's Execute."""

    def preprocess(self, nb, resources):
        """Return the marked notebook; `resources["nbgrader"]["comments"]` are the messages, by grade id."""
        names, marking = resources["nbgrader"], Marking(parent=self)
        try:
            marked = mark_aligned(
                self.template(resources),
                json.loads(json.dumps(nb)),
                server=server(marking.allow_unboxed),
                seed=marking.seed_of(names["assignment"], names["student"], names["notebook"]),
                limits=marking.box_limits(),
                files=self._files(resources),
                skip=marking.skip,
            )
        except (BoxFault, BadTest, BadSource) as error:
            self.log.error("%s: left ungraded. %s", self.who(resources), error)
            raise
        for line in marked.log:
            self.log.warning("%s: %s", self.who(resources), line)
        marked.nb["metadata"]["grader"] |= {"repairs": nb.metadata.get("grader", {}).get("repairs", [])}
        names["comments"] = marked.comments
        return nbformat.from_dict(marked.nb), resources

    def _files(self, resources) -> dict[str, bytes]:
        """The files beside the notebook, the source's and the student's, as nbgrader has put them together."""
        names, converter = resources["nbgrader"], self.parent.parent
        folder = Path(converter._format_dest(names["assignment"], names["student"]))
        course = Path(converter.coursedir.format_path(converter.coursedir.source_directory, ".", names["assignment"]))
        there = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))
                 if path.suffix != ".ipynb" and not path.is_symlink() and path.is_file()}
        first = {place: path for place, path in there.items() if (course / place).exists()}
        files, left_out = read_beside({**first, **there})
        for place, why in left_out.items():
            self.log.warning("%s: %r is not there for the notebooks to read: it %s", self.who(resources), place, why)
        return files


class SaveMarks(SaveAutoGrades):
    """Points and messages into the gradebook. A person's own marks and comments are never touched."""

    def preprocess(self, nb, resources):
        """As SaveAutoGrades, with the messages at hand."""
        self.comments = resources["nbgrader"].pop("comments", {})
        return super().preprocess(nb, resources)

    def _add_comment(self, cell, resources):
        """nbgrader shows `auto_comment` wherever no person has written a comment."""
        name = cell.metadata["nbgrader"]["grade_id"]
        comment = self.gradebook.find_comment(name, self.notebook_id, self.assignment_id, self.student_id)
        comment.auto_comment = self.comments.get(name)
        self.gradebook.db.commit()
