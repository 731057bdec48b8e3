"""Says how the agency found what it added to a sheet itself, and what proves a page: how it came, what its site
allowed, where each value was read."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from core.base.french import day, day_short, hour
from core.base.i18n import N_, _
from core.model.editing import How
from core.model.lead import OriginPage
from core.words.offers import field_word

_SAID: Mapping[str, str] = MappingProxyType(
    {
        How.SIGN: N_("sur le panneau du bien"),
        How.LISTING: N_("dans l’annonce"),
        How.PERSON: N_("donnée par la personne"),
        How.AGENCY: N_("par l’agence"),
    }
)
_WAYS = {
    "web": N_("demandée au site"),
    "page": N_("enregistrée depuis un navigateur"),
    "mhtml": N_("enregistrée depuis un navigateur"),
    "mail": N_("reçue par e-mail"),
    "json": N_("enregistrée depuis un navigateur"),
}
_ROBOTS = {"allowed": N_("robots.txt la permet"), "none": N_("le site n’a pas de robots.txt")}
_TERMS = {
    "allowed": N_("conditions du site lues par {user} le {date}\u202f: permis"),
    "refused": N_("le site refuse d’être relevé"),
    "unread": N_("conditions du site pas encore lues"),
}
_DIGITS = 12
"""Of the fingerprint shown; the inspector's file has all of it."""


def how_words(how: str, way: str) -> str:
    """Return « sur le panneau du bien », « par l’agence, d’après une visite de la rue »; empty for what a batch
    brought."""
    if not how:
        return ""
    after = _("d’après {way}").format(way=way) if way else ""
    return ", ".join(filter(None, (_(_SAID[how]) if how in _SAID else "", after)))


def page_pairs(one: OriginPage) -> tuple[tuple[str, str], ...]:
    """Return (heading, text) of the proof of a page."""
    read = _("{way} le {date} à {hour}").format(way=_(_WAYS[one.way]), date=day_short(one.at), hour=hour(one.at))
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
    if one.terms == "allowed" and one.answered is not None:
        yield _(_TERMS["allowed"]).format(user=one.answered_by, date=day(one.answered))
    elif one.terms in ("refused", "unread"):
        yield _(_TERMS[one.terms])


def places_words(places: Iterable[tuple[str, str]]) -> str:
    """Return « données de la page (prix, surface), page affichée (commune) », the places in the order first met."""
    groups: dict[str, list[str]] = {}
    for name, where in places:
        groups.setdefault(where.partition(" : ")[0], []).append(field_word(name))
    return ", ".join(f"{where} ({', '.join(fields)})" for where, fields in groups.items())
