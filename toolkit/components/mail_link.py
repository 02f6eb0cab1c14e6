"""The way to « M'envoyer mon lien », from wherever somebody may stop."""

import reflex as rx

from toolkit.auth.visitor import Opened
from toolkit.components.elements import Shown, on_draft, picto
from toolkit.i18n import _
from toolkit.routes import Page


def mail_my_link(draft: Shown) -> rx.Component:
    return rx.cond(
        Opened.may_share,
        on_draft(
            picto("ui-mail"),
            _("M'envoyer mon lien"),
            page=Page.MAIL_LINK,
            draft=draft,
            class_name="plain",
        ),
    )
