"""The last copying of answers, while it can still be taken back."""

from datetime import timedelta

from sqlalchemy import Connection, select

from toolkit import clock
from toolkit.db.models.draft import DraftUndo
from toolkit.db.tables import table_of

_UNDO = table_of(DraftUndo)
_FOR = timedelta(hours=1)


def last(connection: Connection, draft: int) -> str | None:
    recent = _UNDO.c.copied_at > clock.now() - _FOR
    return connection.execute(
        select(_UNDO.c.copied).where(_UNDO.c.draft_id == draft, recent)
    ).scalar()
