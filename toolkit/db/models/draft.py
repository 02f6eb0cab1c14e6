"""A draft and what was said in it; every row but the first is keyed by (draft, id)."""

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Integer, Text
from sqlmodel import Field, SQLModel

from toolkit.db.models.moment import Moment


def _owner() -> Column[int]:
    return Column(Integer, ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)


class Draft(SQLModel, table=True):
    """`key_sha256` is all we keep of the secret in the link and the cookie;
    `known_risks` are the risks seen so far, so that new ones can be told. `sites`,
    `split` and `own` are JSON lists: they are read at every answer."""

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(max_length=16, unique=True)
    key_sha256: str = Field(max_length=64)
    pack_id: str = Field(max_length=60)
    pack_edition: date
    known_risks: str = Field(sa_type=Text)
    sites: str = Field(default="[]", sa_type=Text)
    split: str = Field(default="[]", sa_type=Text)
    own: str = Field(default="[]", sa_type=Text)
    name: str = Field(default="", max_length=120)
    siret: str = Field(default="", max_length=14)
    effectif: int | None = None
    address: str = Field(default="", max_length=200)
    naf_rev2: str = Field(default="", max_length=6)
    naf_2025: str = Field(default="", max_length=6)
    legal_form: str = Field(default="", max_length=4)
    band: str = Field(default="", max_length=2)
    priorities: str = Field(default="[]", sa_type=Text)
    sex_impact: str = Field(default="", max_length=600)
    created_at: datetime = Field(sa_type=Moment)
    updated_at: datetime = Field(sa_type=Moment)


class DraftFact(SQLModel, table=True):
    draft_id: int = Field(sa_column=_owner())
    fact_id: str = Field(primary_key=True, max_length=60)
    value: bool


class DraftUnit(SQLModel, table=True):
    draft_id: int = Field(sa_column=_owner())
    unit_id: str = Field(primary_key=True, max_length=60)
    position: int
    name: str = Field(max_length=90)
    people: int | None = None
    site: str = Field(default="", max_length=60)
    same_as: str = Field(default="", max_length=60)
    removed: bool = False


class DraftAnswer(SQLModel, table=True):
    """`in_place` and `planned` are JSON lists of measure ids."""

    draft_id: int = Field(sa_column=_owner())
    card: str = Field(primary_key=True, max_length=121)
    mastery: str | None = Field(default=None, max_length=20)
    severity: int | None = None
    frequency: int | None = None
    in_place: str = Field(default="[]", sa_type=Text)
    planned: str = Field(default="[]", sa_type=Text)
    in_place_other: str = Field(default="", max_length=300)
    planned_other: str = Field(default="", max_length=300)
    substitution: str = Field(default="", max_length=600)


class DraftPlan(SQLModel, table=True):
    draft_id: int = Field(sa_column=_owner())
    card: str = Field(primary_key=True, max_length=121)
    measure: str | None = Field(default=None, max_length=60)
    who: str = Field(default="", max_length=120)
    due: date | None = None
    first_step: str = Field(default="", max_length=300)


class DraftExposure(SQLModel, table=True):
    draft_id: int = Field(sa_column=_owner())
    factor: str = Field(primary_key=True, max_length=30)
    people: int


class DraftUndo(SQLModel, table=True):
    """The answers the last copying replaced, and those it put there, as JSON."""

    draft_id: int = Field(sa_column=_owner())
    copied: str = Field(sa_type=Text)
    copied_at: datetime = Field(sa_type=Moment)
