"""What surrounds every page: skip link, header, problems, footer."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import reflex as rx
from reflex_components_core.base.error_boundary import ErrorBoundary
from reflex_components_core.core.banner import has_connection_errors

from toolkit.auth.visitor import Notice, Opened
from toolkit.components.elements import Shown, full_load, jump, link, picto
from toolkit.i18n import LANGUAGE_NAMES, LOCALES, SOURCE, _, locale
from toolkit.routes import Page, path, self_checks

_page: ContextVar[Page] = ContextVar("page", default=Page.HOME)


@contextmanager
def standing_at(page: Page) -> Generator[None]:
    """What is drawn within the block is this page; outside, the first one."""
    token = _page.set(page)
    try:
        yield
    finally:
        _page.reset(token)


def layout(*children: Shown, leave: Any = None) -> rx.Component:
    """`leave` is given by the pages of a draft: it runs when the page is left."""
    return rx.fragment(
        jump(_("Aller au contenu"), to="contenu", class_name="skip"),
        header(),
        connection(),
        problem(),
        rx.el.main(
            printed() if leave else "",
            guarded(*children),
            id="contenu",
            tab_index=-1,
            **({"on_unmount": leave} if leave else {}),
        ),
        footer(),
    )


def header() -> rx.Component:
    """The brand, then a few links; the language switch goes last among them."""
    return rx.el.header(
        rx.el.div(
            rx.el.a(
                rx.el.img(src="/favicon.svg", alt="", width="32", height="32"),
                rx.el.span(_("Trois pas")),
                href=path(Page.HOME, locale()),
                class_name="brand",
            ),
            rx.el.nav(
                link(_("La méthode"), to=path(Page.METHOD, locale())),
                *other_languages(),
                custom_attrs={"aria-label": _("Principal")},
            ),
        ),
        class_name="top",
    )


def other_languages() -> list[rx.Component]:
    """This very page in the other languages; app.js adds the query, so that the same
    card of the same draft comes."""
    return [
        full_load(
            LANGUAGE_NAMES[name],
            href=path(_page.get(), name),
            lang=name,
            custom_attrs={"hrefLang": name, "data-language": ""},
        )
        for name in LOCALES
        if name != locale()
    ]


def alternates(page: Page) -> list[rx.Component]:
    """For search engines: the same page in every language."""
    return [
        rx.el.link(rel="alternate", href_lang=name, href=path(page, name))
        for name in LOCALES
    ]


def printed() -> rx.Component:
    """On paper only: whose pages these are, and the day (written by app.js)."""
    return rx.el.p(
        rx.el.strong(Opened.company),
        rx.el.span(_("Imprimé le"), " ", rx.el.time()),
        class_name="printed",
    )


def guarded(*children: Shown) -> rx.Component:
    """A page that crashes in the browser says so, in our words."""
    return ErrorBoundary.create(
        *children, fallback_render=rx.Var.create(crashed()), on_error=rx.noop()
    )


def crashed() -> rx.Component:
    return rx.el.section(
        rx.el.h1(_("Cette page n'a pas pu s'afficher")),
        rx.el.p(
            _(
                "La faute est de notre côté. Vos réponses enregistrées sont gardées. "
                "Rechargez la page. Si cela recommence, revenez à l'accueil."
            ),
            role="alert",
        ),
        full_load(_("Recharger la page"), href="", class_name="primary"),
        full_load(
            _("Revenir à l'accueil"), href=path(Page.HOME, locale()), class_name="plain"
        ),
        class_name="card",
    )


def connection() -> rx.Component:
    """Shown while the server does not answer; app.js warns before closing meanwhile."""
    return rx.el.div(
        rx.cond(
            has_connection_errors,
            rx.el.p(
                picto("ui-warning"),
                _(
                    "Connexion perdue : votre dernière réponse n'est pas enregistrée. "
                    "Gardez la page ouverte, elle partira toute seule."
                ),
                class_name="banner",
                id="hors-ligne",
            ),
        ),
        role="status",
    )


def problem() -> rx.Component:
    return rx.el.div(
        rx.cond(
            Notice.problem != "",
            rx.el.p(
                rx.el.span(Notice.problem),
                rx.el.button(_("Fermer"), on_click=Notice.close, type="button"),
                class_name="banner",
            ),
        ),
        role="alert",
    )


def footer() -> rx.Component:
    return rx.el.footer(
        rx.el.div(
            rx.el.p(
                _(
                    "Cet outil vous aide à évaluer vos risques. Il ne remplace pas votre "
                    "jugement : vous connaissez votre entreprise."
                )
            ),
            rx.el.nav(
                rx.el.ul(
                    *(rx.el.li(_to(page)) for page in ABOUT[1:]),
                    rx.el.li(
                        full_load(
                            _("Faire le point sur soi"), href=self_checks(locale())
                        )
                    ),
                ),
                custom_attrs={"aria-label": _("Pied de page")},
            ),
        ),
        class_name="bottom",
    )


ABOUT = (
    Page.METHOD,
    Page.PRIVACY,
    Page.LEGAL,
    Page.ACCESSIBILITY,
    Page.CONTACT,
    Page.PLAN,
)


def about_name(page: Page) -> str:
    """How a link to a page about the service is worded."""
    return {
        Page.METHOD: _("La méthode"),
        Page.PRIVACY: _("Vos données"),
        Page.LEGAL: _("Mentions légales"),
        Page.ACCESSIBILITY: _("Accessibilité : non conforme"),
        Page.CONTACT: _("Contact"),
        Page.PLAN: _("Plan du site"),
    }[page]


def _to(page: Page, **props: Any) -> rx.Component:
    return link(about_name(page), to=path(page, locale()), **props)


def about(current: Page, *children: Shown) -> rx.Component:
    """A page about the service; on a wide screen the others stand beside it."""
    return layout(
        rx.el.nav(
            rx.el.ul(
                *(
                    rx.el.li(
                        _to(
                            page,
                            custom_attrs={"aria-current": "page"}
                            if page is current
                            else {},
                        )
                    )
                    for page in ABOUT
                )
            ),
            class_name="aside-nav",
            custom_attrs={"aria-label": _("À propos")},
        ),
        *children,
    )


def title(text: Shown, lead: Shown = "") -> rx.Component:
    """The page's h1; it takes the focus after a navigation, not on the first load."""
    return rx.fragment(
        rx.el.h1(text, id="titre", tab_index=-1, on_mount=_focus("titre")),
        rx.el.p(lead, class_name="lead") if isinstance(lead, rx.Var) or lead else "",
    )


def _focus(element: str) -> rx.event.EventSpec:
    return rx.call_function(
        rx.Var(
            "() => { if (window.history.state?.idx > 0) "
            f"document.getElementById('{element}')?.focus({{preventScroll: true}}) }}"
        )
    )


STEPS = (Page.PREPARE, Page.QUESTIONS, Page.PRIORITIES, Page.VALIDATE, Page.DOCUMENT)


def steps(current: Page, draft: Shown, language: Shown) -> rx.Component:
    """The five steps; each is a link, so that one can go back anywhere. `language` is
    that of the questionnaire."""
    names = {
        Page.PREPARE: _("Préparer"),
        Page.QUESTIONS: _("Répondre"),
        Page.PRIORITIES: _("Choisir"),
        Page.VALIDATE: _("Valider"),
        Page.DOCUMENT: _("Garder"),
    }
    return rx.fragment(_step_links(names, current, draft), not_translated(language))


def not_translated(language: Shown) -> rx.Component:
    """Said once, at the top of the pages of a draft; the French pages need not."""
    if locale() == SOURCE:
        return rx.fragment()
    return rx.cond(
        language == SOURCE,
        rx.el.p(
            _(
                "Ce questionnaire n'est pas encore traduit : ses cartes et son document "
                "sont en français."
            ),
            class_name="note",
            id="pas-traduit",
        ),
    )


def _step_links(names: dict[Page, str], current: Page, draft: Shown) -> rx.Component:
    return rx.el.nav(
        rx.el.ol(
            *(
                rx.el.li(
                    link(
                        rx.el.span(names[page]),
                        to=rx.Var.create(path(page, locale()) + "?d=").to(str) + draft,
                        custom_attrs={"aria-current": "step"}
                        if page is current
                        else {},
                    )
                )
                for page in STEPS
            )
        ),
        class_name="steps",
        custom_attrs={"aria-label": _("Étapes")},
    )
