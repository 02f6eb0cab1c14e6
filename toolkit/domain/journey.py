"""The path through a questionnaire, computed from the pack and what was said."""

from collections.abc import Collection, Mapping

from toolkit.domain.answer import Answer, is_evaluated
from toolkit.domain.draft import Draft
from toolkit.domain.pack import Pack, Risk, Value

Facts = Mapping[str, bool]
Answers = Mapping[str, Answer]


class Progress(Value):
    """How many cards are evaluated, of those asked."""

    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        return self.done == self.total


def is_open(when: str | None, facts: Facts) -> bool:
    """Only a plain « non » closes: one question too many beats one risk missed."""
    return when is None or facts.get(when, True)


def asked(pack: Pack, facts: Facts) -> tuple[Risk, ...]:
    """The risks this company is asked about, module by module."""
    return tuple(
        risk
        for module in pack.modules
        if is_open(module.when, facts)
        for risk in module.risks
        if is_open(risk.when, facts)
    )


def gravest(pack: Pack, facts: Facts) -> tuple[Risk, ...]:
    open_ids = {risk.id for risk in asked(pack, facts)}
    return tuple(pack.by_id[i] for i in pack.gravest if i in open_ids)


def in_order(pack: Pack, facts: Facts) -> tuple[Risk, ...]:
    """Gravest first, then the rest by module."""
    first = gravest(pack, facts)
    # By id: comparing two cards compares every word in them.
    ids = {risk.id for risk in first}
    return first + tuple(risk for risk in asked(pack, facts) if risk.id not in ids)


def seen(answers: Answers) -> set[str]:
    """The cards one of the five buttons was given to."""
    return {risk_id for risk_id, answer in answers.items() if answer.mastery}


def unknown(pack: Pack, known: Collection[str], answers: Answers) -> set[str]:
    """The cards the pack gained since this company last looked, not answered yet."""
    return {risk.id for risk in pack.risks} - set(known) - seen(answers)


def progress(risks: tuple[Risk, ...], answers: Answers) -> Progress:
    done = sum(is_evaluated(risk, answers.get(risk.id)) for risk in risks)
    return Progress(done=done, total=len(risks))


def to_evaluate(pack: Pack, draft: Draft) -> tuple[Risk, ...]:
    return tuple(
        risk
        for risk in in_order(pack, draft.facts)
        if not is_evaluated(risk, draft.answers.get(risk.id))
    )


def following(risks: tuple[Risk, ...], current: str, answers: Answers) -> Risk | None:
    """The next card to show: the first one never seen after `current`, then from the
    start, then those put off; None once every card is evaluated."""
    ids = [risk.id for risk in risks]
    start = ids.index(current) + 1 if current in ids else 0
    turned = risks[start:] + risks[:start]
    others = [r for r in turned if r.id != current]
    known = seen(answers)
    unseen = [r for r in others if r.id not in known]
    undone = [r for r in others if not is_evaluated(r, answers.get(r.id))]
    return next(iter(unseen or undone), None)


def neighbour(risks: tuple[Risk, ...], current: str, step: int) -> Risk | None:
    """The card before (-1) or after (+1), whatever was answered; the first one from a
    card that is no longer asked."""
    ids = [risk.id for risk in risks]
    at = ids.index(current) + step if current in ids else 0
    return risks[at] if 0 <= at < len(risks) else None


def next_stop(pack: Pack, facts: Facts, answers: Answers, current: str) -> Risk | None:
    """The next card, or None where one should stop and look: once after the gravest,
    before any other card is answered, then when nothing is left to evaluate."""
    first = {risk.id for risk in gravest(pack, facts)}
    # An answer to a card a fact has closed since is kept, and does not count.
    answered = {risk.id for risk in asked(pack, facts)} & seen(answers)
    if current in first and answered == first:
        return None
    return following(in_order(pack, facts), current, answers)
