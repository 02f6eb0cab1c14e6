"""What a community counts: one increment received, a year that is over published."""

import asyncio
import contextlib
import secrets

from sqlalchemy.exc import OperationalError

from toolkit import clock
from toolkit.content.self_checks import SelfChecks, self_checks
from toolkit.db import communities
from toolkit.db.communities import Counts
from toolkit.db.session import write
from toolkit.domain.check_pack import CheckPack, Role
from toolkit.domain.community import Figures, Increment, Pick, figures, offered
from toolkit.settings import settings

_DAY = 24 * 3600


class NotCounted(ValueError):
    """No such community, or nothing it counts."""


def counted(checks: SelfChecks) -> CheckPack:
    """The check whose answers a community may count."""
    return next(pack for pack in checks.packs.values() if pack.counted)


def states(pack: CheckPack) -> tuple[str, ...]:
    return tuple(band.id for scale in pack.of(Role.STATE) for band in scale.bands)


def pressures(pack: CheckPack) -> tuple[str, ...]:
    return tuple(scale.id for scale in pack.of(Role.PRESSURE))


async def count(
    checks: SelfChecks, community: str, increment: Increment, *, year: int
) -> None:
    pack, known = counted(checks), checks.local.community(community)
    allowed = offered(states(pack), pressures(pack))
    if known is None or not known.counts or increment not in allowed:
        raise NotCounted(community)
    await write(communities.add, community, increment, year=year)


async def publish_closed_years(
    checks: SelfChecks, *, year: int, pick: Pick = secrets.choice
) -> int:
    """Publish every year before this one, once; how many were."""
    pack = counted(checks)

    def tell(counts: Counts) -> Figures | None:
        return figures(
            counts, states=states(pack), pressures=pressures(pack), pick=pick
        )

    return await write(communities.publish, tell, before=year)


async def publish_each_day() -> None:
    """As long as the server runs: a year that ends is published without a restart."""
    while True:
        await asyncio.sleep(_DAY)
        # A database that is busy today answers tomorrow: nothing is lost meanwhile.
        with contextlib.suppress(OperationalError):
            checks = self_checks(settings().own_self_checks)
            await publish_closed_years(checks, year=clock.today().year)
