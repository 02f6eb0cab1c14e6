"""A document sealed before cards had places: read, printed and compared for ever."""

from pathlib import Path

from toolkit.documents.formats import make
from toolkit.documents.job import Job
from toolkit.domain.duerp import Duerp, has_changed
from toolkit.routes import File

SEALED = Path(__file__).with_name("sealed_v1.json").read_bytes()
DUERP = Duerp.model_validate_json(SEALED)


def test_a_version_sealed_in_the_first_schema_is_still_read() -> None:
    assert (DUERP.schema_version, DUERP.number, DUERP.sites) == (1, 1, ())


def test_its_rows_are_known_by_their_risk() -> None:
    assert [row.key for row in DUERP.rows] == [
        "sol-glissant",
        "charge-de-travail",
        "relations-soutien",
        "acces-hauteur",
        "decoloration-persulfates",
        "coloration-allergie",
    ]


def test_its_actions_are_known_by_their_risk() -> None:
    assert [action.key for action in DUERP.actions] == [
        "decoloration-persulfates",
        "sol-glissant",
    ]


def test_its_sections_name_their_unit() -> None:
    assert [section.place for section in DUERP.sections] == [
        "",
        "Salon",
        "Coin technique",
        "Accueil",
    ]


def test_its_rows_concern_the_unit_of_their_section_or_everybody() -> None:
    salon, technique = DUERP.units[:2]
    met = [
        [section.concerns(row, unit) for unit in (salon, technique)]
        for section in DUERP.sections
        for row in section.rows[:1]
    ]
    assert met == [[True, True], [True, False], [False, True], [False, False]]


def test_the_same_words_in_the_new_schema_are_no_change() -> None:
    again = DUERP.model_copy(
        update={
            "schema_version": 2,
            "sections": tuple(
                section.model_copy(
                    update={
                        "rows": tuple(
                            row.model_copy(update={"card": row.risk_id})
                            for row in section.rows
                        )
                    }
                )
                for section in DUERP.sections
            ),
        }
    )
    assert not has_changed(DUERP, again)


def test_it_is_still_printed() -> None:
    job = Job(file=File.DUERP_PDF, content=SEALED, locale="fr")
    assert make(job).startswith(b"%PDF")
