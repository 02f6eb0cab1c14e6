"""HTML as a tree, so that every text is escaped by whoever writes it out."""

from typing import TypeAlias
from xml.etree.ElementTree import Element, tostring

Inside: TypeAlias = "str | Element | None"


def el(tag: str, kind: str = "", *inside: Inside) -> Element:
    """An element, its class, and what it holds; None holds nothing."""
    element = Element(tag, {"class": kind} if kind else {})
    for part in inside:
        if isinstance(part, Element):
            element.append(part)
        elif part and len(element):
            last = element[-1]
            last.tail = (last.tail or "") + part
        elif part:
            element.text = (element.text or "") + part
    return element


def link(address: str, text: str) -> Element:
    element = el("a", "", text)
    element.set("href", address)
    return element


def page(*, title: str, style: str, body: Element) -> str:
    """A page that needs no other file."""
    charset = Element("meta", {"charset": "utf-8"})
    screen = {"name": "viewport", "content": "width=device-width, initial-scale=1"}
    head = el("head", "", charset, Element("meta", screen), el("title", "", title))
    head.append(el("style", "", style))
    root = Element("html", {"lang": "fr"})
    root.extend((head, body))
    return "<!doctype html>\n" + tostring(root, encoding="unicode", method="html")
