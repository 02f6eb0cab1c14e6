"""The first screen of a check: who may be called, what becomes of answers, the way in."""

from datetime import date
from xml.etree.ElementTree import Element

from toolkit.content.self_checks import SelfChecks
from toolkit.documents.markup import el
from toolkit.domain.check_pack import CheckPack
from toolkit.domain.help import Spsti
from toolkit.http.self_check.fields import NEEDS_SCRIPT, button
from toolkit.http.self_check.frame import tag
from toolkit.http.self_check.help import ALWAYS, contact, line_list, shown
from toolkit.i18n import _


def welcome(
    checks: SelfChecks, pack: CheckPack, service: Spsti | None, today: date
) -> Element:
    return tag(
        "section",
        {"id": "accueil"},
        el("p", "lead", f"{pack.introduction} ", _duration(pack)),
        el(
            "section",
            "card hand",
            el("h2", "", _("Besoin de parler maintenant ?")),
            line_list(shown(checks, (*ALWAYS, *pack.lines), today)),
            tag(
                "details",
                {},
                el("summary", "", _("Mon service de santé au travail")),
                contact(service),
            ),
        ),
        el("h2", "", _("Ce que deviennent vos réponses")),
        _promises(),
        _profession(pack),
        _doors(),
    )


def _duration(pack: CheckPack) -> str:
    return _("Comptez {duration}.").format(duration=pack.duration)


def _promises() -> Element:
    said = (
        _(
            "Elles restent dans cette page. Rien n'est envoyé ni enregistré : personne "
            "ne peut les lire, nous non plus."
        ),
        _("Fermez la page : tout disparaît. Vous pouvez même couper le réseau."),
        _(
            "Seule l'adresse de la page reste dans l'historique du navigateur. Une "
            "fenêtre privée l'évite."
        ),
        _(
            "Ces phrases sont les nôtres. Aucune étude ne les a éprouvées ; elles ne "
            "vous comparent à personne."
        ),
    )
    return el("ul", "plainlist", *(el("li", "", sentence) for sentence in said))


def _profession(pack: CheckPack) -> Element | None:
    if not pack.professions:
        return None
    options = (
        tag(
            "option",
            {
                "value": profession.id,
                "data-group": profession.group or "",
                **({"data-certified": ""} if profession.has_certification else {}),
            },
            profession.name,
        )
        for profession in pack.professions
    )
    return tag(
        "div",
        {"class": "line", **NEEDS_SCRIPT},
        tag(
            "label", {"for": "profession"}, _("Votre profession (vous pouvez la taire)")
        ),
        tag(
            "select",
            {"id": "profession", "autocomplete": "off"},
            tag("option", {"value": ""}, _("Je préfère ne pas le dire")),
            *options,
        ),
    )


def _doors() -> Element:
    return el(
        "div",
        "",
        tag(
            "p",
            {"id": "sans-script", "class": "note"},
            _(
                "Ici, la page ne peut pas lire vos réponses : les scripts sont coupés ou "
                "en panne. Vous pouvez imprimer les phrases et y réfléchir avec "
                "quelqu'un. Les numéros, eux, marchent toujours."
            ),
        ),
        tag(
            "div",
            {"class": "choices", **NEEDS_SCRIPT},
            button(_("Commencer, une phrase à la fois"), "primary", id="une"),
            button(_("Voir toutes les phrases"), id="toutes"),
        ),
    )
