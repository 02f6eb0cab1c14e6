"""What a reader finds in the PDF, page by page."""

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import Destination, DictionaryObject

from tests.factories import (
    TODAY,
    catalogue,
    fact,
    measure,
    not_mastered,
    pack,
    risk,
    unit,
)
from toolkit.content.loader import library
from toolkit.documents.formats import make
from toolkit.documents.job import Job
from toolkit.domain.answer import Answer, Mastery
from toolkit.domain.company import Company, WorkUnit
from toolkit.domain.draft import ActionPlan, Draft
from toolkit.domain.duerp import (
    Consultation,
    Duerp,
    Rank,
    Validation,
    build_duerp,
    canonical,
    sha256,
)
from toolkit.domain.obligations import Cse
from toolkit.domain.pack import Factor, Flag, Pack, Risk
from toolkit.routes import File

TRADE = pack(
    risk(
        "petrin",
        title="Pétrin en marche",
        severity=4,
        frequency=4,
        stop_work="Arrêtez ce travail tant que le pétrin tourne sans grille.",
        subsidy="ergonomie",
        factor=Factor.HANDLING,
    ),
    risk("four", title="Brûlure au four", severity=3, frequency=4, factor=Factor.NOISE),
    risk("sol", title="Glissade au fournil", severity=2, frequency=4),
    risk("farine", title="Nuage de farine", flags=frozenset({Flag.CMR})),
    risk("porte", title="Porte coupe-feu bloquée", units=("bureau",)),
    facts=(fact("nuit"),),
)
DRAFT = Draft(
    company=Company(name="Atelier Martin", siret="73282932000074", effectif=4),
    facts={"nuit": True},
    units=(unit("atelier", people=3), unit("bureau")),
    answers={
        **not_mastered("petrin", "four", "sol"),
        "farine": Answer(
            mastery=Mastery.MASTERED,
            in_place=frozenset({"carter"}),
            in_place_other="Un capot fait maison.",
            substitution="Une farine moins volatile.",
        ),
        "r1": Answer(mastery=Mastery.NOT_CONCERNED),
    },
    plans={
        "four": ActionPlan(
            who="La pâtissière", due=date(2027, 1, 15), first_step="Essayer les gants."
        )
    },
    exposures={Factor.NOISE: 1},
)
VALIDATION = Validation(
    number=1,
    previous="",
    consultation=Consultation(
        role="Gérante", consulted="Les deux salariés", cse=Cse.NONE
    ),
)


def built(
    draft: Draft = DRAFT, *, of: Pack = TRADE, validation: Validation | None = None
) -> Duerp:
    return build_duerp(of, catalogue(), draft, dated=TODAY, validation=validation)


def flat(text: str) -> str:
    """On one line, with ordinary spaces."""
    return re.sub(r"\s+", " ", text)


def read(duerp: Duerp, signed_by: str = "") -> PdfReader:
    content = canonical(duerp)
    mark = sha256(content) if duerp.is_validated else ""
    job = Job(File.DUERP_PDF, content, "fr", signed_by=signed_by, mark=mark)
    return PdfReader(io.BytesIO(make(job)))


def pages_of(reader: PdfReader) -> list[str]:
    return [flat(page.extract_text()) for page in reader.pages]


@cache
def project() -> PdfReader:
    return read(built())


@cache
def validated() -> PdfReader:
    return read(built(validation=VALIDATION), "Jeanne Martin")


def text_of(draft: Draft, *, of: Pack = TRADE) -> str:
    return " ".join(pages_of(read(built(draft, of=of))))


def test_page_one_holds_the_company_and_the_day() -> None:
    page = pages_of(project())[0]
    assert (
        "Atelier Martin SIRET 732 829 320 00074 · Métier d'essai · 4 salariés" in page
    )


def test_page_one_holds_the_address_when_there_is_one() -> None:
    address = "4 rue du Lavoir, 69003 Lyon"
    moved = replace(
        DRAFT, company=DRAFT.company.model_copy(update={"address": address})
    )
    assert f"4 salariés {address} Projet" in pages_of(read(built(moved)))[0]
    assert "4 salariés Projet" in pages_of(project())[0]


def test_page_one_holds_the_three_actions() -> None:
    page = pages_of(project())[0]
    names = ["Pétrin en marche", "Brûlure au four", "Glissade au fournil"]
    assert [name for name in names if name not in page] == []


def test_page_one_first_says_to_stop_what_may_kill() -> None:
    page = pages_of(project())[0]
    stop = page.index("Arrêtez ce travail tant que le pétrin tourne sans grille.")
    assert stop < page.index("Faire la mesure carter.")


def test_page_one_says_who_by_when_and_the_first_step() -> None:
    page = pages_of(project())[0]
    assert "Premier pas : Essayer les gants." in page
    assert "Qui : La pâtissière · Avant le : 15 janvier 2027" in page


def test_page_one_says_what_is_not_decided_yet() -> None:
    page = pages_of(project())[0]
    assert "Premier pas : Commencer la mesure carter. · Durée : 15 minutes" in page
    assert "Qui : à décider · Avant le : à décider" in page


def test_page_one_names_the_help_that_may_be_asked_for() -> None:
    assert "Aide possible : Subvention ergonomie" in pages_of(project())[0]


def test_page_one_counts_what_is_to_do_and_what_waits() -> None:
    page = pages_of(project())[0]
    assert "18 risques regardés. 3 à traiter. 13 encore à évaluer" in page


def test_page_one_of_an_empty_draft_says_that_risks_wait() -> None:
    first = pages_of(read(built(Draft())))[0]
    assert "Aucune action encore : des risques restent à évaluer" in first


def test_page_one_says_when_everything_is_mastered() -> None:
    done = {
        risk.id: Answer(mastery=Mastery.MASTERED, in_place=frozenset({"carter"}))
        for risk in TRADE.risks
    }
    first = pages_of(read(built(Draft(answers=done))))[0]
    assert "Aucune action à mener : les mesures en place sont à maintenir" in first


def test_a_project_says_so_on_every_page() -> None:
    pages = pages_of(project())
    assert [n for n, page in enumerate(pages, 1) if "Projet du 22" not in page] == []


def test_a_validated_document_never_says_project() -> None:
    assert [page for page in pages_of(validated()) if "Projet" in page] == []


def test_a_validated_document_says_its_version_on_every_page() -> None:
    said = "Version 1, validée le 22 novembre 2026 · empreinte "
    assert [page for page in pages_of(validated()) if said not in page] == []


def test_every_risk_of_the_inventory_is_named() -> None:
    whole = " ".join(pages_of(project()))
    assert [row.risk for row in built().rows if row.risk not in whole] == []


def test_a_mastered_risk_is_printed_with_its_measures() -> None:
    whole = " ".join(pages_of(project()))
    assert "Maîtrisé, à maintenir" in whole
    assert "– La mesure carter est faite. – Un capot fait maison." in whole


def test_a_risk_without_an_answer_is_to_evaluate() -> None:
    inventory = " ".join(pages_of(project())).split("Inventaire des risques")[1]
    assert inventory.count("À évaluer") == len(built().waiting) == 13


def test_a_risk_without_an_answer_is_never_low() -> None:
    inventory = text_of(Draft()).split("Inventaire des risques")[1]
    assert "Faible" not in inventory.split("Annexes")[0]


def test_a_risk_left_out_by_the_owner_is_printed_so() -> None:
    assert "Non concerné" in " ".join(pages_of(project()))


def test_a_risk_of_one_unit_stands_under_its_name() -> None:
    inventory = " ".join(pages_of(project())).split("Inventaire des risques")[1]
    assert inventory.index("Bureau") < inventory.index("Porte coupe-feu bloquée")


def test_the_substitution_sought_for_a_cmr_agent_is_printed() -> None:
    assert "Une farine moins volatile." in " ".join(pages_of(project()))


def test_the_share_of_people_above_a_threshold_is_printed() -> None:
    whole = " ".join(pages_of(project()))
    assert "Facteur bruit 1 salarié au-delà du seuil sur 4, soit 25 %" in whole


def test_a_factor_without_threshold_is_described() -> None:
    whole = " ".join(pages_of(project()))
    assert "Facteur manutentions pas de seuil" in whole


def test_every_requirement_of_the_law_is_printed() -> None:
    whole = " ".join(pages_of(project()))
    missing = [r.text for r in built().requirements if r.text not in whole]
    assert missing == []


def test_names_are_on_the_last_page_only() -> None:
    pages = pages_of(validated())
    found = [n for n, page in enumerate(pages, 1) if "Jeanne Martin" in page]
    assert found == [len(pages)]


def test_without_a_name_there_is_no_annex_of_names() -> None:
    assert "Annexe des noms" not in pages_of(project())[-1]


def test_each_page_says_its_number_of_all() -> None:
    pages = pages_of(project())
    last = len(pages)
    assert [page[-len(f"{n} / {last}") :] for n, page in enumerate(pages, 1)] == [
        f"{n} / {last}" for n in range(1, last + 1)
    ]


def test_bookmarks_lead_to_each_part_and_section() -> None:
    assert bookmarks(project()) == [
        "Trois actions prioritaires",
        "Comment lire ce document",
        "Unités de travail",
        "Ce que l’entreprise a déclaré",
        "Liste des actions",
        "Les trois priorités",
        "Inventaire des risques",
        "Dans toutes les unités de travail",
        "Bureau",
        "Annexes",
        "Facteurs de risques professionnels (L4161-1, R4121-1-1)",
        "Cancérogènes, mutagènes, toxiques pour la reproduction (R4412-66)",
        "Participation",
        "Ce que la loi demande",
        "Textes cités (Code du travail, sauf mention contraire)",
    ]


def test_each_bookmark_leads_to_the_page_of_its_heading() -> None:
    reader = project()
    pages = pages_of(reader)
    lost = [
        title
        for title, number in zip(bookmarks(reader), bookmark_pages(reader), strict=True)
        if title not in pages[number]
    ]
    assert lost == []


def test_two_bookmarks_of_one_page_lead_to_two_heights() -> None:
    tops = {
        item["/Title"]: item["/Top"]
        for item in destinations(project().outline)
        if item["/Title"] in ("Comment lire ce document", "Liste des actions")
    }
    assert len(set(tops.values())) == 2


def bookmarks(reader: PdfReader) -> list[str]:
    return [str(item.title) for item in destinations(reader.outline)]


def bookmark_pages(reader: PdfReader) -> list[int]:
    found = [
        reader.get_destination_page_number(item)
        for item in destinations(reader.outline)
    ]
    return [number for number in found if number is not None]


def destinations(outline: Sequence[Any]) -> list[Destination]:
    found: list[Destination] = []
    for item in outline:
        found += destinations(item) if isinstance(item, list) else [item]
    return found


def fonts(reader: PdfReader) -> list[DictionaryObject]:
    found: list[DictionaryObject] = []
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # pyright: ignore
            (descendant,) = font.get_object()["/DescendantFonts"]
            found.append(descendant.get_object()["/FontDescriptor"].get_object())
    return found


def test_fonts_are_embedded() -> None:
    found = fonts(project())
    assert found
    assert all("/FontFile2" in font for font in found)


def test_the_file_says_its_title_and_language() -> None:
    reader = project()
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {
        "x-default": "Document unique d’évaluation des risques professionnels · "
        "Atelier Martin"
    }
    assert reader.trailer["/Root"]["/Lang"] == "fr"  # pyright: ignore


def owner_writes(text: str) -> Draft:
    """The same words in every place an owner may fill."""
    said = Answer(
        mastery=Mastery.NOT_MASTERED,
        in_place_other=text[:300],
        planned_other=text[:300],
        substitution=text[:600],
    )
    plan = ActionPlan(who=text[:120], due=TODAY, first_step=text[:300])
    return Draft(
        company=Company(name=text[:120]),
        units=(WorkUnit(id="atelier", name=text[:90] or "Atelier"),),
        answers={"petrin": said, "farine": said},
        plans={"petrin": plan},
        sex_impact=text[:600],
    )


def printed(text: str) -> list[str]:
    consultation = Consultation(
        role=text[:120], consulted=text[:600], cse_opinion=text[:600]
    )
    duerp = built(
        owner_writes(text),
        validation=Validation(number=1, previous="", consultation=consultation),
    )
    return pages_of(read(duerp, signed_by=text[:120]))


@pytest.mark.parametrize(
    "text",
    [
        "<b>gras</b> <script>alert(1)</script> & &amp;",
        "**gras** __souligné__ --barré--",
        "🥐 fournée 👩‍🍳 du 🌙 matin",
        "nul\x00 retour\r\n tabulation\t échappement\x1b suppression\x7f",
        "\u202e à l'envers \u200b invisible \ufeff",
        "مخبز الحي ‏ 面包店 пекарня",
        "(parenthèse \\ barre) %PDF {accolade} /Nom",
    ],
    ids=["html", "markdown", "emoji", "controls", "bidi", "alphabets", "pdf"],
)
def test_whatever_an_owner_writes_is_printed(text: str) -> None:
    assert len(printed(text)) > 3


def test_html_is_printed_as_it_was_typed() -> None:
    whole = " ".join(printed("<b>gras</b> & co"))
    assert "Validé par : <b>gras</b> & co" in whole


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=600))
def test_no_text_breaks_the_document(text: str) -> None:
    pages = printed(text)
    assert pages[0].endswith(f"1 / {len(pages)}")


def inside(reader: PdfReader) -> list[str]:
    """The texts that begin or end outside the page."""
    outside: list[str] = []

    def visit(text: str, _cm: object, tm: list[float], *_: object) -> None:
        if text.strip() and not (0 <= tm[4] <= 595.3 and 0 <= tm[5] <= 841.9):
            outside.append(text)

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    return outside


@pytest.mark.parametrize(
    "word", ["W" * 600, "a" * 600, "-" * 600, "W" * 60 + " i" * 250]
)
def test_a_very_long_word_is_cut_rather_than_lost(word: str) -> None:
    whole = "".join(printed(word)).replace(" ", "")
    assert word[:120].replace(" ", "") in whole


def test_nothing_starts_outside_the_page() -> None:
    duerp = built(owner_writes("W" * 600))
    assert inside(read(duerp)) == []


LONG = (("Une phrase de vingt mots au plus, mais longue. ") * 9)[:400]


def longest(of: Pack) -> Draft:
    """The pack's three wordiest actions, all their measures planned, and everything an
    owner may write as long as it may be."""
    wordiest = sorted(of.risks, key=lambda risk: -words_of_actions(risk))[:3]
    answers = {
        risk.id: Answer(
            mastery=Mastery.NOT_MASTERED,
            planned=frozenset(measure.id for measure in risk.measures),
            planned_other=LONG[:300],
        )
        for risk in wordiest
    }
    plan = ActionPlan(who=LONG[:120], due=date(2027, 9, 30), first_step=LONG[:300])
    return Draft(
        company=Company(name=LONG[:120], siret="73282932000074", effectif=9999),
        answers=answers,
        plans=dict.fromkeys(answers, plan),
    )


def words_of_actions(risk: Risk) -> int:
    texts = [risk.stop_work or "", *(measure.action for measure in risk.measures)]
    return sum(len(text) for text in texts)


@pytest.mark.parametrize("pack_id", sorted(library().packs))
def test_the_three_wordiest_actions_of_a_trade_stay_on_page_one(pack_id: str) -> None:
    trade, draft = library().packs[pack_id], longest(library().packs[pack_id])
    duerp = build_duerp(trade, library().catalogue, draft, dated=TODAY)
    first, second = pages_of(read(duerp))[:2]
    assert [
        action.risk
        for action in duerp.ranked(Rank.PRIORITY)
        if flat(action.risk) not in first
    ] == []
    assert "Comment lire ce document" in second


def test_ten_units_and_the_longest_texts_are_all_printed() -> None:
    units = tuple(
        WorkUnit(id=f"u{n}", name=f"Unité {n} " + "x" * 80) for n in range(10)
    )
    trade = pack(
        *(
            risk(
                f"k{n}",
                units=(f"u{n}",),
                finding=LONG,
                harm=LONG,
                measures=tuple(measure(f"m{k}", in_place=LONG) for k in range(7)),
            )
            for n in range(10)
        )
    )
    answers = {
        f"k{n}": Answer(
            mastery=Mastery.PARTIAL,
            in_place=frozenset(f"m{k}" for k in range(7)),
            substitution=(LONG * 2)[:600],
        )
        for n in range(10)
    }
    duerp = built(Draft(units=units, answers=answers), of=trade)
    whole = " ".join(pages_of(read(duerp)))
    assert [row.risk for row in duerp.rows if row.risk not in whole] == []
    assert whole.count("Unité ") >= 20


def test_a_row_taller_than_a_page_goes_on_under_its_section_s_name() -> None:
    trade = pack(
        risk(
            "haut",
            units=("atelier",),
            measures=tuple(measure(f"m{k}", in_place=LONG) for k in range(7)),
        )
    )
    said = Answer(
        mastery=Mastery.PARTIAL,
        in_place=frozenset(f"m{k}" for k in range(7)),
        substitution=(LONG * 2)[:600],
    )
    draft = Draft(units=DRAFT.units, answers={"haut": said})
    assert "Atelier (suite)" in text_of(draft, of=trade)


def test_the_urgent_and_the_later_actions_are_listed_apart() -> None:
    trade = pack(*(risk(f"k{n}", severity=4, frequency=4) for n in range(4)))
    draft = Draft(answers=not_mastered("k0", "k1", "k2", "k3", "r1"))
    assert len(built(draft, of=trade).ranked(Rank.IMMEDIATE)) == 1
    whole = text_of(draft, of=trade)
    heads = "Risque Ce qui sera fait"
    assert f"À prendre aussi tout de suite {heads} Risque k3" in whole
    assert f"Ensuite {heads} Risque r1" in whole


def test_an_action_nobody_chose_says_that_it_is_to_decide() -> None:
    draft = Draft(answers=not_mastered("petrin", "four", "sol", "r1"))
    assert "Mesure à décider." in text_of(draft)


def test_a_document_without_action_says_so() -> None:
    said = text_of(Draft())
    assert "Aucune action : aucun risque n’est déclaré à traiter." in said
