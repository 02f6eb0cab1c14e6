"""Runs migrations on the database of the settings, then seals the versions."""

from alembic import context
from sqlalchemy import inspect
from sqlmodel import SQLModel

from toolkit.db import communities, drafts, examples, versions  # noqa: F401 — register the tables
from toolkit.db.sealing import seal
from toolkit.db.session import engine

with engine().connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
with engine().begin() as connection:
    if inspect(connection).has_table("version"):
        seal(connection)
