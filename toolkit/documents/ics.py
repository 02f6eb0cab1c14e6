"""A calendar file: what is imported twice, or after a change, replaces what was there."""

from typing import Any

from icalendar import Calendar, Event

from toolkit.domain.booking import CalendarEvent

PRODUCT = "-//Trois pas//FR"


def render_ics(event: CalendarEvent) -> bytes:
    # The library says of its values that they may be anything.
    calendar: Any = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if event.is_cancelled else "PUBLISH")
    shown: Any = Event()
    shown.add("uid", event.uid)
    shown.add("sequence", event.sequence)
    shown.add("dtstamp", event.changed)
    shown.add("dtstart", event.starts)
    shown.add("dtend", event.ends)
    shown.add("summary", event.title)
    shown.add("location", event.place)
    shown.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    calendar.add_component(shown)
    return calendar.to_ical()
