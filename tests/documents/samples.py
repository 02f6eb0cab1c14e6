"""Documents to print: a full one, an empty one, and one as long as they come."""

from dataclasses import replace
from datetime import date
from itertools import cycle, islice

from tests.factories import TODAY
from toolkit.content.loader import library
from toolkit.domain.answer import Answer, Mastery
from toolkit.domain.company import Company, Site, WorkUnit
from toolkit.domain.draft import ActionPlan, Draft
from toolkit.domain.duerp import (
    Action,
    Consultation,
    Duerp,
    Rank,
    Row,
    Section,
    Validation,
    build_duerp,
)
from toolkit.domain.obligations import Cse
from toolkit.domain.pack import Factor, Pack

LONG = (("Une phrase de vingt mots au plus, mais longue. ") * 15)[:600]
HOSTILE = "=1+1 <b>&amp;</b> 🥐 面包店 \x07\tfin"

_SAID = (
    Mastery.MASTERED,
    Mastery.PARTIAL,
    Mastery.NOT_MASTERED,
    Mastery.PARTIAL,
    Mastery.NOT_CONCERNED,
    Mastery.LATER,
)


def bakery(*, is_validated: bool = True, words: str = "") -> Duerp:
    """A baker's whole document, with answers of every kind; `words` wherever the owner
    may write."""
    trade = library().packs["boulangerie-patisserie"]
    draft = Draft(
        company=Company(
            name=words[:120] or "Boulangerie Martin & Filles",
            siret="73282932000074",
            effectif=7,
            address=words[:200] or "4 rue du Lavoir, 69003 Lyon",
        ),
        facts={fact.id: at % 3 > 0 for at, fact in enumerate(trade.facts)},
        units=tuple(
            WorkUnit(id=unit.id, name=unit.name, people=at + 2)
            for at, unit in enumerate(trade.units[:3])
        ),
        answers=_answers(trade, words),
        exposures={Factor.NIGHT: 2},
        sex_impact=words[:600] or "Les charges lourdes pèsent sur les hommes.",
    )
    first = _built(trade, draft, None).ranked(Rank.PRIORITY)
    plans = {
        action.risk_id: ActionPlan(
            who=words[:120] or "Jeanne, gérante", due=date(2027, 1, 15 + at)
        )
        for at, action in enumerate(first[:2])
    }
    consultation = Consultation(
        role="Gérante",
        consulted=words[:600] or "Les trois salariés",
        cse=Cse.NONE,
        cse_opinion=words[:600],
    )
    validation = Validation(number=2, previous="a" * 64, consultation=consultation)
    return _built(
        trade, replace(draft, plans=plans), validation if is_validated else None
    )


def _answers(trade: Pack, words: str) -> dict[str, Answer]:
    return {
        risk.id: Answer(
            mastery=mastery,
            in_place=frozenset(m.id for m in risk.measures[:2])
            if mastery in (Mastery.MASTERED, Mastery.PARTIAL)
            else frozenset(),
            in_place_other=words[:300],
            planned_other=words[:300],
            substitution=words[:600] or "Un autre produit essayé en octobre.",
        )
        for risk, mastery in zip(trade.risks, cycle(_SAID), strict=False)
    }


def _built(trade: Pack, draft: Draft, validation: Validation | None) -> Duerp:
    return build_duerp(
        trade, library().catalogue, draft, dated=TODAY, validation=validation
    )


def nothing_answered() -> Duerp:
    return _built(library().generic, Draft(), None)


def many(findings: int = 400, units: int = 10, *, sites: int = 2) -> Duerp:
    """So many open risks and actions, shared out among so many units."""
    start = bakery()
    places = tuple(Site(id=f"s{n}", name=f"Site numéro {n}") for n in range(sites))
    atelier = tuple(
        WorkUnit(
            id=f"u{n}",
            name=f"Atelier numéro {n}",
            people=n,
            site=places[n * sites // units].id if places else "",
        )
        for n in range(units)
    )
    each = findings // units
    sections = tuple(
        Section(
            site=places[n * sites // units] if places else None,
            unit=unit,
            rows=tuple(_rows_at(start, unit, each)),
        )
        for n, unit in enumerate(atelier)
    )
    return start.model_copy(
        update={
            "sites": places,
            "units": atelier,
            "sections": sections,
            "actions": _actions(start, findings),
        }
    )


def _rows_at(start: Duerp, unit: WorkUnit, count: int) -> list[Row]:
    is_open = [row for row in start.rows if row.rating.level]
    return [
        row.model_copy(update={"card": f"{row.risk_id}-{at}@{unit.id}"})
        for at, row in enumerate(islice(cycle(is_open), count))
    ]


def _actions(start: Duerp, count: int) -> tuple[Action, ...]:
    later = [action for action in start.actions if action.rank is Rank.LATER]
    three = start.ranked(Rank.PRIORITY)
    return (*three, *islice(cycle(later), count - len(three)))


SAMPLES = {
    "bakery": bakery,
    "projet": lambda: bakery(is_validated=False),
    "nothing": nothing_answered,
    "many": lambda: many(60, 10),
    "long": lambda: bakery(words=LONG),
    "hostile": lambda: bakery(words=HOSTILE),
}
