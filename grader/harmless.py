"""Text written by strangers, made fit for a page that somebody else opens.

Used by the feedback page, by the lecturer's report and, through `HTMLExporter.filters`, by nbgrader's formgrader.
Markdown becomes HTML without raw HTML, without scripts, and with its LaTeX as MathML, which needs no script
and is read out by screen readers. Nothing here trusts its input to be short, well formed or kind.
"""

import base64
import html
import re
from collections.abc import Callable
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from .mathml import mathml

LONGEST_MARKDOWN = 20_000  # characters; beyond it the text is shown as it was typed, and cut
LONGEST_FORMULA = 1_000  # characters of LaTeX
DEEPEST_NESTING = 20  # blocks inside blocks
LONGEST_TEXT = 50_000  # characters of printed output that a page shows

# What a formula may consist of. The converter passes the text of \\text{…} and the addresses of \\href through as they
# are, so its output is cleaned like any other stranger's HTML.
_MATHML = set(
    "math mrow mi mo mn ms mtext mspace msub msup msubsup mfrac msqrt mroot munder mover munderover "
    "mtable mtr mtd mstyle mpadded mphantom menclose".split()
)
_MATHML_ATTRIBUTES = {
    "*": set(
        "display displaystyle scriptlevel mathvariant stretchy fence form lspace rspace accent accentunder "
        "linethickness minsize maxsize columnalign rowspacing columnspacing notation width height depth".split()
    ),
}

# Characters that are invisible, or that turn the reading direction of what follows, and the C0/C1 controls:
# they can hide an answer or make code read differently from how it runs.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def visible(text: str, longest: int = LONGEST_TEXT) -> str:
    """`text` without terminal colours, with unprintable characters shown as U+FFFD, cut at `longest` characters."""
    text = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", _ANSI.sub("", text[: 2 * longest]))
    return text if len(text) <= longest else text[:longest] + "\n… (cut here: the text is longer than a page shows)"


@lru_cache(maxsize=1024)
def formula(latex: str, display: bool = False) -> str:
    """LaTeX as MathML; as escaped source where it is too long or is not LaTeX that the converter knows."""
    latex = latex.strip()
    if len(latex) <= LONGEST_FORMULA:
        try:
            pieces = mathml(latex, display)
            return "<wbr>".join(
                nh3.clean(piece, tags=_MATHML, attributes=_MATHML_ATTRIBUTES, link_rel=None) for piece in pieces
            )
        except Exception:  # the converter documents no exception classes, and the text is a stranger's
            pass
    return f"<code>{html.escape(latex)}</code>"


def _render_formula(content: str, options: dict) -> str:
    # dollarmath hands the formula with its mode; its own escaping is not wanted around MathML
    return formula(content, display=bool(options.get("display_mode")))


def _render_picture(self, tokens, index: int, options, env: dict) -> str:
    """The picture that `markdown_to_html` was given for this reference; what was typed, where there is none."""
    token = tokens[index]
    typed = f"![{token.content}]({token.attrs['src']})"
    return env["shown"](token.content, str(token.attrs["src"])) or html.escape(typed)


def _reader(pictures: bool = False) -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": DEEPEST_NESTING})
    reader.enable("table")
    if pictures:
        reader.add_render_rule("image", _render_picture)
    else:
        reader.disable("image")
    return reader.use(dollarmath_plugin, renderer=_render_formula, double_inline=True)


_DISPLAYED = re.compile('<div class="math (block|inline)"')  # as dollarmath writes it; a stranger's own is escaped
_READER, _READER_OF_PICTURES = _reader(), _reader(pictures=True)


def markdown_to_html(source: str, shown: Callable[[str, str], str | None] | None = None) -> str:
    """Markdown with `$…$` formulas as HTML that can hold no script, no raw HTML and no style of the writer's.

    A text longer than `LONGEST_MARKDOWN` characters, or nested deeper than the reader follows, is shown as typed.
    shown: from the words and the address of a reference to a picture to its HTML, or None; without it none are shown.
    """
    text, reader = visible(source, LONGEST_MARKDOWN), _READER if shown is None else _READER_OF_PICTURES
    tokens = reader.parse(text) if len(source) <= LONGEST_MARKDOWN else []
    deepest = max((token.level for token in tokens), default=0)
    if len(source) > LONGEST_MARKDOWN or deepest >= DEEPEST_NESTING - 1:  # the reader drops what lies deeper
        return typed(text)
    made = reader.renderer.render(tokens, reader.options, {"shown": shown})
    return _DISPLAYED.sub(r'\g<0> tabindex="0"', made)  # it scrolls where it is too wide, by keyboard as well


def typed(text: str) -> str:
    """Text as it was typed, as HTML."""
    return f'<pre class="typed">{html.escape(text)}</pre>'


def picture(png: str) -> str | None:
    """A base64 PNG as a data address, or None where the text is not the base64 of a PNG."""
    try:
        data = base64.b64decode("".join(png.split()), validate=True)
    except ValueError:
        return None
    return "data:image/png;base64," + base64.b64encode(data).decode() if data.startswith(b"\x89PNG\r\n\x1a\n") else None
