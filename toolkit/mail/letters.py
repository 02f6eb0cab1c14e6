"""What we write to people: plain words, the same as simple HTML, one link at most."""

from dataclasses import dataclass
from html import escape

from toolkit.i18n import _, locale, use_locale


@dataclass(frozen=True)
class Words:
    """A letter before it is addressed. Nothing in it was typed by a visitor: else
    anybody could make us write anything to anybody."""

    subject: str
    before: tuple[str, ...]
    link: str = ""
    link_name: str = ""
    after: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        name = _("{name} :").format(name=self.link_name)
        link = (f"{name}\n{self.link}",) if self.link else ()
        return "\n\n".join((*self.before, *link, *self.after, _signature())) + "\n"

    @property
    def html(self) -> str:
        link = f'<p><a href="{escape(self.link)}">{escape(self.link_name)}</a></p>'
        return (
            f'<!doctype html><html lang="{locale()}"><head><meta charset="utf-8">'
            f"<title>{escape(self.subject)}</title></head>"
            '<body style="font:17px/1.5 sans-serif;max-width:36em;margin:1em">'
            f"{_paragraphs(self.before)}{link if self.link else ''}"
            f"{_paragraphs((*self.after, _signature()))}</body></html>"
        )


def _paragraphs(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _signature() -> str:
    return _("Trois pas, le document unique des très petites entreprises.")


def secret_link(name: str, trade: str, link: str) -> Words:
    """`trade` is ours; the company's own name stays out of letters."""
    with use_locale(name):
        return Words(
            subject=_("Votre lien pour reprendre votre évaluation"),
            before=(
                _("Bonjour,"),
                _("Voici le lien de votre évaluation ({trade}).").format(trade=trade),
            ),
            link=link,
            link_name=_("Reprendre mon évaluation"),
            after=(
                _(
                    "Qui a ce lien peut lire et modifier : gardez ce message, et ne le "
                    "transférez qu'à une personne de confiance."
                ),
                _(
                    "Vous n'avez rien demandé ? Effacez ce message, il ne se passera rien."
                ),
            ),
        )


def soon_erased(name: str, trade: str, day: str) -> Words:
    """`day` is written out."""
    with use_locale(name):
        return Words(
            subject=_("Votre évaluation sera effacée le {day}").format(day=day),
            before=(
                _("Bonjour,"),
                _(
                    "Votre évaluation ({trade}) n'a pas servi depuis plus de onze mois, et elle "
                    "n'a pas été validée. Elle sera effacée le {day}."
                ).format(trade=trade, day=day),
                _(
                    "Pour la garder, ouvrez-la une fois, avec le lien que nous vous "
                    "avons envoyé. Sinon, vous n'avez rien à faire."
                ),
            ),
        )
