"""What every page of « Être rappelé » holds."""

from datetime import date
from xml.etree.ElementTree import Element

from toolkit import clock
from toolkit.content.self_checks import SelfChecks
from toolkit.documents.markup import Inside, el
from toolkit.domain.help import Spsti
from toolkit.http.self_check.frame import Document
from toolkit.http.self_check.help import ALWAYS, line_list, plain_bar, shown
from toolkit.i18n import _


def document(checks: SelfChecks, address: str, *main: Inside) -> Document:
    return Document(
        address=address,
        title=_("Être rappelé"),
        posts=True,
        top=[plain_bar(checks, clock.today())],
        main=main,
        foot=_(
            "Cette page ne sait rien de ce que vous avez lu ou répondu ailleurs. Votre "
            "employeur et votre communauté ne lisent pas votre demande."
        ),
    )


def not_at_once(checks: SelfChecks, today: date) -> Element:
    return el(
        "section",
        "card hand",
        el("h2", "", _("Cette demande n'est pas lue en continu")),
        el(
            "p",
            "",
            _(
                "En danger, ou si vous pensez à mourir : appelez maintenant le 15 ou le "
                "3114."
            ),
        ),
        line_list(shown(checks, ALWAYS, today)),
    )


def within(service: Spsti) -> Element | None:
    if not service.callback_within:
        return None
    return el("p", "", _("Délai : {within}.").format(within=service.callback_within))
