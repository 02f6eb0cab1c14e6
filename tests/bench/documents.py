"""The files of a long document, made and served again, while somebody else answers."""

import asyncio
import itertools
import time
from contextlib import suppress
from datetime import UTC, datetime

import httpx
from sqlalchemy import Connection, select

from tests.bench.answers import risks_of
from tests.bench.tab import CYCLE, Tab, begin_many
from tests.bench.table import Goal, Line, judged
from tests.documents.samples import many
from tests.running import Held, Server
from toolkit.content.loader import GENERIC
from toolkit.db import versions
from toolkit.db.models.draft import Draft
from toolkit.db.session import make_engine
from toolkit.db.tables import table_of
from toolkit.db.versions import Sealed
from toolkit.domain.duerp import Duerp, canonical, sha256
from toolkit.routes import File, download

PACK = "boulangerie-patisserie"
FINDINGS, UNITS = 60, 3
MOST, MOST_UNITS = 400, 10
EACH, EACH_LONG, AGAIN = 12, 5, 40
PAUSE = 0.05

FIRST = Goal("ms", median=2000)
TARGETS = {
    File.DUERP_PDF: ("PDF", Goal("ms", median=600)),
    File.DUERP_WORD: ("Word", Goal("ms", median=150)),
    File.DUERP_EXCEL: ("Excel", Goal("ms", median=100)),
}
LONG = Goal("ms", median=3000)
SERVED_AGAIN = Goal("ms", median=20)
BESIDE = Goal("ms", p95=10)


async def files(server: Server) -> list[Line]:
    """On a server that has made no file yet. Each version is made once, then kept: to
    make a file anew, another version is asked for."""
    [full, long] = begin_many(server, 2, PACK)
    [other] = begin_many(server, 1, GENERIC)
    seal(server, full, many(FINDINGS, UNITS, sites=0), 1 + EACH)
    seal(server, long, many(MOST, MOST_UNITS), EACH_LONG)
    beside: list[float] = []
    task = asyncio.create_task(answer_meanwhile(server, other, beside))
    async with httpx.AsyncClient(base_url=server.url, timeout=60) as client:
        first = await file_ms(client, full, File.DUERP_PDF, 1)
        lines = [judged("PDF, le premier, aucun ouvrier en marche", [first], FIRST)]
        for file, (name, goal) in TARGETS.items():
            # A worker learns each kind once, in the first version.
            await file_ms(client, full, file, 1)
            numbers = range(2, 2 + EACH)
            took = [await file_ms(client, full, file, number) for number in numbers]
            lines.append(
                judged(f"{name} de {FINDINGS} constats, {UNITS} unités", took, goal)
            )
        took = [
            await file_ms(client, long, File.DUERP_PDF, 1 + number)
            for number in range(EACH_LONG)
        ]
        lines.append(judged(f"PDF de {MOST} constats, {MOST_UNITS} unités", took, LONG))
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        again = [await file_ms(client, full, File.DUERP_PDF, 1) for _ in range(AGAIN)]
    return [
        *lines,
        judged("Fichier d'une version, servi à nouveau", again, SERVED_AGAIN),
        judged("Réponse d'un autre pendant les fichiers", beside, BESIDE),
    ]


def seal(server: Server, held: Held, duerp: Duerp, count: int) -> None:
    """Versions put in the database as « Je valide » would, one after the other."""
    draft = table_of(Draft)
    own = select(draft.c.id).where(draft.c.public_id == held.id)
    engine = make_engine(f"sqlite:///{server.database}")
    with engine.begin() as connection:
        row = connection.execute(own).scalar_one()
        for number in range(1, 1 + count):
            add(connection, row, duerp.model_copy(update={"number": number}))
    engine.dispose()


def add(connection: Connection, draft: int, duerp: Duerp) -> None:
    content = canonical(duerp)
    versions.add(
        connection,
        draft,
        Sealed(
            number=duerp.number or 1,
            content=content.decode(),
            sha256=sha256(content),
            previous_sha256=duerp.previous,
            validated_at=datetime.now(UTC),
            validated_by="Claire Lavoir",
            email="",
        ),
    )


async def file_ms(
    client: httpx.AsyncClient, held: Held, file: File, version: int
) -> float:
    start = time.perf_counter()
    answer = await client.get(
        download(file, "fr"),
        params={"d": held.id, "v": version},
        headers={"Cookie": held.cookie},
    )
    took = (time.perf_counter() - start) * 1000
    assert answer.status_code == 200, answer.text[:200]
    return took


async def answer_meanwhile(server: Server, held: Held, took: list[float]) -> None:
    """Until cancelled."""
    tab, risks = await Tab.open(server, held), risks_of(GENERIC)
    for at in itertools.count():
        mastery = CYCLE[(at + at // len(risks)) % len(CYCLE)]
        took.append(await tab.answer(held.id, risks[at % len(risks)], mastery))
        await asyncio.sleep(PAUSE)
