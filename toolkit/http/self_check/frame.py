"""A plain document of « Faire le point »: no client, no other file, no connection."""

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, fromstring, tostring

from starlette.responses import HTMLResponse, Response

from toolkit.documents.markup import Inside, el
from toolkit.http.fault_page import style_before
from toolkit.i18n import LANGUAGE_NAMES, LOCALES, _, locale, locale_of, use_locale
from toolkit.routes import Page, path, self_checks
from toolkit.settings import ROOT

ASSETS = ROOT / "assets"
# The same word on every page of a check: a title is kept in the history.
TITLE = "Faire le point"
HIDDEN = {"hidden": "hidden"}


@dataclass(frozen=True)
class Document:
    """`scripts` are names of our own files, put in the page; `connects` only for the
    page that counts, and only to us; `posts` only where there is a form, to us. `address`
    is the page's own; `foot` is said at its end."""

    main: Sequence[Inside]
    address: str
    scripts: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    top: Sequence[Inside] = ()
    after: Sequence[Inside] = ()
    connects: bool = False
    posts: bool = False
    title: str = TITLE
    foot: str | None = None


def tag(name: str, attributes: dict[str, str], *inside: Inside) -> Element:
    element = el(name, "", *inside)
    element.attrib.update(attributes)
    return element


def respond(document: Document) -> Response:
    style = _style()
    script = "\n".join(_asset(name) for name in document.scripts)
    return HTMLResponse(
        render(document, style=style, script=script),
        headers={
            "content-security-policy": _policy(
                style, script, connects=document.connects, posts=document.posts
            ),
            "cache-control": "no-store",
        },
    )


def render(document: Document, *, style: str, script: str) -> str:
    head = el(
        "head",
        "",
        tag("meta", {"charset": "utf-8"}),
        _meta("viewport", "width=device-width, initial-scale=1"),
        # A translator would send this page's text to its own server.
        _meta("google", "notranslate"),
        _meta("referrer", "no-referrer"),
        tag("link", {"rel": "icon", "href": _icon()}),
        el("title", "", document.title),
        el("style", "", style),
    )
    body = el(
        "body",
        "",
        tag("a", {"class": "skip", "href": "#contenu"}, _("Aller au contenu")),
        _header(document.address),
        *document.top,
        tag(
            "main",
            {"id": "contenu", "tabindex": "-1"},
            _language_note(document.address),
            *document.main,
        ),
        _footer(document.foot),
        *document.after,
        *_data(document.data),
        el("script", "", script) if script else None,
    )
    html = tag("html", {"lang": locale(), "translate": "no"}, head, body)
    return "<!doctype html>\n" + tostring(html, encoding="unicode", method="html")


def _meta(name: str, content: str) -> Element:
    return tag("meta", {"name": name, "content": content})


def _data(data: dict[str, Any]) -> list[Element]:
    """Values a script reads, as inert text."""
    return [
        tag(
            "script",
            {"id": name, "type": "application/json"},
            json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"),
        )
        for name, value in data.items()
    ]


def _policy(style: str, script: str, *, connects: bool, posts: bool) -> str:
    """Nothing may be fetched, posted or framed; only the page's own text runs."""
    run = f"'sha256-{_hash(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; script-src {run}; style-src 'sha256-{_hash(style)}'; "
        f"connect-src {_SELF if connects else _NONE}; img-src data:; "
        f"form-action {_SELF if posts else _NONE}; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


_SELF, _NONE = "'self'", "'none'"


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    return (ASSETS / name).read_text("utf-8")


@cache
def _style() -> str:
    """What every page of the application looks like, then our own."""
    return style_before("/* 4.") + _asset("self-check.css")


@cache
def _icon() -> str:
    icon = base64.b64encode((ASSETS / "favicon.svg").read_bytes()).decode()
    return f"data:image/svg+xml;base64,{icon}"


@cache
def _symbols() -> dict[str, Element]:
    sheet = fromstring(_asset("pictograms.svg"))
    return {symbol.get("id", ""): symbol for symbol in sheet}


def picto(name: str) -> Element | None:
    """One of our pictograms, drawn in the page; always beside its word."""
    symbol = _symbols().get(name)
    if symbol is None:
        return None
    drawn = tag("svg", {"class": "picto", "aria-hidden": "true"})
    drawn.set("viewBox", symbol.get("viewBox", "0 0 32 32"))
    for key in ("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"):
        if value := symbol.get(key):
            drawn.set(key, value)
    for part in symbol:
        shape = Element(part.tag.rpartition("}")[2], part.attrib)
        drawn.append(shape)
    return drawn


def _header(address: str) -> Element:
    return el(
        "header",
        "top",
        el(
            "div",
            "",
            tag(
                "a",
                {"class": "brand", "href": path(Page.HOME, locale())},
                tag("img", {"src": _icon(), "alt": "", "width": "32", "height": "32"}),
                el("span", "", _("Trois pas")),
            ),
            tag(
                "nav",
                {"aria-label": _("Principal")},
                tag("a", {"href": self_checks(locale())}, _("Faire le point")),
                *_other_languages(address),
            ),
        ),
    )


def _other_languages(address: str) -> list[Element]:
    asked = locale_of(address)
    rest = address.removeprefix(f"/{asked}")
    return [
        tag(
            "a",
            {"href": f"/{name}{rest}", "lang": name, "hreflang": name},
            LANGUAGE_NAMES[name],
        )
        for name in LOCALES
        if name != asked
    ]


def _footer(foot: str | None) -> Element:
    said = foot or _(
        "Cette page aide à réfléchir. Elle ne dit pas si vous êtes malade et ne remplace "
        "pas l'avis d'un médecin."
    )
    return el("footer", "bottom", el("div", "", el("p", "", said)))


def _language_note(address: str) -> Element | None:
    """A page served in another language than its address says so."""
    asked = locale_of(address)
    if asked == locale():
        return None
    with use_locale(asked):
        said = _(
            "Cette page n'existe qu'en français pour le moment. En danger, appelez le 15 "
            "ou le 112. Pour parler à quelqu'un, le 3114, jour et nuit."
        )
    return tag("p", {"lang": asked, "class": "note"}, said)
