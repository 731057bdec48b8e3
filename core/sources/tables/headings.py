"""The dictionary of headings: what suppliers call their columns, read from resources/sites/columns.toml, so that a
new word needs no code."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from core.base.i18n import N_
from core.base.resources import resource
from core.base.text import fold
from core.sources.tables.mojibake import mended

IGNORE = "ignore"
STRANGE = 0.1
"""Confidence of a heading that speaks of something else: it is left out unless its cells tell more."""

FIELDS: Mapping[str, str] = {
    "name": N_("Nom"),
    "last_name": N_("Nom de famille"),
    "first_name": N_("Prénom"),
    "civility": N_("Civilité"),
    "phone": N_("Téléphone"),
    "email": N_("E-mail"),
    "address": N_("Adresse"),
    "postcode": N_("Code postal"),
    "town": N_("Commune"),
    "postcode_town": N_("CP et commune"),
    "kind": N_("Type de bien"),
    "deal": N_("Vente ou location"),
    "title": N_("Titre"),
    "price": N_("Prix"),
    "area": N_("Surface"),
    "rooms": N_("Pièces"),
    "site": N_("Vue sur"),
    "reference": N_("N° d’annonce"),
    "url": N_("Lien"),
    "seen": N_("Vue le"),
    "text": N_("Texte de l’annonce"),
    "seller": N_("Particulier ou pro"),
    "refuses": N_("Refuse le démarchage"),
    "accepts": N_("Accepte le démarchage"),
    "extra": N_("Garder avec l’origine"),
    IGNORE: N_("Ne pas garder"),
}
"""What a column may become, with its words on screen (to be translated)."""

SEVERAL = frozenset({"phone", "email", "address", "text", "refuses", "accepts", "extra"})
"""Fields that several columns may fill."""

_SMALL = frozenset({"de", "du", "la", "le", "les", "l", "d", "des"})
_NUMBER_WORDS = frozenset({"no", "num", "numero", "nro", "nr"})
_RANK = re.compile(r" ?\d+$")
_ANSWERS = re.compile(r" (?:o n|oui n|oui non|0 1|y n|yes n)$")
"""What ends « Opposition (O/N) »."""


@dataclass(frozen=True, slots=True)
class Headings:
    """``exact``: folded heading → field; ``values``: folded cells that name a kind, a site…; ``stems``: first word →
    field."""

    exact: Mapping[str, str]
    values: Mapping[str, frozenset[str]]
    stems: Mapping[str, str]
    strangers: frozenset[str]
    others: frozenset[str]
    consents: frozenset[str]


@cache
def headings() -> Headings:
    """Return the shipped dictionary."""
    data = tomllib.loads(resource("sites", "columns.toml").read_text("utf-8"))
    return Headings(
        exact={alias: field for field, aliases in data["fields"].items() for alias in aliases},
        values={field: frozenset(words) for field, words in data["values"].items()},
        stems=data["stems"],
        strangers=frozenset(data["strangers"]["words"]),
        others=frozenset(data["strangers"]["people"]),
        consents=frozenset(data["strangers"]["consents"]),
    )


def key(header: str) -> str:
    r"""Return ``header`` as it is written in the dictionary: « N°\nTéléphone » gives ``n telephone``."""
    words = fold(header.replace("°", " ").replace("²", "2")).split()
    return " ".join("n" if word in _NUMBER_WORDS else word for word in words if word not in _SMALL)


def field_of(header: str) -> tuple[str, float]:
    """Return (field, confidence) of a heading: 0.95 when listed, 0.7 when only its first word is, ("ignore", 0) when
    unknown, :data:`STRANGE` when it is about something else. When it is about somebody else it is surely ignored: an
    agency's telephone is not a seller's. « TÃ©lÃ©phone » is understood."""
    known = headings()
    written = key(mended(header))
    for candidate in (written, _RANK.sub("", written), _ANSWERS.sub("", written)):
        if candidate in known.exact:
            return known.exact[candidate], 0.95
    words = written.split()
    if words and known.stems.get(words[0]) == "refuses":
        return "refuses", 0.7
    if not known.others.isdisjoint(words):
        return IGNORE, 0.95
    if not known.strangers.isdisjoint(words):
        return IGNORE, STRANGE
    if not words:
        return IGNORE, 0.0
    field = known.stems.get(words[0])
    return (field, 0.7) if field else (IGNORE, 0.0)


def speaks_of_consent(header: str) -> bool:
    """Tell whether a heading is about an agreement given to somebody else: « Consentement partenaires », « Opt-in »."""
    return not headings().consents.isdisjoint(key(header).split())
