"""Can any file in a submission folder be read without harm, and does an honest one always come through?"""

import json
import os
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.oversized import slim
from grader.reading import Unreadable, parse, read_beside, read_submission
from grader.submitted import Caps
from tests.marking.small_notebooks import submitted

SMALL = Caps(file_mb=2, plain_mb=1, cells=50)


def test_an_honest_file_is_read_whole(tmp_path):
    """Does a notebook come out as it went in, without a remark?"""
    file = tmp_path / "a.ipynb"
    file.write_text(json.dumps(submitted()))
    assert read_submission(file) == (submitted(), [])


@pytest.mark.parametrize("end", [b"", b"\\", b'\\"'])
def test_a_text_without_end_is_found_at_once(end):
    """A huge file that ends within a text full of quotation marks: is the end not looked for from each of them?"""
    with pytest.raises(ValueError, match="a text in it does not end"):
        slim(b'{"cells": [], "x": "' + b'\\"' * 3_000_000 + end, 10, 10_000_000)


def test_what_lies_beside_a_notebook(tmp_path, monkeypatch):
    """Are files read up to the limit for all of them, the first ones first, and what is left out named?"""
    monkeypatch.setattr("grader.reading.MOST_BESIDE", 10)
    places = {name: tmp_path / name for name in ("course.csv", "long.csv", "short.csv", "link.csv")}
    for name, size in (("course.csv", 6), ("long.csv", 5), ("short.csv", 4)):
        places[name].write_bytes(b"x" * size)
    places["link.csv"].symlink_to(places["course.csv"])
    files, left_out = read_beside(places)
    assert files == {"course.csv": b"xxxxxx", "short.csv": b"xxxx"}
    assert sorted(left_out) == ["link.csv", "long.csv"] and "a link" in left_out["link.csv"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty file"),
        (b"  \n", "empty file"),
        (b"{", "not JSON"),
        (b'{"cells": [}', "not JSON"),
        (b"[]", "not a notebook"),
        (b"3", "not a notebook"),
        (b"PK\x03\x04zip", "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_notebook_gets_one_line(data, says):
    """Is each broken file named for what is wrong with it?"""
    with pytest.raises(Unreadable, match=says) as caught:
        parse(data)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 250


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_other_encodings_are_read(encoding):
    """Is a notebook that an editor saved in another encoding read?"""
    assert parse(json.dumps({"cells": ["ü"]}, ensure_ascii=False).encode(encoding)) == ({"cells": ["ü"]}, [])


def test_bytes_that_are_not_utf8_cost_only_themselves():
    """Is a notebook with a stray byte read, with a remark?"""
    assert parse(b'{"cells": ["\xff"]}') == (
        {"cells": ["\N{REPLACEMENT CHARACTER}"]}, ["is not UTF-8 text: unreadable characters were replaced."]
    )  # fmt: skip


def test_huge_numbers_and_infinities_are_nothing():
    """Do numbers of a million digits, NaN and Infinity neither cost time nor come through?"""
    found, _ = parse(b'{"a": ' + b"9" * 1_000_000 + b', "b": NaN, "c": -Infinity, "d": 7}')
    assert found == {"a": None, "b": None, "c": None, "d": 7}


def links(folder):
    (folder / "secret").write_text('{"cells": []}')
    (folder / "link.ipynb").symlink_to(folder / "secret")
    (folder / "loop.ipynb").symlink_to(folder / "loop.ipynb")
    os.mkfifo(folder / "fifo.ipynb")
    (folder / "folder.ipynb").mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket.ipynb"))
    with open(folder / "large.ipynb", "wb") as file:
        file.truncate(3_000_000)


@pytest.mark.parametrize("name", ["link", "loop", "fifo", "folder", "socket", "large", "absent"])
def test_nothing_but_regular_files_is_read(tmp_path, monkeypatch, name):
    """Are links not followed, FIFOs not waited for, and huge files not read?"""
    monkeypatch.chdir(tmp_path)  # a socket's address is short
    links(tmp_path.relative_to(tmp_path))
    found, remarks = read_submission(f"{name}.ipynb", SMALL)
    assert found is None and len(remarks) == 1


def test_a_device_is_not_read():
    """Does /dev/zero end at once?"""
    assert read_submission("/dev/zero")[0] is None


def big_notebook(outputs: int, more_cells: int = 0) -> bytes:
    made = submitted()
    made["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ['deep "] }\\'] * outputs}]
    made["cells"] += [{"cell_type": "code", "source": "x", "metadata": {}, "outputs": []}] * more_cells
    return json.dumps(made).encode()


def test_outputs_of_a_hundred_megabytes_do_not_cost_the_answers():
    """Is a file that is mostly printed output read without it?"""
    found, remarks = parse(big_notebook(100_000), SMALL)
    assert [c["source"] for c in found["cells"]] == [c["source"] for c in submitted()["cells"]]
    assert remarks == ["has 2 MB: read without its outputs and pictures."]


def test_a_flood_of_cells_leaves_the_answers():
    """Are the course's cells kept where a notebook has a million others?"""
    found, remarks = parse(big_notebook(0, 30_000), SMALL)
    assert sum("nbgrader" in c["metadata"] for c in found["cells"]) == 9 and len(found["cells"]) == 50
    assert "of its cells were too many or too long" in remarks[0]


@pytest.mark.parametrize("data", [b"{" * 2_000_000, b'{"cells": [' + b" " * 2_000_000, b"]" * 2_000_000])
def test_large_files_that_are_no_json_get_one_line(data):
    """Is a large file with brackets that do not match named so?"""
    with pytest.raises(Unreadable, match=r"has 2 MB and is (nested|not JSON)"):
        parse(data, SMALL)


@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)))
def test_slimming_leaves_cells_as_they_are(inner):
    """Do cells come out of the walk over the bytes as a JSON parser has them, but for their outputs?"""
    cell = {"source": inner, "outputs": [{"outputs": inner}], "metadata": {"outputs": inner}}
    cells = [cell | {"n": n} for n in range(3)]
    made, _ = slim(json.dumps({"before": inner, "cells": cells, "after": inner}).encode(), 10, 10_000_000)
    assert json.loads(made)["cells"] == [cell | {"outputs": None} for cell in cells]


@given(st.binary())
def test_any_bytes_are_read_or_refused(data):
    """Do any bytes either come out as a dict, or get their one line?"""
    for caps in (SMALL, Caps(plain_mb=0)):
        try:
            found, _ = parse(data, caps)
        except Unreadable as error:
            assert str(error).isprintable()
        else:
            assert isinstance(found, dict)
