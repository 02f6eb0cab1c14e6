"""What somebody typed, made fit to be kept."""

from toolkit.domain.typed import storable


def test_nul_is_dropped_and_the_rest_is_kept() -> None:
    assert storable({"name": "Au\0 fournil \u202e", "on": True}) == {
        "name": "Au fournil \u202e",
        "on": True,
    }
