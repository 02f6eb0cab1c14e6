"""The notice to post: how the people who work there read the DUERP (R4121-4)."""

from toolkit.documents.outline import listed
from toolkit.documents.palette import SOFT
from toolkit.documents.paper import Paper, Style
from toolkit.documents.papers import sheet
from toolkit.documents.papers.law import Text, cited
from toolkit.documents.parts.summary import status
from toolkit.domain.duerp import Duerp
from toolkit.i18n import _, use_locale

_BIG = Style(size=15, leading=1.4)
_TEXT = Style(size=13, leading=1.4)


def render_notice(duerp: Duerp, locale: str, mark: str) -> bytes:
    with use_locale(locale):
        title = _("Vous pouvez lire le document unique")
        paper = sheet.begin(duerp, title, locale, mark)
        sheet.head(paper, duerp, title, size=29)
        paper.text_block(
            _(
                "Le document unique d'évaluation des risques professionnels dit les "
                "risques de notre travail et les mesures prises contre eux."
            ),
            _BIG,
        )
        paper.gap(6)
        _where(paper, duerp)
        _who(paper)
        paper.gap(6)
        paper.text_block(_posted(), Style(size=9, colour=SOFT))
        return paper.finish()


def _where(paper: Paper, duerp: Duerp) -> None:
    """What only the company knows is left to write."""
    sheet.framed(paper, 82)
    paper.gap(5)
    sheet.heading(paper, _("Comment le consulter"))
    sheet.to_fill(paper, _("Où"), size=13)
    sheet.to_fill(paper, _("Quand"), size=13)
    sheet.to_fill(paper, _("À qui le demander"), size=13)
    sheet.to_fill(paper, _("Sur papier, ou sur quel écran"), size=13)
    if duerp.is_validated:
        paper.gap(3)
        paper.text_block(
            _("En vigueur : {version}.").format(version=_lower(status(duerp))), _TEXT
        )
    else:
        sheet.to_fill(paper, _("Version en vigueur, et sa date"), size=13)
    paper.gap(12)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _who(paper: Paper) -> None:
    sheet.heading(paper, _("Qui peut le consulter"))
    people = (
        _(
            "Les salariés ; les anciens salariés aussi, pour les versions en vigueur "
            "pendant qu'ils travaillaient ici."
        ),
        _("Les élus du personnel au comité social et économique."),
        _("Le service de prévention et de santé au travail."),
        _(
            "L'inspection du travail, les services de prévention de la sécurité sociale "
            "et les autres agents que la loi désigne."
        ),
    )
    paper.text_block(listed(people), _TEXT)
    paper.gap(3)
    paper.text_block(
        _(
            "Vous pouvez en montrer des éléments aux professionnels de santé qui vous "
            "suivent. Les versions d'avant sont gardées 40 ans."
        ),
        _TEXT,
    )


def _posted() -> str:
    where = _(
        "À afficher à une place convenable, facile d'accès, sur chaque lieu de travail ; "
        "à côté du règlement intérieur s'il y en a un."
    )
    return f"{where} {cited(Text.ACCESS)}"
