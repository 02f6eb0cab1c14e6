"""What we write to who registered for a meeting. Its title and place are its holder's
words; a registered person's own name is not in it."""

from dataclasses import dataclass
from datetime import datetime

from toolkit.domain.booking import Place, Status
from toolkit.i18n import _, format_moment, use_locale
from toolkit.mail.letters import Words


@dataclass(frozen=True)
class Gathering:
    title: str
    place: str
    starts: datetime

    def said(self) -> str:
        return f"{self.title}, {format_moment(self.starts)}. {self.place}"


def registered(name: str, what: Gathering, place: Place, link: str) -> Words:
    """To who has just registered, asked again, or is offered a seat."""
    with use_locale(name):
        return _words(_subject(place), (standing(place),), what, link)


def moved(name: str, what: Gathering, place: Place, link: str) -> Words:
    with use_locale(name):
        changed = _("La rencontre a changé : voici ce qui vaut maintenant.")
        return _words(
            _("Une rencontre a changé"), (changed, standing(place)), what, link
        )


def called_off(name: str, what: Gathering) -> Words:
    with use_locale(name):
        return Words(
            subject=_("Une rencontre est annulée"),
            before=(
                _("Bonjour,"),
                _("La rencontre suivante n'aura pas lieu."),
                what.said(),
                _("Vous n'avez rien à faire. Votre inscription sera effacée."),
            ),
        )


def _words(subject: str, said: tuple[str, ...], what: Gathering, link: str) -> Words:
    return Words(
        subject=subject,
        before=(_("Bonjour,"), *said, what.said()),
        link=link,
        link_name=_("Voir mon inscription"),
        after=(
            _(
                "Ce lien remplace les précédents. Il sert à confirmer ou à rendre une "
                "place, et à mettre la rencontre dans un agenda. Ne le transférez pas."
            ),
            _(
                "Vous n'avez rien demandé ? Ouvrez le lien et rendez la place, ou "
                "laissez : l'inscription sera effacée après la rencontre."
            ),
        ),
    )


def _subject(place: Place) -> str:
    return {
        Status.CONFIRMED: _("Votre place est réservée"),
        Status.OFFERED: _("Une place s'est libérée pour vous"),
        Status.WAITING: _("Vous êtes sur la liste d'attente"),
    }[place.status]


def standing(place: Place) -> str:
    """Where somebody stands, in a sentence."""
    if place.status is Status.OFFERED and place.offered_until:
        return _(
            "Une place s'est libérée. Elle est à vous jusqu'au {moment} si vous la "
            "confirmez. Ensuite, elle ira à la personne suivante."
        ).format(moment=format_moment(place.offered_until))
    return {
        Status.CONFIRMED: _("Votre place est réservée."),
        Status.WAITING: _(
            "Toutes les places sont prises : vous êtes sur la liste d'attente. Si une "
            "place se libère, un message vous la propose."
        ),
        Status.LAPSED: _(
            "Une place vous a été proposée, et le délai est passé. Vous pouvez vous "
            "inscrire à nouveau."
        ),
        Status.CANCELLED: _("Votre place est rendue."),
    }[place.status]
