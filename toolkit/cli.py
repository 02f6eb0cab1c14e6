"""The `toolkit` command."""

import os
import sys

import typer

from toolkit import build as pages
from toolkit.content.loader import ContentError, library
from toolkit.db.migrate import upgrade
from toolkit.settings import ROOT

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def main() -> None:
    """La boîte à outils de prévention des très petites entreprises."""


@app.command("check-content")
def check_content() -> None:
    """Lit tous les contenus ; dit chaque faute avec son fichier et son identifiant."""
    try:
        packs = library().packs
    except ContentError as error:
        typer.echo("\n".join(error.faults), err=True)
        typer.echo(f"{len(error.faults)} faute(s)", err=True)
        raise typer.Exit(1) from error
    for pack in packs.values():
        typer.echo(
            f"{pack.id} : {len(pack.risks)} risques, {len(pack.modules)} modules"
        )


@app.command()
def build() -> None:
    """Construit les pages, si les sources ont changé."""
    pages.build()


@app.command()
def serve(host: str = "127.0.0.1", port: int = 3000) -> None:
    """Met la base à jour, construit les pages si besoin, et sert l'application."""
    upgrade()
    pages.build()
    typer.echo(f"http://localhost:{port}/fr/")
    # Reflex's own switches for an application whose pages are already built.
    environment = os.environ | {
        "REFLEX_ENV_MODE": "prod",
        "__REFLEX_SKIP_COMPILE": "true",
        "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
        "REFLEX_CHECK_LATEST_VERSION": "false",
    }
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory"]
    command += ["--host", host, "--port", str(port), "--workers", "1"]
    os.chdir(ROOT)
    os.execve(sys.executable, [*command, "toolkit.toolkit:app"], environment)


if __name__ == "__main__":
    app()
