"""Pictures that students paste into their answers: shown to them again, and nothing else of what a cell carries."""

import base64

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from grader import pasted
from grader.feedback import FeedbackExporter
from grader.pasted import FOR_GRADERS, LARGEST, MOST, address, shared_out, text_with_pictures
from tests.pages.test_feedback_page import PIXEL

PNG = base64.b64encode(PIXEL).decode()
JPEG = base64.b64encode(b"\xff\xd8\xff\xe0 and so on").decode()
GIF = base64.b64encode(b"GIF89a and so on").decode()
WEBP = base64.b64encode(b"RIFF\x00\x00\x00\x00WEBP").decode()
SVG = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>").decode()


@pytest.mark.parametrize("bundle, begins", [
    ({"image/png": PNG}, "data:image/png;base64,"),
    ({"image/png": [PNG[:8], "\n", PNG[8:]]}, "data:image/png;base64,"),
    ({"image/jpeg": JPEG}, "data:image/jpeg;base64,"),
    ({"image/gif": GIF}, "data:image/gif;base64,"),
    ({"text/html": PNG}, "data:image/png;base64,"),  # its bytes say what it is
    ({"image/png": WEBP}, None),
    ({"image/svg+xml": SVG}, None),
    ({"image/png": SVG}, None),
    ({"image/png": "no base64"}, None),
    ({"image/png": base64.b64encode(PIXEL + bytes(LARGEST)).decode()}, None),
    ({"image/png": 7}, None),
    ({}, None),
    ("PNG", None),
], ids=lambda value: None)
def test_only_pictures_have_an_address(bundle, begins):
    """Is a picture known by its bytes, and refused where it is too large or of another kind?"""
    found = address(bundle)
    assert found is None if begins is None else found.startswith(begins)


def test_a_picture_stands_where_the_text_refers_to_it():
    """Is each picture in its place, once, with the student's words as its description?"""
    typed, picture = "one\n\n![the sketch](attachment:my%20page.png)\n\ntwo", {"image/png": PNG}
    html = text_with_pictures(typed, {"my page.png": picture})
    tag = f'<img src="data:image/png;base64,{PNG}" alt="the sketch">'
    assert html.index("one") < html.index(tag) < html.index("two")
    assert html.count("<img") == 1


@pytest.mark.parametrize("words", ["", "image.png", "Photo.JPEG", "image"])
def test_a_picture_without_words_is_described(words):
    """Does a picture that is described by nothing but the name of its file get words that say what it is?"""
    html = text_with_pictures(f"![{words}](attachment:a.png)", {"a.png": {"image/png": PNG}})
    assert 'alt="A picture that you pasted: a.png"' in html


def test_a_picture_that_the_text_does_not_name_comes_below_it():
    """Is a picture shown whose reference is lost?"""
    html = text_with_pictures("words", {"a.png": {"image/png": PNG}})
    assert html.index("words") < html.index('alt="A picture that you pasted: a.png"')


def test_what_is_not_shown_is_named():
    """Is the student told of a picture that is not shown, and does the grader see one more kind?"""
    attached = {"a.webp": {"image/webp": WEBP}}
    assert "a.webp is not shown here: pictures are, in PNG, JPEG, GIF" in text_with_pictures("words", attached)
    assert "data:image/webp" in text_with_pictures("words", attached, kinds=FOR_GRADERS)


@pytest.mark.parametrize("typed", [
    "![x](http://192.0.2.1/seen.png)", "![x](attachment:other.png)", "![x](data:image/svg+xml;base64,AAAA)",
    "![x](javascript:alert(1))", "<img src=attachment:a.png onerror=alert(1)>",
    '![" onerror=alert(1) x="](attachment:a.png)',
    '![x](attachment:a.png "\" onload=alert(1)")', "[a.png]: attachment:a.png\n\n![x][a.png]",
])
def test_nothing_else_comes_with_a_picture(typed, page):
    """Is nothing loaded and nothing run by what stands around a picture, its words or its name?"""
    name = '"><script>alert(1)</script>.png'
    html = text_with_pictures(typed, {"a.png": {"image/png": PNG}, name: {"image/png": PNG}})
    page.set_content(html)
    handlers = "nodes => nodes.flatMap(node => [...node.attributes]).filter(one => one.name.startsWith('on')).length"
    assert page.locator("*").evaluate_all(handlers) == 0
    assert page.locator("script").count() == 0 and page.said == []
    assert [url for url in page.asked if not url.startswith(f"data:image/png;base64,{PNG}")] == []


def test_a_page_carries_only_so_much(monkeypatch):
    """Are the first pictures kept, up to a number and a size, and of the others the names alone?"""
    cells = [new_markdown_cell("x", attachments={"a.png": {"image/png": PNG}}) for _ in range(MOST + 2)]
    shared_out(cells)
    assert [bool(cell.attachments["a.png"]) for cell in cells] == [True] * MOST + [False] * 2
    monkeypatch.setattr(pasted, "MOST_BYTES", 2 * len(PIXEL) + 1)
    shared_out(cells)
    assert sum(bool(cell.attachments["a.png"]) for cell in cells) == 2


def test_the_feedback_page_shows_it(violations, page):
    """Is a pasted picture drawn on the page, within its policy and its width, and does the page stay accessible?"""
    about = {"grade": True, "solution": True, "points": 4.0, "score": 3.0, "grade_id": "why", "locked": False}
    answer = new_markdown_cell("![image.png](attachment:image.png)", attachments={"image.png": {"image/png": PNG}})
    answer.metadata.nbgrader = about
    own = new_markdown_cell("My own notes.", attachments={"n.png": {"image/png": PNG}, "s.svg": {"image/svg+xml": SVG}})
    question = {"id": "why", "title": "Why", "score": 3.0, "points": 4.0, "waiting": False, "by_person": True,
                "message": ""}  # fmt: skip
    resources = {"nbgrader": {"notebook": "q", "assignment": "t", "student": "s", "score": 3.0, "max_score": 4.0,
                              "late_penalty": 0, "questions": [question]}}  # fmt: skip
    html, _ = FeedbackExporter().from_notebook_node(new_notebook(cells=[answer, own]), resources=resources)
    page.set_content(html)
    drawn = page.locator("img").evaluate_all("pictures => pictures.map(one => one.naturalWidth)")
    assert drawn == [1, 1] and "s.svg is not shown here" in page.inner_text("body")
    assert "svg+xml" not in html and [url for url in page.asked if not url.startswith("data:image/png")] == []
    assert violations(html, page.viewport_size) == []
