"""A mailed link signs in once, within a quarter of an hour, whoever asks for it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

from tests.people import MARIE, NOW, PAUL, actor, begun, kept, signed_in
from toolkit import clock
from toolkit.db import accounts, drafts, firms, letters
from toolkit.db.keys import DraftKey, NoSuchDraft
from toolkit.db.mailed_links import LinkSpent
from toolkit.db.session import consult, transact
from toolkit.domain.rights import Role
from toolkit.workflows import signing_in
from toolkit.workflows.signing_in import SignedIn

BROWSER = "ce-navigateur"


@pytest.fixture(autouse=True)
def _today(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    del engine
    monkeypatch.setattr(clock, "now", lambda: NOW)


def asked(connection: Connection, address: str = MARIE) -> str:
    """Ask for a link; the token of the letter that goes."""
    signing_in.ask(connection, address, locale="fr", browser=BROWSER)
    return token_of(letters.newest(connection, 1)[0].text)


def token_of(text: str) -> str:
    found = re.search(r"\?t=([\w-]+)", text)
    assert found
    return found[1]


def entered(
    connection: Connection,
    token: str,
    *held: DraftKey,
    browser: str = BROWSER,
    before: str = "",
) -> SignedIn:
    return signing_in.sign_in(
        connection,
        token,
        locale="fr",
        browser=browser,
        device="Firefox, Mac",
        held=held,
        before=before,
    )


def test_the_link_signs_in(connection: Connection) -> None:
    session = entered(connection, asked(connection)).session
    who = actor(connection, session).account
    assert who is not None
    assert accounts.named(connection, who).address == MARIE


def test_neither_link_nor_session_is_kept(connection: Connection) -> None:
    token = asked(connection)
    session = entered(connection, token).session
    for table in ("mailedlink", "device"):
        stored = str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
        assert token not in stored
        assert session not in stored


def test_a_link_serves_once(connection: Connection) -> None:
    token = asked(connection)
    entered(connection, token)
    with pytest.raises(LinkSpent):
        entered(connection, token)


def test_signing_in_ends_the_other_links(connection: Connection) -> None:
    first, second = asked(connection), asked(connection)
    entered(connection, second)
    with pytest.raises(LinkSpent):
        entered(connection, first)


@pytest.mark.parametrize(("minutes", "works"), [(14, True), (15, False)])
def test_a_link_lasts_a_quarter_of_an_hour(
    connection: Connection, monkeypatch: pytest.MonkeyPatch, minutes: int, works: bool
) -> None:
    token = asked(connection)
    later = NOW + timedelta(minutes=minutes)
    monkeypatch.setattr(clock, "now", lambda: later)
    if works:
        assert entered(connection, token).session
        return
    with pytest.raises(LinkSpent):
        entered(connection, token)


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "é"])
def test_what_was_never_a_link_is_a_spent_link(
    connection: Connection, token: str
) -> None:
    asked(connection)
    with pytest.raises(LinkSpent):
        entered(connection, token)


def test_a_link_for_something_else_does_not_sign_in(connection: Connection) -> None:
    token = asked(connection)
    connection.exec_driver_sql("UPDATE mailedlink SET purpose = 'move'")
    with pytest.raises(LinkSpent):
        entered(connection, token)


def test_a_thousand_requests_send_three_letters(connection: Connection) -> None:
    for _ in range(1000):
        signing_in.ask(connection, MARIE, locale="fr", browser=BROWSER)
    signing_in.ask(connection, PAUL, locale="fr", browser=BROWSER)
    sent = [letter.address for letter in letters.newest(connection, 99)]
    assert sent == [PAUL, MARIE, MARIE, MARIE]


def test_the_letter_is_the_same_with_an_account_and_without(
    connection: Connection,
) -> None:
    signed_in(connection, PAUL)
    mails = []
    for address in (MARIE, PAUL):
        token = asked(connection, address)
        mails.append(letters.newest(connection, 1)[0].text.replace(token, ""))
    assert mails[0] == mails[1]


def test_the_same_work_is_done_with_an_account_and_without(
    connection: Connection,
) -> None:
    """So that the time it takes tells nothing."""
    signed_in(connection, PAUL)
    done: dict[str, list[str]] = {MARIE: [], PAUL: []}
    for address, statements in done.items():

        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)  # noqa: B023 — removed below

        event.listen(connection, "before_cursor_execute", note)
        asked(connection, address)
        event.remove(connection, "before_cursor_execute", note)
    assert done[MARIE] == done[PAUL]
    assert not any("FROM account" in statement for statement in done[MARIE])
    assert done[MARIE]


def test_asking_makes_no_account(connection: Connection) -> None:
    asked(connection)
    assert accounts.id_of(connection, MARIE) is None


def test_of_two_who_come_at_once_one_enters() -> None:
    token = transact(asked)

    def enter(_number: int) -> bool:
        for _try in range(20):
            try:
                transact(entered, token)
            except LinkSpent:
                return False
            except OperationalError:
                continue  # a busy database is asked again
            return True
        raise AssertionError("never answered")

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(enter, range(8))) == 1


def test_what_the_browser_holds_is_put_away(connection: Connection) -> None:
    key = begun(connection)
    done = entered(connection, asked(connection), key)
    assert done.kept == 1
    by_account = DraftKey(key.public_id, "", session=done.session)
    assert drafts.load(connection, by_account).draft.company.name == "Fournil"


def test_another_browser_puts_nothing_away(connection: Connection) -> None:
    """Somebody who forwards their own link must not be given the evaluations of whoever
    opens it."""
    key = begun(connection)
    done = entered(connection, asked(connection), key, browser="un autre")
    assert done.kept == 0
    with pytest.raises(NoSuchDraft):
        drafts.load(connection, DraftKey(key.public_id, "", session=done.session))


def test_a_wrong_secret_puts_nothing_away(connection: Connection) -> None:
    key = begun(connection)
    forged = DraftKey(key.public_id, "x")
    done = entered(connection, asked(connection), forged)
    assert done.kept == 0


def test_a_draft_kept_by_somebody_stays_theirs(connection: Connection) -> None:
    firm, key = kept(connection, signed_in(connection, PAUL))
    done = entered(connection, asked(connection), key)
    assert done.kept == 0
    assert [one.address for one in firms.members(connection, firm)] == [PAUL]


def test_two_drafts_of_one_firm_make_one_firm(connection: Connection) -> None:
    keys = [begun(connection, name) for name in ("Fournil", "fournil ", "Garage")]
    session = entered(connection, asked(connection), *keys).session
    who = actor(connection, session).account
    assert who is not None
    mine = firms.of_account(connection, who)
    assert [(f.name, r) for f, r in mine] == [
        ("Fournil", Role.OWNER),
        ("Garage", Role.OWNER),
    ]


def test_signing_in_as_another_leaves_the_first(connection: Connection) -> None:
    before = signed_in(connection, PAUL)
    entered(connection, asked(connection), before=before)
    assert actor(connection, before).account is None


def test_a_device_signed_out_is_nobody(connection: Connection) -> None:
    session = signed_in(connection)
    _firm, key = kept(connection, session)
    device = accounts.device(connection, session, now=NOW)
    assert device
    accounts.revoke(connection, device.account, device.id, now=NOW)
    assert actor(connection, session).account is None
    with pytest.raises(NoSuchDraft):
        drafts.load(connection, DraftKey(key.public_id, "", session=session))


def test_nobody_signs_out_the_device_of_another(connection: Connection) -> None:
    session = signed_in(connection, PAUL)
    device = accounts.device(connection, session, now=NOW)
    signed_in(connection)
    other = accounts.id_of(connection, MARIE)
    assert device
    assert other is not None
    assert not accounts.revoke(connection, other, device.id, now=NOW)
    assert actor(connection, session).account == device.account


def test_the_letter_leaves_nothing_a_visitor_typed() -> None:
    transact(asked)
    [letter] = consult(letters.newest, 9)
    assert MARIE not in letter.text + letter.html + letter.subject
