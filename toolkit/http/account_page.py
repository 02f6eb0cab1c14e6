"""How the page of an account is shown."""

from starlette.responses import Response

from toolkit import clock
from toolkit.content.loader import library
from toolkit.db.accounts import Device
from toolkit.http.sheet import card, field, form, items, link, note, p, p_link, sheet
from toolkit.http.words import firm_name, role_name
from toolkit.i18n import _, format_date, locale
from toolkit.routes import Page, Plain, account_data, path, post
from toolkit.workflows.account import Mine, Overview


def account_page(
    seen: Overview,
    here: Device,
    loose: list[tuple[str, str]],
    *,
    done: str = "",
    problem: str = "",
    value: str = "",
    status: int = 200,
) -> Response:
    return sheet(
        Plain.ACCOUNT,
        _("Mon compte"),
        note(done),
        _firms(seen.firms),
        _not_put_away(loose) if loose else "",
        _staff() if seen.staff else "",
        _devices(seen.devices, here),
        _address(problem=problem, value=value),
        _data(),
        form(
            post(Plain.ACCOUNT, locale(), "sortir"),
            button=_("Me déconnecter"),
            look="plain",
        ),
        lead=seen.account.address,
        status=status,
    )


def _firms(mine: tuple[Mine, ...]) -> str:
    if not mine:
        return card(
            _("Mes entreprises"),
            p(
                _(
                    "Rien encore. Commencez une évaluation : elle viendra ici d'elle-même."
                )
            ),
            link(_("Commencer"), path(Page.HOME, locale()), "plain"),
        )
    return card(_("Mes entreprises"), items([_firm(one) for one in mine]))


def _firm(mine: Mine) -> str:
    name = firm_name(mine.firm, mine.kept)
    return (
        f"<h3>{link(name, path(Plain.FIRM, locale(), f=mine.firm.id))}</h3>"
        + p(role_name(mine.role), "hint")
        + evaluations(mine)
    )


def evaluations(mine: Mine) -> str:
    """Each leads to where it stopped."""
    if not mine.kept:
        return p(_("Aucune évaluation pour le moment."))
    library_ = library()
    lines = [
        link(
            _("Ouvrir : {trade}").format(
                trade=library_.packs.get(one.pack_id, library_.generic).name
            ),
            path(Page.DOCUMENT if one.versions else Page.SUMMARY, locale(), d=one.id),
        )
        for one in mine.kept
    ]
    return "".join(f"<p>{line}</p>" for line in lines)


def _not_put_away(loose: list[tuple[str, str]]) -> str:
    return card(
        _("Ouvertes sur cet appareil, pas dans votre compte"),
        items(
            [
                p(name)
                + form(
                    post(Plain.ACCOUNT, locale(), "ranger"),
                    button=_("Ranger dans mon compte"),
                    hidden={"d": public_id},
                    look="plain",
                )
                for public_id, name in loose
            ]
        ),
    )


def _staff() -> str:
    return card(
        _("Votre fonction"),
        p(_("Elle demande un code de votre téléphone, en plus du lien.")),
        link(_("Administration"), path(Plain.STAFF, locale()), "plain"),
    )


def _devices(devices: tuple[Device, ...], here: Device) -> str:
    others = (
        form(
            post(Plain.ACCOUNT, locale(), "appareils"),
            button=_("Déconnecter tous les autres"),
            look="plain",
        )
        if len(devices) > 1
        else ""
    )
    return card(
        _("Appareils connectés"),
        items([_device(one, is_here=one.id == here.id) for one in devices]),
        others,
    )


def _device(one: Device, *, is_here: bool) -> str:
    name = one.words or _("Appareil")
    used = _("Utilisé le {day}").format(day=format_date(clock.day_of(one.seen_at)))
    if is_here:
        return p(_("{device} (celui-ci)").format(device=name)) + p(used, "hint")
    return (
        p(name)
        + p(used, "hint")
        + form(
            post(Plain.ACCOUNT, locale(), "appareil"),
            button=_("Déconnecter"),
            hidden={"device": str(one.id)},
            look="plain",
        )
    )


def _address(*, problem: str = "", value: str = "") -> str:
    return card(
        _("Changer d'adresse mail"),
        form(
            post(Plain.ACCOUNT, locale(), "nouvelle-adresse"),
            field(
                "email",
                _("Nouvelle adresse"),
                kind="email",
                hint=_("Un message y confirmera le changement."),
                problem=problem,
                value=value,
                complete="email",
            ),
            button=_("Changer"),
            look="plain",
        ),
    )


def _data() -> str:
    return card(
        _("Mes données"),
        p(
            _(
                "Tout ce que nous savons de vous, dans un fichier que d'autres logiciels "
                "savent lire."
            )
        ),
        p_link(_("Télécharger mes données"), account_data(locale())),
        p_link(_("Effacer mon compte"), path(Plain.ERASE, locale())),
    )
