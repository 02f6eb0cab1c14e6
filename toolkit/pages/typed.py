"""What somebody typed: a value, or a sentence that says what to write instead."""

from toolkit.domain.company import PEOPLE_MAX
from toolkit.i18n import _


class Refused(ValueError):
    """Its message is shown beside the field, where what was typed stays."""


def people(typed: int | str) -> int | None:
    """A number of people; None where the field was emptied."""
    text = "".join(str(typed).split())
    if not text:
        return None
    if not text.isdecimal() or int(text) > PEOPLE_MAX:
        raise Refused(_("Écrivez un nombre entier, de 0 à 9 999."))
    return int(text)


def name(typed: str) -> str:
    text = " ".join(typed.split())
    if not text:
        raise Refused(_("Écrivez un nom."))
    return text
