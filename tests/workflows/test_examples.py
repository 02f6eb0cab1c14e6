"""The invented firms in storage: each at its stage, made once, gone when asked."""

from collections import Counter

import pytest
from sqlalchemy import Connection, Engine

from toolkit import clock
from toolkit.content.examples import examples
from toolkit.content.loader import library
from toolkit.db import drafts, versions
from toolkit.db import examples as stored_examples
from toolkit.db.session import consult, transact
from toolkit.domain.company import Company
from toolkit.domain.duerp import Duerp
from toolkit.domain.example import Example, Stage
from toolkit.workflows.document import project_of
from toolkit.workflows.examples import make, missing

ONE_OF_EACH = list({example.stage: example for example in examples()}.values())
VERSIONS = {Stage.VALIDATED: 1, Stage.UPDATED: 2, Stage.CHANGED: 1}


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("example", ONE_OF_EACH, ids=lambda one: one.stage)
def test_a_firm_is_as_far_as_its_stage_says(example: Example) -> None:
    transact(make, example)
    stored = consult(drafts.load, consult(stored_examples.key_of, example.id))
    assert stored.draft.company.effectif == example.effectif
    assert bool(stored.draft.plans) == example.stage.is_planned
    assert len(consult(versions.listed, stored.row)) == VERSIONS.get(example.stage, 0)
    assert {site.name for site in stored.draft.sites} == set(example.sites)


@pytest.mark.usefixtures("engine")
def test_what_is_sealed_for_it_can_be_read_back() -> None:
    example = next(one for one in examples() if one.stage is Stage.UPDATED)
    transact(make, example)
    stored = consult(drafts.load, consult(stored_examples.key_of, example.id))
    latest = consult(versions.latest, stored.row)
    assert latest
    sealed = Duerp.model_validate_json(latest.content)
    again = project_of(stored, dated=clock.today())
    assert [action.card for action in sealed.actions] == [
        action.card for action in again.actions
    ]


def test_made_twice_they_are_there_once_and_erased_they_leave_the_companies(
    engine: Engine,
) -> None:
    mine = transact(
        drafts.create, pack=library().generic, company=Company(), now=clock.now()
    )
    for _again in range(2):
        for example in ONE_OF_EACH:
            transact(make, example)
    there = Counter(one.slug for one in consult(stored_examples.listed))
    assert there == {example.id: 1 for example in ONE_OF_EACH}
    assert len(consult(missing)) == len(examples()) - len(ONE_OF_EACH)
    assert transact(stored_examples.erase) == len(ONE_OF_EACH)
    assert consult(missing) == examples()
    assert consult(drafts.load, mine)
    with engine.connect() as connection:
        assert left(connection) == {"draft": 1, "version": 0, "draftanswer": 0}


def left(connection: Connection) -> dict[str, int]:
    return {
        table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
        for table in ("draft", "version", "draftanswer")
    }
