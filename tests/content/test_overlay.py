"""Another language says the same things: the same ids, other words, no other rule."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.factories import TODAY
from toolkit.content.loader import (
    ROOT,
    ContentError,
    Library,
    library,
    library_in,
    load,
    translated,
    unit_name,
)
from toolkit.content.words import RiskWords, texts_of
from toolkit.domain.draft import Draft
from toolkit.domain.duerp import build_duerp
from toolkit.domain.pack import Pack
from toolkit.domain.trades import Elsewhere, find
from toolkit.i18n import LOCALES, use_locale

VALID = Path(__file__).parent / "invalid" / "valid"
OTHERS = LOCALES[1:]
FRENCH_MARK = re.compile("[«»\u202f]|[ \u00a0][?!;:]")
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")

CATALOGUE = {
    "families": "name",
    "subsidies": "text",
    "obligations": "text",
    "factors": "name",
    "references": "subject",
}

every_language = pytest.mark.parametrize("language", OTHERS)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(VALID, tmp_path / "content"))


def english(root: Path) -> Library:
    return translated(load(root), root, "en")


def rules(value: Any) -> Any:
    """A value without its words: what must be the same in every language."""
    words = {*texts_of(RiskWords), "action", "in_place", "first_step", "posts", "text"}
    words |= {"introduction", "title", "help", "keywords", "language"}
    if isinstance(value, dict):
        return {k: rules(v) for k, v in value.items() if k not in words}
    if isinstance(value, tuple):
        return [rules(entry) for entry in value]
    return value


def words_of(pack: Pack) -> list[str]:
    """Everything a person reads of a pack."""
    said = [pack.name, pack.introduction]
    said += [text for unit in pack.units for text in (unit.name, unit.posts)]
    said += [text for fact in pack.facts for text in (fact.question, fact.help or "")]
    said += [module.title for module in pack.modules]
    said += [figure.text for figure in pack.figures]
    for risk in pack.risks:
        said += [getattr(risk, name) or "" for name in texts_of(RiskWords)]
        for measure in risk.measures:
            said += [measure.action, measure.in_place, measure.first_step]
    return said


def test_a_language_takes_the_shared_words_of_a_hazard(root: Path) -> None:
    assert english(root).generic.by_id["sol"].name == "Slipping"


def test_a_word_the_french_pack_changes_is_translated_by_the_pack(root: Path) -> None:
    generic = root / "trades" / "generique.yaml"
    text = generic.read_text("utf-8")
    generic.write_text(
        text.replace(
            "{hazard: sol, id: sol-3}", "{hazard: sol, id: sol-3, name: Verglas}"
        )
    )
    with pytest.raises(ContentError) as refused:
        english(root)
    assert refused.value.faults == ("generique.en.yaml: sol-3: name is not translated",)
    spoken = root / "trades" / "generique.en.yaml"
    added = "    risks:\n      - {id: sol-3, name: Black ice}\n"
    spoken.write_text(spoken.read_text("utf-8").replace("    risks:\n", added))
    risk = english(root).generic.by_id["sol-3"]
    assert (risk.name, risk.question) == ("Black ice", "Does the floor stay dry?")


def test_a_measure_of_the_pack_s_own_is_translated_by_the_pack(root: Path) -> None:
    measures = english(root).generic.by_id["sol-2"].measures
    assert [m.action for m in measures] == [
        "Wipe up spills at once.",
        "Provide non-slip shoes.",
        "Clear the passages.",
    ]


def test_a_risk_translated_nowhere_is_told(root: Path) -> None:
    (root / "hazards" / "chute-plain-pied.en.yaml").unlink()
    (root / "trades" / "generique.en.yaml").write_text(
        (root / "trades" / "generique.en.yaml")
        .read_text("utf-8")
        .replace("      - id: sol-2", "      - id: sol-3")
    )
    with pytest.raises(ContentError) as refused:
        english(root)
    assert (
        "generique.en.yaml: sol: translated neither here nor in hazards/"
        in refused.value.faults
    )


def test_a_risk_written_in_full_is_translated_in_full(root: Path) -> None:
    own = """
      - id: fournil
        name: Chaleur
        family: machines
        question: Le fournil est-il aéré ?
        finding: Le fournil est trop chaud.
        harm: On se déshydrate vite.
        outcome: un malaise
        who: Tous ceux du fournil.
        severity: 2
        frequency: 4
        rationale: Un malaise impose un arrêt.
        references: [ct-r4121-1]
        measures:
          - id: aerer
            principle: collective
            action: Aérer le fournil.
            in_place: Le fournil est aéré.
            first_step: Ouvrir la porte.
            minutes: 5
          - id: boire
            principle: organise
            action: Boire de l'eau.
            in_place: De l'eau est servie.
            first_step: Poser une carafe.
            minutes: 5
"""
    said = """
      - id: fournil
        name: Heat
        question: Is the bakehouse aired?
        finding: The bakehouse is too hot.
        harm: People dry out quickly.
        outcome: a fainting fit
        who: Everyone in the bakehouse.
        rationale: Fainting means time off.
        measures:
          - id: aerer
            action: Air the bakehouse.
            in_place: The bakehouse is aired.
            first_step: Open the door.
          - id: boire
            action: Drink some water.
            in_place: Water is served.
            first_step: Put out a jug.
"""
    generic, spoken = (root / "trades" / f"generique{x}.yaml" for x in ("", ".en"))
    generic.write_text(
        generic.read_text("utf-8").replace("    risks:\n", f"    risks:{own}", 1)
    )
    spoken.write_text(
        spoken.read_text("utf-8").replace("    risks:\n", f"    risks:{said}", 1)
    )
    risk = english(root).generic.by_id["fournil"]
    assert (risk.name, risk.severity, risk.measures[1].first_step) == (
        "Heat",
        2,
        "Put out a jug.",
    )


def test_a_pack_without_its_file_keeps_its_french_and_says_so(root: Path) -> None:
    (root / "trades" / "generique.en.yaml").unlink()
    generic = english(root).generic
    assert (generic.language, generic.by_id["sol"].name) == ("fr", "Glissade")


def test_a_trade_not_translated_is_found_by_its_name(root: Path) -> None:
    (root / "trades" / "generique.en.yaml").unlink()
    (root / "trades.en.yaml").write_text(
        "trades:\n  - {id: generique, name: Every trade, keywords: [craft]}\n"
    )
    generic = english(root).generic
    assert (generic.name, generic.keywords) == ("Every trade", ("artisan", "craft"))


def test_a_trade_left_without_a_name_is_told(root: Path) -> None:
    (root / "trades" / "generique.en.yaml").unlink()
    (root / "trades.en.yaml").write_text("trades: []\n")
    with pytest.raises(ContentError) as refused:
        english(root)
    assert refused.value.faults == ("trades.en.yaml: generique has no name",)


def test_a_catalogue_without_its_file_stays_in_french(root: Path) -> None:
    obligations = english(root).catalogue.obligations
    assert obligations["inventaire"].text == "Tous les risques sont répertoriés."


def test_a_title_may_stay_as_it_is(root: Path) -> None:
    texts = english(root).catalogue.references
    assert texts["ct-r4121-1"].title == "Code du travail, article R4121-1"
    assert texts["ct-r4121-2"].title == "Labour Code, article R4121-2"


def test_what_is_already_known_in_french_is_not_kept(root: Path) -> None:
    french = load(root)
    assert french.generic.by_id["sol"].name == "Glissade"
    spoken = translated(french, root, "en")
    assert spoken.generic.by_id["sol"].name == "Slipping"


def test_shared_facts_may_wait_for_their_translation(root: Path) -> None:
    (root / "facts.en.yaml").unlink()
    with pytest.raises(ContentError) as refused:
        english(root)
    assert refused.value.faults == (
        "generique.en.yaml: jeunes: question is not translated",
    )


@every_language
def test_the_library_is_that_of_the_language_of_the_moment(language: str) -> None:
    with use_locale(language):
        assert library() is library_in(language)
    assert library() is library_in("fr")


@every_language
def test_every_language_has_the_same_rules(language: str) -> None:
    for name, pack in library_in(language).packs.items():
        spoken, french = (p.model_dump() for p in (pack, library().packs[name]))
        assert rules(spoken) == rules(french)


@every_language
def test_the_generic_pack_and_the_catalogue_are_translated(language: str) -> None:
    spoken, french = library_in(language), library()
    assert spoken.generic.language == language
    same = set(words_of(spoken.generic)) & set(words_of(french.generic)) - {""}
    assert same == set()
    for kind, field in CATALOGUE.items():
        here, there = (vars(one.catalogue)[kind] for one in (spoken, french))
        assert [i for i in here if vars(here[i])[field] == vars(there[i])[field]] == []


@every_language
def test_english_words_bear_no_french_typography(language: str) -> None:
    spoken = [
        text
        for pack in library_in(language).packs.values()
        if pack.language == language
        for text in words_of(pack)
    ]
    assert [text for text in spoken if FRENCH_MARK.search(text)] == []


@every_language
def test_an_english_sentence_is_short_and_a_question_has_its_mark(
    language: str,
) -> None:
    generic = library_in(language).generic
    asked = (*generic.risks, *generic.facts)
    assert [q.id for q in asked if not q.question.endswith("?")] == []
    long = [
        sentence
        for text in words_of(generic)
        for sentence in SENTENCE_END.split(text)
        if len(sentence.split()) > 25
    ]
    assert long == []


@pytest.mark.parametrize(
    ("typed", "pack"),
    [
        ("bakery", "boulangerie-patisserie"),
        ("boulangerie", "boulangerie-patisserie"),
        ("hair salon", "coiffure"),
        ("plumber", "btp-second-oeuvre"),
        ("coffee shop", "restauration"),
        ("nurse", "cabinet-medical"),
        ("estate agency", "bureaux-services"),
        ("car mechanic", "reparation-automobile"),
        ("home help", "aide-a-domicile"),
        ("10.71C", "boulangerie-patisserie"),
    ],
)
def test_a_trade_is_found_by_its_english_words(typed: str, pack: str) -> None:
    spoken = library_in("en")
    specific = [p for p in spoken.packs.values() if p.id != spoken.generic.id]
    assert find(typed, specific, spoken.trade_of).packs[:1] == (pack,)


@pytest.mark.parametrize(
    ("typed", "place"),
    [("dairy farm", Elsewhere.AGRICULTURE), ("town council", Elsewhere.PUBLIC)],
)
def test_who_is_served_elsewhere_is_known_in_english(
    typed: str, place: Elsewhere
) -> None:
    assert find(typed, [], {}).elsewhere is place


@pytest.mark.parametrize(
    ("pack", "language"), [("generique", "en"), ("coiffure", "fr")]
)
def test_a_document_says_which_language_its_words_are_in(
    pack: str, language: str
) -> None:
    spoken = library_in("en")
    made = build_duerp(spoken.packs[pack], spoken.catalogue, Draft(), dated=TODAY)
    assert made.language == language


@pytest.mark.parametrize(
    ("pack", "unit", "name", "said"),
    [
        ("generique", "bureau", "Bureau", "Office"),
        ("generique", "bureau", "Office", "Office"),
        ("generique", "bureau", "L'étage", "L'étage"),
        ("generique", "u-1234", "Bureau", "Bureau"),
        ("coiffure", "salon", "Salon", "Salon"),
        ("retire", "bureau", "Bureau", "Bureau"),
    ],
)
def test_a_unit_is_named_by_its_trade_until_its_owner_does(
    pack: str, unit: str, name: str, said: str
) -> None:
    with use_locale("en"):
        assert unit_name(pack, unit, name) == said


def test_every_language_s_files_stand_beside_a_french_one() -> None:
    alone = [
        path.name
        for path in ROOT.rglob("*.yaml")
        if path.stem.count(".") and path.stem.split(".")[1] not in LOCALES
    ]
    assert alone == []
