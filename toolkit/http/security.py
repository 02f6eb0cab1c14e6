"""What every response carries, and who may post: wraps the whole application."""

import json
from functools import cache
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toolkit.auth import rate
from toolkit.auth.logs import log_exception
from toolkit.http.fault_page import explained
from toolkit.i18n import _, locale_of, use_locale
from toolkit.routes import HEALTH, SITEMAP
from toolkit.settings import CSP_HASHES, FALLBACK, settings

log = structlog.get_logger(__name__)

BODY_MAX = 64 * 1024
QUERY_MAX = 200
_YEAR = "public, max-age=31536000, immutable"


def secured(app: ASGIApp) -> ASGIApp:
    """The application behind headers, same-origin posts, small bodies and a limit."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not _may_arrive(scope):
            await send({"type": "websocket.close", "code": 1013})
        elif scope["type"] == "http":
            with use_locale(locale_of(scope["path"])):
                await explained(guarded)(
                    scope, receive, _with_headers(scope["path"], send)
                )
        else:
            await app(scope, receive, send)

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope)
        body = None if refusal else await _body(scope, receive)
        if body is None:
            status, text = refusal or (413, _too_long())
            await PlainTextResponse(text, status)(scope, receive, send)
        else:
            await _answered(app, scope, _replay(body, receive), send)

    return serve


async def _answered(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """A fault becomes a sentence, unless an answer has begun; the log keeps its type and
    its place only."""
    has_begun = False

    async def noticed(message: Message) -> None:
        nonlocal has_begun
        has_begun = True
        await send(message)

    try:
        await app(scope, receive, noticed)
    except Exception as fault:
        log_exception(fault)
        if not has_begun:
            text = _(
                "Le serveur n'a pas pu répondre. Revenez en arrière et recommencez."
            )
            await PlainTextResponse(text, 503)(scope, receive, send)


def _too_long() -> str:
    return _("C'est trop long. Raccourcissez votre texte.")


def _may_arrive(scope: Scope) -> bool:
    if len(scope.get("query_string", b"")) > QUERY_MAX:
        return False
    return rate.allows_arrival(rate.asker(scope))


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """A posted body, read whole because it is small; None when it goes on too long,
    whatever its headers said."""
    body = b""
    more = scope["method"] == "POST"
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > BODY_MAX:
            return None
    return body


def _replay(body: bytes, receive: Receive) -> Receive:
    waiting = [body]

    async def replayed() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return replayed


def _refusal(scope: Scope) -> tuple[int, str] | None:
    headers = Headers(scope=scope)
    if scope["method"] not in ("GET", "HEAD") and not _is_same_origin(headers):
        log.warning("cross-site post refused")
        return 403, _("Cette demande vient d'un autre site.")
    if int(headers.get("content-length") or 0) > BODY_MAX:
        return 413, _too_long()
    if not _is_file(scope["path"]) and not rate.allows("", rate.asker(scope)):
        return 429, _("Trop de demandes à la suite. Réessayez dans dix secondes.")
    return None


def _is_same_origin(headers: Headers) -> bool:
    """What the browser says first; older ones compare Origin with Host."""
    site = headers.get("sec-fetch-site")
    if site:
        return site == "same-origin"
    origin = headers.get("origin", "")
    return origin.split("://")[-1] == headers.get("host") if origin else False


def _is_file(path: str) -> bool:
    """What costs nothing to serve is not counted."""
    return _is_static(path) or path == HEALTH or path in _FILES


_FILES = frozenset(
    {"/app.js", "/pictograms.svg", "/drawings.svg", "/favicon.svg", SITEMAP}
)


def _is_static(path: str) -> bool:
    return path.startswith("/assets/")


def _with_headers(path: str, send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["x-content-type-options"] = "nosniff"
            if headers.get("content-type", "").startswith("text/html"):
                _protect(headers, path)
            if _is_static(path) and message["status"] == 200:
                headers["cache-control"] = _YEAR
            elif "cache-control" not in headers:
                headers["cache-control"] = "no-cache"
            if settings().is_https:
                headers["strict-transport-security"] = "max-age=31536000"
        await send(message)

    return wrapped


def _protect(headers: MutableHeaders, path: str) -> None:
    """A page's own headers. Scripts and styles go without: half a kilobyte on each of
    fifteen files is a tenth of a second on a slow line."""
    headers.setdefault("content-security-policy", policy(path))
    for name, value in _OF_A_PAGE.items():
        headers[name] = value


_OF_A_PAGE = {
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def policy(path: str) -> str:
    """The content security policy of a page: its own inline scripts and nothing else."""
    pages = _hashes()
    hashes = pages.get(path.strip("/"), pages.get(FALLBACK, []))
    scripts = " ".join(f"'sha256-{h}'" for h in hashes)
    return (
        f"default-src 'none'; script-src 'self' {scripts}; style-src 'self' "
        "'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "manifest-src 'self'"
    )


@cache
def _hashes() -> dict[str, list[str]]:
    """Written by the build, one entry a page; absent in development."""
    found: dict[str, Any] = {}
    if CSP_HASHES.exists():
        found = json.loads(CSP_HASHES.read_text(encoding="utf-8"))
    return found
