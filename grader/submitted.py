"""The cells of a submitted notebook as plain, bounded, printable data, whatever the file held. Used by `align.py`.

Any JSON may come in, of any nbformat: text comes out as one string without control characters, pictures pasted into
text cells survive, outputs and foreign metadata do not.
"""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Caps:
    """How much of a submitted notebook is read. What is beyond a cap is cut or dropped, and the grader is told."""

    file_mb: int = 300  # a longer file is not opened
    plain_mb: int = 16  # a longer file is read without its outputs, which marking drops anyway
    cells: int = 1_000  # cells of the student's own beyond this number are dropped
    read: int = 5_000  # cells beyond this number are not looked at; no notebook that anybody has written is so long
    cell_kb: int = 512  # thousands of characters in one cell
    markdown_kb: int = 200  # thousand characters of the student's own text cells that are rendered; then shown as typed
    own_mb: int = 8  # million characters in the student's own further cells together
    pictures_mb: int = 8  # pictures pasted into text cells, together


DEFAULT_CAPS = Caps()


@dataclass
class SubmittedCell:
    """One cell as submitted. `grade_id` is what it claims to be, `id` its nbformat 4.5 id; either may be forged."""

    kind: str
    text: str
    id: str | None = None
    grade_id: str | None = None
    attachments: dict = field(default_factory=dict)


_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def cells_of(notebook, caps: Caps = DEFAULT_CAPS) -> tuple[list[SubmittedCell], list[str]]:
    """Every cell of a parsed notebook file, with a remark for each kind of thing that had to be changed."""
    reader, found = _Reader(caps), _listed(notebook)
    if len(found) > caps.read:
        reader.remarks[f"there are {len(found):,} cells; the first {caps.read:,} were read."] = None
    cells = [reader.cell(cell) for cell in found[: caps.read] if isinstance(cell, dict)]
    return cells, list(reader.remarks)


def _listed(notebook) -> list:
    """The cells' list: `cells` since nbformat 4, in `worksheets` before."""
    if not isinstance(notebook, dict):
        return []
    if isinstance(notebook.get("cells"), list):
        return notebook["cells"]
    sheets = notebook.get("worksheets")
    sheets = [sheet for sheet in sheets if isinstance(sheet, dict)] if isinstance(sheets, list) else []
    return [cell for sheet in sheets for cell in (sheet["cells"] if isinstance(sheet.get("cells"), list) else [])]


class _Reader:
    def __init__(self, caps: Caps):
        self.caps, self.pictures = caps, caps.pictures_mb * 1_000_000
        self.remarks: dict[str, None] = {}

    def cell(self, cell: dict) -> SubmittedCell:
        kind = cell.get("cell_type")
        kind = kind if kind in ("code", "raw") else "markdown"
        text = self.text(cell.get("source", cell.get("input")))
        if cell.get("cell_type") == "heading":  # nbformat 3
            text = "## " + text
        about = cell.get("metadata")
        about = about if isinstance(about, dict) else {}
        own = about.get("nbgrader")
        grade_id = own.get("grade_id") if isinstance(own, dict) else None
        return SubmittedCell(
            kind=kind,
            text=text,
            id=_known_id(cell.get("id")) or _known_id(about.get("id")),  # Colab keeps its ids in the metadata
            grade_id=grade_id if isinstance(grade_id, str) and grade_id else None,
            attachments=self.attachments(cell.get("attachments")) if kind == "markdown" else {},
        )

    def text(self, source) -> str:
        """A cell's source as one printable string of bounded length."""
        most = self.caps.cell_kb * 1_000
        if isinstance(source, list):
            source = "".join(line for line in source[: most + 1] if isinstance(line, str))
        if not isinstance(source, str):
            return ""
        if len(source) > most:
            self.remarks[f"a cell had {len(source):,} characters and was cut at {most:,}."] = None
            source = source[:most]
        if "\r" in source:
            source = source.replace("\r\n", "\n").replace("\r", "\n")
        if _UNWANTED.search(source):
            self.remarks["control characters or halves of characters were removed from a cell."] = None
            source = _UNWANTED.sub("", source)
        return source.removeprefix("\ufeff")

    def attachments(self, found) -> dict:
        """Pasted pictures (PNG, JPEG, GIF, WebP as base64); anything else is left out."""
        kept = {}
        for name, bundle in found.items() if isinstance(found, dict) else ():
            pictures = bundle.items() if isinstance(bundle, dict) else ()
            for kind, data in pictures:
                data = "".join(data) if isinstance(data, list) and all(isinstance(x, str) for x in data) else data
                if kind not in _PICTURES or not isinstance(data, str) or not _BASE64.fullmatch(data):
                    self.remarks["something attached to a text cell is not a picture and was left out."] = None
                elif len(data) > self.pictures or len(name) > 200 or _UNWANTED.search(name):
                    self.remarks["pictures in the text cells are too large together; some were left out."] = None
                else:
                    self.pictures -= len(data)
                    kept.setdefault(name, {})[kind] = data
        return kept


def _known_id(found) -> str | None:
    return found if isinstance(found, str) and _ID.fullmatch(found) else None


def shown(name: str) -> str:
    """A stranger's name for something, fit for one line in a log: short and printable."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name[:41])
    return f"`{text[:40]}…`" if len(name) > 40 else f"`{text}`"
