"""What packs cite."""

from datetime import date

import pytest

from tests.factories import reference


def test_a_text_without_an_end_is_in_force() -> None:
    assert reference("ct-r4121-1").is_in_force(date(2100, 1, 1))


@pytest.mark.parametrize(
    ("today", "is_in_force"),
    [
        (date(2026, 12, 30), True),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), False),
    ],
)
def test_a_text_ends_on_the_day_it_is_said_to(today: date, is_in_force: bool) -> None:
    text = reference("ct-r4121-1", until=date(2026, 12, 31))
    assert text.is_in_force(today) is is_in_force
