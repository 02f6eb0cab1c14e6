"""Answers of the last hour, in memory only."""

import time
from collections import OrderedDict
from collections.abc import Callable

from toolkit.domain.registry import Answer, Query

ANSWERS_MAX = 500
LIFETIME = 3600.0

Key = tuple[Query, int]


class Cache:
    """The least recently used goes first."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._kept: OrderedDict[Key, tuple[float, Answer]] = OrderedDict()

    def get(self, query: Query, page: int) -> Answer | None:
        key = _key(query, page)
        until, answer = self._kept.get(key, (0.0, None))
        if answer is None or self._now() >= until:
            self._kept.pop(key, None)
            return None
        self._kept.move_to_end(key)
        return answer

    def put(self, query: Query, page: int, answer: Answer) -> None:
        key = _key(query, page)
        self._kept[key] = (self._now() + LIFETIME, answer)
        self._kept.move_to_end(key)
        while len(self._kept) > ANSWERS_MAX:
            self._kept.popitem(last=False)

    def __len__(self) -> int:
        return len(self._kept)


def _key(query: Query, page: int) -> Key:
    return query.model_copy(update={"words": query.words.casefold()}), page
