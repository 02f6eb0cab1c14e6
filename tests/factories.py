"""Small values made by hand: each says in full what a rule looks at, and no more."""

from collections.abc import Sequence
from datetime import date

from toolkit.domain.answer import Answer, Mastery
from toolkit.domain.card import Card, card_at
from toolkit.domain.catalogue import (
    Catalogue,
    FactorSheet,
    Family,
    Obligation,
    Reference,
    Subsidy,
)
from toolkit.domain.company import Site, WorkUnit
from toolkit.domain.draft import Draft
from toolkit.domain.obligations import IDS, THRESHOLD
from toolkit.domain.own import OwnRisk
from toolkit.domain.pack import (
    Fact,
    Factor,
    Figure,
    Flag,
    Frequency,
    Measure,
    Module,
    Pack,
    Principle,
    Risk,
    Severity,
    TradeRisk,
    Unit,
)
from toolkit.domain.priorities import Finding, findings

TODAY = date(2026, 11, 22)


def measure(
    name: str,
    *,
    principle: Principle = Principle.COLLECTIVE,
    minutes: int = 15,
    action: str = "",
    in_place: str = "",
    first_step: str = "",
) -> Measure:
    return Measure(
        id=name,
        principle=principle,
        action=action or f"Faire la mesure {name}.",
        in_place=in_place or f"La mesure {name} est faite.",
        first_step=first_step or f"Commencer la mesure {name}.",
        minutes=minutes,
    )


GUARD = measure("carter", principle=Principle.COLLECTIVE, minutes=15)
TRAINING = measure("formation", principle=Principle.TRAIN, minutes=10)


def risk(
    name: str,
    *,
    title: str = "",
    family: str = "chimique",
    severity: int = 2,
    frequency: int = 2,
    units: tuple[str, ...] = (),
    when: str | None = None,
    flags: frozenset[Flag] = frozenset(),
    factor: Factor | None = None,
    subsidy: str | None = None,
    stop_work: str | None = None,
    measures: tuple[Measure, ...] = (GUARD, TRAINING),
    figures: tuple[str, ...] = (),
    references: tuple[str, ...] = ("ct-r4121-1",),
    finding: str = "",
    harm: str = "",
    per_site: bool | None = None,
) -> TradeRisk:
    return TradeRisk(
        id=name,
        name=title or f"Risque {name}",
        family=family,
        question=f"Le risque {name} est-il maîtrisé ?",
        finding=finding or f"Le risque {name} n'est pas maîtrisé.",
        harm=harm or f"Le risque {name} peut blesser.",
        outcome="un arrêt de travail",
        who="Toute personne présente.",
        severity=Severity(severity),
        frequency=Frequency(frequency),
        rationale="Ordinaire dans ce métier.",
        units=units,
        when=when,
        per_site=per_site,
        flags=flags,
        factor=factor,
        subsidy=subsidy,
        stop_work=stop_work,
        measures=measures,
        references=references,
        figures=figures,
    )


def ordinary() -> tuple[TradeRisk, ...]:
    """Thirteen risks without anything special: r1 to r13."""
    return tuple(risk(f"r{number}") for number in range(1, 14))


def module(
    name: str,
    *risks: TradeRisk,
    when: str | None = None,
    units: tuple[str, ...] = (),
    per_site: bool = False,
) -> Module:
    return Module(
        id=name,
        title=f"Module {name}",
        when=when,
        per_site=per_site,
        units=units,
        risks=tuple(risks),
    )


def fact(name: str) -> Fact:
    return Fact(id=name, question=f"Y a-t-il ceci : {name} ?")


def pack(
    *risks: TradeRisk,
    modules: tuple[Module, ...] = (),
    name: str = "essai",
    title: str = "Métier d'essai",
    facts: tuple[Fact, ...] = (),
    naf_rev2: tuple[str, ...] = (),
    naf_2025: tuple[str, ...] = (),
    keywords: tuple[str, ...] = (),
    figures: tuple[Figure, ...] = (),
    gravest: tuple[str, ...] = (),
) -> Pack:
    """These risks, then r1 to r13, in one module; or these modules, then r1 to r13."""
    every = (*modules, module("general", *risks, *ordinary()))
    ids = [risk.id for module in every for risk in module.risks]
    return Pack(
        id=name,
        name=title,
        edition=date(2026, 11, 22),
        naf_rev2=naf_rev2,
        naf_2025=naf_2025,
        keywords=keywords,
        introduction="Un questionnaire fait pour les tests.",
        facts=facts,
        units=(
            Unit(id="atelier", name="Atelier", posts="Artisans et apprentis"),
            Unit(id="bureau", name="Bureau", posts="Gestion et accueil"),
        ),
        modules=every,
        gravest=gravest or tuple(ids[:12]),
        figures=figures,
    )


def family(name: str) -> Family:
    return Family(id=name, name=f"Famille {name}")


def reference(
    name: str,
    *,
    since: date = date(2008, 5, 1),
    until: date | None = None,
) -> Reference:
    return Reference(
        id=name,
        title=f"Code du travail, article {name}",
        subject="Ce que dit cet article.",
        url="https://www.legifrance.gouv.fr/",
        code="travail",
        article=name.removeprefix("ct-").upper(),
        in_force_since=since,
        in_force_until=until,
        checked_on=date(2026, 11, 22),
    )


def subsidy(name: str) -> Subsidy:
    return Subsidy(
        id=name,
        name=f"Subvention {name}",
        text="Une aide, sous conditions.",
        source="Assurance maladie",
        year=2026,
    )


def obligation(name: str) -> Obligation:
    return Obligation(
        id=name,
        text=f"Obligation {name} du document.",
        hint=f"Ce qu'il reste à faire pour {name}.",
        references=("ct-l4121-3-1",),
    )


def sheet(factor: Factor) -> FactorSheet:
    return FactorSheet(
        id=factor.value,
        name=f"Facteur {factor.value}",
        threshold="Tant d'heures par an." if factor in THRESHOLD else None,
        references=("ct-l4161-1",),
    )


def catalogue() -> Catalogue:
    texts = ("ct-l4121-3-1", "ct-l4161-1", "ct-r4121-1", "ct-r4412-66")
    families = ("chimique", "machines", "thermique")
    return Catalogue(
        families={name: family(name) for name in families},
        references={name: reference(name) for name in texts},
        subsidies={"ergonomie": subsidy("ergonomie")},
        obligations={name: obligation(name) for name in IDS},
        factors={factor.value: sheet(factor) for factor in Factor},
    )


def unit(
    name: str, *, people: int | None = None, site: str = "", same_as: str = ""
) -> WorkUnit:
    return WorkUnit(
        id=name, name=name.capitalize(), people=people, site=site, same_as=same_as
    )


def site(name: str) -> Site:
    return Site(id=name, name=f"Site {name}")


def own(name: str, *, harm: str = "Une coupure.", unit: str = "") -> OwnRisk:
    return OwnRisk(
        id=f"own-{name}",
        name=name.capitalize(),
        family="machines",
        harm=harm,
        who="Le patron.",
        unit=unit,
    )


def cards(*risks: Risk) -> tuple[Card, ...]:
    """Each asked once, for the whole company."""
    return tuple(card_at(risk) for risk in risks)


def keys(of: Sequence[Card]) -> list[str]:
    return [card.key for card in of]


def not_mastered(*ids: str) -> dict[str, Answer]:
    return {name: Answer(mastery=Mastery.NOT_MASTERED) for name in ids}


def all_answered(
    of: Pack, mastery: Mastery = Mastery.NOT_CONCERNED
) -> dict[str, Answer]:
    return {risk.id: Answer(mastery=mastery) for risk in of.risks}


def ranked_ids(of: Pack, draft: Draft) -> list[str]:
    return ids_of(findings(of, draft))


def ids_of(found: tuple[Finding, ...]) -> list[str]:
    return [finding.key for finding in found]
