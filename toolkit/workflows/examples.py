"""The demonstration: thirty invented firms at every stage, filled at once, erasable."""

import json
from datetime import timedelta

from sqlalchemy import Connection

from toolkit import clock
from toolkit.content.examples import examples
from toolkit.content.loader import library
from toolkit.db import drafts
from toolkit.db import examples as stored_examples
from toolkit.db import places as stored_places
from toolkit.db.drafts import DraftKey
from toolkit.domain import journey
from toolkit.domain.answer import OPEN, Answer
from toolkit.domain.company import Company
from toolkit.domain.draft import Draft
from toolkit.domain.duerp import Consultation
from toolkit.domain.example import Example, Stage, changed, how_many, plausible
from toolkit.domain.obligations import THRESHOLD, Cse, carried_factors, concerned
from toolkit.domain.pack import Flag, Pack
from toolkit.domain.priorities import chosen, findings, immediate
from toolkit.i18n import _
from toolkit.workflows import answering, places
from toolkit.workflows.document import Signature, validate

CSE_FROM = 11  # L2311-2
YEAR = timedelta(days=371)
DELAYS = (21, 45, 90)  # days to each of the three actions


def missing(connection: Connection) -> tuple[Example, ...]:
    """The examples not made yet."""
    there = {one.slug for one in stored_examples.listed(connection)}
    return tuple(example for example in examples() if example.id not in there)


def make(connection: Connection, example: Example) -> None:
    """One firm, as far as it went; one transaction each, so that others can write."""
    if example in missing(connection):
        _make(connection, example, library().packs[example.pack])


def _make(connection: Connection, example: Example, pack: Pack) -> None:
    company = Company(
        name=_("{name} (exemple)").format(name=example.name), effectif=example.effectif
    )
    key = drafts.create(connection, pack=pack, company=company, now=clock.now())
    stored_examples.mark(connection, key, example.id)
    _prepare(connection, key, example, pack)
    given = _answer(connection, key, example, pack)
    if example.stage.is_planned:
        _plan(connection, key, example, pack)
    if example.stage.has_version:
        _validate(connection, key, example, given)


def _prepare(
    connection: Connection, key: DraftKey, example: Example, pack: Pack
) -> None:
    for fact in pack.facts:
        is_so = fact.id not in example.without
        answering.set_fact(connection, key, fact.id, value=is_so)
    for unit in pack.units:
        if unit.id in example.units:
            count = {"people": example.units[unit.id]}
            stored_places.set_unit(connection, key, unit.id, count)
        else:
            stored_places.remove_unit(connection, key, unit.id)
    if example.sites:
        first, second = example.sites
        works = tuple(example.units)
        places.add_site(connection, key, second, first_name=first, works=works)


def _answer(
    connection: Connection, key: DraftKey, example: Example, pack: Pack
) -> list[tuple[str, Answer]]:
    way = journey.path(pack, drafts.load(connection, key).draft)
    count = how_many(example.stage, gravest=len(way.gravest), total=len(way.cards))
    given = [(card.key, plausible(example, card)) for card in way.cards[:count]]
    for card, answer in given:
        _store(connection, key, card, answer)
    return given


def _store(connection: Connection, key: DraftKey, card: str, answer: Answer) -> None:
    values = {
        "mastery": answer.mastery,
        "in_place": json.dumps(sorted(answer.in_place)),
        "planned": json.dumps(sorted(answer.planned)),
    }
    answering.answer(connection, key, card, values)


def _plan(connection: Connection, key: DraftKey, example: Example, pack: Pack) -> None:
    """Who and when for the three actions and for what cannot wait."""
    stored = drafts.load(connection, key)
    ranked = findings(pack, stored.draft)
    three = chosen(stored.draft, ranked)
    for delay, finding in zip(DELAYS, three, strict=False):
        due = clock.today() + timedelta(days=delay)
        values = {"who": example.role, "due": due}
        answering.plan(connection, key, finding.key, values)
    for finding in immediate(ranked, three):
        values = {"who": example.role, "due": clock.today() + timedelta(days=7)}
        answering.plan(connection, key, finding.key, values)
    _annexes(connection, key, stored.draft, pack)


def _annexes(connection: Connection, key: DraftKey, draft: Draft, pack: Pack) -> None:
    for factor in carried_factors(pack, draft):
        if factor in THRESHOLD:
            drafts.set_exposure(connection, key, factor, 0)
    sought = _(
        "Demandé au fournisseur : pas de produit moins dangereux pour l'instant."
    )
    carcinogens = {r.id for r in concerned(pack, draft) if Flag.CMR in r.flags}
    for card in journey.asked(pack, draft):
        if card.risk.id in carcinogens:
            answering.answer(connection, key, card.key, {"substitution": sought})
    words = _(
        "Mêmes tâches pour toutes et tous. Charges et gants à la taille de chacun."
    )
    drafts.set_columns(connection, key, {"sex_impact": words})


def _validate(
    connection: Connection,
    key: DraftKey,
    example: Example,
    given: list[tuple[str, Answer]],
) -> None:
    has_cse = example.effectif >= CSE_FROM
    consultation = Consultation(
        role=example.role,
        consulted=example.consulted,
        cse=Cse.CONSULTED if has_cse else Cse.NONE,
        cse_opinion=_("Favorable.") if has_cse else "",
    )
    signature = Signature(name=_("Personne inventée"), email="")
    is_updated = example.stage is Stage.UPDATED
    first = clock.now() - YEAR if is_updated else clock.now()
    validate(connection, key, consultation, signature, now=first)
    if example.stage is Stage.VALIDATED:
        return
    open_cards = [(i, answer) for i, answer in given if answer.mastery in OPEN]
    for card, answer in open_cards[:3]:
        _store(connection, key, card, changed(answer))
    if is_updated:
        _plan(connection, key, example, library().packs[example.pack])
        validate(connection, key, consultation, signature, now=clock.now())
