"""A bakery with two sites: units, sites, answers by unit, copies, a risk of its own."""

import io

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.e2e.conftest import OpenPage
from tests.e2e.steps import Walk, held_draft
from tests.e2e.test_access import violations
from tests.running import Server
from toolkit.content.loader import library

BAKERY = library().packs["boulangerie-patisserie"]
SOL = BAKERY.by_id["sol-glissant"].name


@pytest.fixture
def walk(server: Server, new_page: OpenPage, device: str) -> Walk:
    walk = held_draft(server, new_page(device), BAKERY.id, name="Boulangerie du Lavoir")
    walk.page.goto(f"/fr/preparer/?d={walk.draft}")
    expect(walk.page.locator(".units li")).to_have_count(4)
    return walk


both_screens = pytest.mark.parametrize("device", ["phone", "desk"])
on_a_phone = pytest.mark.parametrize("device", ["phone"])


def add_gare(tab: Tab) -> None:
    tab.click("summary:has-text('Ajouter un site')")
    tab.fill("#first-site", "Fournil du Lavoir")
    tab.fill("#new-site", "Boutique de la gare")
    tab.check("input[name=work-vente]")
    tab.click("text=Ajouter ce site")
    expect(tab.locator(".places h3", has_text="Boutique de la gare")).to_be_visible()


def answer_at(walk: Walk, card: str, button: str) -> None:
    walk.page.goto(f"/fr/questionnaire/?d={walk.draft}&q={card}")
    walk.page.click(f"button.{button}")
    expect(walk.page.locator(".saved")).to_contain_text("Enregistré")


def lines_of(tab: Tab, name: str) -> list[str]:
    lines = tab.locator(".groups li", has_text=name)
    return [line.inner_text() for line in lines.all()]


def sticks_out(tab: Tab) -> bool:
    root = "document.documentElement"
    return tab.evaluate(f"{root}.scrollWidth > {root}.clientWidth")


def open_all(tab: Tab) -> None:
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


@both_screens
def test_a_bakery_with_two_sites_answers_at_each_and_prints_both(
    walk: Walk, device: str
) -> None:
    del device
    tab = walk.page
    add_gare(tab)
    answer_at(walk, "sol-glissant@site-1", "partial")
    answer_at(walk, "sol-glissant@site-2", "not-mastered")
    expect(tab.locator("#question .place")).to_have_text("Boutique de la gare")
    tab.goto(f"/fr/cartes/?d={walk.draft}")
    expect(tab.locator(".groups li").first).to_be_visible()
    told = lines_of(tab, SOL)
    assert ["Fournil du Lavoir" in told[0], "Boutique de la gare" in told[1]] == [
        True
    ] * 2
    tab.goto(f"/fr/priorites/?d={walk.draft}")
    first = tab.locator("ol.priorities > li").first
    expect(first).to_contain_text("Boutique de la gare")
    tab.goto(f"/fr/document/?d={walk.draft}")
    with tab.expect_download() as download:
        tab.click(".files a >> nth=0")
    pages = PdfReader(io.BytesIO(download.value.path().read_bytes())).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert "Fournil du Lavoir" in text
    assert "Boutique de la gare" in text


@both_screens
def test_axe_finds_nothing_where_places_are_shown(walk: Walk, device: str) -> None:
    del device
    tab = walk.page
    tab.set_viewport_size({**(tab.viewport_size or {}), "height": 9000})  # pyright: ignore
    add_gare(tab)
    open_all(tab)
    found = violations(tab)
    wide = [sticks_out(tab)]
    tab.goto(f"/fr/questionnaire/?d={walk.draft}&q=charge-de-travail")
    tab.click("text=Répondre pour chaque unité")
    expect(tab.locator("#question .place")).to_be_visible()
    open_all(tab)
    found += violations(tab)
    wide.append(sticks_out(tab))
    tab.goto(f"/fr/cartes/?d={walk.draft}")
    expect(tab.locator(".groups li").first).to_be_visible()
    open_all(tab)
    found += violations(tab)
    wide.append(sticks_out(tab))
    assert (found, wide) == ([], [False] * 3)


@on_a_phone
def test_a_risk_is_answered_for_each_unit_and_for_all_again(
    walk: Walk, device: str
) -> None:
    del device
    tab = walk.page
    answer_at(walk, "sol-glissant", "partial")
    tab.click("text=Répondre pour chaque unité")
    expect(tab.locator("#question .place")).to_have_text("Fournil")
    expect(tab.locator("button.partial")).to_have_attribute("aria-pressed", "true")
    tab.click("button.not-mastered")
    expect(tab.locator("button.not-mastered")).to_have_attribute("aria-pressed", "true")
    tab.click("text=Répondre une fois pour toutes les unités")
    expect(tab.locator("#question .place")).to_have_count(0)
    expect(tab.locator("button.partial")).to_have_attribute("aria-pressed", "true")
    tab.click("text=Répondre pour chaque unité")
    expect(tab.locator("#question .place")).to_have_text("Fournil")
    expect(tab.locator("button.not-mastered")).to_have_attribute("aria-pressed", "true")


@on_a_phone
def test_copying_says_what_it_replaces_then_can_be_undone(
    walk: Walk, device: str
) -> None:
    del device
    tab = walk.page
    add_gare(tab)
    answer_at(walk, "sol-glissant@site-1", "partial")
    answer_at(walk, "sol-glissant@site-2", "not-mastered")
    tab.goto(f"/fr/cartes/?d={walk.draft}")
    tab.select_option("#copy-source", label="Fournil du Lavoir")
    tab.select_option("#copy-target", label="Boutique de la gare")
    tab.click("button:has-text('Copier') >> nth=0")
    expect(tab.locator("[role=alert] li")).to_have_text(
        [f"{SOL} · Boutique de la gare"]
    )
    assert "Pas maîtrisé" not in lines_of(tab, SOL)[0]
    before = lines_of(tab, SOL)
    tab.click("text=Copier et remplacer")
    expect(tab.get_by_text("1 réponse copiée")).to_be_visible()
    assert lines_of(tab, SOL) != before
    tab.click("text=Annuler la dernière copie")
    expect(tab.get_by_text("Copie annulée")).to_be_visible()
    assert lines_of(tab, SOL) == before


@on_a_phone
def test_an_own_risk_is_added_rated_changed_removed_and_put_back(
    walk: Walk, device: str
) -> None:
    del device
    tab = walk.page
    tab.goto(f"/fr/cartes/?d={walk.draft}")
    tab.click("text=Ajouter un risque à vous")
    form = tab.locator("#risque-a-vous form")
    form.locator("[name=name]").fill("Chien du voisin")
    form.locator("[name=family]").select_option("agression")
    form.locator("[name=harm]").fill("Une morsure en livrant.")
    form.locator("[name=who]").fill("Les livreurs.")
    form.locator("button").click()
    expect(tab.locator("#question")).to_contain_text("Chien du voisin")
    tab.locator(".own input").fill("Livrer par l'autre porte.")
    tab.click("button.mastered")
    tab.wait_for_url(lambda address: "own-" not in address)
    tab.goto(f"/fr/cartes/?d={walk.draft}")
    expect(tab.locator(".groups h2").last).to_have_text("Vos propres risques")
    expect(tab.locator(".groups li").last).to_contain_text("Maîtrisé")
    tab.click("summary:has-text('Modifier ou retirer')")
    change = tab.locator(".own-risks details").first
    change.locator("[name=name]").fill("Chien de garde")
    change.locator("button[type=submit]").click()
    expect(tab.locator(".groups li").last).to_contain_text("Chien de garde")
    tab.click("button:has-text('Retirer')")
    expect(tab.locator(".groups h2").last).not_to_have_text("Vos propres risques")
    tab.click("button:has-text('Remettre')")
    expect(tab.locator(".groups li").last).to_contain_text("Maîtrisé")


@on_a_phone
def test_what_is_refused_while_preparing_is_said_beside_it_and_stays(
    walk: Walk, device: str
) -> None:
    del device
    tab = walk.page
    unit = tab.locator(".units li").first
    for field, typed in (
        (unit.locator("[type=number]"), "-4"),
        (tab.locator("#effectif"), "12345"),
    ):
        field.fill(typed)
        field.blur()
        beside = field.locator("xpath=ancestor::*[.//*[@role='alert']][1]")
        expect(beside.locator(".fault")).to_contain_text("de 0 à 9")
        expect(field).to_have_value(typed)
    name = unit.locator("[type=text]")
    name.fill("  ")
    name.blur()
    expect(unit.locator(".fault", has_text="Écrivez un nom.")).to_be_visible()
    add_gare(tab)
    expect(tab.locator(".units li [type=number]").first).to_have_value("-4")
    tab.reload()
    expect(tab.locator(".units li [type=text]").first).to_have_value("Fournil")
    expect(tab.locator("#effectif")).to_have_value("")


@on_a_phone
def test_a_unit_and_a_site_that_were_removed_come_back_as_they_were(
    walk: Walk, device: str
) -> None:
    del device
    tab = walk.page
    count = tab.locator(".units li [type=number]").first
    count.fill("3")
    count.blur()
    expect(tab.locator(".bar .saved")).to_contain_text("Enregistré")
    tab.locator(".units li button.round").first.click()
    expect(tab.locator(".units li")).to_have_count(3)
    tab.click("button:has-text('Remettre')")
    expect(tab.locator(".units li [type=number]").first).to_have_value("3")
    add_gare(tab)
    expect(tab.locator(".units li")).to_have_count(5)
    tab.click("summary:has-text('Renommer ou retirer') >> nth=1")
    tab.click("button:has-text('Retirer « Boutique de la gare »')")
    expect(tab.locator(".units li")).to_have_count(4)
    expect(tab.locator(".places h3", has_text="Boutique de la gare")).to_have_count(0)
    tab.click("button:has-text('Remettre « Boutique de la gare »')")
    expect(tab.locator(".units li")).to_have_count(5)


@on_a_phone
def test_a_unit_added_by_hand_does_the_work_of_another(walk: Walk, device: str) -> None:
    del device
    tab = walk.page
    tab.fill("#new-unit", "Salon de thé")
    tab.select_option("#new-unit-same", label="Boutique")
    tab.click("button:has-text('Ajouter') >> nth=0")
    expect(tab.locator(".units li")).to_have_count(5)
    expect(tab.locator("#new-unit")).to_have_value("")
    tab.fill("#new-unit", "Salon de thé")
    tab.click("button:has-text('Ajouter') >> nth=0")
    expect(tab.locator(".places .fault")).to_contain_text("déjà dans la liste")
    expect(tab.locator("#new-unit")).to_have_value("Salon de thé")
    tab.goto(f"/fr/questionnaire/?d={walk.draft}&q=trancheuse-pain")
    tab.click("text=Répondre pour chaque unité")
    expect(tab.locator("#question .place")).to_have_text("Boutique")
    tab.click("button.later")
    expect(tab.locator("#question .place")).to_have_text("Salon de thé")
