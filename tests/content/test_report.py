"""What the report counts, and how it is laid out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from tests.factories import catalogue, measure, pack, risk
from toolkit import cli
from toolkit.content.loader import library
from toolkit.content.report import report, sentences, table, to_read_again, words
from toolkit.domain.pack import Principle, Severity

TODAY = date(2026, 11, 22)


GUARD = measure("carter", principle=Principle.COLLECTIVE)
MACHINE = risk(
    "machine",
    severity=4,
    measures=(GUARD, measure("grille", principle=Principle.COLLECTIVE)),
    references=("ct-r4121-1", "ct-r4121-2"),
)
TRADE = pack(MACHINE, name="coiffure")  # and thirteen ordinary risks


def test_own_risks_are_those_no_hazard_is_the_source_of() -> None:
    counted = report(TRADE, frozenset({"machine", "elsewhere"}))
    assert (counted.risks, counted.own) == (14, 13)


def test_measures_are_counted_by_principle() -> None:
    counted = report(TRADE, frozenset()).principles
    assert counted == {Principle.COLLECTIVE: 15, Principle.TRAIN: 13}


def test_a_text_cited_twice_counts_once() -> None:
    assert report(TRADE, frozenset()).references == 2


def test_severities_are_counted() -> None:
    counted = report(TRADE, frozenset()).severities
    assert counted == {Severity.DEATH: 1, Severity.LEAVE: 13}


def test_the_longest_sentence_is_found_with_its_card() -> None:
    long = risk("bavard", finding=" ".join(["mot"] * 19) + ".")
    counted = report(pack(MACHINE, long), frozenset())
    assert (counted.longest, counted.longest_in) == (19, "bavard")


def test_the_mean_is_over_every_sentence() -> None:
    lengths = [words(text) for card in TRADE.risks for text in sentences(card)]
    assert report(TRADE, frozenset()).mean_words == sum(lengths) / len(lengths)


@pytest.mark.parametrize(
    ("text", "count"),
    [("Le sol est sec.", 4), ("Qui – vous ?", 2), ("L’eau à 60 °C.", 4)],
)
def test_a_mark_alone_is_not_a_word(text: str, count: int) -> None:
    assert words(text) == count


def test_a_card_is_read_sentence_by_sentence() -> None:
    card = risk(
        "sol", finding="Un. Deux ! Trois ? Quatre… Cinq", stop_work="Arrêtez tout."
    )
    said = list(sentences(card))
    assert said[1:6] == ["Un.", "Deux !", "Trois ?", "Quatre…", "Cinq"]
    assert "Arrêtez tout." in said


def test_the_table_s_columns_are_straight() -> None:
    lines = table(report(p, library().hazards) for p in library().packs.values())
    assert len({line.rindex("  ") for line in lines.splitlines()}) == 1


def test_the_table_says_each_pack_on_a_line() -> None:
    lines = table([report(TRADE, frozenset({"machine"}))]).splitlines()
    assert lines[1].split()[:4] == ["coiffure", "14", "93", "%"]


@pytest.mark.parametrize(("days", "is_named"), [(365, False), (366, True)])
def test_a_text_not_read_for_a_year_is_to_be_read_again(
    days: int, is_named: bool
) -> None:
    text = catalogue().references["ct-r4121-1"]
    read = text.model_copy(update={"checked_on": TODAY - timedelta(days=days)})
    assert to_read_again([read], today=TODAY) == [read] * is_named


def test_the_oldest_reading_comes_first() -> None:
    text = catalogue().references["ct-r4121-1"]
    days = [date(2020, 1, 2), date(2020, 1, 1)]
    texts = [text.model_copy(update={"checked_on": day}) for day in days]
    found = to_read_again(texts, today=TODAY)
    assert [again.checked_on for again in found] == sorted(days)


def test_the_command_warns_of_old_readings_without_failing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cli, "today", lambda: date(2030, 1, 1))
    said = CliRunner().invoke(cli.app, ["check-content", "--report"])
    assert said.exit_code == 0
    assert "texte(s) non relus depuis un an : ct-d1226-8-1" in said.stdout


def test_the_command_says_nothing_of_readings_of_the_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    last = max(t.checked_on for t in library().catalogue.references.values())
    texts = {
        name: text.model_copy(update={"checked_on": last})
        for name, text in library().catalogue.references.items()
    }
    fresh = replace(library().catalogue, references=texts)
    whole = replace(library(), catalogue=fresh)
    monkeypatch.setattr(cli, "library", lambda: whole)
    monkeypatch.setattr(cli, "today", lambda: last)
    said = CliRunner().invoke(cli.app, ["check-content", "--report"])
    assert "Attention" not in said.stdout
