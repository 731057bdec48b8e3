"""The people that one name tells: « Paul et Anne DURAND », « GIRAULT / PETIT », « M. Vidal et Mme Lemoine ».

A name is parted only where the text itself shows two: a couple told as one (« M. et Mme Durand »), a company, a family
or « NOM / Prénom » stays one, whose letter goes to all of them.
"""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from core.base.mojibake import legible
from core.base.text import fold
from core.records.listing import BARE, UNDIVIDED, USUFRUCT
from core.sources.columns.cross_checks import first_names
from core.sources.columns.names import BOTH, COMPANIES, civility, split_name


class NamedPerson(NamedTuple):
    """A person as a draft says them: ``name`` whole where nothing tells the surname, else empty; ``role``: what they
    have of the property."""

    name: str = ""
    last_name: str = ""
    first_name: str = ""
    civility: str = ""
    role: str = ""


_ROLES = (
    (re.compile(r"usufruit", re.IGNORECASE), USUFRUCT),
    (re.compile(r"nue?s?[ -]?propri", re.IGNORECASE), BARE),
    (re.compile(r"indivis|coindivis|hoirie|succession|h[ée]riti", re.IGNORECASE), UNDIVIDED),
)


def role_in(text: str) -> str:
    """Return what somebody has of a property, as a name or a heading tells it: « Mme Roux (usufruitière) »."""
    return next((role for pattern, role in _ROLES if pattern.search(text)), "")


_MAY = re.compile(r"[/&+;,\n]|\s(?:et|ou)\s", re.IGNORECASE)
_JOINED = re.compile(r"\s*[/&+;\n]\s*|\s+(?:et|ou)\s+", re.IGNORECASE)
_SURE = re.compile(r"[&+]|\s(?:et|ou)\s", re.IGNORECASE)
"""« Martin et Girard » are two; « Martin / Paul » may be a surname and a first name."""
_TOGETHER = re.compile(
    r"\s*(?:indivision|succession|consorts|hoirie|h[ée]riti[eè]re?s|[ée]poux)\s+(?:de\s+|d[’'])?", re.IGNORECASE
)
_BESIDE = re.compile(
    r"\((?!\s*(?:n[ée]e?|[ée]p|veuve)\b)[^)]*\)"
    r"|\b(?:(?:en\s+)?(?:usufruit|nue?[ -]propri[ée]t[ée])|usufruiti[eè]re?s?|nue?s?[ -]?propri[ée]taires?"
    r"|(?:co-?)?(?:propri[ée]taires?|indivisaires?|vendeu(?:rs?|ses?)))\b\s*:?",
    re.IGNORECASE,
)
"""What somebody is, beside their name."""
_MARRIED = re.compile(
    r"[\s(]+((?:n[ée]e?|[ée]p(?:ouse|x|se)?|veuve|vve|dite?)\b\.?)\s+([^()]+)\)?.*", re.IGNORECASE | re.DOTALL
)
_SIGNS = {"\ue000": USUFRUCT, "\ue001": BARE, "\ue002": UNDIVIDED}
_SIGN = re.compile("[\ue000-\ue002]")
"""Letters of nobody, which no name holds."""
_NAME = re.compile(r"[^\W\d_](?:[’'.\- ]*[^\W\d_])*\.?")
_NO_NAMES = COMPANIES | {
    "fils", "fille", "filles", "enfant", "enfants", "cie", "co", "associes", "associe", "autre", "autres", "amis",
    "ami", "parents", "frere", "freres", "soeur", "soeurs", "conjoint", "epouse", "epoux", "mari", "femme",
    "compagne", "compagnon", "voisin", "voisine", "gardien", "notaire", "vend", "vends", "vente", "maison",
    "appartement", "chez", "tel", "mobile", "domicile", "bureau", "syndic", "particulier", "pro", "fax", "mail",
    "site", "annonce", "rien", "neant", "inconnu",
}  # fmt: skip
_MOST, _WORDS, _PAIR = 4, 5, 2


def may_tell_people(name: str, last: str, first: str) -> bool:
    """Tell whether a name is worth asking: nearly none is."""
    return bool(_MAY.search(name) or _MAY.search(first) or _MAY.search(last))


def people_named(name: str, last: str = "", first: str = "") -> tuple[NamedPerson, ...]:
    """Return the people, at least two, that a whole name tells, or the columns of surname and first name; nothing for
    one person, or where it cannot be told."""
    if not may_tell_people(name, last, first):
        return ()
    full_text = legible(name if _MAY.search(name) or not last else last)
    by_columns = bool(first) and not _MAY.search(name)
    people = _of_columns(legible(last), legible(first)) if by_columns else _of_name(full_text)
    names = {fold(f"{person.name} {person.last_name} {person.first_name}") for person in people}
    return people if len(people) > 1 and len(names) == len(people) else ()


def _of_columns(last: str, first: str) -> tuple[NamedPerson, ...]:
    """Return the people of « DURAND » and « Paul et Anne », or « GIRAULT / PETIT » and « Paul / Anne »."""
    lasts, firsts = _parts(last), _parts(first)
    if len(lasts) == 1 < len(firsts):
        lasts *= len(firsts)
    if len(lasts) < 2 or len(firsts) != len(lasts) or not all(map(_is_name, (*lasts, *firsts))):
        return ()
    titled_names = [civility(part) for part in lasts]
    if any(not surname for _title, surname in titled_names):
        return ()
    return tuple(
        NamedPerson("", surname, forename, title)
        for (title, surname), forename in zip(titled_names, firsts, strict=True)
    )


def _of_name(name: str) -> tuple[NamedPerson, ...]:
    whole_role = role_in(match[0]) if (match := _TOGETHER.match(name)) else ""
    full_text = _BESIDE.sub(_role_sign, _TOGETHER.sub("", name, count=1))
    title, rest = civility(full_text.strip())
    if title == BOTH:
        full_text = rest
    parts = _parts(full_text)
    if not 1 < len(parts) <= _MOST:
        return ()
    signed = [(_SIGNS.get(sign[0], whole_role) if (sign := _SIGN.search(part)) else whole_role) for part in parts]
    parts = [_SIGN.sub(" ", part).strip(" ,-") for part in parts]
    people = [_one(part) for part in parts]
    if any(not (person.name or person.last_name) for person in people):
        return ()
    named = map(_with_other_name, _with_surnames(people, sure=bool(_SURE.search(full_text))), parts)
    return tuple(person._replace(role=role) for person, role in zip(named, signed, strict=False))


def _role_sign(beside: re.Match[str]) -> str:
    """Return the sign of what somebody has, in the place of the words that tell it beside their name."""
    return f" {next((sign for sign, role in _SIGNS.items() if role == role_in(beside[0])), '')} "


def _with_other_name(person: NamedPerson, part: str) -> NamedPerson:
    """Return a person with the name of their birth, or of their marriage, that stands beside theirs."""
    match = _MARRIED.search(part)
    if not match or not _is_name(other := match[2].strip()):
        return person
    field = "last_name" if person.last_name else "name"
    return person._replace(**{field: f"{getattr(person, field)} {match[1]} {other}"})


def _parts(text: str) -> list[str]:
    pieces = [part.strip(" ,-") for part in _JOINED.split(text)]
    parts = [part for part in pieces if part]
    commas = [part.strip() for part in text.split(",")] if len(parts) == 1 else []
    is_list = len(commas) > 1 and all(len(part.split()) > 1 for part in commas)
    return commas if is_list else parts


def _one(part: str) -> NamedPerson:
    """Return one part of a name: its surname where the text tells it, else the whole as it is; nothing for no name."""
    title, rest = civility(_MARRIED.sub("", part))
    rest = rest.strip()
    if not _is_name(rest):
        return NamedPerson()
    split = split_name(f"{title} {rest}" if title else rest)
    return NamedPerson("" if split.last else rest, split.last, split.first, title)


def _is_name(text: str) -> bool:
    words = fold(text).split()
    return bool(words and _NAME.fullmatch(text) and len(words) <= _WORDS and _NO_NAMES.isdisjoint(words))


def _with_surnames(people: Sequence[NamedPerson], *, sure: bool) -> tuple[NamedPerson, ...]:
    """Return the people, those of a first name alone with the surname that another tells; nobody where one stays
    without."""
    singles = [person for person in people if person.name and " " not in person.name]
    forenames = [person for person in singles if _is_forename(person.name)]
    if len(singles) == len(people):
        # « GIRAULT / PETIT » are two surnames; « Martin / Paul » may be one person, « Paul et Anne » have none.
        is_told = not forenames or (sure and len(forenames) < len(people))
        return tuple(NamedPerson("", person.name, "", person.civility) for person in people) if is_told else ()
    parted = [
        person if person.last_name or person in singles else _guessed(person, forenames, people) for person in people
    ]
    if singles and not all(person.last_name for person in parted if person not in singles):
        return ()
    surnames = {person.last_name for person in parted if person.last_name and person.first_name}
    if forenames and len(surnames) != 1:
        return ()
    return tuple(_surnamed(person, surnames, forenames) if person in singles else person for person in parted)


def _surnamed(person: NamedPerson, surnames: Collection[str], forenames: Collection[NamedPerson]) -> NamedPerson:
    """Return somebody of one word: a first name with the only surname told, or a surname."""
    if person in forenames:
        return NamedPerson("", next(iter(surnames)), person.name, person.civility)
    return NamedPerson("", person.name, "", person.civility)


def _is_forename(word: str) -> bool:
    """Tell whether a word is a usual first name, or two of them joined."""
    return first_names().issuperset(fold(word).split())


def _guessed(person: NamedPerson, forenames: Sequence[NamedPerson], people: Sequence[NamedPerson]) -> NamedPerson:
    """Return two words with the surname told, where the other one alone is a usual first name, « Anne Durand », or
    where who stands beside has only one: « Paul et Zélie Durand », « Durand Zélie et Paul »."""
    words = person.name.split()
    given_names = [word for word in words if _is_forename(word)]
    if len(words) != _PAIR or len(given_names) > 1 or not (given_names or forenames):
        return person
    comes_last = bool(forenames) and people.index(forenames[0]) < people.index(person)
    first = given_names[0] if given_names else words[0 if comes_last else 1]
    return person._replace(name="", last_name=words[1 - words.index(first)], first_name=first)
