"""Every address of ours has a rule, and every rule is attacked: a new address without one
fails here."""

from dataclasses import dataclass

import httpx
import pytest
from starlette.routing import Route

from tests.running import Server
from tests.signing import Person, colleague, firm_of, person, stored
from toolkit.http.app import endpoints

PUBLIC, DRAFT, LINK = "anybody", "holder of the draft", "holder of the link"
ACCOUNT, OWNER, MEMBER, STAFF = "account", "owner", "of the firm", "administrator"

# Whoever adds an address writes here who may use it.
RULES: dict[tuple[str, str], str] = {
    ("GET", "/"): PUBLIC,
    ("GET", "/healthz"): PUBLIC,
    ("GET", "/sitemap.xml"): PUBLIC,
    ("POST", "/{locale}/brouillons"): PUBLIC,
    ("POST", "/{locale}/reprise"): LINK,
    ("POST", "/{locale}/exemples/{action}"): PUBLIC,  # 404 where none are offered
    ("GET", "/{locale}/courriels/"): PUBLIC,  # 404 but on one's own machine
    ("GET", "/{locale}/duerp.pdf"): DRAFT,
    ("GET", "/{locale}/duerp.docx"): DRAFT,
    ("GET", "/{locale}/duerp.xlsx"): DRAFT,
    ("GET", "/{locale}/avis.pdf"): DRAFT,
    ("GET", "/{locale}/premier-jour.pdf"): DRAFT,
    ("GET", "/{locale}/resume.pdf"): DRAFT,
    ("GET", "/{locale}/actions.ics"): DRAFT,
    ("GET", "/{locale}/connexion/"): PUBLIC,
    ("POST", "/{locale}/connexion"): PUBLIC,
    ("GET", "/{locale}/connexion/lien/"): LINK,
    ("POST", "/{locale}/connexion/lien"): LINK,
    ("GET", "/{locale}/compte/"): ACCOUNT,
    ("POST", "/{locale}/compte/sortir"): ACCOUNT,
    ("POST", "/{locale}/compte/appareil"): ACCOUNT,
    ("POST", "/{locale}/compte/appareils"): ACCOUNT,
    ("POST", "/{locale}/compte/ranger"): ACCOUNT,
    ("POST", "/{locale}/compte/nouvelle-adresse"): ACCOUNT,
    ("GET", "/{locale}/compte/adresse/"): LINK,
    ("POST", "/{locale}/compte/adresse"): LINK,
    ("GET", "/{locale}/compte/donnees.json"): ACCOUNT,
    ("GET", "/{locale}/compte/effacer/"): ACCOUNT,
    ("POST", "/{locale}/compte/effacer"): ACCOUNT,
    ("GET", "/{locale}/entreprise/"): MEMBER,
    ("POST", "/{locale}/entreprise/inviter"): OWNER,
    ("POST", "/{locale}/entreprise/desinviter"): OWNER,
    ("POST", "/{locale}/entreprise/role"): OWNER,
    ("POST", "/{locale}/entreprise/retirer"): OWNER,
    ("POST", "/{locale}/entreprise/quitter"): MEMBER,
    ("POST", "/{locale}/entreprise/liens"): OWNER,
    ("POST", "/{locale}/entreprise/assistance"): OWNER,
    ("GET", "/{locale}/invitation/"): LINK,
    ("POST", "/{locale}/invitation"): LINK,
    ("GET", "/{locale}/second-facteur/"): STAFF,
    ("POST", "/{locale}/second-facteur"): STAFF,
    ("GET", "/{locale}/administration/"): STAFF,
    ("POST", "/{locale}/administration/donner"): STAFF,
    ("POST", "/{locale}/administration/reprendre"): STAFF,
    ("POST", "/{locale}/administration/entrer"): STAFF,
    ("GET", "/{locale}/faire-le-point"): PUBLIC,
    ("GET", "/{locale}/faire-le-point/"): PUBLIC,
    ("GET", "/{locale}/faire-le-point/confrere/"): PUBLIC,
    ("GET", "/{locale}/faire-le-point/compter/"): PUBLIC,
    ("POST", "/{locale}/faire-le-point/compter/"): PUBLIC,
    ("GET", "/{locale}/faire-le-point/communautes/{community}/"): PUBLIC,
    ("GET", "/{locale}/faire-le-point/communautes/{community}/affiche/"): PUBLIC,
    ("GET", "/{locale}/faire-le-point/communautes/{community}/soignants/"): PUBLIC,
    ("GET", "/{locale}/faire-le-point/{pack}/"): PUBLIC,
    ("GET", "/{locale}/etre-rappele/"): PUBLIC,
    ("GET", "/{locale}/etre-rappele/search"): PUBLIC,
    ("POST", "/{locale}/etre-rappele/search"): PUBLIC,
    ("GET", "/{locale}/etre-rappele/retirer/"): LINK,
    ("POST", "/{locale}/etre-rappele/retirer/"): LINK,
    ("GET", "/{locale}/rencontres/inscription/"): LINK,
    ("POST", "/{locale}/rencontres/inscription/"): LINK,
    ("GET", "/{locale}/rencontres/{meeting}/"): PUBLIC,
    ("GET", "/{locale}/rencontres/{meeting}/search"): PUBLIC,
    ("POST", "/{locale}/rencontres/{meeting}/search"): PUBLIC,
    ("GET", "/{locale}/rencontres/{meeting}/agenda.ics"): PUBLIC,
}
SECRET_NAME = "Fournil-Temoin-5520"


def of(*rules: str) -> list[tuple[str, str]]:
    return [place for place, rule in RULES.items() if rule in rules]


def test_every_address_has_a_rule() -> None:
    routes = [route for route in endpoints.routes if isinstance(route, Route)]
    assert len(routes) == len(endpoints.routes), "a mount would hide its addresses"
    found = {
        (method, route.path)
        for route in routes
        for method in route.methods or set()
        if method != "HEAD"
    }
    assert found == set(RULES)


@dataclass
class Firm:
    """The victim: a firm with a draft, an owner, an editor and a reader."""

    id: str
    draft: str
    owner: Person
    editor: Person
    reader: Person


@pytest.fixture(scope="module")
def firm(server: Server) -> Firm:
    owner = Person(server)
    draft = owner.begin(SECRET_NAME)
    owner.sign_in()
    assert SECRET_NAME in stored(server)
    return Firm(
        firm_of(owner),
        draft,
        owner,
        colleague(owner, "editor"),
        colleague(owner, "reader"),
    )


def fields(firm: Firm) -> dict[str, str]:
    """What the attacked forms expect, so that an attack goes past the parser."""
    return {
        "f": firm.id,
        "d": firm.draft,
        "k": "x" * 43,
        "t": "x" * 43,
        "account": str(firm.editor.number),
        "device": "1",
        "email": firm.editor.address,
        "role": "owner",
        "allow": "yes",
        "sure": "yes",
        "code": "000000",
        "service": "",
    }


def written(path: str) -> str:
    """An address with something where it has a name."""
    return path.format(
        locale="fr", action="remplir", community="x", pack="x", meeting=1
    )


def attack(
    server: Server, place: tuple[str, str], firm: Firm, cookie: str
) -> httpx.Response:
    method, path = place
    where = server.url + written(path)
    headers = {"sec-fetch-site": "same-origin", "cookie": cookie}
    if method == "POST":
        return httpx.post(where, data=fields(firm), headers=headers, timeout=20)
    return httpx.get(where, params=fields(firm), headers=headers, timeout=20)


def said_nothing(answer: httpx.Response, firm: Firm) -> None:
    for secret in (SECRET_NAME, firm.owner.address, firm.reader.address):
        assert secret not in answer.text


@pytest.fixture(scope="module")
def strangers(server: Server, firm: Firm) -> dict[str, str]:
    """Cookies that should open nothing of this firm."""
    other = Person(server)
    other.begin("Garage")
    other.sign_in()
    left, removed, revoked = (colleague(firm.owner, "editor") for _ in range(3))
    left.post("/fr/entreprise/quitter", f=firm.id)
    firm.owner.post("/fr/entreprise/retirer", f=firm.id, account=str(removed.number))
    gone = revoked.session
    revoked.post("/fr/compte/sortir")
    return {
        "nobody": "",
        "forged": "compte=" + "A" * 43,
        "another firm's owner": other.cookie,
        "left": left.session,
        "removed": removed.session,
        "revoked": gone,
    }


STRANGERS = ["nobody", "forged", "another firm's owner", "left", "removed", "revoked"]


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("place", of(DRAFT, OWNER, MEMBER, STAFF, LINK))
def test_a_stranger_reads_and_writes_nothing_of_a_firm(
    server: Server,
    firm: Firm,
    strangers: dict[str, str],
    place: tuple[str, str],
    who: str,
) -> None:
    before = stored(server)
    answer = attack(server, place, firm, strangers[who])
    assert answer.status_code in (303, 403, 404, 409, 410)
    said_nothing(answer, firm)
    assert "set-cookie" not in answer.headers
    assert stored(server) == before


@pytest.mark.parametrize("who", ["nobody", "forged", "revoked"])
@pytest.mark.parametrize("place", of(ACCOUNT))
def test_without_an_account_one_is_sent_to_sign_in(
    server: Server,
    firm: Firm,
    strangers: dict[str, str],
    place: tuple[str, str],
    who: str,
) -> None:
    before = stored(server)
    answer = attack(server, place, firm, strangers[who])
    assert answer.status_code == 303
    assert answer.headers["location"] in ("/fr/connexion/", "/fr/")
    said_nothing(answer, firm)
    assert stored(server) == before


@pytest.mark.parametrize("who", ["editor", "reader"])
@pytest.mark.parametrize("place", of(OWNER, STAFF))
def test_a_colleague_does_not_do_what_an_owner_does(
    server: Server, firm: Firm, place: tuple[str, str], who: str
) -> None:
    before = stored(server)
    session = (firm.editor if who == "editor" else firm.reader).session
    answer = attack(server, place, firm, session)
    assert answer.status_code == 403
    assert stored(server) == before


@pytest.mark.parametrize("place", of(STAFF))
def test_an_owner_is_no_administrator(
    server: Server, firm: Firm, place: tuple[str, str]
) -> None:
    before = stored(server)
    assert attack(server, place, firm, firm.owner.session).status_code == 403
    assert stored(server) == before


@pytest.mark.parametrize(
    "place", [p for p in of(STAFF) if "second-facteur" not in p[1]]
)
def test_an_administrator_without_the_second_factor_is_nobody_yet(
    server: Server, firm: Firm, place: tuple[str, str]
) -> None:
    chief = person(server)
    server.query(
        "INSERT INTO staffrole (account_id, role, service, given_at) "
        "VALUES (:account, 'administrator', '', '2026-11-25 09:00:00')",
        account=chief.number,
    )
    before = stored(server)
    answer = attack(server, place, firm, chief.session)
    assert answer.status_code in (303, 403)
    said_nothing(answer, firm)
    assert stored(server) == before


@pytest.mark.parametrize("role", ["", "administrator", "operator", "dieu", "OWNER"])
def test_a_forged_role_is_refused(server: Server, firm: Firm, role: str) -> None:
    before = stored(server)
    for action in ("inviter", "role"):
        answer = firm.owner.post(
            f"/fr/entreprise/{action}",
            f=firm.id,
            email="z@exemple.fr",
            account=str(firm.reader.number),
            role=role,
        )
        assert answer.status_code == 403
    assert stored(server) == before


@pytest.mark.parametrize("place", [p for p in RULES if p[0] == "POST"])
def test_no_form_of_another_site_is_taken(
    server: Server, firm: Firm, place: tuple[str, str]
) -> None:
    before = stored(server)
    path = written(place[1])
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://mal.fr"}, {}):
        answer = httpx.post(
            server.url + path,
            data=fields(firm),
            headers=headers | {"cookie": firm.owner.session},
        )
        assert answer.status_code == 403
    assert stored(server) == before


BAD: list[dict[str, str]] = [
    {},
    {"f": "' OR 1=1 --"},
    {"f": "x\0y"},
    {"f": "x" * 9000},
    {"account": "-1"},
    {"account": "9" * 40},
    {"device": "abc"},
    {"device": "9" * 40},
    {"email": "@" * 400},
    {"email": "<script>alert(1)</script>"},
    {"t": "é\0"},
    {"code": "９" * 40},
    {"d": "../../etc/passwd"},
]


@pytest.mark.parametrize("place", of(ACCOUNT, OWNER, MEMBER, STAFF, LINK))
def test_a_forged_form_is_answered_with_a_page(
    server: Server, place: tuple[str, str]
) -> None:
    somebody = person(server)
    method, path = place
    where = written(path)
    for bad in BAD:
        answer = (
            somebody.browser.post(where, data=bad)
            if method == "POST"
            else somebody.browser.get(where, params=bad)
        )
        assert answer.status_code in (200, 303, 403, 409, 410, 413, 422, 429)
        assert "<script>alert" not in answer.text
    assert httpx.get(f"{server.url}/healthz").status_code == 200
