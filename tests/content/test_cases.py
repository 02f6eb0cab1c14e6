"""The cases of a prevention expert: these answers give these findings and levels."""

from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from pydantic import Field, field_validator

from toolkit.content.loader import library
from toolkit.domain.answer import Answer
from toolkit.domain.draft import Draft
from toolkit.domain.journey import asked
from toolkit.domain.pack import Pack, Value
from toolkit.domain.priorities import chosen, findings

FOLDER = Path(__file__).parent / "cases"


class Expected(Value):
    levels: dict[str, Literal["low", "medium", "high", "very-high"]]
    findings: list[str]
    priorities: list[str]
    hidden: list[str]


class Case(Value):
    """Written by somebody who reads no code: a word not known here is a fault."""

    name: str
    facts: dict[str, bool] = Field(default_factory=dict[str, bool])
    answers: dict[str, Answer]
    expect: Expected

    @field_validator("answers", mode="before")
    @classmethod
    def mastery_alone(cls, given: dict[str, Any]) -> dict[str, Any]:
        return {
            risk: {"mastery": said} if isinstance(said, str) else said
            for risk, said in given.items()
        }


class CaseFile(Value):
    pack: str
    cases: list[Case]


FILES = [
    CaseFile.model_validate(yaml.safe_load(path.read_text("utf-8")))
    for path in sorted(FOLDER.glob("*.yaml"))
]

every_case = pytest.mark.parametrize(
    ("pack_id", "case"),
    [
        pytest.param(file.pack, case, id=f"{file.pack}: {case.name}")
        for file in FILES
        for case in file.cases
    ],
)


def unknown_words(pack: Pack, case: Case) -> list[str]:
    """What a case names and its pack does not have."""
    expect = case.expect
    risks = {*case.answers, *expect.levels, *expect.findings, *expect.hidden}
    measures = {
        f"{name}: {measure}"
        for name, answer in case.answers.items()
        for measure in answer.in_place | answer.planned
        if name in pack.by_id and pack.by_id[name].measure(measure) is None
    }
    return sorted(
        (risks - set(pack.by_id)) | (set(case.facts) - set(pack.facts_by_id)) | measures
    )


def draft_of(pack_id: str, case: Case) -> tuple[Pack, Draft]:
    pack = library().packs[pack_id]
    unknown = unknown_words(pack, case)
    assert not unknown, f"{pack_id}.yaml: the case names unknown {unknown}"
    return pack, Draft(facts=case.facts, answers=case.answers)


@every_case
def test_a_case_gives_its_findings_levels_and_priorities(
    pack_id: str, case: Case
) -> None:
    pack, draft = draft_of(pack_id, case)
    ranked = findings(pack, draft)
    found = {
        "levels": {f.risk.id: f.level.name.lower().replace("_", "-") for f in ranked},
        "findings": sorted(f.risk.id for f in ranked),
        "priorities": [f.risk.id for f in chosen(draft, ranked)],
    }
    assert found == {
        "levels": case.expect.levels,
        "findings": sorted(case.expect.findings),
        "priorities": case.expect.priorities,
    }


@every_case
def test_a_case_hides_what_its_facts_close(pack_id: str, case: Case) -> None:
    pack, draft = draft_of(pack_id, case)
    open_ids = {card.key for card in asked(pack, draft)}
    assert [name for name in case.expect.hidden if name in open_ids] == []


def test_every_pack_has_its_cases() -> None:
    assert {file.pack for file in FILES} == set(library().packs)


def test_a_case_naming_an_unknown_risk_fails_loudly() -> None:
    case = Case.model_validate(
        {
            "name": "Une faute de frappe",
            "answers": {"sol-glisant": "partial"},
            "expect": {"levels": {}, "findings": [], "priorities": [], "hidden": []},
        }
    )
    with pytest.raises(AssertionError, match="sol-glisant"):
        draft_of("generique", case)
