"""Who may be called: help lines and how long they stay true, services, communities."""

from datetime import date
from typing import Annotated

from pydantic import Field

from toolkit.domain.callback import KEPT_DAYS
from toolkit.domain.pack import Phrase, Slug, Text, Value

SHOWN_FOR = 24  # months after its source, or after somebody called it
TO_CALL_AFTER = 6
PEERS = "pairs:"

Mail = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)]
Phone = Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ]*$", max_length=20)]


class HelpLine(Value):
    """`always`: shown whatever the age of its source. `confirmed_on`: the day the
    operator called it."""

    id: Slug
    name: Phrase
    number: Phone | Annotated[str, Field(pattern=r"^[0-9\s]+$")]
    hours: Phrase
    who: Text
    source: Annotated[str, Field(pattern=r"^https?://")]
    source_date: date | None = None
    confirmed_on: date | None = None
    always: bool = False

    @property
    def known_on(self) -> date | None:
        """The last day somebody knew that this number was right."""
        days = [day for day in (self.source_date, self.confirmed_on) if day]
        return max(days, default=None)

    def is_shown(self, today: date) -> bool:
        return self.always or not _is_older(self.known_on, SHOWN_FOR, today)

    def is_to_call(self, today: date) -> bool:
        return _is_older(self.known_on, TO_CALL_AFTER, today)


def _is_older(day: date | None, months: int, today: date) -> bool:
    """True from the same day of the month on, so many months later."""
    if day is None:
        return True
    apart = 12 * (today.year - day.year) + today.month - day.month
    return apart - (today.day < day.day) >= months


class Spsti(Value):
    """A service a person may turn to. `dark_thoughts_approved_by`: the doctor who
    agreed that the sensitive question be asked, and on what day. `callback`: one may
    ask to be called back, `callback_within` such a time."""

    id: Slug
    name: Phrase
    phone: Phone | None = None
    email: Mail | None = None
    hours: Phrase | None = None
    contact: Phrase | None = None
    address: Phrase | None = None
    dark_thoughts_approved_by: Phrase | None = None
    dark_thoughts_approved_on: date | None = None
    callback: bool = False
    callback_within: Phrase | None = None
    callback_kept_days: Annotated[int, Field(ge=1, le=90)] = KEPT_DAYS

    @property
    def asks_dark_thoughts(self) -> bool:
        return bool(self.dark_thoughts_approved_by and self.dark_thoughts_approved_on)


class Community(Value):
    """A community of health professionals; `spsti` is the id of its service."""

    id: Annotated[Slug, Field(max_length=50)]
    name: Phrase
    spsti: Slug | None = None
    territory: Phrase | None = None
    email: Mail | None = None
    counts: bool = True

    @property
    def holder(self) -> str:
        """Whose its meetings are, as they are stored."""
        return f"{PEERS}{self.id}"


class Confirmed(Value):
    """A number of help_lines.yaml the operator called."""

    id: Slug
    confirmed_on: date


class Local(Value):
    """What this installation says of itself: services, communities, numbers called."""

    label: Phrase = "CPTS"
    label_in_full: Phrase = "communauté professionnelle territoriale de santé"
    spsti: tuple[Spsti, ...] = ()
    communities: tuple[Community, ...] = ()
    help_lines: tuple[Confirmed, ...] = ()

    def service_of(self, community: Community | None) -> Spsti | None:
        """The community's service; without a community, the only one there is."""
        if community is None:
            return self.spsti[0] if len(self.spsti) == 1 else None
        return next((s for s in self.spsti if s.id == community.spsti), None)

    @property
    def calling_back(self) -> tuple[Spsti, ...]:
        """The services one may ask to be called back by."""
        return tuple(service for service in self.spsti if service.callback)

    def community(self, name: str) -> Community | None:
        return next((c for c in self.communities if c.id == name), None)
