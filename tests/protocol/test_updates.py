"""A pack updated while a draft is open: answers stay by id, what is new is shown."""

import json

from tests.running import Server, Socket, begin
from toolkit.content.loader import library

PAGES = "reflex___state____state.toolkit___pages"
SUMMARY = f"{PAGES}___summary____summary.open"
ANSWER = f"{PAGES}___questions____questions.answer"
SEAL = f"{PAGES}___validate____validate.seal"


def as_before_an_update(server: Server, draft: str) -> None:
    """Yesterday's pack had neither « bruit » nor « escalier », and had one card more."""
    known = {risk.id for risk in library().generic.risks} - {"bruit", "escalier"}
    server.query(
        "UPDATE draft SET known_risks = :known WHERE public_id = :draft",
        known=json.dumps(sorted(known)),
        draft=draft,
    )
    server.query(
        "INSERT INTO draftanswer SELECT id, 'carte-d-hier', 'partial', NULL, NULL, "
        "'[]', '[]', '', '', '' FROM draft WHERE public_id = :draft",
        draft=draft,
    )


def summary(server: Server, draft: str, cookie: str) -> str:
    socket = Socket(server, cookie=cookie, path="/fr/cartes/", query={"d": draft})
    socket.send(SUMMARY)
    said = json.dumps(list(socket.updates(0.5)), ensure_ascii=False)
    socket.close()
    return said


def test_what_is_new_is_told_until_it_is_answered_or_validated(server: Server) -> None:
    held = begin(server)
    as_before_an_update(server, held.id)
    said = summary(server, held.id, held.cookie)
    assert "2 cartes nouvelles" in said
    assert "carte-d-hier" not in said

    socket = Socket(server, cookie=held.cookie)
    form = {"draft": held.id, "risk": "bruit", "mastery": "partial"}
    socket.send(ANSWER, {"form": form})
    list(socket.updates(0.3))
    assert "1 carte nouvelle" in summary(server, held.id, held.cookie)

    socket.send(SEAL, {"form": {"draft": held.id, "name": "Ana", "role": "Gérante"}})
    list(socket.updates(0.5))
    socket.close()
    assert "nouvelle" not in summary(server, held.id, held.cookie)
    kept = server.query(
        "SELECT mastery FROM draftanswer JOIN draft ON draft.id = draft_id "
        "WHERE card = 'carte-d-hier' AND public_id = :draft",
        draft=held.id,
    )
    assert kept == [("partial",)]
