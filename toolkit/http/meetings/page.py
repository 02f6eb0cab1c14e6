"""A meeting, registering for it, and one's own registration."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from toolkit import clock
from toolkit.content.self_checks import SelfChecks
from toolkit.db.bookings import RegistrationKey
from toolkit.db.calendars import Announced
from toolkit.documents.markup import Inside, el
from toolkit.domain.booking import Place, Status
from toolkit.domain.help import Community
from toolkit.http.plain_forms import NOTHING, POSTED, Typed, form, line, send, wrong
from toolkit.http.self_check.frame import Document, tag
from toolkit.http.self_check.help import plain_bar
from toolkit.i18n import _, format_moment, locale, ngettext
from toolkit.mail.meeting_letters import standing
from toolkit.routes import outbox, peer_meetings, self_checks
from toolkit.settings import settings

OWN = "inscription"
CALENDAR = "agenda.ics"
CONFIRM, GIVE_BACK = "confirmer", "rendre"


def listing(meetings: Sequence[Announced]) -> Element:
    """On the community's own page."""
    if not meetings:
        return el("p", "", _("Aucune rencontre n'est prévue pour le moment."))
    return el("div", "doors", *(_door(meeting) for meeting in meetings))


def _door(meeting: Announced) -> Element:
    return tag(
        "a",
        {"href": peer_meetings(locale(), meeting.public_id)},
        el("strong", "", meeting.title),
        el("span", "", f"{format_moment(meeting.starts)} · {meeting.place}"),
        el("span", "seats", seats(meeting)),
    )


def seats(meeting: Announced) -> str:
    if meeting.waits:
        return _("Complet : liste d'attente")
    return ngettext("{count} place libre", "{count} places libres", meeting.seats_left)


def meeting_page(
    checks: SelfChecks,
    community: Community,
    meeting: Announced,
    *,
    is_open: bool,
    typed: Typed = NOTHING,
) -> Document:
    return _document(
        checks,
        peer_meetings(locale(), meeting.public_id),
        meeting.title,
        wrong(typed),
        *_described(community, meeting),
        *(_registering(meeting, typed) if is_open else _not_open(community, meeting)),
        _back(community),
    )


def _described(community: Community, meeting: Announced) -> list[Element]:
    return [
        el("h1", "", meeting.title),
        el("p", "lead", community.name),
        el(
            "p",
            "",
            el("strong", "", _sentence(format_moment(meeting.starts))),
            el("br"),
            meeting.place,
        ),
    ]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _registering(meeting: Announced, typed: Typed) -> list[Element]:
    label = _("M'inscrire sur la liste d'attente") if meeting.waits else _("M'inscrire")
    return [
        el("p", "", el("strong", "", seats(meeting))),
        form(
            peer_meetings(locale(), meeting.public_id) + POSTED,
            line(
                "name",
                _("Votre nom"),
                typed,
                hint=_("La personne qui organise la rencontre le voit."),
                autocomplete="name",
            ),
            line(
                "email",
                _("Votre adresse mail"),
                typed,
                hint=_("Nous y envoyons votre inscription, et tout changement."),
                type="email",
                autocomplete="email",
            ),
            send(label),
        ),
        el(
            "p",
            "hint",
            _(
                "Le nom et l'adresse sont effacés trente jours après la rencontre. Rien "
                "ne les relie à « Faire le point »."
            ),
        ),
    ]


def _not_open(community: Community, meeting: Announced) -> list[Element]:
    if meeting.is_cancelled:
        return [el("p", "note", _("Cette rencontre est annulée."))]
    if settings().can_mail:
        return [el("p", "note", _("Cette rencontre a commencé, ou elle est passée."))]
    said = _("Ce serveur n'envoie pas de messages : on ne peut pas s'inscrire ici.")
    return [el("p", "note", said), el("p", "", _mail(community))]


def _mail(community: Community) -> Element | None:
    if not community.email:
        return None
    return tag("a", {"href": f"mailto:{community.email}"}, community.email)


def _back(community: Community) -> Element:
    address = self_checks(locale(), "communautes", community.id)
    return el("p", "", tag("a", {"href": address}, community.name))


def registered_page(
    checks: SelfChecks, community: Community, meeting: Announced, place: Place
) -> Document:
    """The same whether this address was known or not."""
    return _document(
        checks,
        peer_meetings(locale(), meeting.public_id),
        meeting.title,
        *_described(community, meeting),
        el("p", "note", standing(place)),
        el(
            "p",
            "",
            _(
                "Un message part vers l'adresse que vous avez écrite, avec un lien pour "
                "voir ou rendre votre place. Rien dans dix minutes ? Regardez dans les "
                "courriers indésirables, puis recommencez."
            ),
        ),
        _outbox(),
        _calendar(meeting),
        _back(community),
    )


def _outbox() -> Element | None:
    if not settings().shows_outbox:
        return None
    said = _("Sur cette machine, les messages se lisent ici")
    return el("p", "", tag("a", {"href": outbox(locale())}, said))


def _calendar(meeting: Announced) -> Element:
    address = f"{peer_meetings(locale(), meeting.public_id)}{CALENDAR}"
    said = _("Mettre la rencontre dans mon agenda")
    return el("p", "", tag("a", {"href": address}, said))


def own_page(
    checks: SelfChecks,
    community: Community,
    meeting: Announced,
    place: Place,
    *,
    key: RegistrationKey,
    is_open: bool,
) -> Document:
    """Somebody's own registration, and what may still be changed."""
    query = f"?d={key.public_id}&k={key.secret}"
    closed = () if is_open else _not_open(community, meeting)
    return _document(
        checks,
        peer_meetings(locale(), OWN) + query,
        _("Mon inscription"),
        *_described(community, meeting),
        *(closed or (el("p", "note", standing(place)), *_actions(place, key))),
        _calendar(meeting) if place.status is Status.CONFIRMED else None,
        _back(community),
    )


def _actions(place: Place, key: RegistrationKey) -> list[Element]:
    actions: list[Element] = []
    if place.status is Status.OFFERED:
        actions.append(_action(CONFIRM, _("Confirmer ma place"), "primary", key))
    if place.status in (Status.OFFERED, Status.CONFIRMED):
        actions.append(_action(GIVE_BACK, _("Rendre ma place"), "plain", key))
    if place.status is Status.WAITING:
        actions.append(
            _action(GIVE_BACK, _("Quitter la liste d'attente"), "plain", key)
        )
    return actions


def _action(name: str, text: str, kind: str, key: RegistrationKey) -> Element:
    address = peer_meetings(locale(), OWN)
    return form(address, send(text, kind), d=key.public_id, k=key.secret, action=name)


def gone_page(checks: SelfChecks) -> Document:
    return _document(
        checks,
        peer_meetings(locale(), OWN),
        _("Mon inscription"),
        el("h1", "", _("Ce lien n'ouvre plus d'inscription")),
        el(
            "p",
            "lead",
            _(
                "Un message plus récent contient peut-être un autre lien. Ou "
                "l'inscription est effacée. Ou le lien n'est pas entier."
            ),
        ),
    )


def _document(checks: SelfChecks, address: str, title: str, *main: Inside) -> Document:
    return Document(
        address=address,
        title=title,
        posts=True,
        top=[plain_bar(checks, clock.today())],
        main=main,
        foot=_(
            "La liste des inscrits est vue par la personne qui organise la rencontre, et "
            "par celle qui tient ce site pour elle. Personne d'autre."
        ),
    )
