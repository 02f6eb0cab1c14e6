"""A plain page in the look of the others: no script, only links and forms."""

from collections.abc import Mapping
from html import escape

from starlette.responses import HTMLResponse, RedirectResponse

from toolkit.components.layout import ABOUT, about_name
from toolkit.i18n import LANGUAGE_NAMES, LOCALES, _, locale
from toolkit.routes import Page, Plain, path

PRIVATE = {"cache-control": "private, no-store", "x-robots-tag": "noindex"}


def sheet(
    page: Plain,
    title: str,
    *body: str,
    lead: str = "",
    status: int = 200,
    query: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """`query` leads to the same place in the other languages."""
    first = f'<p class="lead">{escape(lead)}</p>' if lead else ""
    content = f"""<!doctype html>
<html lang="{locale()}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} · {escape(_("Trois pas"))}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css"></head><body>
<a class="skip" href="#contenu">{escape(_("Aller au contenu"))}</a>
{_header(page, query or {})}
<main id="contenu" tabindex="-1"><h1>{escape(title)}</h1>{first}{"".join(body)}</main>
{_footer()}</body></html>
"""
    return HTMLResponse(content, status, headers=PRIVATE)


def _header(page: Plain, query: Mapping[str, str]) -> str:
    others = "".join(
        f'<a href="{escape(path(page, name, **query))}" lang="{name}" hreflang="{name}">'
        f"{LANGUAGE_NAMES[name]}</a>"
        for name in LOCALES
        if name != locale()
    )
    return f"""<header class="top"><div>
<a class="brand" href="{path(Page.HOME, locale())}">
<img src="/favicon.svg" alt="" width="32" height="32"><span>{escape(_("Trois pas"))}</span></a>
<nav aria-label="{escape(_("Principal"))}">
{link(_("La méthode"), path(Page.METHOD, locale()))}
{link(_("Mon compte"), path(Plain.ACCOUNT, locale()))}{others}</nav></div></header>"""


def _footer() -> str:
    said = _(
        "Cet outil vous aide à évaluer vos risques. Il ne remplace pas votre "
        "jugement : vous connaissez votre entreprise."
    )
    links = "".join(
        f"<li>{link(about_name(page), path(page, locale()))}</li>" for page in ABOUT[1:]
    )
    return (
        f'<footer class="bottom"><div><p>{escape(said)}</p>'
        f'<nav aria-label="{escape(_("Pied de page"))}"><ul>{links}</ul></nav></div></footer>'
    )


def go(address: str) -> RedirectResponse:
    return RedirectResponse(address, status_code=303, headers=PRIVATE)


def link(name: str, address: str, look: str = "") -> str:
    classes = f' class="{look}"' if look else ""
    return f'<a href="{escape(address)}"{classes}>{escape(name)}</a>'


def p_link(name: str, address: str) -> str:
    """A link on a line of its own."""
    return f"<p>{link(name, address)}</p>"


def p(text: str, look: str = "") -> str:
    classes = f' class="{look}"' if look else ""
    return f"<p{classes}>{escape(text)}</p>"


def note(text: str) -> str:
    """What was just done."""
    return f'<p class="note" role="status">{escape(text)}</p>' if text else ""


def fault(text: str) -> str:
    """What is to be changed before trying again."""
    return (
        f'<p class="fault" role="alert" id="fault">{escape(text)}</p>' if text else ""
    )


def card(name: str, *body: str) -> str:
    heading = f"<h2>{escape(name)}</h2>" if name else ""
    return f'<section class="card">{heading}{"".join(body)}</section>'


def items(entries: list[str]) -> str:
    """Each is markup already."""
    listed = "".join(f"<li>{entry}</li>" for entry in entries)
    return f'<ul class="entries">{listed}</ul>'


def form(
    action: str,
    *body: str,
    button: str,
    hidden: Mapping[str, str] | None = None,
    look: str = "primary",
) -> str:
    kept = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in (hidden or {}).items()
    )
    return (
        f'<form method="post" class="act" action="{escape(action)}">{"".join(body)}{kept}'
        f'<button type="submit" class="{look}">{escape(button)}</button></form>'
    )


def folded(name: str, *body: str) -> str:
    """Opened by who wants it: a second gesture for what is not undone."""
    return f"<details><summary>{escape(name)}</summary>{''.join(body)}</details>"


def field(
    name: str,
    label: str,
    *,
    kind: str = "text",
    hint: str = "",
    problem: str = "",
    value: str = "",
    complete: str = "off",
) -> str:
    """A label, what helps, what is wrong, and the input they describe."""
    about = [(f"{name}-hint", hint)] if hint else []
    told = fault(problem)
    described = " ".join([i for i, _text in about] + (["fault"] if problem else []))
    marks = f' aria-describedby="{described}"' if described else ""
    marks += ' aria-invalid="true" autofocus' if problem else ""
    hints = "".join(f'<p class="hint" id="{i}">{escape(text)}</p>' for i, text in about)
    return (
        f'<div class="line"><label for="{name}">{escape(label)}</label>{hints}{told}'
        f'<input id="{name}" name="{name}" type="{kind}" maxlength="254" '
        f'value="{escape(value)}" autocomplete="{complete}"{marks}></div>'
    )


def choices(legend: str, name: str, options: Mapping[str, str], chosen: str) -> str:
    """One of several, all in sight."""
    boxes = "".join(
        f'<label><input type="radio" name="{name}" value="{value}"'
        f"{' checked' if value == chosen else ''}>{escape(text)}</label>"
        for value, text in options.items()
    )
    return (
        f'<fieldset class="choices"><legend>{escape(legend)}</legend>{boxes}</fieldset>'
    )
