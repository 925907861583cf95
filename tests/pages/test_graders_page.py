"""Code and outputs on the formgrader's page: as before for honest ones, and nasty ones do not keep the page waiting."""

import time

import pytest

from grader.graders_page import HTML, OUTPUT, code_cell, html_output, text_output


@pytest.mark.parametrize("code", [" \n" * 200_000, "\t\n" * 8_000, "a." * 200_000, "x = 1\n" * 80_000, "(" * 20_000])
def test_nasty_code_is_shown_in_seconds(code):
    """Is a page of nasty cells made soon, each with its code on it?"""
    context, began = {"resources": {}}, time.monotonic()
    shown = [code_cell(context, f"{n} {code}") for n in range(16)]
    assert time.monotonic() - began < 60  # in place of hours
    assert all(f"{n}" in text[:200] for n, text in enumerate(shown))


def test_honest_code_has_colours_and_runs_nothing():
    """Is code coloured and escaped, and does the last filter leave it as it is?"""
    shown = code_cell({"resources": {}}, "def f(x):\n    return '<script>'  # two", metadata={})
    assert '<span class="k">return</span>' in shown and "<script>" not in shown
    assert html_output({"resources": {}}, shown) == shown


def test_outputs_are_cut_where_a_page_has_no_room():
    """Do colours and tables stay, scripts go, and does very much of either end in seconds?"""
    context, began = {"resources": {}}, time.monotonic()
    assert "ansi-red-fg" in text_output(context, "\x1b[31mred") and "<a>" not in text_output(context, "<a>")
    assert html_output(context, "<b>so</b><script>alert(1)</script>").startswith("<b>so</b>")
    assert "<script>" not in html_output(context, "<b>so</b><script>alert(1)</script>")
    printed = [text_output(context, "\x1b[31m<a>" * 200_000) for _ in range(40)]
    tables = [html_output(context, "<b><i>" * 8_000) for _ in range(200)]
    assert time.monotonic() - began < 60
    assert sum(map(len, printed)) < 10 * OUTPUT and sum("&lt;b&gt;" in text for text in tables) > 200 - HTML // 40_000
