"""Whether a document holds what the law asks of it: one rule per obligation id."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from toolkit.domain.answer import Mastery
from toolkit.domain.card import Card
from toolkit.domain.draft import Draft
from toolkit.domain.journey import asked, to_evaluate
from toolkit.domain.pack import Factor, Flag, Pack, Risk
from toolkit.domain.priorities import chosen, findings, immediate

YEARLY_FROM = 11
PROGRAMME_FROM = 50

HEAT_AND_COLD = "thermique"
HARASSMENT = "harcelement"


class State(StrEnum):
    DONE = "done"
    MISSING = "missing"
    CONFIRM = "confirm"  # only somebody on the spot can tell
    NOT_DUE = "not-due"  # the law asks it of other companies


class Cse(StrEnum):
    """What an owner says of the comité social et économique."""

    UNKNOWN = "unknown"
    NONE = "none"
    CONSULTED = "consulted"


@dataclass(frozen=True)
class Situation:
    """All a rule may look at."""

    pack: Pack
    draft: Draft
    cse: Cse = Cse.UNKNOWN

    @property
    def effectif(self) -> int | None:
        """None until it is said: then nobody can tell what is due."""
        return self.draft.company.effectif

    @property
    def cards(self) -> tuple[Card, ...]:
        return asked(self.pack, self.draft)

    @property
    def waiting(self) -> tuple[Card, ...]:
        return to_evaluate(self.pack, self.draft)


def _done(claim: bool) -> State:
    return State.DONE if claim else State.MISSING


def _evaluated(situation: Situation, concerned: Callable[[Risk], bool]) -> State:
    if not any(concerned(card.risk) for card in situation.cards):
        return State.CONFIRM
    return _done(not any(concerned(card.risk) for card in situation.waiting))


def concerned(pack: Pack, draft: Draft) -> tuple[Risk, ...]:
    """The risks asked about, once, but for those said not to concern the company."""
    answers = draft.answers
    risks = {
        card.risk.id: card.risk
        for card in asked(pack, draft)
        if card.key not in answers or answers[card.key].mastery != Mastery.NOT_CONCERNED
    }
    return tuple(risks.values())


def carried_factors(pack: Pack, draft: Draft) -> tuple[Factor, ...]:
    """The factors this company's risks carry, in the order of the law."""
    carried = {risk.factor for risk in concerned(pack, draft)}
    return tuple(factor for factor in Factor if factor in carried)


THRESHOLD = frozenset(
    {
        Factor.HYPERBARIC,
        Factor.TEMPERATURES,
        Factor.NOISE,
        Factor.NIGHT,
        Factor.SHIFTS,
        Factor.REPETITIVE,
    }
)
"""The six factors D4163-2 gives a threshold."""


def _factors(situation: Situation) -> State:
    due = [
        f for f in carried_factors(situation.pack, situation.draft) if f in THRESHOLD
    ]
    return _done(all(factor in situation.draft.exposures for factor in due))


def _actions(situation: Situation) -> State:
    """The three, and what cannot wait, each with who and when; a first step is always
    proposed with our measures."""
    draft = situation.draft
    ranked = findings(situation.pack, draft)
    three = chosen(draft, ranked)
    if not three:
        # Nothing to do is a result only once everything was looked at.
        return _done(not situation.waiting)
    plans = [draft.plans.get(f.key) for f in (*three, *immediate(ranked, three))]
    return _done(all(plan and plan.who and plan.due for plan in plans))


def _programme(situation: Situation) -> State:
    effectif = situation.effectif
    is_small = effectif is not None and effectif < PROGRAMME_FROM
    return State.NOT_DUE if is_small else State.CONFIRM


def _cmr(situation: Situation) -> State:
    given = situation.draft.answers
    answers = [given.get(c.key) for c in situation.cards if Flag.CMR in c.risk.flags]
    known = [a for a in answers if a and a.mastery not in (None, Mastery.LATER)]
    used = [a for a in known if a.mastery is not Mastery.NOT_CONCERNED]
    if used:
        return _done(all(answer.substitution for answer in used))
    is_excluded = bool(answers) and len(known) == len(answers)
    return State.NOT_DUE if is_excluded else State.CONFIRM


def _cse(situation: Situation) -> State:
    if situation.cse is Cse.CONSULTED:
        return State.DONE
    effectif = situation.effectif
    is_small = effectif is not None and effectif < YEARLY_FROM
    return State.NOT_DUE if is_small and situation.cse is Cse.NONE else State.CONFIRM


_RULES: dict[str, Callable[[Situation], State]] = {
    "inventaire": lambda s: _done(not s.waiting),
    "unites": lambda s: _done(bool(s.draft.units)),
    "ambiances-thermiques": lambda s: _evaluated(
        s, lambda r: r.family == HEAT_AND_COLD or Flag.HEAT in r.flags
    ),
    "organisation-relations": lambda s: _evaluated(s, lambda r: r.id == HARASSMENT),
    "sexe": lambda s: _done(bool(s.draft.sex_impact)),
    "actions": _actions,
    "programme-annuel": _programme,
    "facteurs": _factors,
    "cmr": _cmr,
    "cse": _cse,
    "salarie-competent": lambda _: State.CONFIRM,
    "mise-a-jour": lambda _: State.CONFIRM,
    "transmission": lambda _: State.CONFIRM,
    "avis": lambda _: State.CONFIRM,
    "information": lambda _: State.CONFIRM,
    "conservation": lambda _: State.CONFIRM,
}

IDS = tuple(_RULES)


def check(obligation_id: str, situation: Situation) -> State:
    """KeyError on an id without a rule: content and rules are checked together."""
    return _RULES[obligation_id](situation)
