"""The path through a questionnaire, computed from the pack and what was said."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.answer import Answer, is_evaluated
from toolkit.domain.card import Card, card_at, risk_of
from toolkit.domain.draft import Draft
from toolkit.domain.pack import Pack, Risk, Value
from toolkit.domain.places import cards_of

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


def open_risks(pack: Pack, draft: Draft) -> tuple[Risk, ...]:
    """The risks this company is asked about, module by module, its own ones last."""
    facts = draft.facts
    known = tuple(
        risk
        for module in pack.modules
        if is_open(module.when, facts)
        for risk in module.risks
        if is_open(risk.when, facts)
    )
    return known + draft.own_risks


def asked(pack: Pack, draft: Draft) -> tuple[Card, ...]:
    """The cards of this company: one for each of its risks, or for each place."""
    risks = open_risks(pack, draft)
    if not draft.split and not draft.sites:
        return tuple(card_at(risk) for risk in risks)
    return tuple(card for risk in risks for card in cards_of(pack, risk, draft))


@dataclass(frozen=True)
class Path:
    """The cards in the order they are asked: the gravest, then the rest by module."""

    gravest: tuple[Card, ...]
    rest: tuple[Card, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        return self.gravest + self.rest


def path(pack: Pack, draft: Draft) -> Path:
    cards = asked(pack, draft)
    rank = {risk_id: at for at, risk_id in enumerate(pack.gravest)}
    first = [card for card in cards if card.risk.id in rank]
    first.sort(key=lambda card: rank[card.risk.id])
    return Path(tuple(first), tuple(c for c in cards if c.risk.id not in rank))


def gravest(pack: Pack, draft: Draft) -> tuple[Card, ...]:
    return path(pack, draft).gravest


def in_order(pack: Pack, draft: Draft) -> tuple[Card, ...]:
    """Gravest first, then the rest by module."""
    return path(pack, draft).cards


def seen(answers: Answers) -> set[str]:
    """The cards one of the five buttons was given to."""
    return {key for key, answer in answers.items() if answer.mastery}


def unknown(
    pack: Pack, cards: Sequence[Card], known: Collection[str], answers: Answers
) -> set[str]:
    """The cards of risks the pack gained since this company last looked, not answered
    yet."""
    gained = pack.by_id.keys() - known
    if not gained:
        return set()
    return {card.key for card in cards if card.risk.id in gained} - seen(answers)


def progress(cards: Sequence[Card], answers: Answers) -> Progress:
    done = sum(is_evaluated(card.risk, answers.get(card.key)) for card in cards)
    return Progress(done=done, total=len(cards))


def to_evaluate(pack: Pack, draft: Draft) -> tuple[Card, ...]:
    return tuple(
        card
        for card in in_order(pack, draft)
        if not is_evaluated(card.risk, draft.answers.get(card.key))
    )


def following(cards: Sequence[Card], current: str, answers: Answers) -> Card | None:
    """The next card to show: the first one never seen after `current`, then from the
    start, then those put off; None once every card is evaluated."""
    keys = [card.key for card in cards]
    start = keys.index(current) + 1 if current in keys else 0
    turned = (*cards[start:], *cards[:start])
    others = [card for card in turned if card.key != current]
    known = seen(answers)
    unseen = [card for card in others if card.key not in known]
    undone = [c for c in others if not is_evaluated(c.risk, answers.get(c.key))]
    return next(iter(unseen or undone), None)


def of_same_risk(cards: Sequence[Card], key: str) -> Card | None:
    """The first card of the risk a key names, whatever place it names."""
    return next((card for card in cards if card.risk.id == risk_of(key)), None)


def neighbour(cards: Sequence[Card], current: str, step: int) -> Card | None:
    """The card before (-1) or after (+1), whatever was answered; the first one from a
    card that is no longer asked."""
    keys = [card.key for card in cards]
    at = keys.index(current) + step if current in keys else 0
    return cards[at] if 0 <= at < len(cards) else None


def next_stop(path: Path, answers: Answers, current: str) -> Card | None:
    """The next card, or None where one should stop and look: once after the gravest,
    before any other card is answered, then when nothing is left to evaluate."""
    first = {card.key for card in path.gravest}
    # An answer to a card a fact has closed since is kept, and does not count.
    answered = {card.key for card in path.cards} & seen(answers)
    if current in first and answered == first:
        return None
    return following(path.cards, current, answers)
