"""Cells on nbgrader's formgrader pages, where a grader marks by hand: what a student wrote can run nothing there.

nbgrader_config.py names `text_cell` as nbconvert's filter `markdown2html`; nbconvert's own lets a student's HTML
through, scripts included, whatever `sanitize_html` says. Pictures that a student pasted into an answer (a photographed
derivation) are shown. `code_cell`, `text_output` and `html_output` stand for nbconvert's `highlight_code`, `ansi2html`
and `clean_html`, which a few lines of nasty code or output keep busy for hours, and every page of the server with them.
"""

import html
import time
from collections.abc import Iterator
from functools import cache

from jinja2 import pass_context
from nbconvert.filters import ansi2html, clean_html

from .harmless import LONGEST_MARKDOWN, LONGEST_TEXT, markdown_to_html, typed, visible
from .pasted import FOR_GRADERS, below, text_with_pictures

PAGE = 500_000  # characters of Markdown on one page that are rendered; a course's own are a tenth
COLOURS = 3  # seconds in which the code of one page is coloured; what is left then is shown plain
OUTPUT = 1_000_000  # characters of printed text on one page; of what comes then, the beginning is shown
HTML = 200_000  # characters of HTML on one page that are cleaned and shown; what comes then is shown as typed
BEGINNING = 1_000  # characters
WHOSE = "A picture that the student pasted"
_ROOM = "grader: room for "  # with what: kept among nbconvert's resources, which belong to one page


class _Clean(str):
    """HTML made here of what strangers wrote: there is nothing to clean, and `<p>` and formulas would be lost in it."""


@pass_context
def text_cell(context, source: str) -> str:
    """Markdown as harmless HTML, with the pictures attached to the cell that the template is at."""
    cell = context.get("cell") or {}
    attachments = cell.get("attachments") if cell.get("source") == source else None
    if not _fits(context, "Markdown", len(source), PAGE):
        told = "<p><em>Shown as typed: there is more Markdown on this page than is rendered.</em></p>"
        return _Clean(told + typed(visible(source, LONGEST_MARKDOWN)) + below(attachments, WHOSE, FOR_GRADERS))
    made = text_with_pictures(source, attachments, WHOSE, FOR_GRADERS) if attachments else markdown_to_html(source)
    return _Clean(made)


@pass_context
def code_cell(context, source: str, **_) -> str:
    """Code as HTML, in colours as long as the page has time for them."""
    code = visible(source)
    began = time.monotonic()
    left = _room(context, "colours", COLOURS)
    try:
        return _Clean(_coloured(code, began + left))
    except TimeoutError:
        return _Clean(f'<div class="highlight"><pre>{html.escape(code)}</pre></div>')
    finally:
        _fits(context, "colours", time.monotonic() - began, COLOURS)


def _coloured(code: str, ends: float) -> str:
    """TimeoutError where it takes too long: a lexer can take as long for each character as the code is."""
    import pygments

    lexer, formatter = _pygments()
    return pygments.format(_in_time(lexer.get_tokens(code), ends), formatter)


@cache
def _pygments() -> tuple:
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name("python3"), HtmlFormatter(cssclass="highlight hl-python3")


def _in_time(tokens: Iterator, ends: float) -> Iterator:
    for token in tokens:
        if time.monotonic() > ends:
            raise TimeoutError
        yield token


@pass_context
def text_output(context, text: str) -> str:
    """Printed text as HTML, its terminal colours as colours."""
    cut = text if len(text) <= LONGEST_TEXT else visible(text)
    if _fits(context, "output", len(cut), OUTPUT):
        return ansi2html(cut)
    return html.escape(visible(text, BEGINNING))


@pass_context
def html_output(context, text: str) -> str:
    """HTML without what could run."""
    if isinstance(text, _Clean):
        return text
    if _fits(context, "HTML", len(text), HTML):
        return clean_html(text)
    return typed(visible(text, BEGINNING))


def _room(context, what: str, most: float) -> float:
    """How much room for something there is left on the page."""
    resources = context.get("resources")
    return most if resources is None else resources.get(_ROOM + what, most)


def _fits(context, what: str, size: float, most: float) -> bool:
    """Take room for something on the page; is there as much?"""
    room, resources = _room(context, what, most), context.get("resources")
    if resources is not None:
        resources[_ROOM + what] = room - min(size, room)
    return size <= room
