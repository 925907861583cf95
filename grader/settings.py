"""What nbgrader_config.py says about marking, for the nbgrader steps and for batch marking alike.

Written there as `c.Marking.limits = {...}` and so on; nbgrader's own settings (stubs and delimiters) are read from
where nbgrader reads them.
"""

from dataclasses import asdict, fields

from traitlets import Bool, Dict, List, TraitError, Unicode, validate
from traitlets.config import LoggingConfigurable

from .course import correct_settings
from .limits import Limits
from .seeds import seed_for
from .submitted import Caps
from .template import Regions

_ELSEWHERE = {  # where nbgrader keeps the words that mark regions
    "begin_solution": ("ClearSolutions", "begin_solution_delimeter"),
    "end_solution": ("ClearSolutions", "end_solution_delimeter"),
    "text_stub": ("ClearSolutions", "text_stub"),
    "begin_hidden": ("ClearHiddenTests", "begin_test_delimeter"),
    "end_hidden": ("ClearHiddenTests", "end_test_delimeter"),
    "begin_scheme": ("ClearMarkScheme", "begin_mark_scheme_delimeter"),
    "end_scheme": ("ClearMarkScheme", "end_mark_scheme_delimeter"),
}


class Marking(LoggingConfigurable):
    """The settings under `c.Marking`. Make it with `parent=` (in a step of nbgrader's) or `config=`."""

    limits = Dict(help="what one notebook's box may use: the names in grader.limits.Limits").tag(config=True)
    caps = Dict(help="how much of a notebook is read: the names in grader.submitted.Caps").tag(config=True)
    seed = Unicode("", help="changes the inputs that tests draw; any text, the same all term").tag(config=True)
    skip = List(Unicode(), help="tags of locked cells that are not run, such as plot").tag(config=True)
    allow_unboxed = Bool(False, help="mark without a box that holds: only for trying things out").tag(config=True)

    @validate("limits")
    def _known_limits(self, proposal):
        return _known(proposal["value"], Limits)

    @validate("caps")
    def _known_caps(self, proposal):
        return _known(proposal["value"], Caps)

    def box_limits(self) -> Limits:
        """The limits for one notebook's box."""
        return Limits(**self.limits)

    def reading_caps(self) -> Caps:
        """The caps for reading one notebook."""
        return Caps(**self.caps)

    def regions(self, language: str = "python") -> Regions:
        """The words that mark regions in source notebooks, as nbgrader's own steps are told them."""
        found = {name: self.config[step][key] for name, (step, key) in _ELSEWHERE.items() if key in self.config[step]}
        stub = self.config.ClearSolutions.get("code_stub", {})
        stub = stub if isinstance(stub, str) else stub.get(language)
        return Regions(**found, **({"code_stub": stub} if stub else {}))

    def seed_of(self, assignment: str, student: str, notebook: str) -> int:
        """The seed of one submitted notebook: the same in every run, on every machine."""
        course = self.config.CourseDirectory.get("course_id", "")
        return seed_for(str(course), assignment, student, notebook, *filter(None, [self.seed]))


def marking_settings(config) -> Marking:
    """What the course's configuration says about marking. Raises CourseError where it cannot be meant."""
    with correct_settings():
        return Marking(config=config)


def task_settings(config, allow_unboxed: bool = False) -> dict:
    """What each task of a batch is told (`grader.task.Task.settings`), as plain data."""
    marking = marking_settings(config)
    return {"limits": asdict(marking.box_limits()), "caps": asdict(marking.reading_caps()),
            "regions": asdict(marking.regions()), "seed": marking.seed, "skip": list(marking.skip),
            "allow_unboxed": allow_unboxed or marking.allow_unboxed}


def _known(given: dict, kind: type) -> dict:
    known = {field.name for field in fields(kind)}
    if unknown := set(given) - known:
        raise TraitError(f"nbgrader_config.py: {sorted(unknown)[0]!r} is not one of {', '.join(sorted(known))}.")
    for name, value in given.items():
        if type(value) not in (int, float) or not 0 < value < float("inf"):
            raise TraitError(f"nbgrader_config.py: {name} is {value!r}; wanted: a number greater than 0.")
    return given
