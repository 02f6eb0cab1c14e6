"""Which answers go where when a unit, a site, or a whole risk takes over from another."""

from typing import NamedTuple

from toolkit.domain.card import Card, card_at, key_of
from toolkit.domain.company import Site, WorkUnit
from toolkit.domain.draft import Draft
from toolkit.domain.journey import asked
from toolkit.domain.pack import Pack, Risk
from toolkit.domain.places import cards_of, concerned_units, is_per_site, units_of


class Copy(NamedTuple):
    """The answer of the card `source` goes to `card`; `replaces` where it has another."""

    source: str
    card: Card
    replaces: bool


def copies(pack: Pack, draft: Draft, source: str, target: str) -> tuple[Copy, ...]:
    """What copying one unit to another, or one site to another, would change."""
    places = dict(_pairs(draft, source, target))
    cards = asked(pack, draft)
    answered = {card.key for card in cards} & draft.answers.keys()
    return tuple(
        Copy(said, card, replaces=card.key in draft.answers)
        for card in cards
        if card.place
        and card.place.id in places
        and (said := key_of(card.risk.id, places[card.place.id])) in answered
        and draft.answers[said] != draft.answers.get(card.key)
    )


def _pairs(draft: Draft, source: str, target: str) -> tuple[tuple[str, str], ...]:
    """Each place that takes over, and the one it takes over from; with a site, each of
    its units takes over from one that does the same work."""
    known = {place.id: place for place in (*draft.units, *draft.sites)}
    one, other = known.get(source), known.get(target)
    if one is None or other is None or one == other or type(one) is not type(other):
        return ()
    pairs = [(other.id, one.id)]
    if isinstance(one, Site):
        work = {u.work: u.id for u in reversed(draft.units) if u.site == one.id}
        mine = (unit for unit in draft.units if unit.site == other.id)
        pairs += [(unit.id, work[unit.work]) for unit in mine if unit.work in work]
    return tuple(pairs)


def on_split(pack: Pack, risk: Risk, draft: Draft) -> tuple[tuple[str, str], ...]:
    """From the card of all to each unit's, when a risk begins to be answered by unit."""
    return tuple(
        (card.key, key_of(risk.id, unit.id))
        for card in cards_of(pack, risk, draft)
        for unit in units_of(pack, card, draft)
    )


def on_first_site(pack: Pack, site_id: str) -> tuple[tuple[str, str], ...]:
    """What was said of the premises was said of the first site."""
    risks = (risk for risk in pack.risks if is_per_site(pack, risk))
    return tuple((risk.id, key_of(risk.id, site_id)) for risk in risks)


def on_same_work(
    pack: Pack, draft: Draft, old: WorkUnit, new: str
) -> tuple[tuple[str, str], ...]:
    """From a unit to one that does the same work, for the risks answered by unit."""
    split = (risk for risk in pack.risks if risk.id in draft.split)
    return tuple(
        (card_at(risk, old).key, key_of(risk.id, new))
        for risk in (*split, *(r for r in draft.own_risks if r.id in draft.split))
        if old in concerned_units(pack, risk, draft)
    )
