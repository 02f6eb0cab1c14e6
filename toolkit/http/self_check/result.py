"""The second half of a check: everything a result may say, written in advance and
hidden; the script shows what holds and adds no word of its own."""

from collections.abc import Iterable
from datetime import date
from xml.etree.ElementTree import Element

from toolkit.content.self_checks import SelfChecks
from toolkit.documents.markup import el
from toolkit.domain.check_pack import (
    Advice,
    Band,
    Card,
    CheckPack,
    Composite,
    Lever,
    Role,
    Scale,
)
from toolkit.domain.help import Community, Spsti
from toolkit.http.self_check.endings import attestation, count
from toolkit.http.self_check.fields import button, field
from toolkit.http.self_check.frame import HIDDEN, tag
from toolkit.http.self_check.help import ALWAYS, contact, line_list, shown
from toolkit.i18n import _, locale
from toolkit.routes import Page, path


def result(
    checks: SelfChecks,
    pack: CheckPack,
    *,
    service: Spsti | None,
    community: Community | None,
    today: date,
) -> Element:
    return tag(
        "section",
        {"id": "resultat", **HIDDEN},
        tag(
            "h2",
            {"id": "titre-resultat", "tabindex": "-1"},
            _("Ce que vos réponses disent aujourd'hui"),
        ),
        el(
            "div",
            "no-print",
            *(_card(checks, card, service, today) for card in pack.cards),
        ),
        tag(
            "details",
            {"id": "suite", "open": "open"},
            el("summary", "no-print", _("Mes réponses, en mots")),
            *_in_words(pack),
            *_dimensions(pack),
            _commitments(),
            _who_to_call(checks, pack, service, today),
        ),
        _buttons(),
        count(checks, pack, community),
        attestation(pack),
    )


def _card(
    checks: SelfChecks, card: Card, service: Spsti | None, today: date
) -> Element:
    lines = shown(checks, card.lines, today)
    numbers = line_list(lines) if lines else None
    words = [
        el("p", "", card.text),
        el("ul", "steps", *(el("li", "", step) for step in card.steps)),
    ]
    return tag(
        "section",
        {"class": "card hand", "data-card": card.id, **HIDDEN},
        el("h3", "", card.title),
        *((numbers, *words) if card.id == "t3" else (*words, numbers)),
        contact(service) if service and card.id in ("t1", "t2", "securite") else None,
        button(_("Répondre à « Où j'en suis »"), data_goto="etat")
        if card.id == "insister"
        else None,
        _leave() if card.id in ("t2", "t3", "securite") else None,
    )


def _leave() -> Element:
    address = path(Page.HOME, locale())
    attributes = {"class": "plain", "href": address, "rel": "noreferrer"}
    return tag("a", {**attributes, "data-leave": ""}, _("Quitter et effacer"))


def _in_words(pack: CheckPack) -> Iterable[Element]:
    for scale in pack.of(Role.STATE):
        yield el("h3", "", _("Votre état"))
        yield _words(scale.id, scale.bands, _unread_state())
    for composite in pack.composites:
        yield from _composite(composite)


def _unread_state() -> str:
    return _(
        "Vous avez passé trop de ces phrases pour que nous puissions en dire quelque "
        "chose. C'est votre droit."
    )


def _composite(composite: Composite) -> Iterable[Element]:
    yield el("h3", "", composite.name)
    yield _words(
        composite.id, composite.bands, _("Il n'y a pas assez d'éléments pour le dire.")
    )


def _words(name: str, bands: tuple[Band, ...], otherwise: str) -> Element:
    return tag(
        "div",
        {"class": "words", "data-reading": name},
        *(
            tag("p", {"data-band": band.id, **HIDDEN}, band.words or band.label)
            for band in bands
        ),
        tag("p", {"data-band": ""}, otherwise),
    )


def _dimensions(pack: CheckPack) -> Iterable[Element]:
    """The script moves each dimension to where it belongs; none is said twice."""
    weights = [_dimension(scale, "weight") for scale in pack.of(Role.PRESSURE)]
    holds = [_dimension(scale, "hold") for scale in pack.of(Role.SUPPORT)]
    yield el("h3", "", _("Ce qui pèse le plus"))
    yield tag("p", {"id": "rien-ne-pese", **HIDDEN}, _("Rien ne ressort nettement."))
    yield _list("lourd", [])
    yield el("h3", "", _("Ce qui vous tient le plus"))
    yield tag("p", {"id": "rien-ne-tient", **HIDDEN}, _("Rien ne ressort nettement."))
    yield _list("solide", [])
    yield tag(
        "div",
        {"id": "a-renforcer", **HIDDEN},
        el("h3", "", _("Ce que vous pourriez renforcer d'abord")),
        _list("faible", []),
    )
    yield tag(
        "details",
        {"id": "autres"},
        el("summary", "", _("Les autres dimensions")),
        _list("reste", [*weights, *holds]),
    )


def _list(name: str, inside: list[Element]) -> Element:
    return tag("ul", {"id": name}, *inside)


def _dimension(scale: Scale, kind: str) -> Element:
    labels = (
        tag("span", {"data-band": band.id, **HIDDEN}, band.label)
        for band in scale.bands
    )
    return tag(
        "li",
        {"class": f"dimension {kind}", "data-reading": scale.id},
        el(
            "p",
            "",
            el("strong", "", scale.name),
            el("span", "", *labels, tag("span", {"data-band": ""}, _("Non renseigné"))),
        ),
        _gauge(scale.bands),
        tag(
            "ul",
            {"class": "advice", "data-advice": "", **HIDDEN},
            *(_advice(advice) for advice in scale.advice),
        ),
    )


def _gauge(bands: tuple[Band, ...]) -> Element:
    """As many steps as there are words: a finer bar would claim to measure. What it
    says is written beside it, so readers skip it."""
    width = 300 // len(bands)
    steps = (
        tag(
            "rect",
            {
                "x": str(place * width + 1),
                "y": "1",
                "width": str(width - 4),
                "height": "10",
                "rx": "3",
                "data-step": band.id,
            },
        )
        for place, band in enumerate(bands)
    )
    gauge = tag("svg", {"class": "gauge", "aria-hidden": "true"}, *steps)
    gauge.set("viewBox", "0 0 300 12")
    gauge.set("preserveAspectRatio", "none")
    return gauge


def _advice(advice: Advice) -> Element:
    lever = lever_name(advice.lever)
    return el(
        "li", "", el("small", "", _("{lever} :").format(lever=lever)), f" {advice.text}"
    )


def lever_name(lever: Lever) -> str:
    return {
        Lever.COLLECTIVE: _("À plusieurs"),
        Lever.ORGANISATION: _("Dans l'organisation"),
        Lever.SERVICE: _("Avec le service de santé au travail"),
        Lever.SELF: _("Pour vous"),
    }[lever]


def _commitments() -> Element:
    return el(
        "section",
        "",
        el("h3", "", _("Ce que je décide")),
        el(
            "p",
            "hint no-print",
            _(
                "Une ou deux choses, pas plus, avec une date. Elles ne sont écrites que "
                "sur cette page : imprimez-la pour les garder."
            ),
        ),
        *(_commitment(place) for place in (1, 2)),
    )


def _commitment(place: int) -> Element:
    name = f"engagement-{place}"
    text = _("Première chose") if place == 1 else _("Seconde chose")
    return field(name, text, **{"aria-multiline": "true"})


def _who_to_call(
    checks: SelfChecks, pack: CheckPack, service: Spsti | None, today: date
) -> Element:
    return el(
        "section",
        "brief",
        el("h3", "", _("À qui parler")),
        contact(service),
        line_list(shown(checks, (*ALWAYS, *pack.lines), today)),
    )


def _buttons() -> Element:
    return el(
        "div",
        "choices no-print",
        button(_("Imprimer, ou garder en PDF"), "primary", id="imprimer"),
        button(_("Revoir mes réponses"), id="reprendre"),
        button(_("Tout effacer"), data_erase=""),
    )
