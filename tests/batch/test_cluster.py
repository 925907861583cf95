"""Does a dask cluster mark as this machine does, without the course's folder, and does a lost worker cost no mark?"""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading

import pytest
from distributed import Client

from demo.course import Course
from demo.roster import BY_NAME
from grader.cluster import bundle, course_packages
from tests.batch.tiny import gradebook_rows

STUDENTS = [BY_NAME[name] for name in ("ada", "hana", "ivan", "june")]


class DaskCluster:
    """A scheduler and its workers, each a process of its own in an empty folder."""

    def __init__(self, folder):
        self.folder, self.processes = folder, []
        self.scheduler = self.start("scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1")
        self.address = self.said(self.scheduler, r"Scheduler at: +(tcp://\S+)")

    def start(self, kind, *words):
        """`dask scheduler` or `dask worker`; what it prints can be waited for."""
        place = self.folder / f"{kind}-{len(self.processes)}"
        place.mkdir()
        environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
        with open(place / "log", "wb") as log:
            process = subprocess.Popen([sys.executable, "-m", "dask", kind, *words], cwd=place, env=environment,
                                       stdout=log, stderr=log, start_new_session=True)
        self.processes.append(process)
        process.log = place / "log"
        return process

    def worker(self):
        """One more worker, with one thread; ready when this returns."""
        process = self.start("worker", self.address, "--nthreads", "1", "--no-dashboard", "--no-nanny")
        self.said(process, r"(Registered to)")
        return process

    def said(self, process, pattern):
        """Wait until a process has printed what is looked for."""
        while process.poll() is None:
            if found := re.search(pattern, process.log.read_text()):
                return found[1]
            threading.Event().wait(0.05)
        raise AssertionError(f"it ended without saying {pattern}: {process.log.read_text()}")

    def stop(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture
def cluster(tmp_path):
    made = DaskCluster(tmp_path)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A part of the demonstration class, handed in, and the rows that this machine makes of it."""
    course = Course(tmp_path_factory.mktemp("class") / "course").make()
    course.generate()
    course.place(STUDENTS)
    here = Course(shutil.copytree(course.folder, tmp_path_factory.mktemp("here") / "course"))
    here.run(sys.executable, "-m", "grader", "autograde", "tutorial6")
    return course, rows(here.folder)


def rows(root):
    return gradebook_rows(f"sqlite:///{root / 'gradebook.db'}")


@pytest.mark.slow
def test_does_a_cluster_mark_as_one_machine_does_though_a_worker_is_killed(handed_in, cluster, tmp_path):
    """Two workers, one killed as soon as the first notebook is back: the same rows, nobody ungraded?"""
    course, wanted = handed_in
    there = Course(shutil.copytree(course.folder, tmp_path / "course"))
    first, _ = cluster.worker(), cluster.worker()
    killer = threading.Thread(target=kill_when_filed, args=(first, there.folder))
    killer.start()
    printed = there.run(sys.executable, "-m", "grader", "autograde", "tutorial6", "--scheduler", cluster.address)
    killer.join()
    assert first.wait() == -signal.SIGKILL
    assert "4 submissions marked (12 notebooks" in printed
    assert rows(there.folder) == wanted
    left_behind(cluster)


def left_behind(cluster):
    """Is nothing of the course on the scheduler, on the worker that is left, or on one that joins after the run?"""
    def held():
        import os
        import sys
        there = [module for name, module in sys.modules.items() if name.startswith("marking_")]
        return [module.__name__ for module in there if module.PACKAGES or os.path.exists(module.__file__)], len(there)

    cluster.worker()
    with Client(cluster.address) as client:
        client.wait_for_workers(2, timeout=30)
        found = [client.run_on_scheduler(held), *client.run(held).values()]
    assert all(names == [] for names, _ in found)
    assert sorted(count for _, count in found) == [0, 1, 1]  # nothing was sent to the new one


def kill_when_filed(process, root):
    """Wait until the first submission is in place, then kill."""
    while not list((root / "autograded").glob("*/tutorial6")):
        threading.Event().wait(0.02)
    os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.slow
def test_does_a_scheduler_without_workers_say_so(handed_in, cluster):
    """Nobody there to mark: one line that says what to start, and no row?"""
    course, _ = handed_in
    printed = course.run(sys.executable, "-m", "grader", "autograde", "tutorial6", "--scheduler", cluster.address,
                         may_fail=True)
    assert printed.strip().endswith(f"has no workers. Start some: `dask worker {cluster.address}`.")
    assert rows(course.folder)["submission"] == []


def test_do_the_courses_own_packages_go_along_and_installed_ones_stay():
    """gan_ref is the course's, numpy and json are not?"""
    source = '{"cells": [{"cell_type": "code", "source": ["import json\\n", "import numpy as np\\n", %s]}]}'
    sources = [source % code for code in ('"from gan_ref.questions import mark"', '"%matplotlib inline"')]
    assert course_packages(sources) == ["gan_ref"]


def test_is_a_bundle_the_same_for_the_same_files():
    """Two bundles of the same packages: the same bytes, so that workers know them again?"""
    assert bundle(["grader"]) == bundle(["grader"])
