"""The invented firms: as many trades as exist, at every stage, and no fault."""

from pathlib import Path

import pytest

from toolkit.content.examples import examples, load
from toolkit.content.loader import ContentError, library
from toolkit.domain.example import Stage

FIRM = """\
- id: essai
  name: Atelier d'essai
  pack: {pack}
  trade: Essai
  effectif: {effectif}
  care: 50
  stage: begun
  role: Gérante
  consulted: une salariée
  units: {{{unit}: 1}}
  without: [{fact}]
"""
RIGHT = {"pack": "generique", "effectif": 1, "unit": "atelier", "fact": "public"}


def test_thirty_firms_of_thirty_trades_use_every_pack() -> None:
    assert len({example.id for example in examples()}) == 30
    assert len({example.trade for example in examples()}) == 30
    assert {example.pack for example in examples()} == set(library().packs)


def test_every_stage_has_an_example() -> None:
    assert {example.stage for example in examples()} == set(Stage)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"pack": "astronaute"}, "no pack is called 'astronaute'"),
        ({"unit": "fusee"}, "generique has no unit 'fusee'"),
        ({"fact": "lune"}, "generique asks no fact 'lune'"),
        ({"effectif": 7}, "the people of its units are not its effectif"),
        ({"effectif": -1}, "effectif: Input should be greater than or equal to 0"),
    ],
)
def test_a_wrong_firm_is_refused_with_its_name(
    wrong: dict[str, object], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "examples.yaml"
    path.write_text(FIRM.format(**(RIGHT | wrong)), encoding="utf-8")
    with pytest.raises(ContentError, match=message):
        load(path, library())


def test_a_right_firm_is_read(tmp_path: Path) -> None:
    path = tmp_path / "examples.yaml"
    path.write_text(FIRM.format(**RIGHT), encoding="utf-8")
    assert [example.id for example in load(path, library())] == ["essai"]
