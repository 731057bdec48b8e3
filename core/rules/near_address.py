"""A spelling of an opposed person's address that no exact key recognises: what the register keeps for it, and the
comparison.

The register holds no word, only keyed hashes, and the sheet may be erased. So each refused address also leaves, under
the keyed hash of its number and place (a block), the hashes of the words of its street and name, each with itself short
of one letter: two words one letter apart then share a hash. The hashes of a block compare within it only.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from core.base.addresses import Address
from core.base.typo_distance import LONG
from core.rules.comparators import PersonName

_ANY, _UNTOLD = "*", "?"
"""« Whatever it is » and « not told », in the place of a number or of a town."""
_VAGUE = frozenset({"lieudit", "hameau", "quartier", "lotissement", "domaine", "cite", "voie"})
"""Types of street that are left out, or said of a place that has a street too."""
_KEPT = 8
"""Figures kept of the hash of a word: it is compared within one block only."""
_FIELDS = (5, 6)
"""How many fields a signature has: an older program left the last one out."""
_PAIR = 2
"""Words of a name of which either may come first."""
_SHORTEST = 4
"""Letters from which a word may be one letter off, its first one spared below :data:`LONG`: Tour is not Cour."""
Hashing = Callable[[str], str]
Words = tuple[frozenset[str], ...]
"""Words, each as the hashes of its spellings."""


class AddressSignature(NamedTuple):
    """The fields of a signature, in the order in which it is written: type of street, « bis », words of the street,
    words of the name, the name written as one word, and the first names where the surname is told. ``first`` is None in
    a signature of an older program, which kept none."""

    kind: Words
    repeat: Words
    street: Words
    name: Words
    joined: Words
    first: Words | None = None


_QUALITIES = re.compile(
    r"\b(?:s\.?c\.?i|sarl|sasu?|eurl|snc|scp|ste|soci[ée]t[ée]|indivis(?:ion)?|successions?|hoirie|h[ée]riti[eè]re?s?"
    r"|ayants?[ -]droit|enfants?|fils|filles?|docteur|dr|ma[iî]tre|me|professeur|pr|veuve|veuf|vve|propri[ée]taires?"
    r"|vendeu(?:r|rs|se)|bailleur|consorts|famille|messieurs|mesdames|[ée]poux)\b\.?",
    re.IGNORECASE,
)
"""What somebody is, beside a name: a company of theirs, their heirs, their trade."""
_BETWEEN = re.compile(
    r"\s*(?:[/&+;|()]|\b(?:et|ou|[ée]p|[ée]pse|[ée]pouse|n[ée]e?|veuve|vve|dit|dite|alias|chez)\b\.?)\s*", re.IGNORECASE
)
_COUPLE = re.compile(
    r"\s*(?:m|mr|monsieur|mme|madame)\.?\s*(?:et|ou|&|/|,|-)?\s*(?:m|mr|monsieur|mme|madame)\b\.?", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{4,}")


def blocks_kept(address: Address) -> tuple[str, ...]:
    """Return the blocks under which a refused address is kept: also for a text that leaves out its number, or its
    town."""
    numbers, places = address.numbers or (_UNTOLD,), _told(address.postcode, address.town)
    texts = [f"{number}|{place}" for number in numbers for place in (*places, _ANY)]
    return (*texts, *(f"{_ANY}|{place}" for place in places if address.number))


def blocks_asked(address: Address, other_places: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the blocks where a refusal of this address may be kept. ``other_places``: the towns of its postcode, or
    the postcodes of its town, where only one is told."""
    numbers = (*(address.numbers or (_ANY,)), _UNTOLD)
    known_texts = [place for place in (address.postcode, address.town, *other_places) if place]
    places = (*known_texts, _UNTOLD) if known_texts else (_UNTOLD, _ANY)
    return tuple(dict.fromkeys(f"{number}|{place}" for number in numbers for place in places))


def signature(address: Address, name: PersonName, hashing: Hashing) -> str:
    """Return the hashes of an address and a name, as the register keeps them: the fields of :class:`AddressSignature`
    parted by « | », words by spaces, spellings of a word by points."""
    own = name.surname or name.told
    words = tuple(word for word in own if not _is_initials(word)) or own
    either = {"".join(name.words), "".join(reversed(name.words))} if len(name.words) == _PAIR else set()
    joined = sorted({*either, *("".join(name.words[at:end]) for at, end in _runs(len(name.words)))} - set(words))
    kind = "" if address.type in _VAGUE else address.type
    street = " ".join(
        ".".join((_word(word, hashing), *(hashing(spelling)[:_KEPT] for spelling in spellings)))
        for word, *spellings in address.spelt
    )
    first = tuple(word for word in name.told if word not in name.surname and not _is_initials(word))
    fields = ((kind,), (address.repeat,), words, joined, first if name.surname else ())
    kind_signed, repeat, *names = [" ".join(_word(word, hashing) for word in field if word) for field in fields]
    return "|".join((kind_signed, repeat, street, *names))


def tells(kept: str, other: str) -> bool:
    """Tell whether a signature says all that another of its block says: an older program left the first names out."""
    return kept == other or kept.startswith(f"{other}|")


def is_one_door(block: str) -> bool:
    """Tell whether a block (:func:`blocks_asked`) is that of one house number in one place."""
    return {_ANY, _UNTOLD}.isdisjoint(block.split("|"))


def near(one: str, other: str, *, one_door: bool = False) -> bool:
    """Tell whether two signatures of one block may be one person's: every word of the shorter street is in the longer,
    and so with the names. What one side leaves untold contradicts nothing, but all of it cannot be untold. A way of
    another type is the same one to whoever gives the whole of its name, its number and the person's: « chemin des
    Mûriers » for « rue des Mûriers ». At ``one_door``, the same number in the same place, a surname and a first name
    that are the same are enough, whatever the street is called (rule OBJ-08)."""
    mine, theirs = _read(one), _read(other)
    kind, repeat = _denied(mine.kind, theirs.kind), _denied(mine.repeat, theirs.repeat)
    street, name = _alike(mine.street, theirs.street), _names_alike(mine, theirs)
    if repeat or name is False:
        return False
    if one_door and _is_one_person(mine, theirs):
        return True
    if street is False:
        return False
    if kind:
        return bool(name) and bool(street) and len(mine.street) == len(theirs.street)
    return bool(street or name)


def _is_one_person(one: AddressSignature, other: AddressSignature) -> bool:
    """Tell whether two signatures have the same surname and the same first name, told apart or not."""
    if one.first and other.first:
        return bool(_alike(one.name, other.name)) and bool(_alike(one.first, other.first))
    if one.first or other.first:
        parted, joined = (one, other) if one.first else (other, one)
        return joined.first == () and _among((*parted.name, *(parted.first or ())), joined.name)
    return one.first == other.first == () and len(one.name) == len(other.name) >= _PAIR and _among(one.name, other.name)


def surname_in(kept: str, words: Sequence[str], hashing: Hashing) -> tuple[str, ...]:
    """Return which words of a name, whose surname is not told, are the surname of a refusal of the same words
    (``kept``: its signature, in the block of ``hashing``); nothing where it tells none, or has other words."""
    theirs = _read(kept)
    signed = {word: frozenset(_word(word, hashing).split(".")) for word in words}
    surname = tuple(word for word in words if _among((signed[word],), theirs.name))
    first = tuple(word for word in words if word not in surname and _among((signed[word],), theirs.first or ()))
    is_same = len(surname) == len(theirs.name) and len(first) == len(theirs.first or ()) == len(words) - len(surname)
    return surname if is_same and first else ()


def names_somebody(signed: str) -> bool:
    """Tell whether a signature holds a name, and not an address alone."""
    return bool(_read(signed).name)


def other_name(kept: str, asked: str) -> bool:
    """Tell whether two signatures of one block surely tell two names: another surname, or another first name."""
    mine, theirs = _read(kept), _read(asked)
    if not (mine.name and theirs.name):
        return False
    return _names_alike(mine, theirs) is False or _alike(_firsts(mine, theirs), _firsts(theirs, mine)) is False


def _firsts(one: AddressSignature, other: AddressSignature) -> Words:
    """Return the first names of a signature: as told, or what its name has beside the surname of the other."""
    if one.first is None or one.first:
        return one.first or ()
    return tuple(word for word in one.name if not any(word & own for own in other.name))


def other_street(kept: str, asked: str) -> bool:
    """Tell whether two signatures of one block surely tell two streets, or two homes of one (« bis »)."""
    mine, theirs = _read(kept), _read(asked)
    return _alike(mine.street, theirs.street) is False or _denied(mine.repeat, theirs.repeat)


def _denied(one: Words, other: Words) -> bool:
    return bool(one and other) and not _among(one, other)


def _names_alike(kept: AddressSignature, asked: AddressSignature) -> bool | None:
    """Tell whether two names may be one; None when one side says none."""
    name = _alike(kept.name, asked.name)
    if name is False:
        joined = _among_any(kept.joined, asked.name) or _among_any(asked.joined, kept.name)
        return joined or _is_first_name(kept, asked) or _shares_surname(kept, asked)
    return name


def _shares_surname(kept: AddressSignature, asked: AddressSignature) -> bool:
    """Tell whether a name kept whole, whose surname is not told, may have that of the other: a word of a surname that
    is told (« Moreau-Petit »), or any word in common but those that both begin with, which are first names: « ménage
    Moreau » for « Hélène Moreau », not « Hélène Martin »."""
    if kept.first is None or kept.first:
        return False
    mine, theirs = kept.name, asked.name
    while not asked.first and mine and theirs and mine[0] & theirs[0]:
        mine, theirs = mine[1:], theirs[1:]
    return _among_any(tuple(word for word in theirs if len(word) > 1), mine)


def _is_first_name(kept: AddressSignature, asked: AddressSignature) -> bool:
    """Tell whether all that is told of a name is a first name of the person who refused: « Anne », as many ads do. An
    older signature has none."""
    alone = len(asked.name) == 1 and not asked.first
    return alone and kept.first is not None and _among(asked.name, kept.first)


def near_swapped(kept: str, other: str) -> bool:
    """Tell whether the first name of ``other``, signed as a surname, may be the whole name of a refusal."""
    return len(_read(kept).name) <= len(_read(other).name) and near(kept, other)


def _is_initials(word: str) -> bool:
    return len(word) == 1 or (len(word) == 2 and not set(word) & set("aeiouy"))


def _told(*places: str) -> tuple[str, ...]:
    return tuple(filter(None, places)) or (_UNTOLD,)


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """Yield where two or three words that may be written as one begin and end: « de la Tour », « Le Goff »."""
    for length in (2, 3):
        yield from ((at, at + length) for at in range(count - length + 1))


def _word(word: str, hashing: Hashing) -> str:
    return ".".join([hashing(spelling)[:_KEPT] for spelling in _spellings(word)])


@lru_cache(maxsize=8192)
def _spellings(word: str) -> tuple[str, ...]:
    """Return a word, then what is left of it without one of its letters: an address is signed in several blocks."""
    if len(word) < _SHORTEST or not word.isalpha():
        return (word,)
    return word, *sorted({word[:at] + word[at + 1 :] for at in range(len(word) < LONG, len(word))})


@lru_cache(maxsize=8192)
def _read(signed: str) -> AddressSignature:
    """Return the fields of a signature; one refusal is compared with many leads. What damage left of one tells
    nothing, hence tells nobody apart."""
    fields = [tuple(frozenset(word.split(".")) for word in field.split()) for field in signed.split("|")]
    return AddressSignature(*fields) if len(fields) in _FIELDS else AddressSignature(*[()] * _FIELDS[0])


def _alike(one: Words, other: Words) -> bool | None:
    """Tell whether the words of the shorter side are all in the longer; None when one side says nothing."""
    if not one or not other:
        return None
    few, many = sorted((one, other), key=len)
    return _among(few, many)


def _among(few: Words, many: Words) -> bool:
    return all(any(word & own for own in many) for word in few)


def _among_any(joined: Words, words: Words) -> bool:
    return any(one & word for one in joined for word in words)


def plain_name(name: str) -> str:
    """Return a name without what somebody is beside it; whole when nothing would be left."""
    return " ".join(_QUALITIES.sub(" ", name).split()) or name


def names_told(name: str) -> Iterator[str]:
    """Yield the names that a cell tells beside the whole of it: of each person, or before and after a marriage; of a
    couple, each word, since the surname may be any."""
    parts = [part for part in _BETWEEN.split(name) if part.strip()]
    yield from (plain_name(part) for part in parts if len(parts) > 1)
    if match := _COUPLE.match(name):
        yield from _WORD.findall(name[match.end() :])
