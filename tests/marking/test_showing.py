"""Do outputs stay as students expect them, and can nobody who opens the notebook come to harm?"""

import pytest

from grader.showing import shown

PNG = "iVBORw0KGgo="


def display(data, metadata=None):
    return {"output_type": "display_data", "data": data, "metadata": metadata or {}}


@pytest.mark.parametrize("output", [
    {"output_type": "stream", "name": "stderr", "text": "careful"},
    {"output_type": "error", "ename": "E", "evalue": "", "traceback": []},
    display({"text/plain": "<Figure>", "image/png": PNG}, {"image/png": {"width": 300, "height": 200}}),
    display({"text/html": "<table></table>", "text/plain": "a table"}),
    display({"text/latex": "$x$"}),
    display({"text/markdown": "*x*"}),
])  # fmt: skip
def test_text_tables_and_pictures_stay(output):
    """Are ordinary outputs kept as they are?"""
    assert shown([output], 3) == [output]


def test_a_page_of_html_is_left_out():
    """Is HTML that would keep the formgrader busy left to its text?"""
    output = display({"text/html": "<b>" * 30_000, "text/plain": "bold"})
    assert shown([output], 3) == [display({"text/plain": "bold"})]


def test_results_get_the_notebooks_count():
    """Does a result carry the count of the marked notebook, not one of the student's choosing?"""
    result = {"output_type": "execute_result", "data": {"text/plain": "5"}, "metadata": {}, "execution_count": 99}
    assert shown([result], 3)[0]["execution_count"] == 3


@pytest.mark.parametrize(("data", "metadata"), [
    ({"application/javascript": "alert(1)"}, {}),
    ({"application/vnd.jupyter.widget-view+json": {}}, {}),
    ({"image/svg+xml": "<svg onload='alert(1)'/>"}, {}),
    ({"image/png": "x\" onerror=\"alert(1)"}, {}),
    ({"image/png": "PHNjcmlwdD4="}, {}),
    ({"image/jpeg": PNG}, {}),
    ({"text/plain": "x" * 3_000_000}, {}),
])  # fmt: skip
def test_scripts_and_lies_go(data, metadata):
    """Is what could run, or is not what it says, left out?"""
    assert shown([display(data, metadata)], 1) == []


def test_sizes_are_numbers():
    """Does markup in a picture's size not come through?"""
    sizes = {"image/png": {"width": "1 onload=alert(1)", "height": 7, "style": "x"}, "other": 1}
    assert shown([display({"image/png": PNG}, sizes)], 1)[0]["metadata"] == {"image/png": {"height": 7}}


def test_text_cells_on_the_graders_page():
    """Is a student's text shown without its markup, and are pasted pictures shown where they are what they say?"""
    from grader.graders_page import text_cell

    pasted = {"a\"b.png": {"image/png": PNG, "image/jpeg": "x\" onload=\"alert(1)"}}
    typed = "<script>alert(1)</script>"
    page = text_cell({"cell": {"source": typed, "attachments": pasted}}, typed)
    assert "<script" not in page and "onload" not in page
    assert f'<img src="data:image/png;base64,{PNG}" alt="A picture that the student pasted: a&quot;b.png">' in page
    assert "<img" not in text_cell({}, "*x*")
