"""A validated document: written once, never changed (see db/sealing.py)."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from toolkit.db.models.moment import Moment


class Version(SQLModel, table=True):
    """`sealed` is the canonical JSON `sha256` was taken of. Names and the mail address
    stand beside it: the sealed value holds functions only."""

    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="draft.id", index=True)
    number: int
    sealed: str = Field(sa_type=Text)
    sha256: str = Field(max_length=64)
    previous_sha256: str = Field(default="", max_length=64)
    validated_at: datetime = Field(sa_type=Moment)
    validated_by: str = Field(default="", max_length=120)
    email: str = Field(default="", max_length=254)
