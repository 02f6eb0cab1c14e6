"""Letters: handed to a real mail server, once, or again under the same Message-ID."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from tests.mailbox import Mailbox, mail_server
from toolkit import clock
from toolkit.db import jobs, letters
from toolkit.db.letters import Letter
from toolkit.db.session import consult, transact
from toolkit.jobs import mailing, work
from toolkit.mail.letters import Words, secret_link, soon_erased
from toolkit.mail.smtp import message_of
from toolkit.settings import ROOT, settings

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
LINK = "https://exemple.fr/fr/reprendre/?d=0123&k=Secret_-9"
WORDS = Words("Votre lien", ("Bonjour,", "Le pain & l'œuf <b>"), LINK, "Reprendre")


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as started:
        yield started


@pytest.fixture
def mailed(
    engine: Engine, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> Mailbox:
    """The mail server of the settings, on a fixed day."""
    del engine
    monkeypatch.setattr(clock, "now", lambda: NOW)
    given_settings(monkeypatch, mailbox)
    return mailbox


def given_settings(
    patch: pytest.MonkeyPatch, mailbox: Mailbox, security: str = "none"
) -> None:
    patch.setenv("TOOLKIT_SMTP_HOST", "127.0.0.1")
    patch.setenv("TOOLKIT_SMTP_PORT", str(mailbox.port))
    patch.setenv("TOOLKIT_SMTP_SECURITY", security)
    patch.setenv("TOOLKIT_PUBLIC_URL", "https://exemple.fr")
    settings.cache_clear()


def write(address: str = "marie@exemple.fr") -> None:
    transact(mailing.write, address, WORDS, locale="fr", about="essai")


def test_a_letter_goes_out_whole(mailed: Mailbox) -> None:
    write()
    assert work.work() == 1
    [message] = mailed.received
    assert mailed.to == [["marie@exemple.fr"]]
    assert message["To"] == "marie@exemple.fr"
    assert message["From"] == "Trois pas <ne-pas-repondre@exemple.fr>"
    assert message["Subject"] == "Votre lien"
    assert message["Message-ID"].endswith("@exemple.fr>")
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain
    assert html
    assert LINK in plain.get_content()
    assert "Le pain & l'œuf <b>" in plain.get_content()
    assert LINK.replace("&", "&amp;") in html.get_content()
    assert "Le pain &amp; l&#x27;œuf &lt;b&gt;" in html.get_content()
    assert work.work() == 0
    assert len(mailed.received) == 1


def test_once_gone_its_words_and_address_are_erased(mailed: Mailbox) -> None:
    write()
    work.work()
    [left] = consult(letters.newest, 5)
    assert (left.address, left.subject, left.text, left.html) == ("", "", "", "")
    assert left.message_id == mailed.received[0]["Message-ID"]
    assert consult(letters.count_about, "essai", since=NOW - timedelta(days=1)) == 1


def test_a_letter_refused_now_goes_out_later_the_same(
    mailed: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    [written] = consult(letters.newest, 5)
    mailed.answer = lambda: "451 Later"
    work.work()
    assert (work.work(), mailed.received) == (0, [])
    mailed.answer = lambda: "250 OK"
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=1))
    work.work()
    assert [m["Message-ID"] for m in mailed.received] == [written.message_id]


def test_without_any_mail_server_a_letter_is_given_up_in_sight(
    mailed: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOOLKIT_SMTP_HOST", "")
    settings.cache_clear()
    write()
    for days in range(10):
        monkeypatch.setattr(clock, "now", lambda days=days: NOW + timedelta(days=days))
        work.work()
    [dead] = consult(jobs.dead)
    assert (dead.kind, dead.fault) == ("mail", "NoMailServer")
    assert mailed.received == []


def test_what_a_mail_server_says_does_not_stay(mailed: Mailbox) -> None:
    write()
    mailed.answer = lambda: "550 marie@exemple.fr is unknown here"
    work.work()
    held = transact(jobs.claim, now=NOW + timedelta(days=1))
    assert held
    transact(jobs.fail, held, "x", now=NOW)
    rows = consult(lambda c: c.exec_driver_sql("SELECT fault FROM job").fetchall())
    assert "marie" not in str(rows)


def test_a_password_never_goes_over_an_open_line(
    mailed: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_settings(monkeypatch, mailed, security="starttls")
    write()
    work.work()
    assert mailed.received == []
    rows = consult(lambda c: c.exec_driver_sql("SELECT fault FROM job").fetchall())
    assert "SMTPNotSupportedError" in str(rows)


def test_a_worker_killed_between_sending_and_noting_it_repeats_the_same_letter(
    mailed: Mailbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.undo()  # the worker reads the real clock
    given_settings(monkeypatch, mailed)
    write()
    worker: list[subprocess.Popen[bytes]] = []

    def take_and_kill() -> str:
        if worker and worker[0].poll() is None:
            os.kill(worker[0].pid, signal.SIGKILL)
            worker[0].wait()
        return "250 OK"

    mailed.answer = take_and_kill
    with (tmp_path / "log").open("wb") as log:
        command = [sys.executable, "-m", "toolkit.cli", "work", "--once"]
        started = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        worker.append(started)
        assert started.wait(60) == -signal.SIGKILL
    work.work()
    assert len(mailed.received) == 1, "the dead worker still holds its lease"

    later = datetime.now(UTC) + jobs.LEASE
    monkeypatch.setattr(clock, "now", lambda: later)
    work.work()
    first, second = mailed.received
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()
    assert consult(jobs.waiting) == len(work.REPEATED), "those that come back alone"


@pytest.mark.parametrize(
    "words",
    [
        secret_link("fr", "Boulangerie-pâtisserie", LINK),
        soon_erased("fr", "Boulangerie-pâtisserie", "12 décembre 2026"),
    ],
)
def test_every_letter_says_the_same_twice(words: Words) -> None:
    assert "\n" not in words.subject
    for line in (*words.before, *words.after):
        assert line in words.text
    assert (words.link in words.text) or not words.link
    assert words.html.count("<a ") == bool(words.link)
    assert "Boulangerie-pâtisserie" in words.html


def test_a_letter_is_written_in_the_language_of_its_reader(mailed: Mailbox) -> None:
    words = secret_link("en", "Bakery", LINK)
    transact(mailing.write, "mary@example.com", words, locale="en", about="essai")
    work.work()
    [message] = mailed.received
    assert message["Subject"] == "Your link to resume your assessment"
    assert message["Content-Language"] == "en"
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain
    assert html
    assert "Resume my assessment:" in plain.get_content()
    assert "Bonjour" not in plain.get_content() + html.get_content()
    assert '<html lang="en">' in html.get_content()


@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow])
@example("Bonjour\r\nBcc: tous@exemple.fr", "marie@exemple.fr")
@example("Bonjour", "marie@exemple.fr\r\nBcc: tous@exemple.fr")
@example("Bonjour", "\x80,000\x80\x80)000\x80\U00010000\U00010000")
@given(st.text(), st.just("marie@exemple.fr") | st.text())
def test_no_header_can_be_slipped_into_a_letter(subject: str, address: str) -> None:
    letter = Letter("<a@b>", "", address, subject, "texte", "<p>html</p>", "fr", NOW)
    try:
        raw = message_of(letter).as_bytes()
    except (ValueError, IndexError, AttributeError, LookupError):
        return  # refused before it could leave
    head = raw.split(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").replace(b"\r\n\t", b" ")
    names = [line.split(b":")[0] for line in head.split(b"\r\n")]
    assert names == [
        b"From",
        b"To",
        b"Subject",
        b"Date",
        b"Message-ID",
        b"Auto-Submitted",
        b"MIME-Version",
        b"Content-Type",
        b"Content-Language",
    ]
