"""A small course folder with one released assignment, for the tests of collecting and exporting."""

import json
import subprocess
import sys

import pytest

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "gan"
c.ZipCollectApp.extractor_plugin = "grader.collect.SafeExtractor"
c.ZipCollectApp.collector_plugin = "grader.collect.{collector}"
"""
NOTEBOOKS = ("q1_generator_cost", "q2_optimal_discriminator")


def notebook(text="answer") -> bytes:
    """The bytes of a notebook with one cell."""
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": text}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


@pytest.fixture
def course(tmp_path):
    """A folder with release/tutorial6 and downloaded/tutorial6/archive; call `course.run(...)` for a real command."""
    for name in NOTEBOOKS:
        path = tmp_path / "release/tutorial6" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(notebook())
    (tmp_path / "downloaded/tutorial6/archive").mkdir(parents=True)
    return Course(tmp_path)


class Course:
    """A folder, and nbgrader's commands run in it."""

    def __init__(self, root):
        self.root = root
        self.archive = root / "downloaded/tutorial6/archive"

    notebook = staticmethod(notebook)

    def configure(self, collector="MoodleCollector"):
        (self.root / "nbgrader_config.py").write_text(CONFIG.format(collector=collector))

    def run(self, *arguments):
        command = [sys.executable, "-m", "nbgrader", *arguments]
        return subprocess.run(command, cwd=self.root, capture_output=True, text=True, timeout=120)

    def submitted(self):
        """The files below submitted/, as a sorted list of paths."""
        top = self.root / "submitted"
        return sorted(str(path.relative_to(top)) for path in top.rglob("*") if path.is_file())
