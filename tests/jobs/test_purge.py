"""Drafts nobody uses: their owner is warned twice, then everything said is erased."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from toolkit import clock
from toolkit.content.loader import library
from toolkit.db import drafts, letters, lifetime
from toolkit.db.drafts import DraftKey, NoSuchDraft
from toolkit.db.session import consult, transact
from toolkit.domain.company import Company
from toolkit.domain.duerp import Consultation
from toolkit.jobs import work
from toolkit.settings import settings
from toolkit.workflows.document import Signature, validate

BEGUN = datetime(2026, 1, 10, 9, tzinfo=UTC)
PACK = library().generic


@pytest.fixture
def days(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> "Days":
    del engine
    counted = Days(monkeypatch)
    counted.go(0)
    work.prepare()
    return counted


class Days:
    """A calendar one can turn, with the night's work done each day."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def go(self, days: int) -> None:
        moment = BEGUN + timedelta(days=days)
        self._patch.setattr(clock, "now", lambda: moment)

    def work_on(self, *days: int) -> None:
        for day in days:
            self.go(day)
            work.work()


def begun(*, address: str = "") -> DraftKey:
    company = Company(name="Atelier")
    key = transact(drafts.create, pack=PACK, company=company, now=clock.now())
    transact(drafts.answer, key, "bruit", {"mastery": "partial"})
    if address:
        transact(lifetime.give_address, key, address, "fr", now=clock.now())
    return key


def is_there(key: DraftKey) -> bool:
    try:
        consult(drafts.load, key)
    except NoSuchDraft:
        return False
    return True


def subjects() -> list[str]:
    return [letter.subject for letter in reversed(consult(letters.newest, 99))]


def test_without_an_address_a_draft_is_erased_after_twelve_months(days: Days) -> None:
    key = begun()
    days.work_on(200, 364)
    assert is_there(key)
    days.work_on(365)
    assert not is_there(key)
    left = consult(lambda c: c.exec_driver_sql("SELECT * FROM draftanswer").fetchall())
    assert left == []


def test_with_an_address_two_letters_come_before(days: Days) -> None:
    key = begun(address="marie@exemple.fr")
    days.work_on(300, 334)
    assert subjects() == []
    days.work_on(335)
    assert len(subjects()) == 1
    days.work_on(336, 356)
    assert subjects() == ["Votre évaluation sera effacée le 10 janvier 2027"]
    days.work_on(357, 358, 364)
    assert subjects() == 2 * ["Votre évaluation sera effacée le 10 janvier 2027"]
    assert is_there(key)
    days.work_on(365)
    assert not is_there(key)


def test_opening_a_draft_keeps_it(days: Days) -> None:
    key = begun(address="marie@exemple.fr")
    days.work_on(335, 357)
    assert not consult(lifetime.is_used_today, key, now=clock.now())
    transact(lifetime.use, key, now=clock.now())
    assert consult(lifetime.is_used_today, key, now=clock.now())
    days.work_on(365, 400, 357 + 334)
    assert is_there(key)
    assert len(subjects()) <= 2


def test_a_night_missed_delays_and_forgets_nobody(days: Days) -> None:
    """The machine was off for two years: nobody is erased by surprise."""
    key = begun(address="marie@exemple.fr")
    days.work_on(900)
    days.work_on(913)
    assert is_there(key)
    days.work_on(914, 920)
    assert is_there(key)
    days.work_on(921)
    assert not is_there(key)


def test_nobody_is_erased_when_they_cannot_be_warned(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOOLKIT_PUBLIC_URL", "https://exemple.fr")
    settings.cache_clear()
    warned, other = begun(address="marie@exemple.fr"), begun()
    days.work_on(335, 400, 800)
    assert (is_there(warned), is_there(other)) == (True, False)


def test_a_validated_draft_is_kept(days: Days) -> None:
    key = begun(address="marie@exemple.fr")
    transact(validate, key, Consultation(role="Gérante"), Signature("Zoé", ""))
    days.work_on(335, 357, 365, 800)
    assert is_there(key)
    assert subjects() == []


def test_many_old_drafts_are_all_seen_to(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.jobs.purging._AT_ONCE", 3)
    keys = [begun(address="a@exemple.fr" if n % 3 else "") for n in range(10)]
    days.work_on(365)
    assert sum(is_there(key) for key in keys) == 6
    assert len(subjects()) == 6


def test_letters_and_done_jobs_go_after_a_month(days: Days) -> None:
    key = begun(address="marie@exemple.fr")
    days.work_on(335)
    transact(lifetime.use, key, now=clock.now())
    days.work_on(336, 364)
    assert (len(subjects()), done()) == (1, 1)
    days.work_on(366)
    assert (len(subjects()), done()) == (0, 0)


def done() -> int:
    finished = "SELECT count(*) FROM job WHERE done_at IS NOT NULL"
    return consult(lambda c: c.exec_driver_sql(finished).scalar_one())
