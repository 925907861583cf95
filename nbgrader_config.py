"""The course's configuration, read by every nbgrader command, by the formgrader and by `python -m grader`.

`NBGRADER_STOCK=1 nbgrader autograde ...` marks the same folder as nbgrader comes, in the student's own kernel. It is
unsafe (README, "What the box stops") and there only to check one way of marking against the other.
"""

import os
import sys
from pathlib import Path

COURSE = str(Path(__file__).resolve().parent)
STOCK = os.environ.get("NBGRADER_STOCK") == "1"

if (Path(COURSE) / "grader").is_dir():  # the checkout itself; a course folder elsewhere uses the installed packages
    sys.path.insert(0, COURSE)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [COURSE, os.environ.get("PYTHONPATH")]))  # kernels of stock

c = get_config()  # noqa: F821 - nbgrader puts it there

c.CourseDirectory.course_id = "gan_exercises"  # the name under which the exchange and the gradebook keep the course

# ---- From source/ to release/ ----
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError()"}  # an unfinished function says so when called
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"  # nbgrader knows by it that a text is unanswered
c.ClearMarkScheme.enforce_metadata = False  # rubrics stand in the locked question cells, not in nbgrader's task cells

# ---- What comes in ----
c.ZipCollectApp.extractor_plugin = "grader.collect.SafeExtractor"  # archives cannot write outside their folder
c.CourseDirectory.ignore = [  # beside submitted notebooks; never copied
    ".ipynb_checkpoints", "*.pyc", "__pycache__", ".DS_Store", "feedback",
    ".quarantine*",  # what grader/quarantine.py put aside: links, FIFOs, garbled timestamps
]  # fmt: skip
c.CourseDirectory.max_file_size = 10_000  # kilobytes of a file that comes with a notebook
c.CourseDirectory.max_dir_size = 50_000  # kilobytes of all of them

# ---- Marking ----
if not STOCK:
    c.Autograde.exporter_class = "grader.exporter.SubmissionExporter"  # reads files that nobody has looked at
    c.Autograde.sanitize_preprocessors = ["grader.preprocessors.Align"]  # the source's notebook, the student's answers
    c.Autograde.autograde_preprocessors = [
        "grader.preprocessors.MarkNotebook",  # students' cells in the box, tests outside it
        "grader.preprocessors.SaveMarks",  # points and messages into the gradebook
        "nbgrader.preprocessors.AssignLatePenalties",  # nbgrader's own, for courses that have a rule
        "nbgrader.preprocessors.CheckCellMetadata",  # nbgrader's own last look at what will be filed
    ]

c.Marking.seed = ""  # any text; another one gives the tests other random inputs. Nobody foretells those of a secret one
c.Marking.skip = []  # ["plot"] leaves the pictures out: no point depends on them, and they take most of the time
c.Marking.allow_unboxed = False  # True marks without a box that holds: to try things out, never with strangers' code
c.Marking.limits = {
    "memory_mb": 1024,  # megabytes, above what Python and its libraries need
    "cell_seconds": 20,  # seconds by the clock for one cell
    "call_seconds": 20,  # seconds for one call of a student's function by a test
    "notebook_seconds": 120,  # seconds for all cells and calls of a notebook
    "processes": 32,  # processes and threads at once
    "file_mb": 16,  # megabytes of one file that a student's code writes
    "open_files": 128,  # files open at once
    "output_kb": 2048,  # kilobytes of output kept of one cell
}
c.Marking.caps = {
    "file_mb": 300,  # megabytes of a submitted notebook; a larger one is not read
    "cells": 1_000,  # cells of a student's own
    "cell_kb": 512,  # thousands of characters in one cell
}

# ---- What students and graders see ----
c.HTMLExporter.sanitize_html = True  # no script in an output runs on the formgrader's pages,
c.HTMLExporter.filters = {
    "markdown2html": "grader.graders_page.text_cell",  # nor one in a text cell,
    "highlight_code": "grader.graders_page.code_cell",  # and nothing keeps them busy for hours
    "ansi2html": "grader.graders_page.text_output",
    "clean_html": "grader.graders_page.html_output",
}
c.GenerateFeedback.exporter_class = "grader.feedback.FeedbackExporter"  # a page without scripts, readable on a phone
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",  # points and comments from the gradebook
    "grader.feedback.ForTheStudent",  # takes out hidden tests and mark schemes; lists points and messages
]

if STOCK:
    c.ExecutePreprocessor.timeout = 30  # seconds for a cell
