"""A secret link was followed: say whose evaluation it is, open it only on a tap."""

import reflex as rx

from toolkit.auth.access import public
from toolkit.components.elements import native_form
from toolkit.components.layout import layout, title
from toolkit.content.loader import library
from toolkit.db import drafts
from toolkit.db.drafts import DraftKey, NoSuchDraft
from toolkit.db.session import read
from toolkit.i18n import _, locale
from toolkit.routes import Page, path, post_resume


class Resume(rx.State):
    draft: str = ""
    secret: str = ""
    name: str = ""
    is_checked: bool = False

    @public
    async def open(self) -> None:
        query = self.router.url.query_parameters
        key = DraftKey(query.get("d", "")[:16], query.get("k", "")[:64])
        self.draft = self.secret = self.name = ""
        try:
            stored = await read(drafts.load, key)
            pack = library().packs.get(stored.pack_id, library().generic)
            self.name = stored.draft.company.name or pack.name
            self.draft, self.secret = key.public_id, key.secret
        except NoSuchDraft:
            pass
        self.is_checked = True


def page() -> rx.Component:
    return layout(
        rx.cond(Resume.is_checked & (Resume.draft == ""), unknown(), known()),
    )


def known() -> rx.Component:
    return rx.fragment(
        title(_("Reprendre l'évaluation"), Resume.name),
        native_form(
            rx.el.p(
                _(
                    "Elle s'ouvrira sur cet appareil, et y restera ouverte. Ne le faites "
                    "pas sur un appareil que d'autres utilisent."
                )
            ),
            rx.el.input(type="hidden", name="d", value=Resume.draft),
            rx.el.input(type="hidden", name="k", value=Resume.secret),
            rx.el.button(
                _("Reprendre"),
                type="submit",
                class_name="primary",
                disabled=Resume.draft == "",
            ),
            action=post_resume(locale()),
            method="post",
            class_name="card",
        ),
    )


def unknown() -> rx.Component:
    return rx.fragment(
        title(
            _("Ce lien n'ouvre rien"),
            _("Il est incomplet, ou l'évaluation a été effacée."),
        ),
        rx.el.p(
            _("Vérifiez que vous l'avez copié en entier, jusqu'au dernier signe."),
        ),
        rx.el.a(
            _("Revenir à l'accueil"),
            href=path(Page.HOME, locale()),
            class_name="primary",
        ),
    )
