"""The files, listed: their kinds, the names a person would give them, who makes them."""

import re
from collections.abc import Callable

from toolkit.documents.job import Job
from toolkit.documents.outline import clean
from toolkit.domain.duerp import Duerp, canonical
from toolkit.i18n import _, use_locale
from toolkit.routes import File

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA = {
    File.DUERP_PDF: "application/pdf",
    File.DUERP_WORD: _WORD,
    File.DUERP_EXCEL: _EXCEL,
    File.NOTICE: "application/pdf",
    File.FIRST_DAY: "application/pdf",
    File.WALL: "application/pdf",
    File.CALENDAR: "text/calendar; charset=utf-8",
}
_WHOSE_MAX = 90
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\n]+')


def file_name(file: File, duerp: Duerp, locale: str, *, unit: str = "") -> str:
    """« DUERP Boulangerie Martin v2 2026-11-25.docx »; a long name gives way to what
    tells two files apart."""
    units = {one.id: one.name for one in duerp.units if file is File.FIRST_DAY}
    with use_locale(locale):
        names = {
            File.NOTICE: _("Avis"),
            File.FIRST_DAY: _("Premier jour"),
            File.WALL: _("Résumé"),
            File.CALENDAR: _("Actions"),
        }
        stem = names.get(file, _("DUERP"))
        version = f"v{duerp.number}" if duerp.number else _("projet")
    company = duerp.company.name or duerp.pack.name
    whose = _tidy(f"{stem} {units.get(unit, '')} {company}")
    ending = file.rpartition(".")[2]
    return f"{whose[:_WHOSE_MAX].rstrip()} {version} {duerp.dated}.{ending}"


def _tidy(words: str) -> str:
    return " ".join(_FORBIDDEN.sub(" ", clean(words)).split())


def make(job: Job) -> bytes:
    """In a worker: what one kind of file needs is imported for it alone, so that the
    first file of a new worker does not wait for the libraries of the others."""
    duerp = Duerp.model_validate_json(job.content)
    return _MAKERS[job.file](job, duerp)


def _pdf(job: Job, duerp: Duerp) -> bytes:
    from toolkit.documents.compose import outline_of
    from toolkit.documents.pdf import render_pdf

    outline = outline_of(duerp, job.locale, signed_by=job.signed_by, mark=job.mark)
    # What was sealed is carried to the letter: its hash can be taken again.
    content = job.content if duerp.is_validated else canonical(duerp)
    return render_pdf(outline, content)


def _word(job: Job, duerp: Duerp) -> bytes:
    from toolkit.documents.compose import outline_of
    from toolkit.documents.word import render_word

    outline = outline_of(duerp, job.locale, signed_by=job.signed_by, mark=job.mark)
    return render_word(outline)


def _excel(job: Job, duerp: Duerp) -> bytes:
    from toolkit.documents.compose import outline_of
    from toolkit.documents.excel import render_excel

    outline = outline_of(duerp, job.locale, signed_by=job.signed_by, mark=job.mark)
    return render_excel(outline)


def _notice(job: Job, duerp: Duerp) -> bytes:
    from toolkit.documents.papers.notice import render_notice

    return render_notice(duerp, job.locale, job.mark)


def _first_day(job: Job, duerp: Duerp) -> bytes:
    from toolkit.documents.papers.first_day import render_first_day

    return render_first_day(duerp, job.locale, job.mark, job.unit)


def _wall(job: Job, duerp: Duerp) -> bytes:
    from toolkit.documents.papers.wall import render_wall

    return render_wall(duerp, job.locale, job.mark)


def _calendar(job: Job, duerp: Duerp) -> bytes:
    from toolkit.documents.agenda import render_calendar

    return render_calendar(duerp, job.locale, job.draft)


_MAKERS: dict[File, Callable[[Job, Duerp], bytes]] = {
    File.DUERP_PDF: _pdf,
    File.DUERP_WORD: _word,
    File.DUERP_EXCEL: _excel,
    File.NOTICE: _notice,
    File.FIRST_DAY: _first_day,
    File.WALL: _wall,
    File.CALENDAR: _calendar,
}
