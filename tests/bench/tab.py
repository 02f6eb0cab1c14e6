"""A tab that answers cards, without a browser: many of them fit in one process."""

import asyncio
import json
import time
import uuid
from typing import Any, Self

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from tests.running import (
    EVENT,
    Held,
    Server,
    begin,
    handler,
    packet,
    socket_address,
)
from toolkit.domain.answer import Mastery
from toolkit.i18n import _, mastery_name
from toolkit.routes import Page, path

STATE = handler("pages.questions.questions", "answer").rpartition(".")[0]
OPEN = handler("pages.questions.questions", "open")
ANSWER = handler("pages.questions.questions", "answer")
HYDRATE = "reflex___state____state.hydrate"
PAGE = path(Page.QUESTIONS, "fr")

PATIENCE = 10
"""Seconds after which an answer is refused or lost, and the bench stops."""

CYCLE = (Mastery.MASTERED, Mastery.PARTIAL, Mastery.NOT_MASTERED)
"""Two answers in a row differ: a late update cannot pass for an acknowledgement."""


class Tab:
    """The question page on one draft, or on several of the same browser in turn."""

    def __init__(self, socket: ClientConnection, draft: str) -> None:
        self._socket, self._draft = socket, draft

    @classmethod
    async def open(cls, server: Server, *held: Held) -> Self:
        """Connect, hydrate and show the first card of the first draft."""
        socket = await connect(
            socket_address(server, str(uuid.uuid4())),
            origin=Origin(server.url),
            additional_headers={"Cookie": "; ".join(h.cookie for h in held)},
            max_size=None,
        )
        await socket.send("40/_event,")
        while not str(await socket.recv()).startswith("40/_event"):
            pass
        tab = cls(socket, held[0].id)
        await tab._send(HYDRATE, {})
        await tab._update()
        await tab._send(OPEN, {})
        while "card_rx_state_" not in changes(await tab._update()):
            pass
        return tab

    async def close(self) -> None:
        await self._socket.close()

    async def answer(self, draft: str, risk: str, mastery: Mastery) -> float:
        """Milliseconds from sending to the first update that shows it stored."""
        start = time.perf_counter()
        form = {"draft": draft, "risk": risk, "mastery": mastery.value}
        await self._send(ANSWER, {"form": form})
        while not acknowledges(await self._update(), risk, mastery):
            pass
        return (time.perf_counter() - start) * 1000

    async def _send(self, name: str, payload: dict[str, Any]) -> None:
        query = {"d": self._draft}
        await self._socket.send(packet(name, payload, path=PAGE, query=query))

    async def _update(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):
            while True:
                message = str(await self._socket.recv())
                if message.startswith(EVENT):
                    return json.loads(message.removeprefix(EVENT))[1]
                if message == "2":
                    await self._socket.send("3")


def changes(update: dict[str, Any]) -> dict[str, Any]:
    """The variables of the question page that an update sets; some set none."""
    return update.get("delta", {}).get(STATE, {})


def acknowledges(update: dict[str, Any], risk: str, mastery: Mastery) -> bool:
    """Whether the page now says « Enregistré : … », on this card or on the next one."""
    delta = changes(update)
    if delta.get("saved_rx_state_") != SAID[mastery]:
        return False
    card = delta["card_rx_state_"]
    return card["id"] != risk or card["mastery"] == mastery.value


SAID = {
    mastery: _("Enregistré : {answer}.").format(answer=mastery_name(mastery).lower())
    for mastery in CYCLE
}


def begin_many(server: Server, count: int, pack: str) -> list[Held]:
    held: list[Held] = []
    with httpx.Client() as client:
        for _at in range(count):
            held.append(begin(server, pack, client=client))
            client.cookies.clear()  # each draft is another visitor's
    return held
