"""`toolkit admin`: roles of staff, given and taken back on the machine itself."""

from typing import Annotated

import typer

from toolkit.db.migrate import upgrade
from toolkit.db.session import transact
from toolkit.domain.address import address_of
from toolkit.domain.rights import STAFF, Actor, Role
from toolkit.workflows import staffing
from toolkit.workflows.staffing import NoSuchRole

app = typer.Typer(no_args_is_help=True, help="Donne et reprend les fonctions.")

# Who types here has the machine, and the same table says what that allows.
_OPERATOR = Actor(platform=frozenset({Role.OPERATOR}))

Address = Annotated[str, typer.Argument(help="L'adresse mail de la personne")]
Service = Annotated[
    str, typer.Option(help="Le nom court du service de santé au travail.")
]


def _address(typed: str) -> str:
    address = address_of(typed)
    if address is None:
        typer.echo(f"{typed} n'est pas une adresse mail complète.", err=True)
        raise typer.Exit(1)
    return address


def _role(typed: str) -> Role:
    if typed not in STAFF:
        known = ", ".join(STAFF)
        typer.echo(f"Aucune fonction « {typed} ». Choisissez : {known}.", err=True)
        raise typer.Exit(1)
    return Role(typed)


RoleName = Annotated[str, typer.Argument(help="La fonction, par exemple administrator")]


@app.command()
def grant(address: Address, role: RoleName, service: Service = "") -> None:
    """Donne une fonction : la personne se connecte, puis prouve son téléphone."""
    upgrade()
    try:
        transact(
            staffing.grant,
            _OPERATOR,
            address=_address(address),
            role=_role(role),
            service=service,
        )
    except NoSuchRole:
        typer.echo(
            "Un service va avec les fonctions d'un service, et avec elles seulement : "
            "--service nom-court.",
            err=True,
        )
        raise typer.Exit(1) from None
    typer.echo("C'est fait. Cette personne se connecte avec cette adresse.")


@app.command()
def revoke(address: Address, role: RoleName, service: Service = "") -> None:
    """Reprend une fonction, dès la prochaine action de la personne."""
    is_done = transact(
        staffing.revoke,
        _OPERATOR,
        address=_address(address),
        role=_role(role),
        service=service,
    )
    if not is_done:
        typer.echo("Cette personne n'avait pas cette fonction.", err=True)
        raise typer.Exit(1)
    typer.echo("C'est fait.")


@app.command("reset-phone")
def reset_phone(address: Address) -> None:
    """Oublie le téléphone et les codes de secours de quelqu'un, et le déconnecte."""
    if not transact(staffing.forget_factor, _OPERATOR, address=_address(address)):
        typer.echo("Aucun compte n'a cette adresse.", err=True)
        raise typer.Exit(1)
    typer.echo("C'est fait. Un nouveau téléphone sera demandé à la connexion.")
