"""The letters of a machine without a mail server, to read: on that machine only."""

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from toolkit.db import letters
from toolkit.db.letters import Letter
from toolkit.db.session import read
from toolkit.i18n import _, known_locale, use_locale
from toolkit.settings import LOOPBACK, settings

SHOWN = 50


async def page(request: Request) -> Response:
    """404 anywhere but here: letters hold secret links."""
    if not settings().shows_outbox or request.url.hostname not in LOOPBACK:
        return PlainTextResponse(_("Cette page n'existe pas"), 404)
    newest = await read(letters.newest, SHOWN)
    locale = known_locale(request.path_params["locale"])
    with use_locale(locale):
        return HTMLResponse(_page(locale, newest), headers={"x-robots-tag": "noindex"})


def _page(locale: str, newest: list[Letter]) -> str:
    written = "".join(_letter(letter) for letter in newest)
    nothing = f"<p>{escape(_('Aucun message pour le moment.'))}</p>"
    heading = escape(_("Messages envoyés"))
    lead = escape(
        _(
            "Sans serveur de messagerie, ils restent ici. Cette page n'existe pas en ligne."
        )
    )
    return (
        f'<!doctype html><html lang="{locale}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" href="/favicon.svg">'
        f'<title>{heading}</title><link rel="stylesheet" href="/style.css"></head>'
        f'<body><main><h1>{heading}</h1><p class="lead">{lead}</p>'
        f"{written or nothing}</main></body></html>"
    )


def _letter(letter: Letter) -> str:
    lines = "".join(f"<p>{_line(line)}</p>" for line in letter.text.split("\n") if line)
    return (
        f'<article class="card letter"><h2>{escape(letter.subject)}</h2>'
        f"<p><small>{escape(letter.address)}</small></p>{lines}</article>"
    )


def _line(line: str) -> str:
    ours = settings().public_url.rstrip("/") + "/"
    shown = escape(line)
    return f'<a href="{shown}">{shown}</a>' if line.startswith(ours) else shown
