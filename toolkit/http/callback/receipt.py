"""What follows a request to be called back: its receipt, and taking it back."""

from datetime import date

from toolkit.content.self_checks import SelfChecks
from toolkit.documents.markup import el
from toolkit.domain.help import Spsti
from toolkit.http.callback.parts import document, not_at_once, within
from toolkit.http.plain_forms import form, send
from toolkit.http.self_check.frame import Document, tag
from toolkit.http.self_check.help import ALWAYS, line_list, shown
from toolkit.i18n import _, format_date, locale
from toolkit.routes import callback
from toolkit.settings import settings

WITHDRAW = "retirer"


def receipt(
    checks: SelfChecks,
    service: Spsti,
    *,
    address: str,
    key: str,
    until: date,
    today: date,
) -> Document:
    withdrawal = f"{callback(locale(), WITHDRAW)}?k={key}"
    whole = settings().public_url.rstrip("/") + withdrawal
    return document(
        checks,
        address,
        el("h1", "", _("Votre demande attend")),
        el("p", "lead", _("{service} la lira.").format(service=service.name)),
        within(service),
        not_at_once(checks, today),
        el(
            "p",
            "",
            _(
                "Votre demande est effacée dès que vous avez été rappelé, et au plus tard "
                "le {day}."
            ).format(day=format_date(until)),
        ),
        el("h2", "", _("Vous changez d'avis ?")),
        el(
            "p",
            "",
            _(
                "Ce lien l'efface tout de suite. Il sert une fois, et n'est montré qu'ici : "
                "notez-le, ou imprimez cette page."
            ),
        ),
        el(
            "p",
            "",
            tag("a", {"class": "plain", "href": withdrawal}, _("Retirer ma demande")),
        ),
        el("p", "secret", whole),
    )


def withdraw_page(
    checks: SelfChecks, *, address: str, key: str, today: date
) -> Document:
    return document(
        checks,
        address,
        el("h1", "", _("Retirer ma demande")),
        el(
            "p",
            "lead",
            _("Votre nom et votre numéro seront effacés. Personne ne vous rappellera."),
        ),
        form(
            callback(locale(), WITHDRAW),
            send(_("Effacer ma demande maintenant")),
            key=key,
        ),
        el("h2", "", _("Besoin de parler maintenant ?")),
        line_list(shown(checks, ALWAYS, today)),
    )


def withdrawn_page(checks: SelfChecks, *, address: str, today: date) -> Document:
    return _ended(
        checks,
        address,
        _("Votre demande est effacée"),
        _("Il n'en reste rien ici. Vous pourrez en faire une autre."),
        today,
    )


def gone_page(checks: SelfChecks, *, address: str, today: date) -> Document:
    return _ended(
        checks,
        address,
        _("Cette demande n'est plus ici"),
        _(
            "Elle a déjà été retirée ou traitée, ou son délai est passé. Ou le lien "
            "n'est pas entier."
        ),
        today,
    )


def _ended(
    checks: SelfChecks, address: str, title: str, text: str, today: date
) -> Document:
    return document(
        checks,
        address,
        el("h1", "", title),
        el("p", "lead", text),
        el("h2", "", _("Besoin de parler maintenant ?")),
        line_list(shown(checks, ALWAYS, today)),
    )
