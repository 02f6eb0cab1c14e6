"""A firm's evaluation over the websocket: each role what it may, and nothing after."""

import json
from dataclasses import dataclass

import pytest

from tests.protocol.test_handlers import FIELDS, OPENING, PAGES, WITH_FORM
from tests.running import Server, Socket
from tests.signing import Person, colleague, firm_of, person, stored

SECRET_NAME, SECRET_WORDS = "Fournil-Temoin-6640", "mesure-temoin-3381"
ANSWER = f"{PAGES}___questions____questions.answer"
OPEN = f"{PAGES}___questions____questions.open"
NOTE = f"{PAGES}___questions____questions.note"


@dataclass
class Shared:
    """A firm's draft, with something in it."""

    owner: Person
    firm: str
    draft: str

    def socket(self, cookie: str) -> Socket:
        query = {"d": self.draft, "q": "sol-glissant"}
        return Socket(self.owner.server, cookie=cookie, query=query)

    def form(self, **fields: object) -> dict[str, object]:
        return {"form": {"draft": self.draft, "risk": "sol-glissant", **fields}}

    def masteries(self) -> dict[str, str]:
        rows = self.owner.server.query(
            "SELECT card, mastery FROM draftanswer JOIN draft ON draft.id = draft_id "
            "WHERE public_id = :draft",
            draft=self.draft,
        )
        return {str(card): str(mastery) for card, mastery in rows}


@pytest.fixture(scope="module")
def shared(server: Server) -> Shared:
    return share(server)


def share(server: Server) -> Shared:
    owner = Person(server)
    draft = owner.begin(SECRET_NAME)
    owner.sign_in()
    made = Shared(owner, firm_of(owner), draft)
    socket = made.socket(owner.session)
    socket.ask(ANSWER, made.form(mastery="not-mastered"))
    socket.ask(NOTE, made.form(column="planned_other", text=SECRET_WORDS))
    socket.close()
    assert SECRET_WORDS in stored(server)
    return made


@pytest.fixture(scope="module")
def strangers(server: Server, shared: Shared) -> dict[str, str]:
    other = Person(server)
    other.begin("Garage")
    other.sign_in()
    left, removed, revoked = (colleague(shared.owner, "editor") for _ in range(3))
    left.post("/fr/entreprise/quitter", f=shared.firm)
    shared.owner.post(
        "/fr/entreprise/retirer", f=shared.firm, account=str(removed.number)
    )
    gone = revoked.session
    revoked.post("/fr/compte/sortir")
    return {
        "another firm's owner": other.cookie,
        "left": left.session,
        "removed": removed.session,
        "revoked": gone,
    }


WHO = ["another firm's owner", "left", "removed", "revoked"]


@pytest.mark.parametrize("who", WHO)
def test_no_handler_serves_who_is_not_of_the_firm(
    server: Server, shared: Shared, strangers: dict[str, str], who: str
) -> None:
    before = stored(server)
    socket = shared.socket(strangers[who])
    for name in WITH_FORM:
        form = {"draft": shared.draft, **FIELDS[name.split(".")[-1]]}
        socket.send(name, {"form": form})
    socket.send("reflex___state____state.hydrate")
    for name in OPENING:
        socket.send(name)
    said = json.dumps(list(socket.updates(0.5)))
    socket.close()
    assert SECRET_NAME not in said
    assert SECRET_WORDS not in said
    assert stored(server) == before


@pytest.mark.parametrize("name", WITH_FORM)
def test_no_handler_writes_for_a_reader(
    server: Server, shared: Shared, reader: Person, name: str
) -> None:
    before = stored(server)
    socket = shared.socket(reader.session)
    form = {"draft": shared.draft, **FIELDS[name.split(".")[-1]]}
    socket.send(name, {"form": form})
    list(socket.updates(0.3))
    socket.close()
    assert stored(server) == before


@pytest.fixture(scope="module")
def reader(shared: Shared) -> Person:
    return colleague(shared.owner, "reader")


def test_a_reader_reads_and_is_told_they_do_not_write(
    shared: Shared, reader: Person
) -> None:
    socket = shared.socket(reader.session)
    socket.hydrate()
    socket.send(OPEN)
    said = json.dumps(list(socket.updates(0.4)), ensure_ascii=False)
    assert SECRET_WORDS in said
    assert '"may_write_rx_state_": false' in said
    socket.send(ANSWER, shared.form(mastery="mastered"))
    told = json.dumps(list(socket.updates(0.4)), ensure_ascii=False)
    assert "vous pouvez lire, pas modifier" in told
    socket.close()


def test_who_came_by_an_account_is_shown_no_secret_link(
    server: Server, shared: Shared
) -> None:
    editor = colleague(shared.owner, "editor")
    socket = shared.socket(editor.session)
    socket.send(f"{PAGES}___document____document.open")
    socket.send(f"{PAGES}___document____document.show_link")
    said = json.dumps(list(socket.updates(0.5)))
    assert SECRET_NAME in said
    assert "k=" not in said
    form = {"draft": shared.draft, "email": "paul@exemple.fr"}
    before = server.query("SELECT count(*) FROM letter")
    socket.send(f"{PAGES}___mail_link____mail_link.send", {"form": form})
    list(socket.updates(0.4))
    socket.close()
    assert server.query("SELECT count(*) FROM letter") == before


@pytest.mark.parametrize("ends", ["signed out", "removed", "made a reader", "left"])
def test_what_was_allowed_is_refused_at_the_next_event(
    server: Server, ends: str
) -> None:
    """On a websocket that stays open, with the cookie of its handshake."""
    shared = share(server)
    editor = colleague(shared.owner, "editor")
    socket = shared.socket(editor.session)
    socket.ask(ANSWER, shared.form(mastery="partial"))
    assert shared.masteries() == {"sol-glissant": "partial"}
    on = {"f": shared.firm, "account": str(editor.number)}
    if ends == "signed out":
        editor.post("/fr/compte/sortir")
    elif ends == "left":
        editor.post("/fr/entreprise/quitter", f=shared.firm)
    elif ends == "removed":
        shared.owner.post("/fr/entreprise/retirer", **on)
    else:
        shared.owner.post("/fr/entreprise/role", role="reader", **on)
    socket.send(ANSWER, shared.form(mastery="mastered"))
    list(socket.updates(0.4))
    assert shared.masteries() == {"sol-glissant": "partial"}
    socket.close()


def test_who_was_removed_is_sent_nothing_more(server: Server) -> None:
    """Their page was still showing the card when somebody else answered it."""
    shared = share(server)
    editor = colleague(shared.owner, "editor")
    watching = shared.socket(editor.session)
    watching.hydrate()
    watching.send(OPEN)
    assert SECRET_WORDS in json.dumps(list(watching.updates(0.4)))
    on = {"f": shared.firm, "account": str(editor.number)}
    shared.owner.post("/fr/entreprise/retirer", **on)
    writing = shared.socket(shared.owner.session)
    new = "nouvelle-mesure-7712"
    writing.ask(NOTE, shared.form(column="planned_other", text=new))
    said = json.dumps(list(watching.updates(0.6)))
    assert new not in said
    assert '"is_missing_rx_state_": true' in said
    watching.close()
    writing.close()


def test_two_people_write_and_nothing_is_lost(server: Server) -> None:
    """Different cards, different parts of one card, then the same part."""
    shared = share(server)
    editor = colleague(shared.owner, "editor")
    first, second = shared.socket(shared.owner.session), shared.socket(editor.session)
    for socket in (first, second):
        socket.hydrate()
        socket.send(OPEN)
        list(socket.updates(0.3))
    first.send(
        ANSWER, {"form": {"draft": shared.draft, "risk": "bruit", "mastery": "later"}}
    )
    second.send(
        ANSWER,
        {
            "form": {
                "draft": shared.draft,
                "risk": "incendie-evacuation",
                "mastery": "partial",
            }
        },
    )
    list(first.updates(0.4))
    list(second.updates(0.4))
    first.send(ANSWER, shared.form(mastery="mastered"))
    list(first.updates(0.4))
    second.send(ANSWER, shared.form(mastery="partial"))
    list(second.updates(0.4))
    assert shared.masteries() == {
        "bruit": "later",
        "incendie-evacuation": "partial",
        "sol-glissant": "partial",
    }
    assert SECRET_WORDS in stored(server)
    first.close()
    second.close()


def test_the_other_one_is_told(server: Server) -> None:
    shared = share(server)
    editor = colleague(shared.owner, "editor")
    first, second = shared.socket(shared.owner.session), shared.socket(editor.session)
    for socket in (first, second):
        socket.hydrate()
        socket.send(OPEN)
        list(socket.updates(0.3))
    second.send(ANSWER, shared.form(mastery="partial"))
    told = json.dumps(list(first.updates(0.6)), ensure_ascii=False)
    assert "sur un autre écran" in told
    assert '"partial"' in told
    first.close()
    second.close()


def test_the_first_page_lists_what_the_account_holds(server: Server) -> None:
    shared = share(server)
    editor = colleague(shared.owner, "reader")
    socket = Socket(server, cookie=editor.session, path="/fr/")
    socket.hydrate()
    socket.send(f"{PAGES}___home____home.open")
    assert SECRET_NAME in json.dumps(list(socket.updates(0.4)))
    socket.close()
    stranger = Socket(server, cookie=person(server).session, path="/fr/")
    stranger.hydrate()
    stranger.send(f"{PAGES}___home____home.open")
    assert SECRET_NAME not in json.dumps(list(stranger.updates(0.4)))
    stranger.close()
