"""« M'envoyer mon lien »: to whoever holds the draft, and not too often."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from toolkit import clock
from toolkit.content.loader import library
from toolkit.db import drafts, letters, lifetime
from toolkit.db.drafts import DraftKey, NoSuchDraft
from toolkit.db.session import consult, transact
from toolkit.domain.company import Company
from toolkit.workflows.mail_link import TooManyLetters, mail_link

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
COMPANY = Company(name="Gagnez un voyage sur http://vilain.example")


@pytest.fixture
def key(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> DraftKey:
    del engine
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return begun()


def begun() -> DraftKey:
    return transact(drafts.create, pack=library().generic, company=COMPANY, now=NOW)


def send(key: DraftKey, address: str = "marie@exemple.fr") -> None:
    transact(mail_link, key, address, locale="fr")


def test_the_link_of_the_letter_opens_the_draft(key: DraftKey) -> None:
    send(key)
    [letter] = consult(letters.newest, 9)
    found = re.search(r"\?d=(\w+)&k=([\w-]+)", letter.text)
    assert found
    assert DraftKey(found[1], found[2]) == key
    assert consult(lifetime.address_of, key) == "marie@exemple.fr"


def test_nothing_a_visitor_typed_is_in_the_letter(key: DraftKey) -> None:
    send(key)
    [letter] = consult(letters.newest, 9)
    assert "vilain" not in letter.subject + letter.text + letter.html


def test_a_key_that_opens_nothing_sends_nothing(key: DraftKey) -> None:
    with pytest.raises(NoSuchDraft):
        send(DraftKey(key.public_id, "x"))
    assert consult(letters.newest, 9) == []


def test_nobody_is_flooded(key: DraftKey, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever drafts it is asked from, and from how many."""
    for _ in range(3):
        send(begun())
    for other in (key, begun()):
        with pytest.raises(TooManyLetters):
            send(other)
    send(key, "paul@exemple.fr")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    send(key)
    assert len(consult(letters.newest, 99)) == 5


def test_a_draft_does_not_write_to_the_whole_world(key: DraftKey) -> None:
    for number in range(5):
        send(key, f"a{number}@exemple.fr")
    with pytest.raises(TooManyLetters):
        send(key, "a6@exemple.fr")
    assert consult(lifetime.address_of, key) == "a4@exemple.fr"


def test_an_address_is_forgotten_when_asked(key: DraftKey) -> None:
    send(key)
    transact(lifetime.forget_address, key)
    assert consult(lifetime.address_of, key) == ""
