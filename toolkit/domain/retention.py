"""How long a draft nobody validated is kept, and when its owner is warned."""

from datetime import datetime, timedelta
from enum import Enum, auto

KEPT = timedelta(days=365)
WARNED_AFTER = (timedelta(days=335), timedelta(days=357))
BETWEEN_WARNINGS = timedelta(days=14)
AFTER_LAST_WARNING = timedelta(days=7)


class Step(Enum):
    KEEP = auto()
    WARN = auto()
    ERASE = auto()


def step_without_address(last_used: datetime, *, now: datetime) -> Step:
    """Nobody can be warned."""
    return Step.ERASE if now - last_used >= KEPT else Step.KEEP


def step_with_address(
    last_used: datetime, *, warnings: int, warned_at: datetime | None, now: datetime
) -> Step:
    """Two warnings, however late, then a week at least. Using the draft starts again."""
    if warned_at is None or warned_at < last_used:
        warnings = 0
    unused = now - last_used
    since_warned = now - warned_at if warned_at and warnings else BETWEEN_WARNINGS
    if warnings < len(WARNED_AFTER):
        is_time = unused >= WARNED_AFTER[warnings] and since_warned >= BETWEEN_WARNINGS
        return Step.WARN if is_time else Step.KEEP
    is_over = unused >= KEPT and since_warned >= AFTER_LAST_WARNING
    return Step.ERASE if is_over else Step.KEEP


def erased_on(last_used: datetime, *, warnings: int, now: datetime) -> datetime:
    """The earliest day it may be erased, to be said in warning number `warnings`."""
    left = len(WARNED_AFTER) - warnings
    return max(last_used + KEPT, now + left * BETWEEN_WARNINGS + AFTER_LAST_WARNING)
