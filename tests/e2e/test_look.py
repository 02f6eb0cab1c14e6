"""How pages look when the reader changes something: size, letters, paper, contrast."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, WebSocketRoute, expect
from playwright.sync_api import Page as Tab

from tests.e2e.conftest import OpenPage, executable
from tests.e2e.steps import held_draft
from tests.e2e.test_access import violations
from tests.running import Server
from toolkit.routes import Page, path

BAKERY = "boulangerie-patisserie"
DOUBLE = "--blink-settings=defaultFontSize=32"
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth;
  if (wide <= room) return [];
  const out = [...document.querySelectorAll("body *")].filter(
    e => e.getBoundingClientRect().right > room + 1 && !e.closest(".scroll, .hidden"));
  return [`${wide} > ${room}`, ...out.map(e => e.outerHTML.slice(0, 80))].slice(0, 4);
}"""


@pytest.fixture
def device(browser: Browser, server: Server) -> Iterator[Callable[..., Tab]]:
    """A browser of its own, started as its reader has set it."""
    opened: list[Browser] = []

    def start(width: int, *arguments: str, **context: Any) -> Tab:
        launched = browser.browser_type.launch(
            executable_path=executable(), args=["--no-sandbox", *arguments]
        )
        opened.append(launched)
        return launched.new_page(
            viewport={"width": width, "height": 740}, base_url=server.url, **context
        )

    yield start
    for one in opened:
        one.close()


@pytest.mark.parametrize(
    ("width", "arguments"),
    [(320, []), (320, [DOUBLE]), (360, [DOUBLE]), (1280, [DOUBLE])],
)
def test_a_small_screen_or_doubled_letters_never_scroll_sideways(
    width: int, arguments: list[str], device: Callable[..., Tab], server: Server
) -> None:
    tab = device(width, *arguments)
    walk = held_draft(server, tab, BAKERY, "Boulangerie-pâtisserie du Lavoir")
    tab.goto(path(Page.QUESTIONS, "fr", d=walk.draft))
    letters = tab.evaluate("getComputedStyle(document.documentElement).fontSize")
    assert letters == ("36px" if arguments else "18px")
    tab.click("button.not-mastered")
    expect(tab.locator(".level-line")).to_be_visible()
    for page in Page:
        tab.goto(path(page, "fr", d=walk.draft))
        tab.wait_for_selector("h1")
        tab.wait_for_timeout(300)
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert (page.value, tab.evaluate(TOO_WIDE)) == (page.value, [])


def test_no_word_of_a_trade_is_cut_on_a_telephone(new_page: OpenPage) -> None:
    """A tile holds its longest word: the lines of a broken one outnumber its words."""
    tab = new_page()
    tab.goto("/fr/")
    cut = tab.evaluate(
        """() => [...document.querySelectorAll(".trades span")].filter(e => {
          const range = document.createRange();
          return e.textContent.split(/[ -]/).some(word => {
            const at = e.textContent.indexOf(word);
            range.setStart(e.firstChild, at);
            range.setEnd(e.firstChild, at + word.length);
            return range.getClientRects().length > 1;
          });
        }).map(e => e.textContent)"""
    )
    assert cut == []


def test_the_steps_stand_on_one_line_on_a_telephone(
    server: Server, new_page: OpenPage
) -> None:
    walk = held_draft(server, new_page(), BAKERY)
    tab = walk.page
    for page in (Page.PREPARE, Page.QUESTIONS, Page.DOCUMENT):
        tab.goto(path(page, "fr", d=walk.draft))
        tab.wait_for_selector(".steps a")
        tops = tab.locator(".steps a").evaluate_all("all => all.map(e => e.offsetTop)")
        assert len(set(tops)) == 1
        expect(tab.locator(".steps [aria-current] span")).to_be_visible()


def test_a_page_that_crashes_says_so_in_our_words(
    server: Server, browser: Browser
) -> None:
    """A value of the wrong kind, as a faulty server would send it, breaks the view."""

    def spoil(message: str | bytes) -> str | bytes:
        if not isinstance(message, str) or '"groups_rx_state_"' not in message:
            return message
        head, body = message.split(",", 1)
        name, update = json.loads(body)
        for state in update["delta"].values():
            for group in state.get("groups_rx_state_", []):
                group["title"] = {"not": "a word"}
        return f"{head},{json.dumps([name, update])}"

    def between(route: WebSocketRoute) -> None:
        real = route.connect_to_server()
        real.on_message(lambda message: route.send(spoil(message)))

    # The tool that stands between needs a script of its own, which our policy refuses.
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, base_url=server.url, bypass_csp=True
    )
    tab = context.new_page()
    tab.route_web_socket("**", between)
    walk = held_draft(server, tab, BAKERY)
    tab.goto(path(Page.SUMMARY, "fr", d=walk.draft))
    expect(tab.locator("h1")).to_have_text("Cette page n’a pas pu s’afficher")
    expect(tab.locator("header .brand")).to_be_visible()
    assert violations(tab) == []
    tab.unroute_all()
    tab.click("text=Revenir à l’accueil")
    expect(tab.locator("h1")).to_contain_text("Votre document unique")
    context.close()


def test_what_is_printed_names_the_company_and_the_day(
    server: Server, new_page: OpenPage
) -> None:
    walk = held_draft(server, new_page("desk"), BAKERY, "Boulangerie du Lavoir")
    tab = walk.page
    tab.goto(path(Page.QUESTIONS, "fr", d=walk.draft))
    tab.click("button.not-mastered")
    expect(tab.locator(".level-line")).to_be_visible()
    for page in (Page.SUMMARY, Page.PRIORITIES, Page.DOCUMENT):
        tab.emulate_media(media="screen")
        tab.goto(path(page, "fr", d=walk.draft))
        expect(tab.locator(".printed strong")).to_have_text("Boulangerie du Lavoir")
        expect(tab.locator(".printed")).to_be_hidden()
        tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        year = tab.evaluate("String(new Date().getFullYear())")
        tab.emulate_media(media="print")
        expect(tab.locator(".printed")).to_contain_text(year)
        expect(tab.locator("h1")).to_be_visible()
        for chrome in (".top", ".bottom", ".steps", ".bar"):
            expect(tab.locator(chrome).first).to_be_hidden()


def test_nothing_moves_for_who_asked_for_no_motion(new_page: OpenPage) -> None:
    tab = new_page()
    lasting = "getComputedStyle(document.querySelector('.primary')).transitionDuration"
    tab.goto("/fr/")
    assert tab.evaluate(lasting) != "0s"
    tab.emulate_media(reduced_motion="reduce")
    assert tab.evaluate(lasting) == "0s"


def test_high_contrast_of_the_system_keeps_what_is_chosen_visible(
    server: Server, new_page: OpenPage
) -> None:
    """Backgrounds are gone there: the chosen answer and a level must not depend on them."""
    walk = held_draft(server, new_page(), BAKERY)
    tab = walk.page
    tab.emulate_media(forced_colors="active")
    tab.goto(path(Page.QUESTIONS, "fr", d=walk.draft))
    tab.click("button.not-mastered")
    expect(tab.locator("button.not-mastered")).to_have_attribute("aria-pressed", "true")
    ground = "e => getComputedStyle(e).backgroundColor"
    chosen = tab.locator("button.not-mastered").evaluate(ground)
    assert chosen != tab.locator("button.partial").evaluate(ground)
    shape = "e => getComputedStyle(e, '::before').backgroundColor"
    drawn = tab.locator(".level").first.evaluate(shape)
    assert drawn != tab.locator(".card").first.evaluate(ground)
