"""What keeps the house in order: each failure lists the culprits."""

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from toolkit.domain.obligations import IDS
from toolkit.pages import PAGES
from toolkit.routes import Page
from toolkit.settings import ROOT

LOCALE = ROOT / "toolkit" / "locale"
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


def test_the_list_of_messages_is_fresh() -> None:
    """`make messages` after a sentence was added or changed."""
    extracted = extract_from_dir(
        ROOT / "toolkit",
        method_map=[("**.py", "python")],
        keywords={"_": None, "ngettext": (1, 2)},
    )
    used = {
        message if isinstance(message, str) else message[0]
        for _, _, message, *_ in extracted
    }
    template = read_po(io.BytesIO((LOCALE / "messages.pot").read_bytes()))
    listed = {m.id if isinstance(m.id, str) else m.id[0] for m in template if m.id}
    assert (used - listed, listed - used) == (set(), set())


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
