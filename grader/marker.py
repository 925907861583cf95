"""Marking one notebook as a pure function from text to text, so that any executor can carry it to any process.

`mark` runs in worker processes of this machine (`grader/workers.py`) or of a cluster (`grader/cluster.py`), which need
neither the course's folder nor its gradebook; each process keeps one fork server for boxes from task to task.
"""

import atexit
import gc
import hashlib
import json
import threading
from functools import lru_cache
from pathlib import Path

from grader.align import align
from grader.box import ForkServer
from grader.easel import Easel
from grader.limits import BoxFault, BoxUnsafe, Limits
from grader.marking import MarkedNotebook, mark_aligned
from grader.notebookfile import written
from grader.pictures import Pictures
from grader.reading import Unreadable, parse
from grader.seeds import seed_for
from grader.shelf import Shelf
from grader.submitted import Caps
from grader.task import Marked, Task
from grader.template import UNTOUCHED, BadSource, Regions, Template, prepare
from grader.testcell import BadTest

ANYBODY = b"anybody"  # on a shelf: has a submission of this notebook been marked?
MOST_NOTEBOOKS = 16  # source notebooks that a process keeps prepared

_servers: dict[bool, ForkServer] = {}
_pictures: dict[str, Pictures | None] = {}
_shelves: list[Path] = []  # the folder where workers share pictures, if there is one
_one_at_a_time = threading.Lock()  # a test cell's printed text is caught process-wide; dask may have several threads


def warm(about: str, shared: tuple | None = None) -> None:
    """Make this process ready. shared: what a fork server's `share` gave.

    about: as JSON, of a task's settings `allow_unboxed`; `shelf`, a folder where processes share pictures, or null.
    """
    told = json.loads(about)
    allow_unboxed = told["allow_unboxed"]
    _shelves[:] = [Path(told["shelf"])] if told.get("shelf") else []
    if shared is not None:
        _servers[allow_unboxed] = ForkServer.joined(*shared, allow_unboxed=allow_unboxed)
    gc.collect()
    gc.freeze()  # what is imported stays; the collector need not look at it again


def server(allow_unboxed: bool) -> ForkServer:
    """This process's fork server, started and checked on first use. Raises BoxUnsafe or BoxFault."""
    if allow_unboxed not in _servers:
        made = ForkServer(allow_unboxed=allow_unboxed)
        made.__enter__()
        atexit.register(made.__exit__, None, None, None)
        _servers[allow_unboxed] = made
    return _servers[allow_unboxed]


def mark(text: str) -> str:
    """Mark one notebook: a Task as text in, a Marked as text out. Faults of box or course come back as `fault`."""
    task = Task.read(text)
    try:
        with _one_at_a_time:
            return _marked(task).text()
    except (BoxFault, BadTest) as error:
        return Marked(fault=" ".join(str(error).split())).text()
    except (BoxUnsafe, BadSource) as error:
        return Marked(fault=str(error), hopeless=True).text()


def _marked(task: Task) -> Marked:
    settings = task.settings
    caps, remarks, submission = Caps(**settings["caps"]), [], None
    template = prepared(task.source, Regions(**settings["regions"]))
    try:
        if task.problem:
            raise Unreadable(task.problem)
        submission, remarks = parse(task.submission, caps)
    except Unreadable as error:
        remarks = [str(error)]
    nb, repairs = align(template, submission, caps)
    boxes = server(settings["allow_unboxed"])
    pictures = None if settings["skip"] else pictures_of(task.source, template, boxes)
    found = mark_aligned(template, nb, server=boxes, files=task.files, pictures=pictures, skip=settings["skip"],
                         seed=seed_for(*task.about, *filter(None, [settings["seed"]])),
                         limits=Limits(**settings["limits"]))
    found.nb["metadata"]["grader"]["repairs"] = remarks + repairs
    return Marked(written(found.nb), _scores(template, found), found.comments, remarks + repairs + found.log)


def pictures_of(source: str, template: Template, boxes: ForkServer) -> Pictures | None:
    """What the source notebook's locked cells show for the answers that this process has met.

    None for the first submission of a notebook: for one alone an easel would not pay.
    """
    if source not in _pictures:
        while len(_pictures) >= MOST_NOTEBOOKS:
            if (oldest := _pictures.pop(next(iter(_pictures)))) is not None:
                oldest.close()
        try:
            easel = Easel(json.loads(source), template, boxes)
            _pictures[source] = Pictures(template, easel, repeated=True, shelf=shelf_of(source))
            atexit.register(easel.close)
        except SyntaxError:  # a cell of the course's that only IPython can read: then they all run
            _pictures[source] = None
    pictures = _pictures[source]
    return None if pictures is None or pictures.shelf.first(ANYBODY) else pictures


def shelf_of(source: str) -> Shelf:
    """Where the pictures of this source notebook are kept."""
    return Shelf(_shelves[0] / hashlib.sha256(source.encode()).hexdigest() if _shelves else None)


@lru_cache(maxsize=MOST_NOTEBOOKS)
def prepared(source: str | bytes, regions: Regions) -> Template:
    """The source notebook of that text as a `Template`, made once. Raises BadSource, ValueError."""
    return prepare(json.loads(source), regions)


def _scores(template: Template, found: MarkedNotebook) -> dict[str, float | None]:
    """As nbgrader scores: tests by their marks; answers for a person by none, but for those left as they were: 0."""
    answers = [cell.grade_id for cell in template.answers()]
    scores = {name: 0.0 if found.comments[name] == UNTOUCHED else None for name in answers}
    return scores | {name: mark.points for name, mark in found.marks.items()}
