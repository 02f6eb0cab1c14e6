"""A firm several people share: each does what their role allows, and no more."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from tests.people import (
    MARIE,
    NOW,
    PAUL,
    ZOE,
    account,
    actor,
    begun,
    by,
    joined,
    kept,
    signed_in,
    validated,
)
from toolkit import clock
from toolkit.db import accesses, drafts, firms, letters
from toolkit.db.accesses import What
from toolkit.db.firms import NoSuchFirm
from toolkit.db.keys import NoSuchDraft, ReadOnly, Standing
from toolkit.db.mailed_links import LinkSpent
from toolkit.db.session import consult, transact
from toolkit.domain.rights import COMPANY, Actor, Role
from toolkit.workflows import answering, sharing
from toolkit.workflows.mail_link import TooManyLetters, mail_link
from toolkit.workflows.sharing import AlreadyHere, LastOwner, TooManyPeople


@pytest.fixture(autouse=True)
def _today(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    del engine
    monkeypatch.setattr(clock, "now", lambda: NOW)


def invite(
    connection: Connection, session: str, firm: str, address: str, role: Role
) -> str:
    """Invite somebody; the token of their letter."""
    who = actor(connection, session)
    sharing.invite(connection, who, firm, address=address, role=role, locale="fr")
    found = re.search(r"\?t=([\w-]+)", letters.newest(connection, 1)[0].text)
    assert found
    return found[1]


def accept(connection: Connection, token: str) -> str:
    return sharing.accept(connection, token, locale="fr", device="")[0]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.READER])
def test_who_accepts_an_invitation_is_of_the_firm(
    connection: Connection, role: Role
) -> None:
    marie = signed_in(connection)
    firm, key = kept(connection, marie)
    paul = accept(connection, invite(connection, marie, firm.id, PAUL, role))
    assert drafts.standing(connection, by(paul, key)) == Standing(
        may_write=role is Role.EDITOR, may_share=False
    )
    people = {m.address: m.role for m in firms.members(connection, firm)}
    assert people == {MARIE: Role.OWNER, PAUL: role}


def test_a_letter_of_invitation_names_who_invites_and_nothing_typed(
    connection: Connection,
) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie, "Gagnez sur http://vilain.example")
    invite(connection, marie, firm.id, PAUL, Role.READER)
    letter = letters.newest(connection, 1)[0]
    assert MARIE in letter.text
    assert "vilain" not in letter.subject + letter.text + letter.html


def test_an_invitation_serves_once(connection: Connection) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    token = invite(connection, marie, firm.id, PAUL, Role.EDITOR)
    accept(connection, token)
    with pytest.raises(LinkSpent):
        accept(connection, token)


def test_an_invitation_lasts_a_week(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    token = invite(connection, marie, firm.id, PAUL, Role.EDITOR)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=7))
    with pytest.raises(LinkSpent):
        accept(connection, token)


def test_an_invitation_taken_back_opens_nothing(connection: Connection) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    token = invite(connection, marie, firm.id, PAUL, Role.EDITOR)
    sharing.uninvite(connection, actor(connection, marie), firm.id, address=PAUL)
    with pytest.raises(LinkSpent):
        accept(connection, token)


def test_an_invitation_of_who_is_owner_no_more_opens_nothing(
    connection: Connection,
) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    joined(connection, firm, ZOE, Role.OWNER)
    token = invite(connection, marie, firm.id, PAUL, Role.OWNER)
    sharing.leave(connection, actor(connection, marie), firm.id)
    with pytest.raises(LinkSpent):
        sharing.look(connection, token)
    with pytest.raises(LinkSpent):
        accept(connection, token)


def test_inviting_again_ends_the_first_invitation(connection: Connection) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    first = invite(connection, marie, firm.id, PAUL, Role.EDITOR)
    second = invite(connection, marie, firm.id, PAUL, Role.READER)
    with pytest.raises(LinkSpent):
        accept(connection, first)
    accept(connection, second)


def test_inviting_changes_no_role(connection: Connection) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    token = invite(connection, marie, firm.id, PAUL, Role.OWNER)
    joined(connection, firm, PAUL, Role.READER)
    accept(connection, token)
    people = {m.address: m.role for m in firms.members(connection, firm)}
    assert people[PAUL] is Role.READER


def test_nobody_is_invited_twice_nor_flooded(connection: Connection) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    joined(connection, firm, ZOE, Role.READER)
    with pytest.raises(AlreadyHere):
        invite(connection, marie, firm.id, ZOE, Role.EDITOR)
    for _ in range(3):
        invite(connection, marie, firm.id, PAUL, Role.EDITOR)
    with pytest.raises(TooManyLetters):
        invite(connection, marie, firm.id, PAUL, Role.EDITOR)


def test_a_firm_does_not_write_to_the_whole_world(connection: Connection) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    for number in range(sharing.ABOUT_ONE_FIRM):
        invite(connection, marie, firm.id, f"a{number}@exemple.fr", Role.READER)
    with pytest.raises(TooManyLetters):
        invite(connection, marie, firm.id, PAUL, Role.READER)


def test_a_very_small_firm_is_not_a_crowd(connection: Connection) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    for number in range(sharing.PEOPLE_MAX - 1):
        joined(connection, firm, f"a{number}@exemple.fr", Role.READER)
    with pytest.raises(TooManyPeople):
        invite(connection, marie, firm.id, PAUL, Role.READER)


@pytest.mark.parametrize("role", [r for r in Role if r not in COMPANY])
def test_no_role_but_those_of_a_firm_is_given_there(
    connection: Connection, role: Role
) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    joined(connection, firm, PAUL, Role.READER)
    with pytest.raises(NoSuchFirm):
        invite(connection, marie, firm.id, ZOE, role)
    with pytest.raises(NoSuchFirm):
        sharing.change_role(
            connection,
            actor(connection, marie),
            firm.id,
            account=account(connection, PAUL),
            role=role,
        )


Manage = Callable[[Connection, Actor, str, int], None]
MANAGING: dict[str, Manage] = {
    "invite": lambda c, a, f, _m: sharing.invite(
        c, a, f, address="x@exemple.fr", role=Role.OWNER, locale="fr"
    ),
    "uninvite": lambda c, a, f, _m: sharing.uninvite(c, a, f, address=ZOE),
    "change_role": lambda c, a, f, m: sharing.change_role(
        c, a, f, account=m, role=Role.OWNER
    ),
    "remove": lambda c, a, f, m: sharing.remove(c, a, f, account=m),
    "renew_links": lambda c, a, f, _m: sharing.renew_links(c, a, f),
    "allow_support": lambda c, a, f, _m: sharing.allow_support(
        c, a, f, is_allowed=True
    ),
}


@pytest.mark.parametrize("who", ["nobody", "editor", "reader", "another firm's owner"])
@pytest.mark.parametrize("act", MANAGING)
def test_only_an_owner_manages(connection: Connection, act: str, who: str) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    if who == "nobody":
        session = ""
    elif who == "another firm's owner":
        session = signed_in(connection, PAUL)
        kept(connection, session, "Garage")
    else:
        session = joined(connection, firm, PAUL, Role(who))
    me = account(connection, PAUL) if session else account(connection, MARIE)
    before = firms.members(connection, firm), len(accesses.newest(connection, firm, 99))
    with pytest.raises(NoSuchFirm):
        MANAGING[act](connection, actor(connection, session), firm.id, me)
    after = firms.members(connection, firm), len(accesses.newest(connection, firm, 99))
    assert after == before


def test_the_last_owner_cannot_go(connection: Connection) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    joined(connection, firm, PAUL, Role.EDITOR)
    me, who = account(connection, MARIE), actor(connection, marie)
    with pytest.raises(LastOwner):
        sharing.leave(connection, who, firm.id)
    with pytest.raises(LastOwner):
        sharing.remove(connection, who, firm.id, account=me)
    with pytest.raises(LastOwner):
        sharing.change_role(connection, who, firm.id, account=me, role=Role.READER)


def test_two_owners_who_leave_at_once_leave_one() -> None:
    marie = transact(signed_in)
    firm, _key = transact(kept, marie)
    paul = transact(joined, firm, PAUL, Role.OWNER)

    def go(session: str) -> bool:
        for _try in range(40):
            try:
                transact(lambda c: sharing.leave(c, actor(c, session), firm.id))
            except LastOwner:
                return False
            except OperationalError:
                continue
            return True
        raise AssertionError("never answered")

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(go, (marie, paul))) == [False, True]
    assert len(consult(firms.members, firm)) == 1


def test_a_reader_reads_and_does_not_write() -> None:
    firm, key = transact(kept, transact(signed_in))
    paul = transact(joined, firm, PAUL, Role.READER)
    assert consult(drafts.load, by(paul, key)).draft.company.name == "Fournil"
    with pytest.raises(ReadOnly):
        transact(answering.answer, by(paul, key), "bruit", {"mastery": "mastered"})
    assert consult(drafts.load, key).draft.answers == {}


def test_an_editor_writes() -> None:
    firm, key = transact(kept, transact(signed_in))
    paul = transact(joined, firm, PAUL, Role.EDITOR)
    transact(answering.answer, by(paul, key), "bruit", {"mastery": "mastered"})
    assert set(consult(drafts.load, key).draft.answers) == {"bruit"}


def test_a_colleague_cannot_mail_a_link_they_do_not_have() -> None:
    firm, key = transact(kept, transact(signed_in))
    paul = transact(joined, firm, PAUL, Role.EDITOR)
    with pytest.raises(NoSuchDraft):
        transact(mail_link, by(paul, key), PAUL, locale="fr")


@pytest.mark.parametrize(
    ("role", "may_write"), [(Role.EDITOR, True), (Role.READER, False)]
)
def test_what_a_colleague_may_do_is_asked_while_reading(
    role: Role, may_write: bool
) -> None:
    """A reading transaction locks nothing: PostgreSQL refuses it."""
    firm, key = transact(kept, transact(signed_in))
    paul = transact(joined, firm, PAUL, role)
    found = consult(drafts.standing, by(paul, key))
    assert found == Standing(may_write=may_write, may_share=False)
    assert consult(drafts.standing, key) == Standing(may_write=True, may_share=True)


def test_somebody_of_another_firm_opens_nothing() -> None:
    _firm, key = transact(kept, transact(signed_in))
    zoe = transact(signed_in, ZOE)
    transact(kept, zoe, "Garage")
    with pytest.raises(NoSuchDraft):
        consult(drafts.load, by(zoe, key))


@pytest.mark.parametrize("goes", ["removed", "left"])
def test_who_is_gone_opens_nothing_even_with_the_secret_link(
    goes: str,
) -> None:
    marie = transact(signed_in)
    firm, key = transact(kept, marie)
    paul = transact(joined, firm, PAUL, Role.EDITOR)
    if goes == "removed":
        number = consult(account, PAUL)
        transact(lambda c: sharing.remove(c, actor(c, marie), firm.id, account=number))
    else:
        transact(lambda c: sharing.leave(c, actor(c, paul), firm.id))
    for held in (by(paul, key), key):
        with pytest.raises(NoSuchDraft):
            consult(drafts.load, held)
    assert consult(drafts.load, by(marie, key))


def test_a_role_taken_back_holds_at_once() -> None:
    marie = transact(signed_in)
    firm, key = transact(kept, marie)
    paul = transact(joined, firm, PAUL, Role.EDITOR)
    number = consult(account, PAUL)
    transact(
        lambda c: sharing.change_role(
            c, actor(c, marie), firm.id, account=number, role=Role.READER
        )
    )
    with pytest.raises(ReadOnly):
        transact(answering.answer, by(paul, key), "bruit", {"mastery": "mastered"})


def test_new_links_end_the_old_ones() -> None:
    marie = transact(signed_in)
    firm, key = transact(kept, marie)
    transact(lambda c: sharing.renew_links(c, actor(c, marie), firm.id))
    with pytest.raises(NoSuchDraft):
        consult(drafts.load, key)
    assert consult(drafts.load, by(marie, key))


def test_an_invitation_to_a_firm_is_for_nothing_else(connection: Connection) -> None:
    """Not for the drafts of whoever opens it."""
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    theirs = begun(connection, "À Paul")
    accept(connection, invite(connection, marie, firm.id, PAUL, Role.EDITOR))
    assert [one.name for one in firms.kept(connection, firm)] == ["Fournil"]
    assert drafts.load(connection, theirs)


def test_the_firm_reads_what_happened(connection: Connection) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    paul = accept(connection, invite(connection, marie, firm.id, PAUL, Role.EDITOR))
    who = actor(connection, marie)
    sharing.change_role(
        connection, who, firm.id, account=account(connection, PAUL), role=Role.READER
    )
    sharing.allow_support(connection, who, firm.id, is_allowed=True)
    sharing.allow_support(connection, who, firm.id, is_allowed=False)
    sharing.renew_links(connection, who, firm.id)
    sharing.leave(connection, actor(connection, paul), firm.id)
    log = reversed(accesses.newest(connection, firm, 99))
    assert [(one.what, one.address) for one in log] == [
        (What.KEPT, MARIE),
        (What.INVITED, MARIE),
        (What.JOINED, PAUL),
        (What.CHANGED, MARIE),
        (What.ALLOWED, MARIE),
        (What.DISALLOWED, MARIE),
        (What.RENEWED, MARIE),
        (What.LEFT, PAUL),
    ]


def test_a_reader_sees_people_and_log_and_manages_nothing(
    connection: Connection,
) -> None:
    marie = signed_in(connection)
    firm, key = kept(connection, marie)
    validated(connection, key)
    paul = joined(connection, firm, PAUL, Role.READER)
    seen = sharing.seen(connection, actor(connection, paul), firm.id)
    assert {one.address for one in seen.people} == {MARIE, PAUL}
    assert [one.versions for one in seen.kept] == [1]
    assert seen.role is Role.READER
