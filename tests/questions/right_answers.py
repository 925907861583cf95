"""Right answers in many styles: question → [(style, source of the student's cell)]. Every one must get full marks."""

from tests.questions.answer_files import answers

RIGHT_ANSWERS = answers("right")
