"""Two tabs or devices on one draft: the last answer to a question wins, nothing else is
overwritten, both see it."""

import json

from tests.running import Server, Socket, begin

QUESTIONS = "reflex___state____state.toolkit___pages___questions____questions"
ANSWER = f"{QUESTIONS}.answer"


def opened(server: Server, draft: str, cookie: str) -> Socket:
    socket = Socket(server, cookie=cookie, query={"d": draft, "q": "sol-glissant"})
    socket.hydrate()
    socket.send(f"{QUESTIONS}.open")
    assert "sol-glissant" in json.dumps(list(socket.updates(0.3)))
    return socket


def test_each_tab_sees_the_answer_of_the_other(server: Server) -> None:
    held = begin(server)
    first = opened(server, held.id, held.cookie)
    second = opened(server, held.id, held.cookie)
    on = {"draft": held.id, "risk": "sol-glissant"}
    first.ask(ANSWER, {"form": {**on, "mastery": "not-mastered"}})
    assert "not-mastered" in json.dumps(list(second.updates(0.5)))
    second.ask(ANSWER, {"form": {**on, "mastery": "partial"}})
    assert '"partial"' in json.dumps(list(first.updates(0.5)))
    first.close()
    second.close()


def test_answers_to_different_parts_of_a_card_do_not_erase_each_other(
    server: Server,
) -> None:
    held = begin(server)
    first = opened(server, held.id, held.cookie)
    second = opened(server, held.id, held.cookie)
    on = {"draft": held.id, "risk": "sol-glissant"}
    first.send(ANSWER, {"form": {**on, "mastery": "partial"}})
    second.send(f"{QUESTIONS}.rate", {"form": {**on, "severity": 4}})
    first.send(
        f"{QUESTIONS}.note", {"form": {**on, "column": "planned_other", "text": "bac"}}
    )
    list(first.updates(0.5))
    card = last_card(second)
    assert (card["mastery"], card["severity"], card["planned_other"]) == (
        "partial",
        4,
        "bac",
    )
    first.close()
    second.close()


def test_another_draft_in_the_same_browser_is_left_alone(server: Server) -> None:
    one, two = begin(server), begin(server)
    both = f"{one.cookie}; {two.cookie}"
    socket = Socket(server, cookie=both)
    socket.ask(
        ANSWER,
        {"form": {"draft": one.id, "risk": "sol-glissant", "mastery": "partial"}},
    )
    other = opened(server, two.id, both)
    other.send(f"{QUESTIONS}.open")
    assert last_card(other)["mastery"] == ""
    socket.close()
    other.close()


def last_card(socket: Socket) -> dict[str, object]:
    socket.send(f"{QUESTIONS}.open")
    cards = [
        state["card_rx_state_"]
        for update in socket.updates(0.5)
        for state in (update.get("delta") or {}).values()
        if "card_rx_state_" in state
    ]
    return cards[-1]
