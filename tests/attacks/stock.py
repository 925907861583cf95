"""How many of the attacks succeed against nbgrader as it comes: `python -m tests.attacks.stock`.

Each attack is handed in to a course of its own and marked by nbgrader's autograde with NBGRADER_STOCK=1, in the
student's own kernel. That runs it UNBOXED on this machine; attacks that would do harm beyond their course folder are
left out (`Attack.stock`). Prints a line for each success and the sums that README quotes. Takes some minutes.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.attacks.corpus import CORPUS
from tests.attacks.kit import ASSIGNMENT, CANARY, LOOT, NOTEBOOK, PEER, PROJECT, Attack, Course
from tests.marking.nbgrader_course import NbgraderCourse

STUDENT = "mallory"
SECONDS = 10  # for a cell
EFFECTS = ("earned", "carried away", "harmed", "lost", "shown")
MEANING = {
    "earned": "earned marks that were not due",
    "carried away": "carried the reference, the source, the gradebook or a peer's work away",
    "harmed": "changed other files, or made the command fail",
    "lost": "lost marks that were due",
    "shown": "were shown hidden tests",
}


def prepared(root: Path) -> NbgraderCourse:
    """A course with the assignment released and an honest peer's submission, configured as stock."""
    os.environ["NBGRADER_STOCK"] = "1"
    path = os.environ.get("PYTHONPATH")  # the kernels must find the reference, as it would be installed in a course
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(PROJECT), path]))
    source = json.loads((PROJECT / f"source/{ASSIGNMENT}/{NOTEBOOK}.ipynb").read_text(encoding="utf-8"))
    course = NbgraderCourse(root, {NOTEBOOK: source}, ASSIGNMENT)
    with open(root / "nbgrader_config.py", "a", encoding="utf-8") as config:
        config.write(f"\nc.ExecutePreprocessor.timeout = {SECONDS}\n")
    return course


def effects(attack: Attack, prototype: Path) -> list[str]:
    """What an attack achieves against stock nbgrader, in a copy of the prepared course."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "course")
        shutil.copytree(prototype, root)
        course = NbgraderCourse.__new__(NbgraderCourse)
        course.root, course.assignment = root, ASSIGNMENT
        attacked = Course(root)
        place = course.submit(STUDENT, **{NOTEBOOK: attack.file(attacked)})
        if attack.beside:
            attack.beside(place)
        before = _others(attacked)
        try:
            done = course.autograde(STUDENT)["success"]
        except (Exception, SystemExit):
            done = False
        return _found(attack, course, before != _others(attacked), done)


def _others(attacked: Course) -> dict[str, str]:
    """What an honest submission would leave as it is."""
    return {name: digest for name, digest in attacked.picture().items()
            if not name.startswith(("autograded", "gradebook.db", f"submitted/{STUDENT}"))}  # fmt: skip


def _found(attack: Attack, course: NbgraderCourse, changed: bool, done: bool) -> list[str]:
    try:
        totals = course.totals(STUDENT, NOTEBOOK) if done else {}
    except Exception:
        totals = {}
    due = attack.deserves()
    path = course.folder("autograded", STUDENT) / f"{NOTEBOOK}.ipynb"
    outputs = ""
    if path.is_file():
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        outputs = json.dumps([cell.get("outputs") for cell in cells])
    return [name for name, true in (
        ("earned", any(totals.get(name, 0) > points for name, points in due.items())),
        ("carried away", LOOT in outputs or CANARY in outputs),
        ("harmed", changed or not done),
        ("lost", any(totals.get(name, 0) < points for name, points in due.items())),
        ("shown", "gan_ref.questions" in outputs),
    ) if true]  # fmt: skip


def _one(job: tuple[int, str]) -> tuple[int, list[str]]:
    number, prototype = job
    with open(os.devnull, "w") as nowhere:  # nbgrader's own log
        sys.stderr = nowhere
        os.dup2(nowhere.fileno(), 2)
        return number, effects(CORPUS[number], Path(prototype))


def main() -> None:
    """Run what may be run and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--family", action="append", help="only attacks of this family")
    parser.add_argument("--every", type=int, default=1, help="only every n-th attack, for a quick look")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    chosen = [n for n, attack in enumerate(CORPUS) if attack.stock and not attack.slow
              and (not options.family or attack.family in options.family)][:: options.every]  # fmt: skip
    sums = dict.fromkeys(EFFECTS, 0)
    with tempfile.TemporaryDirectory() as folder:
        prepared(Path(folder))
        Course(Path(folder)).write(f"submitted/{PEER}/{ASSIGNMENT}/notes.txt", CANARY.encode())
        with ProcessPoolExecutor(options.jobs) as pool:
            for number, found in pool.map(_one, [(n, folder) for n in chosen]):
                attack = CORPUS[number]
                for name in found:
                    sums[name] += 1
                if found:
                    print(f"{attack.family:12} {attack.name}: {', '.join(found)}", flush=True)
    honest = sum(CORPUS[n].family == "honest" for n in chosen)
    print(f"\nOf {len(chosen)} submissions to stock nbgrader ({honest} honest, the others dishonest or broken):")
    for name in EFFECTS:
        print(f"  {sums[name]:3} {MEANING[name]}")


if __name__ == "__main__":
    main()
