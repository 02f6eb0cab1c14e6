"""One draft, two languages: ids are stored, words are chosen by the address."""

import gzip
import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from pypdf import PdfReader

from tests.running import Held, Server, Socket, begin
from toolkit.content.loader import library_in
from toolkit.i18n import LOCALES
from toolkit.routes import PUBLIC, Page, path

PAGES = "reflex___state____state.toolkit___pages"
QUESTIONS = f"{PAGES}___questions____questions"
VALIDATE = f"{PAGES}___validate____validate"
DOCUMENT = f"{PAGES}___document____document"
CARD = "sol-glissant"
MODULE = re.compile(r"/assets/[\w.\-]+\.js")

other = {"fr": "en", "en": "fr"}


def asked(language: str, pack: str = "generique") -> str:
    return library_in(language).packs[pack].by_id[CARD].question


def tab(server: Server, held: Held, page: Page, language: str) -> Socket:
    socket = Socket(
        server,
        cookie=held.cookie,
        path=path(page, language),
        query={"d": held.id, "q": CARD},
    )
    socket.hydrate()
    return socket


def said(socket: Socket, handler: str, form: dict[str, Any] | None = None) -> str:
    """Everything the server says to one event."""
    socket.send(handler, {"form": form} if form else None)
    return json.dumps(list(socket.updates(0.5)), ensure_ascii=False)


def test_a_draft_begun_in_french_goes_on_in_english_and_back(server: Server) -> None:
    held = begin(server)
    on = {"draft": held.id, "risk": CARD}
    french = tab(server, held, Page.QUESTIONS, "fr")
    assert asked("fr") in said(french, f"{QUESTIONS}.open")
    assert "Enregistré" in said(
        french, f"{QUESTIONS}.answer", {**on, "mastery": "partial"}
    )
    french.close()
    english = tab(server, held, Page.QUESTIONS, "en")
    shown = said(english, f"{QUESTIONS}.open")
    assert asked("en") in shown
    assert '"mastery": "partial"' in shown
    note = {**on, "column": "planned_other", "text": "Un tapis"}
    said(english, f"{QUESTIONS}.note", note)
    answered = {**on, "mastery": "not-mastered"}
    assert "Saved: not under control." in said(english, f"{QUESTIONS}.answer", answered)
    english.close()
    back = tab(server, held, Page.QUESTIONS, "fr")
    shown = said(back, f"{QUESTIONS}.open")
    assert asked("fr") in shown
    assert '"mastery": "not-mastered"' in shown
    assert "Un tapis" in shown
    back.close()


def test_each_tab_keeps_its_language_when_the_other_writes(server: Server) -> None:
    held = begin(server)
    french = tab(server, held, Page.QUESTIONS, "fr")
    english = tab(server, held, Page.QUESTIONS, "en")
    said(french, f"{QUESTIONS}.open")
    said(english, f"{QUESTIONS}.open")
    answered = {"draft": held.id, "risk": CARD, "mastery": "partial"}
    said(english, f"{QUESTIONS}.answer", answered)
    told = json.dumps(list(french.updates(0.5)), ensure_ascii=False)
    assert asked("fr") in told
    assert asked("en") not in told
    french.close()
    english.close()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "n’a pas été comprise"), ("en", "was not understood")],
)
def test_a_fault_is_said_in_the_language_of_the_page(
    server: Server, language: str, sentence: str
) -> None:
    held = begin(server)
    socket = tab(server, held, Page.QUESTIONS, language)
    wrong = {"draft": held.id, "risk": CARD, "mastery": "peut-être"}
    assert sentence in said(socket, f"{QUESTIONS}.answer", wrong)
    socket.close()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "vient d’un autre site"), ("en", "comes from another site")],
)
def test_a_refusal_is_said_in_the_language_of_the_address(
    server: Server, language: str, sentence: str
) -> None:
    answer = httpx.post(f"{server.url}/{language}/brouillons", data={"pack": "x"})
    assert (answer.status_code, sentence in answer.text) == (403, True)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "pas ouvert sur cet appareil"), ("en", "not open on this device")],
)
def test_a_document_not_given_is_refused_in_the_language_of_the_address(
    server: Server, language: str, sentence: str
) -> None:
    answer = httpx.get(f"{server.url}/{language}/duerp.pdf?d=inconnu")
    assert (answer.status_code, sentence in answer.text) == (404, True)


@pytest.mark.parametrize(
    ("address", "language", "title"),
    [
        ("/fr/nulle-part/", "fr", "Cette page n’existe pas"),
        ("/en/nulle-part/", "en", "This page does not exist"),
        ("/nulle-part", "fr", "Cette page n’existe pas"),
    ],
)
def test_an_unknown_address_is_told_in_its_language(
    server: Server, address: str, language: str, title: str
) -> None:
    answer = httpx.get(server.url + address, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert f'<html lang="{language}"' in answer.text
    assert title in answer.text


def text_of(server: Server, held: Held, address: str) -> str:
    given = httpx.get(server.url + address, headers={"Cookie": held.cookie}, timeout=60)
    assert given.status_code == 200, given.text
    pages = PdfReader(io.BytesIO(given.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def words_of(text: str) -> str:
    """The beginning of a sentence, which no line of a page cuts differently."""
    return " ".join(text.split()[:4])


@pytest.mark.parametrize("language", LOCALES)
def test_a_draft_is_printed_in_the_language_of_the_page(
    server: Server, language: str
) -> None:
    held = begin(server)
    text = text_of(server, held, f"/{language}/duerp.pdf?d={held.id}")
    risk = library_in(language).generic.by_id[CARD]
    assert words_of(risk.harm) in text
    title = {"fr": "Liste des actions", "en": "List of actions"}
    assert title[language] in text
    assert title[other[language]] not in text


def test_a_questionnaire_not_translated_is_printed_whole_in_french(
    server: Server,
) -> None:
    held = begin(server, pack="coiffure")
    text = text_of(server, held, f"/en/duerp.pdf?d={held.id}")
    assert words_of(library_in("fr").packs["coiffure"].risks[0].harm) in text
    assert "Liste des actions" in text


def test_a_sealed_version_keeps_its_language(server: Server) -> None:
    held = begin(server)
    english = tab(server, held, Page.VALIDATE, "en")
    form = {"draft": held.id, "name": "Ana", "role": "Manager", "cse": "none"}
    said(english, f"{VALIDATE}.seal", form)
    english.close()
    address = f"/fr/duerp.pdf?d={held.id}&v=1"
    assert "List of actions" in text_of(server, held, address)


def test_a_sealed_version_has_not_changed_because_it_is_read_in_another_language(
    server: Server,
) -> None:
    held = begin(server)
    on = {"draft": held.id, "risk": CARD}
    french = tab(server, held, Page.QUESTIONS, "fr")
    measure = library_in("fr").generic.by_id[CARD].measures[0].id
    ticked = {**on, "column": "in_place", "measure": measure, "on": True}
    said(french, f"{QUESTIONS}.tick", ticked)
    said(french, f"{QUESTIONS}.answer", {**on, "mastery": "partial"})
    form = {"draft": held.id, "name": "Ana", "role": "Gérante", "cse": "none"}
    said(french, f"{VALIDATE}.seal", form)
    french.close()
    english = tab(server, held, Page.DOCUMENT, "en")
    shown = said(english, f"{DOCUMENT}.open")
    assert '"is_validated_rx_state_": true' in shown
    assert '"has_changed_rx_state_": true' not in shown
    said(english, f"{QUESTIONS}.answer", {**on, "mastery": "not-mastered"})
    assert '"has_changed_rx_state_": true' in said(english, f"{DOCUMENT}.open")
    english.close()


def test_a_card_not_translated_says_it_is_french(server: Server) -> None:
    held = begin(server, pack="coiffure")
    english = tab(server, held, Page.QUESTIONS, "en")
    shown = said(english, f"{QUESTIONS}.open")
    assert '"language": "fr"' in shown
    assert "If it happens: " in shown
    english.close()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("page", list(Page))
def test_every_page_leads_to_itself_in_the_other_language(
    server: Server, page: Page, locale: str
) -> None:
    html = httpx.get(server.url + path(page, locale)).text
    switch = re.search(r"<a [^>]*data-language[^>]*>", html)
    assert switch
    assert f'href="{path(page, other[locale])}"' in switch[0]
    assert f'lang="{other[locale]}"' in switch[0]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("page", PUBLIC)
def test_every_public_page_names_its_other_languages(
    server: Server, page: Page, locale: str
) -> None:
    head = httpx.get(server.url + path(page, locale)).text.split("<body")[0]
    links = re.findall(r"<link [^>]*alternate[^>]*>", head)
    found = {re.search(r'href="([^"]*)"', link)[1] for link in links}  # pyright: ignore
    assert found == {path(page, name) for name in LOCALES}


def test_search_engines_are_told_every_public_page_in_every_language(
    server: Server,
) -> None:
    answer = httpx.get(f"{server.url}/sitemap.xml")
    assert answer.headers["content-type"].startswith("application/xml")
    places = ElementTree.fromstring(answer.content).iter()
    told = {place.text for place in places if place.tag.endswith("}loc")}
    assert told == {
        server.url + path(page, name) for page in PUBLIC for name in LOCALES
    }


def weight(server: Server, address: str) -> int:
    """The compressed bytes of the scripts a page loads first."""
    html = httpx.get(server.url + address).text
    scripts = {*MODULE.findall(html)}
    return sum(
        len(gzip.compress(httpx.get(server.url + script).content)) for script in scripts
    )


def test_a_language_more_adds_little_to_what_a_page_loads(server: Server) -> None:
    french, english = (weight(server, path(Page.QUESTIONS, n)) for n in ("fr", "en"))
    assert abs(english - french) < 2_000


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_loads_no_script_of_the_other_language(
    server: Server, locale: str
) -> None:
    scripts = MODULE.findall(httpx.get(server.url + path(Page.QUESTIONS, locale)).text)
    assert any(f"_{locale}_" in script for script in scripts)
    assert not any(f"_{other[locale]}_" in script for script in scripts)
