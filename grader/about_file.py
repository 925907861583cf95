"""What was wrong with the file that a student handed in, in words for the student. Used by `feedback.py`.

Reading and aligning remark for the grader (`reading.py`, `submitted.py`, `matching.py`); of that the student is told
what may have cost something. A lost tag or a moved cell was put right and cost nothing: it is not told.
"""

import re

MOST = 12  # lines on one page
TOLD = [  # a remark's form, and what the student is told instead
    (r"(.*)[;.] [Aa]sk the student .*",
     "The file could not be read: it {}. So there was nothing to mark. Save the notebook again in Jupyter, and ask "
     "those who teach whether you may hand it in once more."),
    (r"none of the source's cells is in it.*",
     "None of this notebook's cells is in your file: it may be another notebook. So there was nothing to mark."),
    (r"cells are missing: (.*); the source's are used\.",
     "Missing in your file, and here as they were released: {}."),
    (r"(.*) was there (\d+) times; the last one with work counts\.",
     "Your file has {} {} times; the last one with work in it counts."),
    (r"(.*) of the student's own cells were left out: (.*)\.",
     "{} of your own cells were left out: {}."),
    (r"a cell had (.*)\.",
     "A cell had {}."),
    (r"something attached (.*)\.",
     "Something attached {}."),
    (r"pictures in the text cells are too large together; some were left out\.",
     "The pictures in your texts are too large together; some were left out."),
]  # fmt: skip


def about_file(remarks: list[str]) -> list[str]:
    """What to tell the student of these remarks, a line each."""
    lines = []
    for remark in remarks:
        for form, words in TOLD:
            if match := re.fullmatch(form, str(remark)[:1000], re.DOTALL):
                lines.append(words.format(*match.groups()))
                break
    return lines[:MOST]
