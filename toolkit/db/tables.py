"""Models describe the tables; statements are written on the tables themselves."""

from typing import Any, cast

from sqlalchemy import Table
from sqlmodel import SQLModel


def table_of(model: type[SQLModel]) -> Table:
    return cast(Table, cast(Any, model).__table__)
