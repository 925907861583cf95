"""Pictures that somebody pasted into a text cell, a photographed derivation say, for a page that somebody else opens.

A notebook keeps them in the cell, base64 by MIME type by name; the text refers to them by `![words](attachment:name)`.
Shown are PNG, JPEG and GIF, told by their first bytes and not by what the notebook says, and of a size that a page can
carry; of everything else, the name alone. Used by the feedback page and, through `graders_page.py`, by the formgrader.
"""

import base64
import html
import re
from collections.abc import Collection, Mapping
from urllib.parse import unquote

from . import harmless
from .showing import PICTURES

FOR_STUDENTS = ("image/png", "image/jpeg", "image/gif")
FOR_GRADERS = tuple(PICTURES)
LARGEST = 5_000_000  # bytes of one picture
MOST_BYTES = 25_000_000  # of the pictures of one notebook
MOST = 50  # pictures of one notebook
LONGEST_NAME = 100  # characters
_FILE_NAME = re.compile(r"[^\s]*\.(png|jpe?g|gif)|image|picture|", re.IGNORECASE)  # no description of a picture


def address(bundle, kinds: Collection[str] = FOR_STUDENTS) -> str | None:
    """The data address of a pasted picture ({MIME type: base64}); None where it is none that a page shows."""
    mime, data = _picture(bundle, kinds)
    return f"data:{mime};base64,{base64.b64encode(data).decode()}" if data else None


def _picture(bundle, kinds: Collection[str]) -> tuple[str, bytes]:
    """The kind and the bytes of a picture; no bytes where there is none."""
    for text in bundle.values() if isinstance(bundle, Mapping) else ():
        data = _decoded("".join(map(str, text)) if isinstance(text, list) else text)
        for mime in kinds:
            if data.startswith(PICTURES[mime]):
                return mime, data
    return "", b""


def _decoded(text) -> bytes:
    """The bytes of a base64 text; none where it is something else, or more than `LARGEST`."""
    if not isinstance(text, str) or len(text) > 2 * LARGEST:
        return b""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except ValueError:
        return b""
    return data if len(data) <= LARGEST else b""


def shared_out(cells) -> None:
    """Leave in the cells of one notebook the first pictures, as many as a page can carry, and of the rest the names.

    Changes the cells' `attachments`, in place.
    """
    left, room = MOST, MOST_BYTES
    for cell in cells:
        attachments = cell.get("attachments") if cell["cell_type"] == "markdown" else None
        for name, bundle in (attachments or {}).items():
            size = len(_picture(bundle, FOR_STUDENTS)[1])
            if not size or size > room or not left:
                attachments[name] = {}
            else:
                left, room = left - 1, room - size


def text_with_pictures(source: str, attachments: Mapping | None, whose: str = "A picture that you pasted",
                       kinds: Collection[str] = FOR_STUDENTS) -> str:  # fmt: skip
    """A text cell as harmless HTML, each picture where the text refers to it, and what it does not refer to below it.

    The words in the reference are the picture's description; where there are none, it is `whose` and the name.
    """
    attachments = attachments or {}
    pictures = {name: address(bundle, kinds) for name, bundle in attachments.items()}
    used = set()

    def shown(words: str, place: str) -> str | None:
        name = unquote(place.removeprefix("attachment:"))
        if not place.startswith("attachment:") or not pictures.get(name):
            return None
        used.add(name)
        return _tag(pictures[name], words, name, whose)

    made = harmless.markdown_to_html(source, shown if any(pictures.values()) else None)
    return made + below(attachments, whose, kinds, used)


def below(attachments: Mapping | None, whose: str, kinds: Collection[str] = FOR_STUDENTS,
          but: Collection[str] = ()) -> str:  # fmt: skip
    """The pictures that do not stand in the text, and the names of those not shown. but: names to leave out."""
    made, known = "", ", ".join(kind.removeprefix("image/").upper() for kind in kinds)
    for name, bundle in (attachments or {}).items():
        found = address(bundle, kinds)
        if found is None:
            made += (f'<p class="by">{html.escape(_short(name))} is not shown here: pictures are, in {known}, '
                     "if they are not too large.</p>")  # fmt: skip
        elif name not in but:
            made += f"<p>{_tag(found, '', name, whose)}</p>"
    return made


def _tag(found: str, words: str, name: str, whose: str) -> str:
    described = words if not _FILE_NAME.fullmatch(words.strip()) else f"{whose}: {_short(name)}"
    return f'<img src="{found}" alt="{html.escape(harmless.visible(described, 1000))}">'


def _short(name: str) -> str:
    return harmless.visible(name, LONGEST_NAME)
