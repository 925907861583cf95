"""The house rules of the project: who may import whom, who may start processes, how long a file may be.

They are read from the syntax trees of the files in the checkout, so that nothing has to be imported.
"""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
# Who may start a process, with what, and why. Only what box.py starts ever runs a student's code.
MAY_START = {
    "grader/box.py": {"subprocess"},            # the fork server
    "grader/forkserver.py": {"os.fork"},        # the part of the box that makes a fork for each submission
    "grader/attempts.py": {"os.fork"},          # runs inside the box, as a student's cell: tries what must not come off
    "grader/workers.py": {"multiprocessing"},   # processes of the trusted side
    "grader/visiting.py": {"subprocess"},       # the same on a dask worker
}
# Who may take bytes apart beside wire.py, with what, and why.
MAY_DECODE = {
    "grader/drawing.py": {"np.frombuffer"},     # inside the box: the pixels of a picture that is being drawn
}
OURS = {"gan_ref", "grader", "demo", "tests"}
LONGEST = 350
STARTERS = {"subprocess", "multiprocessing", "pty", "os.fork", "os.forkpty", "os.system", "os.popen", "os.posix_spawn",
            "os.posix_spawnp"}
DECODERS = {"struct.unpack", "struct.unpack_from", "struct.iter_unpack", "np.frombuffer", "numpy.frombuffer",
            "int.from_bytes"}
PICKLES = {"pickle", "_pickle", "dill", "cloudpickle", "marshal", "shelve", "joblib"}


def files(pattern: str) -> list[Path]:
    """The project's Python files under a pattern, as paths from its root."""
    return sorted(path.relative_to(PROJECT) for path in PROJECT.glob(pattern) if ".venv" not in path.parts)


def tree(path: Path) -> ast.Module:
    return ast.parse((PROJECT / path).read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, `from a import b` both as "a" and as "a.b", relative ones made absolute."""
    package = ".".join(path.parent.parts)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")[: len(path.parent.parts) - node.level + 1] if node.level else []
            module = ".".join(parts + ([node.module] if node.module else []))
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def within(name: str, packages: set[str]) -> bool:
    """Is a dotted name one of the packages, or inside one of them?"""
    return any(name == package or name.startswith(package + ".") for package in packages)


def called(path: Path) -> Iterator[str]:
    """Every dotted name that a file uses, as in "os.fork"."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def tracked() -> list[Path]:
    """The files that git keeps, or, in a folder that is not a git checkout, all but what is made by tools."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True)
    if listed.returncode == 0:
        return [Path(name) for name in listed.stdout.split("\0") if name and (PROJECT / name).is_file()]
    made = {".venv", "scratch", ".pytest_cache", ".ruff_cache", ".hypothesis", "__pycache__"}
    return [path for path in files("**/*") if (PROJECT / path).is_file() and not made & set(path.parts)]


@pytest.mark.parametrize("path", files("gan_ref/*.py"), ids=str)
def test_the_reference_stands_alone(path):
    """Does the mathematics import nothing of ours but other mathematics?"""
    ours = {name for name in imported(path) if within(name, OURS)}
    assert not {name for name in ours if not within(name, {"gan_ref"}) or within(name, {"gan_ref.questions"})}


@pytest.mark.parametrize("path", files("gan_ref/questions/**/*.py"), ids=str)
def test_questions_know_the_reference_and_the_question(path):
    """Do the tables of questions import only gan_ref and grader.question?"""
    ours = {name for name in imported(path) if within(name, OURS) and name != "grader"}
    assert not {name for name in ours if not within(name, {"gan_ref", "grader.question"})}


@pytest.mark.parametrize("path", files("grader/**/*.py"), ids=str)
def test_the_grader_knows_no_course(path):
    """Could another course use the grader as it is: does it import neither gan_ref nor the demonstration?"""
    assert not {name for name in imported(path) if within(name, {"gan_ref", "demo", "tests"})}


@pytest.mark.parametrize("path", files("grader/**/*.py"), ids=str)
def test_only_the_box_starts_processes(path):
    """Is box.py the only file of the grader that can start a process for a student's code?"""
    found = {name for name in {*imported(path), *called(path)} if within(name, STARTERS)}
    assert not {name for name in found if not within(name, MAY_START.get(path.as_posix(), set()))}


@pytest.mark.parametrize("path", [path for path in files("grader/**/*.py") if path.name != "wire.py"], ids=str)
def test_only_the_wire_reads_the_box(path):
    """Is wire.py the only file of the grader that takes bytes apart, so that one reader guards the boundary?"""
    found = {name for name in {*imported(path), *called(path)} if within(name, DECODERS)}
    assert found == MAY_DECODE.get(path.as_posix(), set())


@pytest.mark.parametrize("path", files("grader/**/*.py") + files("gan_ref/**/*.py"), ids=str)
def test_no_pickle(path):
    """Is there nothing that could turn bytes into objects of somebody else's choosing?"""
    assert not {name for name in imported(path) if within(name, PICKLES)}
    assert "allow_pickle=True" not in (PROJECT / path).read_text(encoding="utf-8")


# Answer sheets are lists of students' answers, read section by section; nobody reads one from top to bottom.
SHEETS = {Path("tests/questions/right"), Path("tests/questions/wrong"), Path("demo/answers")}
CODE = [path for path in files("*/**/*.py") + files("*.py") if path.parent not in SHEETS]


@pytest.mark.parametrize("path", CODE, ids=str)
def test_files_are_short_and_named_for_their_role(path):
    """Can a file be read in one sitting, and does its name say what it is for?"""
    assert len((PROJECT / path).read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert path.stem not in {"utils", "util", "helpers", "helper", "misc", "common"}


@pytest.mark.parametrize("path", files("gan_ref/**/*.py") + files("grader/**/*.py") + files("demo/*.py"), ids=str)
def test_public_names_are_documented(path):
    """Does the file say what it is for, and each public function and class what it does?"""
    module = tree(path)
    assert ast.get_docstring(module), "the file does not say what it is for"
    public = [node for node in module.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
              and not node.name.startswith("_")]
    assert not [node.name for node in public if not ast.get_docstring(node)]


def test_nothing_of_one_machine_is_kept():
    """Are the kept files free of one machine's paths and of a package index's address?"""
    homes = r"(?<![\w.])/(work|root|farm|home/\w+|Users/\w+|opt/wheels|opt/pypi)/"
    private = re.compile(homes + "|--index-url|--extra-index-url|--find-links", re.IGNORECASE)
    found = []
    for path in tracked():
        attack = path.parts[:2] == ("tests", "attacks")     # the corpus tries to read such places
        if path != Path("tests/test_house.py") and not attack and path.suffix not in {".png", ".gif", ".zip"}:
            text = (PROJECT / path).read_text(encoding="utf-8", errors="replace")
            found += [f"{path}: {match[0]}" for match in private.finditer(text)]
    assert not found


def test_the_lock_names_exact_versions_and_hashes_only():
    """Does requirements.lock pin each package with hashes, without an address of where it came from?"""
    lines = (PROJECT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    form = re.compile(r"#|    --hash=sha256:[0-9a-f]{64}( \\)?$|[a-z0-9.-]+==[^ ]+ (; .+ )?\\$")
    assert [line for line in lines if not form.match(line)] == []
    assert not [line for line in lines if "://" in line]
