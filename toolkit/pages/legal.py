"""Who publishes this site, and how to reach them: said as this installation was told."""

from collections.abc import Sequence

import reflex as rx

from toolkit.components.elements import link
from toolkit.components.layout import ABOUT, about, about_name, title
from toolkit.i18n import _, locale
from toolkit.routes import Page, path
from toolkit.settings import settings

LICENCE = "https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12"


def legal() -> rx.Component:
    given = settings()
    return about(
        Page.LEGAL,
        title(_("Mentions légales"), _("Qui publie ce site, et où il est hébergé.")),
        rx.el.section(
            rx.el.h2(_("Éditeur")),
            stated(
                (_("Nom"), given.publisher_name),
                (_("Adresse"), given.publisher_address),
                (_("Immatriculation"), given.publisher_registration),
                (_("Directeur de la publication"), given.publisher_director),
                (_("Adresse mail"), given.contact_email),
                (_("Téléphone"), given.contact_phone),
            ),
        ),
        rx.el.section(
            rx.el.h2(_("Hébergeur")),
            stated(
                (_("Nom"), given.host_name),
                (_("Adresse"), given.host_address),
                (_("Téléphone"), given.host_phone),
            ),
        ),
        rx.el.section(
            rx.el.h2(_("Le logiciel et ses textes")),
            rx.el.p(
                _(
                    "Le logiciel, les questionnaires et les dessins sont les nôtres. Ils "
                    "sont publiés sous la licence publique de l'Union européenne :"
                ),
                " ",
                rx.el.a("EUPL 1.2", href=LICENCE, target="_blank", rel="noreferrer"),
                ".",
            ),
            rx.el.p(
                _(
                    "Les réponses que vous donnez et le document que vous validez vous "
                    "appartiennent."
                )
            ),
        ),
    )


def stated(*lines: tuple[str, str]) -> rx.Component:
    """What this installation was told of itself; nothing is made up for the rest."""
    known = [(name, text) for name, text in lines if text]
    missing = [name for name, text in lines if not text]
    return rx.fragment(
        _list(known) if known else "",
        rx.el.p(
            _("Cette installation ne l'a pas encore renseigné :"),
            " ",
            ", ".join(missing).lower(),
            ".",
            class_name="note",
        )
        if missing
        else "",
    )


def _list(lines: Sequence[tuple[str, str]]) -> rx.Component:
    parts = [(rx.el.dt(name), rx.el.dd(_value(text))) for name, text in lines]
    return rx.el.dl(*(one for pair in parts for one in pair), class_name="facts-list")


def _value(text: str) -> rx.Component | str:
    is_mail = "@" in text and " " not in text
    return rx.el.a(text, href=f"mailto:{text}") if is_mail else text


def contact() -> rx.Component:
    given = settings()
    return about(
        Page.CONTACT,
        title(_("Contact"), _("Pour une question, une erreur, une difficulté.")),
        rx.el.section(
            stated(
                (_("Adresse mail"), given.contact_email),
                (_("Téléphone"), given.contact_phone),
                (_("Courrier"), given.publisher_address),
            ),
            rx.el.p(
                _(
                    "Dites-nous votre métier et la page où vous étiez. N'écrivez ni votre "
                    "lien secret, ni le nom d'un salarié, ni rien sur la santé de "
                    "quelqu'un."
                )
            ),
        ),
        rx.el.section(
            rx.el.h2(_("Ce que nous ne pouvons pas faire")),
            rx.el.ul(
                rx.el.li(
                    _(
                        "Répondre à une urgence. En danger, appelez le 15, le 18 ou le 112."
                    )
                ),
                rx.el.li(
                    _(
                        "Rouvrir un dossier dont le lien secret est perdu : nous n'en "
                        "gardons que l'empreinte."
                    )
                ),
                rx.el.li(
                    _(
                        "Donner un avis sur votre cas. Votre service de santé au travail "
                        "le peut, et connaît votre entreprise."
                    )
                ),
                class_name="plainlist",
            ),
        ),
    )


def plan() -> rx.Component:
    def entry(page: Page, name: str) -> rx.Component:
        return rx.el.li(link(name, to=path(page, locale())))

    return about(
        Page.PLAN,
        title(_("Plan du site"), _("Toutes les pages que l'on peut ouvrir d'ici.")),
        rx.el.section(
            rx.el.h2(_("Faire son document unique")),
            rx.el.ul(
                entry(Page.HOME, _("Accueil")),
                entry(Page.START, _("Commencer une évaluation")),
                class_name="plainlist",
            ),
            rx.el.p(
                _(
                    "Ensuite viennent les étapes de votre dossier : préparer, répondre, "
                    "choisir, valider, garder. Elles s'ouvrent avec lui."
                ),
                class_name="hint",
            ),
        ),
        rx.el.section(
            rx.el.h2(_("À propos")),
            rx.el.ul(
                *(entry(page, about_name(page)) for page in ABOUT),
                class_name="plainlist",
            ),
        ),
    )
