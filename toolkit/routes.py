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
    MAIL_LINK = "mon-lien"
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


class Plain(StrEnum):
    """The pages that are plain HTML, without the Reflex client: the end of their
    address."""

    SIGN_IN = "connexion"
    SIGN_IN_LINK = "connexion/lien"
    ACCOUNT = "compte"
    MOVE = "compte/adresse"
    ERASE = "compte/effacer"
    FIRM = "entreprise"
    INVITATION = "invitation"
    FACTOR = "second-facteur"
    STAFF = "administration"


def path(page: Page | Plain, locale: str, **query: str | int) -> str:
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


def post(page: Plain, locale: str, action: str = "") -> str:
    """Where a form of a plain page is sent."""
    return f"/{locale}/{page}/{action}" if action else f"/{locale}/{page}"


def account_data(locale: str) -> str:
    """What is known of an account, to download."""
    return f"/{locale}/{Plain.ACCOUNT}/donnees.json"


class File(StrEnum):
    """What can be downloaded: the last segment of its address."""

    DUERP_PDF = "duerp.pdf"
    DUERP_WORD = "duerp.docx"
    DUERP_EXCEL = "duerp.xlsx"
    NOTICE = "avis.pdf"
    FIRST_DAY = "premier-jour.pdf"
    WALL = "resume.pdf"
    CALENDAR = "actions.ics"


def download(file: File, locale: str) -> str:
    """Where a file is, to be followed by which()."""
    return f"/{locale}/{file}"


def which(draft: str, version: int | None = None, unit: str = "") -> str:
    """Of which draft: its « projet », or a validated version; of which unit."""
    given = {"d": draft, "v": str(version or ""), "u": unit}
    return "?" + urlencode({name: value for name, value in given.items() if value})


def outbox(locale: str) -> str:
    """The letters a machine without a mail server kept to itself."""
    return f"/{locale}/courriels/"


HEALTH = "/healthz"
SITEMAP = "/sitemap.xml"


def callback(locale: str, *parts: str) -> str:
    """To be called back by a service: apart from the self-checks, on purpose."""
    return "/".join(["", locale, "etre-rappele", *parts, ""])


def peer_meetings(locale: str, *parts: str) -> str:
    """Meetings one registers for: apart from the self-checks, on purpose."""
    return "/".join(["", locale, "rencontres", *parts, ""])


def self_checks(locale: str, *parts: str) -> str:
    """A plain document of « Faire le point »: outside the application, on purpose."""
    return "/".join(["", locale, "faire-le-point", *parts, ""])
