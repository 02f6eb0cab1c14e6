"""Answers and plans by card; sites, units that can come back, risks of one's own."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for table in ("draftanswer", "draftplan"):
        with op.batch_alter_table(table) as batch:
            batch.alter_column(
                "risk_id",
                new_column_name="card",
                existing_type=sa.String(length=60),
                type_=sa.String(length=121),
                existing_nullable=False,
            )
    # Added one by one: rebuilding « draft » would drop what points at it.
    for name in ("sites", "split", "own"):
        column = sa.Column(name, sa.Text(), nullable=False, server_default="[]")
        op.add_column("draft", column)
    for name in ("site", "same_as"):
        column = sa.Column(name, sa.String(60), nullable=False, server_default="")
        op.add_column("draftunit", column)
    op.add_column(
        "draftunit",
        sa.Column("removed", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "draftundo",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("copied", sa.Text(), nullable=False),
        sa.Column("copied_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("draft_id"),
    )
