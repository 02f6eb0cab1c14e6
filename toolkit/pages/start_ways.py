"""What the start page asks or tells, by the size the registry gives a company."""

from typing import Any

import reflex as rx

from toolkit.components.elements import Shown
from toolkit.content.loader import library
from toolkit.domain.headcount import REFERENCES, Way
from toolkit.i18n import _


def way_card(sheet: Shown, said: Shown, on_say: Any) -> rx.Component:
    """What the registry's band makes us ask, or tell."""
    return rx.fragment(
        rx.cond(sheet.way == Way.AUTHORITY.value, authority(sheet, said, on_say)),
        rx.cond(sheet.way == Way.FIFTY.value, fifty()),
    )


def authority(sheet: Shown, said: Shown, on_say: Any) -> rx.Component:
    def button(text: str, answer: str) -> rx.Component:
        return rx.el.button(
            text,
            type="button",
            on_click=on_say({"answer": answer}),
            custom_attrs={"aria-pressed": rx.cond(said == answer, "true", "false")},
        )

    return rx.el.section(
        rx.el.fieldset(
            rx.el.legend(
                _(
                    "Quelqu'un travaille-t-il sous votre autorité, même stagiaire ou "
                    "apprenti ?"
                )
            ),
            rx.el.div(button(_("Oui"), "yes"), button(_("Non"), "no")),
            class_name="fact",
        ),
        rx.el.div(
            rx.match(said, ("yes", employer()), ("no", alone(sheet)), rx.fragment()),
            role="status",
        ),
        class_name="card",
        id="autorite",
    )


def employer() -> rx.Component:
    return rx.el.p(
        _(
            "Alors ce document est pour vous : toute personne placée sous votre autorité "
            "y compte, quel que soit son contrat."
        ),
        law(REFERENCES[Way.AUTHORITY][0]),
    )


def alone(sheet: Shown) -> rx.Component:
    return rx.fragment(
        rx.el.p(
            _(
                "Vous travaillez seul : un parcours court pour les indépendants se "
                "prépare, il n'est pas encore prêt. D'ici là, ce questionnaire est à "
                "vous, librement : il montre vos risques et trois actions."
            )
        ),
        rx.el.p(
            rx.cond(
                sheet.is_sole,
                _(
                    "Un indépendant peut s'affilier au service de prévention et de santé "
                    "au travail de son choix. Appelez-en un : il a une offre pour vous."
                ),
                _(
                    "Un indépendant peut s'affilier au service de prévention et de santé "
                    "au travail de son choix. Pour un dirigeant de société, cela dépend "
                    "de son statut : demandez-le à ce service."
                ),
            ),
            law(REFERENCES[Way.AUTHORITY][1]),
        ),
    )


def fifty() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("À partir de 50 salariés, la loi demande aussi un programme")),
        rx.el.p(
            _(
                "C'est le programme annuel de prévention (PAPRIPACT) : la liste détaillée "
                "des mesures de l'année, leurs moyens, leur coût, leur calendrier. Cet "
                "outil fait le document unique, pas ce programme. Vous pouvez continuer."
            ),
            law(REFERENCES[Way.FIFTY][0]),
        ),
        class_name="card",
    )


def law(reference: str) -> rx.Component:
    text = library().catalogue.references[reference]
    return rx.el.small(
        " ",
        rx.el.a(text.title, href=text.url, target="_blank", rel="noreferrer"),
    )
