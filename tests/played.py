"""A registry of companies played on this machine: every answer and failure of the API
Recherche d'entreprises, chosen by what is asked."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from toolkit import clock

BAKERY = "55208131766522"
SHOP = "73282932000074"  # an establishment of a firm whose head office is elsewhere
ALONE = "80295478400012"
LARGE = "54205118000066"
CLOSED = "44306184100047"
MASKED = "81785742800012"
FARM = "38012986600014"
DIRECTOR = "Zénobie Témoin"


def company(siret: str, name: str, **changes: Any) -> dict[str, Any]:
    """A result as the API gives it, directors included."""
    siege = {
        "siret": siret,
        "activite_principale": "10.71C",
        "activite_principale_naf25": "10.71H",
        "adresse": "4 RUE DU LAVOIR 69003 LYON",
        "code_postal": "69003",
        "commune": "69383",
        "libelle_commune": "LYON",
        "etat_administratif": "A",
        "est_siege": True,
        "date_fermeture": None,
        "liste_enseignes": ["AU LAVOIR"],
        "statut_diffusion_etablissement": "O",
        "tranche_effectif_salarie": "02",
    }
    return {
        "siren": siret[:9],
        "nom_complet": name.lower(),
        "nom_raison_sociale": name,
        "activite_principale": "10.71C",
        "activite_principale_naf25": "10.71H",
        "caractere_employeur": "O",
        "nature_juridique": "5499",
        "tranche_effectif_salarie": "02",
        "annee_tranche_effectif_salarie": "2023",
        "etat_administratif": "A",
        "statut_diffusion": "O",
        "dirigeants": [{"nom": DIRECTOR, "type_dirigeant": "personne physique"}],
        "matching_etablissements": [],
        "siege": siege | changes.pop("siege", {}),
    } | changes


def page(*results: Any, pages: int = 1) -> dict[str, Any]:
    return {
        "results": list(results),
        "total_results": len(results),
        "page": 1,
        "per_page": 10,
        "total_pages": pages,
    }


def asked_by_siret(siret: str, name: str, **changes: Any) -> dict[str, Any]:
    made = company(siret, name, **changes)
    return page(made | {"matching_etablissements": [made["siege"]]})


def _masked() -> dict[str, Any]:
    hidden = "[NON-DIFFUSIBLE]"
    return asked_by_siret(
        MASKED,
        hidden,
        nom_complet=hidden,
        statut_diffusion="P",
        nature_juridique="1000",
        tranche_effectif_salarie="NN",
        siege={
            "adresse": hidden,
            "code_postal": hidden,
            "latitude": hidden,
            "statut_diffusion_etablissement": "P",
        },
    )


SHUT = {"etat_administratif": "F", "date_fermeture": "2024-03-01"}
SHOP_SIEGE = company("73282932000009", "PAINS DE L'OUEST")
LARGE_FIRM = company(LARGE, "LAVOIR AUTOMATIQUE", tranche_effectif_salarie="21")
CLOSED_FIRM = company(CLOSED, "AU VIEUX LAVOIR", siege=SHUT)
ANSWERS: dict[str, dict[str, Any]] = {
    BAKERY: asked_by_siret(BAKERY, "BOULANGERIE DU LAVOIR"),
    BAKERY[:9]: page(company(BAKERY, "BOULANGERIE DU LAVOIR")),
    SHOP: page(
        SHOP_SIEGE
        | {
            "matching_etablissements": [
                SHOP_SIEGE["siege"]
                | {"siret": SHOP, "adresse": "1 QUAI NEUF 44000 NANTES"}
            ]
        }
    ),
    ALONE: asked_by_siret(
        ALONE,
        "ATELIER COIFFE",
        nature_juridique="1000",
        tranche_effectif_salarie="NN",
        caractere_employeur="N",
        activite_principale="96.02A",
        siege={
            "activite_principale": "96.02A",
            "activite_principale_naf25": "96.21G",
        },
    ),
    LARGE: page(LARGE_FIRM),
    CLOSED: page(CLOSED_FIRM),
    MASKED: _masked(),
    "lavoir": page(
        company(BAKERY, "BOULANGERIE DU LAVOIR"),
        LARGE_FIRM,
        CLOSED_FIRM,
        pages=3,
    ),
    "unique": page(company(BAKERY, "FOURNIL UNIQUE")),
    "nues": page({"siege": {"siret": BAKERY}}, {"siren": "1"}, "texte", None, 4),
    "étranges": page(
        company(
            BAKERY,
            "FOUR\u0000NIL\u202e",
            nouveau={"champ": [1]},
            nature_juridique=5499,
            tranche_effectif_salarie=None,
            annee_tranche_effectif_salarie={"an": 1},
            date_fermeture="hier",
            matching_etablissements=None,
            siege={"activite_principale": ["10.71C"], "futur": True},
        )
    )
    | {"facettes": {}},
    "ferme": asked_by_siret(FARM, "GAEC", siege={"activite_principale": "01.13Z"}),
}


class Handler(BaseHTTPRequestHandler):
    """One look-up; `server` is the Played it belongs to."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        asked = {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
        played: Played = self.server.played  # type: ignore[attr-defined]
        played.seen.append(Seen(time.monotonic(), asked, dict(self.headers.items())))
        words = asked.get("q", "").casefold()
        known = next((FAULTS[k] for k in FAULTS if k in words), None)
        if known:
            known(self, played)
        else:
            found = next((a for k, a in ANSWERS.items() if k in words), page())
            self.answer(json.dumps(found, ensure_ascii=False).encode())

    def answer(
        self,
        body: bytes,
        status: int = 200,
        kind: str = "application/json; charset=utf-8",
        **headers: str,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        del format, args


Fault = Callable[[Handler, "Played"], None]


def _busy(wait: str) -> Fault:
    def answer(handler: Handler, played: "Played") -> None:
        if played.times("occupé") > 1 and played.recovers:
            handler.answer(json.dumps(ANSWERS["unique"]).encode())
        else:
            handler.answer(b"{}", 429, Retry_After=wait)

    return answer


def _busy_until(handler: Handler, _: "Played") -> None:
    moment = clock.now().replace(microsecond=0).timestamp() + 30
    stamp = format_datetime(clock.now().fromtimestamp(moment, tz=clock.now().tzinfo))
    handler.answer(b"{}", 429, Retry_After=stamp)


def _redirect(handler: Handler, played: "Played") -> None:
    handler.answer(b"", 302, Location=played.elsewhere + "/search?q=vol")


def _slow(handler: Handler, played: "Played") -> None:
    played.let_go.wait(20)
    handler.answer(b"{}")


def _late(handler: Handler, played: "Played") -> None:
    played.let_go.wait(1.5)
    handler.answer(json.dumps(ANSWERS["unique"]).encode())


def _drip(handler: Handler, played: "Played") -> None:
    """A byte now and then: each arrives in time, the whole never does."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    try:
        while not played.let_go.wait(0.05):
            handler.wfile.write(b" ")
            handler.wfile.flush()
    except OSError:
        pass


def _huge(handler: Handler, _: "Played") -> None:
    handler.answer(b'{"results": [' + b" " * 5_000_000 + b"]}")


def _bomb(handler: Handler, _: "Played") -> None:
    zeros = gzip.compress(b'{"results": [' + b" " * 50_000_000 + b"]}")
    handler.answer(zeros, Content_Encoding="gzip")


def _packed(handler: Handler, _: "Played") -> None:
    body = gzip.compress(json.dumps(ANSWERS["unique"]).encode())
    handler.answer(body, Content_Encoding="gzip")


FAULTS: dict[str, Fault] = {
    "incomprise": lambda h, _: h.answer(b'{"erreur": "Trop court."}', 400),
    "occupé une seconde": _busy("1"),
    "occupé une heure": _busy("3600"),
    "occupé sans fin": _busy("9" * 40),
    "occupé peut-être": _busy("bientôt"),
    "occupé jusqu'à": _busy_until,
    "panne": lambda h, _: h.answer(b"<h1>Erreur</h1>", 500, "text/html"),
    "entretien": lambda h, _: h.answer(b"{}", 503),
    "lent": _slow,
    "tardif": _late,
    "goutte": _drip,
    "coupé": lambda h, _: h.answer(b'{"results": [{"siren": "55'),
    "liste": lambda h, _: h.answer(b"[]"),
    "énorme": _huge,
    "bombe": _bomb,
    "compressé": _packed,
    "faux gzip": lambda h, _: h.answer(b"{}", Content_Encoding="gzip"),
    "brotli": lambda h, _: h.answer(b"{}", Content_Encoding="br"),
    "page web": lambda h, _: h.answer(b"<html></html>", kind="text/html"),
    "ailleurs": _redirect,
}


@dataclass(frozen=True)
class Seen:
    """A request as it arrived."""

    at: float
    asked: dict[str, str]
    headers: dict[str, str]


@dataclass
class Played:
    """A registry, and what was asked of it. `recovers`: busy once only."""

    url: str = ""
    elsewhere: str = ""
    recovers: bool = False
    seen: list[Seen] = field(default_factory=list[Seen])
    let_go: threading.Event = field(default_factory=threading.Event)

    def times(self, words: str) -> int:
        return sum(words in one.asked.get("q", "").casefold() for one in self.seen)


class Server(ThreadingHTTPServer):
    """Clients that hang up are what some tests are about."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        del request, client_address


@contextmanager
def played() -> Iterator[Played]:
    """Serve on a free port until the block ends."""
    server = Server(("127.0.0.1", 0), Handler)
    made = Played(url=f"http://127.0.0.1:{server.server_port}")
    server.played = made  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield made
    made.let_go.set()
    server.shutdown()
    server.server_close()
    thread.join()
