"""Finding a company in the public registry, and what it becomes here."""

from dataclasses import dataclass
from enum import StrEnum

from toolkit.content.loader import Library
from toolkit.domain.company import Company
from toolkit.domain.registry import Establishment, Query
from toolkit.domain.trades import of_edition, trade_for
from toolkit.registry.faults import Busy, Unavailable
from toolkit.registry.lookup import PAGES_MAX, Registry


class Miss(StrEnum):
    """Why nothing is shown."""

    NONE = "none"
    UNAVAILABLE = "unavailable"
    BUSY = "busy"


@dataclass(frozen=True)
class Outcome:
    """One page of a look-up; `miss` says why `found` is empty."""

    found: tuple[Establishment, ...] = ()
    miss: Miss | None = None
    has_more: bool = False


async def look_up(registry: Registry, query: Query, page: int = 1) -> Outcome:
    page = min(max(page, 1), PAGES_MAX)
    try:
        answer = await registry.find(query, page)
    except Busy:
        return Outcome(miss=Miss.BUSY)
    except Unavailable:
        return Outcome(miss=Miss.UNAVAILABLE)
    if not answer.found:
        return Outcome(miss=Miss.NONE)
    has_more = page < min(answer.pages, PAGES_MAX)
    return Outcome(found=answer.found, has_more=has_more)


def company_of(one: Establishment, library: Library) -> Company:
    """What the registry says, as our company; the headcount stays to be said."""
    return Company(
        name=one.name,
        siret=one.siret,
        address=one.address,
        naf_rev2=of_edition(one.activities, library.naf.rev2),
        naf_2025=of_edition(one.activities, library.naf.naf_2025),
        legal_form=one.legal_form,
        band=one.band,
    )


def trade_of(one: Establishment, library: Library) -> str:
    """A pack's id, or an Elsewhere."""
    return trade_for(
        one.activities, one.legal_form, library.trade_of, library.generic.id
    )


def activity_of(one: Establishment, library: Library) -> str:
    """What it does, in the words of the NAF; blank when its codes are unknown."""
    known = (c for c in one.activities if c in library.naf.rev2)
    code = next(known, of_edition(one.activities, library.naf.naf_2025))
    return library.naf.label(code) if code else ""
