"""Reads the self-checks, the help lines and this installation's own file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from toolkit.content.check_rules import in_local, in_pack
from toolkit.content.check_words import lay
from toolkit.content.loader import ROOT, ContentError
from toolkit.content.overlay import french_files
from toolkit.content.reading import Raw, entries, named, parse, read
from toolkit.domain.catalogue import Reference
from toolkit.domain.check_pack import CheckPack
from toolkit.domain.help import HelpLine, Local
from toolkit.i18n import SOURCE, locale


@dataclass(frozen=True)
class SelfChecks:
    """`lines` carry the day the operator called them, where they did."""

    packs: Mapping[str, CheckPack]
    lines: Mapping[str, HelpLine]
    local: Local


def self_checks(local: Path | None = None) -> SelfChecks:
    """The self-checks of this installation, in the language of the moment."""
    return self_checks_in(locale(), local)


@cache
def self_checks_in(language: str, local: Path | None = None) -> SelfChecks:
    """Read once. What is not translated is in French."""
    return load(ROOT, local, language)


def load(root: Path, local: Path | None = None, language: str = SOURCE) -> SelfChecks:
    """Read the checks under `root`, and `local` beside them; every fault at once."""
    faults: list[str] = []
    lines = _lines(root, language, faults)
    texts = named(root / "references.yaml", Reference, faults)
    packs = _packs(root / "self_checks", language, faults)
    for pack in packs.values():
        faults += in_pack(pack, lines, texts)
    own = _local(local, faults)
    faults += in_local(own, lines)
    if faults:
        raise ContentError(dict.fromkeys(faults))
    return SelfChecks(packs=packs, lines=_called(lines, own), local=own)


def _packs(folder: Path, language: str, faults: list[str]) -> Mapping[str, CheckPack]:
    found: dict[str, CheckPack] = {}
    for path in french_files(folder):
        raw = _mapping(path, faults)
        if raw is None:
            continue
        if raw.get("id") != path.stem:
            faults.append(f"{path.name}: its id must be the file's name, {path.stem!r}")
        elif pack := _pack(path, raw, language, faults):
            found[pack.id] = pack
    return MappingProxyType(found)


def _pack(path: Path, raw: Raw, language: str, faults: list[str]) -> CheckPack | None:
    """The French pack, or the same in other words where they are written."""
    french = parse(CheckPack, raw, path.name, faults)
    words = path.with_name(f"{path.stem}.{language}.yaml")
    if french is None or language == SOURCE or not words.exists():
        return french
    said = lay(raw, read(words, faults), words.name, faults)
    return parse(CheckPack, {**said, "lang": language}, words.name, faults)


def _lines(root: Path, language: str, faults: list[str]) -> Mapping[str, HelpLine]:
    lines = named(root / "help_lines.yaml", HelpLine, faults)
    words = root / f"help_lines.{language}.yaml"
    if language == SOURCE or not words.exists():
        return lines
    raw = {"help_lines": entries(root / "help_lines.yaml", faults)}
    said = lay(raw, read(words, faults), words.name, faults)
    parsed = (
        parse(HelpLine, line, f"{words.name}: {line['id']}", faults)
        for line in said["help_lines"]
    )
    return MappingProxyType({line.id: line for line in parsed if line})


def _local(path: Path | None, faults: list[str]) -> Local:
    raw = _mapping(path, faults) if path else None
    return (parse(Local, raw, str(path), faults) if raw else None) or Local()


def _mapping(path: Path, faults: list[str]) -> Raw | None:
    content: Any = read(path, faults)
    if content is None or isinstance(content, dict):
        return cast(Raw | None, content)
    faults.append(f"{path.name}: not the shape of docs/contenu.md")
    return None


def _called(lines: Mapping[str, HelpLine], own: Local) -> Mapping[str, HelpLine]:
    days = {line.id: line.confirmed_on for line in own.help_lines}
    return MappingProxyType(
        {
            name: line.model_copy(update={"confirmed_on": days[name]})
            if name in days
            else line
            for name, line in lines.items()
        }
    )
