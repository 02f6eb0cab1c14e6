"""« Faire le point » for everybody: readers, the keyboard alone, a small screen."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.check_steps import CHECK, HOME, WEARY, answer, visit
from tests.e2e.conftest import WIDTHS
from tests.e2e.test_access import press_until, violations
from tests.running import Server

COMMUNITY = HOME + "communautes/vallee-exemple/"
STILL = [HOME, HOME + "confrere/", HOME + "compter/", COMMUNITY, COMMUNITY + "affiche/"]


def no_overflow(page: Page) -> bool:
    return page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", WIDTHS)
def test_axe_finds_nothing_on_the_pages_one_reads(
    browser: Browser, checks: Server, device: str, scheme: str
) -> None:
    with visit(browser, checks, color_scheme=scheme, bypass_csp=True) as made:
        width, height = WIDTHS[device]
        made.page.set_viewport_size({"width": width, "height": height})
        found = []
        for address in STILL:
            made.open(address)
            found += [f"{address} {v}" for v in violations(made.page)]
            assert no_overflow(made.page), address
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", WIDTHS)
@pytest.mark.parametrize("address", [CHECK, HOME + "entrepreneurs/"])
def test_axe_finds_nothing_on_any_screen_of_a_check(
    browser: Browser,
    checks: Server,
    device: str,
    scheme: str,
    address: str,
) -> None:
    with visit(browser, checks, color_scheme=scheme, bypass_csp=True) as made:
        page = made.page
        width, height = WIDTHS[device]
        page.set_viewport_size({"width": width, "height": height})
        found = []

        def look(name: str) -> None:
            found.extend(f"{name} {v}" for v in violations(page))
            assert no_overflow(page), name
            assert page.get_by_role("heading", level=1).count() == 1

        made.open(address)
        look("first screen")
        page.click("#sos summary")
        look("help")
        # What scrolls sideways inside the panel would be cut, and the page not say so.
        assert page.locator("#sos .panel").evaluate(
            "p => p.scrollWidth <= p.clientWidth"
        )
        page.click("#sos summary")
        page.click("#une")
        look("one phrase")
        page.locator("fieldset:visible input").first.check()
        look("one phrase answered")
        made.open(address)
        if page.is_visible("#profession"):
            page.select_option("#profession", "medecin")
        answer(page, WEARY if address == CHECK else {"charge-trop": 4, "energie": 4})
        page.evaluate(
            "document.querySelectorAll('main details').forEach(d => d.open = true)"
        )
        look("result")
        if page.is_visible("#attester"):
            page.click("#attester")
            page.check("#oui-compter")
            look("attestation refused")
    assert found == []


def test_a_reader_is_told_the_phrase_its_answers_and_where_one_is(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        page = made.page
        expect(page.get_by_role("region", name="Aide immédiate")).to_be_visible()
        expect(page.get_by_role("combobox", name="Votre profession")).to_be_visible()
        page.get_by_role("button", name="Commencer, une phrase à la fois").click()
        phrase = page.get_by_role(
            "group",
            name="À la fin de ma journée, je n’ai plus d’énergie pour rien d’autre.",
        )
        expect(phrase).to_be_visible()
        names = [
            radio.get_attribute("value")
            and radio.evaluate("r => r.labels[0].innerText")
            for radio in phrase.get_by_role("radio").all()
        ]
        assert names == [
            "Jamais",
            "Rarement",
            "Parfois",
            "Souvent",
            "Presque toujours",
            "Sans objet",
        ]
        expect(page.get_by_role("status")).to_have_text("Phrase 1 sur 35")
        assert page.evaluate("document.activeElement.tagName") == "LEGEND"
        expect(page.get_by_role("button", name="Passer")).to_be_visible()
        phrase.get_by_role("radio", name="Souvent").check()
        page.get_by_role("button", name="Suite").click()
        expect(page.get_by_role("status")).to_have_text("Phrase 2 sur 35")
        page.get_by_role("button", name="Terminer ici").click()
        assert page.evaluate("document.activeElement.id") == "titre-resultat"
        expect(page.get_by_role("textbox", name="Première chose")).to_be_visible()
        expect(page.get_by_role("textbox", name="Seconde chose")).to_be_visible()


def test_a_bar_is_a_drawing_and_its_meaning_a_word(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        answer(made.page, WEARY)
        first = made.page.locator("#lourd > li").first
        snapshot = first.aria_snapshot()
        drawn = first.locator("rect.on").count()
    assert "Cabinet et revenus" in snapshot
    assert "Très présent" in snapshot
    assert "img" not in snapshot
    assert drawn == 3


def test_the_keyboard_alone_goes_from_the_first_screen_to_paper(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        page = made.page
        press_until(page, "#une")
        page.keyboard.press("Enter")
        for _ in range(3):
            press_until(page, "fieldset:not([hidden]) input")
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
            press_until(page, "#apres")
            page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("Phrase 4 sur 35")
        press_until(page, "#barre [data-finish]", "Tab")
        page.keyboard.press("Enter")
        press_until(page, "#engagement-1")
        page.keyboard.type("Souffler")
        press_until(page, "#imprimer")
        page.keyboard.press("Enter")
        assert page.evaluate("window.prints.length") == 1
        assert page.inner_text("#engagement-1").strip() == "Souffler"


def test_help_and_the_way_out_come_before_everything_for_the_keyboard(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        page = made.page
        reached = []
        for _ in range(9):
            page.keyboard.press("Tab")
            reached.append(
                page.evaluate(
                    "document.activeElement.getAttribute('href') || document.activeElement.tagName"
                )
            )
    assert {"tel:15", "tel:112", "tel:3114", "SUMMARY"} <= set(reached)
    assert reached[-1] in ("/fr/", "tel:3114")


def test_the_skip_link_moves_and_leaves_the_address_alone(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        made.page.keyboard.press("Tab")
        made.page.keyboard.press("Enter")
        assert made.page.evaluate("document.activeElement.id") == "contenu"
        assert made.page.url == checks.url + CHECK
