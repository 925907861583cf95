"""Wrong answers: question → [(name of the mistake, source of the student's cell)]. Each must be caught and named.

Where a heading says `mistake | style`, the part before the bar is the mistake's name.
"""

from tests.questions.answer_files import answers

WRONG_ANSWERS = {
    question: [(heading.partition(" | ")[0], source) for heading, source in found]
    for question, found in answers("wrong").items()
}
