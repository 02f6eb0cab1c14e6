"""A mail address, as typed and as kept."""

import re

LENGTH_MAX = 254
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def address_of(typed: str) -> str | None:
    """In small letters, its domain as machines write it (« éloïse.fr » is
    « xn--lose-9oa2b.fr »); None when no mail can go there."""
    local, at, domain = typed.strip().lower().rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or len(local) > 64:
        return None
    try:
        ascii_domain = domain.encode("idna").decode()
    except UnicodeError:
        return None
    labels = ascii_domain.split(".")
    known = len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)
    whole = f"{local}@{ascii_domain}"
    return whole if known and len(whole) <= LENGTH_MAX else None
