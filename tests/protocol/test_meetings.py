"""Meetings of peers over HTTP: the last seat, the waiting list, and whose link it is."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from icalendar import Calendar

from tests.running import ORIGIN_SITE, Server
from toolkit.settings import ROOT

COMMUNITY = "vallee-exemple"
PAGE = f"/fr/faire-le-point/communautes/{COMMUNITY}/"
OWN = "/fr/rencontres/inscription/"
DAY = (datetime.now(UTC) + timedelta(days=20)).strftime("%Y-%m-%d 19:30")


def command(server: Server, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "toolkit.cli", "meetings", *words],
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "TOOLKIT_DATABASE_URL": server.database_url,
            "TOOLKIT_EXAMPLES": "1",
            "TOOLKIT_PUBLIC_URL": server.url,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def when(seats: int, title: str = "Groupe de pairs") -> list[str]:
    given = {"title": title, "place": "Salle du haut", "on": DAY, "seats": str(seats)}
    return [word for name, value in given.items() for word in (f"--{name}", value)]


def plan(server: Server, *, seats: int = 1) -> str:
    """Announce a meeting as the operator does; its address."""
    said = command(server, "plan", COMMUNITY, *when(seats))
    found = re.search(r"rencontre (\w{12}) est annoncée", said.stdout)
    assert found, said.stderr
    return f"/fr/rencontres/{found[1]}/"


def join(
    server: Server, meeting: str, who: str, language: str = "fr"
) -> httpx.Response:
    return httpx.post(
        server.url + meeting.replace("/fr/", f"/{language}/") + "search",
        data={"name": who.title(), "email": f"{who}@exemple.fr"},
        headers=ORIGIN_SITE,
        timeout=20,
    )


def letters_to(server: Server, who: str) -> list[tuple[str, str]]:
    """Subject and text, the newest first."""
    found = server.query(
        "SELECT subject, text FROM letter WHERE address = :a ORDER BY id DESC",
        a=f"{who}@exemple.fr",
    )
    return [(str(subject), str(text)) for subject, text in found]


def link_to(server: Server, who: str) -> dict[str, str]:
    """The key in the newest letter."""
    found = re.search(r"\?d=(\w+)&k=([\w-]+)", letters_to(server, who)[0][1])
    assert found
    return {"d": found[1], "k": found[2]}


def act(server: Server, key: dict[str, str], action: str) -> httpx.Response:
    return httpx.post(
        server.url + OWN, data={**key, "action": action}, headers=ORIGIN_SITE
    )


def statuses(server: Server, meeting: str) -> list[str]:
    rows = server.query(
        "SELECT r.status FROM registration r JOIN meeting m ON m.id = r.meeting_id "
        "WHERE m.public_id = :m ORDER BY r.turn",
        m=meeting.split("/")[3],
    )
    return [str(status) for (status,) in rows]


@pytest.fixture(autouse=True)
def nobody_comes(server: Server) -> None:
    for table in ("registration", "meeting", "letter"):
        server.query(f"DELETE FROM {table}")


def test_two_who_ask_at_once_for_the_last_seat_get_one_seat(server: Server) -> None:
    meeting = plan(server)
    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda n: join(server, meeting, f"p{n}"), range(8)))
    served = [a for a in answers if a.status_code == 200]
    # Busy is said as such, and nothing was stored: a person presses again.
    assert {a.status_code for a in answers} <= {200, 503}
    reserved = [a for a in served if "Votre place est réservée" in a.text]
    waiting = [a for a in served if "liste d’attente" in a.text]
    assert (len(reserved), len(reserved) + len(waiting)) == (1, len(served))
    assert statuses(server, meeting) == ["confirmed"] + ["waiting"] * len(waiting)


def test_a_meeting_is_listed_with_the_seats_left(server: Server) -> None:
    assert "Aucune rencontre" in httpx.get(server.url + PAGE).text
    meeting = plan(server, seats=2)
    assert "2 places libres" in httpx.get(server.url + PAGE).text
    join(server, meeting, "ana")
    page = httpx.get(server.url + PAGE).text
    assert "1 place libre" in page
    assert f'href="{meeting}"' in page
    join(server, meeting, "bob")
    assert "Complet" in httpx.get(server.url + PAGE).text
    english = httpx.get(server.url + PAGE.replace("/fr/", "/en/")).text
    assert "Full: waiting list" in english


def test_a_seat_given_back_is_offered_by_mail_and_confirmed(server: Server) -> None:
    meeting = plan(server)
    join(server, meeting, "ana")
    join(server, meeting, "bob", "en")
    assert letters_to(server, "ana")[0][0] == "Votre place est réservée"
    assert letters_to(server, "bob")[0][0] == "You are on the waiting list"
    first = link_to(server, "bob")
    opened = httpx.get(server.url + OWN, params=link_to(server, "ana"))
    assert "Rendre ma place" in opened.text
    assert statuses(server, meeting) == ["confirmed", "waiting"]
    assert "place est rendue" in act(server, link_to(server, "ana"), "rendre").text
    assert letters_to(server, "bob")[0][0] == "A seat has come free for you"
    assert httpx.get(server.url + OWN, params=first).status_code == 410
    assert "est réservée" in act(server, link_to(server, "bob"), "confirmer").text
    assert statuses(server, meeting) == ["cancelled", "confirmed"]
    again = act(server, link_to(server, "bob"), "confirmer")
    assert (again.status_code, "est réservée" in again.text) == (200, True)


def test_an_address_typed_says_nothing_of_whose_it_is(server: Server) -> None:
    """Who asks for somebody else's address reads the same page; only the mailbox
    learns more, and keeps its place and its name."""
    meeting = plan(server, seats=9)
    one = join(server, meeting, "ana")
    old = link_to(server, "ana")
    curious = httpx.post(
        server.url + meeting + "search",
        data={"name": "Curieux", "email": " ANA@exemple.FR "},
        headers=ORIGIN_SITE,
    )
    assert (curious.status_code, curious.text) == (one.status_code, one.text)
    assert server.query("SELECT name FROM registration") == [("Ana",)]
    assert link_to(server, "ana") != old
    assert httpx.get(server.url + OWN, params=link_to(server, "ana")).status_code == 200


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": "", "email": "a@exemple.fr"}, "Écrivez votre nom"),
        ({"name": "A" * 121, "email": "a@exemple.fr"}, "Écrivez votre nom"),
        ({"name": "Ana", "email": "ana"}, "pas complète"),
        ({"name": "Ana", "email": "a@exemple.fr\nBcc: b@c.fr"}, "pas complète"),
        ({"name": "Ana"}, "pas complète"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    server: Server, form: dict[str, str], said: str
) -> None:
    meeting = plan(server)
    answer = httpx.post(server.url + meeting + "search", data=form, headers=ORIGIN_SITE)
    assert answer.status_code == 422
    faults = re.findall(r'id="\w+-faute"[^>]*>([^<]+)<', answer.text)
    assert len(faults) == 1
    assert said in faults[0]
    assert 'value="Ana"' in answer.text or form["name"] != "Ana"
    assert statuses(server, meeting) == []


@pytest.mark.parametrize(
    "key",
    [
        {"d": "", "k": ""},
        {"d": "0" * 12, "k": "x" * 43},
        {"d": "x" * 99, "k": "é" * 43},
        {"d": "' OR 1=1 --", "k": "\0"},
    ],
)
def test_a_link_nobody_was_given_opens_and_changes_nothing(
    server: Server, key: dict[str, str]
) -> None:
    meeting = plan(server)
    join(server, meeting, "ana")
    own = link_to(server, "ana")
    for tried in (key, {**own, "k": key["k"]}, {**own, "d": key["d"]}):
        assert httpx.get(server.url + OWN, params=tried).status_code == 410
        for action in ("confirmer", "rendre", "tout"):
            assert act(server, tried, action).status_code == 410
    assert act(server, own, "tout").status_code == 410
    assert statuses(server, meeting) == ["confirmed"]


def test_another_site_registers_and_gives_back_nothing(server: Server) -> None:
    meeting = plan(server)
    join(server, meeting, "ana")
    other = {"sec-fetch-site": "cross-site"}
    form = {"name": "Bob", "email": "bob@exemple.fr"}
    leaving = {**link_to(server, "ana"), "action": "rendre"}
    for address, data in ((meeting + "search", form), (OWN, leaving)):
        answer = httpx.post(server.url + address, data=data, headers=other)
        assert answer.status_code == 403
    assert statuses(server, meeting) == ["confirmed"]


def test_a_form_too_long_is_refused(server: Server) -> None:
    meeting = plan(server)
    form = {"name": "Ana", "email": "ana@exemple.fr", "more": "x" * 9000}
    answer = httpx.post(server.url + meeting + "search", data=form, headers=ORIGIN_SITE)
    assert answer.status_code == 413
    assert statuses(server, meeting) == []


def test_a_mailbox_is_not_flooded(server: Server) -> None:
    meeting = plan(server)
    said = [join(server, meeting, "ana").status_code for _ in range(7)]
    assert said == [200] * 5 + [429] * 2
    assert len(letters_to(server, "ana")) == 5


def test_the_calendar_keeps_its_name_when_the_meeting_moves(server: Server) -> None:
    meeting = plan(server, seats=3)
    join(server, meeting, "ana")
    number = meeting.split("/")[3]

    def event() -> dict[str, str]:
        answer = httpx.get(server.url + meeting + "agenda.ics")
        assert answer.headers["content-type"].startswith("text/calendar")
        calendar = Calendar.from_ical(answer.text)
        return {k: str(v) for k, v in calendar.events[0].items()}

    before = event()
    said = command(server, "move", COMMUNITY, number, *when(3, "Autre titre"))
    assert "1 message(s)" in said.stdout
    after = event()
    assert before["UID"] == after["UID"] == f"{number}@127.0.0.1"
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "1")
    assert after["SUMMARY"] == "Autre titre"
    assert "Ana" not in str(after)
    assert letters_to(server, "ana")[0][0] == "Une rencontre a changé"
    shown = httpx.get(server.url + OWN, params=link_to(server, "ana"))
    assert "Autre titre" in shown.text


def test_a_meeting_called_off_tells_everybody_once_and_takes_nobody_more(
    server: Server,
) -> None:
    meeting = plan(server)
    number = meeting.split("/")[3]
    for who in ("ana", "bob"):
        join(server, meeting, who)
    listed = command(server, "people", COMMUNITY, number).stdout
    assert "Ana · ana@exemple.fr · a une place" in listed
    assert "2 message(s)" in command(server, "cancel", COMMUNITY, number).stdout
    assert command(server, "cancel", COMMUNITY, number).returncode == 1
    for who in ("ana", "bob"):
        told = [subject for subject, _text in letters_to(server, who)]
        assert told.count("Une rencontre est annulée") == 1
    assert "est annulée" in httpx.get(server.url + meeting).text
    assert join(server, meeting, "zoe").status_code == 422
    assert statuses(server, meeting) == ["confirmed", "waiting"]
    assert "Aucune rencontre" in httpx.get(server.url + PAGE).text


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "ailleurs", *when(3)),
        ("people", COMMUNITY, "0" * 12),
        ("cancel", COMMUNITY, "0" * 12),
        ("plan", COMMUNITY, "--title", "T", "--place", "L", "--seats", "3",
         "--on", "2020-01-01 10:00"),
        ("plan", COMMUNITY, *when(3, " ")),
    ],
)  # fmt: skip
def test_the_command_refuses_what_makes_no_sense(
    server: Server, words: tuple[str, ...]
) -> None:
    said = command(server, *words)
    assert said.returncode == 1
    assert said.stderr.strip()
    assert server.query("SELECT count(*) FROM meeting") == [(0,)]


def test_a_meeting_of_somebody_else_is_not_on_these_pages(server: Server) -> None:
    meeting = plan(server)
    server.query("UPDATE meeting SET owner = 'spsti-essai'")
    for address in (meeting, meeting + "agenda.ics", "/fr/rencontres/rien/"):
        assert httpx.get(server.url + address).status_code == 404
    assert join(server, meeting, "ana").status_code == 404
    assert statuses(server, meeting) == []


def test_nothing_of_a_registration_speaks_of_a_check(server: Server) -> None:
    meeting = plan(server)
    answer = join(server, meeting, "ana")
    assert "set-cookie" not in answer.headers
    assert "soignants" not in answer.text
    assert "faire-le-point" not in letters_to(server, "ana")[0][1]
    policy = httpx.get(server.url + meeting).headers["content-security-policy"]
    assert "form-action 'self'" in policy
    assert "script-src 'none'" in policy
    log = server.log.read_text(errors="replace")
    for said in ("ana@", "rencontres"):
        assert said not in log
