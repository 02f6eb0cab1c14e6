"""Accounts, the firms they share, and what others did there."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    _people()
    _firms()
    _staff()


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, length: int) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _of(column: str, table: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], ondelete=ondelete)


def _people() -> None:
    op.create_table(
        "account",
        _number("id"),
        _text("address", 254),
        _text("locale", 5),
        _moment("made_at"),
        _moment("seen_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("address"),
    )
    op.create_table(
        "device",
        _number("id"),
        _number("account_id"),
        _text("token_sha256", 64),
        _text("words", 60),
        _moment("made_at"),
        _moment("seen_at"),
        _moment("proved_at", nullable=True),
        _moment("revoked_at", nullable=True),
        _of("account_id", "account"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_sha256"),
    )
    op.create_index("ix_device_account_id", "device", ["account_id"])


def _firms() -> None:
    op.create_table(
        "firm",
        _number("id"),
        _text("public_id", 16),
        _text("name", 120),
        _text("siret", 14),
        _moment("made_at"),
        _moment("support_until", nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("public_id"),
    )
    op.create_table(
        "member",
        _number("firm_id"),
        _number("account_id"),
        _text("role", 20),
        _moment("since"),
        _of("firm_id", "firm"),
        _of("account_id", "account"),
        sa.PrimaryKeyConstraint("firm_id", "account_id"),
    )
    op.create_table(
        "firmdraft",
        _number("draft_id"),
        _number("firm_id"),
        _moment("since"),
        _of("draft_id", "draft"),
        _of("firm_id", "firm"),
        sa.PrimaryKeyConstraint("draft_id"),
    )
    op.create_index("ix_firmdraft_firm_id", "firmdraft", ["firm_id"])
    _mailed_links()
    op.create_table(
        "access",
        _number("id"),
        _number("firm_id"),
        _moment("at"),
        _text("role", 20),
        _number("account_id", nullable=True),
        _text("what", 20),
        _text("about", 254),
        _of("firm_id", "firm"),
        _of("account_id", "account", "SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("firm_id", "at", "account_id"):
        op.create_index(f"ix_access_{column}", "access", [column])


def _mailed_links() -> None:
    op.create_table(
        "mailedlink",
        _number("id"),
        _text("token_sha256", 64),
        _text("purpose", 12),
        _text("address", 254),
        _text("browser_sha256", 64),
        _number("account_id", nullable=True),
        _number("firm_id", nullable=True),
        _text("role", 20),
        _moment("made_at"),
        _moment("until"),
        _moment("used_at", nullable=True),
        _of("account_id", "account"),
        _of("firm_id", "firm"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_sha256"),
    )
    for column in ("account_id", "firm_id"):
        op.create_index(f"ix_mailedlink_{column}", "mailedlink", [column])


def _staff() -> None:
    op.create_table(
        "staffrole",
        _number("account_id"),
        _text("role", 20),
        _text("service", 16),
        _moment("given_at"),
        _of("account_id", "account"),
        sa.PrimaryKeyConstraint("account_id", "role", "service"),
    )
    op.create_table(
        "secondfactor",
        _number("account_id"),
        _text("secret", 64),
        _moment("confirmed_at", nullable=True),
        _number("last_step"),
        _number("tries"),
        _moment("tried_at", nullable=True),
        _of("account_id", "account"),
        sa.PrimaryKeyConstraint("account_id"),
    )
    op.create_table(
        "recoverycode",
        _number("account_id"),
        _text("code_sha256", 64),
        _of("account_id", "account"),
        sa.PrimaryKeyConstraint("account_id", "code_sha256"),
    )
