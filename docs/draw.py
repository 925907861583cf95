"""The pictures of docs/pictures, taken anew of the pages as they are: `make docs`.

Opens the pages of the demonstration class (`make demo` has made them in scratch/demo) in a headless browser.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parent
CLASS = DOCS.parent / "scratch" / "demo"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PICTURES = {  # file: (page, width, height)
    "feedback.png": (CLASS / "feedback/goran/tutorial6/q3_discriminator_update.html", 900, 760),
    "feedback-phone.png": (CLASS / "feedback/goran/tutorial6/q3_discriminator_update.html", 390, 760),
    "report.png": (CLASS / "report/tutorial6/index.html", 900, 760),
}


def main() -> int:
    """Take every picture; the exit code."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser or not CLASS.is_dir():
        lacking = "demonstration class in scratch/demo: run `make demo`" if browser else "Chromium: run `make browser`"
        print(f"make docs: no {lacking}", file=sys.stderr)
        return 1
    subprocess.run([sys.executable, "-m", "grader", "report", "tutorial6", "--course", str(CLASS)], check=True)
    (DOCS / "pictures").mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for name, (page, width, height) in PICTURES.items():
            tab = opened.new_page(viewport={"width": width, "height": height})
            tab.goto(page.as_uri())
            tab.screenshot(path=DOCS / "pictures" / name)
            print(f"docs/pictures/{name}")
        opened.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
