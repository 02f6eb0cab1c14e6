"""Another language's words, laid over a French self-check: texts only, all of them."""

from typing import Any, cast

from toolkit.content.reading import Raw, items

_TEXTS = frozenset(
    {
        *("title", "who", "introduction", "duration", "lead", "text", "label"),
        *("words", "name", "no_result", "reserve", "hours"),
    }
)
_SHORT = ("text", "label", "name")
# Said once, in the language they were written in; or no text at all.
_KEPT = frozenset({"licence", "source", "owner", "rules"})


def lay(french: Raw, said: Any, where: str, faults: list[str]) -> Raw:
    """A changed copy of `french`. Lists of entries are said by id, bare lists in order;
    a word alone stands for an entry's only text."""
    words = _spread(french, said)
    faults += [
        f"{where}: no {key!r} in the French file" for key in words if key not in french
    ]
    return {
        key: value if key in _KEPT else _laid(key, value, words.get(key), where, faults)
        for key, value in french.items()
    }


def _spread(french: Raw, said: Any) -> Raw:
    if isinstance(said, str):
        short = next((name for name in _SHORT if name in french), "text")
        return {short: said}
    return cast(Raw, said) if isinstance(said, dict) else {}


def _laid(key: str, french: Any, said: Any, where: str, faults: list[str]) -> Any:
    if isinstance(french, dict):
        return lay(cast(Raw, french), said, f"{where}: {key}", faults)
    if isinstance(french, list):
        return _list(key, items(french), said, where, faults)
    if key not in _TEXTS and not where.endswith(": variants"):
        if said is not None:
            faults.append(f"{where}: {key} is no text")
        return french
    if not isinstance(said, str):
        faults.append(f"{where}: {key} is not translated")
        return french
    return said


def _list(
    key: str, french: list[Any], said: Any, where: str, faults: list[str]
) -> list[Any]:
    if all(isinstance(entry, dict) and "id" in entry for entry in french):
        return _by_id(key, cast(list[Raw], french), said, where, faults)
    if not any(isinstance(entry, dict) or key == "steps" for entry in french):
        return french
    given = items(said)
    if len(given) != len(french):
        faults.append(f"{where}: {key} has {len(french)} texts, not {len(given)}")
        return french
    return [
        lay(cast(Raw, entry), text, f"{where}: {key}", faults)
        if isinstance(entry, dict)
        else text
        for entry, text in zip(french, given, strict=True)
    ]


def _by_id(
    key: str, french: list[Raw], said: Any, where: str, faults: list[str]
) -> list[Any]:
    words = cast(Raw, said) if isinstance(said, dict) else {}
    known = [entry["id"] for entry in french]
    faults += [
        f"{where}: {key}: no id {i!r} in the French file"
        for i in words
        if i not in known
    ]
    return [
        lay(entry, words.get(entry["id"]), f"{where}: {entry['id']}", faults)
        for entry in french
    ]
