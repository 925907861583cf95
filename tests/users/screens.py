"""What people see and press: JupyterLab as a student uses it, the formgrader as a grader does."""

import re

from playwright.sync_api import Browser, Locator, Page, expect

from tests.jupyter import TOKEN

PATIENCE = 60_000  # milliseconds: other tests may keep the machine busy


def tab(chromium: Browser, viewport: dict | None = None) -> Page:
    """A fresh tab that waits long enough; `tab.said` lists the dialogs that a page opened, `tab.asked` its requests."""
    page = chromium.new_context(viewport=viewport or {"width": 1300, "height": 1000}, accept_downloads=False).new_page()
    page.set_default_timeout(PATIENCE)
    page.said, page.asked = [], []
    page.on("dialog", lambda dialog: (page.said.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda wanted: page.asked.append(wanted.url))
    return page


class Lab:
    """One notebook, open in JupyterLab."""

    def __init__(self, chromium: Browser, address: str, path: str):
        self.page = tab(chromium)
        self.page.goto(f"{address}lab/tree/{path}?reset&token={TOKEN}")
        self.page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()

    def cell(self, code: str) -> Locator:
        """The first code cell that holds the words."""
        return self.page.locator(".jp-CodeCell").filter(has_text=code).first

    def open_text(self) -> Locator:
        """The first text that waits for an answer."""
        waiting = self.page.locator(".jp-MarkdownOutput").filter(has_text=re.compile(r"^\s*YOUR ANSWER HERE\s*$"))
        return self.page.locator(".jp-MarkdownCell").filter(has=waiting).first

    def write(self, cell: Locator, words: str) -> None:
        """Type an answer over what stands in the cell."""
        place = cell.get_attribute("data-windowed-list-index")  # which cell it is, whatever stands in it
        cell = self.page.locator(f'.jp-Notebook-cell[data-windowed-list-index="{place}"]')
        if cell.locator(".jp-MarkdownOutput").is_visible():
            cell.locator(".jp-MarkdownOutput").dblclick()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def run_all(self) -> None:
        """*Run*, *Run All Cells*, and wait until every cell has its number."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        self.page.wait_for_function("""() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]
            .every(prompt => /\\[\\d+\\]/.test(prompt.textContent))""")

    def outputs(self, text: str = "") -> Locator:
        """What the cells below their code show."""
        return self.page.locator(".jp-OutputArea-output").filter(has_text=text)

    def plots(self) -> Locator:
        return self.page.locator(".jp-OutputArea-output img")

    def save(self) -> None:
        """Ctrl-S, and wait until the tab says that nothing is unsaved."""
        self.page.keyboard.press("Control+S")
        expect(self.page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0, timeout=PATIENCE)

    def validate(self) -> str:
        """Press nbgrader's *Validate*; what it answers."""
        self.page.locator(".validate-button").click()
        dialog = self.page.locator(".jp-Dialog-content")
        words = dialog.inner_text()
        dialog.get_by_role("button", name="OK").click()
        return words


class Formgrader:
    """nbgrader's formgrader in a browser."""

    def __init__(self, chromium: Browser, address: str):
        self.address, self.page = address, tab(chromium)
        self.page.goto(f"{address}formgrader/manage_assignments?token={TOKEN}")

    def open(self, assignment: str, notebook: str) -> "Formgrader":
        """*Manual Grading*, the assignment, the notebook, the first submission: by clicking, as a person does."""
        self.page.goto(f"{self.address}formgrader/gradebook")
        for name in assignment, notebook, "Submission #1":
            self.page.get_by_role("link", name=name, exact=True).click()
        self.page.locator(".score").first.wait_for()
        return self

    def score(self, grade_id: str) -> Locator:
        return self.page.locator(f"input.score#{grade_id}")

    def comment(self, grade_id: str) -> Locator:
        return self.page.locator(f"textarea#{grade_id}-comment")

    def enter(self, field: Locator, text: str) -> None:
        """Type into a field of points or comments, leave it, and wait until it is saved."""
        with self.page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
            field.fill(text)
            field.blur()
        assert saved.value.ok

    def full_credit(self, grade_id: str) -> None:
        """Press *Full credit* beside a question."""
        button = self.page.locator(".panel-heading").filter(has=self.score(grade_id)).locator(".full-credit")
        with self.page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
            button.click()
        assert saved.value.ok

    def autograde(self, assignment: str, student: str) -> str:
        """The button of one submission in *Manage Submissions*; what the page says afterwards."""
        self.page.goto(f"{self.address}formgrader/manage_submissions/{assignment}")
        self.page.locator("tr").filter(has_text=student).locator("td.autograde a").click()
        said = self.page.locator(".modal-dialog").filter(has_text="autograde")
        return said.inner_text()
