"""What a service is told of those who wait for a call: that they do, and nothing else."""

from toolkit.i18n import _, ngettext, use_locale
from toolkit.mail.letters import Words


def waiting(name: str, service: str, count: int, kept_days: int) -> Words:
    """Neither a name nor a number: a mailbox is read by several people. `service` is
    its id."""
    with use_locale(name):
        return Words(
            subject=_("Une demande de rappel attend"),
            before=(
                _("Bonjour,"),
                ngettext(
                    "{count} personne attend que votre service la rappelle.",
                    "{count} personnes attendent que votre service les rappelle.",
                    count,
                ),
                _(
                    "Le nom et le numéro ne sont pas dans ce message. Pour les lire, sur "
                    "le serveur : toolkit callbacks list --service {service}"
                ).format(service=service),
                _(
                    "Une fois la personne rappelée : toolkit callbacks done, suivi du "
                    "numéro de sa demande. Elle est effacée aussitôt. Sans cela, elle "
                    "s'efface au bout de {days} jours."
                ).format(days=kept_days),
            ),
        )
