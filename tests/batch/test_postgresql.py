"""Is a gradebook on PostgreSQL filled as one on SQLite is? The test starts a server of its own."""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sql
from nbgrader.api import Base

from tests.batch.pretend import left_over, run, tree
from tests.batch.tiny import gradebook_rows

UNPRIVILEGED = "postgres"  # whom a server is started as if the tests run as root, which PostgreSQL refuses


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, or where Debian keeps them."""
    places = [shutil.which("initdb"), *sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)]
    return next((Path(place).resolve().parent for place in places if place), None)


@pytest.fixture(scope="module")
def server():
    """The address of an empty database in a server that lives as long as this module's tests."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed here (on Debian and Ubuntu: the package postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))  # pytest's own folders are closed to other users
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def call(program, *words):
        subprocess.run([found / program, *words], user=user, cwd=folder, check=True, capture_output=True, text=True,
                       env={"PATH": os.environ["PATH"], "LC_ALL": "C"})

    call("initdb", "-D", folder / "data", "-U", "marker", "--auth", "trust", "--no-sync", "-E", "UTF8")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    call("pg_ctl", "-D", folder / "data", "-w", "-o", options, "-l", folder / "log", "start")
    yield f"postgresql+psycopg://marker@127.0.0.1:{port}/postgres"
    call("pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    shutil.rmtree(folder)


def copied(root: Path, address: str) -> None:
    """Everything in the course's gradebook into the database at `address`, in tables as nbgrader makes them."""
    here, there = sql.create_engine(f"sqlite:///{root / 'gradebook.db'}"), sql.create_engine(address)
    Base.metadata.drop_all(there)
    Base.metadata.create_all(there)
    with here.connect() as source, there.begin() as target:
        for table in Base.metadata.sorted_tables:
            if rows := [dict(row) for row in source.execute(sql.select(table)).mappings()]:
                target.execute(sql.insert(table), rows)
    here.dispose()
    there.dispose()


@pytest.fixture
def course_there(class_of_four, server):
    """The tiny class, its gradebook on the server."""
    copied(class_of_four, server)
    (class_of_four / "gradebook.db").unlink()
    with open(class_of_four / "nbgrader_config.py", "a") as config:
        config.write(f"\nc.CourseDirectory.db_url = {server!r}\n")
    return class_of_four


def plain(rows):
    """Rows as SQLite gives them: truth as 0 and 1, times and spans as text."""
    def value(item):
        if isinstance(item, bool):
            return int(item)
        return item.isoformat(" ", "microseconds") if hasattr(item, "isoformat") else item

    return {name: sorted((tuple(map(value, row)) for row in found), key=repr) for name, found in rows.items()}


def test_are_the_rows_those_of_sqlite(course_there, server, tmp_path, released):
    """The class marked twice, the second time with other marks: the same rows in both databases?"""
    here = tmp_path / "here"
    shutil.copytree(released, here)
    shutil.copytree(course_there / "submitted", here / "submitted")
    assert [run(root).marked for root in (here, course_there)] == [4, 4]
    wanted = gradebook_rows(f"sqlite:///{here / 'gradebook.db'}")
    assert plain(gradebook_rows(server)) == plain(wanted)
    assert tree(course_there) == tree(here)
    assert run(course_there, force=True).changes == []
    assert plain(gradebook_rows(server)) == plain(wanted)


def test_does_a_server_that_goes_away_leave_nothing_half_done(course_there, server):
    """The connection is cut while a submission is written: the files are as before, and the next run goes on?"""
    administrator = sql.create_engine(server, isolation_level="AUTOCOMMIT")

    def cut():
        with administrator.connect() as db:
            db.execute(sql.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"))

    report = run(course_there, ahead=1, on_commit=cut)
    administrator.dispose()
    assert "could not be written" in report.stopped and "run the same command again" in report.stopped
    assert "marker@" in report.stopped
    assert gradebook_rows(server)["student"] == []
    assert run(course_there).marked == 4
    assert left_over(course_there) == []


def test_is_a_server_that_is_not_there_said_in_a_line(class_of_four):
    """Nobody listens at the address: which gradebook, and what to do?"""
    from grader.released import GradebookError

    with open(class_of_four / "nbgrader_config.py", "a") as config:
        config.write("\nc.CourseDirectory.db_url = 'postgresql+psycopg://marker:secret@127.0.0.1:1/none'\n")
    with pytest.raises(GradebookError, match="127.0.0.1:1/none cannot be used") as told:
        run(class_of_four)
    assert "secret" not in str(told.value)


