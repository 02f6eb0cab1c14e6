"""A company that several people share, and what others did there."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from toolkit.db.models.moment import Moment


def _of(table: str, *, ondelete: str = "CASCADE") -> Column[int]:
    key = ForeignKey(f"{table}.id", ondelete=ondelete)
    return Column(Integer, key, primary_key=True)


class Firm(SQLModel, table=True):
    """`support_until` is how long its owner lets an administrator read."""

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(max_length=16, unique=True)
    name: str = Field(max_length=120)
    siret: str = Field(max_length=14)
    made_at: datetime = Field(sa_type=Moment)
    support_until: datetime | None = Field(default=None, sa_type=Moment)


class Member(SQLModel, table=True):
    firm_id: int = Field(sa_column=_of("firm"))
    account_id: int = Field(sa_column=_of("account"))
    role: str = Field(max_length=20)
    since: datetime = Field(sa_type=Moment)


class FirmDraft(SQLModel, table=True):
    """A draft belongs to one firm at most."""

    draft_id: int = Field(sa_column=_of("draft"))
    firm_id: int = Field(foreign_key="firm.id", ondelete="CASCADE", index=True)
    since: datetime = Field(sa_type=Moment)


class Access(SQLModel, table=True):
    """What happened to a firm's papers and people: by which role, not by which name,
    unless it is one of its own. `about` is a draft's public id or an address."""

    id: int | None = Field(default=None, primary_key=True)
    firm_id: int = Field(foreign_key="firm.id", ondelete="CASCADE", index=True)
    at: datetime = Field(sa_type=Moment, index=True)
    role: str = Field(max_length=20)
    account_id: int | None = Field(
        default=None, foreign_key="account.id", ondelete="SET NULL", index=True
    )
    what: str = Field(max_length=20)
    about: str = Field(default="", max_length=254)
