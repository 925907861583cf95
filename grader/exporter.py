"""How nbgrader reads submissions here: whatever a folder or a file holds, the run goes on.

Named in nbgrader_config.py. nbgrader's converter makes its exporter once a run, before it looks into any submission,
and then hands it each notebook's file name. So this is the place to check the box, to tidy the submission folders and
to read files tolerantly.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbgrader.converters.base import NbGraderException
from traitlets import TraitError

from .limits import BoxFault, BoxUnsafe
from .marker import server
from .quarantine import FOLDER, tidy
from .reading import read_submission
from .settings import Marking


class SubmissionExporter(NotebookExporter):
    """nbconvert's exporter to notebooks, for files that nobody has looked at; its parent is nbgrader's Autograde."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.submission, self.remarks = None, []
        try:
            self.marking = Marking(parent=self)
        except TraitError as error:
            self.log.error("%s", error)
            raise NbGraderException(f"The settings under c.Marking cannot be used: {error}") from None
        if self.parent is not None:
            self._check_box()
            self._tidy_folders()

    def _check_box(self) -> None:
        """Start the box and have it prove itself; nothing is marked with one that does not hold."""
        try:
            server(self.marking.allow_unboxed).check()
        except (BoxUnsafe, BoxFault) as error:
            self.log.error("%s", error)
            raise NbGraderException(str(error)) from None

    def _tidy_folders(self) -> None:
        converter = self.parent
        course = converter.coursedir
        course.ignore = [*course.ignore, *({FOLDER, f"{FOLDER}*"} - set(course.ignore))]
        source = Path(course.format_path(course.source_directory, ".", course.assignment_id))
        ours = {path.relative_to(source).as_posix() for path in source.rglob("*")
                if path.is_file() and path.suffix != ".ipynb"}
        for folder in list(converter.assignments):
            name = os.path.relpath(folder, course.root)
            try:
                if os.path.islink(folder) or os.path.islink(os.path.dirname(folder)):
                    raise OSError("it is a link to another folder")
                for line in tidy(Path(folder), course.max_file_size, course.max_dir_size, ours):
                    self.log.warning("%s: %s", name, line)
            except OSError as error:
                self.log.error("%s is left ungraded: %s.", name, error.strerror or error)
                del converter.assignments[folder]
        if not converter.assignments:
            raise NbGraderException("Nothing could be marked; the lines above say why.")

    def from_filename(self, filename, resources=None, **kw):
        """Read a notebook of nbgrader's first round, a student's, tolerantly; of its second round, ours, as usual."""
        if self.parent is None or not self.parent._sanitizing:
            return super().from_filename(filename, resources, **kw)
        self.submission, self.remarks = read_submission(filename, self.marking.reading_caps())
        resources = ResourcesDict() if resources is None else resources
        folder, base = os.path.split(filename)
        date = datetime.now(UTC).strftime("%B %-d, %Y")
        resources["metadata"] = ResourcesDict(name=os.path.splitext(base)[0], path=folder, modified_date=date)
        # The steps get an empty notebook: `Align` takes the submission from here, and nothing else ever sees it.
        return self.from_notebook_node(nbformat.v4.new_notebook(), resources=resources, **kw)
