"""« Être rappelé »: who is in danger calls now, and the others leave a number."""

from collections.abc import Sequence
from datetime import date
from xml.etree.ElementTree import Element

from toolkit.content.self_checks import SelfChecks
from toolkit.documents.markup import el
from toolkit.domain.callback import Purpose, When
from toolkit.domain.help import Spsti
from toolkit.http.callback.parts import document, not_at_once, within
from toolkit.http.plain_forms import (
    NOTHING,
    POSTED,
    Typed,
    choice,
    form,
    line,
    radios,
    send,
    tick,
    wrong,
)
from toolkit.http.self_check.frame import Document
from toolkit.http.self_check.help import (
    ALWAYS,
    call,
    contact,
    line_list,
    shown,
)
from toolkit.i18n import _, locale, ngettext
from toolkit.routes import callback


def form_page(
    checks: SelfChecks,
    services: Sequence[Spsti],
    *,
    address: str,
    key: str,
    today: date,
    typed: Typed = NOTHING,
) -> Document:
    return document(
        checks,
        address,
        wrong(typed),
        el("h1", "", _("Être rappelé")),
        el(
            "p",
            "lead",
            _(
                "Laissez un numéro : le service de santé au travail vous rappelle. Ceux "
                "qui vous répondent sont tenus au secret."
            ),
        ),
        not_at_once(checks, today),
        *(_reach(service) for service in services),
        form(
            callback(locale()) + POSTED,
            *_who(services, typed),
            *_what(typed),
            _kept(services),
            tick("consent", _consent(services), typed),
            send(_("Demander à être rappelé")),
            key=key,
            **({"service": services[0].id} if len(services) == 1 else {}),
        ),
    )


def closed_page(checks: SelfChecks, *, address: str, today: date) -> Document:
    """Nobody here calls back."""
    return document(
        checks,
        address,
        el("h1", "", _("Être rappelé")),
        el(
            "p",
            "lead",
            _(
                "Ici, aucun service ne propose de rappeler. Rien n'est demandé ni gardé. "
                "Vous pouvez appeler."
            ),
        ),
        el("h2", "", _("Qui appeler")),
        line_list(shown(checks, ALWAYS, today)),
        *(contact(service) for service in checks.local.spsti or (None,)),
    )


def _reach(service: Spsti) -> Element:
    """The service itself, for who prefers to call."""
    return el(
        "div",
        "service",
        el("p", "", el("strong", "", service.name)),
        within(service),
        el("p", "hint", service.contact) if service.contact else None,
        el(
            "p",
            "",
            _("Vous pouvez aussi l'appeler :"),
            " ",
            call(service.phone),
        )
        if service.phone
        else None,
        el("p", "hint", service.hours) if service.hours else None,
    )


def _who(services: Sequence[Spsti], typed: Typed) -> list[Element]:
    several = [
        choice(
            "service",
            _("Quel service ?"),
            [("", _("Choisissez")), *((s.id, s.name) for s in services)],
            typed,
        )
    ]
    return [
        *(several if len(services) > 1 else ()),
        line(
            "name",
            _("Votre nom, ou un pseudonyme"),
            typed,
            hint=_("Celui par lequel vous voulez qu'on vous demande au téléphone."),
            autocomplete="name",
        ),
        line(
            "phone",
            _("Votre téléphone"),
            typed,
            hint=_("Un numéro où vous pouvez parler seul."),
            type="tel",
            autocomplete="tel",
        ),
    ]


def _what(typed: Typed) -> list[Element]:
    return [
        choice("part_of_day", _("Quand vous appeler ?"), parts_of_day(), typed),
        radios("purpose", _("Pour quoi ?"), purposes(), typed),
    ]


def parts_of_day() -> list[tuple[str, str]]:
    return [
        (When.ANY, _("Peu importe")),
        (When.MORNING, _("Le matin")),
        (When.NOON, _("Entre midi et deux")),
        (When.AFTERNOON, _("L'après-midi")),
        (When.EVENING, _("En fin de journée")),
    ]


def purposes() -> list[tuple[str, str]]:
    return [
        (Purpose.CALL, _("Être rappelé une fois, pour parler")),
        (Purpose.FOLLOW_UP, _("Un suivi individuel, avec plusieurs rendez-vous")),
    ]


def _kept(services: Sequence[Spsti]) -> Element:
    days = max(service.callback_kept_days for service in services)
    return el(
        "p",
        "hint",
        _(
            "Sont gardés : ces réponses et la date, rien d'autre. Seuls les lisent le "
            "service, et la personne qui tient ce site pour lui."
        ),
        " ",
        ngettext(
            "Elles sont effacées dès que vous avez été rappelé, et au plus tard dans "
            "{count} jour. Vous pouvez les retirer avant.",
            "Elles sont effacées dès que vous avez été rappelé, et au plus tard dans "
            "{count} jours. Vous pouvez les retirer avant.",
            days,
        ),
    )


def _consent(services: Sequence[Spsti]) -> str:
    if len(services) == 1:
        return _(
            "J'accepte que {service} garde ces réponses pour me rappeler. Je sais que "
            "cette demande peut dire quelque chose de ma santé."
        ).format(service=services[0].name)
    return _(
        "J'accepte que le service choisi garde ces réponses pour me rappeler. Je sais "
        "que cette demande peut dire quelque chose de ma santé."
    )
