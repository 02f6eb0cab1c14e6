"""Two who write one draft at once: nobody's work is lost, nobody waits for long."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError

from toolkit import clock
from toolkit.content.loader import library
from toolkit.db import drafts, versions
from toolkit.db.drafts import DraftKey
from toolkit.db.models.draft import Draft
from toolkit.db.session import WRITERS, consult, read, transact, write
from toolkit.db.tables import table_of
from toolkit.domain.company import Company
from toolkit.domain.duerp import Consultation
from toolkit.workflows.document import Signature, validate

PACK = library().generic
LOCK = "SELECT 1 FROM draft WHERE public_id = '{}' FOR UPDATE"


def begun() -> DraftKey:
    company = Company(name="Atelier")
    return transact(drafts.create, pack=PACK, company=company, now=clock.now())


def patiently(fn: Callable[[], object]) -> None:
    """Again while the database says it is busy, as a person would."""
    while True:
        try:
            fn()
        except OperationalError:
            time.sleep(0.01)
        else:
            return


def test_measures_ticked_at_the_same_moment_are_all_kept(engine: Engine) -> None:
    del engine
    key, measures = begun(), [f"m{n}" for n in range(30)]

    def tick(measure: str) -> None:
        def ticked() -> object:
            planned = {"column": "planned", "measure": measure}
            return transact(drafts.tick, key, "bruit", on=True, **planned)

        patiently(ticked)

    with ThreadPoolExecutor(10) as crowd:
        list(crowd.map(tick, measures))
    assert consult(drafts.cards, key).draft.answers["bruit"].planned == set(measures)


def test_validations_at_the_same_moment_make_one_chain(engine: Engine) -> None:
    del engine
    key = begun()

    def seal(name: str) -> None:
        by = Signature(name, "")
        patiently(lambda: transact(validate, key, Consultation(), by))

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(seal, "ABCDEFGH"))
    row = consult(drafts.load, key).row
    numbers = [one.number for one in consult(versions.listed, row)]
    assert numbers == list(range(8, 0, -1))


def test_a_locked_draft_does_not_hold_the_others(engine: Engine) -> None:
    """On PostgreSQL a row may be held for long, by a backup tool or a forgotten window;
    on SQLite only the whole file can be, and never for long by us."""
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite locks no row")
    locked, other = begun(), begun()

    async def many() -> tuple[list[object], list[float], float]:
        """Twice as many answers to the locked draft as may wait, and somebody else."""
        said = {"mastery": "partial"}
        stuck = [
            asyncio.create_task(write(drafts.answer, locked, "bruit", said))
            for _ in range(2 * WRITERS)
        ]
        await asyncio.sleep(0.05)
        reads = [await timed(read(drafts.load, other)) for _ in range(50)]
        wrote = await timed(write(drafts.answer, other, "bruit", said))
        return await asyncio.gather(*stuck, return_exceptions=True), reads, wrote

    with engine.begin() as holder:
        holder.exec_driver_sql(LOCK.format(locked.public_id))
        refused, reads, wrote = asyncio.run(many())
    assert all(isinstance(one, OperationalError) for one in refused)
    assert max(reads) < 0.5, "who reads waits for nobody"
    assert wrote < 3.5, "who writes waits for a thread, a second or two"


async def timed(doing: Awaitable[object]) -> float:
    start = time.monotonic()
    await doing
    return time.monotonic() - start


def test_a_moment_is_the_same_moment_in_every_database(engine: Engine) -> None:
    del engine
    paris = datetime(2026, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    transact(drafts.create, pack=PACK, company=Company(name="x"), now=paris)
    stored = consult(
        lambda c: c.execute(select(table_of(Draft).c.created_at)).scalar_one()
    )
    assert stored == paris
    assert stored.utcoffset() == timedelta(0)
