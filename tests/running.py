"""A real server on a free port, and a raw websocket to it: what tests and bench share."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
from sqlalchemy import Connection, MetaData, select, text
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from toolkit.db.session import make_engine
from toolkit.settings import ROOT

ORIGIN_SITE = {"sec-fetch-site": "same-origin"}
EVENT = "42/_event,"


@dataclass
class Server:
    """A process serving the built pages on its own database."""

    port: int
    database_url: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        """The file of a server that runs on SQLite; `query` works on both."""
        assert self.database_url.startswith("sqlite:///"), self.database_url
        return Path(self.database_url.removeprefix("sqlite:///"))

    def query(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """Run a statement on the server's database, by the back door."""
        with _opened(self.database_url) as connection:
            done = connection.execute(text(statement), values)
            return [tuple(row) for row in done] if done.returns_rows else []

    def stored(self) -> str:
        """Everything stored, as text."""
        with _opened(self.database_url) as connection:
            known = MetaData()
            known.reflect(connection)
            return "\n".join(
                f"{table.name} {sorted(map(str, connection.execute(select(table))))}"
                for table in known.sorted_tables
            )

    def kill(self) -> None:
        """SIGKILL to the whole group: no time to say goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()


@contextlib.contextmanager
def _opened(database_url: str) -> Iterator[Connection]:
    """A committed transaction of our own, and nothing left open behind it."""
    engine = make_engine(database_url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(
    folder: Path,
    *,
    port: int | None = None,
    database_url: str = "",
    **settings: str,
) -> Server:
    """Start on `folder`'s database, or another, and wait until it answers; settings are
    TOOLKIT_*."""
    port = port or free_port()
    database_url = database_url or f"sqlite:///{folder / 'toolkit.db'}"
    log = folder / "server.log"
    environment = os.environ | {
        "TOOLKIT_DATABASE_URL": database_url,
        "TOOLKIT_PUBLIC_URL": f"http://127.0.0.1:{port}",
        # Nobody's registry is asked, unless the test plays one.
        "TOOLKIT_REGISTRY_URL": "",
        **{f"TOOLKIT_{name.upper()}": value for name, value in settings.items()},
    }
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "toolkit.cli", "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    server = Server(port, database_url, process, log)
    _wait(server)
    return server


def _wait(server: Server) -> None:
    end = time.monotonic() + 240
    while time.monotonic() < end:
        if server.process.poll() is not None:
            break
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{server.url}/healthz", timeout=1).status_code == 200:
                return
        time.sleep(0.1)
    server.stop()
    raise RuntimeError(server.log.read_text(errors="replace")[-2000:])


@dataclass
class Held:
    """A draft and the cookie that opens it."""

    id: str
    cookie: str


def begin(
    server: Server,
    pack: str = "generique",
    name: str = "Essai",
    *,
    client: httpx.Client | None = None,
) -> Held:
    """Begin a draft the way the start page does; who begins many lends a client."""
    answer = (client or httpx).post(
        f"{server.url}/fr/brouillons",
        data={"pack": pack, "name": name},
        headers=ORIGIN_SITE,
    )
    assert answer.status_code == 303, answer.text
    draft = parse_qs(urlsplit(answer.headers["location"]).query)["d"][0]
    return Held(draft, f"d_{draft}={answer.cookies[f'd_{draft}']}")


class Socket:
    """A page without a browser: Engine.IO v4 and Socket.IO by hand."""

    def __init__(
        self,
        server: Server,
        *,
        cookie: str = "",
        path: str = "/fr/questionnaire/",
        query: dict[str, str] | None = None,
        origin: str | None = None,
        token: str | None = None,
    ) -> None:
        self.path, self.query = path, query or {}
        self.token = token or str(uuid.uuid4())
        self._socket: ClientConnection = connect(
            socket_address(server, self.token),
            additional_headers={"Cookie": cookie} if cookie else {},
            origin=Origin(origin or server.url),
            max_size=None,
            legacy=True,
        )
        self._socket.recv(timeout=5)
        self._socket.send("40/_event,")
        while not str(self._socket.recv(timeout=5)).startswith("40/_event"):
            pass

    def send(self, name: str, payload: dict[str, Any] | None = None) -> None:
        self._socket.send(packet(name, payload or {}, path=self.path, query=self.query))

    def send_raw(self, text: str) -> None:
        self._socket.send(text)

    def updates(self, wait: float = 5) -> Iterator[dict[str, Any]]:
        """What the server says until it is silent for `wait` seconds."""
        while True:
            try:
                message = str(self._socket.recv(timeout=wait))
            except TimeoutError:
                return
            if message == "2":
                self._socket.send("3")
            elif message.startswith(EVENT):
                yield json.loads(message.removeprefix(EVENT))[1]

    def ask(self, name: str, payload: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send an event and return the first update."""
        self.send(name, payload)
        return next(self.updates())

    def hydrate(self) -> dict[str, Any]:
        """Open the page; returns the first, whole state."""
        return self.ask("reflex___state____state.hydrate")

    def insist(self, name: str, payload: dict[str, Any]) -> None:
        """Ask three times: a closed socket is noticed at the second."""
        for _ in range(3):
            self.ask(name, payload)

    def close(self) -> None:
        self._socket.close()


def socket_address(server: Server, token: str) -> str:
    query = urlencode({"token": token, "EIO": "4", "transport": "websocket"})
    return f"ws://127.0.0.1:{server.port}/_event/?{query}"


def packet(
    name: str, payload: dict[str, Any], *, path: str, query: dict[str, str]
) -> str:
    """An event as a page sends it; the server believes the address it gives."""
    address = {"pathname": path, "asPath": path + _query(query), "query": query}
    event = {"name": name, "payload": payload, "router_data": address}
    return EVENT + json.dumps(["event", event])


def _query(query: dict[str, str]) -> str:
    return "?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else ""


def handler(state: str, name: str) -> str:
    """The full name of a handler of a page's State, e.g.
    ("pages.questions.questions", "answer")."""
    module, _, kind = state.rpartition(".")
    return f"reflex___state____state.toolkit___{module.replace('.', '___')}____{kind}.{name}"
