"""Brings the database up to date."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from toolkit.settings import ROOT

_CONFIG = Config(ROOT / "alembic.ini")


def upgrade(revision: str = "head") -> None:
    """To the newest revision, triggers included; nothing happens when already there."""
    command.upgrade(_CONFIG, revision)


def is_known(revision: str) -> bool:
    try:
        ScriptDirectory.from_config(_CONFIG).get_revision(revision)
    except CommandError:
        return False
    return True
