"""What a community counts: one increment received."""

from toolkit.content.self_checks import SelfChecks
from toolkit.db import communities
from toolkit.db.session import write
from toolkit.domain.community import Increment, offered
from toolkit.jobs.publishing import counted, pressures, states


class NotCounted(ValueError):
    """No such community, or nothing it counts."""


async def count(
    checks: SelfChecks, community: str, increment: Increment, *, year: int
) -> None:
    pack, known = counted(checks), checks.local.community(community)
    allowed = offered(states(pack), pressures(pack))
    if known is None or not known.counts or increment not in allowed:
        raise NotCounted(community)
    await write(communities.add, community, increment, year=year)
