"""The PDF of a full draft, while somebody else answers cards."""

import asyncio
import itertools
import time
from contextlib import suppress

import httpx

from tests.bench.answers import risks_of
from tests.bench.tab import CYCLE, Tab, begin_many
from tests.bench.table import Goal, Line, judged
from tests.running import Held, Server
from toolkit.content.loader import GENERIC

PACK = "boulangerie-patisserie"
WARM_FILES = 10
PAUSE = 0.05

# Targets of a later issue: shown, not judged.
FIRST = Goal("ms", median=2000, is_judged=False)
WARM = Goal("ms", median=600, is_judged=False)
BESIDE = Goal("ms", p95=10, is_judged=False)


async def files(server: Server) -> list[Line]:
    """On a server that has made no file yet."""
    [full, other] = begin_many(server, 1, PACK) + begin_many(server, 1, GENERIC)
    await fill(server, full)
    beside: list[float] = []
    task = asyncio.create_task(answer_meanwhile(server, other, beside))
    headers = {"Cookie": full.cookie}
    async with httpx.AsyncClient(base_url=server.url, headers=headers) as client:
        took = [await file_ms(client, full.id) for _ in range(1 + WARM_FILES)]
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    count = len(risks_of(PACK))
    return [
        judged(f"PDF de {count} risques, le premier", took[:1], FIRST),
        judged("PDF, les dix suivants", took[1:], WARM),
        judged("Réponse d'un autre pendant ce temps", beside, BESIDE),
    ]


async def fill(server: Server, held: Held) -> None:
    tab = await Tab.open(server, held)
    for risk, mastery in zip(risks_of(PACK), itertools.cycle(CYCLE), strict=False):
        await tab.answer(held.id, risk, mastery)
    await tab.close()


async def file_ms(client: httpx.AsyncClient, draft: str) -> float:
    start = time.perf_counter()
    answer = await client.get("/fr/duerp.pdf", params={"d": draft}, timeout=60)
    took = (time.perf_counter() - start) * 1000
    assert answer.content.startswith(b"%PDF-"), answer.text[:200]
    return took


async def answer_meanwhile(server: Server, held: Held, took: list[float]) -> None:
    """Until cancelled."""
    tab, risks = await Tab.open(server, held), risks_of(GENERIC)
    for at in itertools.count():
        mastery = CYCLE[(at + at // len(risks)) % len(CYCLE)]
        took.append(await tab.answer(held.id, risks[at % len(risks)], mastery))
        await asyncio.sleep(PAUSE)
