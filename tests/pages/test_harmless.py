"""Text of strangers on pages that somebody else opens."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.harmless import LONGEST_MARKDOWN, formula, markdown_to_html, picture, visible

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![pixel](http://tracker.example/p.png)",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "$\\text{<script>alert(1)</script>}$",
    "$\\href{javascript:alert(1)}{x}$",
    '$\\color{"><img src=x onerror=alert(1)>}x$',
    '$\\style{x" onclick=alert(1)}{y}$',
    "<style>*{display:none}</style>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<svg onload=alert(1)>",
    "`<b>`</p><script>alert(1)</script>",
]


def _tags(html: str) -> list[str]:
    from html.parser import HTMLParser

    found = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attributes: found.append((tag, dict(attributes)))
    reader.feed(html)
    return found


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_runs_and_nothing_is_loaded(source):
    """Is a script, a frame, a picture from elsewhere or a handler ever left in what a student wrote?"""
    for tag, attributes in _tags(markdown_to_html(source)):
        assert tag not in {"script", "iframe", "img", "style", "svg", "object", "embed", "form"}
        assert not any(name.startswith("on") or name in {"src", "style"} for name in attributes)
        assert "javascript" not in str(attributes.get("href", "")).lower()


@given(st.text())
def test_any_text_is_harmless(source):
    """Does any text at all produce a tag that runs, or an exception?"""
    assert not {tag for tag, _ in _tags(markdown_to_html(source))} & {"script", "iframe", "img", "style", "svg"}


def test_formulas_become_mathml():
    """Is LaTeX between dollars turned into MathML, inline and displayed?"""
    html = markdown_to_html("so $\\theta_d$ is\n\n$$\\frac{1}{m}\\sum_i \\ln D(x_i)$$")
    assert '<math display="inline">' in html and '<math display="block">' in html and "<mfrac>" in html


@pytest.mark.parametrize("latex, spaces", [
    (r"\ln D", 1), (r"p \ln D", 2), (r"2 \ln 2", 2), (r"\log_2 x", 1), (r"\frac{\ln x}{2}", 1), (r"\sqrt{\ln x}", 1),
    (r"\ln(1 - D)", 0), (r"-\ln(D)", 0), (r"f(x)\ln(x)", 1), (r"\ln", 0), (r"a b", 0), (r"\sin^2 x", 1),
])
def test_names_of_functions_stand_apart(latex, spaces):
    """Is there a space beside ln where print has one, so that ln D is no name of three letters?"""
    assert formula(latex).count("<mspace") == spaces


def test_bars_stand_close():
    """Are the bars of |h| brackets, one before and one behind, and is a single bar left alone?"""
    assert re.findall(r'form="(\w+)"[^>]*>\|<', formula(r"|h| = 2")) == ["prefix", "postfix"]
    assert "form" not in formula("p(x|y)")


def test_a_long_formula_can_be_broken():
    """Can a long inline formula go on in the next line, after + or =, but not inside brackets, nor one on its own?"""
    long = r"V(D, G) = \frac{1}{m} (a + b + c) + \ln(1 - D) - \theta"
    assert formula(long).count("<wbr>") == 3
    assert re.sub(r"<[^>]*>", "", formula(long)) == re.sub(r"<[^>]*>", "", formula(long, display=True))
    assert "<wbr>" not in formula(long, display=True) and "<wbr>" not in formula("a + b = c")


@pytest.mark.parametrize("latex", ["\\frac", "{" * 300, "\\begin{bmatrix}", "x" * 5000, "\\left("])
def test_what_is_no_latex_is_shown_as_typed(latex):
    """Does a formula that cannot be read show its source instead of failing?"""
    assert formula(latex).startswith(("<code>", "<math"))


def test_five_megabytes_of_nested_markdown():
    """Is a text far too long or too deep shown as typed, and cut?"""
    html = markdown_to_html("> " * 2_500_000)
    assert html.startswith('<pre class="typed">') and len(html) < 10 * LONGEST_MARKDOWN
    assert "deep" in markdown_to_html("> " * 5_000 + "deep")


def test_invisible_characters_show():
    """Do characters that hide text or turn its direction become visible, and do terminal colours go?"""
    assert visible("a\u202eb\u200bc\x1b[31mred\x1b[0m\x00") == "a\ufffdb\ufffdcred\ufffd"


def test_pictures_are_pictures():
    """Is only the base64 of a PNG shown as a picture?"""
    png = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(20)).decode()
    assert picture(png) == "data:image/png;base64," + png
    assert picture(base64.b64encode(b"<svg onload=alert(1)>").decode()) is None
    assert picture('x" onerror="alert(1)') is None
