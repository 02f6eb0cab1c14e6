"""A request to be called back. Nothing in it says where it came from."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from toolkit.db.models.moment import Moment


class Callback(SQLModel, table=True):
    """`key_sha256` is all we keep of the secret that withdraws it; `until` is the day
    it is erased, as it was promised."""

    id: int | None = Field(default=None, primary_key=True)
    key_sha256: str = Field(max_length=64, unique=True)
    service: str = Field(max_length=60, index=True)
    name: str = Field(max_length=120)
    phone: str = Field(max_length=30)
    part_of_day: str = Field(max_length=20)
    purpose: str = Field(max_length=20)
    locale: str = Field(max_length=5)
    asked_at: datetime = Field(sa_type=Moment)
    until: datetime = Field(sa_type=Moment, index=True)
    read_at: datetime | None = Field(default=None, sa_type=Moment)
