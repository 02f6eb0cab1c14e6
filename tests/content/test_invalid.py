"""Every mistake an author can make is said with its file and its id.

Each folder of invalid/ holds one changed file, put over invalid/valid/, and faults.txt:
how each fault that must be reported begins, one a line.
"""

import shutil
from pathlib import Path

import pytest

from toolkit.content.loader import ContentError, load, translated

FOLDER = Path(__file__).parent / "invalid"
VALID = FOLDER / "valid"
MISTAKES = sorted(path.name for path in FOLDER.iterdir() if path.name != "valid")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A valid library to spoil."""
    return Path(shutil.copytree(VALID, tmp_path / "content"))


def faults_of(root: Path) -> tuple[str, ...]:
    with pytest.raises(ContentError) as refused:
        translated(load(root), root, "en")
    return refused.value.faults


def spoil(root: Path, mistake: str) -> list[str]:
    """Put the changed file in its place; returns how the faults must begin."""
    expected = root / "faults.txt"
    shutil.copytree(FOLDER / mistake, root, dirs_exist_ok=True)
    return expected.read_text("utf-8").splitlines()


def test_the_library_that_each_mistake_spoils_is_valid(root: Path) -> None:
    assert list(load(root).packs) == ["generique"]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_with_its_file_and_id(root: Path, mistake: str) -> None:
    expected = spoil(root, mistake)
    found = faults_of(root)
    begun = [fault[: len(start)] for fault, start in zip(found, expected, strict=False)]
    assert (begun, len(found)) == (expected, len(expected)), found


def test_a_file_that_is_not_there_is_named(root: Path) -> None:
    (root / "subsidies.yaml").unlink()
    assert "subsidies.yaml: cannot be read: [Errno 2]" in faults_of(root)[0]


def test_a_library_without_the_generic_pack_is_refused(root: Path) -> None:
    generic = root / "trades" / "generique.yaml"
    text = generic.read_text("utf-8").replace("id: generique", "id: coiffure")
    generic.with_name("coiffure.yaml").write_text(text, "utf-8")
    generic.unlink()
    assert faults_of(root) == (
        "trades/: no pack 'generique', which every other firm uses",
    )


def test_one_naf_code_may_be_the_same_in_both_editions(root: Path) -> None:
    generic = root / "trades" / "generique.yaml"
    text = generic.read_text("utf-8").replace("[10.71Y]", "[10.71C]")
    generic.write_text(text, "utf-8")
    assert load(root).generic.naf_2025 == ("10.71C",)


def test_faults_of_every_file_are_said_at_once(root: Path) -> None:
    expected = [*spoil(root, "factor-missing"), *spoil(root, "figure-unknown")]
    assert list(faults_of(root)) == expected


def test_the_message_says_one_fault_a_line(root: Path) -> None:
    spoil(root, "entry-without-id")
    with pytest.raises(ContentError) as refused:
        load(root)
    assert len(str(refused.value).splitlines()) == 2


def test_sentences_are_typeset_when_they_are_read(root: Path) -> None:
    assert load(root).generic.by_id["sol"].question == "Le sol reste-t-il sec\u202f?"


def test_identities_are_kept_as_they_are_written(root: Path) -> None:
    text = load(root).catalogue.references["ct-r4121-2"]
    assert text.url.startswith("https://www.legifrance.gouv.fr/")


def test_a_hazard_takes_the_family_of_its_file(root: Path) -> None:
    assert load(root).generic.by_id["sol"].family == "chute-plain-pied"


def test_a_trade_says_again_what_it_changes_of_a_hazard(root: Path) -> None:
    risk = load(root).generic.by_id["sol-2"]
    assert (risk.when, risk.name) == ("jeunes", "Glissade")


def test_a_trade_that_says_its_measures_says_them_all_in_order(root: Path) -> None:
    measures = load(root).generic.by_id["sol-2"].measures
    assert [m.id for m in measures] == ["essuyer", "chaussures", "ranger"]


def test_a_measure_of_the_library_is_cited_by_its_id(root: Path) -> None:
    measure = load(root).generic.by_id["sol-2"].measures[0]
    assert measure.action == "Essuyer aussitôt ce qui coule."


def test_a_shared_fact_is_cited_by_its_id(root: Path) -> None:
    facts = load(root).generic.facts_by_id
    assert facts["jeunes"].question == "Accueillez-vous des apprentis\u202f?"
