"""Letters of a machine without a mail server: read on it, and nowhere else."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.running import Server, Socket, begin, handler, start

SEND = handler("pages.mail_link.MailLink", "send").replace("MailLink", "mail_link")
OPEN_DOCUMENT = handler("pages.document.document", "open")
OUTBOX = "/fr/courriels/"


def sent(server: Server, address: str = "marie@exemple.fr") -> tuple[str, str]:
    """Ask for the link of a new draft; its cookie, and what the page said."""
    held = begin(server)
    socket = Socket(server, cookie=held.cookie, path="/fr/mon-lien/")
    socket.send(SEND, {"form": {"draft": held.id, "email": address}})
    said = json.dumps(list(socket.updates(0.5)), ensure_ascii=False)
    socket.close()
    return held.cookie, said


def test_a_mailed_link_opens_the_draft_elsewhere(server: Server) -> None:
    cookie, said = sent(server)
    assert "Votre lien part vers marie@exemple.fr" in said
    shown = httpx.get(server.url + OUTBOX)
    assert shown.status_code == 200
    found = re.search(r"\?d=(\w+)&amp;k=([\w-]+)", shown.text)
    assert found
    assert cookie == f"d_{found[1]}={found[2]}"


def test_the_outbox_carries_a_strict_policy(server: Server) -> None:
    policy = httpx.get(server.url + OUTBOX).headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("host", ["exemple.fr", "192.168.1.10:3000", "exemple.fr:80"])
def test_the_outbox_is_not_for_another_name(server: Server, host: str) -> None:
    answer = httpx.get(server.url + OUTBOX, headers={"host": host})
    assert answer.status_code == 404
    assert "marie@" not in answer.text


@pytest.mark.parametrize("address", ["marie", "a@b", "", "a@exemple.fr\nBcc: b@c.fr"])
def test_an_address_that_is_none_is_told_beside_the_field(
    server: Server, address: str
) -> None:
    _cookie, said = sent(server, address)
    assert "pas complète" in said
    assert "part vers" not in said


def test_the_fourth_letter_of_the_hour_waits(server: Server) -> None:
    said = [sent(server, "flood@exemple.fr")[1] for _ in range(4)]
    assert ["Attendez une heure" in one for one in said] == [False, False, False, True]


@pytest.fixture(scope="module")
def online(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """As people reach it, and nobody set a mail server."""
    folder: Path = tmp_path_factory.mktemp("online")
    running = start(folder, public_url="https://duerp.example")
    yield running
    running.stop()


def test_online_there_is_no_outbox_and_no_promise(online: Server) -> None:
    assert httpx.get(online.url + OUTBOX).status_code == 404
    _cookie, said = sent(online)
    assert "envoie pas de messages" in said
    assert online.query("SELECT count(*) FROM letter") == [(0,)]


def test_the_document_page_offers_to_mail_where_letters_can_leave(
    server: Server, online: Server
) -> None:
    assert [offers(server), offers(online)] == [True, False]


def offers(server: Server) -> bool:
    held = begin(server)
    socket = Socket(
        server, cookie=held.cookie, path="/fr/document/", query={"d": held.id}
    )
    socket.send(OPEN_DOCUMENT)
    told = json.dumps(list(socket.updates(0.5)))
    socket.close()
    assert f'"draft_rx_state_": "{held.id}"' in told
    return '"can_mail_rx_state_": true' in told
