"""How long to wait before trying again what failed."""

from datetime import timedelta

WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440))
ATTEMPTS_MAX = len(WAITS) + 1


def wait(attempts: int) -> timedelta | None:
    """After this many attempts, all failed; None when it is time to give up."""
    return WAITS[attempts - 1] if attempts < ATTEMPTS_MAX else None
