"""The registry's JSON as our own type. Fields come and go: what is missing or strange is
left blank. Names of directors are not among the fields read."""

import re
from datetime import date
from typing import Annotated, Any, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from toolkit.domain.headcount import Band
from toolkit.domain.registry import Answer, Establishment, Query
from toolkit.domain.trades import naf_code
from toolkit.registry.faults import Unavailable

_MASKED = "NON-DIFFUSIBLE"
_PARTIAL = "P"
_BANDS = frozenset(Band)


def _text(given: Any) -> str:
    """A line of text; what the registry hides, and what is no text, is blank."""
    if not isinstance(given, str | int) or isinstance(given, bool):
        return ""
    line = " ".join(str(given).split())
    text = "".join(c for c in line if c.isprintable())
    return "" if _MASKED in text.upper() else text


def _object(given: Any) -> Any:
    return cast(Any, given) if isinstance(given, dict) else {}


def _objects(given: Any) -> list[Any]:
    items = cast(list[Any], given) if isinstance(given, list) else []
    return [item for item in items if isinstance(item, dict)]


def _whole(given: Any) -> int:
    text = _text(given)
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 7 else 0


Text = Annotated[str, BeforeValidator(_text)]
Whole = Annotated[int, BeforeValidator(_whole)]


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Place(_Read):
    siret: Text = ""
    adresse: Text = ""
    libelle_commune: Text = ""
    activite_principale: Text = ""
    activite_principale_naf25: Text = ""
    etat_administratif: Text = ""
    date_fermeture: Text = ""
    statut_diffusion_etablissement: Text = ""


class _Unit(_Read):
    nom_complet: Text = ""
    nom_raison_sociale: Text = ""
    nature_juridique: Text = ""
    activite_principale: Text = ""
    activite_principale_naf25: Text = ""
    tranche_effectif_salarie: Text = ""
    annee_tranche_effectif_salarie: Whole = 0
    caractere_employeur: Text = ""
    etat_administratif: Text = ""
    date_fermeture: Text = ""
    statut_diffusion: Text = ""
    siege: Annotated[_Place, BeforeValidator(_object)] = _Place()
    matching_etablissements: Annotated[
        tuple[_Place, ...], BeforeValidator(_objects)
    ] = ()


class _Page(_Read):
    results: Annotated[tuple[_Unit, ...], BeforeValidator(_objects)]
    total_pages: Whole = 0


def read(body: bytes, query: Query) -> Answer:
    """The establishments answered, one a company."""
    try:
        page = _Page.model_validate_json(body)
    except ValidationError:
        # Its message quotes what was answered.
        raise Unavailable("unreadable") from None
    found = (_establishment(unit, _place(unit, query)) for unit in page.results)
    return Answer(
        found=tuple(e for e in found if e is not None), pages=page.total_pages
    )


def _place(unit: _Unit, query: Query) -> _Place:
    """The one whose SIRET was asked, an open one of the postcode, or the head office."""
    if query.postcode:
        meant = (p for p in unit.matching_etablissements if p.etat_administratif == "A")
    else:
        meant = (p for p in unit.matching_etablissements if p.siret == query.number)
    return next(meant, unit.siege)


def _establishment(unit: _Unit, place: _Place) -> Establishment | None:
    """None without a SIRET: nobody could choose it."""
    if not re.fullmatch(r"[0-9]{14}", place.siret):
        return None
    hidden = _PARTIAL in (unit.statut_diffusion, place.statut_diffusion_etablissement)
    name = unit.nom_raison_sociale or unit.nom_complet
    return Establishment(
        siret=place.siret,
        name="" if hidden else name[:120],
        address="" if hidden else place.adresse[:200],
        town=place.libelle_commune[:80],
        activities=_activities(unit, place),
        legal_form=_matching(r"[0-9]{4}", unit.nature_juridique),
        band=_band(unit),
        band_year=unit.annee_tranche_effectif_salarie or None,
        is_closed=place.etat_administratif == "F" or unit.etat_administratif == "C",
        closed_since=_day(place.date_fermeture) or _day(unit.date_fermeture),
        is_masked=hidden or not (name or place.adresse),
    )


def _activities(unit: _Unit, place: _Place) -> tuple[str, ...]:
    """The establishment's own codes, then the company's."""
    given = (
        place.activite_principale,
        place.activite_principale_naf25,
        unit.activite_principale,
        unit.activite_principale_naf25,
    )
    return tuple(dict.fromkeys(code for g in given if (code := naf_code(g))))


def _band(unit: _Unit) -> Band:
    said = unit.tranche_effectif_salarie
    if said in _BANDS and said:
        return Band(said)
    return Band.NOT_EMPLOYER if unit.caractere_employeur == "N" else Band.UNKNOWN


def _matching(pattern: str, text: str) -> str:
    return text if re.fullmatch(pattern, text) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
