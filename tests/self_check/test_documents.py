"""What the documents of « Faire le point » hold, before any browser."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import unescape

import pytest

from toolkit.content.check_rules import NEVER
from toolkit.content.self_checks import SelfChecks, self_checks_in
from toolkit.db.calendars import Announced
from toolkit.db.communities import Published
from toolkit.domain.community import Cell, Figures
from toolkit.domain.help import Community, Local, Spsti
from toolkit.http.callback.page import form_page
from toolkit.http.callback.receipt import receipt
from toolkit.http.fault_page import style_before, tokens
from toolkit.http.meetings.page import meeting_page
from toolkit.http.plain_forms import Typed
from toolkit.http.self_check.check import check
from toolkit.http.self_check.community import community_page, poster
from toolkit.http.self_check.count import count_page
from toolkit.http.self_check.frame import ASSETS, Document, picto, render, respond
from toolkit.http.self_check.home import colleague, home
from toolkit.i18n import use_locale

TODAY = date(2026, 11, 25)
# A support looks as a dimension does; the code's lines have their own drawing.
UNSTYLED = {"hold", "qrline"}
MEETING = Announced(
    public_id="a1b2c3",
    owner="cpts-vallee",
    title="Parler entre pairs",
    place="Niort",
    starts=datetime(2026, 12, 9, 18, tzinfo=UTC),
    ends=datetime(2026, 12, 9, 20, tzinfo=UTC),
    seats_left=3,
    waits=False,
    is_cancelled=False,
)
WRONG = Typed(values={"phone": "abc"}, faults={"phone": "Relisez ce numéro."})
APPROVED = Spsti(
    id="service",
    name="Un service",
    phone="01 99 00 00 00",
    dark_thoughts_approved_by="Dr Martin",
    dark_thoughts_approved_on=date(2026, 11, 1),
)


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    with use_locale("fr"):
        yield


def checks(**own: object) -> SelfChecks:
    read = self_checks_in("fr")
    return SelfChecks(read.packs, read.lines, Local.model_validate(own))


def page(document: Document) -> str:
    return render(document, style="", script="")


def soignants(given: SelfChecks, community: Community | None = None) -> str:
    return page(
        check(
            given,
            given.packs["soignants"],
            community=community,
            address="/fr/faire-le-point/soignants/",
            today=TODAY,
        )
    )


def pack_in(text: str) -> dict[str, object]:
    found = re.search(r'<script id="pack"[^>]*>(.*?)</script>', text)
    assert found
    return json.loads(found.group(1))


def every_page(language: str = "fr") -> dict[str, str]:
    """Every document of « Faire le point », whole, with all it may say."""
    with use_locale(language):
        read = self_checks_in(language)
        vallee = {"id": "vallee", "name": "La vallée", "spsti": "service"}
        own = Local.model_validate({"spsti": [APPROVED], "communities": [vallee]})
        given = SelfChecks(read.packs, read.lines, own)
        carers, (community,) = read.packs["soignants"], own.communities
        when = {"address": f"/{language}/faire-le-point/", "today": TODAY}
        figures = Figures(
            answers=40,
            states=(Cell(id="present", count=None),),
            pressures=(Cell(id="charge", count=12),),
        )
        years = [Published(2025, figures), Published(2024, None)]
        return {
            "home": page(home(given, **when)),
            "colleague": page(colleague(given, **when)),
            "community": page(
                community_page(given, carers, community, years, [MEETING], **when)
            ),
            "call back": page(
                form_page(given, own.spsti, key="k" * 32, typed=WRONG, **when)
            ),
            "receipt": page(
                receipt(given, own.spsti[0], key="k" * 32, until=TODAY, **when)
            ),
            "meeting": page(meeting_page(given, community, MEETING, is_open=True)),
            "poster": page(poster(given, carers, community, **when)),
            "count": page(count_page(given, carers, **when)),
            **{
                name: page(check(given, pack, community=community, **when))
                for name, pack in read.packs.items()
            },
        }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_promises_what_a_doctor_does(language: str) -> None:
    for name, text in every_page(language).items():
        assert NEVER.findall(unescape(text)) == [], name
        assert "%" not in text, name


@pytest.mark.parametrize(
    "said", ["un diagnostic", "le dépistage", "votre score de burn-out", "Burnout"]
)
def test_what_only_a_doctor_may_say_is_recognised(said: str) -> None:
    assert NEVER.search(said)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_is_not_all_right_at_all_may_be_said_on_every_page(language: str) -> None:
    for name, text in every_page(language).items():
        before, _, panel = text.partition('<details id="sos">')
        assert 'href="tel:15"' in before, name
        assert 'href="tel:3114"' in panel.partition("</details>")[0], name
        assert text.index("<main") > text.index('id="sos"'), name


@pytest.mark.parametrize("name", ["home", "community"])
def test_the_name_of_a_community_is_said_in_full(name: str) -> None:
    assert "communauté professionnelle territoriale de santé" in every_page()[name]


def own_sheet() -> str:
    text = (ASSETS / "self-check.css").read_text("utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def test_a_check_looks_like_the_application() -> None:
    """Its colours and sizes are the tokens; only paper has sizes of its own."""
    used = set(re.findall(r"var\((--[\w-]+)\)", own_sheet()))
    assert used <= set(re.findall(r"(--[\w-]+):", tokens()))
    screen = own_sheet().split("@page")[0]
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", screen)) == {"#fff"}  # behind the code
    sizes = set(re.findall(r"font-size: ([^;}]+)", screen))
    assert {s for s in sizes if not s.startswith("var(")} == {"1rem"}


def test_every_class_of_a_check_is_drawn_and_every_drawing_used() -> None:
    text = "".join(every_page().values())
    named = {c for s in re.findall(r'class="([^"]+)"', text) for c in s.split()}
    # Given by the script: one phrase at a time, a step of a bar that is reached.
    named |= {"one", "on", "hidden"}

    def classes(sheet: str) -> set[str]:
        return set(re.findall(r"\.([a-z][\w-]*)(?=[^{}]*\{)", sheet))

    assert classes(own_sheet()) - named == set()
    assert named - classes(own_sheet() + style_before("/* 4.")) == UNSTYLED


def test_the_sensitive_question_is_in_no_part_of_the_page_by_default() -> None:
    text = soignants(checks(spsti=[{"id": "service", "name": "Un service"}]))
    assert "ne plus être là" not in text
    assert '"pensees"' not in json.dumps(pack_in(text)["parts"])


def test_the_sensitive_question_is_asked_where_a_doctor_approved_it() -> None:
    assert "ne plus être là" in soignants(checks(spsti=[APPROVED]))


def test_another_service_s_approval_does_not_count() -> None:
    other = {"id": "autre", "name": "Un autre"}
    community = {"id": "vallee", "name": "La vallée", "spsti": "autre"}
    given = checks(spsti=[APPROVED, other], communities=[community])
    text = soignants(given, given.local.community("vallee"))
    assert "ne plus être là" not in text


def test_help_stands_before_the_first_phrase() -> None:
    text = soignants(checks())
    assert text.index("Besoin de parler maintenant") < text.index("<fieldset")


def test_without_a_community_nothing_is_offered_to_count() -> None:
    assert 'id="compter"' not in soignants(checks())
    counting = {"id": "vallee", "name": "La vallée"}
    assert 'id="compter"' in soignants(checks(communities=[counting]))
    silent = {**counting, "counts": False}
    assert 'id="compter"' not in soignants(checks(communities=[silent]))


def test_a_text_never_closes_the_page_s_script() -> None:
    shut = Document(main=[], address="/fr/", data={"ici": {"x": "</script><b>"}})
    assert "</script><b>" not in page(shut)


def test_the_policy_lets_the_page_s_own_script_run_and_no_other() -> None:
    quiet = respond(Document(main=[], address="/fr/"))
    assert "script-src 'none'" in quiet.headers["content-security-policy"]
    alive = respond(Document(main=[], address="/fr/", scripts=("self-check-count.js",)))
    assert "script-src 'sha256-" in alive.headers["content-security-policy"]


def test_a_page_in_another_language_than_its_address_says_so() -> None:
    said = page(Document(main=[], address="/en/faire-le-point/"))
    assert '<html lang="fr"' in said
    assert 'lang="en" class="note"' in said


def test_a_pictogram_that_is_gone_leaves_its_word_alone() -> None:
    assert picto("ui-nulle-part") is None


@pytest.mark.parametrize("make", [home, colleague])
def test_no_page_shows_a_number_nobody_knows_any_more(make) -> None:
    text = page(make(checks(), address="/fr/faire-le-point/", today=date(2030, 1, 1)))
    numbers = set(re.findall(r'href="tel:(\d+)"', text))
    assert numbers == {"15", "112", "3114"}


def test_everything_the_script_looks_for_is_in_the_page() -> None:
    """A name changed on one side only would break a check in silence."""
    counting = {"id": "vallee", "name": "La vallée"}
    text = soignants(checks(communities=[counting]))
    script = (ASSETS / "self-check.js").read_text("utf-8")
    wanted = set(re.findall(r'(?:byId|on)\("([\w-]+)"', script))
    assert len(wanted) > 20
    assert wanted - set(re.findall(r'\bid="([\w-]+)"', text)) == set()
    marks = set(re.findall(r"\[data-([\w-]+)[\]=]", script)) - {"goto"}
    assert {m for m in marks if f"data-{m}=" not in text} == set()
