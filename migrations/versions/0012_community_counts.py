"""Counts of communities, and what was published of them."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0005"


def upgrade() -> None:

    op.create_table(
        "communitycount",
        sa.Column("community", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community", "year", "measure", "value"),
    )
    op.create_table(
        "communityfigures",
        sa.Column("community", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("community", "year"),
    )
