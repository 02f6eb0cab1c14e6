"""Small packs for the tests, and many made at random from a seed."""

from fractions import Fraction
from random import Random
from typing import Any

from toolkit.domain.check_pack import CheckPack

HEAD: dict[str, Any] = {
    "id": "essai",
    "version": "1.0",
    "edition": "2026-11-25",
    "lang": "fr",
    "title": "Un essai",
    "who": "Pour les essais",
    "owner": "Trois pas",
    "licence": {"kind": "own", "text": "Nos propres phrases."},
    "source": "Écrit pour les essais.",
    "validated": False,
    "introduction": "Quelques phrases.",
    "duration": "une minute",
    "cards": [
        {"id": f"t{level}", "title": "Carte", "text": "Parlez à quelqu'un."}
        for level in (1, 2, 3)
    ],
}


def pack(
    values: list[Any],
    count: int,
    scale: dict[str, Any],
    *,
    reverse: tuple[int, ...] = (),
    **more: Any,
) -> CheckPack:
    """One scale over `count` items that share their anchors; items are numbered
    from 1."""
    items = [
        {
            "id": f"i{place}",
            "text": f"La phrase numéro {place}.",
            "anchors": "a",
            "reverse": place in reverse,
        }
        for place in range(1, count + 1)
    ]
    whole = {
        "id": "s",
        "name": "Une échelle",
        "role": "state",
        "items": [item["id"] for item in items],
        "method": "mean",
        "min_answered": {"count": 1},
        "on_missing": "mean_of_answered",
        **scale,
    }
    return CheckPack.model_validate(
        {
            **HEAD,
            "anchors": {"a": [{"label": "Choix", "value": v} for v in values]},
            "parts": [
                {
                    "id": "p",
                    "title": "Une partie",
                    "lead": "Depuis un mois.",
                    "items": items,
                }
            ],
            "scales": [whole],
            **more,
        }
    )


def random_case(random: Random) -> tuple[CheckPack, dict[str, Any]]:
    """Any anchors, methods, bands and conditions a pack may hold, and any answers."""
    anchors = [_anchors(random) for _ in range(random.randint(1, 3))]
    items: list[dict[str, Any]] = []
    scales = [_scale(random, place, anchors, items) for place in range(6)]
    composites = _composites(random, scales)
    names = [s["id"] for s in (*scales, *composites)]
    rules = [
        {
            "id": f"r{place}",
            "when": _when(random, 0, [i["id"] for i in items], names),
            "level": random.randint(0, 3),
            "card": f"t{random.randint(1, 3)}",
        }
        for place in range(random.randint(0, 5))
    ]
    made = CheckPack.model_validate(
        {
            **HEAD,
            "anchors": {f"a{n}": given for n, given in enumerate(anchors)},
            "parts": [
                {
                    "id": "p",
                    "title": "Une partie",
                    "lead": "Depuis un mois.",
                    "items": items,
                }
            ],
            "scales": scales,
            "composites": composites,
            "rules": rules,
        }
    )
    return made, {
        item["id"]: given
        for item in items
        if (given := _given(random, made, item)) is not None
    }


def _number(random: Random) -> Any:
    return random.choice(
        [random.randint(-5, 9), random.randint(0, 100), round(random.uniform(-3, 9), 2)]
    )


def _anchors(random: Random) -> list[dict[str, Any]]:
    drawn = {Fraction(str(_number(random))) for _ in range(random.randint(3, 7))}
    values = sorted(drawn if len(drawn) > 1 else {Fraction(0), Fraction(1)})
    if random.random() < 0.2:
        values.reverse()
    return [{"label": f"Choix {n}", "value": str(v)} for n, v in enumerate(values)]


def _scale(
    random: Random, place: int, anchors: list[Any], items: list[dict[str, Any]]
) -> dict[str, Any]:
    chosen = random.randrange(len(anchors))
    own = [
        {
            "id": f"i{len(items) + n}",
            "text": "Une phrase au hasard.",
            "anchors": f"a{chosen}",
            "reverse": random.random() < 0.3,
            "na_allowed": random.random() < 0.9,
        }
        for n in range(random.randint(1, 7))
    ]
    items += own
    method = random.choice(["mean", "sum", "pomp"])
    missing = [
        "invalid",
        "lowest",
        "prorate_sum" if method == "sum" else "mean_of_answered",
    ]
    starts = sorted({_number(random) for _ in range(random.randint(1, 4))})
    return {
        "id": f"s{place}",
        "name": "Une échelle",
        "role": random.choice(["state", "pressure", "support", "total"]),
        "items": [item["id"] for item in own],
        "method": method,
        "min_answered": random.choice(
            [
                {"count": random.randint(1, len(own))},
                {"ratio": random.choice([1, 0.5, "2/3"])},
            ]
        ),
        "on_missing": random.choice(missing),
        "bands": [
            {
                "id": f"b{n}",
                "from": start,
                "after": random.random() < 0.3,
                "label": "Bande",
            }
            for n, start in enumerate(starts)
        ],
    }


def _composites(random: Random, scales: list[dict[str, Any]]) -> list[dict[str, Any]]:
    pair = random.sample([scale["id"] for scale in scales], 2)
    return [
        {
            "id": f"c{n}",
            "name": "Ensemble",
            "of": pair,
            "method": method,
            "min_events": random.randint(0, 3),
            "bands": [
                {"id": "bas", "from": -100, "label": "Bas"},
                {"id": "haut", "from": 0, "label": "Haut"},
            ],
        }
        for n, method in enumerate(["mean", "balance"])
    ]


def _when(
    random: Random, depth: int, items: list[str], scales: list[str]
) -> dict[str, Any]:
    least, scale = _number(random), random.choice(scales)
    kinds: list[dict[str, Any]] = [
        {"item": random.choice(items), "at_least": least},
        {"scale": scale, "at_least": least},
        {"scale": scale, "at_most": least},
        {"scale": scale, "band": f"b{random.randint(0, 2)}"},
        {
            "count": random.sample(items, min(3, len(items))),
            "at_least": least,
            "times": random.randint(1, 2),
        },
        {"unanswered": scale},
    ]
    if depth < 2:
        inner = [_when(random, depth + 1, items, scales) for _ in range(2)]
        kinds += [{"all": inner}, {"any": inner}, {"none": inner[0]}]
    return random.choice(kinds)


def _given(random: Random, made: CheckPack, item: dict[str, Any]) -> Any:
    if random.random() < 0.2:
        return None
    if item["na_allowed"] and random.random() < 0.15:
        return "na"
    return random.randrange(len(made.anchors[item["anchors"]]))
