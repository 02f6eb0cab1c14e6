"""What the end-to-end tests of « Faire le point » do, in a recorded browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

from tests.running import Server
from tests.self_check.recording import Recording
from toolkit.settings import ROOT

EXAMPLE = ROOT / "docs" / "faire-le-point.exemple.yaml"
HOME = "/fr/faire-le-point/"
CHECK = HOME + "communautes/vallee-exemple/soignants/"
PROMISE = "Ne plus ouvrir le cabinet le jeudi-Témoin-7431"
SECOND = "Appeler Zoé-Témoin-5520 avant dimanche"
NAME = "Zéphyrine Témoin-9182"
RPPS = "10000000009"
TYPED = [PROMISE, SECOND, NAME, RPPS, "Témoin-7431", "Témoin-5520", "Témoin-9182"]

# What window.print was asked to print, without a dialog.
PRINTS = """
window.prints = [];
window.print = () => {
  const sheet = document.getElementById("feuille");
  window.prints.push([document.body.dataset.print, sheet ? sheet.innerText : ""]);
  window.dispatchEvent(new Event("afterprint"));
};
"""


@dataclass
class Visit:
    """A tab whose every byte out is kept, and what the page did meanwhile."""

    page: Page
    recording: Recording
    sockets: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str = CHECK) -> None:
        self.page.goto(address)

    def traces(self) -> dict[str, Any]:
        """Everything a browser could keep of this visit."""
        kept = self.page.evaluate(
            """async () => ({
              local: {...localStorage}, session: {...sessionStorage},
              cookies: document.cookie,
              bases: (await indexedDB.databases()).map((base) => base.name),
              caches: await caches.keys(),
              workers: (await navigator.serviceWorker?.getRegistrations() ?? []).length,
              name: window.name, title: document.title, address: location.href,
              state: history.state, length: history.length,
            })"""
        )
        return {**kept, "jar": self.page.context.cookies()}


@contextmanager
def visit(
    browser: Browser,
    server: Server,
    *,
    script: bool = True,
    init: str = "",
    **more: Any,
) -> Iterator[Visit]:
    recording = Recording(server.port)
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": 360, "height": 740},
        locale="fr-FR",
        java_script_enabled=script,
        proxy={"server": recording.address, "bypass": "<-loopback>"},
        **more,
    )
    context.add_init_script(PRINTS + init)
    page = context.new_page()
    page.set_default_timeout(8000)
    made = Visit(page, recording)
    context.on(
        "page", lambda tab: tab.on("websocket", lambda s: made.sockets.append(s.url))
    )
    page.on("websocket", lambda socket: made.sockets.append(socket.url))
    page.on("pageerror", lambda error: made.errors.append(str(error)))
    page.on(
        "console",
        lambda m: made.errors.append(m.text) if m.type == "error" else None,
    )
    yield made
    context.close()
    recording.close()


def answer(page: Page, given: dict[str, int | str]) -> None:
    """All phrases at once: these answered, the others passed."""
    page.click("#toutes")
    for name, value in given.items():
        page.locator(f"[data-item='{name}'] input[value='{value}']").dispatch_event(
            "click"
        )
    page.locator("[data-finish]:visible").click()


def answer_one_by_one(page: Page, given: dict[str, int | str]) -> None:
    """As a person does on a telephone."""
    page.click("#une")
    while page.is_visible("#apres"):
        item = page.locator("fieldset[data-item]:visible")
        name = item.get_attribute("data-item") or ""
        if name in given:
            item.locator(f"input[value='{given[name]}']").check()
        page.click("#apres")


# State very present, heaviest « revenus » then « violence »: nobody's own by chance.
WEARY: dict[str, int | str] = {
    "energie": 4,
    "recuperation": 4,
    "distance": 3,
    "utilite": 1,
    "attention": 3,
    "sommeil": 4,
    "revenus-souci": 4,
    "revenus-absence": 4,
    "violence-subie": 3,
    "violence-crainte": 4,
    "isolement-avis": 2,
    "isolement-tensions": 2,
    "sens-metier": 4,
    "sens-retour": 3,
    "repos-pauses": 0,
    "repos-jours": 0,
    "marges-horaires": "na",
}


def whole_visit(made: Visit) -> None:
    """From the first phrase to paper: everything a person may type or press."""
    page = made.page
    page.select_option("#profession", "infirmier")
    answer_one_by_one(page, WEARY)
    page.fill("#engagement-1", PROMISE)
    page.fill("#engagement-2", SECOND)
    page.click("#imprimer")
    page.fill("#nom", NAME)
    page.fill("#rpps", RPPS)
    page.click("#attester")
    assert page.evaluate("window.prints.map((one) => one[0])") == ["result", "feuille"]


def addresses(made: Visit, server: Server) -> list[str]:
    return [line.replace(server.url, "") for line, _ in made.recording.requests()]
