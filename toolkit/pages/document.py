"""Keep it: the files, the link to come back, and what the law still asks."""

from dataclasses import dataclass

import reflex as rx

from toolkit import clock
from toolkit.auth.access import public
from toolkit.auth.draft_page import DraftPage
from toolkit.auth.visitor import Opened, draft_key
from toolkit.components.elements import Shown, full_load, loading, not_here, picto
from toolkit.components.layout import layout, steps, title
from toolkit.components.mail_link import mail_my_link
from toolkit.content.loader import library
from toolkit.db import drafts
from toolkit.db.session import read
from toolkit.db.versions import Listed
from toolkit.domain.duerp import Duerp, Requirement, has_changed
from toolkit.domain.obligations import State
from toolkit.i18n import _, format_date, locale, state_name
from toolkit.pages import document_files
from toolkit.routes import File, Page, Plain, download, path, which
from toolkit.settings import settings
from toolkit.workflows.answering import pack_of
from toolkit.workflows.document import Held, held, project_of
from toolkit.workflows.files import has_dates
from toolkit.workflows.mail_link import secret_link

ICONS = {
    State.DONE: "ui-check",
    State.MISSING: "ui-warning",
    State.CONFIRM: "ui-info",
    State.NOT_DUE: "ui-none",
}


@dataclass
class FileView:
    """A version of before, or a unit's sheet: something to download, by its name."""

    name: str = ""
    url: str = ""


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
    which: str = ""
    sha256: str = ""
    sheets: list[FileView] = []
    before: list[FileView] = []
    is_validated: bool = False
    is_dated: bool = False
    has_changed: bool = False
    project: str = ""
    asks: list[Ask] = []
    link: str = ""
    can_mail: bool = False

    @public
    async def open(self) -> None:
        self.link = ""
        self.can_mail = settings().can_mail
        if found := await self._opened(held):
            self._show_held(found)

    @public
    async def show_link(self) -> None:
        """The secret link, only to a browser that already holds the secret."""
        if self.draft:
            key = draft_key(self, self.draft).alone
            await read(drafts.opens, key)
            self.link = secret_link(key, locale())

    async def _refresh(self) -> None:
        if found := await self._again(held):
            self._show_held(found)

    def _show_held(self, found: Held) -> None:
        self.language = pack_of(found.stored).language
        project = project_of(found.stored, dated=clock.today())
        sealed = found.latest
        latest = Duerp.model_validate_json(sealed.content) if sealed else project
        self.name = project.company.name or project.pack.name
        self.is_validated = sealed is not None
        self.which = which(self.draft, latest.number)
        self.project = which(self.draft)
        self.sha256 = sealed.sha256[:12] if sealed else ""
        self.sheets = [
            FileView(
                name=unit.name,
                url=download(File.FIRST_DAY, locale())
                + which(self.draft, latest.number, unit.id),
            )
            for unit in latest.units
        ]
        self.before = [_before(self.draft, one) for one in found.versions[1:]]
        self.is_dated = has_dates(latest)
        # Compared in the same words: the sealed ones may be in another language.
        again = project_of(found.stored, dated=clock.today(), language=latest.language)
        self.has_changed = has_changed(latest, again)
        self.asks = [_ask(requirement) for requirement in latest.requirements]


def _before(draft: str, one: Listed) -> FileView:
    return FileView(
        name=_("Version {number}, validée le {day}").format(
            number=one.number, day=format_date(clock.day_of(one.validated_at))
        ),
        url=download(File.DUERP_PDF, locale()) + which(draft, one.number),
    )


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
            Document.is_validated,
            title(_("Votre document unique est validé"), Document.name),
            title(_("Votre document unique est un projet"), Document.name),
        ),
        document_files.standing(Document),
        document_files.files(Document),
        document_files.team(Document),
        document_files.agenda(Document),
        document_files.before(Document),
        rx.cond(Opened.may_share, coming_back(), in_account()),
        asks(),
    )


def coming_back() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Revenir plus tard, ou sur un autre appareil")),
        rx.el.p(
            _(
                "Votre dossier est gardé sous un lien secret. Qui a ce lien peut lire et "
                "modifier : gardez-le pour vous."
            )
        ),
        rx.el.div(
            rx.cond(Document.can_mail, mail_my_link(Document.draft)),
            rx.cond(Document.link == "", show_link()),
            class_name="field",
        ),
        rx.cond(Document.link != "", shown_link()),
        class_name="card",
    )


def in_account() -> rx.Component:
    """Opened by an account, without its secret."""
    return rx.el.section(
        rx.el.h2(_("Revenir plus tard, ou sur un autre appareil")),
        rx.el.p(
            _(
                "Cette évaluation est dans votre compte : connectez-vous, elle y est, sur "
                "chaque appareil."
            )
        ),
        full_load(
            _("Mon compte"), href=path(Plain.ACCOUNT, locale()), class_name="plain"
        ),
        class_name="card",
    )


def show_link() -> rx.Component:
    return rx.el.button(
        picto("ui-link"),
        _("Voir mon lien"),
        type="button",
        on_click=Document.show_link,
        class_name="plain",
    )


def shown_link() -> rx.Component:
    return rx.el.div(
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
