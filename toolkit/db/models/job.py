"""Work to do later, and letters to send."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, Text
from sqlmodel import Field, SQLModel

from toolkit.db.models.moment import Moment


class Job(SQLModel, table=True):
    """Whoever holds the `lease` works on it until `leased_until`; `key` makes a job the
    only one of its name. `fault` is the kind of the last failure, without its words."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=30)
    subject: int | None = None
    key: str | None = Field(default=None, max_length=60, unique=True)
    due_at: datetime = Field(sa_type=Moment, index=True)
    attempts: int = 0
    lease: str = Field(default="", max_length=32)
    leased_until: datetime | None = Field(default=None, sa_type=Moment)
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    dead_at: datetime | None = Field(default=None, sa_type=Moment)
    fault: str = Field(default="", max_length=80)


class Letter(SQLModel, table=True):
    """Once sent, its address and words are erased; `address_sha256` stays a while, to
    count how often somebody is written to. `about` says which draft or what for."""

    id: int | None = Field(default=None, primary_key=True)
    message_id: str = Field(max_length=160, unique=True)
    about: str = Field(max_length=40, index=True)
    address: str = Field(max_length=254)
    address_sha256: str = Field(max_length=64, index=True)
    subject: str = Field(max_length=200)
    text: str = Field(sa_type=Text)
    html: str = Field(sa_type=Text)
    locale: str = Field(max_length=5)
    written_at: datetime = Field(sa_type=Moment)
    sent_at: datetime | None = Field(default=None, sa_type=Moment)


class DraftAddress(SQLModel, table=True):
    """Where the owner of a draft asked to be written to."""

    draft_id: int = Field(
        sa_column=Column(
            Integer, ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True
        )
    )
    address: str = Field(max_length=254)
    locale: str = Field(max_length=5)
    given_at: datetime = Field(sa_type=Moment)
    warnings: int = 0
    warned_at: datetime | None = Field(default=None, sa_type=Moment)
