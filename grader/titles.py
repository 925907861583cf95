"""What a question is called: its heading in the notebook, without its points. Used by feedback and report."""

import re

TEST_OF = "correct_"  # how the grade id of a test begins; the rest is its answer's
_POINTS = re.compile(r"\s*[\[(—–-]*\s*[\d.½]+\s*(?:points?|marks?|pts?)\s*[\])]*\s*$", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$", re.MULTILINE)


def heading(markdown: str) -> str | None:
    """The last heading in a Markdown text, without the points that stand in it; None where there is none."""
    found = _HEADING.findall(markdown)
    return _POINTS.sub("", found[-1]) if found else None


def short_name(notebook: str, grade_id: str) -> str:
    """A question in few letters, as in "q3 gradient" for correct_gradient in q3_discriminator_update."""
    return f"{notebook.partition('_')[0]} {grade_id.removeprefix(TEST_OF)}"
