"""Files already made of validated versions, in memory: the same bytes serve again."""

from collections import OrderedDict
from typing import NamedTuple

MOST = 32 * 1024 * 1024


class Sealed(NamedTuple):
    """What a file depends on; a « projet » has no hash, and is never kept."""

    sha256: str
    file: str
    locale: str
    signed_by: str
    unit: str
    draft: str


class Kept:
    """At most so many bytes; those asked for longest ago go first."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._size = most, 0
        self._files: OrderedDict[Sealed, bytes] = OrderedDict()

    def get(self, key: Sealed) -> bytes | None:
        content = self._files.get(key)
        if content is not None:
            self._files.move_to_end(key)
        return content

    def keep(self, key: Sealed, content: bytes) -> None:
        if key in self._files or len(content) > self._most:
            return
        self._files[key] = content
        self._size += len(content)
        while self._size > self._most:
            _oldest, gone = self._files.popitem(last=False)
            self._size -= len(gone)


kept = Kept()
