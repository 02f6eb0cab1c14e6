"""A database with something in every table, to be saved, moved and compared."""

import secrets
from datetime import timedelta

from sqlalchemy import Connection, Engine

from toolkit import clock
from toolkit.content.loader import library
from toolkit.db import (
    actors,
    bookings,
    callbacks,
    communities,
    copies,
    drafts,
    examples,
    lifetime,
    meetings,
    staff,
)
from toolkit.db.drafts import DraftKey
from toolkit.db.meetings import Timetable
from toolkit.domain.callback import Purpose, Request, When
from toolkit.domain.community import Figures, Increment, Measure
from toolkit.domain.company import Company
from toolkit.domain.duerp import Consultation
from toolkit.domain.headcount import Band
from toolkit.domain.pack import Factor
from toolkit.domain.rights import Role
from toolkit.jobs import mailing
from toolkit.mail.letters import Words
from toolkit.workflows import keeping, own_risks, places, sharing, signing_in
from toolkit.workflows.document import Signature, validate

PACK = library().generic
ADDRESS = "zoe@exemple.fr"
DOG = {
    "name": "Chien du voisin",
    "family": "agression",
    "harm": "Une morsure.",
    "who": "Les livreurs.",
    "unit": "",
}


def filled(engine: Engine, name: str = "Pâtisserie « Œuf »") -> DraftKey:
    """A firm with something in every kind of column, and a version; then an example with
    its version, a letter to send, a meeting somebody registered for, a request to be
    called back, and a community's counts."""
    with engine.begin() as connection:
        key = _firm(connection, name)
        _example(connection)
        words = Words("Votre lien", ("Le voici.",), "http://exemple.fr/", "Reprendre")
        mailing.write(connection, ADDRESS, words, locale="fr", about="d_essai")
        _meeting(connection)
        _account(connection, key)
        _callback(connection)
        _community(connection)
    return key


def _firm(connection: Connection, name: str) -> DraftKey:
    company = Company(
        name=name,
        siret="55208131766522",
        address="4 rue du Lavoir, Lyon",
        effectif=4,
        naf_rev2="10.71C",
        naf_2025="10.71H",
        legal_form="5499",
        band=Band.TO_5,
    )
    key = drafts.create(connection, pack=PACK, company=company, now=clock.now())
    drafts.answer(connection, key, "bruit", {"mastery": "partial", "severity": 3})
    drafts.set_fact(connection, key, "nuit", value=True)
    drafts.set_plan(connection, key, "bruit", {"due": clock.today()})
    drafts.set_exposure(connection, key, Factor.NOISE, 2)
    own_risks.add(connection, key, DOG)
    places.add_site(connection, key, "Gare", first_name="Centre", works=["bureau"])
    places.split(connection, key, "sol-glissant")
    copies.replace(connection, key, [("bruit", "eclairage")])
    lifetime.give_address(connection, key, ADDRESS, "fr", now=clock.now())
    validate(connection, key, Consultation(role="Gérant"), Signature("Zoé", ""))
    return key


def _account(connection: Connection, key: DraftKey) -> None:
    """Somebody with a firm, a device, an invitation on its way and a role of staff."""
    now = clock.now()
    session = signing_in.enter(connection, ADDRESS, locale="fr", device="Firefox, Mac")
    actor = actors.actor_of(connection, session, now=now)
    assert keeping.keep(connection, actor, key)
    actor = actors.actor_of(connection, session, now=now)
    [held] = actor.firms
    sharing.invite(
        connection,
        actor,
        held.at,
        address="paul@exemple.fr",
        role=Role.READER,
        locale="fr",
    )
    assert actor.account is not None
    staff.give(connection, actor.account, Role.PREVENTEUR, "essai", now=now)
    staff.propose(connection, actor.account, "JBSWY3DPEHPK3PXP")
    staff.confirm(connection, actor.account, ["abcd"], now=now)


def _example(connection: Connection) -> None:
    key = drafts.create(connection, pack=PACK, company=Company(), now=clock.now())
    examples.mark(connection, key, f"essai-{key.public_id}")
    validate(connection, key, Consultation(), Signature("Personne inventée", ""))


def _meeting(connection: Connection) -> None:
    starts = clock.now() + timedelta(days=9)
    when = Timetable("Module 1", "Niort", starts, starts + timedelta(hours=3), seats=2)
    meeting = meetings.plan(connection, "spsti-essai", when, now=clock.now())
    bookings.register(connection, meeting, name="Zoé", address=ADDRESS, now=clock.now())


def _callback(connection: Connection) -> None:
    request = Request(
        service="spsti-essai",
        name="Zoé",
        phone="06 12 34 56 78",
        part_of_day=When.ANY,
        purpose=Purpose.CALL,
    )
    now = clock.now()
    key, until = secrets.token_hex(16), now + timedelta(days=30)
    callbacks.add(connection, request, key=key, locale="fr", now=now, until=until)


def _community(connection: Connection) -> None:
    """Some published, then some counted since."""
    name = f"vallee-{secrets.token_hex(4)}"
    one, year = Increment(measure=Measure.TAKING_PART), clock.today().year
    communities.add(connection, name, one, year=year - 2)
    communities.publish(connection, lambda _: Figures(answers=20), before=year - 1)
    communities.add(connection, name, one, year=year)
