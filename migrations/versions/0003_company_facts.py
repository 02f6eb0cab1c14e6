"""What the registry says of a company: address, activity, legal form, headcount band."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_COLUMNS = {"address": 200, "naf_rev2": 6, "naf_2025": 6, "legal_form": 4, "band": 2}


def upgrade() -> None:
    for name, length in _COLUMNS.items():
        # Drafts begun before have said nothing of it.
        op.add_column(
            "draft",
            sa.Column(name, sa.String(length), nullable=False, server_default=""),
        )
