"""How roles, firms and what happened there are said."""

from collections.abc import Iterable

from toolkit.db.accesses import What
from toolkit.db.firms import Firm, Kept
from toolkit.domain.rights import Role
from toolkit.i18n import _


def role_name(role: Role) -> str:
    return {
        Role.OWNER: _("Propriétaire"),
        Role.EDITOR: _("Peut modifier"),
        Role.READER: _("Peut lire"),
        Role.RELAIS: _("Relais de prévention"),
        Role.PREVENTEUR: _("Préventeur du service de santé au travail"),
        Role.CLINICIAN: _("Médecin ou infirmier du service de santé au travail"),
        Role.MANAGER: _("Direction du service de santé au travail"),
        Role.CPTS_COORDINATOR: _("Coordination de la communauté de santé"),
        Role.REGIONAL_COORDINATOR: _("Coordination régionale"),
        Role.ADMINISTRATOR: _("Administration de la plateforme"),
        Role.SUPPORT: _("Assistance de la plateforme"),
        Role.OPERATOR: _("Commande sur le serveur"),
        Role.HOLDER: _("Porteur du lien secret"),
        Role.ACCOUNT: _("Compte"),
        Role.VISITOR: _("Visiteur"),
    }[role]


def firm_name(firm: Firm, kept: Iterable[Kept] = ()) -> str:
    """Its own name, or that of the first of its evaluations that has one."""
    named = (one.name for one in kept if one.name)
    return firm.name or next(named, "") or _("Entreprise sans nom")


def what_name(what: What) -> str:
    return {
        What.KEPT: _("a rangé une évaluation ici"),
        What.INVITED: _("a invité quelqu'un"),
        What.UNINVITED: _("a annulé une invitation"),
        What.JOINED: _("a rejoint l'entreprise"),
        What.CHANGED: _("a changé un rôle"),
        What.REMOVED: _("a retiré quelqu'un"),
        What.LEFT: _("a quitté l'entreprise"),
        What.RENEWED: _("a changé les liens secrets"),
        What.ALLOWED: _("a ouvert l'accès à l'assistance"),
        What.DISALLOWED: _("a fermé l'accès à l'assistance"),
        What.ENTERED: _("est entré pour aider, une heure au plus"),
    }[what]
