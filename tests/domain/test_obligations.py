"""What the law asks of the document: each rule in each state."""

from datetime import date

import pytest

from tests.factories import all_answered, not_mastered, pack, risk, unit
from toolkit.domain.answer import Answer, Mastery
from toolkit.domain.company import Company
from toolkit.domain.draft import ActionPlan, Draft
from toolkit.domain.obligations import Cse, Situation, State, carried_factors, check
from toolkit.domain.pack import Factor, Flag, Pack

ORDINARY = pack()
LATER = Answer(mastery=Mastery.LATER)
PLAN = ActionPlan(who="Le gérant", due=date(2027, 1, 1), first_step="Commander.")


def state(
    name: str, draft: Draft, *, of: Pack = ORDINARY, cse: Cse = Cse.UNKNOWN
) -> State:
    return check(name, Situation(pack=of, draft=draft, cse=cse))


def staff(count: int) -> Draft:
    return Draft(company=Company(effectif=count))


def test_an_obligation_without_a_rule_is_a_fault() -> None:
    with pytest.raises(KeyError):
        state("inconnue", Draft())


def test_the_inventory_is_done_when_no_card_waits() -> None:
    draft = Draft(answers=all_answered(ORDINARY))
    assert state("inventaire", draft) is State.DONE


def test_the_inventory_misses_a_card_put_off() -> None:
    draft = Draft(answers=all_answered(ORDINARY) | {"r1": LATER})
    assert state("inventaire", draft) is State.MISSING


def test_units_are_done_once_one_is_named() -> None:
    assert state("unites", Draft(units=(unit("atelier"),))) is State.DONE


def test_units_are_missing_while_none_is_named() -> None:
    assert state("unites", Draft()) is State.MISSING


HEAT = pack(
    risk("froid", family="thermique"),
    risk("canicule", family="chimique", flags=frozenset({Flag.HEAT})),
)


def test_heat_and_cold_are_done_when_their_cards_are() -> None:
    draft = Draft(answers=not_mastered("froid", "canicule"))
    assert state("ambiances-thermiques", draft, of=HEAT) is State.DONE


@pytest.mark.parametrize("left", ["froid", "canicule"])
def test_heat_and_cold_miss_one_card_left(left: str) -> None:
    draft = Draft(answers=not_mastered("froid", "canicule") | {left: LATER})
    assert state("ambiances-thermiques", draft, of=HEAT) is State.MISSING


def test_heat_and_cold_are_to_confirm_where_no_card_speaks_of_them() -> None:
    assert state("ambiances-thermiques", Draft()) is State.CONFIRM


HARASSMENT = pack(risk("harcelement"))


def test_harassment_is_done_when_its_card_is() -> None:
    draft = Draft(answers=not_mastered("harcelement"))
    assert state("organisation-relations", draft, of=HARASSMENT) is State.DONE


def test_harassment_is_missing_while_its_card_waits() -> None:
    assert state("organisation-relations", Draft(), of=HARASSMENT) is State.MISSING


def test_harassment_is_to_confirm_where_no_card_speaks_of_it() -> None:
    assert state("organisation-relations", Draft()) is State.CONFIRM


def test_the_impact_by_sex_is_done_once_written() -> None:
    assert state("sexe", Draft(sex_impact="Mêmes tâches.")) is State.DONE


def test_the_impact_by_sex_is_missing_while_blank() -> None:
    assert state("sexe", Draft()) is State.MISSING


def planned(**plans: ActionPlan) -> Draft:
    return Draft(answers=not_mastered("r1", "r2", "r3", "r4"), plans=plans)


def test_actions_are_done_when_the_three_say_who_and_when() -> None:
    assert state("actions", planned(r1=PLAN, r2=PLAN, r3=PLAN)) is State.DONE


def test_actions_miss_a_plan_for_one_of_the_three() -> None:
    assert state("actions", planned(r1=PLAN, r2=PLAN, r4=PLAN)) is State.MISSING


@pytest.mark.parametrize(
    "incomplete",
    [
        ActionPlan(due=date(2027, 1, 1), first_step="Commander."),
        ActionPlan(who="Le gérant", first_step="Commander."),
    ],
)
def test_actions_miss_what_a_plan_does_not_say(incomplete: ActionPlan) -> None:
    assert state("actions", planned(r1=PLAN, r2=incomplete, r3=PLAN)) is State.MISSING


def test_no_action_is_fine_when_everything_was_looked_at() -> None:
    assert state("actions", Draft(answers=all_answered(ORDINARY))) is State.DONE


def test_no_action_is_missing_while_cards_wait() -> None:
    assert state("actions", Draft()) is State.MISSING


def test_a_yearly_programme_is_not_asked_below_fifty() -> None:
    assert state("programme-annuel", staff(49)) is State.NOT_DUE


def test_a_yearly_programme_is_asked_from_fifty() -> None:
    assert state("programme-annuel", staff(50)) is State.CONFIRM


NOISY = pack(risk("bruit", factor=Factor.NOISE), risk("dos", factor=Factor.HANDLING))


def test_factors_are_done_when_each_threshold_has_its_number() -> None:
    draft = Draft(exposures={Factor.NOISE: 2})
    assert state("facteurs", draft, of=NOISY) is State.DONE


def test_nobody_above_a_threshold_is_a_number_too() -> None:
    draft = Draft(exposures={Factor.NOISE: 0})
    assert state("facteurs", draft, of=NOISY) is State.DONE


def test_factors_miss_a_number_not_said() -> None:
    assert state("facteurs", Draft(), of=NOISY) is State.MISSING


def test_a_factor_without_threshold_asks_for_no_number() -> None:
    trade = pack(risk("dos", factor=Factor.HANDLING))
    assert state("facteurs", Draft(), of=trade) is State.DONE


def test_the_factor_of_a_closed_card_asks_for_no_number() -> None:
    trade = pack(risk("bruit", factor=Factor.NOISE, when="machines"))
    assert state("facteurs", Draft(facts={"machines": False}), of=trade) is State.DONE


def test_factors_are_listed_once_in_the_order_of_the_law() -> None:
    trade = pack(
        risk("a", factor=Factor.NIGHT),
        risk("b", factor=Factor.HANDLING),
        risk("c", factor=Factor.NIGHT),
    )
    assert carried_factors(trade, Draft()) == (Factor.HANDLING, Factor.NIGHT)


CMR = pack(
    risk("amiante", flags=frozenset({Flag.CMR})),
    risk("silice", flags=frozenset({Flag.CMR})),
)
OUT = Answer(mastery=Mastery.NOT_CONCERNED)
SOUGHT = Answer(mastery=Mastery.MASTERED, substitution="Un mortier sans silice.")
NOT_SOUGHT = Answer(mastery=Mastery.PARTIAL)
TICKED = Answer(in_place=frozenset({"carter"}))


@pytest.mark.parametrize(
    ("asbestos", "silica", "expected"),
    [
        (SOUGHT, SOUGHT, State.DONE),
        (SOUGHT, OUT, State.DONE),
        (SOUGHT, NOT_SOUGHT, State.MISSING),
        (NOT_SOUGHT, OUT, State.MISSING),
        (OUT, OUT, State.NOT_DUE),
        (OUT, LATER, State.CONFIRM),
        (LATER, LATER, State.CONFIRM),
        (OUT, TICKED, State.CONFIRM),
    ],
)
def test_substitution_is_noted_for_each_cmr_agent_used(
    asbestos: Answer, silica: Answer, expected: State
) -> None:
    draft = Draft(answers={"amiante": asbestos, "silice": silica})
    assert state("cmr", draft, of=CMR) is expected


def test_cmr_agents_not_answered_are_to_confirm() -> None:
    assert state("cmr", Draft(answers={"amiante": OUT}), of=CMR) is State.CONFIRM


def test_a_trade_without_cmr_card_is_to_confirm() -> None:
    assert state("cmr", Draft()) is State.CONFIRM


@pytest.mark.parametrize(
    ("count", "cse", "expected"),
    [
        (10, Cse.CONSULTED, State.DONE),
        (11, Cse.CONSULTED, State.DONE),
        (10, Cse.NONE, State.NOT_DUE),
        (10, Cse.UNKNOWN, State.CONFIRM),
        (11, Cse.NONE, State.CONFIRM),
        (11, Cse.UNKNOWN, State.CONFIRM),
    ],
)
def test_the_committee_is_consulted_where_there_is_one(
    count: int, cse: Cse, expected: State
) -> None:
    assert state("cse", staff(count), cse=cse) is expected


@pytest.mark.parametrize(
    "name",
    ["salarie-competent", "transmission", "avis", "information", "conservation"],
)
def test_only_somebody_on_the_spot_can_tell(name: str) -> None:
    assert state(name, Draft()) is State.CONFIRM


def test_what_depends_on_the_headcount_is_to_confirm_until_it_is_said() -> None:
    unsaid = Draft()
    assert state("programme-annuel", unsaid) is State.CONFIRM
    assert state("cse", unsaid) is State.CONFIRM
