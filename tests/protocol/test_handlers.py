"""Every handler is a public endpoint: attacked as nobody, and as somebody else."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from reflex_base.registry import RegistrationContext

import toolkit.toolkit  # noqa: F401 — registers every State
from tests.running import Held, Server, Socket, begin
from toolkit.auth.access import FRAMEWORK
from toolkit.auth.guard import is_allowed

SECRET_NAME = "Fournil-Temoin-7431"
SECRET_WORDS = "mesure-temoin-9182"

PAGES = "reflex___state____state.toolkit___pages"
NOTICE = "reflex___state____state.toolkit___auth___visitor____notice"

# A new handler must be added here by hand: whoever adds it looks at what it opens.
PUBLIC = {
    f"{NOTICE}.close",
    f"{NOTICE}.show",
    f"{PAGES}___validate____validate.leave",
    f"{PAGES}___summary____summary.leave",
    f"{PAGES}___questions____questions.leave",
    f"{PAGES}___priorities____priorities.leave",
    f"{PAGES}___prepare____prepare.leave",
    f"{PAGES}___document____document.leave",
    f"{PAGES}___document____document.open",
    f"{PAGES}___document____document.show_link",
    f"{PAGES}___examples____examples.open",
    f"{PAGES}___home____home.open",
    f"{PAGES}___prepare____prepare.add_site",
    f"{PAGES}___mail_link____mail_link.forget",
    f"{PAGES}___mail_link____mail_link.leave",
    f"{PAGES}___mail_link____mail_link.open",
    f"{PAGES}___mail_link____mail_link.send",
    f"{PAGES}___prepare____prepare.add_unit",
    f"{PAGES}___prepare____prepare.copy_answers",
    f"{PAGES}___prepare____prepare.count_unit",
    f"{PAGES}___prepare____prepare.name_site",
    f"{PAGES}___prepare____prepare.name_unit",
    f"{PAGES}___prepare____prepare.open",
    f"{PAGES}___prepare____prepare.remove_site",
    f"{PAGES}___prepare____prepare.remove_unit",
    f"{PAGES}___prepare____prepare.restore_site",
    f"{PAGES}___prepare____prepare.restore_unit",
    f"{PAGES}___prepare____prepare.say_company",
    f"{PAGES}___prepare____prepare.say_fact",
    f"{PAGES}___prepare____prepare.undo_copy",
    f"{PAGES}___priorities____priorities.choose",
    f"{PAGES}___priorities____priorities.open",
    f"{PAGES}___priorities____priorities.plan",
    f"{PAGES}___questions____questions.answer",
    f"{PAGES}___questions____questions.note",
    f"{PAGES}___questions____questions.open",
    f"{PAGES}___questions____questions.rate",
    f"{PAGES}___questions____questions.split",
    f"{PAGES}___questions____questions.tick",
    f"{PAGES}___questions____questions.turn",
    f"{PAGES}___resume____resume.open",
    f"{PAGES}___start____start.look_up",
    f"{PAGES}___start____start.open",
    f"{PAGES}___summary____summary.copy_answers",
    f"{PAGES}___start____start.say_authority",
    f"{PAGES}___start____start.stay",
    f"{PAGES}___start____start.take_over",
    f"{PAGES}___summary____summary.open",
    f"{PAGES}___summary____summary.remove_own",
    f"{PAGES}___summary____summary.restore_own",
    f"{PAGES}___summary____summary.undo_copy",
    f"{PAGES}___summary____summary.write_own",
    f"{PAGES}___validate____validate.count",
    f"{PAGES}___validate____validate.describe",
    f"{PAGES}___validate____validate.open",
    f"{PAGES}___validate____validate.seal",
}

# What each handler expects beside the draft, so that an attack goes past the parser.
FIELDS: dict[str, dict[str, Any]] = {
    "add_site": {"name": "Volé", "first_name": "Ici", "works": ["bureau"]},
    "add_unit": {"name": "Volé", "same_as": "bureau", "site": ""},
    "answer": {"risk": "sol-glissant", "mastery": "mastered"},
    "choose": {"risk": "sol-glissant", "instead": ""},
    "copy_answers": {"source": "bureau", "target": "atelier", "step": "yes"},
    "count": {"factor": "nuit", "people": 3},
    "count_unit": {"unit": "bureau", "people": 3},
    "describe": {"text": "volé"},
    "name_site": {"site": "site-1", "name": "Volé"},
    "forget": {},
    "name_unit": {"unit": "bureau", "name": "Volé"},
    "note": {"risk": "sol-glissant", "column": "planned_other", "text": "volé"},
    "plan": {"risk": "sol-glissant", "who": "volé"},
    "rate": {"risk": "sol-glissant", "severity": 1},
    "remove_own": {"own": "own-1"},
    "remove_site": {"site": "site-2"},
    "remove_unit": {"unit": "bureau"},
    "restore_own": {"own": "own-1"},
    "restore_site": {"site": "site-2"},
    "restore_unit": {"unit": "bureau"},
    "say_authority": {"answer": "yes"},
    "say_company": {"name": "Volé"},
    "say_fact": {"fact": "public", "value": False},
    "seal": {"name": "Voleur", "role": "Voleur"},
    "split": {"risk": "sol-glissant", "on": True},
    "send": {"email": "voleur@exemple.fr"},
    "tick": {"risk": "sol-glissant", "column": "planned", "measure": "x", "on": True},
    "turn": {"risk": "sol-glissant", "step": 1},
    "undo_copy": {},
    "write_own": {
        "name": "Volé",
        "family": "bruit",
        "harm": "Une surdité.",
        "who": "Tous.",
    },
}

WITH_FORM = sorted(name for name in PUBLIC if name.split(".")[-1] in FIELDS)
OPENING = sorted(name for name in PUBLIC if name.endswith(".open"))


def registered() -> set[str]:
    return set(RegistrationContext.get().event_handlers)


def test_the_handlers_that_run_are_exactly_those_listed() -> None:
    allowed = {name for name in registered() if is_allowed(name)}
    assert allowed == PUBLIC | FRAMEWORK


def test_every_handler_with_a_form_is_attacked() -> None:
    others = {n for n in PUBLIC if not n.endswith(".open") and n not in WITH_FORM}
    assert {n.split(".")[-1] for n in others} == {
        "close",
        "leave",
        "look_up",
        "show",
        "show_link",
        "stay",
        "take_over",
    }


@pytest.fixture(scope="module")
def victim(server: Server) -> Held:
    """A draft with something in it that nobody else may see."""
    held = begin(server, name=SECRET_NAME)
    with_cookie = Socket(server, cookie=held.cookie)
    on = {"draft": held.id, "risk": "sol-glissant"}
    answer = f"{PAGES}___questions____questions.answer"
    note = f"{PAGES}___questions____questions.note"
    with_cookie.ask(answer, {"form": {**on, "mastery": "not-mastered"}})
    with_cookie.ask(
        note, {"form": {**on, "column": "planned_other", "text": SECRET_WORDS}}
    )
    with_cookie.close()
    assert SECRET_NAME in server.stored()
    assert SECRET_WORDS in server.stored()
    return held


@pytest.fixture(params=["nobody", "somebody else", "a forged cookie"])
def attacker(
    request: pytest.FixtureRequest, server: Server, victim: Held
) -> Iterator[Socket]:
    cookie = {
        "nobody": "",
        "somebody else": begin(server, name="Autre").cookie,
        "a forged cookie": f"d_{victim.id}=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    }[request.param]
    socket = Socket(server, cookie=cookie, query={"d": victim.id, "q": "sol-glissant"})
    yield socket
    socket.close()


@pytest.mark.parametrize("name", WITH_FORM)
def test_no_handler_writes_nor_shows_the_draft_of_another(
    name: str, server: Server, victim: Held, attacker: Socket
) -> None:
    before = server.stored()
    form = {"draft": victim.id, **FIELDS[name.split(".")[-1]]}
    attacker.send(name, {"form": form})
    said = json.dumps(list(attacker.updates(0.3)))
    assert SECRET_NAME not in said
    assert SECRET_WORDS not in said
    assert server.stored() == before


@pytest.mark.parametrize("name", OPENING)
def test_no_page_opens_the_draft_of_another(
    name: str, victim: Held, attacker: Socket
) -> None:
    attacker.query = {"d": victim.id, "q": "sol-glissant", "k": "x"}
    attacker.send("reflex___state____state.hydrate")
    attacker.send(name)
    said = json.dumps(list(attacker.updates(0.3)))
    assert SECRET_NAME not in said
    assert SECRET_WORDS not in said


def test_the_secret_link_is_shown_to_its_holder_only(
    server: Server, victim: Held, attacker: Socket
) -> None:
    opens = f"{PAGES}___document____document.open"
    shows = f"{PAGES}___document____document.show_link"
    secret = victim.cookie.split("=", 1)[1]
    attacker.send(opens)
    attacker.send(shows)
    assert secret not in json.dumps(list(attacker.updates(0.3)))
    holder = Socket(server, cookie=victim.cookie, query={"d": victim.id})
    holder.send(opens)
    holder.send(shows)
    assert secret in json.dumps(list(holder.updates(0.5)))
    holder.close()


def test_what_is_not_listed_does_nothing(server: Server, victim: Held) -> None:
    before = server.stored()
    socket = Socket(server, cookie=victim.cookie)
    for name in sorted(registered() - PUBLIC - FRAMEWORK):
        socket.send(name, {"name": "draft", "value": "vole"})
        socket.send(name, {"vars": {"x": 1}})
        socket.send(name, {"info": "<b>x</b>", "component_stack": "x"})
    socket.send("reflex___state____state.no_such_handler", {"form": {}})
    said = json.dumps(list(socket.updates(0.5)), ensure_ascii=False)
    assert "vole" not in said
    assert "Quelque chose" not in said
    assert server.stored() == before
    assert "event refused" in server.log.read_text(errors="replace")
    socket.close()


def test_the_token_of_a_tab_alone_shows_nothing_of_what_it_showed(
    server: Server, victim: Held
) -> None:
    """A token travels in the address of the websocket, and ends in a proxy's log."""
    opens = f"{PAGES}___document____document.open"
    tab = Socket(server, cookie=victim.cookie, query={"d": victim.id})
    tab.send(opens)
    tab.send(f"{PAGES}___document____document.show_link")
    assert SECRET_NAME in json.dumps(list(tab.updates(0.4)))
    tab.close()
    thief = Socket(server, token=tab.token, query={"d": victim.id})
    thief.send("reflex___state____state.hydrate")
    thief.send(f"{PAGES}___questions____questions.open")
    said = json.dumps(list(thief.updates(0.4)))
    assert SECRET_NAME not in said
    assert victim.cookie.split("=", 1)[1] not in said
    thief.close()


BAD_FORMS: list[Any] = [
    None,
    "texte",
    [],
    {},
    {"draft": None},
    {"draft": "../../etc/passwd"},
    {"draft": "0" * 12, "risk": "sol-glissant"},
]
BAD_FIELDS: list[dict[str, Any]] = [
    {"risk": "carte-inconnue"},
    {"risk": "../../../etc/passwd"},
    {"risk": "<script>alert(1)</script>"},
    {"risk": ["sol-glissant"]},
    {"risk": "sol-glissant@ailleurs"},
    {"risk": "sol-glissant@bureau@atelier"},
    {"site": "site-9", "works": ["../.."]},
    {"works": ["x"] * 500},
    {"same_as": "ailleurs", "source": "ailleurs"},
    {"own": "own-inconnu", "family": "magie"},
    {"step": "peut-être"},
    {"mastery": "parfaitement"},
    {"mastery": 9},
    {"severity": 9},
    {"severity": -1, "frequency": "toujours"},
    {"column": "key_sha256"},
    {"measure": "' OR 1=1 --", "on": "peut-être"},
    {"text": "x" * 900_000},
    {"name": "x" * 900_000},
    {"people": 10**12},
    {"people": -4},
    {"factor": "chance"},
    {"fact": "inconnu"},
    {"unit": "../.."},
    {"due": "2026-02-31"},
    {"days": 10**9},
    {"step": 40},
    {"instead": {"a": 1}},
    {"cse": "oui"},
    {"email": "@" * 400},
]


@pytest.mark.parametrize("name", WITH_FORM)
def test_a_forged_event_is_refused_with_a_sentence(name: str, server: Server) -> None:
    held = begin(server, name="Mon draft")
    socket = Socket(server, cookie=held.cookie)
    good = {"draft": held.id, **FIELDS[name.split(".")[-1]]}
    for form in BAD_FORMS:
        socket.send(name, {"form": form})
    for fields in BAD_FIELDS:
        socket.send(name, {"form": good | fields})
    socket.send(name, {"form": good, "extra": 1})
    socket.send(name, {})
    said = json.dumps(list(socket.updates(0.4)), ensure_ascii=False)
    assert "n’a pas été comprise" in said
    assert "Quelque chose n’a pas marché" not in said
    alive = socket.ask(f"{PAGES}___start____start.open")
    assert alive["delta"]
    socket.close()


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "Robert'); DROP TABLE draft;--",
        "\U0001f950 pain \u202e gauche \u0000 nul",
        "=cmd|' /C calc'!A0",
    ],
)
def test_what_is_typed_is_stored_inert(text: str, server: Server) -> None:
    held = begin(server)
    socket = Socket(server, cookie=held.cookie)
    form = {"draft": held.id, "risk": "sol-glissant", "column": "planned_other"}
    note = f"{PAGES}___questions____questions.note"
    socket.send(note, {"form": {**form, "text": text}})
    list(socket.updates(0.3))
    stored = server.query(
        "SELECT planned_other FROM draftanswer JOIN draft ON draft.id = draft_id "
        "WHERE public_id = :draft",
        draft=held.id,
    )
    assert stored == [(text.replace("\0", "").strip(),)]
    socket.close()


def test_a_stranger_is_sent_little_and_nothing_of_anybody(
    server: Server, victim: Held
) -> None:
    socket = Socket(server)
    state = json.dumps(socket.hydrate())
    assert len(state) < 20_000
    assert victim.id not in state
    assert SECRET_NAME not in state
    socket.close()


def test_the_log_names_nobody(server: Server, victim: Held) -> None:
    log = server.log.read_text(errors="replace")
    assert victim.cookie.split("=", 1)[1] not in log
    assert SECRET_NAME not in log
    assert SECRET_WORDS not in log
