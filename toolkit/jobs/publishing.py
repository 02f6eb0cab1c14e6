"""Every day: a community's year that is over is published, once."""

import secrets
from datetime import timedelta

from toolkit import clock
from toolkit.content.self_checks import SelfChecks, self_checks
from toolkit.db import communities
from toolkit.db.communities import Counts
from toolkit.db.session import transact
from toolkit.domain.check_pack import CheckPack, Role
from toolkit.domain.community import Figures, Pick, figures
from toolkit.settings import settings

KIND = "publish"
EVERY = timedelta(days=1)


def publish(_subject: int | None) -> None:
    publish_closed_years(
        self_checks(settings().own_self_checks), year=clock.today().year
    )


def publish_closed_years(
    checks: SelfChecks, *, year: int, pick: Pick = secrets.choice
) -> int:
    """Publish every year before this one, once; how many were."""
    pack = counted(checks)

    def tell(counts: Counts) -> Figures | None:
        return figures(
            counts, states=states(pack), pressures=pressures(pack), pick=pick
        )

    return transact(communities.publish, tell, before=year)


def counted(checks: SelfChecks) -> CheckPack:
    """The check whose answers a community may count."""
    return next(pack for pack in checks.packs.values() if pack.counted)


def states(pack: CheckPack) -> tuple[str, ...]:
    return tuple(band.id for scale in pack.of(Role.STATE) for band in scale.bands)


def pressures(pack: CheckPack) -> tuple[str, ...]:
    return tuple(scale.id for scale in pack.of(Role.PRESSURE))
