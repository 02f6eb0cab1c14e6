"""Who may do what: one table, asked by pages, plain HTTP and the command line alike."""

from dataclasses import dataclass
from enum import StrEnum

from toolkit.domain.pack import Value


class Role(StrEnum):
    """VISITOR and ACCOUNT are everybody, before and after signing in; HOLDER has a
    draft's secret; SUPPORT is an administrator in a firm that let them in; OPERATOR types
    commands on the machine itself."""

    VISITOR = "visitor"
    ACCOUNT = "account"
    HOLDER = "holder"
    OWNER = "owner"
    EDITOR = "editor"
    READER = "reader"
    RELAIS = "relais"
    PREVENTEUR = "preventeur"
    CLINICIAN = "clinician"
    MANAGER = "manager"
    CPTS_COORDINATOR = "cpts-coordinator"
    REGIONAL_COORDINATOR = "regional-coordinator"
    ADMINISTRATOR = "administrator"
    SUPPORT = "support"
    OPERATOR = "operator"


class Action(StrEnum):
    BEGIN_DRAFT = "begin-draft"
    USE_ACCOUNT = "use-account"
    READ_DRAFT = "read-draft"
    WRITE_DRAFT = "write-draft"
    SHARE_LINK = "share-link"
    KEEP_IN_FIRM = "keep-in-firm"
    READ_FIRM = "read-firm"
    LEAVE_FIRM = "leave-firm"
    MANAGE_MEMBERS = "manage-members"
    RENEW_LINKS = "renew-links"
    ALLOW_SUPPORT = "allow-support"
    FOLLOW_RELAIS = "follow-relais"
    READ_TRANSMITTED = "read-transmitted"
    ADVISE_FIRM = "advise-firm"
    READ_CMR_NAMES = "read-cmr-names"
    MANAGE_SERVICE = "manage-service"
    READ_SERVICE_FIGURES = "read-service-figures"
    READ_CPTS_FIGURES = "read-cpts-figures"
    READ_REGION_FIGURES = "read-region-figures"
    ENTER_AS_SUPPORT = "enter-as-support"
    MANAGE_STAFF = "manage-staff"
    READ_SETTINGS = "read-settings"


_READS = frozenset({Action.READ_DRAFT, Action.READ_FIRM, Action.LEAVE_FIRM})
_EDITS = _READS | {Action.WRITE_DRAFT, Action.KEEP_IN_FIRM}
_VISITS = frozenset({Action.BEGIN_DRAFT})
_SERVICE = frozenset({Action.READ_TRANSMITTED, Action.READ_SERVICE_FIGURES})

TABLE: dict[Role, frozenset[Action]] = {
    Role.VISITOR: _VISITS,
    Role.ACCOUNT: _VISITS | {Action.USE_ACCOUNT},
    Role.HOLDER: frozenset(
        {
            Action.READ_DRAFT,
            Action.WRITE_DRAFT,
            Action.SHARE_LINK,
            Action.KEEP_IN_FIRM,
        }
    ),
    Role.OWNER: _EDITS
    | {Action.MANAGE_MEMBERS, Action.RENEW_LINKS, Action.ALLOW_SUPPORT},
    Role.EDITOR: _EDITS,
    Role.READER: _READS,
    Role.RELAIS: frozenset({Action.READ_FIRM, Action.FOLLOW_RELAIS, Action.LEAVE_FIRM}),
    Role.PREVENTEUR: _SERVICE | {Action.ADVISE_FIRM},
    Role.CLINICIAN: _SERVICE | {Action.ADVISE_FIRM, Action.READ_CMR_NAMES},
    Role.MANAGER: _SERVICE | {Action.MANAGE_SERVICE},
    Role.CPTS_COORDINATOR: frozenset({Action.READ_CPTS_FIGURES}),
    Role.REGIONAL_COORDINATOR: frozenset({Action.READ_REGION_FIGURES}),
    Role.ADMINISTRATOR: frozenset({Action.MANAGE_STAFF, Action.READ_SETTINGS}),
    Role.SUPPORT: frozenset(
        {Action.ENTER_AS_SUPPORT, Action.READ_DRAFT, Action.READ_FIRM}
    ),
    Role.OPERATOR: frozenset({Action.MANAGE_STAFF, Action.READ_SETTINGS}),
}

COMPANY = (Role.OWNER, Role.EDITOR, Role.READER)
"""What somebody can be in a firm today."""

OF_A_SERVICE = (Role.PREVENTEUR, Role.CLINICIAN, Role.MANAGER)
OF_THE_PLATFORM = (
    Role.CPTS_COORDINATOR,
    Role.REGIONAL_COORDINATOR,
    Role.ADMINISTRATOR,
)
STAFF = (*OF_A_SERVICE, *OF_THE_PLATFORM)
"""Who proves twice who they are."""


@dataclass(frozen=True)
class Held:
    """A role somewhere: in a firm, or in a service, by its public id."""

    at: str
    role: Role


class Actor(Value):
    """Who asks. `drafts` are those whose secret they hold."""

    account: int | None = None
    drafts: frozenset[str] = frozenset()
    firms: frozenset[Held] = frozenset()
    services: frozenset[Held] = frozenset()
    platform: frozenset[Role] = frozenset()


class On(Value):
    """What is asked for. `service` is the Spsti it was transmitted to, or is about;
    `lets_support_in` while the firm's owner agrees to it, and, to read, once it was
    noted who enters."""

    draft: str = ""
    firm: str = ""
    service: str = ""
    lets_support_in: bool = False


def may(actor: Actor, action: Action, on: On) -> bool:
    """Whether one of the roles this actor has there allows it."""
    return any(action in TABLE[role] for role in roles(actor, on))


def roles(actor: Actor, on: On) -> frozenset[Role]:
    """Every role of this actor, as regards this."""
    found = {Role.VISITOR if actor.account is None else Role.ACCOUNT} | actor.platform
    if on.draft and on.draft in actor.drafts:
        found |= {Role.HOLDER}
    if on.firm:
        found |= {held.role for held in actor.firms if held.at == on.firm}
    if on.service:
        found |= {held.role for held in actor.services if held.at == on.service}
    if on.lets_support_in and Role.ADMINISTRATOR in actor.platform:
        found |= {Role.SUPPORT}
    return frozenset(found)
