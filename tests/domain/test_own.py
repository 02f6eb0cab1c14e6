"""A risk in the owner's words."""

import pytest
from pydantic import ValidationError

from tests.factories import TODAY, catalogue, own, pack
from toolkit.content.loader import library
from toolkit.domain.answer import Answer, Mastery, is_evaluated
from toolkit.domain.draft import ActionPlan, Draft
from toolkit.domain.duerp import build_duerp, has_changed
from toolkit.domain.own import OwnRisk, as_risk, is_own
from toolkit.domain.pack import Severity
from toolkit.domain.priorities import findings, lead_measure
from toolkit.domain.rating import Level

TRADE = pack()
OPEN = Answer(mastery=Mastery.NOT_MASTERED, planned_other="Grillager la cour.")
DRAFT = Draft(own=(own("chien"),), answers={"own-chien": OPEN})


def test_it_cites_the_general_article_on_evaluation() -> None:
    cited = as_risk(own("chien")).references
    assert [library().catalogue.references[i].article for i in cited] == ["R4121-1"]


def test_it_is_known_by_how_its_id_begins() -> None:
    assert is_own("own-chien")
    assert not is_own("sol-glissant")


@pytest.mark.parametrize("name", ["chien", "own-", "own-Chien"])
def test_no_other_id_is_taken(name: str) -> None:
    with pytest.raises(ValidationError):
        OwnRisk(id=name, name="x", family="bruit", harm="x", who="x")


def test_it_is_rated_like_the_others() -> None:
    (found,) = findings(TRADE, DRAFT)
    assert (found.level, found.rating.severity) == (Level.MEDIUM, Severity.LEAVE)


def test_where_the_harm_lasts_it_asks_what_is_in_place_too() -> None:
    risk = as_risk(own("chien"))
    said = Answer(mastery=Mastery.MASTERED, severity=Severity.LASTING)
    assert not is_evaluated(risk, said)
    words = said.model_copy(update={"in_place_other": "La cour est fermée."})
    assert is_evaluated(risk, words)


def test_its_action_is_what_the_owner_plans() -> None:
    (found,) = findings(TRADE, DRAFT)
    assert lead_measure(found, DRAFT) is None
    duerp = build_duerp(TRADE, catalogue(), DRAFT, dated=TODAY)
    assert [step.text for step in duerp.actions[0].steps] == ["Grillager la cour."]


def test_it_is_printed_with_the_family_the_owner_chose() -> None:
    duerp = build_duerp(TRADE, catalogue(), DRAFT, dated=TODAY)
    row = duerp.rows[-1]
    assert (row.card, row.family, row.text, row.who) == (
        "own-chien",
        "Famille machines",
        "Une coupure.",
        "Le patron.",
    )


def test_its_words_are_the_company_s_changing_them_is_a_change() -> None:
    before = build_duerp(TRADE, catalogue(), DRAFT, dated=TODAY)
    other = Draft(own=(own("chien", harm="Une morsure."),), answers=DRAFT.answers)
    assert has_changed(before, build_duerp(TRADE, catalogue(), other, dated=TODAY))


def test_a_plan_for_it_needs_no_measure_of_ours() -> None:
    planned = Draft(
        own=DRAFT.own,
        answers=DRAFT.answers,
        plans={"own-chien": ActionPlan(who="Le patron", first_step="Mesurer.")},
    )
    action = build_duerp(TRADE, catalogue(), planned, dated=TODAY).actions[0]
    assert (action.who, action.first_step, action.minutes) == (
        "Le patron",
        "Mesurer.",
        None,
    )
