"""The files of the « document » page, each with what it is for; parts of its view."""

import reflex as rx

from toolkit.components.elements import (
    Shown,
    download_link,
    on_draft,
    picto,
    some,
)
from toolkit.i18n import _, locale
from toolkit.routes import File, Page, download

# The page's State, handed over by the page: this module must not import it back.
State = Shown


def standing(page: State) -> rx.Component:
    """What to do next with this document."""
    return rx.el.section(
        rx.cond(
            page.is_validated,
            rx.cond(
                page.has_changed,
                rx.el.p(
                    _(
                        "Vous avez changé des réponses depuis cette version. Validez à "
                        "nouveau pour en faire une nouvelle."
                    ),
                    class_name="note",
                ),
                rx.el.p(
                    _(
                        "Gardez le PDF avec vos papiers, et envoyez-le à votre service de "
                        "santé au travail. Il n'y a pas de dépôt national à faire "
                        "aujourd'hui."
                    )
                ),
            ),
        ),
        rx.cond(
            ~page.is_validated | page.has_changed,
            on_draft(
                _("Passer à la validation"),
                page=Page.VALIDATE,
                draft=page.draft,
                class_name="primary",
            ),
        ),
        rx.el.p(
            on_draft(_("Modifier mes réponses"), page=Page.SUMMARY, draft=page.draft)
        ),
        class_name="card",
    )


def files(page: State) -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Le document")),
        rx.el.ul(
            choice(
                page,
                File.DUERP_PDF,
                "ui-pdf",
                _("PDF"),
                _("À garder, à imprimer, à envoyer."),
                is_first=True,
            ),
            choice(
                page,
                File.DUERP_WORD,
                "ui-word",
                _("Word"),
                _("Le même contenu, pour y ajouter vos mots."),
            ),
            choice(
                page,
                File.DUERP_EXCEL,
                "ui-excel",
                _("Excel"),
                _("Le même contenu en tableaux, pour trier et filtrer."),
            ),
            class_name="files",
        ),
        rx.cond(
            page.sha256 != "",
            rx.el.p(_("Empreinte de cette version : "), page.sha256, class_name="hint"),
        ),
        rx.cond(
            page.is_validated & page.has_changed,
            rx.el.p(
                download_link(
                    _("Télécharger le projet avec vos derniers changements (PDF)"),
                    href=address(File.DUERP_PDF) + page.project,
                )
            ),
        ),
        class_name="card",
    )


def team(page: State) -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Pour l'équipe")),
        rx.el.ul(
            choice(
                page,
                File.NOTICE,
                "ui-poster",
                _("L'avis à afficher"),
                _("Il dit où lire le document. Complétez-le à la main."),
            ),
            choice(
                page,
                File.WALL,
                "ui-poster",
                _("Le résumé pour le mur"),
                _("Une page : les trois actions et les risques à connaître."),
            ),
            class_name="files",
        ),
        rx.el.h3(_("La fiche du premier jour")),
        rx.el.p(
            _("À lire ensemble et à signer, quand quelqu'un arrive."), class_name="hint"
        ),
        rx.el.ul(
            rx.foreach(page.sheets, by_name),
            rx.el.li(
                download_link(
                    picto("ui-people"),
                    rx.cond(
                        some(page.sheets),
                        _("Toutes les unités de travail"),
                        _("Toute l'entreprise"),
                    ),
                    href=address(File.FIRST_DAY) + page.which,
                    class_name="plain",
                )
            ),
            class_name="files",
        ),
        class_name="card",
    )


def agenda(page: State) -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Dans mon agenda")),
        rx.cond(
            page.is_dated,
            rx.el.ul(
                choice(
                    page,
                    File.CALENDAR,
                    "ui-calendar",
                    _("Les trois actions, avec leurs jours"),
                    _("Un rappel une semaine avant. À ouvrir avec votre agenda."),
                ),
                class_name="files",
            ),
            rx.el.p(
                _("Donnez un jour à vos actions : elles iront dans votre agenda. "),
                on_draft(_("Choisir"), page=Page.PRIORITIES, draft=page.draft),
            ),
        ),
        class_name="card",
    )


def before(page: State) -> rx.Component:
    return rx.cond(
        some(page.before),
        rx.el.section(
            rx.el.h2(_("Les versions d'avant")),
            rx.el.ul(rx.foreach(page.before, by_name), class_name="files"),
            class_name="card",
        ),
    )


def by_name(shown: Shown) -> rx.Component:
    return rx.el.li(
        download_link(
            picto("ui-pdf"), rx.el.span(shown.name), href=shown.url, class_name="plain"
        )
    )


def choice(
    page: State,
    file: File,
    icon: str,
    name: str,
    purpose: str,
    *,
    is_first: bool = False,
) -> rx.Component:
    return rx.el.li(
        download_link(
            picto(icon),
            rx.el.span(rx.el.strong(name), rx.el.small(purpose)),
            href=address(file) + page.which,
            class_name="primary" if is_first else "plain",
        )
    )


def address(file: File) -> Shown:
    return rx.Var.create(download(file, locale())).to(str)
