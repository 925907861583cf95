"""Does each dishonest or broken submission get the points that it deserves and no more, and each honest one all?

One test for each attack. Besides the points: nothing secret in what it shows, nothing changed outside its box, no
process left behind, and for the grader nothing but short printable lines.
"""

import json
from pathlib import Path

import nbformat
import pytest

from grader.marking import mark_notebook
from grader.reading import Unreadable, parse
from tests.attacks.breaking_out import MARK
from tests.attacks.conftest import SHORT
from tests.attacks.corpus import CORPUS
from tests.attacks.kit import CANARY, LOOT


def case(attack):
    """An attack as a test, the slow ones marked so."""
    marks = [pytest.mark.slow] if attack.slow else []
    return pytest.param(attack, id=f"{attack.family}: {attack.name}", marks=marks)


def left_behind() -> list[str]:
    """Processes of this machine that an attack has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if str(MARK).encode() in words:
            found.append(path.parent.name)
    return found


@pytest.mark.parametrize("attack", [case(attack) for attack in CORPUS])
def test_it_gets_what_it_deserves(attack, course, server):
    """Are the points those that are due, with nothing taken away, changed or left behind?"""
    before = course.picture()
    try:
        submission, remarks = parse(attack.file(course))
    except Unreadable as error:
        submission, remarks = None, [str(error)]
    marked = mark_notebook(course.template, submission, server=server, seed=1, limits=SHORT, skip=["plot"])

    assert {name: mark.points for name, mark in marked.marks.items()} == attack.deserves()
    shown = json.dumps([[cell.get("outputs"), cell["metadata"]] for cell in marked.nb["cells"]])
    told = json.dumps([mark.message for mark in marked.marks.values()])
    assert not [word for word in (LOOT, CANARY, "gan_ref.questions import mark") if word in shown + told]
    assert course.picture() == before
    assert left_behind() == []
    nbformat.validate(nbformat.from_dict(marked.nb))
    lines = remarks + marked.repairs + marked.log
    assert len(lines) < 15 and all(line.isprintable() and len(line) < 400 for line in lines)


def test_the_corpus_is_large():
    """Are there as many attacks as were asked for, each under a name of its own?"""
    assert len({(attack.family, attack.name) for attack in CORPUS}) == len(CORPUS)
    assert len([attack for attack in CORPUS if attack.family != "honest"]) >= 186
    assert len([attack for attack in CORPUS if attack.family == "honest"]) >= 15
