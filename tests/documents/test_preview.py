"""What a médecin du travail finds on the page to annotate."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.factories import TODAY, catalogue, fact, measure, module, pack, risk
from toolkit.cli import app
from toolkit.content.loader import library
from toolkit.documents.preview import render_preview
from toolkit.domain.pack import Factor, Figure, Flag, Pack, Principle

PETRIN = risk(
    "petrin",
    title="Pétrin en marche",
    severity=4,
    frequency=3,
    when="nuit",
    units=("atelier",),
    flags=frozenset({Flag.CMR, Flag.MINORS}),
    factor=Factor.NOISE,
    subsidy="ergonomie",
    stop_work="Arrêtez ce travail tant que la grille est levée.",
    figures=("chutes",),
    measures=(
        measure(
            "capot",
            principle=Principle.ORGANISE,
            minutes=20,
            first_step="Voir le capot.",
        ),
        measure(
            "retrait", principle=Principle.SUPPRESS, action="Retirer le vieux pétrin."
        ),
        measure("affiche", principle=Principle.ORGANISE),
    ),
)
TRADE = pack(
    PETRIN,
    modules=(module("porte", risk("porte", title="Porte bloquée"), when="nuit"),),
    facts=(fact("nuit"),),
    figures=(
        Figure(id="chutes", text="Une chute sur sept.", source="INRS", year=2024),
    ),
    gravest=("petrin", *(f"r{n}" for n in range(1, 12))),
)


class Reader(HTMLParser):
    """The words of a page, and the attributes and tags it is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._is_style = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._is_style = tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._is_style:
            self.words.append(data.replace("\u00a0", " ").replace("\u202f", " "))


def page_of(trade: Pack = TRADE, **changes: Any) -> str:
    given = {"shared": frozenset[str](), "printed": TODAY} | changes
    return render_preview(trade, catalogue(), **given)


def text_of(page: str) -> str:
    return " ".join(Reader(page).words)


def card_of(name: str, page: str) -> str:
    """The words of one card, from its id to the next card."""
    start = page.index(f'<article class="card" id="{name}"')
    return text_of(page[start : page.index("</article>", start)])


@pytest.mark.parametrize(
    "said",
    [
        "Pétrin en marche",
        "Famille chimique",
        "Le risque petrin est-il maîtrisé ?",
        "Ne se demande pas après un « non » à : Y a-t-il ceci : nuit ?",
        "Arrêtez ce travail tant que la grille est levée.",
        "Le risque petrin n'est pas maîtrisé.",
        "Le risque petrin peut blesser.",
        "Si cela arrive : un arrêt de travail.",
        "Toute personne présente.",
        "G 4",
        "F 3",
        "Très élevé",
        "Ordinaire dans ce métier.",
        "Supprimer le risque",
        "Retirer le vieux pétrin.",
        "Premier pas, 20 minutes : Voir le capot.",
        "Code du travail, article ct-r4121-1",
        "Ce que dit cet article.",
        "Une chute sur sept. (INRS, 2024)",
        "Peut aider : le préventeur",
        "Facteur de l’article L4161-1 : Facteur bruit",
        "Aide : Subvention ergonomie",
        "CMR, catégorie 1A ou 1B",
        "moins de 18 ans",
        "parmi les douze premières",
        "Vos remarques",
    ],
)
def test_a_card_says_all_that_is_to_be_judged(said: str) -> None:
    assert said in card_of("petrin", page_of())


def test_the_most_effective_measures_come_first() -> None:
    card = card_of("petrin", page_of())
    assert card.index("Supprimer le risque") < card.index("Organiser")


def test_a_principle_is_named_once_for_its_measures() -> None:
    assert card_of("petrin", page_of()).count("Organiser") == 1


def test_a_text_s_identity_at_legifrance_is_printed() -> None:
    name = "boulangerie-patisserie"
    page = render_preview(
        library().packs[name],
        library().catalogue,
        shared=library().hazards,
        printed=TODAY,
    )
    cited = {r for risk in library().packs[name].risks for r in risk.references}
    known = library().catalogue.references
    assert {known[r].legiarti for r in cited} - {None} <= set(
        re.findall(r"LEGIARTI\d{12}(?=</code>)", page)
    )


def test_a_card_names_its_units() -> None:
    assert "Atelier" in card_of("petrin", page_of())
    assert "Bureau" not in card_of("petrin", page_of())


def test_a_card_of_every_unit_names_them_all() -> None:
    assert "Atelier, Bureau" in card_of("r1", page_of())


def test_a_plain_card_has_no_tag_nor_condition() -> None:
    card = card_of("r13", page_of())
    assert "première" not in card
    assert "Ne se demande pas" not in card


def test_a_shared_card_warns_that_other_trades_use_it() -> None:
    page = page_of(shared=frozenset({"r1"}))
    assert "commune à plusieurs métiers" in card_of("r1", page)
    assert "commune à plusieurs métiers" not in card_of("r2", page)


def test_a_module_says_what_closes_it() -> None:
    page = page_of()
    module_of_porte = page[page.index('id="module-porte"') : page.index("<article")]
    assert "Ne se demande pas" in text_of(module_of_porte)


@pytest.mark.parametrize(
    "said", ["22 novembre 2026", "1er décembre 2026", "15 cartes", "2–15", "Relu par"]
)
def test_the_first_page_says_what_is_read_and_by_whom(said: str) -> None:
    assert said in text_of(page_of(printed=date(2026, 12, 1)))


def test_every_card_of_every_real_pack_is_there_with_its_margin() -> None:
    for trade in library().packs.values():
        page = render_preview(
            trade, library().catalogue, shared=library().hazards, printed=TODAY
        )
        ids = re.findall(r'<article class="card" id="([^"]+)"', page)
        assert ids == [risk.id for risk in trade.risks]
        assert page.count("<aside") == len(ids)


def test_what_an_author_writes_is_escaped() -> None:
    evil = '<script>alert("1")</script> & <b title="x">'
    page = page_of(pack(risk("mal", title=evil, finding=evil, harm=evil), title=evil))
    assert "<script" not in page
    assert evil in text_of(page)


def test_an_address_cannot_leave_its_attribute() -> None:
    whole = catalogue()
    evil = 'https://a/"><script>'
    text = whole.references["ct-r4121-1"].model_copy(update={"url": evil})
    texts = {**whole.references, "ct-r4121-1": text}
    page = render_preview(
        TRADE, replace(whole, references=texts), shared=frozenset(), printed=TODAY
    )
    assert ("a", {"href": evil}) in Reader(page).tags


def test_no_two_parts_bear_the_same_id() -> None:
    ids = [given["id"] for _, given in Reader(page_of()).tags if "id" in given]
    assert len(ids) == len(set(ids))


def test_the_page_needs_no_other_file() -> None:
    tags = Reader(page_of()).tags
    assert not [
        t for t, given in tags if t in {"script", "link", "img"} or "src" in given
    ]


def test_every_link_inside_the_page_leads_somewhere() -> None:
    tags = Reader(page_of()).tags
    ids = {given["id"] for _, given in tags if "id" in given}
    inside = {given["href"] for t, given in tags if t == "a"}
    assert {f"#{i}" for i in ids} >= {h for h in inside if h and h.startswith("#")}


def test_each_place_to_write_has_a_name() -> None:
    tags = Reader(page_of()).tags
    places = [given for _, given in tags if given.get("role") == "textbox"]
    names = [given["aria-label"] for given in places]
    assert len(names) == len(set(names)) == 15 + 2


def test_the_page_has_one_title_and_a_language() -> None:
    tags = Reader(page_of()).tags
    assert [t for t, _ in tags].count("h1") == 1
    assert ("html", {"lang": "fr"}) in tags


def test_the_command_writes_the_file_it_is_given(tmp_path: Path) -> None:
    output = tmp_path / "a.html"
    said = CliRunner().invoke(app, ["preview", "coiffure", "--output", str(output)])
    assert said.exit_code == 0
    assert output.read_text("utf-8").startswith("<!doctype html>")


def test_the_command_speaks_on_its_output_else() -> None:
    said = CliRunner().invoke(app, ["preview", "coiffure"])
    assert said.stdout.startswith("<!doctype html>")


def test_the_command_names_the_trades_when_it_knows_not_this_one() -> None:
    said = CliRunner().invoke(app, ["preview", "cosmonaute"])
    assert said.exit_code == 1
    assert "Aucun métier « cosmonaute »" in said.stderr
    assert "coiffure" in said.stderr
