"""Reads the heading of a column about a person by its words, whatever program wrote it: « Rue (domicile) », « Home
Street », « vendeur.adresse.rue » and « TEL_VENDEUR_1 » are made of a kind, of whom it speaks of, and of words that say
nothing more.

The words are in resources/sites/columns.toml, French and English.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from core.base.mojibake import mended
from core.base.records import Struct
from core.base.resources import resource
from core.base.text import fold
from core.sources.columns.abbreviated import LEAST

SMALL = frozenset({"de", "du", "la", "le", "les", "l", "d", "des", "the"})
NUMBER_WORDS = frozenset({"no", "num", "numero", "nro", "nr"})

_CAMEL = re.compile(
    r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ][a-zà-ÿ])|(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ]{2})(?=[A-ZÀ-Þ][a-zà-ÿ]{2})"
)
_FIGURES = re.compile(r"([a-z]{2,})(\d{1,2})")
_NOT_LETTERS = re.compile(r"[\W_]+")
_GLUED = 5
"""Letters from which a word may be two, « telvendeur »."""
LONGEST = 200
_MOST_PHRASE, _MOST_GLUED = 3, 40
"""Letters of a heading; words of a phrase; letters of words written in one."""
KNOWN = 1 << 15
"""Headings remembered as they were read: twice those of the widest sheet there is, so that each is read once."""
SECOND = 2
"""The number of a second person."""
_OF_A_RECORD = r"propri[eé]taires? (?:du|de la|de l|des) (?:{records})s?\b|\b(?:{records})s? owner\b"

_REACHED = frozenset({"email", "phone"})
_STREET = frozenset({"address", "street", "number", "complement"})
_LIVES = _STREET | {"postcode", "town", "country"}
_PEOPLE = frozenset({"name", "last_name", "first_name", "civility"})


class Words(Struct, frozen=True):
    """The words of headings. ``kinds``, ``whose``: phrase → what it makes of a column, of whom it speaks; ``neutral``,
    ``about``, ``second``: single words; ``every``: all of them; ``someone``: words of persons."""

    kinds: Mapping[tuple[str, ...], str]
    whose: Mapping[tuple[str, ...], str]
    neutral: frozenset[str]
    about: frozenset[str]
    single: frozenset[str]
    second: frozenset[str]
    every: frozenset[str]
    someone: frozenset[str]
    record: re.Pattern[str]


class Heading(Struct, frozen=True):
    """What a heading says. ``kinds``: of what its cells are (a field, or street, complement); ``whose``: owner, home,
    work, property…, empty when it does not say; ``rank``: the number before what it is of (« Address 2 - Street »),
    0 without; ``line``: the number at its end; ``about``: it tells something of the datum; ``unknown``: words that
    are in no list; ``record``: it is about who keeps the record; ``person``: 2 for a second one (« Vendeur 2 », «
    Conjoint »), 0 when nothing says it."""

    kinds: frozenset[str]
    whose: str
    rank: int
    line: int
    about: bool
    unknown: tuple[str, ...]
    record: bool
    person: int

    @property
    def field(self) -> str:
        """The field of a column about a person, empty when the words do not settle one."""
        kinds, people = self.kinds, self.kinds & _PEOPLE
        if "country" in kinds:
            return "country" if kinds <= {"country", "address", "name"} and not self.unknown else ""
        if {"postcode", "town"} <= kinds:
            return "postcode_town"
        if where := next((field for field in ("postcode", "town") if field in kinds), ""):
            return where
        if kinds & _REACHED:
            # « Nom complet de l’adresse de messagerie », « Téléphone / e-mail »: the cells tell.
            return next(iter(kinds & _REACHED)) if not people and len(kinds & _REACHED) == 1 else ""
        if kinds & _STREET:
            return "address" if people <= {"name"} and kinds != {"name", "address"} else ""
        return "" if not people else "name" if len(people) > 1 else next(iter(people))


@cache
def words() -> Words:
    """Return the shipped words."""
    data = tomllib.loads(resource("sites", "columns.toml").read_text("utf-8"))
    kinds = {tuple(phrase.split()): kind for kind, phrases in data["kinds"].items() for phrase in phrases}
    whose = {tuple(phrase.split()): one for one, phrases in data["whose"].items() for phrase in phrases}
    second = frozenset(data["second"]["words"])
    neutral, about = frozenset(data["neutral"]["words"]), frozenset(data["about"]["words"])
    alone = {phrase[0] for phrase in (*kinds, *whose) if len(phrase) == 1}
    parts = alone | {word for phrase in kinds for word in phrase} | neutral | frozenset(data["strangers"]["people"])
    records = "|".join(data["strangers"]["records"])
    record = re.compile(_OF_A_RECORD.replace("{records}", records))
    every = frozenset(parts | {word for phrase in whose for word in phrase} | about | second)
    someone = frozenset((*data["whose"]["owner"], *data["strangers"]["people"]))
    single = frozenset(word for word in parts if len(word) > 1)
    return Words(kinds, whose, neutral, about, single, second, every, someone, record)


def words_of(header: str) -> list[str]:
    """Return the folded words of a heading, those that are written in one told apart: « nomVendeur », « codepostal »,
    « Tél1 »; the small words are left out."""
    texts: list[str] = []
    for word in fold(_CAMEL.sub(" ", header.replace("°", " ").replace("²", "2"))).split():
        if word in SMALL:
            continue
        figures = _FIGURES.fullmatch(word)
        if figures and len(parts := _apart(figures[1])) + (figures[1] in words().single) > 1:
            texts += [*parts, figures[2]]
        elif word in NUMBER_WORDS:
            texts.append("n")
        else:
            texts += _apart(word)
    return texts


def _apart(word: str) -> Sequence[str]:
    """Return the known words that make up one that is not known: « telvendeur » gives tel, vendeur."""
    known = words()
    if word in known.single or word in known.about or not (_GLUED <= len(word) <= _MOST_GLUED and word.isalpha()):
        return (word,)
    return next(_cuts(word, known.single), None) or next(_cut_short(word, known), (word,))


def _cut_short(word: str, known: Words) -> Iterator[tuple[str, str]]:
    """Yield (kind, of whom) of a word that lacks its end: « nomvend », « telacq »."""
    for at in range(2, len(word) - LEAST + 1):
        if (word[:at],) in known.kinds and any(text.startswith(word[at:]) for text in known.someone):
            yield word[:at], word[at:]


def _cuts(word: str, known: frozenset[str]) -> Iterator[tuple[str, ...]]:
    for at in range(2, len(word) - 1):
        if word[:at] in known:
            if word[at:] in known:
                yield word[:at], word[at:]
            yield from ((word[:at], *rest) for rest in _cuts(word[at:], known))


def read(header: str) -> Heading:
    """Return what a heading says, by its first letters: a longer cell is no heading."""
    return _read(header[:LONGEST])


@lru_cache(maxsize=KNOWN)
def _read(header: str) -> Heading:
    right = mended(header)
    sentences, known = words_of(right), words()
    kinds: list[str] = []
    whose: list[str] = []
    unknown: list[str] = []
    about, rank, line, person = False, 0, 0, 0
    before = ""
    for phrase in _phrases(sentences, known):
        if kind := known.kinds.get(phrase):
            kinds.append(kind)
            rank, line = rank or line, 0
        elif text := known.whose.get(phrase):
            whose.append(text)
        elif phrase[0].isdecimal():
            line = line or int(phrase[0][:3])
            person = int(phrase[0][:3]) if before == "owner" else person
        elif phrase[0] in known.about:
            about = True
        elif phrase[0] not in known.neutral:
            unknown.append(phrase[0])
        person = SECOND if phrase[0] in known.second else person
        before = known.whose.get(phrase, "")
    if "owner" in whose and not _LIVES.intersection(kinds):
        whose = [one for one in whose if one != "property"]  # « Nom du propriétaire du bien ».
    # « Contact – Adresse professionnelle »: the word that says most comes last in the list.
    which = next((one for one in reversed(list(known.whose.values())) if one in whose), "")
    record = bool(known.record.search(" ".join(_NOT_LETTERS.split(_CAMEL.sub(" ", right).lower()))))
    return Heading(frozenset(kinds), which, rank, line, about, tuple(unknown), record, person)


def _phrases(said: Sequence[str], known: Words) -> Iterator[tuple[str, ...]]:
    """Yield the words, those of a listed phrase together; the longest phrase first."""
    at = 0
    while at < len(said):
        sizes = range(min(_MOST_PHRASE, len(said) - at), 1, -1)
        size = next((n for n in sizes if (p := tuple(said[at : at + n])) in known.kinds or p in known.whose), 1)
        yield tuple(said[at : at + size])
        at += size
