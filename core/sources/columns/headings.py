"""What suppliers call their columns: listed whole in resources/sites/columns.toml, or read by their words
(:mod:`core.sources.columns.grammar`), so that a new word needs no code."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from core.base.i18n import N_
from core.base.mojibake import mended
from core.base.records import Struct
from core.base.resources import resource
from core.base.text import fold
from core.sources.columns.abbreviated import glued, readings
from core.sources.columns.asking import asked
from core.sources.columns.channel_opt_outs import WAYS, way_field
from core.sources.columns.grammar import KNOWN, LONGEST, NUMBER_WORDS, SMALL, Heading, read, words, words_of

IGNORE = "ignore"
LINE, REASON = "Ligne", "Raison"
"""Headings of a list of rejects, put before those of its file; resources/sites/columns.toml says that they are no facts
about the seller."""
TURNED = 0.7
"""Confidence of a heading that has words of its own, cut short or unknown: its cells must suit."""
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
    "country": N_("Pays"),
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
    "no_email": N_("Refuse les e-mails"),
    "no_sms": N_("Refuse les SMS"),
    "no_call": N_("Refuse les appels"),
    "no_letter": N_("Refuse le courrier"),
    "extra": N_("Garder avec l’origine"),
    IGNORE: N_("Ne pas garder"),
}
"""What a column may become, with its words on screen (to be translated)."""

SEVERAL = frozenset({"phone", "email", "address", "text", "refuses", "accepts", *WAYS, "extra"})
"""Fields that several columns may fill."""

FACTS = frozenset(
    {"site", "reference", "url", "seen", "email", "kind", "deal", "seller", "price", "area", "rooms", "postcode"}
    | {"refuses", "accepts", *WAYS}
)
"""Columns where nobody speaks: no question is asked about them."""

PERSON = frozenset({"name", "last_name", "first_name", "civility"})
BARE = 0.9
"""Confidence of a heading that only says who: « Vendeur ». Another column may be called a name."""

FLAG = 0.85
"""Confidence of a heading over answers: « Ne pas contacter », « optOut ». A cell may say it too: it is below BARE."""

_THINGS = frozenset({"property", "home"})
"""What has a name that is nobody's: « Nom du bien », « Nom de la résidence »."""
_PATH = re.compile(r"(?<=\w)\.(?=\w)")
_RANK = re.compile(r" ?\d+$")
_ANSWERS = re.compile(r" (?:o n|oui n|oui non|0 1|y n|yes n)$")
"""What ends « Opposition (O/N) »."""
_TURNED = frozenset({"price", "area", "rooms", "kind", "deal"})
"""Fields of a listing whose heading may be turned round: « transaction_type », « listing price (EUR) »."""
_MONEY = frozenset({"eur", "euro", "euros"})
_SORT = frozenset({"type", "nature"})


class Headings(Struct, frozen=True):
    """``exact``: folded heading → field; ``values``: folded cells that name a kind, a site…; ``stems``: first word →
    field; ``flags``: heading of answers → field; ``around``: words that may stand around it; ``remarks``: of
    free notes; ``strangers``: words of something else; ``others``: words of other people, or of numbers without voice,
    which are ``unheard``."""

    exact: Mapping[str, str]
    values: Mapping[str, frozenset[str]]
    stems: Mapping[str, str]
    flags: Mapping[str, str]
    may: Mapping[str, str]
    around: frozenset[str]
    remarks: frozenset[str]
    strangers: frozenset[str]
    others: frozenset[str]
    unheard: frozenset[str]
    consents: frozenset[str]
    matters: frozenset[str]
    phrases: Mapping[tuple[str, ...], str]
    turned: Mapping[tuple[str, ...], str]
    known: frozenset[str]


@cache
def headings() -> Headings:
    """Return the shipped dictionary."""
    data = tomllib.loads(resource("sites", "columns.toml").read_text("utf-8"))
    strangers = data["strangers"]
    exact = {alias: field for field, aliases in data["fields"].items() for alias in aliases}
    flags = {alias: field for field in ("refuses", "accepts") for alias in data["flags"][field]}
    phrases = {tuple(alias.split()): field for alias, field in exact.items()}
    said = {word for one in (exact, flags, data["stems"]) for alias in one for word in alias.split()}
    return Headings(
        exact=exact,
        values={field: frozenset(words) for field, words in data["values"].items()},
        stems=data["stems"],
        flags=flags,
        may={alias: sense for sense, aliases in data["asked"].items() for alias in aliases},
        around=frozenset(data["flags"]["around"]),
        remarks=frozenset(data["remarks"]["words"]),
        strangers=frozenset(strangers["words"]),
        others=frozenset((*strangers["people"], *strangers["unheard"])),
        unheard=frozenset(strangers["unheard"]),
        consents=frozenset(strangers["consents"]),
        matters=frozenset(strangers["matters"]),
        phrases=phrases,
        turned={tuple(sorted(phrase)): field for phrase, field in phrases.items() if field in _TURNED},
        known=words().every.union(said, strangers["words"], strangers["people"], strangers["unheard"], _MONEY),
    )


def key(header: str) -> str:
    r"""Return ``header`` as it is written in the dictionary: « N°\nTéléphone » gives ``n telephone``."""
    words = fold(header.replace("°", " ").replace("²", "2")).split()
    return " ".join("n" if word in NUMBER_WORDS else word for word in words if word not in SMALL)


def field_of(header: str) -> tuple[str, float]:
    """Return (field, confidence) of a heading: 0.95 when its words leave no doubt, 0.7 when some of them are unknown,
    ("ignore", 0) when all are, :data:`STRANGE` when it is about something else. When it is about somebody else it is
    surely ignored: an agency's telephone is not a seller's. « TÃ©lÃ©phone » is understood."""
    return _field_of(header) if len(header) <= LONGEST else (IGNORE, 0.0)


@lru_cache(maxsize=KNOWN)
def _field_of(header: str) -> tuple[str, float]:
    field, confidence = _whole_field_of(header)
    if confidence > TURNED:
        return field, confidence
    # A rank tells nothing of the words, and a wide sheet has thousands: « Col 1 », « Col 2 ».
    written = _written_out(tuple(word for word in words_of(mended(header)) if not word.isdecimal()))
    if field == IGNORE:
        return (written.field, TURNED) if written.field else (field, confidence)
    if written.other:
        return IGNORE, 0.95
    return (written.field, TURNED) if written.field else (IGNORE, STRANGE) if written.nothing else (field, confidence)


class _WrittenOut(NamedTuple):
    """What the words of a heading tell once written out: the one field they mean; whether they are somebody else's;
    whether they mean nothing."""

    field: str
    other: bool
    nothing: bool


@lru_cache(maxsize=KNOWN)
def _written_out(said: tuple[str, ...]) -> _WrittenOut:
    known, whose = headings(), words().whose
    found = {one: _whole_field_of(" ".join(one)) for one in map(tuple, readings(said, known.known))}
    sentences = {field for field, _sure in found.values() if field != IGNORE}
    somebody = bool(sentences) and any((word,) in whose for one in found for word in set(one) - set(said))
    other = any(one == (IGNORE, 0.95) for one in found.values()) and not somebody
    if not found and len(said) == 1:
        sentences = {known.phrases[one] for one in glued(said[0], known.phrases)}
    return _WrittenOut(sentences.pop() if len(sentences) == 1 else "", other, bool(found) and not sentences)


def _whole_field_of(header: str) -> tuple[str, float]:
    """Return what :func:`field_of` does, for a heading whose words are whole."""
    listed = _listed(header)
    if listed:
        return listed, 0.95
    known, heading, of = headings(), read(header), words_of(mended(header))
    if answers := _answers(header, of):
        return answers, FLAG
    if of and known.stems.get(of[0]) == "refuses":
        return ("refuses", TURNED) if known.matters.isdisjoint(of) else (IGNORE, STRANGE)
    if heading.record or not known.others.isdisjoint(of):
        return IGNORE, 0.95
    if not known.strangers.isdisjoint(heading.unknown):
        return IGNORE, STRANGE
    if field := _turned(of) or known.stems.get("".join(of[:1]), ""):
        return field, TURNED
    return _of_a_person(heading)


def _answers(header: str, of: list[str]) -> str:
    """Return the field of a heading over answers, empty for any other."""
    told = asked(mended(header))
    return _flag(of) or way_field(header) or (told if told in ("refuses", "accepts") else "")


def _listed(header: str) -> str:
    """Return the field of a heading that is listed whole, or whose last part is: « bien.surface » of a JSON."""
    written = [key(mended(header)), " ".join(words_of(mended(header)))]
    path = _PATH.split(header)
    if len(path) > 1 and headings().others.isdisjoint(words_of(header)):
        written.append(key(path[-1].replace("_", " ")))
    for text in written:
        for candidate in (text, _RANK.sub("", text), _ANSWERS.sub("", text)):
            if candidate in headings().exact:
                return headings().exact[candidate]
    return ""


def _turned(of: list[str]) -> str:
    """Return the field of a listed heading whose words stand in another order, among words that say nothing more."""
    known, spare = words(), _MONEY
    stored = sorted(
        text
        for text in of
        if text not in known.neutral and text not in spare and known.whose.get((text,)) != "property"
    )
    turned = headings().turned
    return turned.get(tuple(stored), "") or turned.get(tuple(text for text in stored if text not in _SORT), "")


def _flag(of: list[str]) -> str:
    """Return the field of a heading of answers among words that say nothing more: « vendeur.optOut », « Opposé ? »."""
    known, sentences = headings(), _ANSWERS.sub("", " ".join(of)).split()
    while sentences:
        if field := known.flags.get(" ".join(sentences)):
            return field
        if sentences[0] in known.around:
            del sentences[0]
        elif sentences[-1] in known.around:
            del sentences[-1]
        else:
            return ""
    return ""


def _of_a_person(said: Heading) -> tuple[str, float]:
    """Return (field, confidence) of a heading about a person or where they live."""
    field = said.field
    if not said.kinds and said.whose == "owner" and not (said.unknown or said.about):
        return "name", BARE
    if said.about and "street" not in said.kinds:
        return IGNORE, STRANGE if said.kinds else 0.0
    if not field or (field in PERSON and said.whose in _THINGS):
        return IGNORE, STRANGE if said.kinds else 0.0
    return field, 0.7 if said.unknown else 0.95


def speaks_of_consent(header: str) -> bool:
    """Tell whether a heading is about an agreement given to somebody else: « Consentement partenaires », « Opt-in »."""
    return not headings().consents.isdisjoint(key(header).split())
