"""Text cells on nbgrader's formgrader pages, where a grader marks by hand: a student's text cannot run anything there.

nbgrader_config.py names `text_cell` as nbconvert's filter `markdown2html`; nbconvert's own lets a student's HTML
through, scripts included, whatever `sanitize_html` says. Pictures that a student pasted into an answer (a photographed
derivation) are shown.
"""

from jinja2 import pass_context

from .harmless import markdown_to_html
from .pasted import FOR_GRADERS, text_with_pictures


@pass_context
def text_cell(context, source: str) -> str:
    """Markdown as harmless HTML, with the pictures attached to the cell that the template is at."""
    cell = context.get("cell") or {}
    if cell.get("source") != source:
        return markdown_to_html(source)
    return text_with_pictures(source, cell.get("attachments"), "A picture that the student pasted", FOR_GRADERS)
