"""Meetings people register for, and who registered."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from toolkit.db.models.moment import Moment


class Meeting(SQLModel, table=True):
    """`owner` is whoever holds it; `sequence` counts its changes, for calendars."""

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(max_length=16, unique=True)
    owner: str = Field(max_length=60, index=True)
    title: str = Field(max_length=200)
    place: str = Field(max_length=200)
    starts_at: datetime = Field(sa_type=Moment)
    ends_at: datetime = Field(sa_type=Moment)
    seats: int
    sequence: int = 0
    changed_at: datetime = Field(sa_type=Moment)
    cancelled_at: datetime | None = Field(default=None, sa_type=Moment)


class Registration(SQLModel, table=True):
    """`key_sha256` is all we keep of the secret that opens it; `attended` is not known
    before the meeting; `locale` is the language they are written to in."""

    __table_args__ = (
        UniqueConstraint("meeting_id", "turn"),
        UniqueConstraint("meeting_id", "address"),
    )

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(max_length=16, unique=True)
    key_sha256: str = Field(max_length=64)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    turn: int
    name: str = Field(max_length=120)
    address: str = Field(max_length=254)
    status: str = Field(max_length=12)
    offered_until: datetime | None = Field(default=None, sa_type=Moment)
    attended: bool | None = None
    locale: str = Field(default="fr", max_length=5)
