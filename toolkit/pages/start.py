"""Name the company, confirm the trade, begin: a native form creates the draft."""

import reflex as rx

from toolkit.auth.access import public
from toolkit.components.elements import native_form, picto
from toolkit.components.layout import layout, title
from toolkit.content.loader import library
from toolkit.domain import trades
from toolkit.domain.company import siret_fault as fault_of
from toolkit.domain.trades import Elsewhere
from toolkit.i18n import _, locale, siret_fault
from toolkit.routes import Page, path, post_draft
from toolkit.typography import in_alphabet


class Start(rx.State):
    """What was typed on the first page, understood."""

    typed: str = ""
    name: str = ""
    siret: str = ""
    siret_problem: str = ""
    notice: str = ""
    elsewhere: str = ""
    pack: str = ""

    @public
    def open(self) -> None:
        query = self.router.url.query_parameters
        self.typed = query.get("q", "")[:80]
        self.name = query.get("nom", "")[:120]
        self.siret = query.get("siret", "")[:40]
        self.pack = query.get("metier", "")[:60]
        self.elsewhere = self.notice = self.siret_problem = ""
        if self.typed:
            self._understand()
        if self.siret and (fault := fault_of("".join(self.siret.split()))):
            self.siret_problem = siret_fault(fault)
        if self.pack not in library().packs:
            self.pack = ""
        if query.get("fault") == "trade":
            self.notice = _("Choisissez votre métier pour commencer.")

    def _understand(self) -> None:
        generic = library().generic
        specific = [p for p in library().packs.values() if p != generic]
        found = trades.find(self.typed, specific, library().trade_of)
        self.siret = found.siret
        self.elsewhere = found.elsewhere or ""
        if found.siret and not found.siret_fault:
            self.notice = _("Votre SIRET est noté. Choisissez votre métier ci-dessous.")
        if found.siret or found.elsewhere:
            return
        self.pack = found.packs[0] if found.packs else generic.id
        code = trades.naf_code(self.typed)
        own = library().packs[self.pack]
        if code and code in library().trade_of and self.pack != generic.id:
            if code not in (*own.naf_rev2, *own.naf_2025):
                self.notice = _(
                    "Ce questionnaire est le plus proche de votre code. Vous pouvez en "
                    "choisir un autre."
                )
        elif self.pack == generic.id:
            self.notice = _(
                "Nous n'avons pas encore de questionnaire écrit pour « {typed} ». "
                "Celui de tous les métiers convient ; vous pouvez aussi en choisir un "
                "plus proche."
            ).format(typed=self.typed)


def page() -> rx.Component:
    return layout(
        rx.match(
            Start.elsewhere,
            (Elsewhere.AGRICULTURE.value, agriculture()),
            (Elsewhere.PUBLIC.value, public_employer()),
            form(),
        )
    )


def form() -> rx.Component:
    return rx.fragment(
        title(
            _("Votre entreprise"), _("Un nom et un métier suffisent pour commencer.")
        ),
        rx.cond(
            Start.notice != "", rx.el.p(Start.notice, class_name="note", role="status")
        ),
        native_form(
            rx.el.div(
                rx.el.label(_("Nom de l'entreprise"), html_for="name"),
                rx.el.p(
                    _(
                        "Il sera écrit sur le document. Vous pouvez le donner plus tard."
                    ),
                    class_name="hint",
                    id="name-hint",
                ),
                rx.el.input(
                    id="name",
                    name="name",
                    type="text",
                    max_length=120,
                    default_value=Start.name,
                    auto_complete="organization",
                    custom_attrs={"aria-describedby": "name-hint"},
                    key="n" + Start.name,
                ),
                class_name="line",
            ),
            rx.el.div(
                rx.el.label(_("SIRET"), html_for="siret"),
                rx.el.p(
                    _("Facultatif : 14 chiffres, sur vos factures."),
                    class_name="hint",
                    id="siret-hint",
                ),
                rx.cond(
                    Start.siret_problem != "",
                    rx.el.p(
                        Start.siret_problem,
                        class_name="fault",
                        id="siret-fault",
                        role="alert",
                    ),
                ),
                rx.el.input(
                    id="siret",
                    name="siret",
                    type="text",
                    input_mode="numeric",
                    max_length=20,
                    default_value=Start.siret,
                    custom_attrs={"aria-describedby": "siret-hint siret-fault"},
                    key="s" + Start.siret,
                ),
                class_name="line",
            ),
            trade_choice(),
            rx.el.button(
                _("Commencer"),
                picto("ui-arrow-right"),
                type="submit",
                class_name="primary",
            ),
            action=post_draft(locale()),
            method="post",
            class_name="card",
        ),
        rx.el.details(
            rx.el.summary(_("Exploitation agricole ? Employeur public ?")),
            agriculture(),
            public_employer(),
        ),
    )


def trade_choice() -> rx.Component:
    generic = library().generic
    packs = [p for p in library().packs.values() if p != generic]
    ordered = [*sorted(packs, key=lambda p: in_alphabet(p.name)), generic]
    return rx.el.fieldset(
        rx.el.legend(_("Votre métier")),
        *(
            rx.el.label(
                rx.el.input(
                    type="radio",
                    name="pack",
                    value=pack.id,
                    required=True,
                    default_checked=Start.pack == pack.id,
                    key=rx.cond(
                        Start.pack == pack.id, f"on-{pack.id}", f"off-{pack.id}"
                    ),
                ),
                picto(f"metier-{pack.id}"),
                rx.el.span(pack.name),
            )
            for pack in ordered
        ),
        class_name="choices",
    )


def agriculture() -> rx.Component:
    return rx.el.section(
        picto("metier-agriculture"),
        rx.el.h2(_("Vous relevez de la Mutualité sociale agricole (MSA)")),
        rx.el.p(
            _(
                "Pour une exploitation agricole, le service de santé au travail est celui "
                "de votre MSA. Appelez-la : elle vous aide à faire votre document unique "
                "et connaît vos risques."
            )
        ),
        back(),
        class_name="card",
    )


def public_employer() -> rx.Component:
    return rx.el.section(
        picto("metier-public"),
        rx.el.h2(_("Les employeurs publics ont leurs propres règles")),
        rx.el.p(
            _(
                "Cet outil est écrit pour les entreprises et les associations. Pour une "
                "commune, demandez au centre de gestion de votre département. Pour un "
                "service de l'État ou un hôpital, à votre conseiller de prévention."
            )
        ),
        back(),
        class_name="card",
    )


def back() -> rx.Component:
    return rx.el.p(rx.el.a(_("Revenir à l'accueil"), href=path(Page.HOME, locale())))
