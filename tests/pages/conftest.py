"""Tabs of the browser for the pages that people open, and the rules of WCAG AA run in it.

A page that is checked here must not look anything up: whatever it asks the network for is a fault.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import DESK, PHONE


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(chromium, request):
    """An empty tab; `page.asked` lists what a page tried to load, `page.said` what dialogs it opened."""
    context = chromium.new_context(viewport=request.param, bypass_csp=False)
    tab = context.new_page()
    tab.asked, tab.said = [], []
    tab.on("request", lambda wanted: tab.asked.append(wanted.url))
    tab.on("dialog", lambda dialog: (tab.said.append(dialog.message), dialog.dismiss()))
    yield tab
    context.close()


@pytest.fixture
def violations(chromium):
    """A function that names the accessibility rules (axe-core) that a page of HTML breaks."""

    def check(html: str, viewport=DESK) -> list[str]:
        context = chromium.new_context(viewport=viewport, bypass_csp=True)  # axe is injected as a script
        tab = context.new_page()
        tab.set_content(html)
        found = Axe().run(tab).response["violations"]
        context.close()
        return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]

    return check
