"""Keep it: the files, the link to come back, and what the law still asks."""

from dataclasses import dataclass

import reflex as rx

from toolkit import clock
from toolkit.auth.access import public
from toolkit.auth.draft_page import DraftPage
from toolkit.auth.visitor import draft_key
from toolkit.components.elements import (
    Shown,
    download_link,
    loading,
    not_here,
    on_draft,
    picto,
    some,
)
from toolkit.components.layout import layout, steps, title
from toolkit.content.loader import library
from toolkit.db import drafts
from toolkit.db.session import read
from toolkit.domain.duerp import Duerp, Requirement, has_changed
from toolkit.domain.obligations import State
from toolkit.i18n import _, format_date, locale, state_name
from toolkit.routes import Page, path, pdf
from toolkit.settings import settings
from toolkit.workflows.answering import pack_of
from toolkit.workflows.document import Held, held, project_of

ICONS = {
    State.DONE: "ui-check",
    State.MISSING: "ui-warning",
    State.CONFIRM: "ui-info",
    State.NOT_DUE: "ui-none",
}


@dataclass
class VersionView:
    name: str = ""
    url: str = ""
    sha256: str = ""


@dataclass
class Ask:
    """One thing the law asks, with what to do about it."""

    text: str = ""
    hint: str = ""
    state: str = ""
    state_name: str = ""
    icon: str = ""
    texts: str = ""


class Document(DraftPage, rx.State):
    name: str = ""
    project_url: str = ""
    versions: list[VersionView] = []
    has_changed: bool = False
    asks: list[Ask] = []
    link: str = ""

    @public
    async def open(self) -> None:
        self.link = ""
        if found := await self._opened(held):
            self._show_held(found)

    @public
    async def show_link(self) -> None:
        """The secret link, only to a browser that already holds the secret."""
        if self.draft:
            key = draft_key(self, self.draft)
            await read(drafts.opens, key)
            address = path(Page.RESUME, locale(), d=key.public_id, k=key.secret)
            self.link = settings().public_url.rstrip("/") + address

    async def _refresh(self) -> None:
        if self.draft:
            self._show_held(await read(held, draft_key(self, self.draft)))

    def _show_held(self, found: Held) -> None:
        self.language = pack_of(found.stored).language
        project = project_of(found.stored, dated=clock.today())
        self.name = project.company.name or project.pack.name
        self.project_url = pdf(locale(), self.draft)
        self.versions = [
            VersionView(
                name=_("Version {number}, validée le {day}").format(
                    number=one.number, day=format_date(clock.day_of(one.validated_at))
                ),
                url=pdf(locale(), self.draft, one.number),
                sha256=one.sha256[:12],
            )
            for one in found.versions
        ]
        sealed = found.latest
        latest = Duerp.model_validate_json(sealed.content) if sealed else project
        # Compared in the same words: the sealed ones may be in another language.
        again = project_of(found.stored, dated=clock.today(), language=latest.language)
        self.has_changed = has_changed(latest, again)
        self.asks = [_ask(requirement) for requirement in latest.requirements]


def _ask(requirement: Requirement) -> Ask:
    texts = library().catalogue.references
    # In the language of the page, whatever the sealed document's.
    said = library().catalogue.obligations.get(requirement.id, requirement)
    return Ask(
        text=said.text,
        hint=said.hint if requirement.state is not State.DONE else "",
        state=requirement.state.value,
        state_name=state_name(requirement.state),
        icon=ICONS[requirement.state],
        texts=", ".join(
            texts[i].article or texts[i].title for i in requirement.references
        ),
    )


def page() -> rx.Component:
    return layout(
        steps(Page.DOCUMENT, Document.draft, Document.language),
        rx.cond(
            Document.is_missing,
            not_here(),
            rx.cond(Document.draft == "", loading(), body()),
        ),
        leave=Document.leave,
    )


def body() -> rx.Component:
    return rx.fragment(
        rx.cond(
            some(Document.versions),
            title(_("Votre document unique est validé"), Document.name),
            title(_("Votre document unique est un projet"), Document.name),
        ),
        files(),
        secret_link(),
        asks(),
    )


def files() -> rx.Component:
    return rx.el.section(
        rx.el.ul(rx.foreach(Document.versions, version), class_name="files"),
        rx.cond(
            Document.has_changed,
            rx.el.p(
                _(
                    "Vous avez changé des réponses depuis cette version. Validez à "
                    "nouveau pour en faire une nouvelle."
                ),
                class_name="note",
            ),
        ),
        rx.cond(
            ~some(Document.versions) | Document.has_changed,
            rx.fragment(
                download_link(
                    picto("ui-download"),
                    _("Télécharger le projet (PDF)"),
                    href=Document.project_url,
                    class_name="plain",
                ),
                on_draft(
                    _("Passer à la validation"),
                    page=Page.VALIDATE,
                    draft=Document.draft,
                    class_name="primary",
                ),
            ),
        ),
        rx.cond(
            some(Document.versions),
            rx.el.p(
                _(
                    "Gardez ce fichier avec vos papiers, et envoyez-le à votre service "
                    "de santé au travail. Il n'y a pas de dépôt national à faire "
                    "aujourd'hui."
                )
            ),
        ),
        rx.el.p(
            on_draft(
                _("Modifier mes réponses"), page=Page.SUMMARY, draft=Document.draft
            )
        ),
        class_name="card",
    )


def version(shown: Shown) -> rx.Component:
    return rx.el.li(
        download_link(
            picto("ui-download"),
            rx.el.span(
                shown.name, rx.el.br(), rx.el.small(_("PDF, empreinte "), shown.sha256)
            ),
            href=shown.url,
            class_name="primary",
        )
    )


def secret_link() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Revenir plus tard, ou sur un autre appareil")),
        rx.el.p(
            _(
                "Votre dossier est gardé sous un lien secret. Qui a ce lien peut lire et "
                "modifier : gardez-le pour vous."
            )
        ),
        rx.cond(
            Document.link == "",
            rx.el.button(
                picto("ui-link"),
                _("Voir mon lien"),
                type="button",
                on_click=Document.show_link,
                class_name="plain",
            ),
            rx.el.div(
                rx.el.input(
                    id="lien",
                    value=Document.link,
                    read_only=True,
                    custom_attrs={"aria-label": _("Votre lien secret")},
                ),
                rx.el.button(
                    _("Copier"),
                    type="button",
                    class_name="plain",
                    custom_attrs={"data-copy": "lien", "data-copied": _("Copié")},
                ),
                class_name="field",
            ),
        ),
        class_name="card",
    )


def asks() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Ce que la loi demande")),
        rx.el.ul(rx.foreach(Document.asks, ask), class_name="asks"),
    )


def ask(shown: Shown) -> rx.Component:
    return rx.el.li(
        picto(shown.icon),
        rx.el.div(
            rx.el.strong(shown.state_name, class_name="state"),
            rx.el.p(shown.text),
            rx.cond(shown.hint != "", rx.el.p(shown.hint, class_name="hint")),
            rx.el.small(_("Code du travail : "), shown.texts),
        ),
        class_name="ask-" + shown.state,
    )
