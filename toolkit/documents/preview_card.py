"""One card of a questionnaire to proof-read: all it says, and a margin to answer."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from toolkit import i18n
from toolkit.documents.markup import Inside, el, link
from toolkit.domain.catalogue import Catalogue
from toolkit.domain.pack import Flag, Measure, Pack, Principle, Risk
from toolkit.domain.rating import raw_level
from toolkit.typography import french

_FLAGS = {
    Flag.EVERY_FIRM: "toute entreprise est concernée",
    Flag.CMR: "CMR, catégorie 1A ou 1B",
    Flag.MINORS: "moins de 18 ans",
    Flag.SIR: "suivi individuel renforcé",
    Flag.SIA: "suivi individuel adapté",
    Flag.HEAT: "fortes chaleurs",
}


def card(
    pack: Pack, risk: Risk, catalogue: Catalogue, *, number: int, is_shared: bool
) -> Element:
    said = el(
        "div",
        "said",
        _title(risk, catalogue, number),
        _tags(pack, risk, is_shared=is_shared),
        *_told(pack, risk),
        _measures(risk.measures),
        *_sources(pack, risk, catalogue),
    )
    article = el("article", "card", said, _margin(number))
    article.set("id", risk.id)
    return article


def closed_by(pack: Pack, when: str | None) -> Element | None:
    """The fact whose « non » closes a card or a module."""
    if when is None:
        return None
    question = pack.facts_by_id[when].question
    return el("p", "soft", french(f"Ne se demande pas après un « non » à : {question}"))


def _title(risk: Risk, catalogue: Catalogue, number: int) -> Element:
    return el(
        "header",
        "",
        el("span", "number", str(number)),
        el(
            "div",
            "",
            el("p", "over", catalogue.families[risk.family].name),
            el("h3", "", risk.name),
        ),
    )


def _tags(pack: Pack, risk: Risk, *, is_shared: bool) -> Element:
    names = ["parmi les douze premières"] if risk.id in pack.gravest else []
    names += [name for flag, name in _FLAGS.items() if flag in risk.flags]
    names += ["commune à plusieurs métiers"] if is_shared else []
    return el("p", "tags", *(el("span", "", name) for name in names))


def _told(pack: Pack, risk: Risk) -> Iterable[Element | None]:
    level = raw_level(risk.severity, risk.frequency)
    yield el("p", "question", risk.question)
    yield closed_by(pack, risk.when)
    yield el("p", "stop", risk.stop_work) if risk.stop_work else None
    yield el(
        "dl",
        "",
        *_pair("Constat", risk.finding),
        *_pair(
            "Dommage", risk.harm, el("br"), french(f"Si cela arrive : {risk.outcome}.")
        ),
        *_pair("Exposés", risk.who),
        *_pair("Lieux", _places(pack, risk)),
        *_pair(
            "Cotation",
            el(
                "p",
                "grades",
                el("span", "", f"G {risk.severity.value}"),
                el("span", "", f"F {risk.frequency.value}"),
                el("b", f"level-{level.value}", i18n.level_name(level)),
            ),
            risk.rationale,
        ),
    )


def _pair(name: str, *inside: Inside) -> tuple[Element, Element]:
    return el("dt", "", name), el("dd", "", *inside)


def _places(pack: Pack, risk: Risk) -> str:
    chosen = risk.units or pack.module_of[risk.id].units
    names = [unit.name for unit in pack.units if not chosen or unit.id in chosen]
    return ", ".join(names)


def _measures(measures: tuple[Measure, ...]) -> Element:
    by_principle = {
        principle: [m for m in measures if m.principle is principle]
        for principle in Principle
    }
    parts: list[Element] = []
    for principle, chosen in by_principle.items():
        if chosen:
            parts += _pair(i18n.principle_name(principle), *map(_measure, chosen))
    return el("dl", "measures", *parts)


def _measure(measure: Measure) -> Element:
    return el(
        "div",
        "measure",
        el("p", "", measure.action),
        el(
            "p",
            "soft",
            french(f"Premier pas, {measure.minutes} minutes : {measure.first_step}"),
        ),
    )


def _sources(pack: Pack, risk: Risk, catalogue: Catalogue) -> Iterable[Element]:
    texts = (catalogue.references[name] for name in risk.references)
    cited = (
        el(
            "li",
            "",
            link(text.url, text.title),
            french(f" : {text.subject} "),
            el("code", "", text.legiarti) if text.legiarti else None,
        )
        for text in texts
    )
    figures = (
        el("li", "", french(f"{f.text} ({f.source}, {f.year})"))
        for f in pack.figures
        if f.id in risk.figures
    )
    yield el("ul", "sources", *cited, *figures)
    yield el("p", "helps", " · ".join(_helps(risk, catalogue)))


def _helps(risk: Risk, catalogue: Catalogue) -> Iterable[str]:
    yield french(f"Peut aider : {i18n.skill_name(risk.skill)}")
    if risk.factor:
        name = catalogue.factors[risk.factor.value].name
        yield french(f"Facteur de l'article L4161-1 : {name}")
    if risk.subsidy:
        yield french(f"Aide : {catalogue.subsidies[risk.subsidy].name}")


def _margin(number: int) -> Element:
    boxes = el(
        "p",
        "boxes",
        *(el("span", "", name) for name in ("Juste", "À revoir", "À retirer")),
    )
    return el(
        "aside",
        "",
        el("p", "over", "Vos remarques"),
        boxes,
        lines(f"Vos remarques sur la carte {number}"),
    )


def lines(name: str) -> Element:
    """A place to write, by hand on paper or at the keyboard on screen."""
    ruled = el("div", "lines")
    ruled.attrib |= {
        "contenteditable": "true",
        "role": "textbox",
        "aria-multiline": "true",
        "aria-label": name,
    }
    return ruled
