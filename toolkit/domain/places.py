"""Where a risk is met: which cards it gives, which units each concerns, in which words."""

from collections.abc import Iterable
from typing import NamedTuple

from toolkit.domain.card import Card, card_at
from toolkit.domain.company import Site, WorkUnit
from toolkit.domain.draft import Draft
from toolkit.domain.pack import Pack, Risk


def concerned_units(pack: Pack, risk: Risk, draft: Draft) -> tuple[WorkUnit, ...]:
    """The company's units a risk concerns: its own, else its module's, else all."""
    module = pack.module_of.get(risk.id)
    named = risk.units or (module.units if module else ())
    return (
        tuple(u for u in draft.units if u.id in named or u.work in named) or draft.units
    )


def is_per_site(pack: Pack, risk: Risk) -> bool:
    """Whether a risk hangs on the premises, so that each site answers for itself."""
    if risk.per_site is not None:
        return risk.per_site
    module = pack.module_of.get(risk.id)
    return module is not None and module.per_site


def site_of(draft: Draft, unit: WorkUnit) -> Site | None:
    return draft.site_of_unit.get(unit.id)


def units_at(draft: Draft, site: Site, units: Iterable[WorkUnit]) -> list[WorkUnit]:
    """Those of these units that work there. By id: comparing two sites compares all
    they hold."""
    at = draft.site_of_unit
    return [unit for unit in units if unit.id in at and at[unit.id].id == site.id]


def cards_of(pack: Pack, risk: Risk, draft: Draft) -> tuple[Card, ...]:
    """One card for each unit where the risk is split, else one for each site it is met
    at where it hangs on the premises, else one."""
    by_site = bool(draft.sites) and is_per_site(pack, risk)
    if risk.id not in draft.split and not by_site:
        return (card_at(risk),)
    units = concerned_units(pack, risk, draft)
    if risk.id in draft.split:
        return tuple(card_at(risk, unit) for unit in units) or (card_at(risk),)
    return tuple(
        card_at(risk, site)
        for site in draft.sites
        if units_at(draft, site, units) or not units
    )


def units_of(pack: Pack, card: Card, draft: Draft) -> tuple[WorkUnit, ...]:
    """The units one card concerns."""
    if isinstance(card.place, WorkUnit):
        return (card.place,)
    units = concerned_units(pack, card.risk, draft)
    if isinstance(card.place, Site):
        return tuple(units_at(draft, card.place, units))
    return units


def people_exposed(pack: Pack, card: Card, draft: Draft) -> int:
    return sum(unit.people or 0 for unit in units_of(pack, card, draft))


def can_be_split(pack: Pack, risk: Risk, draft: Draft) -> bool:
    return len(concerned_units(pack, risk, draft)) > 1


class Where(NamedTuple):
    """`site` and `units` of a card, each left out where it goes without saying."""

    site: Site | None
    units: tuple[WorkUnit, ...]


def where(pack: Pack, card: Card, draft: Draft) -> Where:
    """Neither where the card is of the whole company; no units where it is of a whole
    site; no site where there is one, or where the units are of several."""
    units = units_of(pack, card, draft)
    site = _only_site(draft, units) or (
        card.place if isinstance(card.place, Site) and draft.several_sites else None
    )
    if isinstance(card.place, WorkUnit):
        return Where(site, units)
    # Units are known by id: a whole place is as many units as it has.
    there = units_at(draft, site, draft.units) if site else draft.units
    return Where(site, () if len(units) == len(there) else units)


def _only_site(draft: Draft, units: tuple[WorkUnit, ...]) -> Site | None:
    found = [s for s in draft.several_sites if units_at(draft, s, units)]
    return found[0] if len(found) == 1 else None


def words(draft: Draft, place: Where) -> str:
    """« Fournil, Boutique · Site de la gare »; empty where it is everywhere."""
    names = dict.fromkeys(unit.name for unit in place.units)
    return place_words(place.site, *(_named(draft, place, name) for name in names))


def _named(draft: Draft, place: Where, name: str) -> str:
    """A unit's name, with its sites where they do not go without saying: the others are
    elsewhere, and it is not of every unit that bears this name."""
    mine = [unit for unit in place.units if unit.name == name]
    all_of_them = [unit for unit in draft.units if unit.name == name]
    if place.site or not draft.several_sites or 1 < len(mine) == len(all_of_them):
        return name
    sites = (site_of(draft, unit) for unit in mine)
    return f"{name} ({', '.join(site.name for site in sites if site)})"


def place_words(site: Site | None, *names: str) -> str:
    return " · ".join(p for p in (", ".join(names), site.name if site else "") if p)


def short_words(draft: Draft, card: Card) -> str:
    """What tells a card from the others of its risk; empty where it has no others."""
    if isinstance(card.place, WorkUnit):
        site = site_of(draft, card.place) if draft.several_sites else None
        return place_words(site, card.place.name)
    return card.place.name if card.place and draft.several_sites else ""
