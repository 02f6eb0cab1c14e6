"""What is kept of people, and what those who cannot use the site may ask."""

from collections.abc import Iterator

import reflex as rx

from toolkit.components.elements import link
from toolkit.components.layout import about, title
from toolkit.content.loader import library
from toolkit.i18n import _, locale
from toolkit.pages.legal import stated
from toolkit.routes import Page, path
from toolkit.settings import settings

CNIL = "https://www.cnil.fr/"
DEFENDER = "https://www.defenseurdesdroits.fr/"

Kept = tuple[str, str, str]
"""What, why, until when."""


def privacy() -> rx.Component:
    return about(
        Page.PRIVACY,
        title(
            _("Vos données"), _("Ce que nous gardons, où, pourquoi, et jusqu'à quand.")
        ),
        kept(),
        rx.el.section(
            rx.el.h2(_("Ce que nous ne demandons pas")),
            rx.el.p(
                _(
                    "N'écrivez pas de noms de salariés ni d'information sur la santé de "
                    "quelqu'un : le document parle de postes."
                )
            ),
        ),
        rx.el.section(
            rx.el.h2(_("« Faire le point »")),
            rx.el.p(
                _(
                    "Ce que vous y répondez ne quitte pas votre appareil : rien n'est "
                    "envoyé, rien n'est enregistré. Si vous le demandez, et alors "
                    "seulement, un total annuel de votre communauté augmente de un."
                )
            ),
        ),
        cookies(),
        rx.el.section(
            rx.el.h2(_("Qui peut lire")),
            rx.el.p(
                _(
                    "Qui a votre lien secret lit et modifie votre dossier : gardez-le pour "
                    "vous. Rien n'est transmis à quiconque sans un geste de votre part."
                )
            ),
            rx.el.p(
                _(
                    "Quand vous cherchez votre entreprise, le nom, la ville ou le numéro "
                    "que vous tapez part à l'Annuaire des entreprises, un service de "
                    "l'État. Lui ne voit ni votre adresse réseau, ni vos réponses."
                )
            ),
        ),
        your_rights(),
    )


def kept() -> rx.Component:
    head = (_("Quoi"), _("Pourquoi"), _("Jusqu'à quand"))
    rows = (
        (
            _("Nom, SIRET et effectif de l'entreprise, réponses, actions"),
            _("Faire votre document, et le reprendre."),
            _(
                "Jamais validées : douze mois après la dernière ouverture. Validées : "
                "comme la version. Avant, si vous le demandez."
            ),
        ),
        (
            _("Adresse mail où vous recevez votre lien, si vous en donnez une"),
            _("Vous l'envoyer, et vous prévenir deux fois avant d'effacer."),
            _("Comme vos réponses, ou jusqu'à « Oublier cette adresse »."),
        ),
        (
            _("Versions validées, sans nom de personne"),
            _("L'employeur doit pouvoir les montrer."),
            _("40 ans au moins."),
        ),
        (
            _("Nom de qui valide, et son adresse mail s'il la donne"),
            _("Dire qui a validé. Ils sont rangés à part du contenu scellé."),
            _("Comme la version."),
        ),
        *accounts(),
        *meetings_and_calls(),
        (
            _("Adresse réseau"),
            _("Arrêter un afflux de demandes."),
            _(
                "Dix secondes en mémoire, une heure si vous demandez un message ; jamais "
                "dans un fichier."
            ),
        ),
    )
    law = library().catalogue.references["ct-r4121-4"]
    return rx.el.section(
        rx.el.h2(_("Ce qui est gardé")),
        rx.el.p(
            _(
                "Tout est sur ce serveur, sous un numéro tiré au hasard. Votre lien secret "
                "n'y est pas : nous n'en gardons qu'une empreinte."
            )
        ),
        rx.el.div(
            rx.el.table(
                rx.el.thead(rx.el.tr(*(rx.el.th(name, scope="col") for name in head))),
                rx.el.tbody(
                    *(
                        rx.el.tr(
                            rx.el.th(what, scope="row"), rx.el.td(why), rx.el.td(end)
                        )
                        for what, why, end in rows
                    )
                ),
            ),
            class_name="scroll",
            tab_index=0,
            role="region",
            custom_attrs={"aria-label": _("Ce qui est gardé")},
        ),
        rx.el.p(
            _("Les 40 ans viennent de la loi :"),
            " ",
            rx.el.a(law.title, href=law.url, target="_blank", rel="noreferrer"),
            ".",
            class_name="hint",
        ),
    )


def accounts() -> Iterator[Kept]:
    yield (
        _("Adresse mail, langue et dates de votre compte, si vous en avez un"),
        _("Vous connecter, et partager une entreprise."),
        _(
            "Jusqu'à « Effacer mon compte ». Un an sans usage, s'il n'a pas d'entreprise."
        ),
    )
    yield (
        _("Appareils connectés, liens envoyés"),
        _("Vous les montrer, et pouvoir les couper."),
        _("90 jours sans usage pour un appareil, 30 jours après sa fin pour un lien."),
    )
    yield (
        _("Journal des accès à une entreprise"),
        _("Lui dire qui d'autre a ouvert ses documents."),
        _("Un an."),
    )


def meetings_and_calls() -> Iterator[Kept]:
    yield (
        _("Demande d'être rappelé : nom ou pseudonyme, téléphone, moment"),
        _("Que le service de santé au travail vous appelle."),
        _("Dès qu'il l'a fait. Sinon 30 jours, ou le délai dit sur la page."),
    )
    yield (
        _("Inscription à une rencontre : nom, adresse mail"),
        _("Garder votre place, et vous prévenir."),
        _("30 jours après la rencontre."),
    )


def cookies() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Cookies")),
        rx.el.p(
            _(
                "Un témoin de connexion (cookie) par dossier ouvre vos réponses dans ce "
                "navigateur, pendant un an. Sans lui, le site ne marche pas. Si vous vous "
                "connectez, un autre vous reconnaît pendant un an au plus, et un "
                "troisième retient un quart d'heure que ce navigateur a demandé le lien. "
                "Il n'y en a pas d'autre : ni mesure d'audience, ni "
                "publicité. C'est pourquoi aucun bandeau ne vous demande votre accord."
            )
        ),
        rx.el.p(
            _(
                "Votre navigateur retient aussi, chez vous seulement, si vous répondez "
                "avec les touches 1 à 5."
            )
        ),
    )


def your_rights() -> rx.Component:
    given = settings()
    return rx.el.section(
        rx.el.h2(_("Vos droits")),
        rx.el.p(
            _(
                "Vous pouvez demander à voir ce qui vous concerne, à le corriger, à "
                "l'emporter ou à l'effacer. Écrivez à qui publie ce site, en donnant le "
                "numéro du dossier (dans son adresse, après « d= »), jamais le lien secret."
            )
        ),
        stated(
            (_("Responsable"), given.publisher_name),
            (_("Adresse mail"), given.contact_email),
        ),
        rx.el.p(
            _("Si la réponse ne vient pas, vous pouvez saisir la"),
            " ",
            rx.el.a("CNIL", href=CNIL, target="_blank", rel="noreferrer"),
            ".",
        ),
    )


def accessibility() -> rx.Component:
    return about(
        Page.ACCESSIBILITY,
        title(
            _("Accessibilité"),
            _("Ce que nous avons vérifié, ce qui manque, à qui le dire."),
        ),
        rx.el.section(
            rx.el.h2(_("État de conformité")),
            rx.el.p(
                _(
                    "Ce site est non conforme au référentiel général d'amélioration de "
                    "l'accessibilité (RGAA 4.1) : personne d'extérieur ne l'a encore "
                    "audité. Nous visons la conformité."
                )
            ),
        ),
        checked(),
        missing(),
        recourse(),
    )


def checked() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Ce que nous vérifions nous-mêmes")),
        rx.el.p(_("À chaque changement, sur toutes les pages :")),
        rx.el.ul(
            rx.el.li(_("l'outil axe, en clair et en sombre, sans faute admise ;")),
            rx.el.li(
                _("le parcours entier au clavier, de l'accueil au document validé ;")
            ),
            rx.el.li(_("un écran de 320 pixels, et un texte agrandi deux fois ;")),
            rx.el.li(
                _(
                    "le contraste des couleurs, les mouvements réduits, le contraste forcé."
                )
            ),
            class_name="plainlist",
        ),
    )


def missing() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Ce qui ne marche pas encore, ou n'est pas prouvé")),
        rx.el.ul(
            rx.el.li(_("Aucun essai complet n'a été fait avec un lecteur d'écran.")),
            rx.el.li(
                _(
                    "Le document PDF n'est pas balisé : un lecteur d'écran le lit à plat. "
                    "Les mêmes réponses se lisent dans les pages."
                )
            ),
            rx.el.li(
                _("Répondre demande JavaScript. L'accueil et ces pages se lisent sans.")
            ),
            class_name="plainlist",
        ),
    )


def recourse() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Nous le dire, et les recours")),
        rx.el.p(
            _(
                "Quelque chose vous empêche d'avancer ? Dites-le nous, nous chercherons "
                "un autre moyen :"
            ),
            " ",
            link(_("Contact"), to=path(Page.CONTACT, locale())),
            ".",
        ),
        rx.el.p(
            _("Si rien ne change, vous pouvez saisir le"),
            " ",
            rx.el.a(
                _("Défenseur des droits"),
                href=DEFENDER,
                target="_blank",
                rel="noreferrer",
            ),
            _(
                ", en ligne, par son délégué près de chez vous, ou par courrier gratuit :"
            ),
            " ",
            "Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.",
        ),
        rx.el.p(_("Déclaration établie le 25 novembre 2026."), class_name="hint"),
    )
