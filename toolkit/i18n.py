"""Words shown to people. Messages are written in French; other languages come from the
catalogues. The domain's reasons become sentences here and nowhere else."""

import gettext as gettext_module
import io
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import Path

from babel.dates import format_date as babel_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from toolkit.clock import PARIS
from toolkit.domain.answer import Mastery
from toolkit.domain.company import SiretFault
from toolkit.domain.headcount import PEOPLE, Band
from toolkit.domain.obligations import State
from toolkit.domain.pack import Frequency, Principle, Risk, Severity, Skill
from toolkit.domain.priorities import Finding, Reason
from toolkit.domain.rating import Floor, Level, Rating
from toolkit.typography import typeset

LOCALES = ("fr", "en")
"""The languages served; messages are written in the first one."""

SOURCE = LOCALES[0]
LANGUAGE_NAMES = {"fr": "Français", "en": "English"}
CATALOGUES = Path(__file__).parent / "locale"

# English is read in France: dates and numbers as in Britain, not as in America.
_TERRITORIES = {"fr": "fr_FR", "en": "en_GB"}
_locale: ContextVar[str] = ContextVar("locale", default=SOURCE)


def locale() -> str:
    return _locale.get()


@contextmanager
def use_locale(name: str) -> Generator[None]:
    """Speak this language within the block; an unknown one becomes French."""
    token = _locale.set(known_locale(name))
    try:
        yield
    finally:
        _locale.reset(token)


def set_locale(name: str) -> None:
    """Speak this language until the end of the current task."""
    _locale.set(known_locale(name))


def known_locale(name: str) -> str:
    return name if name in LOCALES else SOURCE


def locale_of(path: str) -> str:
    """The language of an address, said by its first segment."""
    return known_locale(path.strip("/").split("/")[0])


def po_file(name: str) -> Path:
    return CATALOGUES / name / "LC_MESSAGES" / "messages.po"


@cache
def _catalogue(name: str) -> gettext_module.NullTranslations:
    """Read from what translators edit: a fresh clone has nothing to compile."""
    if name == SOURCE:
        return gettext_module.NullTranslations()
    compiled = io.BytesIO()
    with po_file(name).open("rb") as file:
        write_mo(compiled, read_po(file, locale=name))
    compiled.seek(0)
    return gettext_module.GNUTranslations(compiled)


@cache
def _translate(message: str, name: str) -> str:
    return typeset(_catalogue(name).gettext(message), name)


def _(message: str) -> str:
    return _translate(message, _locale.get())


def ngettext(one: str, many: str, count: int) -> str:
    name = _locale.get()
    if name == SOURCE:
        # French says « 0 question »: gettext's fallback would say « 0 questions ».
        text = one if count <= 1 else many
    else:
        text = _catalogue(name).ngettext(one, many, count)
    return typeset(text.format(count=format_number(count)), name)


def format_number(number: int) -> str:
    # Below a thousand every language writes the same digits, and babel takes its time.
    if number < 1000:
        return str(number)
    return format_decimal(number, locale=_TERRITORIES[_locale.get()])


def format_date(day: date) -> str:
    name = _locale.get()
    text = babel_date(day, "d MMMM y", locale=_TERRITORIES[name])
    return f"1er{text[1:]}" if name == "fr" and day.day == 1 else text


def format_moment(moment: datetime) -> str:
    """A day of the week and an hour, in Paris."""
    name = _locale.get()
    here = moment.astimezone(PARIS)
    weekday = babel_date(here.date(), "EEEE", locale=_TERRITORIES[name])
    day = f"{weekday} {format_date(here.date())}"
    french = f"{here.hour} h\u00a0{here:%M}".removesuffix("\u00a000")
    hour = french if name == SOURCE else f"{here:%H:%M}"
    return typeset(_("{day} à {hour}").format(day=day, hour=hour), name)


def level_name(level: Level) -> str:
    return {
        Level.LOW: _("Faible"),
        Level.MEDIUM: _("Moyen"),
        Level.HIGH: _("Élevé"),
        Level.VERY_HIGH: _("Très élevé"),
    }[level]


def severity_name(severity: Severity) -> str:
    return {
        Severity.CARE: _("un soin, sans arrêt"),
        Severity.LEAVE: _("un arrêt de travail"),
        Severity.LASTING: _("des séquelles ou une maladie durable"),
        Severity.DEATH: _("un décès"),
    }[severity]


def severity_short(severity: Severity) -> str:
    return {
        Severity.CARE: _("Soin"),
        Severity.LEAVE: _("Arrêt"),
        Severity.LASTING: _("Séquelles"),
        Severity.DEATH: _("Décès"),
    }[severity]


def frequency_name(frequency: Frequency) -> str:
    return {
        Frequency.RARE: _("rarement"),
        Frequency.SOMETIMES: _("parfois"),
        Frequency.OFTEN: _("souvent, chaque semaine"),
        Frequency.CONSTANT: _("chaque jour"),
    }[frequency]


def frequency_short(frequency: Frequency) -> str:
    return {
        Frequency.RARE: _("Rarement"),
        Frequency.SOMETIMES: _("Parfois"),
        Frequency.OFTEN: _("Souvent"),
        Frequency.CONSTANT: _("Chaque jour"),
    }[frequency]


def mastery_name(mastery: Mastery | None) -> str:
    return {
        Mastery.MASTERED: _("Maîtrisé"),
        Mastery.PARTIAL: _("En partie"),
        Mastery.NOT_MASTERED: _("Pas maîtrisé"),
        Mastery.NOT_CONCERNED: _("Non concerné"),
        Mastery.LATER: _("Plus tard"),
        None: _("À évaluer"),
    }[mastery]


def principle_name(principle: Principle) -> str:
    return {
        Principle.SUPPRESS: _("Supprimer le risque"),
        Principle.SUBSTITUTE: _("Remplacer"),
        Principle.COLLECTIVE: _("Protéger tout le monde"),
        Principle.ORGANISE: _("Organiser"),
        Principle.INDIVIDUAL: _("Équiper chacun"),
        Principle.TRAIN: _("Former"),
    }[principle]


def skill_name(skill: Skill) -> str:
    return {
        Skill.DOCTOR: _("le médecin du travail"),
        Skill.NURSE: _("l'infirmier de santé au travail"),
        Skill.ERGONOMIST: _("l'ergonome"),
        Skill.TOXICOLOGIST: _("le toxicologue"),
        Skill.PSYCHOLOGIST: _("le psychologue du travail"),
        Skill.PREVENTION: _("le préventeur"),
        Skill.METROLOGIST: _("le métrologue, qui mesure bruit, air et lumière"),
    }[skill]


def state_name(state: State) -> str:
    return {
        State.DONE: _("Fait"),
        State.MISSING: _("Il manque"),
        State.CONFIRM: _("À confirmer sur place"),
        State.NOT_DUE: _("Pas demandé ici"),
    }[state]


def outcome(risk: Risk, severity: Severity) -> str:
    """The harm in the trade's words while the trade's severity holds."""
    is_ours = bool(risk.outcome) and severity is risk.severity
    return risk.outcome if is_ours else severity_name(severity)


def own_risks() -> str:
    """The module of what the owner added."""
    return _("Vos propres risques")


def own_question(risk: Risk) -> str:
    return _("{risk} : est-ce maîtrisé ?").format(risk=risk.name)


def circumstances(harm: str, rating: Rating) -> str:
    """One sentence: what may happen, how often one is exposed."""
    return _("Si cela arrive : {harm}. On y est exposé {frequency}.").format(
        harm=harm, frequency=frequency_name(rating.frequency)
    )


def explanation(rating: Rating) -> str:
    """Why this level, in one sentence; empty where nothing is left to do."""
    if rating.level is None:
        return ""
    if rating.floor:
        return {
            Floor.FATAL: _("En partie maîtrisé, un risque mortel reste élevé."),
            Floor.LASTING: _(
                "En partie maîtrisé, un risque de séquelles ne descend pas plus bas."
            ),
            Floor.CMR: _("Un produit cancérogène reste élevé tant qu'on y est exposé."),
        }[rating.floor]
    if rating.level < rating.raw:
        return _("Un niveau de moins, grâce à ce qui est déjà fait.")
    return _("Dommage possible : {harm}. Exposition : {frequency}.").format(
        harm=severity_name(rating.severity), frequency=frequency_name(rating.frequency)
    )


def reason(why: Reason, finding: Finding) -> str:
    """Why this action is proposed here."""
    if why is Reason.PEOPLE:
        return ngettext(
            "Ce risque expose {count} personne, plus que le suivant.",
            "Ce risque expose {count} personnes, plus que le suivant.",
            finding.people,
        )
    return {
        Reason.LEVEL: _("C'est le niveau le plus élevé parmi ceux qui restent."),
        Reason.SEVERITY: _("À niveau égal, c'est le dommage le plus grave."),
        Reason.QUICK: _(
            "À gravité égale, on peut commencer plus vite que pour le suivant."
        ),
        Reason.ORDER: _("À égalité avec le suivant."),
    }[why]


def siret_fault(fault: SiretFault) -> str:
    return {
        SiretFault.LENGTH: _(
            "Un SIRET compte 14 chiffres. Il est sur vos factures et votre Kbis."
        ),
        SiretFault.CHECKSUM: _(
            "Ce SIRET ne peut pas exister : un chiffre est sans doute faux. "
            "Relisez-le, ou commencez sans lui."
        ),
    }[fault]


def band_name(band: Band) -> str:
    """How many employees the registry counted; empty where it counted none."""
    fewest, most = PEOPLE.get(band, (0, 0))
    if most is None:
        return _("10 000 salariés et plus")
    if band is Band.TO_2:
        return _("1 ou 2 salariés")
    if not fewest:
        return ""
    return _("de {fewest} à {most} salariés").format(fewest=fewest, most=most)
