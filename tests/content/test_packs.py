"""The rules of docs/contenu.md that reading the files does not check by itself."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from toolkit.content.loader import ROOT, Library, library, load
from toolkit.content.overlay import french_files
from toolkit.content.self_checks import self_checks
from toolkit.domain import obligations
from toolkit.domain.catalogue import Reference
from toolkit.domain.headcount import REFERENCES as WAYS
from toolkit.domain.pack import Flag, Pack, Risk
from toolkit.domain.trades import find

PACKS = [path.stem for path in french_files(ROOT / "trades")]
PICTOGRAMS = Path(__file__).parents[2] / "assets" / "pictograms.svg"
EVERY_FIRM = (
    "sol-glissant",
    "incendie-evacuation",
    "installation-electrique",
    "fortes-chaleurs",
    "charge-de-travail",
    "relations-soutien",
    "harcelement",
    "nouveaux-arrivants",
    "premiers-secours",
    "grossesse",
)
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
BREAKING_SPACE = re.compile(r" [?;:!»]|« ")

every_pack = pytest.mark.parametrize("pack_id", PACKS)


def pack(pack_id: str) -> Pack:
    return library().packs[pack_id]


def sentences_of(risk: Risk) -> Iterator[str]:
    """Everything a person reads of a card, sentence by sentence."""
    said = [risk.question, risk.finding, risk.harm, risk.who, risk.rationale]
    said += [risk.stop_work] if risk.stop_work else []
    for measure in risk.measures:
        said += [measure.action, measure.in_place, measure.first_step]
    for text in said:
        yield from SENTENCE_END.split(text)


def words(text: str) -> int:
    return sum(any(c.isalnum() for c in word) for word in text.split())


def hazards() -> list[dict[str, Any]]:
    """The library's hazards as written, those no trade uses yet included."""
    files = french_files(ROOT / "hazards")
    return [
        {"family": path.stem, **hazard}
        for path in files
        for hazard in yaml.safe_load(path.read_text("utf-8"))["hazards"]
    ]


def test_the_whole_library_loads_without_a_fault() -> None:
    assert sorted(load(ROOT).packs) == PACKS


@every_pack
def test_the_pack_loads(pack_id: str) -> None:
    assert pack(pack_id).id == pack_id


@every_pack
def test_a_name_is_short_enough_for_a_title(pack_id: str) -> None:
    assert [r.id for r in pack(pack_id).risks if len(r.name) > 45] == []


@every_pack
def test_a_question_ends_with_its_mark(pack_id: str) -> None:
    asked = (*pack(pack_id).risks, *pack(pack_id).facts)
    assert [q.id for q in asked if not q.question.endswith("\u202f?")] == []


@every_pack
def test_a_question_asks_one_thing(pack_id: str) -> None:
    assert [r.id for r in pack(pack_id).risks if r.question.count("?") > 1] == []


@every_pack
def test_a_sentence_has_twenty_words_at_most(pack_id: str) -> None:
    long = [
        sentence
        for risk in pack(pack_id).risks
        for sentence in sentences_of(risk)
        if words(sentence) > 20
    ]
    assert long == []


@every_pack
def test_no_space_before_a_mark_may_break(pack_id: str) -> None:
    broken = [
        sentence
        for risk in pack(pack_id).risks
        for sentence in sentences_of(risk)
        if BREAKING_SPACE.search(sentence)
    ]
    assert broken == []


@every_pack
def test_an_outcome_is_read_after_a_colon(pack_id: str) -> None:
    ids = [r.id for r in pack(pack_id).risks if not r.outcome[0].islower()]
    assert ids == []


@every_pack
def test_measures_are_in_the_order_of_preference(pack_id: str) -> None:
    unsorted = [
        risk.id
        for risk in pack(pack_id).risks
        if [m.principle.rank for m in risk.measures]
        != sorted(m.principle.rank for m in risk.measures)
    ]
    assert unsorted == []


@every_pack
def test_only_what_may_kill_stops_the_work(pack_id: str) -> None:
    assert [r.id for r in pack(pack_id).risks if r.stop_work and r.severity < 4] == []


@every_pack
def test_what_every_firm_has_is_asked_to_all(pack_id: str) -> None:
    asked = pack(pack_id).by_id
    unmarked = [
        name
        for name in EVERY_FIRM
        if name not in asked or Flag.EVERY_FIRM not in asked[name].flags
    ]
    assert unmarked == []


@every_pack
def test_what_every_firm_has_depends_on_no_fact(pack_id: str) -> None:
    trade = pack(pack_id)
    closable = [
        name
        for name in EVERY_FIRM
        if trade.by_id[name].when or trade.module_of[name].when
    ]
    assert closable == []


@every_pack
def test_a_trade_has_three_to_five_units(pack_id: str) -> None:
    assert 3 <= len(pack(pack_id).units) <= 5


@every_pack
def test_each_fact_opens_something(pack_id: str) -> None:
    trade = pack(pack_id)
    used = {r.when for r in trade.risks} | {m.when for m in trade.modules}
    assert {fact.id for fact in trade.facts} - used == set()


@every_pack
def test_each_naf_code_leads_to_its_pack(pack_id: str) -> None:
    trade, packs = pack(pack_id), library().packs.values()
    lost = [
        code
        for code in (*trade.naf_rev2, *trade.naf_2025)
        if find(code, packs, library().trade_of).packs != (pack_id,)
    ]
    assert lost == []


@every_pack
def test_a_pack_has_its_pictogram(pack_id: str) -> None:
    assert f'<symbol id="metier-{pack_id}"' in PICTOGRAMS.read_text("utf-8")


@pytest.mark.parametrize("family", sorted(library().catalogue.families))
def test_a_family_has_its_pictogram(family: str) -> None:
    assert f'<symbol id="{family}"' in PICTOGRAMS.read_text("utf-8")


def test_a_hazard_file_is_named_after_a_family() -> None:
    families = {hazard["family"] for hazard in hazards()}
    assert families - set(library().catalogue.families) == set()


def test_a_hazard_no_trade_uses_yet_cites_what_exists_too() -> None:
    catalogue = library().catalogue
    unknown = [
        hazard["id"]
        for hazard in hazards()
        if set(hazard["references"]) - set(catalogue.references)
        or {hazard.get("subsidy")} - {None, *catalogue.subsidies}
    ]
    assert unknown == []


def cited_texts(whole: Library) -> set[str]:
    catalogue = whole.catalogue
    carriers = (
        *(risk for pack in whole.packs.values() for risk in pack.risks),
        *catalogue.obligations.values(),
        *catalogue.factors.values(),
    )
    in_use = {text for carrier in carriers for text in carrier.references}
    in_use |= {text for texts in WAYS.values() for text in texts}
    in_use |= {t for pack in self_checks().packs.values() for t in pack.references}
    return in_use | {text for hazard in hazards() for text in hazard["references"]}


def test_each_text_is_cited_somewhere() -> None:
    assert set(library().catalogue.references) - cited_texts(library()) == set()


def test_each_way_to_begin_cites_what_exists() -> None:
    cited = {text for texts in WAYS.values() for text in texts}
    assert cited - set(library().catalogue.references) == set()


def texts() -> list[Reference]:
    return list(library().catalogue.references.values())


def test_texts_are_sorted_by_id() -> None:
    ids = [text.id for text in texts()]
    assert ids == sorted(ids)


def test_a_text_was_read_once_in_force() -> None:
    assert [t.id for t in texts() if t.checked_on < t.in_force_since] == []


def test_a_text_was_in_force_when_it_was_read() -> None:
    assert [t.id for t in texts() if not t.is_in_force(t.checked_on)] == []


def test_an_article_of_a_code_has_its_identity_and_its_address() -> None:
    lost = [
        text.id
        for text in texts()
        if text.code and (not text.legiarti or text.legiarti not in text.url)
    ]
    assert lost == []


def test_each_obligation_has_its_rule_and_each_rule_its_obligation() -> None:
    assert tuple(library().catalogue.obligations) == obligations.IDS


def test_thresholds_are_those_the_rules_know() -> None:
    factors = library().catalogue.factors.values()
    assert {sheet.id for sheet in factors if sheet.threshold} == obligations.THRESHOLD


def test_the_generic_pack_is_there_for_every_other_firm() -> None:
    assert library().generic.id == "generique"
