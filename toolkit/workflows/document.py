"""The document of a draft: built, validated, printed."""

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from toolkit import clock
from toolkit.content.loader import library
from toolkit.db import drafts, versions
from toolkit.db.drafts import DraftKey, Stored
from toolkit.db.session import read
from toolkit.db.versions import Sealed
from toolkit.documents.pool import render
from toolkit.domain.duerp import (
    Consultation,
    Duerp,
    Validation,
    build_duerp,
    canonical,
    sha256,
)
from toolkit.workflows.answering import pack_of


class NoSuchVersion(LookupError):
    """This draft has no version with this number."""


@dataclass(frozen=True)
class Signature:
    """Who validates, kept beside the sealed value."""

    name: str
    email: str


def project_of(stored: Stored, *, dated: date) -> Duerp:
    return build_duerp(pack_of(stored), library().catalogue, stored.draft, dated=dated)


def validate(
    connection: Connection,
    key: DraftKey,
    consultation: Consultation,
    signature: Signature,
) -> Sealed:
    """Seal a new version. The same « Je valide » arriving twice seals one."""
    stored = drafts.load(connection, key)
    before = next(iter(versions.of_draft(connection, stored.row)), None)
    if before and _seal(stored, consultation, before) == before.content:
        return before
    duerp = _validated(
        stored,
        consultation,
        number=before.number + 1 if before else 1,
        previous=before.sha256 if before else "",
        dated=clock.today(),
    )
    content = canonical(duerp)
    sealed = Sealed(
        number=duerp.number or 1,
        content=content.decode(),
        sha256=sha256(content),
        validated_at=clock.now(),
        validated_by=signature.name,
    )
    versions.add(
        connection,
        stored.row,
        sealed,
        previous_sha256=duerp.previous,
        email=signature.email,
    )
    drafts.see_pack(connection, key, pack_of(stored))
    return sealed


def _seal(stored: Stored, consultation: Consultation, again: Sealed) -> str:
    """What this draft would be sealed as, had it been validated as that version was."""
    was = json.loads(again.content)
    duerp = _validated(
        stored,
        consultation,
        number=again.number,
        previous=was["previous"],
        dated=date.fromisoformat(was["dated"]),
    )
    return canonical(duerp).decode()


def _validated(
    stored: Stored,
    consultation: Consultation,
    *,
    number: int,
    previous: str,
    dated: date,
) -> Duerp:
    return build_duerp(
        pack_of(stored),
        library().catalogue,
        stored.draft,
        dated=dated,
        validation=Validation(
            number=number, previous=previous, consultation=consultation
        ),
    )


def held(connection: Connection, key: DraftKey) -> tuple[Stored, tuple[Sealed, ...]]:
    """The draft, and its validated versions, newest first."""
    stored = drafts.load(connection, key)
    return stored, versions.of_draft(connection, stored.row)


async def pdf_of(
    key: DraftKey, locale: str, *, version: int | None
) -> tuple[str, bytes]:
    """A file's name and bytes; NoSuchDraft or NoSuchVersion."""
    stored, sealed = await read(held, key)
    if version is None:
        duerp, signed_by = project_of(stored, dated=clock.today()), ""
    else:
        one = next((s for s in sealed if s.number == version), None)
        if one is None:
            raise NoSuchVersion
        duerp, signed_by = Duerp.model_validate_json(one.content), one.validated_by
    return file_name(duerp), await render(duerp, locale, signed_by)


def file_name(duerp: Duerp) -> str:
    """A name a person would give: « duerp-boulangerie-martin-2026-11-22.pdf »."""
    bare = unicodedata.normalize("NFKD", duerp.company.name or duerp.pack.name)
    slug = re.sub(r"[^a-z0-9]+", "-", bare.encode("ascii", "ignore").decode().lower())
    kind = f"v{duerp.number}" if duerp.number else "projet"
    return f"duerp-{slug.strip('-')[:50] or 'entreprise'}-{kind}-{duerp.dated}.pdf"
