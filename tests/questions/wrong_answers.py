"""Wrong answers: question → [(name of the mistake, source of the student's cell)]. Each must be caught and named.

A heading is `name: mistake (share) | style`; without a share it is 0. Shares are written here once more, apart from the
tables, so that a change there shows. A mistake that has no name in the table gets the general remark and nothing else.
"""

import re
from fractions import Fraction

from tests.questions.answer_files import answers

HEADING = re.compile(r"^([\w ]+?)(?: \((\d+/\d+)\))?(?: \| .*)?$")
_READ = {
    question: [(*HEADING.match(heading).groups(), source) for heading, source in found]
    for question, found in answers("wrong").items()
}

WRONG_ANSWERS = {question: [(mistake, source) for mistake, _, source in found] for question, found in _READ.items()}
SHARES = {
    question: [(mistake, Fraction(share or 0), source) for mistake, share, source in found]
    for question, found in _READ.items()
}
