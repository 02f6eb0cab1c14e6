"""Signing in on a real server, the way people do: a form, a letter, a button."""

import re
import uuid
from dataclasses import dataclass, field

import httpx

from tests.running import ORIGIN_SITE, Server

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


@dataclass
class Person:
    """Somebody with a browser of their own."""

    server: Server
    address: str = field(default_factory=lambda: f"p{uuid.uuid4().hex[:12]}@exemple.fr")
    browser: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        headers = ORIGIN_SITE | {"user-agent": AGENT}
        self.browser = httpx.Client(
            base_url=self.server.url,
            headers=headers,
            timeout=20,
            # Nothing left open behind it.
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    def post(self, where: str, **fields: str) -> httpx.Response:
        return self.browser.post(where, data=fields)

    def get(self, where: str) -> httpx.Response:
        return self.browser.get(where)

    @property
    def cookie(self) -> str:
        """What a websocket of this browser shows."""
        return "; ".join(f"{c.name}={c.value}" for c in self.browser.cookies.jar)

    @property
    def session(self) -> str:
        """The account alone, without any draft's secret."""
        return f"compte={self.browser.cookies['compte']}"

    @property
    def number(self) -> int:
        [(number,)] = self.server.query(
            "SELECT id FROM account WHERE address = :address", address=self.address
        )
        return int(number)

    def begin(self, name: str = "Essai") -> str:
        """A draft of this browser; its public id."""
        answer = self.post("/fr/brouillons", pack="generique", name=name)
        found = re.search(r"d=(\w+)", answer.headers["location"])
        assert found
        return found[1]

    def token(self) -> str:
        """That of the newest letter to this address."""
        shown = httpx.get(f"{self.server.url}/fr/courriels/", timeout=20).text
        letters = [one for one in shown.split("<article") if self.address in one]
        found = re.search(r"\?t=([\w-]+)", letters[0])
        assert found
        return found[1]

    def sign_in(self) -> httpx.Response:
        assert self.post("/fr/connexion", email=self.address).status_code == 200
        return self.post("/fr/connexion/lien", t=self.token())


def person(server: Server) -> Person:
    """Somebody who signed in."""
    made = Person(server)
    assert made.sign_in().status_code == 303
    return made


def firm_of(owner: Person) -> str:
    """The public id of the one firm of somebody."""
    found = re.search(r"/fr/entreprise/\?f=(\w+)", owner.get("/fr/compte/").text)
    assert found
    return found[1]


def colleague(owner: Person, role: str) -> Person:
    """Somebody invited by an owner, who accepted."""
    made = Person(owner.server)
    firm = firm_of(owner)
    sent = owner.post("/fr/entreprise/inviter", f=firm, email=made.address, role=role)
    assert sent.status_code == 303, sent.text
    assert made.post("/fr/invitation", t=made.token()).status_code == 303
    return made


def stored(server: Server) -> str:
    """Everything stored, but how far the mail has gone: it goes by itself."""
    lines = server.stored().split("\n")
    kept = [one for one in lines if not one.startswith(("job [", "letter ["))]
    return "\n".join([*kept, str(server.query("SELECT count(*) FROM letter"))])
