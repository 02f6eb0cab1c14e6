"""A telephone on a slow line: a real chromium, slowed down, with an empty cache."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import typer
from playwright.sync_api import CDPSession, Page, Playwright, sync_playwright

from tests.bench.table import Goal, Line, Verdict, judged
from tests.running import Held, Server, begin
from toolkit.content.loader import GENERIC
from toolkit.routes import Page as Route
from toolkit.routes import path

RUNS = 5
CPU_SLOWDOWN = 4
NETWORK = {
    "offline": False,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
    "latency": 150,
}
LANDING, QUESTION, WEIGHT = (
    Goal("s", median=1.0),
    Goal("s", median=2.0),
    Goal("ko", median=180),
)
SETTLED_MS = 1500
HEAVIEST = 5

WATCH_PAINTS = """
new PerformanceObserver(list => {
  window.largestPaint = list.getEntries().at(-1).startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
"""
WATCH_QUESTION = """
const look = () => {
  const question = document.getElementById("question");
  if (question?.innerText.trim() && question.checkVisibility({visibilityProperty: true}))
    window.questionShown = performance.now();
  else
    requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


@dataclass
class Weights:
    """What came over the line, by address; websockets are not counted."""

    addresses: dict[str, str] = field(default_factory=dict)
    bytes: dict[str, float] = field(default_factory=dict)

    def listen(self, cdp: CDPSession) -> None:
        cdp.on("Network.responseReceived", self._started)
        cdp.on("Network.loadingFinished", self._finished)

    def _started(self, event: dict[str, Any]) -> None:
        self.addresses[event["requestId"]] = event["response"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes[event["requestId"]] = event["encodedDataLength"]

    @property
    def total(self) -> float:
        return sum(self.bytes.values()) / 1000

    def heaviest(self) -> list[str]:
        ordered = sorted(self.bytes.items(), key=lambda item: -item[1])
        return [
            f"{size / 1000:.1f} ko  {self.addresses.get(request, '?')}"
            for request, size in ordered[:HEAVIEST]
        ]


def telephone(server: Server) -> list[Line]:
    """The landing page, then the question page of a draft begun beforehand."""
    held = begin(server, GENERIC)
    question = f"{server.url}{path(Route.QUESTIONS, 'fr', d=held.id)}"
    with sync_playwright() as playwright:
        paints = [
            landing_paint(playwright, f"{server.url}{path(Route.HOME, 'fr')}")
            for _ in range(RUNS)
        ]
        shown = [question_shown(playwright, question, held) for _ in range(RUNS)]
    weight = judged("… son poids", [w.total for _, w in shown], WEIGHT)
    if weight.verdict is Verdict.MISSED:
        typer.echo("\n".join(shown[-1][1].heaviest()))
    return [
        judged("Accueil, LCP", paints, LANDING),
        judged("Question visible", [when for when, _ in shown], QUESTION),
        weight,
    ]


def landing_paint(playwright: Playwright, address: str) -> float:
    """Seconds until the largest text or picture was drawn."""
    with slow_page(playwright) as (page, _weights):
        page.add_init_script(WATCH_PAINTS)
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(SETTLED_MS)
        return page.evaluate("window.largestPaint") / 1000


def question_shown(
    playwright: Playwright, address: str, held: Held
) -> tuple[float, Weights]:
    """Seconds from the start of the navigation, and what the whole page weighed."""
    with slow_page(playwright) as (page, weights):
        name, _, value = held.cookie.partition("=")
        whole_site = urljoin(address, "/")
        page.context.add_cookies([{"name": name, "value": value, "url": whole_site}])
        page.add_init_script(WATCH_QUESTION)
        page.goto(address)
        page.locator("#question").wait_for()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLED_MS)
        return page.evaluate("window.questionShown") / 1000, weights


@contextmanager
def slow_page(playwright: Playwright) -> Iterator[tuple[Page, Weights]]:
    """A browser of its own for each run: nothing is in any cache."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = playwright.chromium.launch(executable_path=executable(), args=arguments)
    try:
        page = browser.new_page(viewport={"width": 360, "height": 740})
        cdp, weights = page.context.new_cdp_session(page), Weights()
        cdp.send("Network.enable")
        cdp.send("Network.emulateNetworkConditions", NETWORK)
        cdp.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
        weights.listen(cdp)
        yield page, weights
    finally:
        browser.close()


def executable() -> str | None:
    """None lets playwright take the one it installed."""
    return os.environ.get("TOOLKIT_BROWSER") or shutil.which("chromium")
