"""Accounts and firms: how long things last, and what is obvious."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from toolkit.domain.pack import Value
from toolkit.domain.rights import Role

SIGN_IN_LASTS = timedelta(minutes=15)
INVITATION_LASTS = timedelta(days=7)
SUPPORT_LASTS = timedelta(days=7)
ENTRY_LASTS = timedelta(hours=1)
UNUSED_DEVICE = timedelta(days=90)
DEVICE_LASTS = timedelta(days=365)
STAFF_DEVICE_LASTS = timedelta(hours=12)
SPENT_KEPT = timedelta(days=30)
LOG_KEPT = timedelta(days=365)
UNUSED_ACCOUNT = timedelta(days=365)


class Known(Value):
    """A firm of this account, as one recognises it."""

    id: str
    name: str = ""
    siret: str = ""


def firm_for(name: str, siret: str, firms: Sequence[Known]) -> Known | None:
    """Where a draft obviously belongs; None when it is of a firm not known yet. Two
    establishments of one firm share the first nine digits of their SIRET."""
    if siret:
        same = [firm for firm in firms if firm.siret[:9] == siret[:9]]
    elif _plain(name):
        same = [firm for firm in firms if _plain(firm.name) == _plain(name)]
    else:
        same = list(firms)
    return same[0] if len(same) == 1 else None


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def is_last_owner(roles: Mapping[int, Role], account: int) -> bool:
    """Whether the firm would be left without anybody to answer for it."""
    owners = [one for one, role in roles.items() if role is Role.OWNER]
    return owners == [account]


def is_open(
    *, made_at: datetime, seen_at: datetime, is_staff: bool, now: datetime
) -> bool:
    """Whether a device that signed in still is."""
    lasts = STAFF_DEVICE_LASTS if is_staff else DEVICE_LASTS
    return now - made_at < lasts and now - seen_at < UNUSED_DEVICE
