"""Who may be called: on every page, before anything else."""

from collections.abc import Iterable
from datetime import date
from xml.etree.ElementTree import Element

from toolkit.content.self_checks import SelfChecks
from toolkit.documents.markup import el
from toolkit.domain.check_pack import CheckPack
from toolkit.domain.help import HelpLine, Spsti
from toolkit.http.self_check.frame import tag
from toolkit.i18n import _, format_date, locale
from toolkit.routes import Page, callback, path
from toolkit.settings import settings

ALWAYS = ("3114", "15", "112")


def shown(checks: SelfChecks, names: Iterable[str], today: date) -> list[HelpLine]:
    """The lines of this list that may still be trusted, each once."""
    lines = (checks.lines[name] for name in dict.fromkeys(names))
    return [line for line in lines if line.is_shown(today)]


def call(number: str, text: str | None = None) -> Element:
    digits = "".join(c for c in number if c.isdigit() or c == "+")
    return tag("a", {"class": "call", "href": f"tel:{digits}"}, text or number)


def bar(checks: SelfChecks, pack: CheckPack, today: date) -> Element:
    """The line that is on every screen, answers or not."""
    leave = path(Page.HOME, locale())
    return tag(
        "section",
        {"class": "help-bar", "aria-label": _("Aide immédiate")},
        el(
            "p",
            "",
            el("span", "", _("Danger :")),
            *(call(checks.lines[name].number) for name in ("15", "112")),
            el("span", "", _("Parler :")),
            call(checks.lines["3114"].number),
        ),
        _sos(checks, pack, today),
        tag(
            "a",
            {"id": "quitter", "class": "leave", "href": leave, "rel": "noreferrer"},
            _("Quitter vite"),
        ),
    )


def plain_bar(checks: SelfChecks, today: date) -> Element:
    """The same, of a page that belongs to no check: lines that anybody may call."""
    return bar(checks, checks.packs["entrepreneurs"], today)


def label_meaning(checks: SelfChecks) -> Element:
    """« CPTS », or the name communities have here, is not everybody's word."""
    own = checks.local
    said = _("{label} : {meaning}.").format(label=own.label, meaning=own.label_in_full)
    return el("p", "hint", said)


def line_list(lines: Iterable[HelpLine]) -> Element:
    return el("ul", "lines", *(_line(line) for line in lines))


def _line(line: HelpLine) -> Element:
    hours = f"{line.hours[0].upper()}{line.hours[1:]}."
    # A whole number needs more room than « 15 ».
    return el(
        "li",
        "long" if len(line.number) > len("3114") else "",
        call(line.number),
        el(
            "div",
            "",
            el("strong", "", line.name),
            el("span", "", f"{line.who} {hours}"),
            _known(line),
        ),
    )


def _known(line: HelpLine) -> Element | None:
    if line.always or line.known_on is None:
        return None
    day = format_date(line.known_on)
    was_called = line.known_on == line.confirmed_on
    called, read = _("Numéro appelé le {day}."), _("Numéro relevé le {day}.")
    return el("small", "", (called if was_called else read).format(day=day))


def contact(service: Spsti | None) -> Element:
    """The service's own telephone and mail: nothing goes through us."""
    if service is None:
        return el(
            "p",
            "",
            _(
                "Votre service de santé au travail : son nom est sur sa facture. À votre "
                "compte, vous pouvez choisir le vôtre (article L4621-3 du code du "
                "travail). Chef d'une entreprise adhérente, vous avez droit à ce qu'il "
                "propose aux salariés (article L4621-4)."
            ),
        )
    return el(
        "div",
        "service",
        el("p", "", el("strong", "", service.name)),
        el("p", "", service.contact) if service.contact else None,
        el(
            "p",
            "",
            call(service.phone) if service.phone else None,
            _mail(service.email) if service.email else None,
        ),
        el("p", "hint", " · ".join(filter(None, (service.hours, service.address)))),
        _callback() if service.callback and settings().can_mail else None,
        el(
            "p",
            "hint",
            _(
                "Le service ne reçoit rien de cette page. Ceux qui répondent sont tenus "
                "au secret. La nuit, ou en danger : le 15 ou le 3114."
            ),
        ),
    )


def _callback() -> Element:
    """Another tab, so that a result that is nowhere else is not lost; its address says
    nothing of where one comes from."""
    away = {"target": "_blank", "rel": "noopener noreferrer"}
    return el(
        "p",
        "no-print",
        tag(
            "a",
            {"class": "plain", "href": callback(locale()), **away},
            _("Être rappelé (nouvel onglet)"),
        ),
    )


def _mail(address: str) -> Element:
    return tag("a", {"class": "call", "href": f"mailto:{address}"}, address)


def _sos(checks: SelfChecks, pack: CheckPack, today: date) -> Element:
    """« Ça ne va pas du tout »: opens without a script, and changes no address."""
    card = next(card for card in pack.cards if card.id == "t3")
    return tag(
        "details",
        {"id": "sos"},
        el("summary", "", _("Ça ne va pas du tout")),
        el(
            "div",
            "panel",
            el("h2", "", card.title),
            line_list(shown(checks, card.lines, today)),
            el("p", "", card.text),
            el("ul", "steps", *(el("li", "", step) for step in card.steps)),
        ),
    )
