"""Questions with edge cases: an answer that is right but for those keeps most of the points. Used by the t tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.question import Case, Judged, Mark, Question

from .shares import EDGE


@dataclass(frozen=True)
class Edged(Judged):
    """A question with edge cases: beside its own judge it has what `question`, the one without them, has."""

    question: Question

    @property
    def reference(self):
        """The right answer."""
        return self.question.reference

    @property
    def mistakes(self):
        """The known mistakes."""
        return self.question.mistakes

    @property
    def follows(self):
        """How a right answer is put together from earlier ones."""
        return self.question.follows


def with_edges(question: Question, edges: Sequence[Case], remark: str) -> Edged:
    """`question` with its edge cases added; an answer that only they defeat earns `shares.EDGE` of what it deserves.

    remark: what to tell then, followed by how it failed there: nan, an error of its own, another number. An answer that
    earns nothing is told of the mistake that shows without the edge cases, if it shows there only.
    """
    whole = replace(question, cases=[*question.cases, *edges])

    def judging(_, answer, seed, context) -> Mark:
        mark = whole.judge(answer, seed, context)
        if mark.points >= EDGE * question.points:
            return mark
        apart = question.judge(answer, seed, context)
        if apart.points * EDGE <= mark.points:
            return apart if not mark.points and not mark.mistake and apart.mistake else mark
        how = f" {mark.message}" if not mark.points and not mark.mistake else ""
        told = f"{remark}{how}" if apart.mistake is None else f"{apart.message} Apart from that: {remark}"
        return replace(apart, points=EDGE * apart.points, message=told, mistake=apart.mistake or mark.mistake or "edge_case")

    return Edged(question.name, question.points, judging, question)
