"""What keeps the house in order: each failure lists the culprits."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from toolkit.domain.obligations import IDS
from toolkit.pages import PAGES
from toolkit.routes import Page
from toolkit.settings import ROOT

FILE_MAX = 400


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    return [
        ROOT / name for name in listed.split("\0") if name and (ROOT / name).exists()
    ]


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        if path.suffix not in {".png", ".ttf", ".svg", ".pdf"}:
            yield (
                path.relative_to(ROOT),
                path.read_text(encoding="utf-8", errors="replace"),
            )


def test_every_page_of_the_routes_is_served() -> None:
    assert {entry.page for entry in PAGES} == set(Page)


def test_every_obligation_has_its_rule() -> None:
    from toolkit.content.loader import library

    assert tuple(library().catalogue.obligations) == IDS


def test_no_file_names_a_registry_or_a_path_of_a_machine() -> None:
    secret = re.compile(
        r"file:///opt|/work/|index-url *= *http|registry\.npmjs|pypi\.org/simple"
    )
    found = [str(p) for p, text in texts() if secret.search(text)]
    assert [name for name in found if name != "tests/test_house.py"] == []


def test_no_lock_of_another_tool_is_committed() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in tracked()}
    assert not {"uv.lock"} & names
    assert not any(name.startswith("reflex.lock/") for name in names)


def test_files_stay_small() -> None:
    long = [
        f"{path} ({count} lines)"
        for path, text in texts()
        if path.suffix == ".py" and (count := text.count("\n")) > FILE_MAX
    ]
    assert [name for name in long if not name.startswith("tests/")] == []


@pytest.mark.parametrize("command", ["install", "run", "check", "test", "bench"])
def test_the_readme_and_the_makefile_speak_of_the_same_commands(command: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{command}:", makefile, re.MULTILINE)
    if command in ("run", "test"):
        assert f"make {command}" in (ROOT / "README.md").read_text(encoding="utf-8")
