"""For search engines: the public pages, each with its other languages. Made when it is
asked for, because the built pages do not know the address they are served at."""

from xml.etree.ElementTree import Element, SubElement, tostring

from starlette.requests import Request
from starlette.responses import Response

from toolkit.i18n import LOCALES
from toolkit.routes import PUBLIC, Page, path
from toolkit.settings import settings

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


async def sitemap(request: Request) -> Response:
    del request
    root = Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for page in PUBLIC:
        for locale in LOCALES:
            entry = SubElement(root, "url")
            SubElement(entry, "loc").text = _address(page, locale)
            _alternates(entry, page)
    content = tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(content, media_type="application/xml")


def _alternates(entry: Element, page: Page) -> None:
    for other in LOCALES:
        link = {"rel": "alternate", "hreflang": other, "href": _address(page, other)}
        SubElement(entry, "xhtml:link", link)


def _address(page: Page, locale: str) -> str:
    return settings().public_url.rstrip("/") + path(page, locale)
