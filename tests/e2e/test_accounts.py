"""Accounts in a real browser: three taps and one letter, then for everybody."""

import re
import uuid

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.steps import held_draft
from tests.e2e.test_access import violations
from tests.running import Server
from toolkit.i18n import LOCALES
from toolkit.routes import Plain, path


def letter_to(server: Server, tab: Tab, address: str) -> str:
    """The link of the newest letter to somebody."""
    shown = tab.request.get(f"{server.url}/fr/courriels/").text()
    [found, *_others] = [part for part in shown.split("<article") if address in part]
    link = re.search(r'href="([^"]+\?t=[^"]+)"', found)
    assert link
    return link[1].replace("&amp;", "&")


def someone() -> str:
    return f"e{uuid.uuid4().hex[:10]}@exemple.fr"


def sign_in(server: Server, tab: Tab, address: str) -> int:
    """From the first page to « Mon compte »; how many taps that took."""
    tab.goto("/fr/")
    tab.click("header >> text=Mon compte")
    tab.fill("#email", address)
    tab.click("text=Recevoir mon lien")
    tab.goto(letter_to(server, tab, address))
    tab.click("main button")
    expect(tab.locator("main .note")).to_contain_text("Vous êtes connecté")
    return 3


def test_signing_in_takes_three_taps_and_one_letter(
    server: Server, new_page: OpenPage
) -> None:
    walk = held_draft(server, new_page("phone"), "generique", "Fournil")
    address = someone()
    taps = sign_in(server, walk.page, address)
    assert taps <= 3
    sent = server.query("SELECT count(*) FROM letter WHERE address = :a", a=address)
    assert sent == [(1,)]
    expect(walk.page.locator("main")).to_contain_text("Fournil")


def test_a_colleague_reads_what_the_owner_shares(
    server: Server, new_page: OpenPage
) -> None:
    owner = held_draft(server, new_page("desk"), "generique", "Fournil").page
    sign_in(server, owner, someone())
    owner.click("h3 a")
    guest_address = someone()
    owner.fill("#email", guest_address)
    owner.click("text=Peut lire, et télécharger")
    owner.click("text=Envoyer l’invitation")
    expect(owner.locator("main .note")).to_contain_text("partie")
    guest = new_page("phone")
    guest.goto(letter_to(server, guest, guest_address))
    guest.click("main button")
    guest.click("text=Ouvrir")
    expect(guest.locator("main .note")).to_contain_text("pas la modifier")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", LOCALES)
def test_the_plain_pages_are_for_everybody(
    server: Server, new_page: OpenPage, locale: str, scheme: str
) -> None:
    tab = held_draft(server, new_page("phone", scheme), "generique", "Fournil").page
    tab.goto(path(Plain.SIGN_IN, locale))
    found = looked_at(tab, "connexion")
    sign_in(server, tab, someone())
    firm = tab.get_attribute("h3 a", "href")
    assert firm
    for where in (
        path(Plain.ACCOUNT, locale),
        firm.replace("/fr/", f"/{locale}/"),
        path(Plain.ERASE, locale),
    ):
        tab.goto(where)
        found += looked_at(tab, where)
    assert found == []


def looked_at(tab: Tab, where: str) -> list[str]:
    """What axe finds, what is wider than the screen, and what shows no heading."""
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    faults = [f"{where}: {one}" for one in violations(tab)]
    if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faults.append(f"{where}: wider than the screen")
    if tab.locator("h1").count() != 1:
        faults.append(f"{where}: one heading")
    return faults
