"""`toolkit backup` and `toolkit restore`, as one types them."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from tests.databases import Databases, using
from toolkit import clock
from toolkit.cli import app
from toolkit.content.loader import library
from toolkit.db import drafts, session
from toolkit.domain.company import Company


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def file(engine: Engine, tmp_path: Path) -> Path:
    """A backup of a database with one draft in it."""
    del engine
    company = Company(name="Atelier")
    session.transact(
        drafts.create, pack=library().generic, company=company, now=clock.now()
    )
    written = run("backup", tmp_path / "b.gz")
    assert written.exit_code == 0, written.output
    assert "empreinte" in written.output
    return tmp_path / "b.gz"


def test_a_backup_restores_where_there_is_nothing(both: Databases, file: Path) -> None:
    with both.new() as url, using(url):
        given = run("restore", file)
        assert given.exit_code == 0, given.output
        assert "exactement cela" in given.output
        again = run("restore", file)
        assert (again.exit_code, "--replace" in again.output) == (1, True)
        assert run("restore", file, "--replace").exit_code == 0


def test_what_cannot_be_done_is_said_in_a_sentence(
    both: Databases, file: Path, tmp_path: Path
) -> None:
    assert "existe déjà" in run("backup", file).output
    assert "n'existe pas" in run("restore", tmp_path / "rien.gz").output
    (tmp_path / "faux.gz").write_text("bonjour")
    assert "pas une sauvegarde entière" in run("restore", tmp_path / "faux.gz").output
    with both.new(is_empty=True) as url, using(url):
        nothing = run("backup", tmp_path / "vide.gz")
    assert (nothing.exit_code, "toolkit serve" in nothing.output) == (1, True)
    assert not (tmp_path / "vide.gz").exists()
