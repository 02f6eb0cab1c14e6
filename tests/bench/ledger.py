"""What was acknowledged, compared with what the database holds."""

import sqlite3
from contextlib import closing
from pathlib import Path

from toolkit.domain.answer import Mastery

Ledger = dict[tuple[str, str], Mastery]
"""The last answer acknowledged for each (draft, risk)."""

_STORED = """
SELECT draft.public_id, draftanswer.card, draftanswer.mastery
FROM draftanswer JOIN draft ON draft.id = draftanswer.draft_id
"""
_ONE = _STORED + "WHERE draft.public_id = ? AND draftanswer.card = ?"


def is_stored(database: Path, draft: str, risk: str, mastery: Mastery) -> bool:
    """Asked from another connection, between an acknowledgement and the next answer."""
    with closing(sqlite3.connect(database)) as connection:
        row = connection.execute(_ONE, (draft, risk)).fetchone()
    return row is not None and row[2] == mastery.value


def missing(database: Path, acknowledged: Ledger) -> int:
    """How many acknowledged answers the database does not hold as they were given."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(_STORED).fetchall()
    stored = {(draft, risk): mastery for draft, risk, mastery in rows}
    return sum(stored.get(at) != given.value for at, given in acknowledged.items())
