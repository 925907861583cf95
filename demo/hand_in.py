"""A student's answers laid into the released notebooks: the files that they hand in. Used by course.py and by tests."""

import json
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

from demo.roster import Student

FIRST = datetime(2026, 11, 20, 9, 30)       # when the first of the class hands in; the others follow, minutes apart


def submission(student: Student, release: Path) -> dict[str, bytes]:
    """File name to content of what `student` hands in, given the folder of released notebooks."""
    answers = student.answers()
    files = {path.name: filled(path, answers) for path in sorted(release.glob("*.ipynb"))}
    for name, fate in student.files.items():
        if fate is None:
            files.pop(name, None)
        elif isinstance(fate, float):
            files[name] = files[name][: int(fate * len(files[name]))]
        else:
            files[name] = fate
    return files


def filled(path: Path, answers: dict[str, str]) -> bytes:
    """The released notebook at `path` with each answered solution cell replaced by its answer."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        answer = answers.get(f"{path.stem}.{grade_id}")
        if answer is not None:
            cell["source"] = answer if cell["cell_type"] == "code" else answer.strip('"\n').replace("\\\\", "\\")
    return json.dumps(notebook, indent=1, ensure_ascii=False).encode()


def place(student: Student, release: Path, submitted: Path) -> None:
    """Writes the student's files into nbgrader's `submitted` folder, as collecting would, with the time."""
    folder = submitted / student.name / release.name
    folder.mkdir(parents=True)
    for name, content in submission(student, release).items():
        (folder / name).write_bytes(content)
    (folder / "timestamp.txt").write_text(f"{FIRST:%Y-%m-%d %H:%M:%S} UTC", encoding="utf-8")


def download(students: tuple[Student, ...], release: Path, archive: Path) -> None:
    """Writes the whole class's files into one zip, named as learning environments name what a lecturer downloads."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bundle:
        for number, student in enumerate(students):
            stamp = FIRST + timedelta(minutes=7 * number)
            for name, content in submission(student, release).items():
                bundle.writestr(f"{student.name}_{release.name}_attempt_{stamp:%Y%m%dT%H%M%S}_{name}", content)


# nbgrader's own example of a time stamp, 2016-01-30-15-00-00, loses its minutes when it is read; this form does not.
NAMED = r".*/(?P<student_id>[^/]+?)_{assignment}_attempt_(?P<timestamp>[0-9T]+)_(?P<file_id>[^/]+)"


def named(assignment: str) -> str:
    """The pattern by which `nbgrader zip_collect` reads the names that `download` gives."""
    return NAMED.format(assignment=assignment)
