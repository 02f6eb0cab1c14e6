"""How long to wait before trying again."""

from datetime import timedelta
from itertools import pairwise

from toolkit.domain.retry import ATTEMPTS_MAX, wait


def test_waits_grow_from_a_minute_to_a_day() -> None:
    waits = [wait(n) for n in range(1, ATTEMPTS_MAX)]
    given = [one for one in waits if one]
    assert len(given) == len(waits)
    assert all(shorter < longer for shorter, longer in pairwise(given))
    assert (given[0], given[-1]) == (timedelta(minutes=1), timedelta(days=1))


def test_after_the_last_attempt_it_is_given_up() -> None:
    assert wait(ATTEMPTS_MAX) is None
    assert wait(ATTEMPTS_MAX + 1) is None
