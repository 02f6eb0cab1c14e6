"""How long a number is shown, and whose service answers."""

from datetime import date

import pytest

from toolkit.domain.help import Community, HelpLine, Local, Spsti

READ = date(2025, 3, 31)


def line(**more: object) -> HelpLine:
    return HelpLine.model_validate(
        {
            "id": "ecoute",
            "name": "Une écoute",
            "number": "0 800 00 00 00",
            "hours": "tous les jours",
            "who": "Pour tout le monde.",
            "source": "https://exemple.fr",
            "source_date": READ,
            **more,
        }
    )


@pytest.mark.parametrize(
    ("today", "is_shown"),
    [
        (date(2025, 4, 1), True),
        (date(2027, 3, 30), True),
        (date(2027, 3, 31), False),
        (date(2030, 1, 1), False),
    ],
)
def test_a_number_is_shown_until_its_source_is_24_months_old(
    today: date, is_shown: bool
) -> None:
    assert line().is_shown(today) is is_shown


def test_a_number_whose_source_has_no_date_is_not_shown() -> None:
    assert not line(source_date=None).is_shown(READ)


def test_a_number_the_operator_called_is_shown_again() -> None:
    called = line(confirmed_on=date(2027, 5, 1))
    assert called.is_shown(date(2027, 6, 1))


def test_an_old_call_does_not_age_a_newer_source() -> None:
    called = line(confirmed_on=date(2020, 5, 1))
    assert called.known_on == READ


def test_the_numbers_of_an_emergency_are_always_shown() -> None:
    assert line(always=True, source_date=date(2010, 1, 1)).is_shown(READ)


@pytest.mark.parametrize(
    ("today", "is_to_call"),
    [(date(2025, 9, 30), True), (date(2025, 9, 29), False)],
)
def test_a_number_is_to_call_after_six_months(today: date, is_to_call: bool) -> None:
    assert line(source_date=date(2025, 3, 30)).is_to_call(today) is is_to_call


SERVICE = Spsti(id="a", name="Un service")
OTHER = Spsti(id="b", name="Un autre")
VALLEY = Community(id="vallee", name="La vallée", spsti="b")


def test_a_community_has_its_own_service() -> None:
    local = Local(spsti=(SERVICE, OTHER), communities=(VALLEY,))
    assert local.service_of(VALLEY) == OTHER
    assert local.community("vallee") == VALLEY
    assert local.community("plaine") is None


def test_the_only_service_answers_those_of_no_community() -> None:
    assert Local(spsti=(SERVICE,)).service_of(None) == SERVICE
    assert Local(spsti=(SERVICE, OTHER)).service_of(None) is None
    assert Local().service_of(None) is None


@pytest.mark.parametrize(
    ("by", "on", "asks"),
    [
        ("Dr Martin", date(2026, 11, 1), True),
        ("Dr Martin", None, False),
        (None, date(2026, 11, 1), False),
    ],
)
def test_the_sensitive_question_needs_a_doctor_and_a_day(
    by: str | None, on: date | None, asks: bool
) -> None:
    service = Spsti(
        id="a",
        name="Un service",
        dark_thoughts_approved_by=by,
        dark_thoughts_approved_on=on,
    )
    assert service.asks_dark_thoughts is asks


def test_only_the_services_that_say_so_call_back() -> None:
    one = Spsti(id="un", name="Le premier", callback=True, email="a@exemple.fr")
    local = Local(spsti=(one, Spsti(id="deux", name="Le second")))
    assert local.calling_back == (one,)
    assert one.callback_kept_days == 30


def test_a_community_s_meetings_bear_its_name() -> None:
    assert Community(id="vallee", name="La vallée").holder == "pairs:vallee"
    with pytest.raises(ValueError, match="at most 50"):
        Community(id="v" * 51, name="La vallée")
