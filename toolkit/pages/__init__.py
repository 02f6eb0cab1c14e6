"""Every page, listed: its address, its view, and what runs when it opens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from toolkit.i18n import _
from toolkit.pages import (
    document,
    examples,
    home,
    legal,
    mail_link,
    prepare,
    priorities,
    questions,
    resume,
    rights,
    start,
    start_form,
    summary,
    texts,
    validate,
)
from toolkit.routes import PUBLIC, Page


@dataclass(frozen=True)
class Entry:
    """A page; `name` says it in the language of the moment."""

    page: Page
    view: Callable[[], rx.Component]
    name: Callable[[], str]
    on_load: Any = None

    @property
    def is_private(self) -> bool:
        """About one company: kept out of search engines."""
        return self.page not in PUBLIC

    def title(self) -> str:
        return f"{self.name()} · {_('Trois pas')}"


PAGES = (
    Entry(
        Page.HOME,
        home.page,
        lambda: _("Votre document unique, métier par métier"),
        home.Home.open,
    ),
    Entry(Page.START, start_form.page, lambda: _("Votre entreprise"), start.Start.open),
    Entry(Page.PREPARE, prepare.page, lambda: _("Préparer"), prepare.Prepare.open),
    Entry(
        Page.QUESTIONS, questions.page, lambda: _("Répondre"), questions.Questions.open
    ),
    Entry(Page.SUMMARY, summary.page, lambda: _("Vos cartes"), summary.Summary.open),
    Entry(
        Page.PRIORITIES,
        priorities.page,
        lambda: _("Vos priorités"),
        priorities.Priorities.open,
    ),
    Entry(Page.VALIDATE, validate.page, lambda: _("Valider"), validate.Validate.open),
    Entry(
        Page.DOCUMENT,
        document.page,
        lambda: _("Votre document"),
        document.Document.open,
    ),
    Entry(Page.RESUME, resume.page, lambda: _("Reprendre"), resume.Resume.open),
    Entry(
        Page.MAIL_LINK,
        mail_link.page,
        lambda: _("Recevoir votre lien"),
        mail_link.MailLink.open,
    ),
    Entry(Page.METHOD, texts.method, lambda: _("La méthode")),
    Entry(
        Page.EXAMPLES,
        examples.page,
        lambda: _("Des exemples"),
        examples.Examples.open,
    ),
    Entry(Page.PRIVACY, rights.privacy, lambda: _("Vos données")),
    Entry(Page.LEGAL, legal.legal, lambda: _("Mentions légales")),
    Entry(Page.ACCESSIBILITY, rights.accessibility, lambda: _("Accessibilité")),
    Entry(Page.CONTACT, legal.contact, lambda: _("Contact")),
    Entry(Page.PLAN, legal.plan, lambda: _("Plan du site")),
)
