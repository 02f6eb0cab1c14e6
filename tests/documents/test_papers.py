"""The papers around the DUERP: what each says, and to whom."""

import io
import re
from datetime import date
from functools import cache

import pytest
from pypdf import PdfReader

from tests.documents.samples import SAMPLES, bakery, many
from toolkit.content.loader import library
from toolkit.documents.formats import make
from toolkit.documents.job import Job
from toolkit.documents.papers.first_day import rows_of
from toolkit.documents.papers.law import Text, cited
from toolkit.documents.papers.pictograms import DRAWINGS
from toolkit.documents.papers.wall import RISKS, gravest
from toolkit.domain.answer import Mastery
from toolkit.domain.company import Site, WorkUnit
from toolkit.domain.draft import Draft
from toolkit.domain.duerp import Duerp, Rank, Row, Section, build_duerp, canonical
from toolkit.routes import File


def pages(file: File, duerp: Duerp, unit: str = "") -> list[str]:
    made = make(Job(file, canonical(duerp), "fr", mark="ab" * 32, unit=unit))
    reader = PdfReader(io.BytesIO(made))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


@cache
def notice() -> str:
    return " ".join(pages(File.NOTICE, bakery()))


@cache
def first_day(unit: str = "fournil") -> list[str]:
    return pages(File.FIRST_DAY, bakery(), unit)


@cache
def wall() -> list[str]:
    return pages(File.WALL, bakery())


@pytest.mark.parametrize("text", Text)
def test_a_text_cited_is_one_of_ours_in_force_and_bears_its_article(text: Text) -> None:
    reference = library().catalogue.references[text]
    assert reference.article == text.article
    assert reference.legiarti
    assert reference.in_force_until is None


def test_texts_are_cited_by_their_numbers() -> None:
    assert cited(Text.ACCESS) == "Code du travail, article R4121-4."
    both = cited(Text.TRAINING, Text.INFORMATION)
    assert both == "Code du travail, articles L4141-2 et R4141-3-1."


@pytest.mark.parametrize("blank", ["Où", "Quand", "À qui le demander"])
def test_the_notice_leaves_room_for_what_only_the_company_knows(blank: str) -> None:
    assert f"{blank} :" in notice()


@pytest.mark.parametrize(
    "who",
    ["salariés", "anciens salariés", "comité social", "santé au travail", "inspection"],
)
def test_the_notice_says_who_may_read(who: str) -> None:
    assert who in notice().split("Qui peut le consulter")[1]


def test_the_notice_says_the_version_in_force_and_its_article() -> None:
    assert "En vigueur : version 2, validée le 22 novembre 2026." in notice()
    assert "R4121-4" in notice()


def test_the_notice_of_a_project_leaves_the_version_to_write() -> None:
    said = " ".join(pages(File.NOTICE, bakery(is_validated=False)))
    assert "En vigueur" not in said
    assert "Version en vigueur, et sa date :" in said


@pytest.mark.parametrize("file", [File.NOTICE, File.FIRST_DAY, File.WALL])
def test_every_page_of_a_project_s_papers_says_so(file: File) -> None:
    said = pages(file, bakery(is_validated=False))
    assert [page for page in said if "Projet du 22 novembre 2026" not in page] == []


@pytest.mark.parametrize("file", [File.NOTICE, File.FIRST_DAY, File.WALL])
def test_the_papers_of_a_validated_version_never_say_project(file: File) -> None:
    assert [page for page in pages(file, bakery()) if "Projet" in page] == []


@pytest.mark.parametrize("file", [File.NOTICE, File.FIRST_DAY, File.WALL])
def test_the_papers_of_a_company_that_said_nothing_are_printed(file: File) -> None:
    assert len(pages(file, SAMPLES["nothing"]())) <= 2


def test_the_first_day_sheet_is_signed_and_says_what_was_shown() -> None:
    first = first_day()[0]
    assert "Premier jour : Fournil" in first
    for part in ("Remis à :", "La personne accueillie", "L’employeur", "Montré par :"):
        assert part in first


def test_the_first_day_sheet_says_what_to_do_in_danger_and_after_an_accident() -> None:
    first = first_day()[0]
    assert "Vous pouvez vous retirer de la situation." in first
    assert "Appelez le 15 ou le 112 ; pour un feu, le 18." in first


@pytest.mark.parametrize("article", ["L4131-1", "L4141-2", "R4141-3-1"])
def test_the_first_day_sheet_cites_its_articles(article: str) -> None:
    assert article in first_day()[0]


def test_the_first_day_sheet_has_the_unit_s_risks_and_their_measures() -> None:
    duerp = bakery()
    unit = next(one for one in duerp.units if one.id == "fournil")
    rows = rows_of(duerp, unit)
    said = "".join(" ".join(first_day()).split())
    missing = [r.risk for r in rows if "".join(r.risk.split()) not in said]
    assert missing == []
    measures = [text for row in rows for text in row.in_place if row.is_evaluated]
    assert [t for t in measures if "".join(t.split()) not in said] == []


def test_the_first_day_sheet_leaves_out_another_unit_s_risks() -> None:
    duerp = bakery()
    [*others, mine] = duerp.units
    elsewhere = {row.risk for unit in others for row in rows_of(duerp, unit)}
    own = {row.risk for row in rows_of(duerp, mine)}
    said = " ".join(first_day(mine.id))
    assert elsewhere - own
    assert [risk for risk in elsewhere - own if risk in said] == []


def test_the_first_day_sheet_names_what_is_not_evaluated_yet() -> None:
    said = " ".join(first_day())
    waiting = said.split("Pas encore évalués, à voir avec votre responsable : ")[1]
    assert bakery().waiting[0].risk in waiting


def test_without_a_unit_every_unit_has_its_sheet() -> None:
    said = pages(File.FIRST_DAY, bakery())
    heads = [page for page in said if "Remis à :" in page]
    assert len(heads) == len(bakery().units) == 3


def row(
    name: str, *units: str, place: str = "", mastery: Mastery = Mastery.PARTIAL
) -> Row:
    said = {"risk": name, "card": name, "place": place, "mastery": mastery}
    return bakery().rows[0].model_copy(update={**said, "units": units})


OVEN = WorkUnit(id="oven", name="Four, cuisson", site="north")
SHOP = WorkUnit(id="shop", name="Boutique", site="south")
NORTH, SOUTH = Site(id="north", name="Nord"), Site(id="south", name="Sud")


def test_somebody_meets_the_risks_of_everywhere_of_their_site_and_of_their_unit() -> (
    None
):
    sections = (
        Section(
            rows=(
                row("everywhere"),
                row("both", "shop", "oven"),
                row("shop", "shop"),
            )
        ),
        Section(site=NORTH, rows=(row("north"), row("cellar", "cellar", "yard"))),
        Section(site=SOUTH, rows=(row("south"),)),
        Section(site=NORTH, unit=OVEN, rows=(row("oven"),)),
        Section(site=SOUTH, unit=SHOP, rows=(row("counter"),)),
        Section(rows=(row("nobody", mastery=Mastery.NOT_CONCERNED),)),
    )
    duerp = bakery().model_copy(update={"sections": sections})
    assert [r.risk for r in rows_of(duerp, OVEN)] == [
        "everywhere",
        "both",
        "north",
        "oven",
    ]


def test_on_two_sites_a_unit_meets_what_its_work_brings_and_no_more() -> None:
    pack = library().packs["boulangerie-patisserie"]
    sites = (Site(id="site-1", name="Lavoir"), Site(id="site-2", name="Gare"))
    units = tuple(
        WorkUnit(
            id=f"{unit.id}-{site.id}", name=unit.name, site=site.id, same_as=unit.id
        )
        for site in sites
        for unit in pack.units
    )
    draft = Draft(sites=sites, units=units)
    duerp = build_duerp(pack, library().catalogue, draft, dated=date(2026, 11, 25))
    met = {unit.id: {row.card for row in rows_of(duerp, unit)} for unit in units}
    assert {u for u, cards in met.items() if "deplacements" in cards} == {
        "livraison-site-1",
        "livraison-site-2",
    }
    oven = {u for u, cards in met.items() if "brulures-four@site-1" in cards}
    assert oven == {"fournil-site-1", "laboratoire-site-1"}
    assert all("harcelement" in cards for cards in met.values())


def test_the_wall_shows_the_three_actions_and_who_does_them() -> None:
    [page] = wall()
    for action in bakery().ranked(Rank.PRIORITY):
        assert action.steps[0].text in page
    assert "Qui : Jeanne, gérante · Avant le : 15 janvier 2027" in page


def test_the_wall_shows_the_gravest_risks_first_with_their_levels() -> None:
    shown = gravest(bakery())
    assert len(shown) == RISKS
    levels = [row.rating.level or 0 for row in shown]
    assert levels == sorted(levels, reverse=True)
    places = [wall()[0].index(row.risk) for row in shown]
    assert all(places)
    assert wall()[0].count("Élevé") == sum(level == 3 for level in levels)


def test_a_risk_met_at_several_places_is_shown_once_at_its_worst() -> None:
    shown = [row.risk_id for row in gravest(many(60, 10))]
    assert len(shown) == len(set(shown))


def test_each_family_of_the_wall_has_a_pictogram() -> None:
    drawings = DRAWINGS.read_text(encoding="utf-8")
    families = library().catalogue.families
    assert [name for name in families if f'id="{name}"' not in drawings] == []


def test_the_wall_draws_the_pictograms() -> None:
    reader = PdfReader(io.BytesIO(make(Job(File.WALL, canonical(bakery()), "fr"))))
    content = reader.pages[0].get_contents()
    assert content is not None
    curves = len(re.findall(rb"[\d.]+ [\d.]+ c\b", content.get_data()))
    assert curves > 3 * RISKS, "a level's shape alone has no curve, or four"
