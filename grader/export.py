"""Marks and feedback back to the learning environment: plug-ins for `nbgrader export`.

    nbgrader export --exporter=grader.export.MoodleExport --assignment='["tutorial6"]' --to worksheet.csv
    nbgrader export --exporter=grader.export.CanvasExport --assignment='["tutorial6"]' --to canvas.csv
    nbgrader export --exporter=grader.export.MoodleFeedback --assignment='["tutorial6"]' --to feedback.zip

Moodle and Canvas take a table back only in their own form, so the first two fill in a copy of the file that they
let you download (`LmsExport.template`). No cell that is written can be a formula. A student of the table who has no
marks, and a student with marks who is not in the table, get a line in the log; nobody is left out silently.
"""

import csv
import os
import re
import sys
import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Unicode

from . import lms


class NotExported(Exception):
    """The export cannot be written; the text says what was found, what was wanted and what to do."""


class _Export(ExportPlugin):
    """One assignment, and errors as one line: nbgrader would show a traceback."""

    def export(self, gradebook):
        """Called by `nbgrader export`; ends the command with exit status 1 where nothing could be written."""
        try:
            self.fill(gradebook)
        except NotExported as problem:
            self.log.error("%s", problem)
            sys.exit(1)
        except OSError as problem:
            self.log.error("%s could not be written: %s. Choose another file by --to",
                           problem.filename, problem.strerror)  # fmt: skip
            sys.exit(1)

    def _assignment(self, gradebook):
        names = [str(name) for name in self.assignment]
        if len(names) != 1:
            raise NotExported(f"Got {len(names)} assignments, wanted one: add --assignment='[\"NAME\"]'")
        try:
            return gradebook.find_assignment(names[0])
        except MissingEntry:
            known = ", ".join(a.name for a in gradebook.assignments) or "none"
            raise NotExported(f"The gradebook has no assignment {names[0]!r}; it has: {known}") from None


class LmsExport(_Export):
    """What both tables have in common: a template to fill in, students matched by id."""

    template = Unicode("", help="the table as the learning environment gave it (CSV)").tag(config=True)
    unmarked = Bool(False, help="also write totals that still wait for a person").tag(config=True)
    default_file = "marks.csv"

    def fill(self, gradebook):
        """Fill in the template with this assignment's totals, after late penalties, and write it to `--to`."""
        assignment = self._assignment(gradebook)
        rows, dialect = self._read_template()
        totals = self._totals(gradebook, assignment)
        used = self._fill(rows, totals, assignment)
        for student in sorted(set(totals) - used):
            self.log.warning("%s has marks but is not in %s: enter them by hand", student, self.template)
        goal = Path(self.to or self.default_file)
        part = goal.with_name(goal.name + ".part")
        with part.open("w", newline="", encoding="utf-8-sig") as stream:
            csv.writer(stream, dialect).writerows([[lms.safe_cell(cell) for cell in row] for row in rows])
        os.replace(part, goal)
        self.log.info("Wrote %d totals to %s", len(used), goal)

    def _read_template(self):
        if not self.template:
            raise NotExported(
                f"{type(self).__name__} fills in the table that you download: add "
                f"--LmsExport.template=FILE ({self.where_to_get_it})"
            )
        try:
            text = Path(self.template).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as problem:
            raise NotExported(
                f"Could not read {self.template}: {problem}. Wanted the CSV, {self.where_to_get_it}"
            ) from None
        dialect = (
            csv.excel_tab if text.partition("\n")[0].count("\t") > text.partition("\n")[0].count(",") else csv.excel
        )
        rows = list(csv.reader(text.splitlines(keepends=True), dialect))
        if not rows:
            raise NotExported(f"{self.template} is empty; wanted the CSV, {self.where_to_get_it}")
        return rows, dialect

    def _totals(self, gradebook, assignment):
        totals, self.waiting = {}, set()  # who waits has been told of already
        for submission in assignment.submissions:
            if submission.needs_manual_grade and not self.unmarked:
                self.log.warning(
                    "%s: left out, free text still waits for a person (--LmsExport.unmarked=True to "
                    "write the total so far)",
                    submission.student.id,
                )
                self.waiting.add(submission.student.id)
                continue
            total = max(0.0, submission.score - (submission.late_submission_penalty or 0.0))
            totals[submission.student.id] = round(total, 4)
        return totals

    def _column(self, header, *names):
        for name in names:
            for index, found in enumerate(header):
                if found.strip().lower() == name.lower():
                    return index
        raise NotExported(
            f"{self.template} has no column {' or '.join(names)}; it has: {', '.join(header)[:300]}. "
            f"Wanted the CSV, {self.where_to_get_it}"
        )


class MoodleExport(LmsExport):
    """Moodle's offline grading worksheet, filled in."""

    default_file = "moodle-worksheet.csv"
    where_to_get_it = 'in Moodle: the assignment, "View all submissions", "Download grading worksheet"'
    other_names = ("username", "id number")

    def _fill(self, rows, totals, assignment):
        header, used = rows[0], set()
        identifier, grade = self._column(header, "Identifier"), self._column(header, "Grade")
        best = self._optional(header, "Maximum grade")
        others = [i for i, name in enumerate(header) if name.strip().lower() in self.other_names]
        rows = [row for row in rows[1:] if len(row) > max(identifier, grade)]
        for row, student in zip(rows, self._students(rows, identifier, others, totals), strict=True):
            if student is None:
                continue
            if student in used:
                raise NotExported(f"{self.template} has two rows for {student}: {row[identifier]} is the second one. "
                                  "Correct the worksheet, and repeat")
            if best is not None and row[best].strip() and self._number(row[best]) != assignment.max_score:
                raise NotExported(
                    f"Moodle's maximum is {row[best]}, the assignment's is {assignment.max_score:g} points: "
                    "set Moodle's maximum grade to that, download the worksheet again and repeat"
                )
            row[grade] = f"{totals[student]:.4f}".rstrip("0").rstrip(".")
            used.add(student)
        return used

    def _number(self, text):
        """A number as Moodle writes it, with a comma in some languages."""
        try:
            return float(text.replace(",", "."))
        except ValueError:
            raise NotExported(
                f"{self.template}: the maximum grade {text!r} is no number. Wanted the CSV, {self.where_to_get_it}"
            ) from None

    def _students(self, rows, identifier, others, totals):
        """For each row the student of the gradebook whose it is, or None.

        Moodle writes "Participant 4711" (translated in some languages); the collector used the number. nbgrader's
        exchange uses the login, which a worksheet has where the site shows it to teachers. The column counts that knows
        most students, for somebody's login may be the number of somebody else; another one where only this row can be
        meant.
        """
        numbers = [re.search(r"(\d+)\s*$", row[identifier]) for row in rows]
        columns = [[number[1] if number else "" for number in numbers]]
        columns += [[row[i].strip() if i < len(row) else "" for row in rows] for i in others]
        known = totals.keys() | self.waiting
        names = max(columns, key=lambda column: len(known.intersection(column)))
        holders = Counter(name for named in zip(*columns, strict=True) for name in set(named))
        found = []
        for row, name, named in zip(rows, names, zip(*columns, strict=True), strict=True):
            meant = [other for other in (name, *named) if other in known and (other == name or holders[other] == 1)]
            if not meant:
                self.log.warning("%s: no marks in the gradebook, the grade is left as it was", row[identifier])
            found.append(meant[0] if meant and meant[0] in totals else None)
        return found

    def _optional(self, header, name):
        return next((i for i, found in enumerate(header) if found.strip().lower() == name.lower()), None)


class CanvasExport(LmsExport):
    """Canvas's gradebook CSV with the assignment's column filled in."""

    default_file = "canvas-gradebook.csv"
    where_to_get_it = 'in Canvas: "Grades", "Export", "Export Entire Gradebook"'
    column = Unicode(
        "",
        help="the column of the assignment, as Canvas names it; by default the one that starts with "
        "the assignment's name",
    ).tag(config=True)

    def _fill(self, rows, totals, assignment):
        header, used = rows[0], set()
        number, grade = self._column(header, "ID"), self._grade_column(header, assignment.name)
        for row in rows[1:]:
            if len(row) <= max(number, grade) or not row[number].strip():
                continue  # Canvas's own lines: "Points Possible", "Manual Posting"
            student = row[number].strip()
            if student in totals:
                row[grade] = f"{totals[student]:g}"
                used.add(student)
            elif student not in self.waiting:
                self.log.warning(
                    "%s (Canvas user %s): no marks in the gradebook, the cell is left as it was", row[0], student
                )
        return used

    def _grade_column(self, header, assignment):
        if self.column:
            return self._column(header, self.column)
        named = [
            i for i, name in enumerate(header) if re.match(re.escape(assignment) + r"(\s*\(\d+\))?\s*$", name, re.I)
        ]
        if len(named) != 1:
            raise NotExported(
                f"{len(named)} columns of {self.template} are named {assignment!r}: add "
                "--CanvasExport.column='NAME (NUMBER)' as in the file's first line"
            )
        return named[0]


class MoodleFeedback(_Export):
    """The feedback pages in one zip, laid out as Moodle's "Upload multiple feedback files in a zip" wants them."""

    def fill(self, gradebook):
        """Write feedback/STUDENT/ASSIGNMENT/*.html of every participant into one zip at `--to`.

        Who handed something in and has no page gets a line in the log; who handed nothing in does not.
        """
        assignment = self._assignment(gradebook)
        handed_in = {submission.student.id for submission in assignment.submissions}
        packed = []
        for student in gradebook.students:
            pages = self._pages(student, assignment.name)
            if pages and not student.id.isdigit():
                self.log.warning("%s: not a Moodle participant's number, the pages are left out", student.id)
            elif pages:
                packed.append((student, pages))
            elif student.id in handed_in:
                self.log.warning(
                    "%s: no feedback pages; run nbgrader generate_feedback %s", student.id, assignment.name
                )
        goal = Path(self.to or "moodle-feedback.zip")
        if not packed:
            self.log.warning("Nobody has feedback pages for Moodle in %s: %s was not written", assignment.name, goal)
            return
        self._pack(packed, goal)
        self.log.info("Wrote the pages of %d students to %s", len(packed), goal)

    def _pages(self, student, assignment):
        course = self.parent.coursedir
        folder = Path(course.format_path(course.feedback_directory, student.id, assignment))
        return sorted(folder.glob("*.html"))

    def _pack(self, packed, goal):
        part = goal.with_name(goal.name + ".part")
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for student, pages in packed:
                named = " ".join(filter(None, (student.first_name, student.last_name))) or "Participant"
                inside = f"{lms.safe_path_part(named)}_{student.id}_assignsubmission_file"
                for page in pages:
                    archive.writestr(
                        zipfile.ZipInfo(f"{inside}/{page.name}", _now()), page.read_bytes(), zipfile.ZIP_DEFLATED
                    )
        os.replace(part, goal)


def _now():
    return datetime.now().timetuple()[:6]
