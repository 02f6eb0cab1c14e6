"""Who may do what, compared with a table an expert can read."""

from pathlib import Path

import pytest
import yaml

from toolkit.domain.rights import (
    COMPANY,
    OF_A_SERVICE,
    OF_THE_PLATFORM,
    TABLE,
    Action,
    Actor,
    Held,
    On,
    Role,
    may,
    roles,
)

WRITTEN: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "rights.yaml").read_text("utf-8")
)
HERE = On(draft="d1", firm="f1", service="s1")
ELSEWHERE = On(draft="d2", firm="f2", service="s2")


def actor_as(role: Role) -> Actor:
    """Somebody who has this role, here."""
    here = frozenset({Held(at="f1", role=role)})
    if role is Role.VISITOR:
        return Actor()
    if role is Role.HOLDER:
        return Actor(drafts=frozenset({"d1"}))
    if role in (*COMPANY, Role.RELAIS):
        return Actor(account=1, firms=here)
    if role in OF_A_SERVICE:
        return Actor(account=1, services=frozenset({Held(at="s1", role=role)}))
    if role is Role.SUPPORT:
        return Actor(account=1, platform=frozenset({Role.ADMINISTRATOR}))
    if role in (*OF_THE_PLATFORM, Role.OPERATOR):
        return Actor(account=1, platform=frozenset({role}))
    return Actor(account=1)


def test_the_table_names_every_role_and_every_action() -> None:
    assert set(WRITTEN) == set(Role) == set(TABLE)
    assert {action for listed in WRITTEN.values() for action in listed} == set(Action)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_here_what_the_table_says_and_nothing_else(
    role: Role, action: Action
) -> None:
    on = HERE.model_copy(update={"lets_support_in": role is Role.SUPPORT})
    everybody = {Role.VISITOR, Role.ACCOUNT, Role.ADMINISTRATOR}
    also = roles(actor_as(role), on) & everybody
    written = {a for name in {role, *also} for a in WRITTEN[name]}
    assert may(actor_as(role), action, on) is (action in written)


OF_A_PLACE = [
    role
    for role in Role
    if role not in (Role.VISITOR, Role.ACCOUNT, *OF_THE_PLATFORM, Role.OPERATOR)
]


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", OF_A_PLACE)
def test_a_role_here_gives_nothing_elsewhere(role: Role, action: Action) -> None:
    stranger = roles(actor_as(role), ELSEWHERE)
    assert stranger <= {Role.VISITOR, Role.ACCOUNT, Role.ADMINISTRATOR}
    assert may(actor_as(role), action, ELSEWHERE) is any(
        action in WRITTEN[name] for name in stranger
    )


@pytest.mark.parametrize("action", Action)
def test_what_is_of_nobody_is_nobody_s(action: Action) -> None:
    """An empty name never matches another empty name."""
    nameless = Actor(
        account=1,
        drafts=frozenset({""}),
        firms=frozenset({Held(at="", role=Role.OWNER)}),
        services=frozenset({Held(at="", role=Role.CLINICIAN)}),
    )
    assert may(nameless, action, On()) is (action in WRITTEN[Role.ACCOUNT])


def test_an_administrator_reads_no_firm_that_did_not_agree() -> None:
    administrator = actor_as(Role.ADMINISTRATOR)
    assert not may(administrator, Action.READ_DRAFT, HERE)
    agreed = HERE.model_copy(update={"lets_support_in": True})
    assert may(administrator, Action.READ_DRAFT, agreed)
    assert not may(administrator, Action.WRITE_DRAFT, agreed)


def test_agreeing_to_support_lets_nobody_else_in() -> None:
    agreed = HERE.model_copy(update={"lets_support_in": True})
    for role in (Role.ACCOUNT, Role.REGIONAL_COORDINATOR, Role.CLINICIAN):
        assert not may(actor_as(role), Action.READ_DRAFT, agreed)


def test_only_the_clinician_reads_names_exposed_to_cmr() -> None:
    assert [role for role in Role if Action.READ_CMR_NAMES in TABLE[role]] == [
        Role.CLINICIAN
    ]


def test_two_roles_add_up() -> None:
    both = Actor(
        account=1,
        firms=frozenset({Held(at="f1", role=Role.READER)}),
        drafts=frozenset({"d1"}),
    )
    assert may(both, Action.WRITE_DRAFT, HERE)
    assert not may(both, Action.MANAGE_MEMBERS, HERE)
