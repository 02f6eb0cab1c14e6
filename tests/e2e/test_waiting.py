"""« Être rappelé » and meetings of peers in a browser: small, dark, by keyboard, and
telling nobody else."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.check_steps import CHECK, HOME, TYPED, WEARY, answer, visit
from tests.e2e.conftest import WIDTHS
from tests.e2e.test_access import press_until, violations
from tests.e2e.test_self_check_access import no_overflow
from tests.running import Server
from tests.self_check.recording import found
from toolkit.settings import ROOT

CALLBACK = "/{}/etre-rappele/"
COMMUNITY = "/{}/faire-le-point/communautes/vallee-exemple/"
NAME, PHONE = "Zoé Témoin-3471", "0612345678"
WORDS = {
    "fr": ("Rendre ma place", "est réservée"),
    "en": ("Give back my seat", "is reserved"),
}


@pytest.fixture(scope="module")
def meeting(checks: Server) -> str:
    """A meeting announced as the operator does; its id."""
    day = (datetime.now(UTC) + timedelta(days=20)).strftime("%Y-%m-%d 19:30")
    words = ["plan", "vallee-exemple", "--title", "Groupe de pairs", "--seats", "50"]
    words += ["--place", "Salle du haut", "--on", day]
    told = subprocess.run(
        [sys.executable, "-m", "toolkit.cli", "meetings", *words],
        cwd=ROOT,
        env=os.environ
        | {
            "TOOLKIT_DATABASE_URL": checks.database_url,
            "TOOLKIT_SELF_CHECK_FILE": str(ROOT / "docs/faire-le-point.exemple.yaml"),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    number = re.search(r"\b[0-9a-f]{12}\b", told.stdout)
    assert number
    return number[0]


def send(page: Page) -> None:
    page.locator("main form button").click()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", WIDTHS)
def test_axe_finds_nothing_from_the_first_page_to_the_last(
    browser: Browser,
    checks: Server,
    meeting: str,
    device: str,
    scheme: str,
    language: str,
) -> None:
    with visit(browser, checks, color_scheme=scheme, bypass_csp=True) as made:
        page = made.page
        width, height = WIDTHS[device]
        page.set_viewport_size({"width": width, "height": height})
        found_: list[str] = []

        def look(name: str) -> None:
            found_.extend(f"{name} {v}" for v in violations(page))
            assert no_overflow(page), name
            assert page.get_by_role("heading", level=1).count() == 1
            assert page.locator("html").get_attribute("lang") == language

        made.open(CALLBACK.format(language))
        look("form")
        send(page)
        look("nothing given")
        assert page.evaluate("document.activeElement.id") == "name"
        page.fill("#name", NAME)
        page.fill("#phone", PHONE)
        page.check("[value=suivi]")
        page.check("#consent")
        send(page)
        look("receipt")
        page.click("main a.plain")
        look("withdrawing")
        send(page)
        look("withdrawn")
        made.open(COMMUNITY.format(language))
        look("community")
        page.click(f"a[href*='{meeting}']")
        look("meeting")
        send(page)
        look("nothing given to register")
        page.fill("#name", NAME)
        page.fill("#email", f"zoe-{device}-{scheme}-{language}@exemple.fr")
        send(page)
        look("registered")
        give_back, reserved = WORDS[language]
        expect(page.locator("main")).to_contain_text(reserved)
        made.open(link(checks, page, language))
        look("own registration")
        page.get_by_role("button", name=give_back).click()
        look("given back")
        made.open(f"/{language}/rencontres/inscription/?d=0&k=0")
        look("nothing there")
    assert found_ == []


def link(server: Server, page: Page, language: str) -> str:
    """In the newest letter, as somebody reads it."""
    page.goto(f"{server.url}/{language}/courriels/")
    own = page.locator("a[href*='/rencontres/inscription/']").first
    return (own.get_attribute("href") or "").replace(server.url, "")


def test_asking_tells_nobody_else_and_leaves_nothing_behind(
    browser: Browser, checks: Server
) -> None:
    """Not even Google, whom Chromium asks how it calls the fields of a form."""
    address = CALLBACK.format("fr")
    with visit(browser, checks) as made:
        made.open(address)
        page = made.page
        page.fill("#name", NAME)
        page.fill("#phone", PHONE)
        page.wait_for_timeout(1500)
        page.check("[value=rappel]")
        page.check("#consent")
        send(page)
        expect(page.locator("h1")).to_have_text("Votre demande attend")
        page.wait_for_timeout(700)
        kept = {**made.traces(), "title": "", "address": "", "length": 0}
        asked = [line.replace(checks.url, "") for line, _ in made.recording.requests()]
        assert page.url == f"{checks.url}{address}search"
    assert asked == [f"GET {address}", f"POST {address}search"]
    assert not any(kept.values()), kept
    assert b"referer" not in made.recording.bytes.lower()
    assert (made.sockets, made.errors) == ([], [])


def test_the_page_reached_from_a_result_learns_nothing_of_it(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        page = made.page
        answer(page, WEARY)
        with page.context.expect_page() as opened:
            page.locator(
                "[data-card]:visible a[href='/fr/etre-rappele/']"
            ).first.click()
        other = opened.value
        expect(other.locator("h1")).to_have_text("Être rappelé")
        assert other.evaluate(
            "[window.opener, document.referrer, location.search]"
        ) == [
            None,
            "",
            "",
        ]
        expect(page.locator("#resultat")).to_be_visible()
        asked = [line.replace(checks.url, "") for line, _ in made.recording.requests()]
    assert asked == [f"GET {CHECK}", f"GET {CALLBACK.format('fr')}"]
    told = [*TYPED, "tres-present", "violence", "isolement", "soignants/\r\n"]
    assert found(made.recording.bytes.partition(b"etre-rappele")[2], told) == []
    assert b"referer" not in made.recording.bytes.lower()


def test_the_keyboard_alone_asks_to_be_called_back(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open(CALLBACK.format("fr"))
        page = made.page
        press_until(page, "#name")
        page.keyboard.type(NAME)
        press_until(page, "#phone")
        page.keyboard.type(PHONE)
        press_until(page, "#part_of_day")
        page.keyboard.press("ArrowDown")
        press_until(page, "[name=purpose]")
        page.keyboard.press("Space")
        press_until(page, "#consent")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Votre demande attend")
    [row] = checks.query(
        "SELECT part_of_day, purpose FROM callback WHERE name = :n ORDER BY id DESC "
        "LIMIT 1",
        n=NAME,
    )
    assert row == ("matin", "rappel")


def test_a_reader_is_told_what_is_wrong_with_each_field(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open(CALLBACK.format("fr"))
        page = made.page
        page.fill("#name", NAME)
        page.fill("#phone", "12")
        send(page)
        expect(page.get_by_role("alert")).to_contain_text("Rien n’est parti")
        phone = page.get_by_role("textbox", name="Votre téléphone")
        expect(phone).to_be_focused()
        expect(phone).to_have_value("12")
        expect(phone).to_have_attribute("aria-invalid", "true")
        expect(phone).to_have_accessible_description(re.compile("pas complet"))
        expect(page.get_by_role("textbox", name="Votre nom")).to_have_value(NAME)
        expect(
            page.get_by_role("group", name="Pour quoi")
        ).to_have_accessible_description(re.compile("l’un des deux"))
    assert HOME not in made.page.url
