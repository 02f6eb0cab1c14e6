"""The document of a draft: built and validated."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from toolkit import clock
from toolkit.content.loader import library, unit_name
from toolkit.db import drafts, versions
from toolkit.db.drafts import DraftKey, Stored
from toolkit.db.versions import Listed, Sealed
from toolkit.domain.duerp import (
    Consultation,
    Duerp,
    Validation,
    build_duerp,
    canonical,
    sha256,
)
from toolkit.i18n import use_locale
from toolkit.workflows.answering import pack_of


@dataclass(frozen=True)
class Signature:
    """Who validates, kept beside the sealed value."""

    name: str
    email: str


def project_of(stored: Stored, *, dated: date, language: str = "") -> Duerp:
    """In the language of the questionnaire, which may not be translated; or in another
    one, to compare."""
    with use_locale(language or pack_of(stored).language):
        return _built(stored, dated=dated)


def validate(
    connection: Connection,
    key: DraftKey,
    consultation: Consultation,
    signature: Signature,
    *,
    now: datetime | None = None,
) -> Sealed:
    """Seal a new version, dated `now`. The same « Je valide » arriving twice in a day
    seals one; a year later, the same answers are a new version: they were looked at
    again."""
    at = now or clock.now()
    dated = clock.day_of(at)
    stored = drafts.load(connection, key)
    before = versions.latest(connection, stored.row)
    if before and _is_same(stored, consultation, signature, before, dated=dated):
        return before
    duerp = _validated(
        stored,
        consultation,
        number=before.number + 1 if before else 1,
        previous=before.sha256 if before else "",
        dated=dated,
    )
    content = canonical(duerp)
    sealed = Sealed(
        number=duerp.number or 1,
        content=content.decode(),
        sha256=sha256(content),
        previous_sha256=duerp.previous,
        validated_at=at,
        validated_by=signature.name,
        email=signature.email,
    )
    versions.add(connection, stored.row, sealed)
    drafts.see_pack(connection, key, pack_of(stored))
    return sealed


def _is_same(
    stored: Stored,
    consultation: Consultation,
    signature: Signature,
    before: Sealed,
    *,
    dated: date,
) -> bool:
    """Whether validating again now would change nothing, to the last letter."""
    if (before.validated_by, before.email) != (signature.name, signature.email):
        return False
    again = _validated(
        stored,
        consultation,
        number=before.number,
        previous=before.previous_sha256,
        dated=dated,
    )
    return canonical(again).decode() == before.content


def _validated(
    stored: Stored,
    consultation: Consultation,
    *,
    number: int,
    previous: str,
    dated: date,
) -> Duerp:
    with use_locale(pack_of(stored).language):
        return _built(
            stored,
            dated=dated,
            validation=Validation(
                number=number, previous=previous, consultation=consultation
            ),
        )


def _built(
    stored: Stored, *, dated: date, validation: Validation | None = None
) -> Duerp:
    """In the language of the moment, which may not be the one the draft was read in."""
    units = tuple(
        unit.model_copy(
            update={"name": unit_name(stored.pack_id, unit.work, unit.name)}
        )
        for unit in stored.draft.units
    )
    return build_duerp(
        pack_of(stored),
        library().catalogue,
        replace(stored.draft, units=units),
        dated=dated,
        validation=validation,
    )


@dataclass(frozen=True)
class Held:
    """A draft, its newest version whole, and the list of all of them."""

    stored: Stored
    latest: Sealed | None
    versions: tuple[Listed, ...]


def held(connection: Connection, key: DraftKey) -> Held:
    stored = drafts.load(connection, key)
    return Held(
        stored=stored,
        latest=versions.latest(connection, stored.row),
        versions=versions.listed(connection, stored.row),
    )
