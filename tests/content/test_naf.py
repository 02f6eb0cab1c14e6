"""Every NAF code of both editions leads to the trade a person would expect."""

import csv
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.factories import pack
from toolkit.cli import app
from toolkit.content.loader import ROOT, library
from toolkit.content.naf import Naf, faults_of, read, trade_of
from toolkit.domain.trades import Elsewhere, find

HERE = Path(__file__).parent
TINY = Naf(
    rev2={"10.71C": "Boulangerie", "10.82Z": "Chocolat", "84.30A": "Caisses"},
    naf_2025={"10.71H": "Pain", "47.24Y": "Vente de pain"},
    nearest={"10": "usine", "10.71": "fournil", "84": Elsewhere.PUBLIC},
)


def expected() -> list[tuple[str, str, str]]:
    with (HERE / "naf_expected.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["code"], row["expected"], row["who"]) for row in csv.DictReader(file)
        ]


def leads(*, own: tuple[str, ...] = ()) -> Mapping[str, str]:
    return trade_of(TINY, [pack(name="boulangerie", naf_rev2=own)])


def test_both_editions_are_whole() -> None:
    assert (len(library().naf.rev2), len(library().naf.naf_2025)) == (732, 747)


def test_no_code_belongs_to_both_editions() -> None:
    assert set(library().naf.rev2) & set(library().naf.naf_2025) == set()


def test_every_code_leads_to_a_trade_or_elsewhere() -> None:
    known = {*library().packs, *Elsewhere}
    assert {
        c for c in library().naf.codes if library().trade_of[c] not in known
    } == set()


def test_every_code_is_understood_however_it_is_typed() -> None:
    trades = library().trade_of
    lost = [
        typed
        for code, trade in trades.items()
        for typed in (code, code.replace(".", ""), code.replace(".", " ").lower())
        for found in [find(typed, (), trades)]
        if trade not in (*found.packs, found.elsewhere)
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("code", "trade", "who"), expected(), ids=[f"{c} {w}" for c, _, w in expected()]
)
def test_a_person_finds_the_trade_they_expect(code: str, trade: str, who: str) -> None:
    assert library().trade_of[code] == trade, who


def test_each_code_is_expected_once() -> None:
    codes = [code for code, _, _ in expected()]
    assert len(codes) == len(set(codes)) >= 150


def test_a_pack_s_own_code_comes_before_its_beginning() -> None:
    assert leads(own=("84.30A",))["84.30A"] == "boulangerie"


def test_the_longest_beginning_wins() -> None:
    assert (leads()["10.71H"], leads()["10.82Z"]) == ("fournil", "usine")


def test_a_code_nothing_names_leads_to_the_generic_pack() -> None:
    assert leads()["47.24Y"] == "generique"


def test_elsewhere_is_told_apart_from_a_pack() -> None:
    assert library().trade_of["01.13Z"] is Elsewhere.AGRICULTURE


def test_a_label_is_found_in_either_edition() -> None:
    assert (TINY.label("10.71C"), TINY.label("10.71H")) == ("Boulangerie", "Pain")


def test_a_pack_s_code_exists_in_its_own_edition() -> None:
    trade = pack(name="usine", naf_rev2=("10.71H",), naf_2025=("99.99Z",))
    packs = {"usine": trade, "fournil": trade}
    assert list(faults_of(TINY, packs))[:2] == [
        "usine.yaml: no NAF code 10.71H",
        "usine.yaml: no NAF code 99.99Z",
    ]


def test_a_beginning_that_begins_no_code_is_a_fault() -> None:
    naf = Naf(rev2={}, naf_2025={}, nearest={"98": Elsewhere.PUBLIC})
    assert list(faults_of(naf, {})) == ["nearest.csv: no NAF code begins with 98"]


def test_a_destination_that_does_not_exist_is_a_fault() -> None:
    naf = Naf(rev2={"10.71C": "Pain"}, naf_2025={}, nearest={"10": "usine"})
    assert list(faults_of(naf, {})) == [
        "nearest.csv: 10 leads to unknown trade 'usine'"
    ]


def test_each_beginning_changes_something() -> None:
    """A line of nearest.csv that a pack's own codes have overtaken is to be removed."""
    packs = library().packs.values()
    own = {code for p in packs for code in (*p.naf_rev2, *p.naf_2025)}
    free = [code for code in library().naf.codes if code not in own]
    idle = [
        beginning
        for beginning in library().naf.nearest
        if not any(code.startswith(beginning) for code in free)
    ]
    assert idle == []


def faults_with(folder: Path, name: str, content: bytes) -> list[str]:
    root = Path(shutil.copytree(ROOT / "naf", folder / "naf"))
    (root / name).write_bytes(content)
    faults: list[str] = []
    read(root, faults)
    return faults


def test_a_table_is_given_its_two_columns(tmp_path: Path) -> None:
    faults = faults_with(tmp_path, "naf2025.csv", b"code;label\n")
    assert faults == ["naf2025.csv: its first line must be code,label"]


def test_an_empty_table_is_refused(tmp_path: Path) -> None:
    faults = faults_with(tmp_path, "naf_rev2.csv", b"")
    assert faults == ["naf_rev2.csv: its first line must be code,label"]


def test_a_line_without_its_three_cells_is_named(tmp_path: Path) -> None:
    faults = faults_with(tmp_path, "nearest.csv", b"code,leads_to,why\n43,btp\n")
    assert faults == ["nearest.csv: not 3 cells: 43,btp"]


def test_a_table_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    faults = faults_with(tmp_path, "naf_rev2.csv", b"code,label\n10.71C,p\xe2t\n")
    assert faults[0].startswith("naf_rev2.csv: cannot be read: 'utf-8' codec")


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    faults: list[str] = []
    read(tmp_path, faults)
    assert [fault.split(":")[0] for fault in faults] == [
        "nearest.csv",
        "naf_rev2.csv",
        "naf2025.csv",
    ]


def test_the_command_says_where_each_code_leads() -> None:
    said = CliRunner().invoke(app, ["trade", "1071c", "01.13Z", "84 11 y", "96.02B"])
    assert (said.exit_code, said.stdout.splitlines()) == (
        0,
        [
            "10.71C boulangerie-patisserie",
            "01.13Z agriculture",
            "84.11Y public",
            "96.02B generique",
        ],
    )


def test_the_command_refuses_a_code_that_does_not_exist() -> None:
    said = CliRunner().invoke(app, ["trade", "99.99Z", "10.71C"])
    assert said.exit_code == 1
    assert said.stdout == "10.71C boulangerie-patisserie\n"
    assert "« 99.99Z » n'est un code ni de la NAF rév. 2" in said.stderr
