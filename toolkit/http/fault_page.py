"""What a browser is shown when there is no page to give: plain text becomes a page that
stands alone, in the language of the address."""

import re
from functools import cache
from html import escape
from http import HTTPMethod, HTTPStatus
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toolkit.i18n import _, locale
from toolkit.routes import Page, path
from toolkit.settings import ROOT

TEXT_MAX = 1000  # a sentence: what is longer is not ours
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_AGAIN = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_STYLE = """
body { margin: 0 auto; max-width: 40rem; padding: 1rem; overflow-wrap: break-word; }
body { background: var(--paper); color: var(--ink); }
h1 { font-size: var(--title); line-height: 1.15; }
p { font-size: var(--large); }
.brand { color: inherit; font-weight: 700; text-decoration: none; }
a { display: inline-block; padding: .6rem 0; margin-right: 2rem; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
"""


def explained(app: ASGIApp) -> ASGIApp:
    """The application, whose refusals a browser can show to a person."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and is_browser(scope):
            await app(scope, receive, _held_back(scope, receive, send))
        else:
            await app(scope, receive, send)

    return serve


def is_browser(scope: Scope) -> bool:
    """Somebody opens an address, rather than a program or a picture of a page."""
    return "text/html" in Headers(scope=scope).get("accept", "")


def _held_back(scope: Scope, receive: Receive, send: Send) -> Send:
    """Lets everything through but a refusal, which waits for its whole text."""
    start: list[Message] = []
    text = b""

    async def wrapped(message: Message) -> None:
        nonlocal text
        if message["type"] == "http.response.start" and _is_refusal(message):
            start.append(message)
        elif not start:
            await send(message)
        else:
            text += message.get("body", b"")[:TEXT_MAX]
            if not message.get("more_body", False):
                await _page(scope, start[0], text)(scope, receive, send)

    return wrapped


def _is_refusal(start: Message) -> bool:
    """Text of ours with a status of fault, or the files' own « not found »."""
    return start["status"] >= HTTPStatus.BAD_REQUEST and (
        _is_text(start) or start["status"] == HTTPStatus.NOT_FOUND
    )


def _is_text(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return kind.startswith("text/plain")


def _page(scope: Scope, start: Message, text: bytes) -> HTMLResponse:
    given = Headers(raw=start["headers"])
    sentence = text.decode("utf-8", "replace") if _is_text(start) else ""
    page = HTMLResponse(
        fault_page(start["status"], sentence, again=_again(scope, start["status"])),
        start["status"],
    )
    kept = MutableHeaders(raw=page.raw_headers)
    for name in ("retry-after", "allow"):
        if name in given:
            kept[name] = given[name]
    kept["content-security-policy"] = _POLICY
    kept["cache-control"] = "no-store"
    return page


def _again(scope: Scope, status: int) -> str:
    """The same address, where trying again makes sense and repeats no post."""
    if scope["method"] != HTTPMethod.GET or status not in _AGAIN:
        return ""
    query = scope.get("query_string", b"").decode("latin-1")
    # Two slashes at the start would lead to another site.
    address = "/" + quote(scope["path"].lstrip("/"))
    return f"{address}?{query}" if query else address


def fault_page(status: int, sentence: str, *, again: str = "") -> str:
    """A whole page: what happened, what is safe, where to go."""
    # The framework's own few words are English, and say no more than the status.
    told = sentence if sentence not in _PHRASES else ""
    name, advice = _words(status)
    if told and status == HTTPStatus.NOT_FOUND:
        name, advice = _("Rien ne s'ouvre ici"), ""
    home = path(Page.HOME, locale())
    links = [(again, _("Réessayer"))] if again else []
    links += [
        (home, _("Revenir à l'accueil")),
        (path(Page.CONTACT, locale()), _("Contact")),
    ]
    return f"""<!doctype html>
<html lang="{locale()}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{escape(name)} · {_("Trois pas")}</title>
<link rel="icon" href="/favicon.svg"><style>{tokens()}{_STYLE}</style></head>
<body><header><a class="brand" href="{home}">{_("Trois pas")}</a></header>
<main><h1>{escape(name)}</h1>
{"".join(f"<p>{escape(text)}</p>" for text in (told, advice) if text)}
<nav aria-label="{_("Suite")}">{"".join(_link(*one) for one in links)}</nav>
</main></body></html>
"""


def _link(address: str, name: str) -> str:
    return f'<a href="{escape(address)}">{escape(name)}</a>'


_PHRASES = frozenset(status.phrase for status in HTTPStatus)


def _words(status: int) -> tuple[str, str]:
    """The title of a fault, and what to do about it."""
    kept = _("Vos réponses enregistrées sont gardées.")
    return {
        HTTPStatus.FORBIDDEN: (
            _("Cette demande est refusée"),
            _("Ouvrez la page depuis ce site, puis recommencez."),
        ),
        HTTPStatus.NOT_FOUND: (
            _("Cette page n'existe pas"),
            _(
                "L'adresse est peut-être incomplète. Rien de ce que vous avez écrit n'est perdu."
            ),
        ),
        HTTPStatus.METHOD_NOT_ALLOWED: (
            _("Cette adresse ne s'ouvre pas ainsi"),
            _("Elle reçoit un formulaire. Repartez de l'accueil."),
        ),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
            _("C'est trop long"),
            _("Revenez en arrière : votre texte y est encore."),
        ),
        HTTPStatus.TOO_MANY_REQUESTS: (_("Trop de demandes à la suite"), kept),
        HTTPStatus.SERVICE_UNAVAILABLE: (_("Le serveur est occupé"), kept),
    }.get(HTTPStatus(status), (_("Quelque chose n'a pas marché"), kept))


def tokens() -> str:
    """The stylesheet's own colours and sizes, so that a fault looks like the rest."""
    return style_before("/* 2.")


@cache
def style_before(part: str) -> str:
    """The stylesheet down to one of its numbered parts."""
    sheet = (ROOT / "assets" / "style.css").read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", sheet.split(part)[0], flags=re.DOTALL).strip()
