"""One card: what it shows, made from a risk and its answer."""

from dataclasses import dataclass, field

from toolkit import i18n
from toolkit.domain.answer import (
    Answer,
    Mastery,
    frequency_of,
    is_evaluated,
    needs_proof,
    severity_of,
)
from toolkit.domain.card import Card
from toolkit.domain.catalogue import Catalogue
from toolkit.domain.company import WorkUnit
from toolkit.domain.draft import Draft
from toolkit.domain.pack import Flag, Pack, Risk
from toolkit.domain.places import can_be_split, short_words
from toolkit.domain.rating import Rating, rate


@dataclass
class MeasureView:
    id: str = ""
    language: str = ""
    principle: str = ""
    action: str = ""
    in_place: str = ""
    is_in_place: bool = False
    is_planned: bool = False


@dataclass
class TextView:
    """A text of law, or a figure, with where it comes from."""

    title: str = ""
    text: str = ""
    url: str = ""


@dataclass
class CardView:
    """`id` is the card's key; `risk` what it is split by."""

    id: str = ""
    language: str = ""
    risk: str = ""
    place: str = ""
    can_be_split: bool = False
    is_split: bool = False
    is_own: bool = False
    module: str = ""
    family: str = ""
    family_name: str = ""
    question: str = ""
    harm: str = ""
    who: str = ""
    stop_work: str = ""
    skill: str = ""
    help: str = ""
    mastery: str = ""
    severity: int = 0
    frequency: int = 0
    circumstances: str = ""
    level: str = ""
    level_name: str = ""
    explanation: str = ""
    is_open: bool = False
    is_unproven: bool = False
    is_new: bool = False
    can_be_left_out: bool = True
    is_cmr: bool = False
    substitution: str = ""
    in_place_other: str = ""
    planned_other: str = ""
    measures: list[MeasureView] = field(default_factory=list)
    references: list[TextView] = field(default_factory=list)
    figures: list[TextView] = field(default_factory=list)


def card_of(
    pack: Pack, catalogue: Catalogue, draft: Draft, card: Card, *, is_new: bool
) -> CardView:
    """What is shown of a card; sentences in the current language."""
    risk, answer = card.risk, draft.answers.get(card.key)
    rating = rate(risk, answer)
    subsidy = catalogue.subsidies.get(risk.subsidy or "")
    module = pack.module_of.get(risk.id)
    return CardView(
        id=card.key,
        language=pack.language if module else i18n.locale(),
        risk=risk.id,
        place=short_words(draft, card),
        can_be_split=can_be_split(pack, risk, draft),
        is_split=isinstance(card.place, WorkUnit),
        is_own=module is None,
        module=module.title if module else i18n.own_risks(),
        family=risk.family,
        family_name=catalogue.families[risk.family].name,
        question=risk.question if module else i18n.own_question(risk),
        harm=risk.harm,
        who=risk.who,
        stop_work=risk.stop_work or "",
        skill=i18n.skill_name(risk.skill),
        help=subsidy.text if subsidy else "",
        mastery=(answer and answer.mastery) or "",
        severity=severity_of(risk, answer),
        frequency=frequency_of(risk, answer),
        circumstances=i18n.circumstances(_outcome(pack, risk, rating), rating),
        level=rating.level.name.lower() if rating.level else "",
        level_name=i18n.level_name(rating.level) if rating.level else "",
        explanation=i18n.explanation(rating),
        is_open=rating.level is not None,
        is_unproven=_is_unproven(risk, answer),
        is_new=is_new,
        can_be_left_out=Flag.EVERY_FIRM not in risk.flags,
        is_cmr=Flag.CMR in risk.flags,
        substitution=answer.substitution if answer else "",
        in_place_other=answer.in_place_other if answer else "",
        planned_other=answer.planned_other if answer else "",
        measures=_measures(pack, risk, answer),
        references=_references(risk, catalogue),
        figures=_figures(pack, risk),
    )


def _is_unproven(risk: Risk, answer: Answer | None) -> bool:
    return bool(
        answer
        and answer.mastery is Mastery.MASTERED
        and needs_proof(risk, answer)
        and not is_evaluated(risk, answer)
    )


def _outcome(pack: Pack, risk: Risk, rating: Rating) -> str:
    """The trade's own words, unless they would stand in a sentence of another language."""
    if pack.language != i18n.locale():
        return i18n.severity_name(rating.severity)
    return i18n.outcome(risk, rating.severity)


def _measures(pack: Pack, risk: Risk, answer: Answer | None) -> list[MeasureView]:
    return [
        MeasureView(
            id=measure.id,
            language=pack.language,
            principle=i18n.principle_name(measure.principle),
            action=measure.action,
            in_place=measure.in_place,
            is_in_place=bool(answer and measure.id in answer.in_place),
            is_planned=bool(answer and measure.id in answer.planned),
        )
        for measure in sorted(risk.measures, key=lambda m: m.principle.rank)
    ]


def _references(risk: Risk, catalogue: Catalogue) -> list[TextView]:
    texts = (catalogue.references[i] for i in risk.references)
    return [TextView(title=t.title, text=t.subject, url=t.url) for t in texts]


def _figures(pack: Pack, risk: Risk) -> list[TextView]:
    return [
        TextView(text=figure.text, title=f"{figure.source}, {figure.year}")
        for figure in pack.figures
        if figure.id in risk.figures
    ]
