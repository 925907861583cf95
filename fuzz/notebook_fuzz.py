"""Look for a submitted file that the reader or the aligner cannot take: `python fuzz/notebook_fuzz.py`.

Any bytes must come out as a notebook laid onto its source, valid and with the source's own cells in order, or be
refused with one printable line. libFuzzer's options work (`-max_total_time=600`); `make fuzz` runs it after the wire's.
"""

import json
import random
import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
with atheris.instrument_imports(include=["grader"]):
    from grader.align import align
    from grader.oversized import slim
    from grader.reading import Unreadable, parse
    from grader.submitted import Caps
    from tests.marking.small_notebooks import course, submitted

import nbformat

from grader.template import prepare

TEMPLATE = prepare(course())
OURS = [cell.id for cell in TEMPLATE.cells]
CAPS = Caps(cells=50, cell_kb=4, own_mb=1, pictures_mb=1)
SEEDS = [json.dumps(submitted()).encode(), json.dumps({"worksheets": [{"cells": submitted()["cells"]}]}).encode()]


def one_file(data: bytes) -> None:
    """Read and lay out one file; an exception, or an aligned notebook that is not the source's, is a finding."""
    try:
        slim(data, 50, 100_000)
    except ValueError:
        pass
    try:
        submission, _ = parse(data, CAPS)
    except Unreadable as error:
        assert str(error).isprintable()
        return
    made, repairs = align(TEMPLATE, submission, CAPS)
    assert [cell["id"] for cell in made["cells"] if cell["metadata"]["grader"]["origin"] != "own"] == OURS
    assert all(line.isprintable() for line in repairs)
    nbformat.validate(nbformat.from_dict(made))
    json.dumps(made).encode()


def mutated(data: bytes, most: int, seed: int) -> bytes:
    """Sometimes a piece of a real notebook in place of a piece of the data, which pure chance would never find."""
    chance = random.Random(seed)
    if chance.random() < 0.5:
        whole = chance.choice(SEEDS)
        start, end = sorted(chance.randrange(len(whole)) for _ in range(2))
        place = chance.randrange(len(data) + 1)
        data = data[:place] + whole[start:end] + data[place + chance.randrange(50) :]
    return atheris.Mutate(data[:most], most)[:most]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(SEEDS):
            Path(corpus, f"seed{number}").write_bytes(seed)
        atheris.Setup([*sys.argv, "-max_len=20000", corpus], one_file, custom_mutator=mutated)
        atheris.Fuzz()
