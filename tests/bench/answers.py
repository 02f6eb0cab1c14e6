"""Answers over websockets: one client, two hundred who think, fifty who do not."""

import asyncio
import random
import time

from tests.bench.ledger import Ledger, is_stored, missing
from tests.bench.tab import CYCLE, Tab, begin_many
from tests.bench.table import Goal, Line, Verdict, judged, number
from tests.running import Server
from toolkit.content.loader import GENERIC, library

WARM_UP, ANSWERS, SAMPLE = 100, 1000, 50

CROWD, PERIOD, CROWD_TIME = 200, 2.0, 30.0

PRESS, PRESS_TIME, PRESS_RATE = 50, 10.0, 800
# Each answer of the press is a row of its own, so that rows can be counted.
PRESS_PACK, DRAFTS_EACH = "boulangerie-patisserie", 8


def risks_of(pack: str) -> list[str]:
    return [risk.id for risk in library().packs[pack].risks]


async def alone(server: Server) -> list[Line]:
    """One client; every SAMPLE answers another connection looks in the database."""
    [held] = begin_many(server, 1, GENERIC)
    tab, risks = await Tab.open(server, held), risks_of(GENERIC)
    took: list[float] = []
    lost = 0
    for at in range(WARM_UP + ANSWERS):
        # One step aside at each round: no card gets the answer it already had.
        risk = risks[at % len(risks)]
        mastery = CYCLE[(at + at // len(risks)) % len(CYCLE)]
        took.append(await tab.answer(held.id, risk, mastery))
        if at % SAMPLE == 0:
            lost += not is_stored(server.database, held.id, risk, mastery)
    await tab.close()
    goal = Goal("ms", median=2, p95=5)
    return [
        judged("Réponse enregistrée, un client", took[WARM_UP:], goal),
        nothing_lost(f"… relue en base, 1 sur {SAMPLE}", lost),
    ]


async def crowd(server: Server) -> list[Line]:
    """Two hundred clients, each with its draft, each answering every two seconds."""
    held = begin_many(server, CROWD, GENERIC)
    tabs = await asyncio.gather(*(Tab.open(server, one) for one in held))
    risks, ledger = risks_of(GENERIC), Ledger()
    end = time.monotonic() + CROWD_TIME

    async def think_and_answer(tab: Tab, draft: str) -> list[float]:
        took: list[float] = []
        await asyncio.sleep(random.uniform(0, PERIOD))
        due = time.monotonic()
        while due < end:
            await asyncio.sleep(due - time.monotonic())
            risk, mastery = random.choice(risks), CYCLE[len(took) % len(CYCLE)]
            took.append(await tab.answer(draft, risk, mastery))
            ledger[draft, risk] = mastery
            due += PERIOD
        return took

    pairs = zip(tabs, held, strict=True)
    each = await asyncio.gather(*(think_and_answer(tab, one.id) for tab, one in pairs))
    await asyncio.gather(*(tab.close() for tab in tabs))
    took = [value for values in each for value in values]
    measure = f"{CROWD} clients, une réponse toutes les {number(PERIOD)} s"
    return [
        judged(measure, took, Goal("ms", p95=25)),
        nothing_lost(
            "… réponses confirmées absentes", missing(server.database, ledger)
        ),
    ]


async def press(server: Server) -> list[Line]:
    """Fifty clients who never wait: how many answers a second are stored."""
    held = begin_many(server, PRESS * DRAFTS_EACH, PRESS_PACK)
    shares = [held[at::PRESS] for at in range(PRESS)]
    tabs = await asyncio.gather(*(Tab.open(server, *share) for share in shares))
    risks, ledger = risks_of(PRESS_PACK), Ledger()
    start = time.monotonic()

    async def answer_on(tab: Tab, drafts: list[str]) -> list[float]:
        took: list[float] = []
        while time.monotonic() < start + PRESS_TIME:
            turn, at = divmod(len(took), len(risks))
            draft, mastery = drafts[turn % len(drafts)], CYCLE[(at + turn) % len(CYCLE)]
            took.append(await tab.answer(draft, risks[at], mastery))
            ledger[draft, risks[at]] = mastery
        return took

    each = await asyncio.gather(
        *(
            answer_on(tab, [one.id for one in share])
            for tab, share in zip(tabs, shares, strict=True)
        )
    )
    seconds = time.monotonic() - start
    await asyncio.gather(*(tab.close() for tab in tabs))
    took = [value for values in each for value in values]
    return [
        throughput(len(took) / seconds),
        judged("… attente de chacun", took, Goal("ms", is_judged=False)),
        nothing_lost(
            f"… {len(ledger)} lignes confirmées, absentes",
            missing(server.database, ledger),
        ),
    ]


def throughput(rate: float) -> Line:
    return Line(
        f"{PRESS} clients sans pause, réponses par seconde",
        f"≥ {PRESS_RATE}/s",
        f"{number(rate)}/s",
        "",
        Verdict.MET if rate >= PRESS_RATE else Verdict.MISSED,
    )


def nothing_lost(measure: str, lost: int) -> Line:
    return Line(measure, "0", str(lost), "", Verdict.MISSED if lost else Verdict.MET)
