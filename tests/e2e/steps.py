"""What an owner does, step by step, counting the taps and the page loads."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.running import Server, begin
from toolkit.content.loader import library
from toolkit.domain.pack import Severity


@dataclass
class Walk:
    """A browser page on a draft."""

    page: Page
    draft: str
    clicks: int = 0
    loads: int = 0

    def click(self, selector: str) -> None:
        self.page.click(selector)
        self.clicks += 1

    @property
    def question(self) -> str:
        return self.page.inner_text("#question")


def held_draft(server: Server, page: Page, pack: str, name: str = "Essai") -> Walk:
    """A draft begun without the browser, whose cookie the browser holds."""
    held = begin(server, pack=pack, name=name)
    cookie, value = held.cookie.split("=", 1)
    page.context.add_cookies([{"name": cookie, "value": value, "url": server.url}])
    return Walk(page, held.id)


def open_cards(walk: Walk) -> None:
    walk.page.goto(f"/fr/questionnaire/?d={walk.draft}")
    expect(walk.page.locator("#question")).to_be_visible()

    def count(frame: object) -> None:
        del frame
        walk.loads += 1

    walk.page.on("load", count)


def card_id(page: Page) -> str:
    """The card on screen, found by its question."""
    question = page.inner_text("#question")
    for pack in library().packs.values():
        for risk in pack.risks:
            if risk.question == question:
                return risk.id
    raise AssertionError(f"no card asks {question!r}")


def wait_for_next(page: Page, question: str) -> None:
    """The next card, or the page of priorities."""
    page.wait_for_function(
        "before => location.pathname.includes('priorites')"
        " || (document.getElementById('question')?.innerText ?? before) !== before",
        arg=question,
    )


def severity_on(page: Page, pack: str) -> Severity:
    return library().packs[pack].by_id[card_id(page)].severity


def master(walk: Walk, pack: str) -> None:
    """One tap; two where a measure must be shown first."""
    page, before = walk.page, walk.question
    if severity_on(page, pack) >= Severity.LASTING:
        in_place = (
            page.locator("fieldset.measures").last.locator("button.measure").first
        )
        in_place.click()
        walk.clicks += 1
        expect(in_place).to_have_attribute("aria-pressed", "true")
    walk.click("button.mastered")
    wait_for_next(page, before)


def not_master(walk: Walk, *, rerate: bool) -> None:
    """Say so, rate it, take one measure, go on."""
    page, before = walk.page, walk.question
    walk.click("button.not-mastered")
    expect(page.locator(".level-line")).to_be_visible()
    if rerate:
        if not page.locator("details.rating[open]").count():
            walk.click("details.rating summary")
        walk.click("details.rating .scale button >> nth=1")
    walk.click("fieldset.measures button.measure >> nth=0")
    walk.click("#continuer")
    wait_for_next(page, before)
