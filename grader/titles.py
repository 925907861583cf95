"""What a question is called: its heading in the notebook, without its points. Used by feedback and report."""

import re

TEST_OF = "correct_"  # how the grade id of a test begins; the rest is its answer's
LONGEST = 200  # characters of a heading that are looked at
# A stranger's heading may be made to keep a search busy: whitespace is squeezed before, and nothing here tries twice.
_POINTS = re.compile(r" ?[\[(—–-]* ?[\d.½]+ ?(?:points?|marks?|pts?) ?[\])]* ?$", re.IGNORECASE)


def heading(markdown: str) -> str | None:
    """The last heading in a Markdown text, without the points that stand in it; None where there is none."""
    for line in reversed(markdown.split("\n")):
        text = line.lstrip("#")
        if 1 <= len(line) - len(text) <= 6 and text[:1].isspace():
            words = " ".join(text[: 2 * LONGEST].split())[:LONGEST]
            return _POINTS.sub("", words.rstrip("#").rstrip())
    return None


def short_name(notebook: str, grade_id: str) -> str:
    """A question in few letters, as in "q3 gradient" for correct_gradient in q3_discriminator_update."""
    return f"{notebook.partition('_')[0]} {grade_id.removeprefix(TEST_OF)}"
