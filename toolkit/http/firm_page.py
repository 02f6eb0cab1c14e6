"""How a firm is shown to its people."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from toolkit import clock
from toolkit.db.accesses import Access
from toolkit.db.firms import Firm, Member
from toolkit.db.mailed_links import Pending
from toolkit.domain.rights import COMPANY, Role
from toolkit.http.account_page import evaluations
from toolkit.http.sheet import (
    card,
    choices,
    field,
    folded,
    form,
    items,
    link,
    note,
    p,
    sheet,
)
from toolkit.http.words import firm_name, role_name, what_name
from toolkit.i18n import _, format_date, locale
from toolkit.routes import Plain, path, post
from toolkit.workflows.account import Mine
from toolkit.workflows.sharing import Seen


@dataclass(frozen=True)
class Said:
    """What was just done, or what is wrong with what was typed."""

    done: str = ""
    problem: str = ""
    value: str = ""
    general: str = ""
    status: int = 200


def firm_page(seen: Seen, said: Said) -> Response:
    is_owner = seen.role is Role.OWNER
    return sheet(
        Plain.FIRM,
        firm_name(seen.firm, seen.kept),
        note(said.done),
        p(said.general, "fault") if said.general else "",
        card(
            _("Évaluations"),
            evaluations(Mine(seen.firm, seen.role, tuple(seen.kept))),
        ),
        _people(seen, is_owner=is_owner),
        _invite(seen.firm, said) if is_owner else "",
        _links(seen.firm) if is_owner else "",
        _support(seen.firm, is_owner=is_owner),
        _log(seen.log),
        _leave(seen.firm) if seen.role in COMPANY else "",
        lead=role_name(seen.role),
        status=said.status,
        query={"f": seen.firm.id},
    )


def _act(action: str) -> str:
    return post(Plain.FIRM, locale(), action)


def _people(seen: Seen, *, is_owner: bool) -> str:
    people = [_member(seen.firm, one, seen.account, is_owner) for one in seen.people]
    waiting = [_waiting(seen.firm, one) for one in seen.invited] if is_owner else []
    return card(_("Personnes"), items(people + waiting))


def _member(firm: Firm, one: Member, me: int, is_owner: bool) -> str:
    is_me = one.account == me
    name = _("{address} (vous)").format(address=one.address) if is_me else one.address
    said = p(name) + p(role_name(one.role), "hint")
    if not is_owner or is_me:
        return said
    hidden = {"f": firm.id, "account": str(one.account)}
    roles = {role.value: role_name(role) for role in COMPANY}
    return said + folded(
        _("Changer ou retirer"),
        form(
            _act("role"),
            choices(_("Son rôle"), "role", roles, one.role.value),
            button=_("Changer le rôle"),
            hidden=hidden,
            look="plain",
        ),
        p(
            _(
                "Retirée, cette personne n'ouvre plus rien ici. Les liens secrets qu'elle "
                "a pu garder ne servent plus, les vôtres non plus : passez par votre "
                "compte."
            ),
            "hint",
        ),
        form(_act("retirer"), button=_("Retirer"), hidden=hidden, look="plain"),
    )


def _waiting(firm: Firm, one: Pending) -> str:
    until = format_date(clock.day_of(one.until))
    return (
        p(one.address)
        + p(
            _("Invitation en attente, jusqu'au {day} : {role}").format(
                day=until, role=role_name(one.role).lower()
            ),
            "hint",
        )
        + form(
            _act("desinviter"),
            button=_("Annuler l'invitation"),
            hidden={"f": firm.id, "email": one.address},
            look="plain",
        )
    )


def _invite(firm: Firm, said: Said) -> str:
    roles = {
        Role.EDITOR.value: _("Peut modifier : répondre, choisir, valider"),
        Role.READER.value: _("Peut lire, et télécharger"),
    }
    return card(
        _("Inviter un collègue"),
        form(
            _act("inviter"),
            field(
                "email",
                _("Son adresse mail"),
                kind="email",
                problem=said.problem,
                value=said.value,
            ),
            choices(_("Ce qu'il pourra faire"), "role", roles, Role.EDITOR.value),
            button=_("Envoyer l'invitation"),
            hidden={"f": firm.id},
        ),
    )


def _links(firm: Firm) -> str:
    return card(
        _("Liens secrets"),
        p(
            _(
                "Qui a le lien secret d'une évaluation la lit et la modifie sans compte. "
                "S'il est tombé entre d'autres mains, changez-le."
            )
        ),
        folded(
            _("Changer les liens secrets"),
            p(
                _(
                    "Les liens donnés jusqu'ici n'ouvriront plus rien. Les personnes de "
                    "l'entreprise continuent avec leur compte."
                )
            ),
            form(
                _act("liens"),
                button=_("Changer les liens"),
                hidden={"f": firm.id},
                look="plain",
            ),
        ),
    )


def _support(firm: Firm, *, is_owner: bool) -> str:
    is_open = firm.lets_support_in(now=clock.now())
    if is_open and firm.support_until:
        until = format_date(clock.day_of(firm.support_until))
        said = _("L'assistance peut lire vos évaluations jusqu'au {day}.").format(
            day=until
        )
    else:
        said = _("Personne d'autre que vous ne lit ce qui est ici.")
    button = _("Fermer l'accès") if is_open else _("Laisser lire pendant sept jours")
    allow = form(
        _act("assistance"),
        p(
            _(
                "L'administrateur de la plateforme pourra lire, jamais écrire. Chaque "
                "ouverture est notée ci-dessous."
            ),
            "hint",
        )
        if not is_open
        else "",
        button=button,
        hidden={"f": firm.id, "allow": "" if is_open else "yes"},
        look="plain",
    )
    return card(_("Demander de l'aide"), p(said), allow if is_owner else "")


def _log(log: Sequence[Access]) -> str:
    return card(
        _("Qui a fait quoi"),
        folded(_("Voir le journal"), items([_line(one) for one in log])),
        p(_("Gardé un an."), "hint"),
    )


def _line(one: Access) -> str:
    who = one.address or role_name(one.role)
    day = format_date(clock.day_of(one.at))
    about = f" ({one.about})" if "@" in one.about else ""
    text = _("{day} : {who} {what}").format(day=day, who=who, what=what_name(one.what))
    return p(text + about)


def _leave(firm: Firm) -> str:
    return folded(
        _("Quitter cette entreprise"),
        p(_("Vous n'ouvrirez plus rien ici. Un propriétaire pourra vous réinviter.")),
        form(
            _act("quitter"),
            button=_("Quitter"),
            hidden={"f": firm.id},
            look="plain",
        ),
    ) + link(_("Mon compte"), path(Plain.ACCOUNT, locale()))
