"""Are the instructors' notebooks what nbgrader, the grader and a reader expect? Read only, nothing is run."""

import ast
import importlib
import re

import nbformat
import pytest

from grader.harmless import markdown_to_html
from tests.notebooks.sheets import (
    POINTS,
    about,
    hidden,
    is_essay,
    is_solution,
    is_test,
    path,
    questions,
    read,
    tagged,
)

pytestmark = pytest.mark.parametrize("name", POINTS)
KEYS = {"grade", "grade_id", "locked", "schema_version", "solution", "task"}


def test_it_is_a_valid_notebook_with_ids(name):
    """Is the file valid, version 4.5, and is each cell's id its grade id, used once?"""
    notebook = read(name)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert [about(cell)["grade_id"] for cell in notebook.cells] == ids
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) for name in ids)


def test_its_text_is_formatted_as_nbformat_writes_it(name):
    """Would saving it again leave the file as it is, so that differences show what was edited?"""
    text = path(name).read_text(encoding="utf-8")
    assert text == nbformat.writes(read(name)) + "\n"


def test_metadata_is_of_schema_3(name):
    """Has every cell nbgrader's metadata, complete, with points exactly where something is marked?"""
    for cell in read(name).cells:
        assert about(cell)["schema_version"] == 3
        assert set(about(cell)) == KEYS | ({"points"} if about(cell)["grade"] else set())


def test_points(name):
    """Are the notebook's points those of the course: in all, and those that marking gives by itself?"""
    cells = read(name).cells
    automatic = sum(about(cell)["points"] for cell in cells if is_test(cell))
    assert (automatic + sum(about(cell)["points"] for cell in cells if is_essay(cell)), automatic) == POINTS[name]


def test_points_stand_in_the_headings(name):
    """Does the heading above each marked cell say its points, and do the parts and the title add up?"""
    heading, sums, part = "", {}, None
    for cell in read(name).cells:
        if cell.cell_type == "markdown" and not is_essay(cell):
            heading = (re.findall(r"^#+ .*$", cell.source, re.MULTILINE) or [heading])[-1]
            part = heading if heading.startswith("## Part") else part
        if about(cell)["grade"]:
            assert int(re.search(r"\((\d+) points?\)$", heading)[1]) == about(cell)["points"], heading
            sums[part] = sums.get(part, 0) + about(cell)["points"]
    header = read(name).cells[0].source
    assert [int(re.search(r"\((\d+) points?\)$", part)[1]) for part in sums] == list(sums.values())
    assert [int(row) for row in re.findall(r"\| (\d+) \|$", header, re.MULTILINE)] == list(sums.values())
    assert f"**{POINTS[name][0]} points.**" in header


def test_each_question_has_its_cell(name):
    """Are the notebook's test cells the questions of its table, with the same points?"""
    table = importlib.import_module(f"gan_ref.questions.{name}").QUESTIONS
    assert {key: question.points for key, question in table.items()} == {
        key: about(cell)["points"] for key, cell in questions(name).items()
    }


def test_the_hidden_part_hands_the_answer_over(name):
    """Is the hidden part the last thing in its cell: one import, one call that names the question and hands it over?"""
    for key, cell in questions(name).items():
        assert cell.source.endswith(f"### BEGIN HIDDEN TESTS\n{hidden(cell)}\n### END HIDDEN TESTS")
        taken, call = ast.parse(hidden(cell)).body
        assert ast.unparse(taken) == "from gan_ref.questions import mark"
        assert ast.unparse(call.value.args[0]) == f"'{name}.{key}'"
        handed = "(theta_d1_answer, theta_d2_answer)" if key == "theta_answer" else key
        assert ast.unparse(call.value.args[1]) == handed
        assert {keyword.arg for keyword in call.value.keywords} <= {"own"}


def test_each_test_follows_its_solution(name):
    """Does a test cell stand directly below the one cell that answers it?"""
    cells = read(name).cells
    for above, cell in zip(cells, cells[1:], strict=False):
        if is_test(cell):
            assert cell.id == f"correct_{above.id}" and is_solution(above) and about(cell)["locked"]
    assert sum(map(is_test, cells)) == sum(map(is_solution, cells))


def test_each_essay_follows_its_question_and_rubric(name):
    """Does a free-text cell stand directly below a locked question whose rubric adds up to the cell's points?"""
    cells = read(name).cells
    for above, cell in zip(cells, cells[1:], strict=False):
        if is_essay(cell):
            rubric = re.search(r"=== BEGIN MARK SCHEME ===\n(.*)\n=== END MARK SCHEME ===$", above.source, re.DOTALL)[1]
            assert about(above)["locked"] and above.id.endswith("_question")
            given = re.findall(r"^\* \*\*(\d+) points?\b", rubric, re.MULTILINE)
            assert sum(map(int, given)) == about(cell)["points"]
            assert about(cell)["solution"] and cell.source.startswith("### BEGIN SOLUTION\n")


def test_what_students_do_not_write_is_locked(name):
    """Are only the cells for answers open, and is each other code cell setup, a picture, or a test?"""
    for cell in read(name).cells:
        assert about(cell)["locked"] is not about(cell)["solution"]
        if cell.cell_type == "code":
            roles = is_test(cell), is_solution(cell), tagged(cell, "setup"), tagged(cell, "plot")
            assert sum(roles) == 1


def test_pictures_have_words(name):
    """Has each picture an alternative text in its metadata, and a description in words below it?"""
    cells = read(name).cells
    plots = [number for number, cell in enumerate(cells) if tagged(cell, "plot")]
    assert len(plots) >= 2
    for number in plots:
        assert len(cells[number].metadata.alt) > 100
        assert cells[number + 1].source.startswith("*In words:*")


def test_there_is_no_output(name):
    """Is the source free of outputs, counts, attachments and a kernel's traces?"""
    notebook = read(name)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"
    for cell in notebook.cells:
        assert "attachments" not in cell
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None


def test_students_need_only_numpy_and_matplotlib(name):
    """Is nothing else imported, apart from the reference in the hidden parts?"""
    wanted = set()
    for cell in read(name).cells:
        if cell.cell_type == "code":
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Import):
                    wanted |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    wanted.add(node.module)
    wanted -= {"base64", "io", "PIL"}  # of Python itself, and what matplotlib brings along; for the moving picture
    assert wanted == {"numpy", "matplotlib", "gan_ref.questions"}


def test_formulas_are_closed_and_known_to_the_feedback_page(name):
    """Does every formula end, and does the feedback page, which knows less LaTeX than MathJax, show it whole?"""
    for cell in read(name).cells:
        if cell.cell_type == "markdown":
            assert cell.source.replace(r"\$", "").count("$") % 2 == 0
            page = re.sub(r"<annotation.*?</annotation>", "", str(markdown_to_html(cell.source)))
            text = re.sub(r"<[^>]*>", "", page)
            assert "$" not in text and not re.search(r"\\[a-zA-Z]+|\[\d?\.?\d+ex\]|&amp;", text), cell.id


def test_code_fits_the_page(name):
    """Can the code be read without scrolling sideways?"""
    for cell in read(name).cells:
        if cell.cell_type == "code":
            assert max(map(len, cell.source.splitlines())) <= 120


def test_checks_and_pictures_take_no_name_away(name):
    """Do test cells and pictures leave the answers, the data and the names of the setup as they are?"""
    cells = read(name).cells

    def bound(cell) -> set:
        nodes = list(ast.walk(ast.parse(cell.source)))
        stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        return stored | {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}

    kept = set(questions(name)) | {"theta_d1_answer", "theta_d2_answer", "np", "plt"}
    kept |= set().union(*(top_level(cell) for cell in cells if tagged(cell, "setup")))
    for cell in cells:
        if is_test(cell):
            assert not bound(cell) & kept, cell.id
        if tagged(cell, "plot"):
            assert not top_level(cell) & kept, cell.id


def top_level(cell) -> set:
    """The names that a cell defines for those after it."""
    names = set()
    for node in ast.parse(cell.source).body:
        if isinstance(node, ast.Assign):
            names |= {part.id for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Name)}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
    return names
