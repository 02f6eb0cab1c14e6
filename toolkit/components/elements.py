"""Small parts used by every page."""

import re
from typing import Any, Literal

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML
from reflex_components_core.react_router.dom import ReactRouterLink

from toolkit.i18n import SOURCE, _, locale
from toolkit.routes import Page, path

# What a page shows at run time: a Var, whose fields only Reflex can see.
Shown = Any

Kind = Literal["text", "number", "email"]


class NativeForm(BaseHTML):
    """A form the browser posts by itself: rx.el.form always prevents that."""

    tag = "form"
    action: rx.Var[str]
    method: rx.Var[str]


class NativeLink(BaseHTML):
    """A link the browser follows by itself: rx.el.a asks the router first, which knows
    pages and no files."""

    tag = "a"
    href: rx.Var[str]
    download: rx.Var[bool]


def download_link(*children: Any, href: Shown, **props: Any) -> rx.Component:
    return NativeLink.create(*children, href=href, download=True, **props)


def jump(text: str, *, to: str, **props: Any) -> rx.Component:
    """To another place of this page: the router would drop the address's query, and
    with it the draft or the search."""
    return NativeLink.create(text, href=f"#{to}", **props)


def full_load(*children: Any, href: Shown, **props: Any) -> rx.Component:
    """A link to another document: the browser loads it whole, its language included."""
    return NativeLink.create(*children, href=href, **props)


def native_form(*children: rx.Component, **props: Any) -> rx.Component:
    return NativeForm.create(*children, **props)


def link(*children: rx.Component | Shown, to: Shown, **props: Any) -> rx.Component:
    """A link within the application, without a page load."""
    return ReactRouterLink.create(*children, to=to, **props)


def picto(name: Shown, class_name: str = "picto") -> rx.Component:
    """One of our pictograms; always beside its word, so hidden from readers."""
    return rx.el.svg(
        rx.el.svg.use(href="/pictograms.svg#" + name),
        class_name=class_name,
        custom_attrs={"aria-hidden": "true", "viewBox": "0 0 32 32"},
    )


def drawing(name: str, size: tuple[int, int]) -> rx.Component:
    """A line drawing of assets/drawings.svg: it adds to the words, and is hidden from
    readers."""
    return rx.el.svg(
        rx.el.svg.use(href="/drawings.svg#" + name),
        class_name="drawing",
        custom_attrs={"aria-hidden": "true", "viewBox": f"0 0 {size[0]} {size[1]}"},
    )


def level_badge(code: Shown, text: Shown) -> rx.Component:
    """A level by colour, shape and word: never by colour alone."""
    return rx.el.strong(text, class_name="level level-" + code)


def saved_line(text: Shown) -> rx.Component:
    """Says what the server has just stored."""
    return rx.el.p(text, class_name="saved", role="status")


def loading() -> rx.Component:
    """As tall as a screen, so that the foot of the page does not jump."""
    return rx.el.p(_("Un instant…"), class_name="loading", role="status")


def not_here() -> rx.Component:
    """Shown where a draft is not open on this device."""
    return rx.el.section(
        rx.el.h1(_("Cette évaluation n'est pas ouverte ici")),
        rx.el.p(
            _(
                "Elle existe peut-être encore. Ouvrez-la avec le lien secret que vous "
                "avez gardé, sur cet appareil."
            )
        ),
        rx.el.p(
            _(
                "Sans ce lien, il faut en commencer une autre : personne ne peut le "
                "retrouver, pas même nous."
            ),
            class_name="hint",
        ),
        rx.el.a(
            _("Commencer une autre évaluation"),
            href=path(Page.HOME, locale()),
            class_name="plain",
        ),
        class_name="card",
    )


def on_draft(
    *children: rx.Component | str,
    page: Page,
    draft: Shown,
    label: str = "",
    **props: Any,
) -> rx.Component:
    """A link to another page of the same draft; `label` completes short words."""
    return link(
        *children,
        rx.el.span(" " + label, class_name="hidden") if label else "",
        to=rx.Var.create(path(page, locale()) + "?d=").to(str) + draft,
        **props,
    )


def filled(sentence: str, **shown: Shown) -> list[Shown]:
    """A sentence whose blanks are filled at run time, each where its language puts it."""
    parts = re.split(r"\{(\w+)\}", sentence)
    return [shown[part] if at % 2 else part for at, part in enumerate(parts)]


def spoken(language: Shown) -> dict[str, Any]:
    """Marks words of a questionnaire that may be in another language than the page, so
    that they are pronounced as they are written."""
    return {} if locale() == SOURCE else {"lang": language}


def some(items: Shown) -> Any:
    """Whether a list shown at run time has anything in it."""
    return items.length() > 0
