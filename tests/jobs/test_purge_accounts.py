"""What is kept of accounts goes when docs/securite.md says."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from tests.people import MARIE, NOW, PAUL, ZOE, kept, signed_in
from toolkit import clock
from toolkit.db import accounts, staff
from toolkit.db.session import consult, transact
from toolkit.domain.rights import Role
from toolkit.jobs.purging import purge
from toolkit.workflows import signing_in

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    del engine
    monkeypatch.setattr(clock, "now", lambda: NOW)


def count(table: str) -> int:
    asked = text(f"SELECT count(*) FROM {table}")
    return consult(lambda c: c.execute(asked).scalar_one())


def purged_at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)
    purge(None)


@pytest.mark.parametrize(("days", "left"), [(30, 1), (31, 0)])
def test_links_go_a_month_after_their_end(
    monkeypatch: pytest.MonkeyPatch, days: int, left: int
) -> None:
    transact(signing_in.ask, MARIE, locale="fr", browser="")
    purged_at(monkeypatch, NOW + days * DAY)
    assert count("mailedlink") == left


@pytest.mark.parametrize(("days", "left"), [(90, 1), (91, 0)])
def test_devices_nobody_uses_go(
    monkeypatch: pytest.MonkeyPatch, days: int, left: int
) -> None:
    transact(signed_in)
    purged_at(monkeypatch, NOW + days * DAY)
    assert count("device") == left


@pytest.mark.parametrize(("days", "left"), [(365, 1), (366, 0)])
def test_the_log_goes_after_a_year(
    monkeypatch: pytest.MonkeyPatch, days: int, left: int
) -> None:
    transact(kept, transact(signed_in))
    purged_at(monkeypatch, NOW + days * DAY)
    assert count("access") == left


@pytest.mark.parametrize(("days", "left"), [(365, 3), (366, 2)])
def test_accounts_that_belong_nowhere_go_after_a_year(
    monkeypatch: pytest.MonkeyPatch, days: int, left: int
) -> None:
    transact(signed_in, PAUL)
    transact(kept, transact(signed_in))
    transact(signed_in, ZOE)
    number = consult(accounts.id_of, ZOE)
    assert number is not None
    transact(staff.give, number, Role.ADMINISTRATOR, "", now=NOW)
    purged_at(monkeypatch, NOW + days * DAY)
    assert count("account") == left
    assert consult(accounts.id_of, MARIE) is not None
    assert consult(accounts.id_of, ZOE) is not None
