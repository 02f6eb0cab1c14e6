"""The `toolkit` command."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from sqlalchemy.exc import OperationalError, ProgrammingError

from toolkit import admin, desk
from toolkit import build as pages
from toolkit.clock import now, today
from toolkit.content.loader import ContentError, Library, library, library_in
from toolkit.content.report import report, table, to_read_again
from toolkit.content.self_checks import SelfChecks, self_checks
from toolkit.db import examples as stored_examples
from toolkit.db import jobs, session
from toolkit.db.backup import Content, write_backup
from toolkit.db.migrate import upgrade
from toolkit.db.restore import DamagedBackup, NewerBackup, NotEmpty
from toolkit.db.restore import restore as restored
from toolkit.db.session import transact
from toolkit.documents.preview import render_preview
from toolkit.domain.trades import naf_code
from toolkit.i18n import LOCALES
from toolkit.jobs import publishing, work
from toolkit.messages import faults
from toolkit.routes import Page, path
from toolkit.settings import ROOT, settings
from toolkit.workflows import examples

app = typer.Typer(no_args_is_help=True, add_completion=False)
app.add_typer(admin.app, name="admin")
app.add_typer(desk.callbacks, name="callbacks")
app.add_typer(desk.meetings, name="meetings")


@app.callback()
def main() -> None:
    """La boîte à outils de prévention des très petites entreprises."""


@app.command("check-content")
def check_content(
    with_report: Annotated[
        bool, typer.Option("--report", help="Ajoute comment chaque métier est écrit.")
    ] = False,
) -> None:
    """Lit tous les contenus ; dit chaque faute avec son fichier et son identifiant."""
    content, checks = _content(), _checks()
    if with_report:
        _report(content)
        return
    for pack in content.packs.values():
        typer.echo(
            f"{pack.id} : {len(pack.risks)} risques, {len(pack.modules)} modules"
        )
    for check in checks.packs.values():
        typer.echo(
            f"{check.id} : {len(check.items)} phrases, {len(check.scales)} échelles"
        )


@app.command("check-messages")
def check_messages() -> None:
    """Dit chaque phrase de l'interface à traduire, à relire ou à retirer."""
    found = faults()
    typer.echo(
        "\n".join(found) or "Toutes les phrases sont traduites.", err=bool(found)
    )
    if found:
        typer.echo(f"{len(found)} faute(s)", err=True)
        raise typer.Exit(1)


def _content() -> Library:
    """The library, read in every language, or its faults and the end of the command."""
    try:
        for language in LOCALES:
            library_in(language)
        return library()
    except ContentError as error:
        typer.echo("\n".join(error.faults), err=True)
        typer.echo(f"{len(error.faults)} faute(s)", err=True)
        raise typer.Exit(1) from error


def _report(content: Library) -> None:
    packs = content.packs.values()
    typer.echo(table(report(pack, content.hazards) for pack in packs))
    texts = content.catalogue.references.values()
    if old := to_read_again(texts, today=today()):
        names = ", ".join(f"{text.id} ({text.checked_on:%d/%m/%Y})" for text in old)
        typer.echo(f"\nAttention, {len(old)} texte(s) non relus depuis un an : {names}")


@app.command()
def trade(
    codes: Annotated[list[str], typer.Argument(help="Codes NAF, par exemple 10.71C")],
) -> None:
    """Dit à quel questionnaire mène chaque code NAF, rév. 2 ou 2025."""
    trade_of = _content().trade_of
    unknown: list[str] = []
    for typed in codes:
        code = naf_code(typed) or typed
        if code in trade_of:
            typer.echo(f"{code} {trade_of[code]}")
        else:
            unknown.append(typed)
    for typed in unknown:
        typer.echo(
            f"« {typed} » n'est un code ni de la NAF rév. 2 ni de la NAF 2025 : "
            "quatre chiffres et une lettre, comme 10.71C.",
            err=True,
        )
    if unknown:
        raise typer.Exit(1)


@app.command()
def preview(
    pack: Annotated[str, typer.Argument(help="L'identifiant d'un métier")],
    output: Annotated[
        Path | None, typer.Option(help="Le fichier à écrire, sinon la sortie.")
    ] = None,
) -> None:
    """Met un questionnaire en une page à imprimer, à relire et à annoter."""
    content = _content()
    if pack not in content.packs:
        known = ", ".join(content.packs)
        typer.echo(f"Aucun métier « {pack} ». Choisissez parmi : {known}.", err=True)
        raise typer.Exit(1)
    page = render_preview(
        content.packs[pack],
        content.catalogue,
        shared=content.hazards,
        printed=today(),
    )
    if output:
        output.write_text(page, "utf-8")
        typer.echo(f"{output} : ouvrez ce fichier dans un navigateur, puis imprimez.")
    else:
        typer.echo(page)


@app.command()
def demo(
    is_erased: Annotated[
        bool, typer.Option("--erase", help="Efface les exemples et leurs versions.")
    ] = False,
) -> None:
    """Remplit la base de trente entreprises inventées, à chaque étape du parcours."""
    upgrade()
    if is_erased:
        typer.echo(f"{transact(stored_examples.erase)} exemple(s) effacé(s)")
        return
    missing = transact(examples.missing)
    for example in missing:
        transact(examples.make, example)
    typer.echo(f"{len(missing)} exemple(s) ajouté(s). Ouvrez-les depuis la page :")
    typer.echo(settings().public_url + path(Page.EXAMPLES, LOCALES[0]))


@app.command()
def doctor() -> None:
    """Dit ce qu'une personne doit vérifier : les numéros d'aide, le fichier local."""
    lines = _checks().lines.values()
    due = [line for line in lines if line.is_to_call(today())]
    for line in due:
        known = f"{line.known_on:%d/%m/%Y}" if line.known_on else "sans date"
        state = "montré" if line.is_shown(today()) else "caché"
        typer.echo(f"{line.number} ({line.name}, {known}, {state})")
    if due:
        typer.echo(
            f"\nAttention, {len(due)} numéro(s) d'aide de plus de six mois : appelez-les, "
            "puis notez le jour dans help_lines de votre fichier "
            "(docs/faire-le-point.exemple.yaml)."
        )
    else:
        typer.echo("Les numéros d'aide ont tous moins de six mois.")


@app.command()
def publish() -> None:
    """Publie les comptes des années finies des communautés, puis efface leur détail."""
    checks = _checks()
    upgrade()
    done = publishing.publish_closed_years(checks, year=today().year)
    typer.echo(f"{done} année(s) publiée(s).")


def _checks() -> SelfChecks:
    """The self-checks and this installation's file, or their faults."""
    try:
        return self_checks(settings().own_self_checks)
    except ContentError as error:
        typer.echo("\n".join(error.faults), err=True)
        raise typer.Exit(1) from error


@app.command()
def build() -> None:
    """Construit les pages, si les sources ont changé."""
    pages.build()


@app.command()
def serve(host: str = "127.0.0.1", port: int = 3000) -> None:
    """Met la base à jour, construit les pages si besoin, et sert l'application."""
    _checks()
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
    # On one's own machine, what letters and links say leads to the port one chose.
    environment.setdefault("TOOLKIT_PUBLIC_URL", f"http://localhost:{port}")
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory"]
    command += ["--host", host, "--port", str(port), "--workers", "1"]
    os.chdir(ROOT)
    os.execve(sys.executable, [*command, "toolkit.toolkit:app"], environment)


@app.command("work")
def work_on(
    once: Annotated[bool, typer.Option(help="Ne fait que ce qui est dû.")] = False,
) -> None:
    """Fait les tâches de fond : messages, rappels, effacements."""
    if once:
        work.prepare()
        typer.echo(f"{work.work()} tâche(s) faite(s)")
        return
    # Stopped in the middle of a job: its lease ends, and it is done again.
    asyncio.run(work.keep_working())


@app.command("jobs")
def list_jobs(
    retry: Annotated[
        int | None, typer.Option(help="Le numéro d'une tâche abandonnée à reprendre.")
    ] = None,
) -> None:
    """Dit combien de tâches attendent, et lesquelles ont été abandonnées."""
    if retry is not None and not session.transact(jobs.revive, retry, now=now()):
        _stop(f"Aucune tâche abandonnée ne porte le numéro {retry}.")
    typer.echo(f"{session.consult(jobs.waiting)} tâche(s) en attente")
    for one in session.consult(jobs.dead):
        typer.echo(
            f"n° {one.id} {one.kind}, {one.dead_at:%d/%m/%Y %H:%M} UTC : {one.fault}"
        )


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Le fichier à écrire, par exemple x.gz")],
) -> None:
    """Écrit toute la base dans un fichier, sans arrêter le service."""
    try:
        content = session.consult(write_backup, file)
    except FileExistsError:
        _stop(f"{file} existe déjà : donnez un autre nom.")
    except (OperationalError, ProgrammingError):
        _stop("Cette base n'a encore rien : lancez d'abord `toolkit serve`.")
    else:
        typer.echo(_said(content))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="Une sauvegarde de `toolkit backup`")],
    replace: Annotated[
        bool, typer.Option(help="Efface d'abord ce que la base contient.")
    ] = False,
) -> None:
    """Remet une sauvegarde dans une base vide, puis compare. Arrêtez le service avant."""
    try:
        content = restored(session.engine(), file, replace=replace)
    except FileNotFoundError:
        _stop(f"{file} n'existe pas.")
    except DamagedBackup:
        _stop(f"{file} n'est pas une sauvegarde entière. La base n'a pas été touchée.")
    except NewerBackup:
        _stop(
            f"{file} vient d'une version plus récente de ce logiciel : mettez-le à jour. "
            "La base n'a pas été touchée."
        )
    except NotEmpty:
        _stop(
            "La base contient déjà des données. Pour les effacer et les remplacer : "
            "--replace."
        )
    else:
        typer.echo(_said(content))
        typer.echo("La base contient exactement cela.")


def _said(content: Content) -> str:
    lines = sum(content.rows.values())
    return f"{lines} lignes, {len(content.rows)} tables, empreinte {content.sha256}"


def _stop(reason: str) -> NoReturn:
    typer.echo(reason, err=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    app()
