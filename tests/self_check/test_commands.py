"""What the operator is told, and what the commands do."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from toolkit import cli
from toolkit.content.self_checks import self_checks
from toolkit.settings import settings

LOCAL = """
help_lines:
  - {id: apesa, confirmed_on: 2026-11-20}
"""


@pytest.fixture
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "own.yaml"
    monkeypatch.setenv("TOOLKIT_SELF_CHECK_FILE", str(path))
    settings.cache_clear()
    yield path
    settings.cache_clear()


def run(command: str) -> Result:
    return CliRunner().invoke(cli.app, [command])


def test_doctor_names_the_numbers_to_call_and_leaves_the_others(
    own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_file.write_text(LOCAL, "utf-8")
    monkeypatch.setattr(cli, "today", lambda: date(2026, 11, 25))
    said = run("doctor")
    assert said.exit_code == 0
    assert "0 805 23 23 36" in said.stdout.replace("\u202f", " ")
    assert "APESA" not in said.stdout
    assert "MOTS, 01/09/2022, caché" in said.stdout
    assert "appelez-les" in said.stdout


def test_doctor_is_content_when_everything_was_called(
    own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = "\n".join(
        f'  - {{id: "{name}", confirmed_on: 2026-11-20}}'
        for name in self_checks().lines
    )
    own_file.write_text(f"help_lines:\n{called}\n", "utf-8")
    monkeypatch.setattr(cli, "today", lambda: date(2026, 11, 25))
    assert "Attention" not in run("doctor").stdout


@pytest.mark.parametrize("command", ["doctor", "check-content", "publish"])
def test_a_faulty_file_is_said_before_anything_is_done(
    own_file: Path, command: str
) -> None:
    own_file.write_text("help_lines: [{id: rien, confirmed_on: 2026-11-20}]\n", "utf-8")
    said = run(command)
    assert said.exit_code == 1
    assert "unknown help line 'rien'" in said.stderr


def test_the_content_check_counts_the_phrases_of_each_check(own_file: Path) -> None:
    own_file.write_text(LOCAL, "utf-8")
    assert "soignants : 36 phrases" in run("check-content").stdout
