"""The document as a value: sections, actions, states, and the bytes that are sealed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.factories import (
    TODAY,
    all_answered,
    catalogue,
    fact,
    measure,
    not_mastered,
    pack,
    risk,
    unit,
)
from toolkit.domain.answer import Answer, Mastery
from toolkit.domain.company import Company
from toolkit.domain.draft import ActionPlan, Draft
from toolkit.domain.duerp import (
    Action,
    Consultation,
    Duerp,
    Rank,
    Row,
    Validation,
    build_duerp,
    canonical,
    has_changed,
    sha256,
)
from toolkit.domain.journey import asked
from toolkit.domain.obligations import IDS, Cse, State
from toolkit.domain.pack import Factor, Flag, Frequency, Pack, Principle, Severity
from toolkit.domain.priorities import Reason
from toolkit.domain.rating import Level

ATELIER, BUREAU = unit("atelier", people=3), unit("bureau", people=1)
TRADE = pack(
    risk("petrin", severity=3, frequency=4, units=("atelier",)),
    risk("ecran", units=("bureau",)),
    risk("bruit", when="machines", factor=Factor.NOISE),
    risk("amiante", severity=4, frequency=1, flags=frozenset({Flag.CMR})),
    facts=(fact("machines"), fact("public")),
)
DRAFT = Draft(
    company=Company(name="Atelier Martin", siret="73282932000074", effectif=4),
    facts={"public": True},
    units=(ATELIER, BUREAU),
    answers=not_mastered("petrin", "ecran"),
)
VALIDATION = Validation(
    number=2,
    previous="a" * 64,
    consultation=Consultation(
        role="Gérante", consulted="Les deux salariés", cse=Cse.NONE
    ),
)


def built(
    draft: Draft = DRAFT, *, of: Pack = TRADE, validation: Validation | None = None
) -> Duerp:
    return build_duerp(of, catalogue(), draft, dated=TODAY, validation=validation)


def row(duerp: Duerp, risk_id: str) -> Row:
    return next(row for row in duerp.rows if row.risk_id == risk_id)


def action(duerp: Duerp, risk_id: str) -> Action:
    return next(action for action in duerp.actions if action.risk_id == risk_id)


def places(duerp: Duerp) -> dict[str, list[str]]:
    """The first four risks by section: those made for this test."""
    made = {"petrin", "ecran", "bruit", "amiante"}
    return {
        section.unit.id if section.unit else "all": [
            row.risk_id for row in section.rows if row.risk_id in made
        ]
        for section in duerp.sections
    }


def test_what_all_units_share_is_said_once_then_each_unit_s_own() -> None:
    assert places(built()) == {
        "all": ["bruit", "amiante"],
        "atelier": ["petrin"],
        "bureau": ["ecran"],
    }


def test_a_risk_of_every_unit_is_shared_even_if_each_is_named() -> None:
    trade = pack(risk("ecran", units=("bureau", "atelier")))
    assert places(built(of=trade))["all"] == ["ecran"]


def test_a_risk_of_two_units_among_three_is_printed_once_with_their_names() -> None:
    draft = Draft(units=(ATELIER, BUREAU, unit("route")))
    duerp = built(draft, of=pack(risk("ecran", units=("bureau", "atelier"))))
    assert places(duerp) == {"all": ["ecran"]}
    assert row(duerp, "ecran").place == "Atelier, Bureau"


def test_a_company_without_units_has_one_shared_section() -> None:
    assert [section.unit for section in built(Draft()).sections] == [None]


def test_a_unit_without_risks_of_its_own_has_no_section() -> None:
    draft = Draft(units=(ATELIER, BUREAU, unit("route")))
    assert "route" not in places(built(draft))


def test_each_risk_is_counted_once_though_it_is_of_two_units() -> None:
    draft = Draft(units=(ATELIER, BUREAU, unit("route")))
    trade = pack(risk("ecran", units=("bureau", "atelier")))
    ids = [row.risk_id for row in built(draft, of=trade).rows]
    assert len(ids) == len(set(ids)) == 14


unit_names = st.sampled_from(["atelier", "bureau", "route", "chantier"])


@given(
    names=st.lists(unit_names, unique=True),
    facts=st.dictionaries(st.sampled_from(["machines", "public"]), st.booleans()),
)
def test_every_risk_asked_is_in_the_inventory(
    names: list[str], facts: dict[str, bool]
) -> None:
    draft = Draft(facts=facts, units=tuple(unit(name) for name in names))
    printed = {row.risk_id for row in built(draft).rows}
    assert printed == {card.key for card in asked(TRADE, draft)}


def test_a_closed_card_is_not_in_the_inventory() -> None:
    duerp = built(Draft(facts={"machines": False}, answers=not_mastered("bruit")))
    assert "bruit" not in {row.risk_id for row in duerp.rows}


def test_a_risk_not_answered_waits() -> None:
    assert row(built(), "amiante") in built().waiting


def test_a_risk_put_off_waits() -> None:
    later = built(Draft(answers={"petrin": Answer(mastery=Mastery.LATER)}))
    assert row(later, "petrin") in later.waiting


def test_a_lasting_harm_mastered_without_a_measure_waits() -> None:
    said = built(Draft(answers={"petrin": Answer(mastery=Mastery.MASTERED)}))
    assert row(said, "petrin") in said.waiting


def test_a_risk_answered_does_not_wait() -> None:
    assert row(built(), "petrin").is_evaluated


def test_what_waits_has_no_level() -> None:
    assert row(built(), "amiante").rating.level is None


def test_what_is_to_do_prints_the_finding() -> None:
    assert row(built(), "petrin").text == "Le risque petrin n'est pas maîtrisé."


def test_what_is_not_to_do_prints_what_may_happen() -> None:
    assert row(built(), "amiante").text == "Le risque amiante peut blesser."


def test_a_mastered_risk_prints_its_measures() -> None:
    said = Answer(mastery=Mastery.MASTERED, in_place=frozenset({"carter"}))
    duerp = built(Draft(answers={"petrin": said}))
    assert row(duerp, "petrin").in_place == ("La mesure carter est faite.",)


def test_a_cmr_agent_prints_the_substitution_that_was_sought() -> None:
    said = Answer(mastery=Mastery.PARTIAL, substitution="Aucun autre produit.")
    amiante = row(built(Draft(answers={"amiante": said})), "amiante")
    assert (amiante.is_cmr, amiante.substitution) == (True, "Aucun autre produit.")


def test_circumstances_print_every_fact_as_it_was_answered() -> None:
    said = [(fact.question, fact.answer) for fact in built().circumstances]
    assert said == [
        ("Y a-t-il ceci : machines ?", None),
        ("Y a-t-il ceci : public ?", True),
    ]


ALL_HIGH = Draft(
    answers={
        name: Answer(
            mastery=Mastery.NOT_MASTERED,
            severity=Severity.DEATH,
            frequency=Frequency.CONSTANT,
        )
        for name in ("petrin", "ecran", "bruit", "amiante")
    }
    | not_mastered("r1")
)


def test_three_actions_come_first_then_the_urgent_ones_then_the_rest() -> None:
    ranks = [(action.risk_id, action.rank) for action in built(ALL_HIGH).actions]
    assert ranks == [
        ("petrin", Rank.PRIORITY),
        ("ecran", Rank.PRIORITY),
        ("bruit", Rank.PRIORITY),
        ("amiante", Rank.IMMEDIATE),
        ("r1", Rank.LATER),
    ]


def test_actions_of_one_rank_are_listed_apart() -> None:
    (urgent,) = built(ALL_HIGH).ranked(Rank.IMMEDIATE)
    assert urgent.risk_id == "amiante"


def test_a_priority_begins_with_the_best_measure() -> None:
    steps = action(built(), "petrin").steps
    assert [(s.text, s.principle) for s in steps] == [
        ("Faire la mesure carter.", Principle.COLLECTIVE)
    ]


def test_a_priority_has_a_first_step_and_its_minutes() -> None:
    petrin = action(built(), "petrin")
    assert (petrin.first_step, petrin.minutes) == ("Commencer la mesure carter.", 15)


def test_an_urgent_action_has_a_measure_too() -> None:
    assert len(action(built(ALL_HIGH), "amiante").steps) == 1


def test_a_later_action_without_a_planned_measure_has_no_step() -> None:
    later = action(built(ALL_HIGH), "r1")
    assert (later.steps, later.first_step, later.minutes) == ((), "", None)


def test_a_later_action_prints_the_measures_that_are_planned() -> None:
    said = Answer(mastery=Mastery.NOT_MASTERED, planned=frozenset({"formation"}))
    draft = Draft(answers={**ALL_HIGH.answers, "r1": said})
    steps = action(built(draft), "r1").steps
    assert [s.text for s in steps] == ["Faire la mesure formation."]


def test_a_measure_in_the_owner_s_words_closes_the_list() -> None:
    said = Answer(
        mastery=Mastery.NOT_MASTERED,
        planned=frozenset({"formation"}),
        planned_other="Repeindre le sol.",
    )
    steps = action(built(Draft(answers={"petrin": said})), "petrin").steps
    assert [(s.text, s.principle) for s in steps] == [
        ("Faire la mesure formation.", Principle.TRAIN),
        ("Repeindre le sol.", None),
    ]


def test_the_measure_the_owner_picked_comes_before_the_planned_ones() -> None:
    said = Answer(
        mastery=Mastery.NOT_MASTERED, planned=frozenset({"carter", "formation"})
    )
    plans = {"petrin": ActionPlan(measure="formation")}
    steps = action(built(Draft(answers={"petrin": said}, plans=plans)), "petrin").steps
    assert [s.text for s in steps] == [
        "Faire la mesure formation.",
        "Faire la mesure carter.",
    ]


def test_a_picked_measure_the_pack_does_not_know_is_replaced_by_the_best() -> None:
    plans = {"petrin": ActionPlan(measure="inconnue")}
    draft = Draft(answers=not_mastered("petrin"), plans=plans)
    assert action(built(draft), "petrin").steps[0].text == "Faire la mesure carter."


def test_a_risk_with_every_measure_in_place_has_no_step_to_propose() -> None:
    trade = pack(risk("petrin", measures=(measure("a"), measure("b"))))
    said = Answer(mastery=Mastery.PARTIAL, in_place=frozenset({"a", "b"}))
    petrin = action(built(Draft(answers={"petrin": said}), of=trade), "petrin")
    assert (petrin.steps, petrin.first_step) == ((), "")


def test_an_action_prints_who_when_and_the_owner_s_own_first_step() -> None:
    plan = ActionPlan(who="Le chef", due=date(2027, 1, 15), first_step="Appeler.")
    draft = Draft(answers=not_mastered("petrin"), plans={"petrin": plan})
    petrin = action(built(draft), "petrin")
    assert (petrin.who, petrin.due, petrin.first_step, petrin.minutes) == (
        "Le chef",
        date(2027, 1, 15),
        "Appeler.",
        None,
    )


def test_an_action_prints_its_reason_its_alarm_and_its_help() -> None:
    trade = pack(
        risk(
            "echelle",
            severity=4,
            frequency=4,
            stop_work="Arrêtez ce travail tant que rien n'est fixé.",
            subsidy="ergonomie",
        )
    )
    echelle = action(built(Draft(answers=not_mastered("echelle")), of=trade), "echelle")
    assert (echelle.reason, echelle.stop_work, echelle.subsidy) == (
        Reason.LEVEL,
        "Arrêtez ce travail tant que rien n'est fixé.",
        "Subvention ergonomie",
    )


def test_exposures_name_the_situations_that_carry_a_factor() -> None:
    (noise,) = built(Draft(exposures={Factor.NOISE: 2})).exposures
    assert (noise.factor, noise.risks, noise.people) == (
        Factor.NOISE,
        ("Risque bruit",),
        2,
    )


def test_a_factor_without_threshold_counts_nobody() -> None:
    trade = pack(risk("dos", factor=Factor.HANDLING))
    (handling,) = built(Draft(exposures={Factor.HANDLING: 2}), of=trade).exposures
    assert (handling.threshold, handling.people) == (None, None)


def test_every_requirement_of_the_law_has_its_state() -> None:
    assert tuple(r.id for r in built().requirements) == IDS


def test_the_state_of_a_requirement_follows_the_draft() -> None:
    states = {r.id: r.state for r in built().requirements}
    assert (states["unites"], states["sexe"]) == (State.DONE, State.MISSING)


def test_each_text_cited_is_printed_once_in_order() -> None:
    cited = [text.id for text in built().references]
    assert cited == ["ct-l4121-3-1", "ct-r4121-1"]


def test_without_a_validation_it_is_a_project() -> None:
    duerp = built()
    assert (duerp.is_validated, duerp.number, duerp.previous) == (False, None, "")


def test_a_validation_gives_a_number_and_the_seal_of_the_version_before() -> None:
    duerp = built(validation=VALIDATION)
    assert (duerp.is_validated, duerp.number, duerp.previous) == (True, 2, "a" * 64)


def test_a_project_and_its_validation_differ_in_what_was_validated_only() -> None:
    project = built().model_dump()
    validated = built(validation=VALIDATION).model_dump()
    changed = {key for key in project if project[key] != validated[key]}
    assert changed == {"number", "previous", "consultation", "requirements"}


@pytest.mark.parametrize("field", ["name", "email", "signed_by"])
def test_the_sealed_value_has_no_place_for_a_name(field: str) -> None:
    with pytest.raises(ValidationError):
        Consultation.model_validate({field: "Jeanne Martin"})


def test_who_took_part_is_said_by_function() -> None:
    assert set(Consultation.model_fields) == {"role", "consulted", "cse", "cse_opinion"}


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert canonical(built()) == canonical(built())


def test_the_order_of_answers_does_not_change_the_bytes() -> None:
    there = Draft(answers=not_mastered("petrin", "ecran", "r1"))
    back = Draft(answers=not_mastered("r1", "ecran", "petrin"))
    assert canonical(built(there)) == canonical(built(back))


def test_the_order_of_ticks_does_not_change_the_bytes() -> None:
    def ticked(*ids: str) -> Draft:
        said = Answer(
            mastery=Mastery.PARTIAL, in_place=frozenset(ids), planned=frozenset(ids)
        )
        return Draft(answers={"petrin": said})

    assert canonical(built(ticked("carter", "formation"))) == canonical(
        built(ticked("formation", "carter"))
    )


def test_the_bytes_are_readable_french() -> None:
    assert "Les deux salariés".encode() in canonical(built(validation=VALIDATION))


@pytest.mark.parametrize("validation", [None, VALIDATION])
@pytest.mark.parametrize("draft", [Draft(), DRAFT, ALL_HIGH])
def test_the_bytes_give_the_same_document_back(
    draft: Draft, validation: Validation | None
) -> None:
    duerp = built(draft, validation=validation)
    assert Duerp.model_validate_json(canonical(duerp)) == duerp


def seal(draft: Draft) -> str:
    return sha256(canonical(built(draft)))


@pytest.mark.parametrize("risk_id", [risk.id for risk in TRADE.risks])
@pytest.mark.parametrize("mastery", Mastery)
def test_any_answer_changes_the_seal(risk_id: str, mastery: Mastery) -> None:
    said = Draft(answers={risk_id: Answer(mastery=mastery)})
    assert seal(said) != seal(Draft())


def test_a_measure_ticked_before_any_answer_changes_the_seal() -> None:
    ticked = Draft(answers={"petrin": Answer(in_place=frozenset({"carter"}))})
    assert seal(ticked) != seal(Draft())


@pytest.mark.parametrize(
    "change",
    [
        {"mastery": Mastery.PARTIAL},
        {"severity": Severity.DEATH},
        {"frequency": Frequency.RARE},
        {"in_place": frozenset({"carter"})},
        {"planned": frozenset({"formation"})},
        {"in_place_other": "Un capot fait maison."},
        {"planned_other": "Repeindre le sol."},
        {"substitution": "Aucun autre produit."},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_part_of_an_answer_changes_the_seal(change: dict[str, Any]) -> None:
    before = Answer(mastery=Mastery.NOT_MASTERED)
    after = before.model_copy(update=change)
    assert seal(Draft(answers={"petrin": after})) != seal(
        Draft(answers={"petrin": before})
    )


def test_a_seal_is_sixty_four_hexadecimal_signs() -> None:
    assert sha256(b"") == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


def test_all_answered_leaves_nothing_waiting() -> None:
    assert built(Draft(answers=all_answered(TRADE))).waiting == ()


def test_the_level_of_a_row_and_of_its_action_agree() -> None:
    duerp = built()
    assert row(duerp, "petrin").rating == action(duerp, "petrin").rating
    assert row(duerp, "petrin").rating.level is Level.VERY_HIGH


def test_only_what_the_company_says_makes_a_change() -> None:
    trade, given = pack(), Draft(company=Company(name="Atelier"))
    before = build_duerp(trade, catalogue(), given, dated=date(2026, 1, 5))
    later = build_duerp(trade, catalogue(), given, dated=date(2027, 3, 1))
    first = trade.risks[0].id
    answered = replace(given, answers={first: Answer(mastery=Mastery.PARTIAL)})
    other = build_duerp(trade, catalogue(), answered, dated=date(2026, 1, 5))
    assert not has_changed(before, later)
    assert has_changed(before, other)
