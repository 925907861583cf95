"""Do worker processes finish what they are given, and does the death of one cost only its own task?"""

import os
import signal
import time
from contextlib import nullcontext

import pytest

from grader.workers import TRIES, WorkerDied, Workers

SHOUT = "tests.batch.tasks:shout"


@pytest.fixture
def workers():
    with Workers(SHOUT, 2) as made:
        yield made


def test_does_each_task_get_its_own_result(workers):
    """More tasks than workers, with characters that are no UTF-8: each result where it belongs?"""
    texts = [f"task {number} \udcff" for number in range(20)]
    assert [future.result(20) for future in map(workers.submit, texts)] == [text.upper() for text in texts]


def test_is_an_exception_the_tasks_own(workers):
    """A task that raises: is the message kept, and does its worker go on?"""
    failed, fine = workers.submit("fail"), workers.submit("fine")
    with pytest.raises(RuntimeError, match="ValueError: as asked"):
        failed.result(20)
    assert fine.result(20) == "FINE"


def test_is_a_task_whose_worker_died_tried_again(workers, tmp_path):
    """The worker is killed in the middle of a task: does the task still come back?"""
    text = f"die once {tmp_path / 'died'}"
    assert workers.submit(text).result(20) == text.upper()


def test_is_a_deadly_task_given_up_and_the_others_done(workers):
    """A task that kills every worker: does its future say so, and do its neighbours come back?"""
    before, deadly, after = workers.submit("before"), workers.submit("die"), workers.submit("after")
    with pytest.raises(WorkerDied, match=f"{TRIES} worker processes died of it.*SIGKILL.*memory"):
        deadly.result(30)
    assert (before.result(20), after.result(20)) == ("BEFORE", "AFTER")


def test_is_a_task_that_does_not_end_given_up():
    """Whatever keeps the trusted side busy: does it cost its own task, and say why?"""
    with Workers("tests.batch.tasks:spin", 1, first="tests.batch.tasks:hurry") as workers:
        endless, fine = workers.submit("for ever"), workers.submit("fine")
        with pytest.raises(WorkerDied, match="SIGXCPU, after .* seconds of processor time"):
            endless.result(60)
        assert fine.result(20) == "fine"


def test_is_an_idle_worker_that_dies_replaced(workers):
    """All workers are killed between two tasks: is the next task done all the same?"""
    assert workers.submit("first").result(20) == "FIRST"
    for process in workers.processes():
        os.kill(process, signal.SIGKILL)
    assert workers.submit("second").result(20) == "SECOND"


def test_is_each_worker_prepared_once(tmp_path):
    """Is the first function called in every worker before its tasks, each with a gift of its own?"""
    gifts = map(nullcontext, ["gold", "myrrh"])
    with Workers(SHOUT, 2, first="tests.batch.tasks:note", about=str(tmp_path), gift=lambda: next(gifts)) as made:
        futures = [made.submit("wait 0.3") for _ in range(4)]
        assert {future.result(20) for future in futures} == {"WAIT 0.3"}
        found = {int(path.name): path.read_text() for path in tmp_path.iterdir()}
        assert [found[process] for process in made.processes()] == ["gold", "myrrh"]


def test_do_dismissed_workers_end_at_once():
    """Dismissed without waiting: do the processes end, and does a queued task say that it was cancelled?"""
    made = Workers(SHOUT, 1)
    running, queued = made.submit("wait 60"), made.submit("never")
    while not running.running():
        time.sleep(0.01)
    processes = made._workers[:]
    made.shutdown(wait=False)
    assert queued.cancelled()
    assert not any(worker.process.is_alive() for worker in processes)
    with pytest.raises(RuntimeError, match="dismissed"):
        made.submit("late")


def test_does_a_run_without_workers_end():
    """What workers are to be given cannot be had: does each task say why, where it could wait for ever?"""
    def nothing():
        raise OSError("nothing to give")

    with Workers(SHOUT, 1, gift=nothing) as made:
        for _ in range(2):
            with pytest.raises(OSError, match="nothing to give"):
                made.submit("a").result(20)
