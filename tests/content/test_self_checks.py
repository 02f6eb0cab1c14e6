"""Our self-checks, and every mistake one may hold: said with its file and its id."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from toolkit.content.check_rules import sentences
from toolkit.content.loader import ContentError, library
from toolkit.content.self_checks import load, self_checks, self_checks_in
from toolkit.domain.check_pack import CheckPack, Kind, Lever, Role
from toolkit.i18n import LOCALES
from toolkit.settings import ROOT as REPOSITORY

FOLDER = Path(__file__).parent / "invalid_checks"
MISTAKES: list[dict[str, Any]] = yaml.safe_load(
    (FOLDER / "mistakes.yaml").read_text("utf-8")
)
PACKS = list(self_checks().packs.values())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER / "valid", tmp_path / "content"))


def spoil(root: Path, mistake: dict[str, Any]) -> None:
    path = root / mistake.get("file", "self_checks/essai.yaml")
    text = path.read_text("utf-8")
    for old, new in {
        mistake.get("old", ""): mistake.get("new", ""),
        **mistake.get("also", {}),
    }.items():
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(mistake.get("whole", text), "utf-8")


def faults_of(root: Path, local: Path | None = None, language: str = "fr") -> list[str]:
    with pytest.raises(ContentError) as refused:
        load(root, local, language)
    return list(refused.value.faults)


def test_the_check_that_each_mistake_spoils_is_valid(root: Path) -> None:
    assert list(load(root).packs) == ["essai"]
    assert load(root, language="en").packs["essai"].lang == "en"


def test_a_translation_changes_words_and_nothing_else(root: Path) -> None:
    french, english = load(root), load(root, language="en")
    one, other = french.packs["essai"], english.packs["essai"]
    assert other.items["repos"].text == "Rest gives me rest."
    assert other.items["fatigue"].variants == {
        "domicile": "On my round I have no strength."
    }
    assert other.cards[0].steps == ("First a step.", "Then a step.")
    assert [a.text for a in other.scales[1].advice] == [
        "Talk about it together.",
        "Rest for a day.",
    ]
    assert (one.values, one.rules) == (other.values, other.rules)
    assert one.licence == other.licence
    assert english.lines["ecoute"].name == "Someone to listen"
    assert english.lines["ecoute"].source_date == french.lines["ecoute"].source_date


def test_what_is_not_translated_stays_whole_in_french(root: Path) -> None:
    (root / "self_checks" / "essai.en.yaml").unlink()
    (root / "help_lines.en.yaml").unlink()
    english = load(root, language="en")
    assert english.packs["essai"] == load(root).packs["essai"]
    assert english.lines == load(root).lines


@pytest.mark.parametrize("language", LOCALES)
def test_every_check_is_said_in_every_language(language: str) -> None:
    packs = self_checks_in(language).packs.values()
    assert {pack.lang for pack in packs} == {language}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: m["name"])
def test_a_mistake_is_refused_with_its_file_and_id(
    root: Path, mistake: dict[str, Any]
) -> None:
    spoil(root, mistake)
    language = "en" if ".en." in mistake.get("file", "") else "fr"
    found, expected = faults_of(root, language=language), mistake["faults"]
    begun = [f[: len(start)] for f, start in zip(found, expected, strict=False)]
    assert (begun, len(found)) == (expected, len(expected)), found


LOCAL = """
label: communauté
spsti: [{id: service, name: Un service, phone: 04 00 00 00 00}]
communities: [{id: vallee, name: La vallée, spsti: service}]
help_lines: [{id: ecoute, confirmed_on: 2026-11-20}]
"""
MISTAKEN: dict[str, tuple[str, str, str]] = {
    "a service unknown": ("spsti: service}", "spsti: autre}", "own file: cites unknown service"),
    "a number unknown": ("{id: ecoute", "{id: rien", "own file: cites unknown help line"),
    "a service twice": (
        "spsti: [",
        "spsti: [{id: service, name: Un autre}, ",
        "own file: service id service is used twice",
    ),
    "a service that nobody could tell": (
        "phone: 04 00 00 00 00",
        "callback: true",
        "own file: service calls back, and has no mail address",
    ),
    "a request kept for ever": (
        "phone: 04 00 00 00 00",
        "callback_kept_days: 400",
        "local.yaml: spsti",
    ),
    "a mail address misspelt": ("phone: 04 00 00 00 00", "email: nous@", "local.yaml: spsti"),
    "a community twice": (
        "communities: [",
        "communities: [{id: vallee, name: Une autre}, ",
        "own file: community id vallee is used twice",
    ),
}  # fmt: skip


def test_an_installation_says_its_services_and_the_numbers_it_called(
    root: Path,
) -> None:
    local = root / "local.yaml"
    local.write_text(LOCAL, "utf-8")
    read = load(root, local)
    community = read.local.community("vallee")
    assert read.local.label == "communauté"
    assert community is not None
    assert read.lines["ecoute"].confirmed_on == date(2026, 11, 20)
    assert read.lines["15"].confirmed_on is None


@pytest.mark.parametrize("name", MISTAKEN)
def test_a_mistake_of_an_installation_is_said(root: Path, name: str) -> None:
    old, new, begins = MISTAKEN[name]
    local = root / "local.yaml"
    assert old in LOCAL
    local.write_text(LOCAL.replace(old, new), "utf-8")
    assert begins in faults_of(root, local)[0]


def test_an_installation_s_file_that_is_not_there_is_named(root: Path) -> None:
    assert "local.yaml: cannot be read" in faults_of(root, root / "local.yaml")[0]


@pytest.mark.parametrize("pack", PACKS, ids=lambda p: p.id)
def test_every_check_is_ours(pack: CheckPack) -> None:
    assert (pack.licence.kind, pack.owner) == (Kind.OWN, "Trois pas")
    assert pack.validated is False


@pytest.mark.parametrize("pack", PACKS, ids=lambda p: p.id)
def test_every_item_is_read_by_a_scale_or_by_a_rule(pack: CheckPack) -> None:
    read = {name for scale in pack.scales for name in scale.items}
    ruled = set(sentences([rule.model_dump(mode="json") for rule in pack.rules]))
    assert set(pack.items) - read - ruled == set()


@pytest.mark.parametrize("pack", PACKS, ids=lambda p: p.id)
def test_no_advice_is_left_to_the_person_alone(pack: CheckPack) -> None:
    shared = {Lever.COLLECTIVE, Lever.ORGANISATION}
    dimensions = [*pack.of(Role.PRESSURE), *pack.of(Role.SUPPORT)]
    assert [s.id for s in dimensions if not {a.lever for a in s.advice} & shared] == []


@pytest.mark.parametrize("pack", PACKS, ids=lambda p: p.id)
def test_only_the_sensitive_question_goes_where_no_doctor_approved_it(
    pack: CheckPack,
) -> None:
    gone = set(pack.items) - set(pack.without_sensitive().items)
    assert gone == {"pensees"}


def test_the_check_of_health_professionals_has_the_shape_that_was_asked() -> None:
    pack = self_checks().packs["soignants"]
    sizes = {role: len(pack.of(role)) for role in Role}
    assert sizes == {Role.STATE: 1, Role.PRESSURE: 8, Role.SUPPORT: 6, Role.TOTAL: 0}
    assert len(pack.of(Role.STATE)[0].items) == 6
    others = [*pack.of(Role.PRESSURE), *pack.of(Role.SUPPORT)]
    assert {len(scale.items) for scale in others} == {2}
    certified = {p.id for p in pack.professions if p.has_certification}
    assert len(certified) == 7
    assert {"orthophoniste", "psychologue"} & certified == set()


def test_the_check_of_entrepreneurs_has_the_shape_that_was_asked() -> None:
    pack = self_checks().packs["entrepreneurs"]
    totals = {scale.id: len(scale.items) for scale in pack.of(Role.TOTAL)}
    assert totals == {"pressions": 20, "appuis": 16}
    for role, total in ((Role.PRESSURE, "pressions"), (Role.SUPPORT, "appuis")):
        parts = [name for scale in pack.of(role) for name in scale.items]
        whole = next(s for s in pack.scales if s.id == total)
        assert sorted(parts) == sorted(whole.items)


def test_every_text_a_check_cites_is_cited_by_id() -> None:
    cited = {text for pack in PACKS for text in pack.references}
    assert cited <= set(library().catalogue.references)


def test_the_three_numbers_of_an_emergency_are_always_there() -> None:
    lines = self_checks().lines
    assert {name for name, line in lines.items() if line.always} == {
        "15",
        "112",
        "3114",
    }


def test_the_example_an_operator_copies_is_valid() -> None:
    path = REPOSITORY / "docs" / "faire-le-point.exemple.yaml"
    local = self_checks(path).local
    assert len(local.communities) >= 1
    assert all("exemple" in c.name.casefold() for c in local.communities)
