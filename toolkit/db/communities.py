"""Community counts in storage: added one by one, published once, then erased."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from toolkit.db.models.community import CommunityCount, CommunityFigures
from toolkit.db.tables import erase_for_good, inserting, table_of
from toolkit.domain.community import Figures, Increment, Measure

_COUNT = table_of(CommunityCount)
_FIGURES = table_of(CommunityFigures)

Counts = dict[Increment, int]


@dataclass(frozen=True)
class Published:
    """None: too few answered that year."""

    year: int
    figures: Figures | None


def add(
    connection: Connection, community: str, increment: Increment, *, year: int
) -> None:
    """One more. A year already published takes nothing any more."""
    if _is_published(connection, community, year):
        return
    row = inserting(connection.dialect.name, _COUNT)
    given = row.values(
        community=community,
        year=year,
        measure=increment.measure.value,
        value=increment.value or "",
        count=1,
    )
    key = ["community", "year", "measure", "value"]
    more = {"count": _COUNT.c.count + 1}
    connection.execute(given.on_conflict_do_update(index_elements=key, set_=more))


def publish(
    connection: Connection, tell: Callable[[Counts], Figures | None], *, before: int
) -> int:
    """Publish every year that is over, then erase what it was told from; how many."""
    erase_for_good(connection)
    over = select(_COUNT.c.community, _COUNT.c.year).where(_COUNT.c.year < before)
    done = connection.execute(over.distinct()).all()
    for community, year in done:
        told = tell(_counts(connection, community, year))
        connection.execute(
            insert(_FIGURES).values(
                community=community,
                year=year,
                figures=told.model_dump_json() if told else "",
            )
        )
        connection.execute(delete(_COUNT).where(*_of(community, year)))
    return len(done)


def published(connection: Connection, community: str) -> tuple[Published, ...]:
    """Newest first."""
    rows = connection.execute(
        select(_FIGURES.c.year, _FIGURES.c.figures)
        .where(_FIGURES.c.community == community)
        .order_by(_FIGURES.c.year.desc())
    )
    return tuple(
        Published(year, Figures.model_validate_json(told) if told else None)
        for year, told in rows
    )


def _is_published(connection: Connection, community: str, year: int) -> bool:
    own = select(_FIGURES.c.year).where(
        _FIGURES.c.community == community, _FIGURES.c.year == year
    )
    return connection.execute(own).first() is not None


def _counts(connection: Connection, community: str, year: int) -> Counts:
    rows = connection.execute(
        select(_COUNT.c.measure, _COUNT.c.value, _COUNT.c.count).where(
            *_of(community, year)
        )
    )
    return {
        Increment(measure=Measure(measure), value=value or None): count
        for measure, value, count in rows
    }


def _of(community: str, year: int):
    return (_COUNT.c.community == community, _COUNT.c.year == year)
