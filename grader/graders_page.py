"""Text cells on nbgrader's formgrader pages, where a grader marks by hand: a student's text cannot run anything there.

nbgrader_config.py names `text_cell` as nbconvert's filter `markdown2html`; nbconvert's own lets a student's HTML
through, scripts included, whatever `sanitize_html` says. Pictures that a student pasted into an answer (a photographed
derivation) are shown.
"""

from jinja2 import pass_context

from .harmless import LONGEST_MARKDOWN, markdown_to_html, typed, visible
from .pasted import FOR_GRADERS, below, text_with_pictures

PAGE = 500_000  # characters of Markdown on one page that are rendered; a course's own are a tenth
WHOSE = "A picture that the student pasted"
_ROOM = "grader: room for Markdown"  # kept among nbconvert's resources, which belong to one page


@pass_context
def text_cell(context, source: str) -> str:
    """Markdown as harmless HTML, with the pictures attached to the cell that the template is at."""
    resources, cell = context.get("resources"), context.get("cell") or {}
    attachments = cell.get("attachments") if cell.get("source") == source else None
    room = PAGE if resources is None else resources.get(_ROOM, PAGE)
    if resources is not None:
        resources[_ROOM] = room - min(len(source), room)
    if len(source) > room:
        told = "<p><em>Shown as typed: there is more Markdown on this page than is rendered.</em></p>"
        return told + typed(visible(source, LONGEST_MARKDOWN)) + below(attachments, WHOSE, FOR_GRADERS)
    return text_with_pictures(source, attachments, WHOSE, FOR_GRADERS) if attachments else markdown_to_html(source)
