"""Code and outputs on the formgrader's page: as before for honest ones, and nasty ones do not keep the page waiting."""

import pytest

from grader.graders_page import COLOURS, HTML, OUTPUT, code_cell, html_output, text_cell, text_output


@pytest.mark.parametrize("code", [" \n" * 200_000, "\t\n" * 8_000, "a." * 200_000, "x = 1\n" * 80_000, "(" * 20_000])
def test_nasty_code_is_shown(code):
    """Does a page of nasty cells come to its end, each with its code on it? Without a budget of time it takes hours."""
    context = {"resources": {}}
    shown = [code_cell(context, f"{n} {code}") for n in range(16)]
    assert all(f"{n}" in text[:200] for n, text in enumerate(shown))


def test_a_page_has_a_budget_for_colours():
    """Is code shown plain, escaped and clean, when the page's time for colours is used up?"""
    context = {"resources": {}}
    assert "<span" in code_cell(context, "x < 1")
    (budget,) = context["resources"]
    assert 0 < context["resources"][budget] < COLOURS
    context["resources"][budget] = 0.0
    plain = code_cell(context, "x < 1")
    assert "<span" not in plain and "x &lt; 1" in plain and html_output(context, plain) == plain


def test_honest_code_has_colours_and_runs_nothing():
    """Is code coloured and escaped, and does the last filter leave it as it is?"""
    shown = code_cell({"resources": {}}, "def f(x):\n    return '<script>'  # two", metadata={})
    assert '<span class="k">return</span>' in shown and "<script>" not in shown
    assert html_output({"resources": {}}, shown) == shown


def test_outputs_are_cut_where_a_page_has_no_room():
    """Do colours and tables stay, scripts go, and is very much of either cut?"""
    context = {"resources": {}}
    assert "ansi-red-fg" in text_output(context, "\x1b[31mred") and "<a>" not in text_output(context, "<a>")
    assert html_output(context, "<b>so</b><script>alert(1)</script>").startswith("<b>so</b>")
    assert "<script>" not in html_output(context, "<b>so</b><script>alert(1)</script>")
    printed = [text_output(context, "\x1b[31m<a>" * 200_000) for _ in range(40)]
    tables = [html_output(context, "<b><i>" * 8_000) for _ in range(200)]
    assert sum(map(len, printed)) < 10 * OUTPUT and sum("&lt;b&gt;" in text for text in tables) > 200 - HTML // 40_000


def test_a_message_is_a_paragraph_with_its_formulas():
    """Does the last filter leave what was made of Markdown, which nbconvert's would show as tags?"""
    made = text_cell({"resources": {}}, "Right: $D$. <script>alert(1)</script>")
    assert html_output({"resources": {}}, made) == made and made.startswith("<p>") and "<math" in made
    assert "<script>" not in made
