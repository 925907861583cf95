"""The lecturer's report: its numbers, and its page in a browser."""

import math
import time

import numpy as np
import pandas as pd
import pytest

from grader import statistics
from grader.report import write
from grader.results import COLUMNS, Results

HOSTILE = "<script>document.title='gone'</script>"
QUESTIONS = (("correct_D", "1.1 The discriminator", 5), ("correct_V", "1.4 The value $V$", 4), ("why", "3.1 Why?", 4))
PROGRAM = "\n".join(
    f"def f{i}(x):\n    y = x * {i} + x ** {i + 1}\n    return np.log(y) - np.exp(-y * {i})" for i in range(12)
)


@pytest.fixture(scope="module")
def answers():
    """Ten students: s0 gets nothing, s9 everything; `why` waits for a person; s3's marking was stopped."""
    rows = []
    for number in range(10):
        for place, (question, title, most) in enumerate(QUESTIONS):
            share = 0.0 if place == 2 else 1.0 if number >= 5 + place else 0.5 if number >= 3 else 0.0
            rows.append({
                "student": f"s{number}", "notebook": "q3", "question": question, "title": title,
                "points": most * share, "out_of": most, "waiting": place == 2 and number > 0, "by_person": place == 2,
                "attempted": number > 0, "mistake": "sum_not_mean" if share == 0.5 else None,
                "message": "You add up where $\\frac1m$ is asked for." if share == 0.5 else "",
                "status": "stopped" if (number, place) == (3, 0) else "marked",
                "code": PROGRAM + f"  # {HOSTILE}{number}",
            })  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


@pytest.fixture(scope="module")
def html(answers, tmp_path_factory):
    """The page."""
    remarks = [("s1", "q3", f"the cell of correct_D was deleted: put back {HOSTILE}")]
    return write(Results("tutorial6", answers, remarks), tmp_path_factory.mktemp("report")).read_text()


def test_facility_and_discrimination(answers):
    """Is facility the mean share of the points, and discrimination the correlation with the other questions?"""
    first, second, third = statistics.by_question(answers).itertuples()
    assert first.facility == pytest.approx((2 * 0.5 + 5) / 10)
    mine = answers[answers["question"] == "correct_D"]["points"]
    rest = answers[answers["question"] == "correct_V"]["points"]
    assert first.discrimination == pytest.approx(np.corrcoef(mine, rest)[0, 1])
    assert math.isnan(third.facility)  # nine wait, and the one that counts already is the one that was left empty
    assert math.isnan(third.discrimination) and third.waiting == 9 and second.attempted == 9


def test_the_commonest_mistake_comes_first(answers):
    """Are mistakes counted by question, with an example?"""
    found = statistics.mistakes(answers)
    assert list(found["students"]) == [3, 2] and found["code"].iloc[0].startswith("def f0")


def test_copies_stand_out():
    """Is a copy with other names found, and is independent work left alone?"""
    renamed = PROGRAM.replace("y", "result").replace("x", "batch")
    other = "\n".join(f"g{i} = lambda a, b: [a[{i}] / b for b in sorted(b) if b % {i + 2}]" for i in range(20))
    pairs = statistics.alike({"ada": PROGRAM, "bob": renamed, "eve": other})
    assert [(one, two) for one, two, _ in pairs] == [("ada", "bob")]


def test_what_everybody_was_given_is_no_copy():
    """Does code that the notebook itself holds count for nothing?"""
    assert statistics.alike({"ada": PROGRAM, "bob": PROGRAM}, given=PROGRAM) == []


def test_differences_from_the_last_report(answers, tmp_path):
    """Are changed marks listed, question by question?"""
    results = Results("tutorial6", answers, [])
    assert "This is the first report" in write(results, tmp_path).read_text()
    assert "No mark has changed" in write(results, tmp_path).read_text()
    changed = answers.copy()
    changed.loc[0, "points"] = 2.0
    page = write(Results("tutorial6", changed, []), tmp_path).read_text()
    assert '<td class="word">s0</td><td class="word">q3 D</td><td>0</td><td>2</td>' in page


@pytest.mark.parametrize("text", ["", "student;points\nada;3\n", "student,notebook,question,points\ns0,q3,D,\"1,5\"\n"])
def test_a_last_report_that_a_spreadsheet_saved_again(answers, tmp_path, text):
    """Is a table in another form told, and today's report written all the same?"""
    (tmp_path / "answers.csv").write_text(text)
    assert "The last report cannot be compared with" in write(Results("tutorial6", answers, []), tmp_path).read_text()
    assert "No mark has changed" in write(Results("tutorial6", answers, []), tmp_path).read_text()


def test_no_cell_of_a_table_is_a_formula(answers, tmp_path):
    """Is a student's name that a spreadsheet would run kept as text?"""
    hostile = answers.assign(student="=HYPERLINK(1)")
    write(Results("tutorial6", hostile, []), tmp_path)
    assert all(line.startswith("'=") for line in (tmp_path / "answers.csv").read_text().splitlines()[1:])


def test_accessible(html, violations, page):
    """Does the page break any of axe's rules, at the width of a phone or of a desk?"""
    assert violations(html, page.viewport_size) == []


def test_nothing_runs_or_loads(html, page):
    """Does anything in the students' code or names run or load?"""
    page.set_content(html)
    assert page.title() == "Report: tutorial6"
    assert [url for url in page.asked if not url.startswith("data:")] == []


def test_what_the_page_says(html, page):
    """Are the numbers, the mistakes, what waits and what was stopped all there?"""
    page.set_content(html)
    text = page.inner_text("body")
    for part in ("10 students", "sum_not_mean", "free-text answers wait", "was deleted: put back", "s3, q3 D"):
        assert part in text


def test_a_nasty_program_keeps_no_report_waiting():
    """Is code that takes a lexer minutes cut to what any honest student writes, and compared all the same?"""
    code = dict.fromkeys(("ada", "bob"), "\n \n" * 150000 + "@a." * 50000)
    rows = [{"student": name, "code": text, "by_person": False, "attempted": True} for name, text in code.items()]
    began = time.monotonic()
    assert len(statistics.alike(statistics.programs(pd.DataFrame(rows)))) == 1
    assert time.monotonic() - began < 30
