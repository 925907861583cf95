"""Right answers in many styles get every point, on the fixed inputs and on those drawn from several seeds."""

import pytest

from gan_ref.questions import mark, question
from tests.questions.answer_files import run
from tests.questions.right_answers import RIGHT_ANSWERS

EACH = [
    pytest.param(name, source, id=f"{name}: {style}")
    for name, found in RIGHT_ANSWERS.items()
    for style, source in found
]


@pytest.mark.filterwarnings("ignore")  # students' code may warn: that costs nothing
@pytest.mark.parametrize("name, source", EACH)
def test_a_right_answer_gets_every_point(name, source):
    """Does it get all points, whatever inputs are drawn?"""
    answer = run(name, source)
    for seed in range(5):
        given = mark(name, answer, seed=seed)
        assert (given.points, given.mistake) == (question(name).points, None), given
