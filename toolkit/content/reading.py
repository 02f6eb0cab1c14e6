"""A YAML file into raw entries and typed values; each fault names its file and id."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

import yaml
from pydantic import ValidationError

from toolkit.domain.pack import Value
from toolkit.typography import typeset

# The C parser is ten times faster; both read the same YAML.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Identities, not sentences: typography would change what they name.
_VERBATIM = frozenset(
    {"id", "url", "legiarti", "article", "naf_rev2", "naf_2025", "keywords"}
)

Raw = dict[str, Any]
T = TypeVar("T", bound=Value)


def read(path: Path, faults: list[str]) -> Any:
    """None always leaves a fault behind it."""
    try:
        with path.open(encoding="utf-8") as file:
            content = _typeset(yaml.load(file, _Loader), language_of(path))
    # ValueError: a day that does not exist, or bytes that are not UTF-8.
    except (OSError, yaml.YAMLError, ValueError) as error:
        faults.append(f"{path.name}: cannot be read: {' '.join(str(error).split())}")
        return None
    if content is None:
        faults.append(f"{path.name}: is empty")
    return content


def language_of(path: Path) -> str:
    """« en » for X.en.yaml, nothing for the French X.yaml."""
    return path.stem.partition(".")[2]


def _typeset(raw: Any, language: str, key: str = "") -> Any:
    if isinstance(raw, dict):
        return {k: _typeset(v, language, str(k)) for k, v in cast(Raw, raw).items()}
    if isinstance(raw, list):
        return [_typeset(item, language, key) for item in items(raw)]
    if isinstance(raw, str) and key not in _VERBATIM:
        return typeset(raw, language)
    return raw


def items(raw: Any) -> list[Any]:
    return cast(list[Any], raw) if isinstance(raw, list) else []


def entries(path: Path, faults: list[str], key: str = "") -> list[Raw]:
    """The one list of a file, under the file's name or `key`."""
    content = read(path, faults)
    if content is None:
        return []
    name = key or path.stem
    given = cast(Raw, content).get(name) if isinstance(content, dict) else None
    if not isinstance(given, list) or not all(
        isinstance(e, dict) for e in items(given)
    ):
        faults.append(f"{path.name}: expects a list named {name!r}")
        return []
    found = cast(list[Raw], given)
    unnamed = [e for e in found if not isinstance(e.get("id"), str)]
    faults += [f"{path.name}: an entry has no id: {str(e)[:60]}" for e in unnamed]
    named_ones = [e for e in found if e not in unnamed]
    faults += [
        f"{path.name}: id {d} is used twice" for d in twice(e["id"] for e in named_ones)
    ]
    return named_ones


def twice(ids: Iterable[str]) -> list[str]:
    return sorted(i for i, count in Counter(ids).items() if count > 1)


def parse(kind: type[T], raw: Raw, where: str, faults: list[str]) -> T | None:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        found = error.errors()
        # A list is also said too short when it is one of its entries that is refused.
        inner = {e["loc"][:n] for e in found for n in range(len(e["loc"]))}
        faults += [
            f"{where}: {_path(raw, e['loc'])}: {e['msg']}"
            for e in found
            if e["loc"] not in inner
        ]
        return None


def _path(raw: Any, loc: tuple[int | str, ...]) -> str:
    """The way to a fault, by ids rather than by positions."""
    names: list[str] = []
    for part in loc:
        is_inside = isinstance(raw, list) or (isinstance(raw, dict) and part in raw)
        raw = cast(Any, raw)[part] if is_inside else None
        name = cast(Raw, raw).get("id", part) if isinstance(raw, dict) else part
        names.append(str(name))
    return ".".join(names)


def named(path: Path, kind: type[T], faults: list[str]) -> MappingProxyType[str, T]:
    parsed = (
        (raw["id"], parse(kind, raw, f"{path.name}: {raw['id']}", faults))
        for raw in entries(path, faults)
    )
    return MappingProxyType({key: value for key, value in parsed if value})
