"""The three actions in somebody's own calendar: a day each, a reminder a week before."""
# pyright: standard
# icalendar's own signatures are incomplete.

from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from toolkit.documents.outline import clean
from toolkit.domain.duerp import Action, Duerp, Rank
from toolkit.i18n import _, use_locale

# Nine in the morning, seven days before a day that begins at midnight.
_REMINDER = timedelta(days=-7, hours=9)


def render_calendar(duerp: Duerp, locale: str, draft: str) -> bytes:
    """Only the actions with a day. Whole days need no time zone; the same action keeps
    its name from one version to the next, so that it moves and is not doubled."""
    with use_locale(locale):
        calendar = Calendar()
        calendar.add("prodid", f"-//Trois pas//DUERP//{locale.upper()}")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        for action in duerp.ranked(Rank.PRIORITY):
            if action.due:
                calendar.add_component(_event(duerp, action, draft))
        return calendar.to_ical()


def _event(duerp: Duerp, action: Action, draft: str) -> Event:
    assert action.due, "an action without a day has no place in a calendar"
    event = Event()
    title = clean(action.steps[0].text if action.steps else action.risk)
    event.add("uid", f"{_name(draft, action.key)}@trois-pas")
    event.add("dtstamp", datetime.combine(duerp.dated, time(), tzinfo=UTC))
    event.add("dtstart", action.due)
    event.add("dtend", action.due + timedelta(days=1))
    event.add("summary", title)
    event.add("description", _description(action))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", _REMINDER)
    event.add_component(alarm)
    return event


def _name(draft: str, card: str) -> str:
    """The draft's number is not given away."""
    return sha256(f"{draft} {card}".encode()).hexdigest()[:32]


def _description(action: Action) -> str:
    place = f" ({action.place})" if action.place else ""
    lines = [
        _("Risque : {risk}").format(risk=action.risk + place),
        _("Premier pas : {step}").format(step=action.first_step)
        if action.first_step
        else "",
        _("Qui : {who}").format(who=action.who) if action.who else "",
    ]
    return clean("\n".join(line for line in lines if line))
