"""Who is asking: read from the cookies of the handshake, never from what a page says."""

from enum import StrEnum

import reflex as rx
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.requests import cookie_parser

from toolkit.auth.access import public
from toolkit.auth.logs import log_exception
from toolkit.db.drafts import DraftKey, NoSuchDraft
from toolkit.i18n import _
from toolkit.workflows.answering import NotOffered


def cookie_name(public_id: str) -> str:
    """One cookie a draft: a tab of one draft cannot write into another."""
    return f"d_{public_id}"


def key_in(cookies: dict[str, str], public_id: str) -> DraftKey:
    """NoSuchDraft without the draft's own cookie."""
    secret = cookies.get(cookie_name(public_id), "")
    if not secret:
        raise NoSuchDraft
    return DraftKey(public_id=public_id, secret=secret)


def draft_key(state: rx.State, public_id: str) -> DraftKey:
    """The draft a page names, if this browser holds its key."""
    return key_in(cookie_parser(state.router.headers.cookie or ""), public_id)


def drafts_held(state: rx.State) -> list[DraftKey]:
    """Every draft this browser has a cookie for, whether or not it still exists."""
    cookies = cookie_parser(state.router.headers.cookie or "")
    names = [name for name in cookies if name.startswith("d_")]
    return [DraftKey(name.removeprefix("d_"), cookies[name]) for name in names]


class Problem(StrEnum):
    """What went wrong, before it is worded: only a handler knows the visitor's language."""

    ELSEWHERE = "elsewhere"
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
    """Whose evaluation this tab has open: said on what is printed."""

    company: str = ""


def on_error(exception: Exception) -> rx.event.EventSpec:
    """Every exception of a handler becomes a sentence; the log keeps the type only."""

    log_exception(exception)
    return Notice.show(_problem(exception).value)


def _problem(exception: Exception) -> Problem:
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
