"""A check, whole, in one document that asks nothing of the network once it is there."""

from datetime import date

from toolkit.content.self_checks import SelfChecks
from toolkit.domain.check_pack import CheckPack
from toolkit.domain.help import Community
from toolkit.http.self_check.endings import sheet
from toolkit.http.self_check.frame import Document, tag
from toolkit.http.self_check.help import bar
from toolkit.http.self_check.questions import broken, questions
from toolkit.http.self_check.result import result
from toolkit.http.self_check.welcome import welcome
from toolkit.i18n import locale

SCRIPTS = ("self-check-engine.js", "self-check.js")
_READ = {"id", "anchors", "parts", "scales", "composites", "rules"}


def check(
    checks: SelfChecks,
    pack: CheckPack,
    *,
    community: Community | None,
    address: str,
    today: date,
) -> Document:
    service = checks.local.service_of(community)
    if not (service and service.asks_dark_thoughts):
        pack = pack.without_sensitive()
    return Document(
        address=address,
        scripts=SCRIPTS,
        data={
            "pack": pack.model_dump(mode="json", by_alias=True, include=_READ),
            "ici": {"locale": locale(), "community": community.id if community else ""},
        },
        top=[bar(checks, pack, today)],
        main=[
            broken(),
            tag("h1", {"id": "titre"}, pack.title),
            welcome(checks, pack, service, today),
            questions(pack),
            result(checks, pack, service=service, community=community, today=today),
        ],
        after=[sheet(pack, service=service, community=community)],
    )
