"""One's own account: another address, everything known of it, and its end."""

import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

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
from toolkit.db import accesses, accounts, drafts, firms, letters, lifetime, versions
from toolkit.db.accounts import AddressTaken
from toolkit.db.keys import NoSuchDraft
from toolkit.db.mailed_links import LinkSpent
from toolkit.domain.duerp import sha256
from toolkit.domain.rights import Actor, Role
from toolkit.workflows import account as own
from toolkit.workflows.account import NotSignedIn
from toolkit.workflows.mail_link import TooManyLetters
from toolkit.workflows.sharing import LastOwner


@pytest.fixture(autouse=True)
def _today(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    del engine
    monkeypatch.setattr(clock, "now", lambda: NOW)


def asked_to_move(connection: Connection, session: str, address: str) -> str:
    own.ask_to_move(connection, actor(connection, session), address, locale="fr")
    found = re.search(r"\?t=([\w-]+)", letters.newest(connection, 1)[0].text)
    assert found
    return found[1]


def test_the_account_moves_once_the_new_address_says_so(connection: Connection) -> None:
    session = signed_in(connection)
    _firm, key = kept(connection, session)
    token = asked_to_move(connection, session, PAUL)
    assert letters.newest(connection, 1)[0].address == PAUL
    assert accounts.id_of(connection, PAUL) is None
    own.move(connection, token, locale="fr")
    assert accounts.id_of(connection, PAUL) == actor(connection, session).account
    told = letters.newest(connection, 1)[0]
    assert (told.address, PAUL in told.text) == (MARIE, False)
    assert lifetime.address_of(connection, key) == PAUL
    with pytest.raises(LinkSpent):
        own.move(connection, token, locale="fr")


def test_an_address_somebody_has_is_not_taken(connection: Connection) -> None:
    session = signed_in(connection)
    signed_in(connection, PAUL)
    token = asked_to_move(connection, session, PAUL)
    with pytest.raises(AddressTaken):
        own.move(connection, token, locale="fr")
    assert accounts.named(connection, account(connection, MARIE)).address == MARIE


def test_moving_to_one_s_own_address_changes_nothing(connection: Connection) -> None:
    session = signed_in(connection)
    own.move(connection, asked_to_move(connection, session, MARIE), locale="fr")
    assert len(letters.newest(connection, 9)) == 1


def test_an_address_is_not_flooded_by_moves(connection: Connection) -> None:
    session = signed_in(connection)
    for _ in range(3):
        asked_to_move(connection, session, PAUL)
    with pytest.raises(TooManyLetters):
        asked_to_move(connection, session, PAUL)


Act = Callable[[Connection, Actor], object]
ACTS: dict[str, Act] = {
    "overview": own.overview,
    "sign_out": lambda c, a: own.sign_out(c, a, 1),
    "sign_out_others": lambda c, a: own.sign_out_others(c, a, 1),
    "ask_to_move": lambda c, a: own.ask_to_move(c, a, ZOE, locale="fr"),
    "export": own.export,
    "erase": own.erase,
}


@pytest.mark.parametrize("act", ACTS)
def test_nobody_has_no_account(connection: Connection, act: str) -> None:
    signed_in(connection)
    with pytest.raises(NotSignedIn):
        ACTS[act](connection, Actor())
    assert accounts.id_of(connection, MARIE) is not None


def test_signing_out_the_others_keeps_this_one(connection: Connection) -> None:
    sessions = [signed_in(connection) for _ in range(3)]
    other = signed_in(connection, PAUL)
    here = accounts.device(connection, sessions[0], now=NOW)
    assert here
    own.sign_out_others(connection, actor(connection, sessions[0]), here.id)
    inside = [actor(connection, s).account is not None for s in (*sessions, other)]
    assert inside == [True, False, False, True]


def test_the_export_holds_all_that_is_personal(connection: Connection) -> None:
    session = signed_in(connection)
    firm, key = kept(connection, session)
    validated(connection, key)
    said = own.export(connection, actor(connection, session))
    written = json.loads(json.dumps(said, default=str))
    assert written["account"]["address"] == MARIE
    assert [one["words"] for one in written["devices"]] == ["Firefox, Mac"]
    [exported] = written["firms"]
    assert (exported["id"], exported["role"]) == (firm.id, "owner")
    assert exported["evaluations"][0]["id"] == key.public_id
    [version] = written["versions_validated"]
    assert (version["name"], version["email"]) == ("Marie Dupain", MARIE)
    assert written["warned_about_evaluations"] == [key.public_id]
    assert [one["what"] for one in written["actions"]] == ["kept"]


def test_the_export_holds_nothing_of_others(connection: Connection) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    joined(connection, firm, PAUL, Role.EDITOR)
    _zoe = kept(connection, signed_in(connection, ZOE), "Garage")
    said = json.dumps(own.export(connection, actor(connection, marie)), default=str)
    assert PAUL not in said
    assert ZOE not in said
    assert "Garage" not in said


def everything(connection: Connection) -> str:
    """All that is stored, but letters on their way."""
    tables = (
        "account",
        "device",
        "mailedlink",
        "firm",
        "member",
        "firmdraft",
        "access",
    )
    tables += ("draft", "draftaddress", "version", "staffrole", "secondfactor")
    return "\n".join(
        str(connection.execute(text(f"SELECT * FROM {name}")).all()) for name in tables
    )


def test_erasing_leaves_the_sealed_versions_and_no_name(connection: Connection) -> None:
    session = signed_in(connection)
    _firm, key = kept(connection, session)
    validated(connection, key)
    _other, unfinished = kept(connection, session, "Garage")
    asked_to_move(connection, session, PAUL)
    row = drafts.load(connection, key).row
    before = versions.numbered(connection, row, 1)
    [left] = own.erase(connection, actor(connection, session))
    stored = everything(connection)
    assert MARIE not in stored
    assert "Dupain" not in stored
    assert actor(connection, session).account is None
    after = versions.numbered(connection, row, 1)
    assert before
    assert after
    assert (after.content, after.sha256) == (before.content, before.sha256)
    assert sha256(after.content.encode()) == after.sha256
    assert left.public_id == key.public_id
    assert drafts.load(connection, left).row == row
    for old in (key, by(session, key), unfinished):
        with pytest.raises(NoSuchDraft):
            drafts.load(connection, old)


def test_erasing_leaves_a_shared_firm_to_the_others(connection: Connection) -> None:
    marie = signed_in(connection)
    firm, key = kept(connection, marie)
    validated(connection, key, email=PAUL)
    paul = joined(connection, firm, PAUL, Role.EDITOR)
    assert own.erase(connection, actor(connection, paul)) == []
    assert [one.address for one in firms.members(connection, firm)] == [MARIE]
    assert PAUL not in everything(connection)
    assert drafts.load(connection, by(marie, key))
    with pytest.raises(NoSuchDraft):
        drafts.load(connection, key)


def test_a_last_owner_gives_the_firm_over_first(connection: Connection) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    joined(connection, firm, PAUL, Role.EDITOR)
    with pytest.raises(LastOwner):
        own.erase(connection, actor(connection, marie))
    who = actor(connection, marie).account
    assert who is not None
    assert firms.of_account(connection, who)


def test_who_was_named_in_the_log_is_named_no_more(connection: Connection) -> None:
    marie = signed_in(connection)
    firm, _key = kept(connection, marie)
    paul = joined(connection, firm, PAUL, Role.EDITOR)
    by_marie = accesses.By(account(connection, MARIE), Role.OWNER)
    what = accesses.What.INVITED
    accesses.note(connection, firm, by_marie, what, about=PAUL, now=NOW)
    own.erase(connection, actor(connection, paul))
    log = accesses.newest(connection, firm, 9)
    assert [one.what.value for one in log] == ["left", "invited", "kept"]
    assert PAUL not in str(log)


@pytest.mark.parametrize(
    "change",
    [
        "sealed = '{}'",
        "validated_by = 'Quelqu''un'",
        "validated_by = '', email = 'autre@exemple.fr'",
        "validated_by = '', sealed = sealed || ' '",
        "number = 7",
        "draft_id = draft_id + 1",
        "validated_by = NULL",
        "email = ''",
        "email = email",
        "validated_at = '2020-01-01 00:00:00'",
    ],
)
def test_forgetting_a_name_is_the_only_change_of_a_version(
    connection: Connection, change: str
) -> None:
    key = begun(connection)
    validated(connection, key)
    with pytest.raises(DBAPIError), connection.begin_nested():
        connection.exec_driver_sql(f"UPDATE version SET {change}")
    assert versions.forget_signer(connection, MARIE) == 1
    with pytest.raises(DBAPIError), connection.begin_nested():
        connection.exec_driver_sql("UPDATE version SET validated_by = 'Marie'")
