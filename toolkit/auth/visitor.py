"""Who is asking: read from the cookies of the handshake, never from what a page says."""

from enum import StrEnum

import reflex as rx
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.requests import cookie_parser

from toolkit.auth.access import public
from toolkit.auth.logs import log_exception
from toolkit.db.keys import DraftKey, NoSuchDraft, ReadOnly
from toolkit.i18n import _
from toolkit.workflows.answering import NotOffered


def cookie_name(public_id: str) -> str:
    """One cookie a draft: a tab of one draft cannot write into another."""
    return f"d_{public_id}"


SESSION = "compte"
"""The cookie of a browser that signed in."""


def key_in(cookies: dict[str, str], public_id: str) -> DraftKey:
    """NoSuchDraft with neither the draft's own cookie nor an account's."""
    secret = cookies.get(cookie_name(public_id), "")
    session = cookies.get(SESSION, "")
    if not secret and not session:
        raise NoSuchDraft
    return DraftKey(public_id=public_id, secret=secret, session=session)


def draft_key(state: rx.State, public_id: str) -> DraftKey:
    """The draft a page names, if this browser holds its key."""
    return key_in(cookie_parser(state.router.headers.cookie or ""), public_id)


def drafts_held(state: rx.State) -> list[DraftKey]:
    """Every draft this browser has a cookie for, whether or not it still exists."""
    return held_in(cookie_parser(state.router.headers.cookie or ""))


def session_of(state: rx.State) -> str:
    """What this browser shows of an account; empty when it never signed in."""
    return cookie_parser(state.router.headers.cookie or "").get(SESSION, "")


def held_in(cookies: dict[str, str]) -> list[DraftKey]:
    """The drafts of these cookies, the newest last."""
    names = [name for name in cookies if name.startswith("d_")]
    return [DraftKey(name.removeprefix("d_"), cookies[name]) for name in names]


class Problem(StrEnum):
    """What went wrong, before it is worded: only a handler knows the visitor's language."""

    ELSEWHERE = "elsewhere"
    READ_ONLY = "read-only"
    MISUNDERSTOOD = "misunderstood"
    BUSY = "busy"
    FAULT = "fault"


class Notice(rx.State):
    """What went wrong, said once at the top of the page."""

    problem: str = ""

    @public
    def show(self, problem: str) -> None:
        known = problem in set(Problem)
        self.problem = _sentence(Problem(problem) if known else Problem.FAULT)

    @public
    def close(self) -> None:
        self.problem = ""


class Opened(rx.State):
    """Whose evaluation this tab has open, said on what is printed; and what may be done
    with it here."""

    company: str = ""
    may_write: bool = True
    may_share: bool = True


def on_error(exception: Exception) -> rx.event.EventSpec:
    """Every exception of a handler becomes a sentence; the log keeps the type only."""

    log_exception(exception)
    return Notice.show(_problem(exception).value)


def _problem(exception: Exception) -> Problem:
    if isinstance(exception, ReadOnly):
        return Problem.READ_ONLY
    if isinstance(exception, NoSuchDraft):
        return Problem.ELSEWHERE
    if isinstance(exception, ValidationError | NotOffered | TypeError):
        return Problem.MISUNDERSTOOD
    if isinstance(exception, OperationalError | NoConnection):
        return Problem.BUSY
    return Problem.FAULT


def _sentence(problem: Problem) -> str:
    return {
        Problem.ELSEWHERE: _(
            "Cette évaluation n'est pas ouverte sur cet appareil. "
            "Reprenez-la avec votre lien secret."
        ),
        Problem.READ_ONLY: _(
            "Pas enregistré : dans cette entreprise, vous pouvez lire, pas modifier. Un "
            "propriétaire peut changer cela."
        ),
        Problem.MISUNDERSTOOD: _(
            "Cette réponse n'a pas été comprise. Rechargez la page et recommencez."
        ),
        Problem.BUSY: _(
            "Votre dernière réponse n'a pas été enregistrée : le serveur est occupé. "
            "Recommencez."
        ),
        Problem.FAULT: _(
            "Quelque chose n'a pas marché. Vos réponses enregistrées sont gardées."
        ),
    }[problem]
