"""What was acknowledged is on disk: the server is killed in the middle of answering."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.running import Server, Socket, begin, start
from toolkit.content.loader import library
from toolkit.domain.answer import Mastery
from toolkit.i18n import mastery_name

ANSWER = "reflex___state____state.toolkit___pages___questions____questions.answer"
MASTERIES = ("partial", "not-mastered", "mastered")
CLIENTS, ENOUGH = 4, 200


@pytest.fixture
def database(both: Databases) -> Iterator[str]:
    with both.new() as url:
        yield url


def stored(server: Server, draft: str) -> dict[str, str]:
    rows = server.query(
        "SELECT card, mastery FROM draftanswer "
        "JOIN draft ON draft.id = draft_id WHERE public_id = :draft",
        draft=draft,
    )
    return {str(card): str(mastery) for card, mastery in rows}


def wait_for(socket: Socket, said: str) -> None:
    """Until the server says this very mastery is stored: an answer makes one update or
    two, and the one before used another word."""
    sentence = f"Enregistré\u00a0: {mastery_name(Mastery(said)).lower()}."
    for update in socket.updates():
        if sentence in json.dumps(update, ensure_ascii=False):
            return
    raise TimeoutError


def answer_until_killed(
    server: Server, draft: str, cookie: str, count: list[None]
) -> tuple[dict[str, str], tuple[str, str]]:
    """The last mastery acknowledged for each card, and the last one sent at all."""
    acknowledged: dict[str, str] = {}
    sent = ("", "")
    socket = Socket(server, cookie=cookie)
    socket.hydrate()  # else the first answer's update is the whole state
    list(socket.updates(0.3))
    risks = [risk.id for risk in library().generic.risks]
    try:
        for turn in range(100_000):
            risk, said = risks[turn % len(risks)], MASTERIES[turn % len(MASTERIES)]
            form = {"draft": draft, "risk": risk, "mastery": said}
            sent = (risk, said)
            socket.send(ANSWER, {"form": form})
            wait_for(socket, said)
            acknowledged[risk] = said
            count.append(None)
    except Exception:  # the server is gone: that is the test
        return acknowledged, sent
    return acknowledged, sent


def test_no_acknowledged_answer_is_lost_when_the_server_is_killed(
    tmp_path: Path, database: str
) -> None:
    server = start(
        tmp_path, database_url=database, rate_per_client="0", rate_per_address="0"
    )
    drafts = [begin(server) for _ in range(CLIENTS)]
    told: dict[str, tuple[dict[str, str], tuple[str, str]]] = {}
    count: list[None] = []

    def client(index: int) -> None:
        held = drafts[index]
        told[held.id] = answer_until_killed(server, held.id, held.cookie, count)

    threads = [threading.Thread(target=client, args=(i,)) for i in range(CLIENTS)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + 60
    while len(count) < ENOUGH and time.monotonic() < end:
        time.sleep(0.01)
    server.kill()
    for thread in threads:
        thread.join()
    assert len(count) >= ENOUGH, "too few answers to prove it"

    again = start(tmp_path, database_url=database, port=server.port)
    for draft, (answers, (last, said)) in told.items():
        kept = stored(again, draft)
        # The very last one may be stored without its acknowledgement having left.
        wrong = {
            risk: (mastery, kept.get(risk))
            for risk, mastery in answers.items()
            if kept.get(risk) != mastery and (risk, kept.get(risk)) != (last, said)
        }
        assert wrong == {}
    again.stop()


def test_the_last_acknowledged_value_is_the_stored_one(
    tmp_path: Path, database: str
) -> None:
    server = start(
        tmp_path, database_url=database, rate_per_client="0", rate_per_address="0"
    )
    held = begin(server)
    socket = Socket(server, cookie=held.cookie)
    socket.hydrate()
    list(socket.updates(0.3))
    for turn in range(30):
        form = {
            "draft": held.id,
            "risk": "sol-glissant",
            "mastery": MASTERIES[turn % 2],
        }
        socket.send(ANSWER, {"form": form})
        wait_for(socket, form["mastery"])
    server.kill()
    assert stored(server, held.id) == {"sol-glissant": MASTERIES[29 % 2]}
