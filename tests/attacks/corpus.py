"""All attacks of this folder. `tests/attacks/test_attacks.py` runs them here, `stock.py` against stock nbgrader."""

from tests.attacks import (
    breaking_out,
    exhausting,
    file_format,
    forging,
    honest,
    hostile_values,
    metadata,
    on_the_wire,
    reading_out,
    ungraded,
)

FAMILIES = (
    forging,
    reading_out,
    breaking_out,
    exhausting,
    ungraded,
    on_the_wire,
    hostile_values,
    metadata,
    file_format,
    honest,
)
CORPUS = [attack for family in FAMILIES for attack in family.ATTACKS]
