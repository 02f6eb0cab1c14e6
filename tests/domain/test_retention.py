"""Twelve months, two warnings where there is an address, and never a surprise."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.retention import (
    KEPT,
    Step,
    erased_on,
    step_with_address,
    step_without_address,
)

USED = datetime(2026, 1, 10, 9, tzinfo=UTC)


def after(days: int) -> datetime:
    return USED + timedelta(days=days)


@pytest.mark.parametrize(("days", "step"), [(364, Step.KEEP), (365, Step.ERASE)])
def test_without_an_address_it_is_erased_after_twelve_months(
    days: int, step: Step
) -> None:
    assert step_without_address(USED, now=after(days)) is step


@pytest.mark.parametrize(
    ("days", "warnings", "warned", "step"),
    [
        (334, 0, None, Step.KEEP),
        (335, 0, None, Step.WARN),
        (336, 1, 335, Step.KEEP),
        (357, 1, 335, Step.WARN),
        (358, 2, 357, Step.KEEP),
        (364, 2, 357, Step.KEEP),
        (365, 2, 357, Step.ERASE),
    ],
)
def test_with_an_address_two_warnings_come_first(
    days: int, warnings: int, warned: int | None, step: Step
) -> None:
    said = after(warned) if warned else None
    assert (
        step_with_address(USED, warnings=warnings, warned_at=said, now=after(days))
        is step
    )


def test_a_draft_used_since_its_warnings_starts_again() -> None:
    warned = USED - timedelta(days=1)
    now = after(335)
    step = step_with_address(USED, warnings=2, warned_at=warned, now=now)
    assert step is Step.WARN


@given(st.integers(0, 2000), st.lists(st.integers(1, 40), min_size=40, max_size=60))
def test_however_late_we_come_nobody_is_erased_without_two_warnings_and_a_week(
    first: int, pauses: list[int]
) -> None:
    now, warnings, warned_at = after(first), 0, None
    said: list[datetime] = []
    promised = USED
    for pause in pauses:
        step = step_with_address(USED, warnings=warnings, warned_at=warned_at, now=now)
        if step is Step.ERASE:
            assert len(said) == 2
            assert now - USED >= KEPT
            assert now - said[-1] >= timedelta(days=7)
            assert said[1] - said[0] >= timedelta(days=14)
            assert now >= promised
            return
        if step is Step.WARN:
            warnings, warned_at = warnings + 1, now
            said.append(now)
            promised = erased_on(USED, warnings=warnings, now=now)
        now += timedelta(days=pause)
