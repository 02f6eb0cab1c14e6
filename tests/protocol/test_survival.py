"""What was acknowledged is on disk: the server is killed in the middle of answering."""

import json
import sqlite3
import threading
from pathlib import Path

from tests.running import Server, Socket, begin, start
from toolkit.content.loader import library

ANSWER = "reflex___state____state.toolkit___pages___questions____questions.answer"
MASTERIES = ("partial", "not-mastered", "mastered")
CLIENTS = 4


def stored(server: Server, draft: str) -> dict[str, str]:
    with sqlite3.connect(server.database) as database:
        rows = database.execute(
            "SELECT risk_id, mastery FROM draftanswer "
            "JOIN draft ON draft.id = draft_id WHERE public_id = ?",
            (draft,),
        )
        return dict(rows.fetchall())


def answer_until_killed(
    server: Server, draft: str, cookie: str
) -> tuple[dict[str, str], tuple[str, str]]:
    """The last mastery acknowledged for each card, and the last one sent at all."""
    acknowledged: dict[str, str] = {}
    sent = ("", "")
    socket = Socket(server, cookie=cookie)
    risks = [risk.id for risk in library().generic.risks]
    try:
        for turn in range(100_000):
            risk, said = risks[turn % len(risks)], MASTERIES[turn % len(MASTERIES)]
            form = {"draft": draft, "risk": risk, "mastery": said}
            sent = (risk, said)
            update = socket.ask(ANSWER, {"form": form})
            if '"is_open' in json.dumps(update):
                acknowledged[risk] = said
    except Exception:  # the server is gone: that is the test
        return acknowledged, sent
    return acknowledged, sent


def test_no_acknowledged_answer_is_lost_when_the_server_is_killed(
    tmp_path: Path,
) -> None:
    server = start(tmp_path, rate_per_client="0", rate_per_address="0")
    drafts = [begin(server) for _ in range(CLIENTS)]
    told: dict[str, tuple[dict[str, str], tuple[str, str]]] = {}

    def client(index: int) -> None:
        held = drafts[index]
        told[held.id] = answer_until_killed(server, held.id, held.cookie)

    threads = [threading.Thread(target=client, args=(i,)) for i in range(CLIENTS)]
    for thread in threads:
        thread.start()
    threads[0].join(timeout=2)
    server.kill()
    for thread in threads:
        thread.join()
    assert sum(len(answers) for answers, _ in told.values()) > 50, (
        "too few answers to prove it"
    )

    again = start(tmp_path, port=server.port)
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


def test_the_last_acknowledged_value_is_the_stored_one(tmp_path: Path) -> None:
    server = start(tmp_path, rate_per_client="0", rate_per_address="0")
    held = begin(server)
    socket = Socket(server, cookie=held.cookie)
    for turn in range(30):
        form = {
            "draft": held.id,
            "risk": "sol-glissant",
            "mastery": MASTERIES[turn % 2],
        }
        socket.ask(ANSWER, {"form": form})
    server.kill()
    assert stored(server, held.id) == {"sol-glissant": MASTERIES[29 % 2]}
