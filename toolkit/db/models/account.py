"""People who signed in, on which devices, and the links mailed to them."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from toolkit.db.models.moment import Moment


class Account(SQLModel, table=True):
    """`address` as domain/address.py keeps it; `seen_at` moves once a day."""

    id: int | None = Field(default=None, primary_key=True)
    address: str = Field(max_length=254, unique=True)
    locale: str = Field(max_length=5)
    made_at: datetime = Field(sa_type=Moment)
    seen_at: datetime = Field(sa_type=Moment)


def _account(*, primary_key: bool = False) -> Column[int]:
    key = ForeignKey("account.id", ondelete="CASCADE")
    return Column(
        Integer, key, primary_key=primary_key, index=not primary_key, nullable=False
    )


class Device(SQLModel, table=True):
    """A browser that signed in: `token_sha256` is all we keep of its cookie. `proved_at`
    is when its second factor was given, where one is asked."""

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(sa_column=_account())
    token_sha256: str = Field(max_length=64, unique=True)
    words: str = Field(max_length=60)
    made_at: datetime = Field(sa_type=Moment)
    seen_at: datetime = Field(sa_type=Moment)
    proved_at: datetime | None = Field(default=None, sa_type=Moment)
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)


class MailedLink(SQLModel, table=True):
    """A link that does one thing, once, for whoever reads mail at `address`.
    `browser_sha256` is of the browser that asked for it."""

    id: int | None = Field(default=None, primary_key=True)
    token_sha256: str = Field(max_length=64, unique=True)
    purpose: str = Field(max_length=12)
    address: str = Field(max_length=254)
    browser_sha256: str = Field(default="", max_length=64)
    account_id: int | None = Field(
        default=None, foreign_key="account.id", ondelete="CASCADE", index=True
    )
    firm_id: int | None = Field(
        default=None, foreign_key="firm.id", ondelete="CASCADE", index=True
    )
    role: str = Field(default="", max_length=20)
    made_at: datetime = Field(sa_type=Moment)
    until: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class StaffRole(SQLModel, table=True):
    """`service` is the public id of the Spsti, empty for a role of the platform."""

    account_id: int = Field(sa_column=_account(primary_key=True))
    role: str = Field(primary_key=True, max_length=20)
    service: str = Field(primary_key=True, default="", max_length=16)
    given_at: datetime = Field(sa_type=Moment)


class SecondFactor(SQLModel, table=True):
    """`last_step` is that of the last code taken: a code is used once. `tries` failed
    since `tried_at`."""

    account_id: int = Field(sa_column=_account(primary_key=True))
    secret: str = Field(max_length=64)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
    last_step: int = 0
    tries: int = 0
    tried_at: datetime | None = Field(default=None, sa_type=Moment)


class RecoveryCode(SQLModel, table=True):
    account_id: int = Field(sa_column=_account(primary_key=True))
    code_sha256: str = Field(primary_key=True, max_length=64)
