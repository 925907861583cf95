"""The probe: in a whole box every attempt fails; where the layers against it are gone, it succeeds and is told."""

import sys

import numpy
import pytest

from grader.__main__ import main
from grader.box import BoxFault, BoxUnsafe, ForkServer
from grader.limits import LAYERS

# Layers to leave out, and what then gets out. One layer alone is seldom enough: they back each other up.
HOLES = {
    ("net", "seccomp"): {"UDP"},
    ("net", "seccomp", "landlock"): {"TCP", "UDP", "an abstract socket"},
    ("landlock", "mount"): {"read the course folder", "read a file outside", "write outside", "see other processes",
                            "fill the disk"},
    ("limits", "seccomp"): {"too much memory", "flood of processes"},
    ("pid", "seccomp"): {"outlive"},
    ("pid", "seccomp", "landlock"): {"signal", "outlive"},
    ("capabilities", "seccomp", "landlock"): {"gain rights"},
    ("user", "pid", "mount", "net", "ipc", "uts", "seccomp"): {
        "a socket file", "a datagram socket file", "UDP", "outlive"},
    ("user", "pid", "mount", "net", "ipc", "uts", "uid", "capabilities", "landlock", "seccomp"): {
        "read the course folder", "read a file outside", "import the reference", "write outside", "TCP", "UDP",
        "a socket file", "an abstract socket", "change a file's mode", "signal", "trace", "see other processes",
        "outlive"},
}
# What containers and older kernels lack, and the rest holds.
ENOUGH = [("seccomp",), ("landlock",), ("mount",), ("pid",), ("net",), ("uid",), ("ipc", "uts"),
          ("user", "pid", "mount", "net", "ipc", "uts")]


def test_nothing_gets_out_of_a_whole_box(server):
    """Does every attempt fail here, with every layer there is?"""
    assert [result for result in server.probe() if not result.ok] == []
    assert len(server.probe()) >= 22
    assert {"limits", "capabilities", "landlock", "seccomp"} <= set(server.layers())


def test_the_probe_runs_once(server):
    """Is a server probed once, and not for each box?"""
    assert server.probe() is server.probe()


@pytest.mark.parametrize("without", HOLES, ids="+".join)
def test_a_hole_is_found(without):
    """Does the probe notice what gets out, say which and what to do, and is nothing graded then?"""
    with ForkServer(without=without, warm=()) as server:
        failed = [result for result in server.probe() if not result.ok]
        for words in HOLES[without]:
            assert [result for result in failed if words in result.name], f"{words} was not noticed"
        with pytest.raises(BoxUnsafe) as caught:
            server.open()
    assert all(result.name in str(caught.value) and result.advice in str(caught.value) for result in failed)


@pytest.mark.parametrize("without", ENOUGH, ids="+".join)
def test_what_is_left_is_enough(without):
    """Does the box hold without these layers, and does a notebook run in it?"""
    with ForkServer(without=without, warm=()) as server:
        with server.open({"data.txt": b"7"}) as box:
            assert not set(without) & set(box.layers)
            result = box.run("import matplotlib.pyplot as plt, encodings.idna\nplt.plot([1])\nplt.show()\n"
                             "print(open('data.txt').read())", "cell")
            assert result.ok, result.error


def test_unboxed_is_a_loud_choice(capsys):
    """Does allow_unboxed grade all the same, and say at each start what students' code can do?"""
    without = ["mount", "landlock", "net", "seccomp"]
    with ForkServer(without=without, allow_unboxed=True, warm=()) as server, server.open() as box:
        assert box.run("1", "cell").ok
    warning = capsys.readouterr().err
    assert "WARNING" in warning and "allow_unboxed" in warning and "read the course folder" in warning


def test_unboxed_says_nothing_where_the_box_holds(capsys):
    """Is there no warning where it would not be true?"""
    with ForkServer(allow_unboxed=True, warm=()) as server, server.open():
        pass
    assert capsys.readouterr().err == ""


def test_a_box_without_a_proven_layer_is_a_fault(server, monkeypatch):
    """Is a box that lacks a layer which the probe had a fault, not a risk?"""
    monkeypatch.setattr(server, "proven", {*server.layers(), "magic"})
    with pytest.raises(BoxFault, match="magic"):
        server.open()


def test_a_folder_named_secret_is_hidden():
    """Is a further folder that the lecturer names, inside Python's own folders even, out of reach?"""
    folder = numpy.__path__[0] + "/fft"
    with ForkServer(secret=[folder]) as server, server.open() as box:
        assert box.run(f"import os\nassert not os.listdir({folder!r})", "cell").ok
        assert box.run(f"open({folder + '/__init__.py'!r})", "cell").error[0] == "FileNotFoundError"


def test_other_systems_are_told(monkeypatch, capsys):
    """On a system that has no boxes, is that said, with what to do, instead of a traceback?"""
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(BoxUnsafe, match="needs Linux"):
        ForkServer().open()
    monkeypatch.setattr(sys, "platform", "win32")  # where half of what marking imports is missing
    assert main(["autograde", "tutorial6"]) == 2
    assert "marking needs Linux. On Windows, run this in WSL 2" in capsys.readouterr().err


def test_a_python_that_does_not_start_is_a_fault():
    """Is a fork server that cannot start told as a fault, with its own last words?"""
    with pytest.raises(BoxFault, match="did not start"):
        ForkServer(python="/bin/false").start()


def test_check_lists_attempts_and_layers(capsys):
    """Does `python -m grader check` print a line for each attempt and each layer, and end with 0?"""
    assert main(["check"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("✓") >= 19 and "✗" not in printed
    assert all(f"{layer}:" in printed for layer in LAYERS)


def test_check_fails_with_advice(capsys):
    """Does it end with 1 where something got out, and say what to do?"""
    assert main(["check", "--without", "net", "--without", "seccomp"]) == 1
    printed = capsys.readouterr().out
    assert "✗ reach a listener over UDP" in printed and "namespaces" in printed


def test_commands_import_nothing_of_each_other():
    """Does asking for help import no command?"""
    before = set(sys.modules)
    with pytest.raises(SystemExit):
        main(["--help"])
    assert not {name for name in set(sys.modules) - before if name.startswith("grader.")}


def test_a_server_that_cannot_be_started_leaves_nothing(tmp_path, monkeypatch):
    """No such Python: a fault of the box that says so, and no folder that stays?"""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(BoxFault, match="could not be started.*no/such/python"):
        ForkServer(python="/no/such/python").launch()
    assert not list(tmp_path.iterdir())


def test_a_server_that_finds_no_room_is_a_fault(tmp_path, monkeypatch):
    """No folder for temporary files: one line that says so, as for every other fault of the box?"""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nothing"))
    with pytest.raises(BoxFault, match="could not be started.*nothing"):
        ForkServer().launch()
