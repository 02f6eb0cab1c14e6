"""The one clock: tests set `now`, and everything follows."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """UTC: the way it is stored."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is for a French company."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day it was in Paris at this moment."""
    return moment.astimezone(PARIS).date()
