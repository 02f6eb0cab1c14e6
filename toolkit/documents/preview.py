"""A questionnaire on paper, with a margin where a médecin du travail writes."""

from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from toolkit import i18n
from toolkit.documents.markup import el, link, page
from toolkit.documents.preview_card import card, closed_by, lines
from toolkit.domain.catalogue import Catalogue
from toolkit.domain.pack import Frequency, Module, Pack, Severity
from toolkit.typography import french

_STYLE = Path(__file__).with_name("preview.css")


def render_preview(
    pack: Pack, catalogue: Catalogue, *, shared: frozenset[str], printed: date
) -> str:
    """`shared` are the ids of the risks that other trades use too."""
    number = {risk.id: place for place, risk in enumerate(pack.risks, 1)}
    cards = (
        _module(pack, module, catalogue, number=number, shared=shared)
        for module in pack.modules
    )
    body = el("body", "", el("main", "", _cover(pack, printed, number), *cards))
    title = french(f"{pack.name} : questionnaire à relire")
    return page(title=title, style=_STYLE.read_text("utf-8"), body=body)


def _cover(pack: Pack, printed: date, number: dict[str, int]) -> Element:
    edition = i18n.format_date(pack.edition)
    return el(
        "header",
        "cover",
        el("p", "over", "Questionnaire à relire"),
        el("h1", "", pack.name),
        el("p", "lead", pack.introduction),
        el(
            "p",
            "soft",
            french(
                f"Édition du {edition} · {len(pack.risks)} cartes · "
                f"imprimé le {i18n.format_date(printed)}"
            ),
        ),
        _invitation(),
        el(
            "div",
            "pair",
            el("div", "", _contents(pack, number), _scales()),
            _gravest(pack, number),
        ),
        el("div", "pair second", _units(pack), _facts(pack)),
        el(
            "section",
            "",
            el("h2", "", "Ce qui manque"),
            el("p", "soft", french("Un risque du métier que nulle carte ne dit ?")),
            lines("Ce qui manque"),
        ),
    )


def _invitation() -> Element:
    return el(
        "section",
        "invitation",
        el(
            "p",
            "",
            french(
                "Vous connaissez ce métier : dites-nous ce qui est faux, ce qui manque et "
                "ce qui ne se dit pas ainsi. Écrivez dans la marge de chaque carte. Une "
                "carte sans remarque et sans coche sera tenue pour non relue."
            ),
        ),
        el(
            "p",
            "signature",
            *(el("span", "", name) for name in ("Relu par", "Service", "Le")),
        ),
    )


def _contents(pack: Pack, number: dict[str, int]) -> Element:
    rows = (
        el(
            "li",
            "",
            link(f"#module-{module.id}", module.title),
            el("span", "soft", _range([number[risk.id] for risk in module.risks])),
        )
        for module in pack.modules
    )
    return el("section", "", el("h2", "", "Les cartes"), el("ol", "contents", *rows))


def _range(numbers: list[int]) -> str:
    return f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])


def _gravest(pack: Pack, number: dict[str, int]) -> Element:
    rows = (
        el(
            "li",
            "",
            el("span", "place", str(number[risk_id])),
            link(f"#{risk_id}", pack.by_id[risk_id].name),
        )
        for risk_id in pack.gravest
    )
    return el(
        "section",
        "",
        el("h2", "", "Les douze demandées en premier"),
        el("ol", "gravest", *rows),
        el("p", "soft", french("Une autre devrait y être ? À la place de laquelle ?")),
        lines("Une autre carte à demander en premier"),
    )


def _scales() -> Element:
    severities = (
        el("li", "", el("b", "", f"G {s.value} "), i18n.severity_name(s))
        for s in Severity
    )
    frequencies = (
        el("li", "", el("b", "", f"F {f.value} "), i18n.frequency_name(f))
        for f in Frequency
    )
    return el(
        "section",
        "",
        el("h2", "", "Gravité et fréquence"),
        el(
            "p",
            "soft",
            "Le plus grave plausible, pas le pire imaginable. La fréquence est celle de "
            "l’exposition, dans une entreprise ordinaire du métier.",
        ),
        el("ul", "scales", *severities),
        el("ul", "scales", *frequencies),
    )


def _units(pack: Pack) -> Element:
    units = (el("li", "", el("b", "", u.name), f" – {u.posts}") for u in pack.units)
    return el("section", "", el("h2", "", "Unités de travail"), el("ul", "", *units))


def _facts(pack: Pack) -> Element:
    facts = (el("li", "", fact.question) for fact in pack.facts)
    return el(
        "section", "", el("h2", "", "Questions posées au départ"), el("ul", "", *facts)
    )


def _module(
    pack: Pack,
    module: Module,
    catalogue: Catalogue,
    *,
    number: dict[str, int],
    shared: frozenset[str],
) -> Element:
    cards = (
        card(
            pack,
            risk,
            catalogue,
            number=number[risk.id],
            is_shared=risk.id in shared,
        )
        for risk in module.risks
    )
    section = el(
        "section",
        "module",
        el("h2", "", module.title),
        closed_by(pack, module.when),
        *cards,
    )
    section.set("id", f"module-{module.id}")
    return section
