"""Where a person writes or chooses, without the browser telling anybody."""

from xml.etree.ElementTree import Element

from toolkit.documents.markup import Inside, el
from toolkit.http.self_check.frame import tag

# What a browser would otherwise restore, correct, or send to a writing assistant.
_PRIVATE = {
    "autocapitalize": "off",
    "autocorrect": "off",
    "spellcheck": "false",
    "writingsuggestions": "false",
    "data-gramm": "false",
}
NEEDS_SCRIPT = {"hidden": "hidden", "data-script": ""}


def field(name: str, label: str, **more: str) -> Element:
    """A place to write. Not an <input> nor a <textarea>: where a page has one, Chromium
    asks Google what such a field is called, and says with it which page this is."""
    return el(
        "div",
        "line",
        tag("span", {"id": f"{name}-nom"}, label),
        tag(
            "div",
            {
                "id": name,
                "class": "write",
                "role": "textbox",
                "contenteditable": "plaintext-only",
                "aria-labelledby": f"{name}-nom",
                **_PRIVATE,
                **more,
            },
        ),
    )


def button(
    text: str, kind: str = "plain", *, before: Inside = None, **more: str
) -> Element:
    """A button that does something in the page; `more` are its other attributes, with
    an underscore for a dash."""
    attributes = {name.replace("_", "-"): value for name, value in more.items()}
    return tag("button", {"type": "button", "class": kind, **attributes}, before, text)
