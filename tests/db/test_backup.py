"""A backup: whole, of one moment, readable on both databases, and put back exactly."""

import gzip
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from tests import databases
from tests.databases import Databases
from tests.filled import PACK, filled
from toolkit import clock
from toolkit.db import drafts, examples, session, versions
from toolkit.db.backup import Content, content_of, tables_of, write_backup
from toolkit.db.restore import DamagedBackup, NewerBackup, NotEmpty, restore
from toolkit.domain.company import Company


@pytest.fixture(params=["the same kind", "the other kind"])
def target(request: pytest.FixtureRequest, both: Databases) -> Iterator[str]:
    """An empty database to restore into."""
    if request.param == "the same kind":
        with both.new(is_empty=True) as url:
            yield url
        return
    if both.cluster:
        yield f"sqlite:///{both.folder / request.node.name}.other"
        return
    cluster = request.getfixturevalue("postgres")
    url = cluster.create()
    yield url
    cluster.drop(url)


def everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Read without the code of backups, in an order of our own."""
    with engine.connect() as connection:
        return {
            table.name: sorted(
                (
                    tuple(map(_comparable, row))
                    for row in connection.execute(select(table))
                ),
                key=str,
            )
            for table in tables_of(connection)
        }


def _comparable(value: Any) -> Any:
    return value.replace(tzinfo=None) if hasattr(value, "tzinfo") else value


def saved(file: Path) -> Content:
    return session.consult(write_backup, file)


def test_what_is_restored_is_what_was_saved(
    engine: Engine, target: str, tmp_path: Path
) -> None:
    key = filled(engine)
    before, content = everything(engine), saved(tmp_path / "b.gz")
    assert [table for table, rows in before.items() if not rows] == []
    with databases.using(target) as other:
        assert restore(other, tmp_path / "b.gz", replace=False) == content
        assert everything(other) == before
        with other.begin() as connection:
            stored = drafts.load(connection, key)
            assert stored.draft.company.name == "Pâtisserie « Œuf »"
            assert versions.numbered(connection, stored.row, 1)


def test_a_restored_database_goes_on(
    engine: Engine, target: str, tmp_path: Path
) -> None:
    """New rows get new numbers, versions are sealed again, those of examples are not."""
    filled(engine)
    saved(tmp_path / "b.gz")
    with databases.using(target) as other:
        restore(other, tmp_path / "b.gz", replace=False)
        filled(other, "Une de plus")
        with pytest.raises(DBAPIError, match="a version is never"), other.begin() as c:
            c.exec_driver_sql("DELETE FROM version")
        with other.begin() as connection:
            assert examples.erase(connection) == 2


def test_a_backup_under_load_is_of_one_moment(engine: Engine, tmp_path: Path) -> None:
    """Somebody answers cards two by two all along: no backup holds half a pair."""
    key = filled(engine)
    done, written = threading.Event(), [0]

    def answer_all_along() -> None:
        while not done.is_set():
            with engine.begin() as connection:
                for risk in ("a-temoin", "z-temoin"):
                    values = {"planned_other": str(written[0])}
                    drafts.answer(connection, key, risk, values)
            written[0] += 1

    thread = threading.Thread(target=answer_all_along)
    thread.start()
    try:
        for number in range(20):
            saved(tmp_path / f"{number}.gz")
    finally:
        done.set()
        thread.join()
    assert written[0] > 20, "too few answers to prove it"
    for number in range(20):
        lines = gzip.decompress((tmp_path / f"{number}.gz").read_bytes()).splitlines()
        pairs = [json.loads(line) for line in lines if b"-temoin" in line]
        assert len({str(row[2:]) for row in pairs}) <= 1
        assert len(pairs) in (0, 2)


def test_a_backup_never_overwrites_a_file(engine: Engine, tmp_path: Path) -> None:
    filled(engine)
    (tmp_path / "b.gz").write_text("précieux")
    with pytest.raises(FileExistsError):
        saved(tmp_path / "b.gz")
    assert [p.name for p in tmp_path.iterdir() if "b.gz" in p.name] == ["b.gz"]
    assert (tmp_path / "b.gz").read_text() == "précieux"


def test_a_backup_is_for_its_owner_only(engine: Engine, tmp_path: Path) -> None:
    filled(engine)
    saved(tmp_path / "b.gz")
    assert (tmp_path / "b.gz").stat().st_mode & 0o077 == 0


def test_a_database_with_something_in_it_is_left_alone(
    engine: Engine, tmp_path: Path
) -> None:
    filled(engine)
    saved(tmp_path / "b.gz")
    filled(engine, "Depuis la sauvegarde")
    before = everything(engine)
    with pytest.raises(NotEmpty):
        restore(engine, tmp_path / "b.gz", replace=False)
    assert everything(engine) == before


def test_a_database_is_replaced_when_asked(engine: Engine, tmp_path: Path) -> None:
    filled(engine)
    before, _content = everything(engine), saved(tmp_path / "b.gz")
    filled(engine, "Depuis la sauvegarde")
    restore(engine, tmp_path / "b.gz", replace=True)
    assert everything(engine) == before


def _cut(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def _one_letter(whole: bytes) -> bytes:
    return gzip.compress(gzip.decompress(whole).replace(b"partial", b"Partial"))


def _a_row_less(whole: bytes) -> bytes:
    lines = gzip.decompress(whole).splitlines(keepends=True)
    return gzip.compress(b"".join(lines[:4] + lines[5:]))


def _no_end(whole: bytes) -> bytes:
    return gzip.compress(b"".join(gzip.decompress(whole).splitlines(True)[:-1]))


def _another_format(whole: bytes) -> bytes:
    return gzip.compress(gzip.decompress(whole).replace(b'"trois-pas"', b'"autre"', 1))


@pytest.mark.parametrize(
    "damage",
    [
        _cut,
        _one_letter,
        _a_row_less,
        _no_end,
        _another_format,
        lambda _: b"",
        lambda _: b"x",
    ],
    ids=["cut", "letter", "row", "end", "format", "empty", "text"],
)
def test_a_damaged_backup_touches_nothing(
    engine: Engine, tmp_path: Path, damage: Any
) -> None:
    filled(engine)
    saved(tmp_path / "b.gz")
    before = everything(engine)
    whole = (tmp_path / "b.gz").read_bytes()
    (tmp_path / "c.gz").write_bytes(damage(whole))
    with pytest.raises(DamagedBackup):
        restore(engine, tmp_path / "c.gz", replace=True)
    assert everything(engine) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"format_version":1', b'"format_version":2'),
        (b'"revision":"', b'"revision":"9'),
    ],
)
def test_a_backup_of_a_later_version_touches_nothing(
    engine: Engine, tmp_path: Path, old: bytes, new: bytes
) -> None:
    filled(engine)
    saved(tmp_path / "b.gz")
    before = everything(engine)
    lines = gzip.decompress((tmp_path / "b.gz").read_bytes()).splitlines(True)
    lines[0] = lines[0].replace(old, new)
    (tmp_path / "c.gz").write_bytes(gzip.compress(b"".join(lines)))
    with pytest.raises(NewerBackup):
        restore(engine, tmp_path / "c.gz", replace=True)
    assert everything(engine) == before


def test_the_hash_does_not_depend_on_the_database(
    engine: Engine, target: str, tmp_path: Path
) -> None:
    filled(engine)
    with engine.begin() as connection:
        key = drafts.create(
            connection, pack=PACK, company=Company(name="É"), now=clock.now()
        )
        for risk in ("eclairage", "Ecran", "écran", "z"):  # French sorts otherwise
            drafts.answer(connection, key, risk, {"mastery": "partial"})
    content = saved(tmp_path / "b.gz")
    with databases.using(target) as other:
        restore(other, tmp_path / "b.gz", replace=False)
        assert session.consult(content_of) == content
