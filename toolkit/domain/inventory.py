"""The inventory of the document: every card asked, under the place it is of."""

from collections import defaultdict

from toolkit.domain.answer import Mastery, in_place_texts, is_evaluated
from toolkit.domain.card import Card
from toolkit.domain.catalogue import Catalogue
from toolkit.domain.company import Site, WorkUnit
from toolkit.domain.draft import Draft
from toolkit.domain.journey import asked
from toolkit.domain.pack import Factor, Flag, Pack, Value
from toolkit.domain.places import Where, place_words, units_at, where, words
from toolkit.domain.rating import Rating, rate


class Row(Value):
    """One risk at one place in the inventory; `text` is the finding where something is
    to do, what may happen otherwise. `card` is empty in what was sealed before cards
    had places; `place` is empty where the risk is everywhere, `units` (their ids) where
    it concerns all those of its section."""

    risk_id: str
    card: str = ""
    risk: str
    place: str = ""
    units: tuple[str, ...] = ()
    family_id: str
    family: str
    who: str
    text: str
    outcome: str
    mastery: Mastery | None
    is_evaluated: bool
    rating: Rating
    in_place: tuple[str, ...]
    factor: Factor | None
    is_cmr: bool
    substitution: str
    references: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.card or self.risk_id


class Section(Value):
    """Risks of one unité de travail, of one site (no `unit`), or of more than one of
    them (neither)."""

    site: Site | None = None
    unit: WorkUnit | None = None
    rows: tuple[Row, ...]

    @property
    def place(self) -> str:
        """What `place` says of a row that is of this whole section."""
        return place_words(self.site, *([self.unit.name] if self.unit else []))

    def concerns(self, row: Row, unit: WorkUnit) -> bool:
        """Whether somebody of this unit meets this row of the section."""
        if row.units:
            return unit.id in row.units
        if self.unit:  # sealed before rows named their units
            return self.unit.id == unit.id
        return self.site is None or self.site.id == unit.site


def inventory(pack: Pack, catalogue: Catalogue, draft: Draft) -> tuple[Section, ...]:
    """What several places share, then each site and each of its units."""
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for card in asked(pack, draft):
        place = where(pack, card, draft)
        unit = place.units[0] if len(place.units) == 1 else None
        rows[_at(place.site, unit)].append(_row(catalogue, draft, card, place))
    return tuple(
        Section(site=site, unit=unit, rows=tuple(rows[_at(site, unit)]))
        for site, unit in _headings(draft)
        if rows[_at(site, unit)]
    )


def _at(site: Site | None, unit: WorkUnit | None) -> tuple[str, str]:
    return (site.id if site else "", unit.id if unit else "")


def _row(catalogue: Catalogue, draft: Draft, card: Card, place: Where) -> Row:
    risk, answer = card.risk, draft.answers.get(card.key)
    rating = rate(risk, answer)
    return Row(
        risk_id=risk.id,
        card=card.key,
        risk=risk.name,
        place=words(draft, place),
        units=tuple(unit.id for unit in place.units),
        family_id=risk.family,
        family=catalogue.families[risk.family].name,
        who=risk.who,
        text=risk.finding if rating.level else risk.harm,
        outcome=risk.outcome,
        mastery=answer.mastery if answer else None,
        is_evaluated=is_evaluated(risk, answer),
        rating=rating,
        in_place=in_place_texts(risk, answer) if answer else (),
        factor=risk.factor,
        is_cmr=Flag.CMR in risk.flags,
        substitution=answer.substitution if answer else "",
        references=risk.references,
    )


def _headings(draft: Draft) -> list[tuple[Site | None, WorkUnit | None]]:
    """Every section there may be, in order."""
    headings: list[tuple[Site | None, WorkUnit | None]] = [(None, None)]
    for site in draft.several_sites:
        units = units_at(draft, site, draft.units)
        headings += [(site, None), *((site, unit) for unit in units)]
    if not draft.several_sites:
        headings += [(None, unit) for unit in draft.units]
    return headings
