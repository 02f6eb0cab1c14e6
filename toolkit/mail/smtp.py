"""Hands a letter to the mail server of the settings."""

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from hashlib import sha256
from urllib.parse import urlsplit

from toolkit.db.letters import Letter
from toolkit.domain.address import address_of
from toolkit.settings import settings

TIMEOUT = 20  # seconds


class NoMailServer(RuntimeError):
    """The settings name none."""


def domain() -> str:
    """Ours, as it stands in addresses and in Message-IDs."""
    return urlsplit(settings().public_url).hostname or "localhost"


def message_of(letter: Letter) -> EmailMessage:
    # The standard library folds some strange addresses into a line of their own.
    if address_of(letter.address) != letter.address:
        raise ValueError("not an address as we keep them")
    message = EmailMessage(SMTP)
    sender = settings().mail_from or f"ne-pas-repondre@{domain()}"
    message["From"] = formataddr(("Trois pas", sender))
    message["To"] = letter.address
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = letter.message_id
    # Out-of-office machines do not answer machines.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    message["Content-Language"] = letter.locale
    # Sent twice, it is the same to the last byte.
    message.set_boundary(sha256(letter.message_id.encode()).hexdigest()[:40])
    return message


def send(letter: Letter) -> None:
    """Return once the server has taken it."""
    given = settings()
    if not given.smtp_host:
        raise NoMailServer
    message = message_of(letter)
    with _reached() as server:
        if given.smtp_security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if given.smtp_user:
            server.login(given.smtp_user, given.smtp_password.get_secret_value())
        server.send_message(message)


def _reached() -> smtplib.SMTP:
    given = settings()
    where = given.smtp_host, given.smtp_port
    if given.smtp_security == "tls":
        safe = ssl.create_default_context()
        return smtplib.SMTP_SSL(*where, timeout=TIMEOUT, context=safe)
    return smtplib.SMTP(*where, timeout=TIMEOUT)
