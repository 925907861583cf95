"""Text cells on nbgrader's formgrader pages, where a grader marks by hand: a student's text cannot run anything there.

nbgrader_config.py names `text_cell` as nbconvert's filter `markdown2html`; nbconvert's own lets a student's HTML
through, scripts included, whatever `sanitize_html` says. Pictures that a student pasted into an answer (a photographed
derivation) are shown below the text.
"""

import html

from jinja2 import pass_context

from .harmless import LONGEST_MARKDOWN, markdown_to_html, typed, visible
from .showing import is_picture

PAGE = 500_000  # characters of Markdown on one page that are rendered; a course's own are a tenth
_ROOM = "grader: room for Markdown"  # kept among nbconvert's resources, which belong to one page


@pass_context
def text_cell(context, source: str) -> str:
    """Markdown as harmless HTML, with the pictures attached to the cell that the template is at."""
    resources = context.get("resources")
    room = PAGE if resources is None else resources.get(_ROOM, PAGE)
    if len(source) > room:
        made = f"<p><em>Shown as typed: there is more Markdown on this page than is rendered.</em></p>{_typed(source)}"
    else:
        made = markdown_to_html(source)
    if resources is not None:
        resources[_ROOM] = room - min(len(source), room)
    cell = context.get("cell") or {}
    if cell.get("source") != source:
        return made
    return made + "".join(_pictures(cell.get("attachments") or {}))


def _typed(source: str) -> str:
    return typed(visible(source, LONGEST_MARKDOWN))


def _pictures(attachments: dict):
    for name, bundle in attachments.items():
        for mime, data in bundle.items():
            data = "".join(data) if isinstance(data, list) else data
            if is_picture(mime, data):
                address = f"data:{mime};base64,{''.join(data.split())}"
                yield f'<p><img src="{address}" alt="{html.escape(name)}, a picture of the student\'s"></p>'
