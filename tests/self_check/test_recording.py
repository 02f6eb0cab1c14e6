"""The search of the end-to-end tests finds what it must: they could not fail otherwise."""

import pytest

from tests.self_check.recording import found, packed

SECRET = "Zéphyrine Témoin-9182"


@pytest.mark.parametrize("way", packed(SECRET))
def test_a_secret_is_found_however_it_is_written(way: str) -> None:
    assert found(packed(SECRET)[way], [SECRET]) == [SECRET]


def test_what_is_not_there_is_not_found() -> None:
    for data in packed("autre chose").values():
        assert found(data, [SECRET]) == []
