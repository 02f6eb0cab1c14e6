"""Pages that only say something: the method, and what is not here."""

import reflex as rx

from toolkit.components.elements import level_badge
from toolkit.components.layout import about, layout, title
from toolkit.content.loader import library
from toolkit.domain.pack import Frequency, Severity
from toolkit.domain.rating import raw_level
from toolkit.i18n import (
    _,
    format_date,
    frequency_short,
    level_name,
    locale,
    severity_name,
)
from toolkit.routes import Page, path


def method() -> rx.Component:
    return about(
        Page.METHOD,
        title(_("La méthode"), _("Deux questions, un tableau, et rien de caché.")),
        rx.el.section(
            rx.el.h2(_("Comment un risque est classé")),
            rx.el.p(
                _(
                    "Si cela arrive, quel est le dommage le plus grave qui soit "
                    "plausible ? À quelle fréquence y est-on exposé ? Le tableau donne "
                    "le niveau. Vos réponses peuvent tout changer."
                )
            ),
            table(),
            rx.el.ul(
                rx.el.li(
                    _(
                        "« En partie » fait baisser d'un niveau. Un risque mortel reste "
                        "élevé, un risque de séquelles reste moyen."
                    )
                ),
                rx.el.li(
                    _(
                        "Un produit cancérogène, mutagène ou toxique pour la reproduction "
                        "reste élevé tant qu'il n'est pas maîtrisé."
                    )
                ),
                rx.el.li(
                    _(
                        "Une carte sans réponse est écrite « à évaluer », jamais « faible »."
                    )
                ),
                rx.el.li(
                    _(
                        "Un risque maîtrisé reste écrit, avec les mesures qui le tiennent."
                    )
                ),
                class_name="plainlist",
            ),
        ),
        rx.el.section(
            rx.el.h2(_("Comment trois actions sont proposées")),
            rx.el.p(
                _(
                    "Par niveau, puis par gravité, puis par nombre de personnes exposées, "
                    "puis par le temps du premier pas. C'est vous qui décidez."
                )
            ),
        ),
        rx.el.section(
            rx.el.h2(_("Les textes")),
            rx.el.p(
                _(
                    "Chaque texte porte son identifiant Légifrance et le jour de sa relecture."
                )
            ),
            texts(),
        ),
    )


def table() -> rx.Component:
    head = rx.el.tr(
        rx.el.th(_("Dommage"), scope="col"),
        *(rx.el.th(frequency_short(f), scope="col") for f in Frequency),
    )
    rows = (
        rx.el.tr(
            rx.el.th(severity_name(severity), scope="row"),
            *(
                rx.el.td(level_badge(level.name.lower(), level_name(level)))
                for level in (raw_level(severity, f) for f in Frequency)
            ),
        )
        for severity in Severity
    )
    return rx.el.div(
        rx.el.table(rx.el.thead(head), rx.el.tbody(*rows)),
        class_name="scroll",
        tab_index=0,
        role="region",
        custom_attrs={"aria-label": _("Tableau des niveaux")},
    )


def texts() -> rx.Component:
    cited = library().catalogue
    ids = {i for o in cited.obligations.values() for i in o.references}
    return rx.el.ul(
        *(
            rx.el.li(
                rx.el.a(
                    cited.references[i].title,
                    href=cited.references[i].url,
                    target="_blank",
                    rel="noreferrer",
                ),
                " — ",
                cited.references[i].subject,
                rx.el.small(
                    _(" Relu le {day}.").format(
                        day=format_date(cited.references[i].checked_on)
                    )
                ),
            )
            for i in sorted(ids)
        ),
        class_name="texts",
    )


def not_found() -> rx.Component:
    return layout(
        title(
            _("Cette page n'existe pas"),
            _(
                "L'adresse est peut-être incomplète. Rien de ce que vous avez écrit n'est perdu."
            ),
        ),
        rx.el.a(
            _("Revenir à l'accueil"),
            href=path(Page.HOME, locale()),
            class_name="primary",
        ),
    )
