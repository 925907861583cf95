"""A real browser for the tests that open what people open: the system's Chromium, headless, driven by Playwright.

tests/conftest.py hands the fixtures to all tests; tests/pages and tests/users use them.
"""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    "--no-sandbox",  # Chromium's own box does not start as root, as tests in containers often run
    "--disable-gpu",
    "--disable-background-networking",  # the browser itself looks nothing up
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1200, "height": 900}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Headless Chromium from the system's packages; `make browser` installs it where it is missing.

    One a file: Playwright keeps an event loop open as long as it lives, which other tests may want for themselves.
    """
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip("no Chromium on this machine: run `make browser`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
