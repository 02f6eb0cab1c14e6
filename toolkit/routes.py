"""Every address, once."""

from enum import StrEnum
from urllib.parse import urlencode


class Page(StrEnum):
    """The last segment of a page's address."""

    HOME = ""
    START = "commencer"
    PREPARE = "preparer"
    QUESTIONS = "questionnaire"
    SUMMARY = "cartes"
    PRIORITIES = "priorites"
    VALIDATE = "valider"
    DOCUMENT = "document"
    RESUME = "reprendre"
    METHOD = "methode"
    PRIVACY = "donnees"
    LEGAL = "mentions-legales"
    ACCESSIBILITY = "accessibilite"
    CONTACT = "contact"
    PLAN = "plan-du-site"
    EXAMPLES = "exemples"


PUBLIC = (
    Page.HOME,
    Page.METHOD,
    Page.PRIVACY,
    Page.LEGAL,
    Page.ACCESSIBILITY,
    Page.CONTACT,
    Page.PLAN,
)
"""What search engines may show; the other pages are about one company."""

NOT_FOUND = "404"
"""The last segment of the page that stands for every unknown address of a language."""


def path(page: Page, locale: str, **query: str | int) -> str:
    """The address of a page, from the root; empty query values are left out."""
    given = {name: value for name, value in query.items() if value != ""}
    base = f"/{locale}/{page}/" if page else f"/{locale}/"
    return f"{base}?{urlencode(given)}" if given else base


def post_draft(locale: str) -> str:
    """Begins a draft."""
    return f"/{locale}/brouillons"


def post_resume(locale: str) -> str:
    """Opens a draft on this device."""
    return f"/{locale}/reprise"


def post_examples(locale: str, action: str) -> str:
    """`action`: remplir, ouvrir or effacer."""
    return f"/{locale}/exemples/{action}"


def pdf(locale: str, draft: str, version: int | None = None) -> str:
    """The file of a draft: the « projet », or a validated version."""
    query = {"d": draft} | ({"v": version} if version else {})
    return f"/{locale}/duerp.pdf?{urlencode(query)}"


HEALTH = "/healthz"
SITEMAP = "/sitemap.xml"
