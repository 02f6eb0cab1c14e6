"""A community's yearly counts, and what was published of them. No row is a person's:
there is no date but the year, and nothing ties two counts."""

from sqlalchemy import Text
from sqlmodel import Field, SQLModel


class CommunityCount(SQLModel, table=True):
    """`value` is empty where the measure has none."""

    community: str = Field(primary_key=True, max_length=60)
    year: int = Field(primary_key=True)
    measure: str = Field(primary_key=True, max_length=20)
    value: str = Field(primary_key=True, max_length=60)
    count: int


class CommunityFigures(SQLModel, table=True):
    """Written once a year is over; `figures` is JSON, empty when too few answered."""

    community: str = Field(primary_key=True, max_length=60)
    year: int = Field(primary_key=True)
    figures: str = Field(sa_type=Text)
