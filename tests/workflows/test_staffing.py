"""Staff prove twice who they are, and an administrator reads no firm unseen."""

from datetime import timedelta

import pytest
from pyotp.totp import TOTP
from sqlalchemy import Connection, Engine
from typer.testing import CliRunner

from tests.people import MARIE, NOW, PAUL, account, actor, by, kept, signed_in
from toolkit import clock
from toolkit.cli import app
from toolkit.db import accesses, accounts, drafts, staff
from toolkit.db.accesses import What
from toolkit.db.accounts import Device
from toolkit.db.firms import NoSuchFirm
from toolkit.db.keys import NoSuchDraft, ReadOnly
from toolkit.db.session import consult
from toolkit.db.staff import TooManyTries
from toolkit.domain.rights import OF_A_SERVICE, STAFF, Actor, Role
from toolkit.workflows import answering, sharing, staffing
from toolkit.workflows.staffing import CODES, NoSuchRole, NotAllowed

OPERATOR = Actor(platform=frozenset({Role.OPERATOR}))


@pytest.fixture(autouse=True)
def _today(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    del engine
    monkeypatch.setattr(clock, "now", lambda: NOW)


def grant(connection: Connection, role: Role = Role.ADMINISTRATOR) -> None:
    service = "essai" if role in OF_A_SERVICE else ""
    staffing.grant(connection, OPERATOR, address=PAUL, role=role, service=service)


def device(connection: Connection, session: str) -> Device:
    found = accounts.device(connection, session, now=clock.now())
    assert found
    return found


def ready(connection: Connection) -> tuple[str, str, tuple[str, ...]]:
    """An administrator with a telephone: session, its secret, the recovery codes."""
    grant(connection)
    session = signed_in(connection, PAUL)
    secret = staffing.proposed(connection, device(connection, session))
    done = staffing.prove(connection, device(connection, session), code_of(secret))
    assert done.is_right
    return session, secret, done.codes


def code_of(secret: str, later: int = 0) -> str:
    return TOTP(secret).at(clock.now() + timedelta(seconds=later))


def test_a_role_counts_once_the_second_factor_is_given(connection: Connection) -> None:
    grant(connection)
    session = signed_in(connection, PAUL)
    assert actor(connection, session).platform == frozenset()
    assert staffing.is_asked(connection, device(connection, session))
    secret = staffing.proposed(connection, device(connection, session))
    staffing.prove(connection, device(connection, session), code_of(secret))
    assert actor(connection, session).platform == {Role.ADMINISTRATOR}


def test_it_counts_on_that_device_only(connection: Connection) -> None:
    ready(connection)
    other = signed_in(connection, PAUL)
    assert actor(connection, other).platform == frozenset()


def test_the_secret_is_shown_until_it_is_confirmed(connection: Connection) -> None:
    grant(connection)
    session = signed_in(connection, PAUL)
    here = device(connection, session)
    secret = staffing.proposed(connection, here)
    assert staffing.proposed(connection, here) == secret
    staffing.prove(connection, here, code_of(secret))
    assert staffing.proposed(connection, here) == ""


@pytest.mark.parametrize(
    ("later", "is_right"),
    [(-60, False), (-30, True), (0, True), (30, True), (60, False)],
)
def test_a_telephone_may_be_half_a_minute_off(
    connection: Connection, later: int, is_right: bool
) -> None:
    grant(connection)
    here = device(connection, signed_in(connection, PAUL))
    secret = staffing.proposed(connection, here)
    code = code_of(secret, later)
    assert staffing.prove(connection, here, code).is_right is is_right


def test_a_code_serves_once(connection: Connection) -> None:
    session, secret, _codes = ready(connection)
    other = device(connection, signed_in(connection, PAUL))
    assert not staffing.prove(connection, other, code_of(secret)).is_right
    assert staffing.prove(connection, other, code_of(secret, 30)).is_right
    assert session


def test_ten_recovery_codes_each_serve_once(connection: Connection) -> None:
    _session, _secret, codes = ready(connection)
    assert len(set(codes)) == CODES == 10
    stored = str(connection.exec_driver_sql("SELECT * FROM recoverycode").all())
    assert not any(code in stored for code in codes)
    other = device(connection, signed_in(connection, PAUL))
    typed = "-".join((codes[0][:4], codes[0][4:])).upper()
    assert staffing.prove(connection, other, typed).is_right
    assert not staffing.prove(connection, other, codes[0]).is_right
    assert staff.recovery_left(connection, account(connection, PAUL)) == CODES - 1


def test_five_wrong_codes_and_none_is_read_for_a_while(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    _session, secret, _codes = ready(connection)
    here = device(connection, signed_in(connection, PAUL))
    for _ in range(5):
        assert not staffing.prove(connection, here, "000000").is_right
    with pytest.raises(TooManyTries):
        staffing.prove(connection, here, code_of(secret, 30))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=15))
    assert staffing.prove(connection, here, code_of(secret)).is_right


@pytest.mark.parametrize("code", ["", " ", "é", "12345", "１２３４５６"])
def test_a_strange_code_is_a_wrong_code(connection: Connection, code: str) -> None:
    _session, _secret, _codes = ready(connection)
    here = device(connection, signed_in(connection, PAUL))
    assert not staffing.prove(connection, here, code).is_right


def test_who_has_no_role_has_no_second_factor(connection: Connection) -> None:
    here = device(connection, signed_in(connection))
    with pytest.raises(NotAllowed):
        staffing.proposed(connection, here)
    with pytest.raises(NotAllowed):
        staffing.prove(connection, here, "000000")


def test_a_device_of_staff_is_open_for_a_day_s_work(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _secret, _codes = ready(connection)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=12))
    assert actor(connection, session).account is None


def test_a_role_taken_back_is_gone_at_once(connection: Connection) -> None:
    session, _secret, _codes = ready(connection)
    who = {"address": PAUL, "role": Role.ADMINISTRATOR, "service": ""}
    assert staffing.revoke(connection, OPERATOR, **who)
    assert actor(connection, session).platform == frozenset()
    assert not staffing.revoke(connection, OPERATOR, **who)


def test_a_lost_telephone_begins_again(connection: Connection) -> None:
    session, secret, _codes = ready(connection)
    assert staffing.forget_factor(connection, OPERATOR, address=PAUL)
    assert actor(connection, session).account is None
    here = device(connection, signed_in(connection, PAUL))
    assert staffing.proposed(connection, here) not in ("", secret)
    assert not staffing.forget_factor(connection, OPERATOR, address=MARIE)


@pytest.mark.parametrize("role", [r for r in STAFF if r is not Role.ADMINISTRATOR])
def test_only_an_administrator_gives_roles(connection: Connection, role: Role) -> None:
    grant(connection, role)
    session = signed_in(connection, PAUL)
    secret = staffing.proposed(connection, device(connection, session))
    staffing.prove(connection, device(connection, session), code_of(secret))
    me = actor(connection, session)
    assert me.platform or me.services
    what = {"address": PAUL, "role": Role.ADMINISTRATOR, "service": ""}
    for act in (staffing.grant, staffing.revoke):
        with pytest.raises(NotAllowed):
            act(connection, me, **what)
    with pytest.raises(NotAllowed):
        staffing.office(connection, me)
    with pytest.raises(NotAllowed):
        staffing.forget_factor(connection, me, address=PAUL)


@pytest.mark.parametrize(
    ("role", "service"),
    [
        (Role.OWNER, ""),
        (Role.OPERATOR, ""),
        (Role.SUPPORT, ""),
        (Role.PREVENTEUR, ""),
        (Role.PREVENTEUR, "Un Service"),
        (Role.ADMINISTRATOR, "essai"),
    ],
)
def test_a_role_that_is_none_is_not_given(
    connection: Connection, role: Role, service: str
) -> None:
    with pytest.raises(NoSuchRole):
        staffing.grant(connection, OPERATOR, address=PAUL, role=role, service=service)
    assert staff.everybody(connection) == []


def test_an_administrator_reads_a_firm_that_agreed_and_is_seen(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    marie = signed_in(connection)
    firm, key = kept(connection, marie)
    paul, _secret, _codes = ready(connection)
    theirs = by(paul, key)

    def enter() -> None:
        sharing.enter_as_support(connection, actor(connection, paul), firm.id)

    with pytest.raises(NoSuchFirm):
        enter()
    sharing.allow_support(
        connection, actor(connection, marie), firm.id, is_allowed=True
    )
    office = staffing.office(connection, actor(connection, paul))
    assert [one.id for one in office.asking_for_help] == [firm.id]
    with pytest.raises(NoSuchDraft):
        drafts.opened(connection, theirs, writes=False)
    enter()
    assert drafts.opened(connection, theirs, writes=False)
    with pytest.raises(ReadOnly):
        answering.answer(connection, theirs, "bruit", {"mastery": "mastered"})
    newest = accesses.newest(connection, firm, 1)[0]
    assert (newest.what, newest.role, newest.address) == (
        What.ENTERED,
        Role.SUPPORT,
        "",
    )
    seen = sharing.seen(connection, actor(connection, paul), firm.id)
    assert seen.role is Role.SUPPORT
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    with pytest.raises(NoSuchDraft):
        drafts.opened(connection, theirs, writes=False)


@pytest.mark.parametrize("ends", ["taken back", "a week later"])
def test_what_was_agreed_ends(
    connection: Connection, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    marie = signed_in(connection)
    firm, key = kept(connection, marie)
    paul, secret, _codes = ready(connection)
    owner = actor(connection, marie)
    sharing.allow_support(connection, owner, firm.id, is_allowed=True)
    sharing.enter_as_support(connection, actor(connection, paul), firm.id)
    if ends == "taken back":
        sharing.allow_support(connection, owner, firm.id, is_allowed=False)
    else:
        monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=7))
        paul = signed_in(connection, PAUL)
        staffing.prove(connection, device(connection, paul), code_of(secret))
        assert actor(connection, paul).platform
    with pytest.raises(NoSuchFirm):
        sharing.enter_as_support(connection, actor(connection, paul), firm.id)
    with pytest.raises(NoSuchDraft):
        drafts.opened(connection, by(paul, key), writes=False)


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["admin", *words])
    return done.exit_code, done.output


def test_the_command_line_gives_and_takes_back() -> None:
    assert run("grant", PAUL, "administrator")[0] == 0
    assert run("grant", PAUL, "preventeur", "--service", "essai")[0] == 0
    given = [(one.role, one.service) for one in consult(staff.everybody)]
    assert given == [(Role.ADMINISTRATOR, ""), (Role.PREVENTEUR, "essai")]
    assert run("revoke", PAUL, "administrator")[0] == 0
    assert run("reset-phone", PAUL)[0] == 0
    assert [one.role for one in consult(staff.everybody)] == [Role.PREVENTEUR]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("grant", "paul", "administrator"), "adresse mail"),
        (("grant", PAUL, "owner"), "Aucune fonction"),
        (("grant", PAUL, "preventeur"), "--service"),
        (("revoke", PAUL, "administrator"), "n'avait pas"),
        (("reset-phone", PAUL), "Aucun compte"),
    ],
)
def test_a_wrong_command_says_what_to_do(words: tuple[str, ...], said: str) -> None:
    code, output = run(*words)
    assert (code, said in output) == (1, True)
