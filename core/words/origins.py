"""Says how the agency found what it added to a sheet itself, and what proves a page: how it came, what its site
allowed, where each value was read."""

from collections.abc import Iterable

from core.base.i18n import N_, _
from core.base.screen_shapes import day, day_short, hour
from core.model.batch import PageWay
from core.model.editing import How
from core.model.lead import OriginPage
from core.model.site_standing import Terms
from core.words.offers import field_word

_ROBOTS = {"allowed": N_("robots.txt la permet"), "none": N_("le site n’a pas de robots.txt")}
_PLACES = (
    N_("lien"),
    N_("style"),
    N_("date"),
    N_("prix"),
    N_("description"),
    N_("vendeur"),
    N_("titre"),
    N_("texte"),
    N_("prix au m²"),
)
"""Where the program reads in what a page shows; what else stands there is the page's own word."""
_DIGITS = 12
"""Of the fingerprint shown; the inspector's file has all of it."""


def how_words(how: str, way: str) -> str:
    """Return « sur le panneau du bien », « par l’agence, d’après une visite de la rue »; empty for what a batch
    brought."""
    if not how:
        return ""
    after = _("d’après {way}").format(way=way) if way else ""
    text = How(how).found
    return ", ".join(filter(None, (_(text) if text else "", after)))


def page_pairs(one: OriginPage) -> tuple[tuple[str, str], ...]:
    """Return (heading, text) of the proof of a page."""
    read = _("{way} le {date} à {hour}").format(way=PageWay(one.way).shown, date=day_short(one.at), hour=hour(one.at))
    status = _("réponse {status}").format(status=one.status) if one.status else ""
    found = [
        (_("Page"), ", ".join(filter(None, (read, status)))),
        (_("Permission"), ", ".join(_allowed(one))),
        (_("Lu dans"), places_words(one.places)),
        (_("Empreinte de la page"), one.sha256[:_DIGITS]),
    ]
    return tuple((heading, text) for heading, text in found if text)


def _allowed(one: OriginPage) -> Iterable[str]:
    if one.robots:
        yield _(_ROBOTS[one.robots])
    if one.terms == Terms.ALLOWED and one.answered is not None:
        yield _(Terms.ALLOWED.proof).format(user=one.answered_by, date=day(one.answered))
    elif one.terms in (Terms.REFUSED, Terms.UNREAD):
        yield _(Terms(one.terms).proof)


def read_place(where: str) -> str:
    """Return where a value was read: « page affichée, lien »."""
    place, _sep, rest = where.partition(" : ")
    return ", ".join(filter(None, (_(place), _(rest) if rest in _PLACES else rest)))


def places_words(places: Iterable[tuple[str, str]]) -> str:
    """Return « données de la page (prix, surface), page affichée (commune) », the places in the order first met."""
    groups: dict[str, list[str]] = {}
    for name, where in places:
        groups.setdefault(_(where.partition(" : ")[0]), []).append(field_word(name))
    return ", ".join(f"{where} ({', '.join(fields)})" for where, fields in groups.items())
