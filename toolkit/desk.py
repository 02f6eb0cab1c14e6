"""What a service and a community do from the command line, until they have pages."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Concatenate, NoReturn, ParamSpec, TypeVar

import typer
from sqlalchemy import Connection

from toolkit.clock import PARIS, day_of, now
from toolkit.content.loader import ContentError
from toolkit.content.self_checks import self_checks
from toolkit.db import calendars, session
from toolkit.db import callbacks as stored
from toolkit.db import meetings as planned
from toolkit.db.callbacks import Asked
from toolkit.db.meetings import Closed, NoSuchMeeting, Timetable
from toolkit.domain.booking import Status
from toolkit.domain.callback import Purpose, When
from toolkit.domain.help import Community, Local
from toolkit.settings import settings
from toolkit.workflows import registering

P = ParamSpec("P")
R = TypeVar("R")

callbacks = typer.Typer(
    no_args_is_help=True, help="Les demandes de rappel reçues par les services."
)
meetings = typer.Typer(
    no_args_is_help=True, help="Les rencontres entre pairs des communautés."
)

_WHEN = {
    When.ANY: "n'importe quand",
    When.MORNING: "le matin",
    When.NOON: "entre midi et deux",
    When.AFTERNOON: "l'après-midi",
    When.EVENING: "en fin de journée",
}
_PURPOSE = {Purpose.CALL: "un rappel", Purpose.FOLLOW_UP: "un suivi individuel"}
_STATUS = {
    Status.CONFIRMED: "a une place",
    Status.OFFERED: "place proposée",
    Status.WAITING: "attend",
    Status.LAPSED: "délai passé",
    Status.CANCELLED: "a rendu sa place",
}


@callbacks.command("list")
def list_callbacks(
    service: Annotated[
        str | None, typer.Option(help="L'identifiant d'un service, sinon tous.")
    ] = None,
) -> None:
    """Montre les demandes, et les note comme lues. L'écran montre des noms : effacez-le."""
    known = {one.id for one in _local().spsti}
    if service is not None and service not in known:
        _stop(f"Aucun service « {service} » dans votre fichier.")
    waiting = session.consult(stored.listed, service, now=now())
    if not waiting:
        typer.echo("Aucune demande n'attend.")
        return
    for one in waiting:
        typer.echo(_line(one))
    session.transact(stored.mark_read, [one.id for one in waiting], now=now())


def _line(one: Asked) -> str:
    asked = one.request
    state = "déjà lue" if one.read_at else "NOUVELLE"
    return (
        f"n° {one.id} · {asked.service} · {state} · du {day_of(one.asked_at):%d/%m/%Y}\n"
        f"  {asked.name} · {asked.phone} · {_WHEN[asked.part_of_day]} · "
        f"{_PURPOSE[asked.purpose]} · parle {one.locale}\n"
        f"  s'efface le {day_of(one.until):%d/%m/%Y} ; une fois la personne rappelée : "
        f"toolkit callbacks done {one.id}"
    )


@callbacks.command("done")
def done(
    number: Annotated[int, typer.Argument(help="Le numéro d'une demande")],
) -> None:
    """La personne a été rappelée : efface sa demande, tout de suite et pour toujours."""
    if not session.transact(stored.done, number):
        _stop(f"Aucune demande ne porte le numéro {number}.")
    typer.echo(f"La demande {number} est effacée.")


Where = Annotated[str, typer.Argument(help="L'identifiant d'une communauté")]
Which = Annotated[str, typer.Argument(help="L'identifiant d'une rencontre")]
Title = Annotated[str, typer.Option(help="Par exemple « Groupe de pairs »")]
At = Annotated[str, typer.Option(help="Le lieu, tel que les gens le liront")]
On = Annotated[
    datetime, typer.Option(help="Jour et heure de Paris", formats=["%Y-%m-%d %H:%M"])
]
Minutes = Annotated[int, typer.Option(min=15, max=1440)]
Seats = Annotated[int, typer.Option(min=1, max=500)]


@meetings.command()
def plan(
    community: Where,
    title: Title,
    place: At,
    on: On,
    seats: Seats,
    minutes: Minutes = 90,
) -> None:
    """Annonce une rencontre sur la page de la communauté."""
    when = _timetable(title, place, on, seats, minutes)
    holder = _community(community).holder
    meeting = session.transact(planned.plan, holder, when, now=now())
    typer.echo(f"La rencontre {meeting} est annoncée.")


@meetings.command("list")
def list_meetings(community: Where) -> None:
    """Dit les rencontres à venir et leurs places."""
    holder = _community(community).holder
    for one in session.consult(calendars.upcoming, holder, now=now()):
        starts = one.starts.astimezone(PARIS)
        typer.echo(
            f"{one.public_id} · {starts:%d/%m/%Y %H:%M} · {one.title} · {one.place} · "
            f"{one.seats_left} place(s) libre(s)"
        )


@meetings.command()
def move(
    community: Where,
    meeting: Which,
    title: Title,
    place: At,
    on: On,
    seats: Seats,
    minutes: Minutes = 90,
) -> None:
    """Change le jour, le lieu ou les places ; chaque inscrit reçoit un message."""
    when = _timetable(title, place, on, seats, minutes)
    told = _changed(registering.move, _community(community), meeting, when)
    typer.echo(f"La rencontre a changé : {told} message(s) à envoyer.")


@meetings.command()
def cancel(community: Where, meeting: Which) -> None:
    """Annule une rencontre ; chaque inscrit reçoit un message."""
    told = _changed(registering.call_off, _community(community), meeting)
    typer.echo(f"La rencontre est annulée : {told} message(s) à envoyer.")


@meetings.command()
def people(community: Where, meeting: Which) -> None:
    """Dit qui est inscrit, dans l'ordre. L'écran montre des noms : effacez-le."""
    holder = _community(community).holder
    for one in _changed(planned.listed, holder, meeting):
        typer.echo(f"{one.name} · {one.address} · {_STATUS[one.place.status]}")


def _changed(
    fn: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
) -> R:
    try:
        return session.transact(fn, *args, **kwargs)
    except NoSuchMeeting:
        _stop("Cette communauté n'a pas de rencontre de ce nom.")
    except Closed:
        _stop("Cette rencontre est déjà annulée.")


def _timetable(
    title: str, place: str, on: datetime, seats: int, minutes: int
) -> Timetable:
    starts = on.replace(tzinfo=PARIS)
    if starts <= now():
        _stop("Ce jour est passé.")
    if not title.strip() or not place.strip() or max(len(title), len(place)) > 200:
        _stop("Le titre et le lieu s'écrivent en 200 lettres au plus.")
    return Timetable(title, place, starts, starts + timedelta(minutes=minutes), seats)


def _community(name: str) -> Community:
    found = _local().community(name)
    if found is None:
        _stop(f"Aucune communauté « {name} » dans votre fichier.")
    return found


def _local() -> Local:
    try:
        return self_checks(settings().own_self_checks).local
    except ContentError as error:
        _stop("\n".join(error.faults))


def _stop(reason: str) -> NoReturn:
    typer.echo(reason, err=True)
    raise typer.Exit(1)
