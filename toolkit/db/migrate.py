"""Brings the database up to date."""

from alembic import command
from alembic.config import Config

from toolkit.settings import ROOT


def upgrade() -> None:
    """To the newest revision, triggers included; nothing happens when already there."""
    command.upgrade(Config(ROOT / "alembic.ini"), "head")
