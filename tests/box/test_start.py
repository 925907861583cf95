"""A fork server that cannot complete a layer: is another one started without it, and can it be used?"""

import os

import pytest

from grader import box as boxes
from grader.autograde import Local
from grader.starting import Refused, never_inside, secret_folders

from .conftest import QUICK

STRANGERS = """
import sys
view = sys.modules['boxed.view']
def build(self, folder):
    raise PermissionError('as in a chroot')
view.View.build = build
view.open_to_all = lambda paths: False
"""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has a stranger to become, and maps to write")


@pytest.fixture
def no_small_root(monkeypatch):
    """Fork servers that can make a mount namespace, but put no small root in place there, nor read Python without."""
    before, main = boxes.BOOT.split("forkserver.main", 1)
    patched = before.replace("from boxed import forkserver", f"from boxed import forkserver; exec({STRANGERS!r})")
    monkeypatch.setattr(boxes, "BOOT", patched + "forkserver.main" + main)


@pytest.fixture
def no_map(monkeypatch):
    """A machine as Ubuntu 24.04 comes, where nobody may write a user namespace's maps, nor make others without one."""
    launch = boxes.ForkServer.launch

    def refuse(pid, uid):
        raise Refused("user")

    def poorer(self, without=None):
        launch(self, without and without | {"mount", "pid", "net", "ipc", "uts"})

    monkeypatch.setattr(boxes, "write_maps", refuse)
    monkeypatch.setattr(boxes.ForkServer, "launch", poorer)


@needs_root
def test_without_a_small_root_python_is_still_there(no_small_root):
    """In a chroot, with Python where strangers cannot read it: can cells import what was not imported before?"""
    with boxes.ForkServer() as server, server.open(limits=QUICK) as box:
        assert not {"mount", "uid"} & set(box.layers)
        assert box.run("import statistics, numpy.fft", "cell").ok


@needs_root
def test_without_a_user_namespace_boxes_hold(no_map):
    with boxes.ForkServer() as server, server.open(limits=QUICK) as box:
        assert {"user", "pid", "mount"}.isdisjoint(box.layers)
        assert box.run("1 + 1", "cell").ok


@needs_root
def test_a_server_that_was_started_anew_lives_as_long_as_the_run(no_map):
    """It ends with the thread that starts it, which is the one where the box proves itself."""
    local = Local(1, allow_unboxed=False)
    try:
        local.proof.result(60)
        local.thread.join(0.5)  # long enough for a thread that has nothing more to do
        with local.boxes.open(limits=QUICK) as box:
            assert box.run("1 + 1", "cell").ok
    finally:
        local.close()
    assert not local.thread.is_alive()


def test_another_courses_reference_is_hidden(tmp_path, monkeypatch):
    """Is an installed package with tables of questions a secret, whatever its name, and no other package?"""
    for package, text in {"stats_ref": "from grader.question import mark", "survey": "import json"}.items():
        (tmp_path / package / "questions").mkdir(parents=True)
        (tmp_path / package / "__init__.py").touch()
        (tmp_path / package / "questions/__init__.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    assert "stats_ref" in never_inside() and "survey" not in never_inside()
    assert str((tmp_path / "stats_ref").resolve()) in secret_folders()
