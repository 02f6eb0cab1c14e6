"""The fields of the few plain pages that are posted: each fault beside its field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from toolkit.auth import rate
from toolkit.documents.markup import Inside, el
from toolkit.domain.typed import storable
from toolkit.http.self_check.frame import tag
from toolkit.i18n import _

BODY_MAX = 8 * 1024
WHOLE = "form"  # what is wrong with no field in particular
# Chromium asks Google how it calls the fields of a form, and says with it which page is
# open; it leaves alone the forms of a search, which it knows by the end of their address.
POSTED = "search"
_SHOWN_AGAIN = 400


@dataclass(frozen=True)
class Typed:
    """What somebody typed, shown again, and what is wrong with it."""

    values: Mapping[str, str]
    faults: Mapping[str, str]

    def value(self, name: str) -> str:
        return self.values.get(name, "")[:_SHOWN_AGAIN]

    def described(self, name: str, *more: str) -> dict[str, str]:
        """The attributes that tie a field to its fault and hint."""
        ids = [f"{name}-faute"] if name in self.faults else []
        said = {"aria-describedby": " ".join([*ids, *more])} if ids or more else {}
        wrong = {"aria-invalid": "true"} if name in self.faults else {}
        is_first = name == next(iter(self.faults), None)
        return {**said, **wrong, **({"autofocus": "autofocus"} if is_first else {})}

    def fault(self, name: str) -> Element | None:
        if name not in self.faults:
            return None
        return tag("p", {"id": f"{name}-faute", "class": "fault"}, self.faults[name])


NOTHING = Typed({}, {})


async def fields_of(request: Request) -> dict[str, str] | Response:
    """What was posted, or a refusal of what is too long."""
    if len(await request.body()) > BODY_MAX:
        return PlainTextResponse(_("C'est trop long. Raccourcissez votre texte."), 413)
    form = await request.form()
    return storable({n: value for n, value in form.items() if isinstance(value, str)})


def network_of(request: Request) -> str:
    peer = request.client.host if request.client else ""
    return rate.address_of(peer, request.headers.get("x-forwarded-for", ""))


def form(to: str, /, *inside: Inside, **hidden: str) -> Element:
    return tag(
        "form",
        {"method": "post", "action": to, "novalidate": "novalidate"},
        *(
            tag("input", {"type": "hidden", "name": name, "value": value})
            for name, value in hidden.items()
        ),
        *inside,
    )


def send(text: str, kind: str = "primary", **value: str) -> Element:
    return tag("button", {"type": "submit", "class": kind, **value}, text)


def line(
    name: str, label: str, typed: Typed, *, hint: str = "", **attributes: str
) -> Element:
    """One line to write on."""
    shown = tag("p", {"class": "hint", "id": f"{name}-aide"}, hint) if hint else None
    more = [f"{name}-aide"] if hint else []
    return el(
        "div",
        "field",
        tag("label", {"for": name}, label),
        shown,
        typed.fault(name),
        tag(
            "input",
            {
                "id": name,
                "name": name,
                "value": typed.value(name),
                "required": "required",
                **attributes,
                **typed.described(name, *more),
            },
        ),
    )


def choice(
    name: str, label: str, options: Iterable[tuple[str, str]], typed: Typed
) -> Element:
    """One of a list that folds."""
    return el(
        "div",
        "field",
        tag("label", {"for": name}, label),
        typed.fault(name),
        tag(
            "select",
            {"id": name, "name": name, "autocomplete": "off", **typed.described(name)},
            *(_option(value, text, typed.value(name)) for value, text in options),
        ),
    )


def _option(value: str, text: str, chosen: str) -> Element:
    selected = {"selected": "selected"} if value == chosen else {}
    return tag("option", {"value": value, **selected}, text)


def radios(
    name: str, legend: str, options: Iterable[tuple[str, str]], typed: Typed
) -> Element:
    """One of a few that are all seen."""
    described = typed.described(name)
    described.pop("aria-invalid", None)
    focused = described.pop("autofocus", None)
    return tag(
        "fieldset",
        {"class": "field", **described},
        tag("legend", {}, legend),
        typed.fault(name),
        el(
            "div",
            "anchors",
            *(
                _radio(name, value, text, typed, is_focused=bool(focused) and not place)
                for place, (value, text) in enumerate(options)
            ),
        ),
    )


def _radio(
    name: str, value: str, text: str, typed: Typed, *, is_focused: bool
) -> Element:
    box = {"type": "radio", "name": name, "value": value, "required": "required"}
    checked = {"checked": "checked"} if typed.value(name) == value else {}
    focused = {"autofocus": "autofocus"} if is_focused else {}
    return el(
        "label", "", tag("input", {**box, **checked, **focused}), el("span", "", text)
    )


def tick(name: str, text: str, typed: Typed) -> Element:
    box = {"type": "checkbox", "id": name, "name": name, "value": "oui"}
    checked = {"checked": "checked"} if typed.value(name) else {}
    return el(
        "div",
        "field",
        typed.fault(name),
        tag(
            "label",
            {"class": "tick"},
            tag(
                "input",
                {**box, **checked, "required": "required", **typed.described(name)},
            ),
            el("span", "", text),
        ),
    )


def wrong(typed: Typed) -> Element | None:
    """Said first to who listens to the page."""
    if not typed.faults:
        return None
    missing = _("Rien n'est parti : il reste à corriger ce qui est dit plus bas.")
    said = typed.faults.get(WHOLE, missing)
    return tag("p", {"class": "note", "role": "alert"}, said)
