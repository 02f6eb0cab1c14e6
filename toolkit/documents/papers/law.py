"""The texts the papers around the DUERP cite, by their id in references.yaml."""

from enum import StrEnum

from toolkit.i18n import _


class Text(StrEnum):
    """Each was read for what the papers say of it; a test looks each up."""

    ACCESS = "ct-r4121-4"
    WITHDRAWAL = "ct-l4131-1"
    TRAINING = "ct-l4141-2"
    CONTENT = "ct-r4141-3"
    INFORMATION = "ct-r4141-3-1"
    PLACES = "ct-r4141-11"
    GESTURES = "ct-r4141-13"
    ACCIDENT = "ct-r4141-17"
    FIRST_AID = "ct-r4224-16"

    @property
    def article(self) -> str:
        return self.removeprefix("ct-").upper()


def cited(*texts: Text) -> str:
    """« Code du travail, articles L4141-2 et R4141-3-1. »"""
    numbers = [text.article for text in texts]
    if len(numbers) == 1:
        return _("Code du travail, article {number}.").format(number=numbers[0])
    first, last = ", ".join(numbers[:-1]), numbers[-1]
    return _("Code du travail, articles {first} et {last}.").format(
        first=first, last=last
    )
