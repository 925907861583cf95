"""Is the real command, killed at random moments, always finished by the next run? `make soak` does it more often."""

import pytest

from benchmarks.soak import soak


@pytest.mark.slow
def test_is_no_mark_lost_or_changed_by_kills(tmp_path):
    """Six kills of the command with its workers and boxes: same gradebook, same files in the end?"""
    made = soak(tmp_path, students=4, kills=6, seed=1)
    assert made.kills == 6 and made.finished >= 1
