"""« M'envoyer mon lien »: the secret link of a draft, by mail."""

from typing import Any

import reflex as rx

from toolkit.auth import rate
from toolkit.auth.access import public
from toolkit.auth.draft_page import DraftPage
from toolkit.auth.visitor import Opened, draft_key
from toolkit.components.elements import Shown, loading, not_here, on_draft, picto
from toolkit.components.layout import layout, title
from toolkit.db import drafts, lifetime
from toolkit.db.drafts import Stored
from toolkit.db.session import read, write
from toolkit.domain.address import address_of
from toolkit.i18n import _, locale
from toolkit.pages.forms import GivingAddress, OnDraft
from toolkit.routes import Page, outbox
from toolkit.settings import settings
from toolkit.workflows.mail_link import TooManyLetters, mail_link


class MailLink(DraftPage, rx.State):
    can_mail: bool = True
    kept: str = ""
    sent: str = ""
    outbox: str = ""
    problem: str = ""

    @public
    async def open(self) -> None:
        self.kept = self.sent = self.outbox = self.problem = ""
        self.can_mail = settings().can_mail
        if await self._opened(drafts.opens):
            self.is_missing = not (await self.get_state(Opened)).may_share
            if not self.is_missing:
                await self._show_kept()

    @public
    async def send(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        given = GivingAddress.model_validate(form)
        key = draft_key(self, given.draft)
        address = address_of(given.email)
        self.sent = self.outbox = ""
        self.problem = self._refusal(address)
        try:
            if address and not self.problem:
                await write(mail_link, key, address, locale=locale())
                await self._show_sent(given.draft, address)
        except TooManyLetters:
            self.problem = _too_many()
        return rx.set_focus("fault") if self.problem else None

    @public
    async def forget(self, form: dict[str, Any]) -> None:
        """Their address leaves the draft; the draft stays."""
        given = OnDraft.model_validate(form)
        await write(lifetime.forget_address, draft_key(self, given.draft))
        self.kept = self.sent = self.outbox = ""

    def _refusal(self, address: str | None) -> str:
        if not settings().can_mail:
            return _("Ce serveur n'envoie pas de messages aujourd'hui.")
        if address is None:
            return _(
                "Cette adresse n'est pas complète. Elle ressemble à nom@exemple.fr."
            )
        if not rate.allows_letter(self.router.session.client_ip):
            return _too_many()
        return ""

    async def _show_sent(self, draft: str, address: str) -> None:
        self.draft = draft
        self.sent = _(
            "Votre lien part vers {address}. Rien dans dix minutes ? Regardez dans les "
            "courriers indésirables."
        ).format(address=address)
        self.outbox = outbox(locale()) if settings().shows_outbox else ""
        await self._show_kept()

    async def _show_kept(self) -> None:
        self.kept = await read(lifetime.address_of, draft_key(self, self.draft))

    async def _refresh(self) -> None:
        """Nothing another tab changes is shown here."""

    def _show(self, stored: Stored) -> None:
        del stored


def _too_many() -> str:
    return _("Plusieurs liens sont déjà partis. Attendez une heure, puis recommencez.")


def page() -> rx.Component:
    return layout(
        rx.cond(
            MailLink.is_missing,
            not_here(),
            rx.fragment(
                title(
                    _("Recevoir votre lien"),
                    _("Pour reprendre plus tard, ou sur un autre appareil."),
                ),
                rx.cond(
                    MailLink.draft == "",
                    loading(),
                    rx.cond(MailLink.can_mail, body(), cannot()),
                ),
            ),
        ),
        leave=MailLink.leave,
    )


def body() -> rx.Component:
    return rx.fragment(
        rx.el.div(rx.cond(MailLink.sent != "", sent()), role="status"),
        form(),
        rx.cond(MailLink.kept != "", kept()),
    )


def sent() -> rx.Component:
    return rx.el.div(
        rx.el.p(MailLink.sent),
        rx.cond(
            MailLink.outbox != "",
            rx.el.p(
                rx.el.a(
                    _("Sur cette machine, les messages se lisent ici"),
                    href=MailLink.outbox,
                    target="_blank",
                )
            ),
        ),
        class_name="note",
    )


def form() -> rx.Component:
    return rx.el.form(
        rx.el.div(
            rx.el.label(_("Votre adresse mail"), html_for="email"),
            rx.el.p(
                _(
                    "Nous y envoyons ce lien, et deux rappels avant d'effacer une "
                    "évaluation qui ne sert plus depuis un an. Rien d'autre."
                ),
                class_name="hint",
                id="email-hint",
            ),
            rx.cond(
                MailLink.problem != "",
                rx.el.p(
                    MailLink.problem,
                    class_name="fault",
                    role="alert",
                    id="fault",
                    tab_index=-1,
                ),
            ),
            rx.el.input(
                id="email",
                name="email",
                type="email",
                max_length=254,
                auto_complete="email",
                custom_attrs={"aria-describedby": "email-hint"},
            ),
            class_name="line",
        ),
        rx.el.p(
            _("Qui a ce lien peut lire et modifier : envoyez-le à vous seul."),
            class_name="hint",
        ),
        rx.el.input(type="hidden", name="draft", value=MailLink.draft),
        rx.el.button(
            picto("ui-mail"),
            _("M'envoyer mon lien"),
            type="submit",
            class_name="primary",
        ),
        on_submit=MailLink.send,
        no_validate=True,
        class_name="card",
    )


def kept() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("L'adresse que nous gardons")),
        rx.el.p(MailLink.kept),
        rx.el.button(
            _("Oublier cette adresse"),
            type="button",
            class_name="plain",
            on_click=MailLink.forget({"draft": MailLink.draft}),
        ),
        class_name="card",
    )


def cannot() -> rx.Component:
    return rx.el.section(
        rx.el.p(
            _(
                "Ce serveur n'envoie pas de messages aujourd'hui. Vous pouvez copier "
                "votre lien, sur la page de votre document."
            )
        ),
        document_link(MailLink.draft),
        class_name="card",
    )


def document_link(draft: Shown) -> rx.Component:
    return rx.el.p(on_draft(_("Voir mon lien"), page=Page.DOCUMENT, draft=draft))
