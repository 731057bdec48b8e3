"""Compares two names, or two postal addresses, to tell whether they are one, spelt in two ways: words in another order,
initials, typing mistakes; but two first names that merely look alike are two persons, and two numbers of a street two
households."""

from collections.abc import Iterable, Sequence

from core.base.addresses import Address
from core.base.records import Struct
from core.base.street_words import ARTICLES
from core.base.text import fold
from core.base.typo_distance import Match, within

_MAN = frozenset({"m", "mr", "monsieur"})
_WOMAN = frozenset({"mme", "mlle", "mle", "madame", "mademoiselle"})
_CIVILITIES = _MAN | _WOMAN | {"et", "ou", "famille", "consorts", "epoux"}
_PARTICLES = frozenset({"de", "du", "des", "d", "la", "le", "les", "l"})
_SAINTS = {"st": "saint", "ste": "sainte"}
_SHORT = 3
"""Letters up to which a name tells nobody."""


class PersonName(Struct, frozen=True):
    """A name ready to compare. ``words``: folded, civilities left out; ``told``: the same with particles; ``surname``:
    words of the surname, empty where the file did not separate them; ``gender``: m, f or empty."""

    words: tuple[str, ...]
    told: tuple[str, ...] = ()
    surname: tuple[str, ...] = ()
    gender: str = ""


def name_of(name: str, *, surname: str = "", civility: str = "") -> PersonName:
    """Return a name ready to compare; the words of ``name`` may be in any order."""
    words = fold(name).split()
    stored = _kept(words, _CIVILITIES)
    family = _kept(_kept(fold(surname).split(), _CIVILITIES), _PARTICLES)
    return PersonName(stored, _kept(stored, _PARTICLES), family, _gender({*fold(civility).split(), *words[:1]}))


def same_name(one: PersonName, other: PersonName) -> Match:
    """Return whether two names may be one person's."""
    if not one.words or not other.words or _tells_nobody(one) or _tells_nobody(other):
        return Match.UNTOLD
    if one.surname and other.surname and not _same_surname(one.surname, other.surname):
        return Match.OTHER
    is_apart = "" != one.gender != other.gender != ""
    if "".join(one.words) in _joined(other.words):
        # A first name and a surname in full weigh more than a civility, which may be mistyped.
        return Match.OTHER if is_apart and 1 in (len(one.told), len(other.told)) else Match.SAME
    pairs = _paired(one, other)
    if pairs is None or (is_apart and sum(left == right for left, right in pairs) < 2):
        return Match.OTHER
    if all(1 in (len(left), len(right)) for left, right in pairs):
        return Match.UNTOLD
    return Match.SAME if all(left == right or 1 in (len(left), len(right)) for left, right in pairs) else Match.NEAR


def _tells_nobody(name: PersonName) -> bool:
    return sum(map(len, name.told)) <= _SHORT


def _kept(words: Iterable[str], left_out: frozenset[str]) -> tuple[str, ...]:
    """Return the words without those of ``left_out``; all of them when nothing would be left."""
    texts = tuple(_SAINTS.get(word, word) for word in words)
    return tuple(word for word in texts if word not in left_out) or texts


def _gender(words: set[str]) -> str:
    man, woman = bool(words & _MAN), bool(words & _WOMAN)
    return "" if man == woman else "m" if man else "f"


def _joined(words: Sequence[str]) -> set[str]:
    """Return the words glued into one, once per word taken as the first, so that « Yann Le Goff » matches « Legoff Yann
    »."""
    return {"".join((*words[start:], *words[:start])) for start in range(len(words))}


def _same_surname(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two surnames may be one: equal, mistyped, or a double name and one of its halves."""
    if _near("".join(one), "".join(other)):
        return True
    shorter, longer = sorted((set(one), set(other)), key=len)
    return shorter < longer and any(len(word) > _SHORT for word in shorter)


def _near(one: str, other: str) -> bool:
    """Tell whether two surnames differ only by a typing mistake, outside the first letter and the last two, or by a
    silent last letter: Moreau and Moreaux, Dupont and Dupond, but not Martin and Martinet."""
    if one == other:
        return True
    is_heard = one.rstrip("tdsxz") == other.rstrip("tdsxz")
    return one[:1] == other[:1] and (is_heard or one[-2:] == other[-2:]) and within(one, other)


def _paired(one: PersonName, other: PersonName) -> list[tuple[str, str]] | None:
    """Return each word of the shorter name with the word it matches in the longer one; None when a word matches
    nothing."""
    few, many = sorted((one, other), key=lambda name: len(name.told))
    rest = list(many.told)
    pairs: list[tuple[str, str]] = []
    for word in sorted(few.told, key=len, reverse=True):
        match = (
            word if word in rest else next((own_text for own_text in rest if _may_be(word, own_text, few, many)), None)
        )
        if match is None:
            return None
        rest.remove(match)
        pairs.append((word, match))
    return pairs


def _may_be(word: str, own: str, few: PersonName, many: PersonName) -> bool:
    """Tell whether one word may stand for another: as its initial, or as a mistyped surname. Michel and Michèle are two
    persons."""
    if 1 in (len(word), len(own)):
        return word[0] == own[0]
    surnames = (not few.surname or word in few.surname) and (not many.surname or own in many.surname)
    return surnames and _near(word, own) and (bool(few.surname or many.surname) or not _two_genders(word, own))


def _two_genders(one: str, other: str) -> bool:
    """Tell whether two words may be a man's and a woman's first name (Stéphane and Stéphanie), where the order of words
    is unknown."""
    shorter, longer = sorted((one, other), key=len)
    return longer.endswith(("e", "a")) and (longer[:-1] == shorter or longer[:-2] == shorter[:-1])


def same_place(one: Address, other: Address) -> Match:
    """Return whether two addresses may be one. Another number of the street is another household; a missing number
    decides nothing."""
    if not _same_town(one, other) or not one.words or not other.words:
        return Match.UNTOLD
    street = _same_street(one, other)
    if (one.number, one.repeat) == (other.number, other.repeat):
        return street if one.number else Match.UNTOLD
    return Match.OTHER if street is not Match.OTHER and one.number and other.number else Match.UNTOLD


def _same_town(one: Address, other: Address) -> bool:
    if one.postcode and other.postcode:
        return one.postcode == other.postcode
    return one.town == other.town if one.town and other.town else one.place == other.place


def _same_street(one: Address, other: Address) -> Match:
    if one.type and other.type and one.type != other.type:
        return Match.OTHER
    mine, theirs = _street_words(one), _street_words(other)
    if mine == theirs:
        return Match.SAME
    # « avenue Foch » is « avenue du Maréchal Foch »: with the same number in the same town, fewer words say less.
    fewer, more = sorted((mine, theirs), key=len)
    alike = _among(fewer, more) or (len(fewer) == len(more) and _among(more, fewer))
    return Match.NEAR if alike or within(" ".join(fewer), " ".join(more)) else Match.OTHER


def _street_words(address: Address) -> tuple[str, ...]:
    return tuple(word for word in address.words if word not in ARTICLES) or address.words


def _among(words: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether each word is among others, in full or by its initial."""
    return all(word in others or (len(word) == 1 and any(other.startswith(word) for other in others)) for word in words)
