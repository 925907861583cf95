"""Marking on a dask cluster, behind the same `submit(text)` as the worker processes of this machine.

The workers need what this project depends on, in the versions that are used here, and Linux for the box; they need no
course folder, no gradebook and no shared disk. The packages that marking imports from the course (this one, and those
of the notebooks' tests) go there as part of `grader/visiting.py`, and leave when the run ends. Students' code is boxed
on the workers as it is here.

Used by `grader/autograde.py` for `--scheduler`. A lost worker's notebooks are given to another one by dask itself.
"""

import ast
import base64
import importlib
import importlib.util
import io
import json
import re
import sys
import sysconfig
import uuid
import zipfile
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from distributed import Client
from distributed.client import ClientExecutor
from distributed.diagnostics.plugin import SchedulerUploadFile, UploadFile

from grader import visiting
from grader.task import NoWorkers
from grader.temporary import Temporary

CONNECT_SECONDS = 20
ADDRESS = re.compile(r"(tcp|tls|ucx|ws|wss)://.+:\d+")  # as dask writes them
TRIES = 3  # of a notebook whose marking process died, on any worker
_KEPT = {".py", ".html", ".tpl", ".css", ".j2", ".json", ".csv"}  # files of a package that it may need to run


class Cluster:
    """The workers behind the dask scheduler at `address`. A context manager.

    `sources` are the source notebooks as text: the modules that they import from the course go along.
    """

    def __init__(self, address: str, sources: Iterable[str]):
        if not ADDRESS.fullmatch(address):
            raise NoWorkers(f"{address!r} is no address of a dask scheduler; wanted: tcp://HOST:PORT.")
        try:
            self.client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise NoWorkers(f"No dask scheduler answers at {address} ({_one_line(error)}). Start one with "
                               f"`dask scheduler`, workers with `dask worker {address}`.") from error
        self.folder = Temporary("marking-")
        try:
            self._prepare(address, sources)
        except BaseException:
            self.__exit__()
            raise

    def _prepare(self, address: str, sources: Iterable[str]) -> None:
        self.count = sum(self.client.nthreads().values())
        if not self.count:
            raise NoWorkers(f"The scheduler at {address} has no workers. Start some: `dask worker {address}`.")
        self.module = self._sent(bundle(["grader", *course_packages(sources)]))
        self._check()
        self.executor = ClientExecutor(self.client, retries=TRIES - 1)

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_) -> None:
        if hasattr(self, "module"):
            for step in (lambda: self.client.unregister_worker_plugin(self.module.__name__),
                         lambda: self.client.unregister_scheduler_plugin(self.module.__name__),
                         lambda: self.client.run(self.module.leave),
                         lambda: self.client.run_on_scheduler(self.module.leave)):
                with suppress(Exception):  # whoever is gone has nothing left to leave
                    step()
            sys.path.remove(str(self.folder.path))
        self.client.close()
        self.folder.remove()

    def submit(self, text: str) -> Future:
        """Mark one notebook on whichever worker is free."""
        return self.executor.submit(self.module.mark, text)

    def _sent(self, packages: bytes):
        """The module that marks, here and on every worker, also on those that join later; of another name each run."""
        program = Path(visiting.__file__).read_text(encoding="utf-8")
        program = program.replace('PACKAGES = ""', f'PACKAGES = "{base64.b64encode(packages).decode()}"', 1)
        name = f"marking_{uuid.uuid4().hex}"
        path = self.folder.path / f"{name}.py"
        path.write_text(program, encoding="utf-8")
        sys.path.insert(0, str(self.folder.path))
        module = importlib.import_module(name)
        for plugin in (SchedulerUploadFile(str(path)), UploadFile(str(path))):  # `upload_file` has no way back
            self.client.register_plugin(plugin, name=name)
        return module

    def _check(self) -> None:
        """Do all workers have what marks depend on, as it is here?"""
        here = visiting.versions()
        for worker, there in self.client.run(self.module.versions).items():
            differing = [f"{name} {version} (here {here[name]})" for name, version in there.items()
                         if version != here[name]]
            if differing:
                raise NoWorkers(f"Worker {worker} has {', '.join(differing)}. Marks would depend on the machine: "
                                   f"install the versions of requirements.lock there.")


def course_packages(sources: Iterable[str]) -> list[str]:
    """Top-level packages that the notebooks' locked cells import and that are the course's own, not installed ones."""
    names = set()
    for source in sources:
        for cell in json.loads(source)["cells"]:
            if cell["cell_type"] == "code":
                names |= _imported("".join(cell["source"]))
    return sorted(name for name in names - set(sys.stdlib_module_names) if _ours(name))


def _imported(code: str) -> set[str]:
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except SyntaxError:  # a magic, say; locked cells that import the course's modules are plain Python
        return set()
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.split(".")[0] for name in plain | named}


def _ours(name: str) -> bool:
    """Is the package the course's: not installed like NumPy, or installed together with this one?"""
    found = importlib.util.find_spec(name)
    if found is None or not found.origin:
        return False
    installed = [Path(sysconfig.get_path(kind)).resolve() for kind in ("purelib", "platlib", "stdlib", "platstdlib")]
    if not any(Path(found.origin).resolve().is_relative_to(folder) for folder in installed):
        return True
    owners = metadata.packages_distributions()
    return bool(set(owners.get(name, ())) & set(owners.get("grader", ())))


def bundle(packages: Iterable[str]) -> bytes:
    """The packages' files as a zip archive, the same bytes for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for package in packages:
            root = Path(importlib.util.find_spec(package).origin).parent
            for path in sorted(root.rglob("*")):
                if path.suffix in _KEPT and path.is_file():
                    archive.writestr(zipfile.ZipInfo(path.relative_to(root.parent).as_posix()), path.read_bytes())
    return packed.getvalue()


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
