"""What goes to a process that marks a notebook, and what comes back; both travel as text.

A line of JSON comes first, and after it, as it is, what is longest: to quote a notebook once more takes longer than to
send it.

A `Task` holds all that marking needs: the submitted bytes, the source notebook, whose it is, the limits. A `Marked`
holds the marked notebook, the rows for the gradebook, and what a person should know. `grader/marker.py` turns one into
the other; `grader/batch.py` makes tasks and files what comes back.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field


class NoWorkers(Exception):
    """The processes that are to mark cannot be had; the message says what was wanted and what to do."""


@dataclass(frozen=True)
class Task:
    """One notebook to mark. about: course, assignment, student, notebook, of which the seed is made.

    settings: `limits`, `caps`, `regions` (as in `Limits`, `Caps`, `Regions`), `seed`, `skip` (tags of locked cells that
    are not run) and `allow_unboxed`.
    problem: why the file could not be read, if so. files: what lies beside the notebook, by place.
    """

    about: tuple[str, str, str, str]
    source: str
    submission: bytes
    settings: Mapping
    problem: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)

    def text(self) -> str:
        """The task as a line of JSON, one of base64, and the source notebook."""
        files = {place: b64encode(data).decode() for place, data in self.files.items()}
        head = json.dumps(self.__dict__ | {"source": "", "submission": "", "files": files})
        return f"{head}\n{b64encode(self.submission).decode()}\n{self.source}"

    @classmethod
    def read(cls, text: str) -> "Task":
        """The task that `text` was made of."""
        head, submission, source = text.split("\n", 2)
        found = json.loads(head)
        files = {place: b64decode(data) for place, data in found["files"].items()}
        return cls(**found | {"about": tuple(found["about"]), "submission": b64decode(submission), "source": source,
                              "files": files})


@dataclass(frozen=True)
class Marked:
    """One marked notebook. scores: points by grade id, None where a person must give them. comments: by grade id.

    remarks: what a person should know, a line each. fault: why there is no mark at all, if so (then all else is empty).
    hopeless: the same fault would meet everybody else, so the run is to stop.
    """

    notebook: str = ""
    scores: Mapping[str, float | None] = field(default_factory=dict)
    comments: Mapping[str, str | None] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    fault: str = ""
    hopeless: bool = False

    def text(self) -> str:
        """The result as a line of JSON, and the notebook."""
        return f'{json.dumps(self.__dict__ | {"notebook": ""})}\n{self.notebook}'

    @classmethod
    def read(cls, text: str) -> "Marked":
        """The result that `text` was made of."""
        head, notebook = text.split("\n", 1)
        return cls(**json.loads(head) | {"notebook": notebook})
