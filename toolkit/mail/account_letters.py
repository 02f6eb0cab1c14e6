"""What we write to people about their account."""

from toolkit.i18n import _, use_locale
from toolkit.mail.letters import Words


def sign_in(name: str, link: str) -> Words:
    with use_locale(name):
        return Words(
            subject=_("Votre lien pour vous connecter"),
            before=(
                _("Bonjour,"),
                _(
                    "Voici le lien pour vous connecter. Il sert une fois, dans le quart "
                    "d'heure."
                ),
            ),
            link=link,
            link_name=_("Me connecter"),
            after=(
                _(
                    "Vous n'avez rien demandé ? Effacez ce message et ne le transférez à "
                    "personne : sans ce lien, nul n'entre."
                ),
            ),
        )


def invitation(name: str, inviter: str, link: str, *, can_write: bool) -> Words:
    """`inviter` is an address somebody proved to read; the firm is named on the page."""
    with use_locale(name):
        reads = _(
            "{address} vous invite à lire l'évaluation des risques de son entreprise."
        )
        writes = _(
            "{address} vous invite à remplir l'évaluation des risques de son entreprise."
        )
        return Words(
            subject=_("Une invitation à partager une évaluation des risques"),
            before=(
                _("Bonjour,"),
                (writes if can_write else reads).format(address=inviter),
                _("Ce lien sert une fois, dans les sept jours."),
            ),
            link=link,
            link_name=_("Voir l'invitation"),
            after=(
                _(
                    "Vous ne connaissez pas cette personne ? Effacez ce message, il ne "
                    "se passera rien."
                ),
            ),
        )


def move(name: str, link: str) -> Words:
    with use_locale(name):
        return Words(
            subject=_("Confirmez votre nouvelle adresse"),
            before=(
                _("Bonjour,"),
                _(
                    "Votre compte Trois pas aura cette adresse dès que vous l'aurez "
                    "confirmée. Ce lien sert une fois, dans le quart d'heure."
                ),
            ),
            link=link,
            link_name=_("Confirmer cette adresse"),
            after=(
                _(
                    "Vous n'avez rien demandé ? Effacez ce message, il ne se passera rien."
                ),
            ),
        )


def moved(name: str, contact: str) -> Words:
    """To the address an account had."""
    with use_locale(name):
        return Words(
            subject=_("L'adresse de votre compte a changé"),
            before=(
                _("Bonjour,"),
                _(
                    "Votre compte Trois pas a maintenant une autre adresse. Celle-ci ne "
                    "sert plus à se connecter."
                ),
                _("Si ce n'est pas vous, écrivez-nous tout de suite."),
            ),
            link=contact,
            link_name=_("Nous écrire"),
        )


def erased(name: str) -> Words:
    with use_locale(name):
        return Words(
            subject=_("Votre compte est effacé"),
            before=(
                _("Bonjour,"),
                _(
                    "Votre compte Trois pas est effacé, avec votre adresse. Les versions "
                    "validées restent à l'entreprise, sans votre nom."
                ),
            ),
        )
