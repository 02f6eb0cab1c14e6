"""A draft that belongs to nobody: anybody here may open it, and it can be erased."""

from sqlmodel import Field, SQLModel


class Example(SQLModel, table=True):
    """`secret` opens the draft: an example hides nothing."""

    draft_id: int = Field(primary_key=True, foreign_key="draft.id", ondelete="CASCADE")
    slug: str = Field(max_length=60, unique=True)
    secret: str = Field(max_length=64)
