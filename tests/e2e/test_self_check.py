"""Nobody else can read a self-check: every byte out is kept and searched."""

from collections.abc import Iterator
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.check_steps import (
    CHECK,
    EXAMPLE,
    HOME,
    NAME,
    RPPS,
    TYPED,
    WEARY,
    Visit,
    answer,
    visit,
    whole_visit,
)
from tests.running import Server, start
from tests.self_check.recording import found

# What a result is made of: none of these may leave without the tick.
RESULT = ["tres-present", "revenus", "violence", "isolement", "recuperation", "sommeil"]


def addresses(made: Visit, server: Server) -> list[str]:
    return [line.replace(server.url, "") for line, _ in made.recording.requests()]


def test_from_opening_to_printing_the_page_asks_for_itself_and_nothing_else(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        before = made.traces()
        whole_visit(made)
        made.page.wait_for_timeout(1500)
        after = made.traces()
    assert addresses(made, checks) == [f"GET {CHECK}"]
    assert found(made.recording.bytes, [*TYPED, *RESULT]) == []
    assert (made.sockets, made.errors) == ([], [])
    assert after == before
    kept = {**after, "title": "", "address": "", "length": 0}
    assert not any(kept.values()), kept
    assert after["title"] == "Faire le point"


def test_the_result_is_there_in_words_and_nowhere_in_numbers(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        answer(made.page, WEARY)
        page = made.page
        expect(page.locator("#resultat")).to_contain_text("très présente en ce moment")
        heavy = page.locator("#lourd > li:visible strong").all_inner_texts()
        assert heavy == [
            "Cabinet et revenus",
            "Violences et sécurité",
            "Isolement et relations de travail",
        ]
        assert page.locator("#solide > li:visible strong").all_inner_texts() == [
            "Sens et reconnaissance"
        ]
        assert page.locator("#faible strong").all_inner_texts() == ["Récupération"]
        others = page.locator("#reste")
        assert "Non renseigné" in (others.text_content() or "")
        said = page.locator("#resultat").inner_text()
    for number in ("%", "/100", "score", "diagnostic", "dépistage", "burn"):
        assert number not in said.casefold()


@pytest.mark.parametrize(
    ("given", "card"),
    [
        ({}, None),
        ({"energie": 3, "distance": 3}, "t1"),
        (WEARY, "t2"),
        ({"securite": 3}, "securite"),
    ],
)
def test_help_stands_before_the_result_as_the_level_asks(
    browser: Browser, checks: Server, given: dict[str, int | str], card: str | None
) -> None:
    with visit(browser, checks) as made:
        made.open()
        answer(made.page, given)
        cards = made.page.locator("[data-card]:visible")
        assert [c.get_attribute("data-card") for c in cards.all()] == (
            [card] if card else []
        )
        if card:
            top = cards.first.bounding_box()
            below = made.page.locator("#suite").bounding_box()
            assert top
            assert below
            assert top["y"] < below["y"]


def test_asking_for_help_comes_first_and_folds_the_result_away(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        page = made.page
        page.click("#sos summary")
        expect(page.locator("#sos .panel")).to_contain_text("3114")
        page.click("#sos summary")
        answer(page, {"energie": 1})
        assert page.locator("[data-card]:visible").get_attribute("data-card") == "t3"
        expect(page.locator("#suite")).not_to_have_attribute("open", "")
    assert addresses(made, checks) == [f"GET {CHECK}"]


def test_the_sensitive_question_is_not_in_the_page_unless_a_doctor_approved_it(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        assert "ne plus être là" not in made.page.content()
        assert made.page.locator("[data-item=pensees]").count() == 0


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("approved")
    own = folder / "own.yaml"
    text = EXAMPLE.read_text("utf-8").replace(
        "    # dark_thoughts", "    dark_thoughts"
    )
    own.write_text(text, "utf-8")
    running = start(folder, self_check_file=str(own), rate_per_address="0")
    yield running
    running.stop()


def test_a_dark_thought_brings_help_at_once_and_is_printed_nowhere(
    browser: Browser, approved: Server
) -> None:
    with visit(browser, approved) as made:
        made.open()
        page = made.page
        page.click("#toutes")
        expect(page.locator("#sos .panel")).not_to_be_visible()
        page.locator("[data-item=pensees] input[value='1']").check()
        expect(page.locator("#sos .panel")).to_be_visible()
        page.click("#sos summary")
        page.locator("[data-finish]:visible").click()
        assert (
            page.locator("[data-card]:visible").first.get_attribute("data-card") == "t3"
        )
        page.emulate_media(media="print")
        printed = page.locator("body").inner_text()
    assert "Vous comptez" not in printed
    assert "ne plus être là" not in printed
    assert len(made.recording.requests()) == 1


def test_with_the_tick_exactly_the_listed_increments_leave(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        whole_visit(made)
        expect(made.page.locator("#ouvrir-comptage")).not_to_be_visible()
        made.page.check("#oui-compter")
        with made.page.expect_popup() as opened:
            made.page.click("#ouvrir")
        count: Page = opened.value
        expect(count.locator("#envois li")).to_have_count(4)
        assert count.locator("#communaute").input_value() == "vallee-exemple"
        assert len(made.recording.requests()) == 2
        said = count.locator("#envois li").all_inner_texts()
        count.click("#envoyer")
        expect(count.locator("[data-said=fini]")).to_be_visible(timeout=15000)
        assert count.url == checks.url + HOME + "compter/"
        assert count.evaluate(
            "[history.length, document.cookie, {...localStorage}]"
        ) == [1, "", {}]
    asked = addresses(made, checks)
    counting = HOME + "compter/"
    assert sorted(asked) == sorted(
        [f"GET {CHECK}", f"GET {counting}"] + 4 * [f"POST {counting}"]
    )
    bodies = sorted(
        tuple(parse_qsl(body, keep_blank_values=True))
        for line, body in made.recording.requests()
        if line.startswith("POST")
    )
    here = ("community", "vallee-exemple")
    assert bodies == sorted(
        (here, ("measure", measure), ("value", value))
        for measure, value in (
            ("taking-part", ""),
            ("state", "tres-present"),
            ("pressure", "revenus"),
            ("pressure", "violence"),
        )
    )
    assert len(said) == 4
    assert (
        found(made.recording.bytes, [*TYPED, "isolement", "recuperation", "sommeil"])
        == []
    )
    assert b"ookie:" not in made.recording.bytes
    assert made.sockets == []


def test_the_count_opened_alone_has_nothing_to_count(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open(HOME + "compter/")
        expect(made.page.locator("#vide")).to_be_visible()
        expect(made.page.locator("#pret")).not_to_be_visible()


FORCED = {
    "numbers fail": (
        "const one = BigInt; let calls = 0;"
        "window.BigInt = (n) => { if (++calls > 9) throw new Error('forced');"
        " return one(n); };"
    ),
    "the page cannot be redrawn": (
        "Element.prototype.append = () => { throw new Error('forced'); };"
    ),
    "printing fails": "window.print = () => { throw new Error('forced'); };",
}


@pytest.mark.parametrize("name", FORCED)
def test_a_script_that_fails_sends_and_keeps_nothing(
    browser: Browser, checks: Server, name: str
) -> None:
    with visit(browser, checks, init=FORCED[name]) as made:
        made.open()
        before = made.traces()
        page = made.page
        page.click("#toutes")
        page.locator("[data-item=energie] input[value='4']").check()
        page.locator("[data-item=sommeil] input[value='4']").check()
        page.locator("[data-finish]:visible").click()
        if page.is_visible("#imprimer"):
            page.fill("#engagement-1", TYPED[0])
            page.click("#imprimer")
        expect(page.locator("#panne")).to_be_visible()
        assert any("forced" in error for error in made.errors)
        page.wait_for_timeout(700)
        after = made.traces()
    assert addresses(made, checks) == [f"GET {CHECK}"]
    assert found(made.recording.bytes, [*TYPED, *RESULT]) == []
    assert after == before


def test_a_count_that_fails_stops_there_and_leaves_no_trace(
    browser: Browser, checks: Server
) -> None:
    """Ticked, and the second line cannot leave: one is gone, nothing else ever is."""
    once = (
        "const send = window.fetch; let calls = 0; window.fetch = (...given) =>"
        " ++calls > 1 ? Promise.reject(new Error('forced')) : send(...given);"
    )
    with visit(browser, checks) as made:
        made.page.context.add_init_script(once)
        made.open()
        whole_visit(made)
        before = made.traces()
        made.page.check("#oui-compter")
        with made.page.expect_popup() as opened:
            made.page.click("#ouvrir")
        count: Page = opened.value
        count.click("#envoyer")
        expect(count.locator("[data-said=rate]")).to_be_visible(timeout=15000)
        assert count.locator("#envois li").count() == 0
        count.wait_for_timeout(1500)
        after = made.traces()
        left = count.evaluate(
            "[document.cookie, {...localStorage}, {...sessionStorage},"
            " location.search, document.title]"
        )
    counting = HOME + "compter/"
    asked = sorted(addresses(made, checks))
    assert asked == sorted([f"GET {CHECK}", f"GET {counting}", f"POST {counting}"])
    (body,) = [b for line, b in made.recording.requests() if line.startswith("POST")]
    assert [name for name, _ in parse_qsl(body, keep_blank_values=True)] == [
        "community",
        "measure",
        "value",
    ]
    assert found(made.recording.bytes, [*TYPED, "isolement", "sommeil"]) == []
    assert after == before
    assert left == ["", {}, {}, "", "Faire le point"]


def test_a_script_that_cannot_start_leaves_the_phrases_and_the_numbers(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks, init="delete window.BigInt;") as made:
        made.open()
        expect(made.page.locator("#sans-script")).to_be_visible()
        expect(made.page.locator("[data-item=energie]")).to_be_visible()
        expect(made.page.locator("#une")).not_to_be_visible()
        assert made.errors
    assert addresses(made, checks) == [f"GET {CHECK}"]


def test_without_a_script_the_phrases_and_the_numbers_are_there(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks, script=False) as made:
        made.open()
        page = made.page
        expect(page.locator("#sans-script")).to_be_visible()
        expect(page.locator("fieldset[data-item]")).to_have_count(35)
        page.locator("[data-item=energie] input[value='4']").check()
        page.keyboard.press("Enter")
        page.click("#sos summary")
        expect(page.locator("#sos .panel a[href='tel:3114']")).to_be_visible()
        assert page.url == checks.url + CHECK
        expect(page.locator("#une")).not_to_be_visible()
    assert addresses(made, checks) == [f"GET {CHECK}"]


def test_it_works_with_the_network_cut_once_loaded(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        made.page.context.set_offline(True)
        whole_visit(made)
        expect(made.page.locator("#resultat")).to_be_visible()
    assert made.errors == []


def test_leaving_fast_wipes_the_page_and_takes_its_place_in_the_history(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        page = made.page
        made.open(HOME)
        made.open()
        length = page.evaluate("history.length")
        answer(page, WEARY)
        page.click("#quitter")
        page.wait_for_url("**/fr/")
        assert page.evaluate("history.length") == length
        page.go_back()
        page.wait_for_url("**" + HOME)


def test_coming_back_to_the_page_finds_it_empty(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        page = made.page
        whole_visit(made)
        made.open(HOME)
        page.go_back()
        expect(page.locator("#une")).to_be_visible()
        page.click("#toutes")
        assert page.locator("input:checked").count() == 0
        assert page.inner_text("#engagement-1").strip() == ""
        assert page.inner_text("#nom").strip() == ""


def test_erasing_starts_again_from_nothing(browser: Browser, checks: Server) -> None:
    with visit(browser, checks) as made:
        made.open()
        page = made.page
        whole_visit(made)
        page.locator("#resultat [data-erase]").click()
        expect(page.locator("#accueil")).to_be_visible()
        assert page.locator("input:checked").count() == 0
        page.click("#toutes")
        page.locator("[data-finish]:visible").click()
        assert page.locator("[data-card]:visible").count() == 0
        expect(page.locator("#resultat")).to_contain_text("C’est votre droit")


def test_the_attestation_holds_its_lines_and_no_result(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        whole_visit(made)
        sheet = made.page.evaluate("window.prints[1][1]")
        left = made.page.locator("#feuille").inner_text()
    for line in (NAME, RPPS, "2026", "Faire le point quand on soigne, version 1.0"):
        assert line in sheet
    for line in ("CPTS de la Vallée d’Exemple", "Santé au travail d’Exemple"):
        assert line in sheet
    assert "aucun résultat" in sheet
    assert "sous réserve du référentiel" in sheet
    for word in ("présente", "solide", "renforcer", "Témoin-7431", "Infirmier"):
        assert word not in sheet
    assert NAME not in left


@pytest.mark.parametrize(
    ("profession", "is_offered"),
    [
        ("medecin", True),
        ("pedicure-podologue", True),
        ("orthophoniste", False),
        ("", False),
    ],
)
def test_the_attestation_is_for_the_seven_professions(
    browser: Browser, checks: Server, profession: str, is_offered: bool
) -> None:
    with visit(browser, checks) as made:
        made.open()
        made.page.select_option("#profession", profession)
        answer(made.page, {})
        assert made.page.is_visible("#attestation") is is_offered


def test_a_wrong_number_is_said_beside_its_field_and_loses_nothing(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        page = made.page
        page.select_option("#profession", "medecin")
        answer(page, {})
        page.click("#attester")
        expect(page.locator("#faute-attestation")).to_contain_text("votre nom")
        page.fill("#nom", NAME)
        page.fill("#rpps", "10000000008")
        page.click("#attester")
        expect(page.locator("#faute-attestation")).to_contain_text("onze chiffres")
        assert page.inner_text("#rpps").strip() == "10000000008"
        assert page.evaluate("window.prints") == []
        page.fill("#rpps", "")
        page.click("#attester")
        sheet = page.evaluate("window.prints[0][1]")
        assert NAME in sheet


def test_phrases_are_said_in_the_words_of_the_profession(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        page = made.page
        page.select_option("#profession", "pharmacien")
        page.click("#toutes")
        legend = page.locator("[data-item=charge-pauses] legend")
        expect(legend).to_have_text(
            "Je travaille sans vraie pause, de l’ouverture à la fermeture.",
            use_inner_text=True,
        )


def test_an_entrepreneur_is_shown_where_to_turn_when_money_is_short(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open(HOME + "entrepreneurs/")
        page = made.page
        answer(
            page,
            {
                "tresorerie-manque": 4,
                "charge-trop": 4,
                "papiers-litige": 3,
                "solitude-decision": 3,
                "clients-merci": 1,
            },
        )
        cards = [
            c.get_attribute("data-card")
            for c in page.locator("[data-card]:visible").all()
        ]
        assert cards == ["insister", "tresorerie"]
        expect(page.locator("#resultat")).to_contain_text(
            "plus pesé qu’ils n’ont porté"
        )
        page.click("[data-goto]")
        expect(page.locator("fieldset[data-item=energie]")).to_be_visible()
        assert page.locator("#attestation, #compter").count() == 0
