"""A file of a draft: found, made or served again, and named."""

from dataclasses import dataclass

from sqlalchemy import Connection

from toolkit import clock
from toolkit.db import drafts, versions
from toolkit.db.drafts import DraftKey
from toolkit.db.session import read
from toolkit.db.versions import Sealed
from toolkit.documents import kept, pool
from toolkit.documents.formats import file_name
from toolkit.documents.job import Job
from toolkit.domain.duerp import Duerp, Rank, sha256
from toolkit.routes import File
from toolkit.workflows.document import project_of


class NoSuchVersion(LookupError):
    """This draft has no version with this number, or no unit with this name."""


class NothingDated(LookupError):
    """None of the three actions has a day: there is no calendar to give."""


@dataclass(frozen=True)
class Asked:
    """Which file, of which version; none is the « projet ». A file is in the language its
    document is in."""

    file: File
    version: int | None = None
    unit: str = ""


async def file_of(key: DraftKey, asked: Asked) -> tuple[str, bytes]:
    """A file's name and bytes; NoSuchDraft, NoSuchVersion, NothingDated or TooBusy."""
    if asked.version is None:
        project = project_of(await read(drafts.load, key), dated=clock.today())
        _check(asked, project)
        content = await pool.render(
            Job(
                file=asked.file,
                content=project.model_dump_json().encode(),
                locale=project.language,
                unit=asked.unit,
                draft=key.public_id,
            )
        )
        return _name(asked, project), content
    one = await read(_numbered, key, asked.version)
    duerp = Duerp.model_validate_json(one.content)
    _check(asked, duerp)
    return _name(asked, duerp), await _sealed(key, asked, one, duerp.language)


async def _sealed(key: DraftKey, asked: Asked, one: Sealed, language: str) -> bytes:
    """Made once: a validated version never changes."""
    name = kept.Sealed(
        sha256=one.sha256,
        file=asked.file,
        locale=language,
        signed_by=one.validated_by,
        unit=asked.unit,
        draft=key.public_id,
    )
    content = kept.kept.get(name)
    if content is None:
        content = await pool.render(
            Job(
                file=asked.file,
                content=one.content.encode(),
                locale=language,
                signed_by=one.validated_by,
                mark=one.sha256,
                unit=asked.unit,
                draft=key.public_id,
            )
        )
        kept.kept.keep(name, content)
    return content


def _check(asked: Asked, duerp: Duerp) -> None:
    if asked.unit and asked.unit not in {unit.id for unit in duerp.units}:
        raise NoSuchVersion
    if asked.file is File.CALENDAR and not has_dates(duerp):
        raise NothingDated


def has_dates(duerp: Duerp) -> bool:
    """Whether an agenda would hold anything."""
    return any(action.due for action in duerp.ranked(Rank.PRIORITY))


def _numbered(connection: Connection, key: DraftKey, number: int) -> Sealed:
    """NoSuchVersion, also when the content is not the one its hash was taken of."""
    one = versions.numbered(connection, drafts.load(connection, key).row, number)
    if one is None or sha256(one.content.encode()) != one.sha256:
        raise NoSuchVersion
    return one


def _name(asked: Asked, duerp: Duerp) -> str:
    return file_name(asked.file, duerp, duerp.language, unit=asked.unit)
