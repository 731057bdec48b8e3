"""The cells of one vCard, under the headings of a lead file: of the person, and of nobody else."""

import re
from collections.abc import Callable, Mapping, Sequence

from core.base.countries import named
from core.base.records import Struct
from core.base.text import fold
from core.model.draft import Draft
from core.refusals.detection import refusing_words
from core.sources.columns.channel_opt_outs import asks_agreement, ways_of
from core.sources.columns.headings import field_of
from core.sources.columns.names import split_name
from core.sources.columns.refusals import declines, refuses
from core.sources.columns.streets import parted

HEADINGS = (
    *("Nom de famille", "Prénom", "Civilité", "Téléphone", "E-mail", "Adresse", "Code postal", "Ville"),
    *("Pays", "Société", "Lien", "Opposition", "Note", "Reste de la carte"),
)
"""As the header dictionary reads them, whatever the language of the screen."""
REST = len(HEADINGS) - 1
"""The column of what a card says of other persons and of other addresses: told, never taken for the person's."""
BETWEEN = " / "

_LAST, _FIRST, _CIVILITY, _PHONE, _EMAIL, _ADDRESS, _POSTCODE, _TOWN, _COUNTRY, _COMPANY, _LINK, _REFUSAL, _NOTE = (
    range(13)
)
_HOME = 14
"""Not a cell: whether the address is that of the home."""
_WHERE = (_ADDRESS, _POSTCODE, _TOWN, _COUNTRY)
_PLACES: Mapping[str, int] = {"TEL": _PHONE, "EMAIL": _EMAIL, "ORG": _COMPANY, "URL": _LINK, "NOTE": _NOTE}
_REMARKS = frozenset({"CATEGORIES", "TITLE", "ROLE", "NICKNAME", "X-ABLABEL"})
"""Where a person is said to refuse, for want of a place made for it."""
_OTHERS = frozenset({"RELATED", "X-SPOUSE", "X-EVOLUTION-SPOUSE", "X-KADDRESSBOOK-X-SPOUSESNAME", "X-ABRELATEDNAMES"})
"""Who else a card names."""
_WANTED = frozenset({*_PLACES, *_REMARKS, *_OTHERS, "FN", "N", "ADR", "LABEL"})
_PARTS = re.compile(r"(?<!\\);")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NO_NAME = frozenset(
    {"mr", "mrs", "mme", "mlle", "monsieur", "madame", "et", "and", "ou", "de", "du", "des", "la", "le"}
)
_NOT_CALLED = frozenset({"FAX", "PAGER", "MODEM", "BBS"})


class CardProperty(Struct):
    """One property: its name, its parameters in capitals, its value still escaped; ``label``: the address as a whole
    that a parameter gives."""

    name: str
    parameters: frozenset[str]
    value: str
    label: str = ""


def is_used(name: str) -> bool:
    """Tell whether a property, named in capitals, says something of a person."""
    return name in _WANTED or (name.startswith("X-") and bool(_flag(name)))


def card_row(card: list[CardProperty], inner: list[CardProperty]) -> list[str]:
    """Return the cells of a card, in the order of HEADINGS; ``inner``: what a card inside it says, of another person.
    Several numbers share their cell; fax numbers are left out."""
    cells: list[list[str]] = [[] for _at in range(_HOME + 1)]
    # The name in its parts tells more than in one piece, and a label stands for the address where there is none.
    for found in sorted(card, key=lambda one: {"N": 0, "LABEL": 2}.get(one.name, 1)):
        if found.name in ("N", "FN"):
            _add_name(cells, found)
        elif found.name in ("ADR", "LABEL"):
            _add_address(cells, found)
        elif found.name in _OTHERS:
            cells[REST].append(unescaped(found.value))
        elif found.name not in _PLACES:
            _add_refusal(cells, found)
        elif not (found.name == "TEL" and found.parameters & _NOT_CALLED):
            text = unescaped(found.value)
            if found.name == "TEL" and text[:4].lower() == "tel:":
                text = text[4:].partition(";")[0]
            cells[_PLACES[found.name]].append(text.removeprefix("mailto:") if found.name == "EMAIL" else text)
    cells[REST] += [unescaped(found.value) for found in inner if found.name in ("FN", "TEL", "EMAIL")]
    _add_other_names(cells, card)
    several = {_PHONE, _EMAIL, _NOTE, _REFUSAL, REST}
    return [
        BETWEEN.join(dict.fromkeys(filter(None, texts))) if at in several else next(filter(None, texts), "")
        for at, texts in enumerate(cells[:_HOME])
    ]


def card_draft(to_draft: Callable[[int, tuple[str, ...]], Draft]) -> Callable[[int, tuple[str, ...]], Draft]:
    """Return ``to_draft`` with the other addresses of the card, where a refusal is heard."""

    def drafted(line: int, cells: tuple[str, ...]) -> Draft:
        draft = to_draft(line, cells)
        rest = cells[REST] if len(cells) > REST else ""
        places = tuple(place for words in rest.split(BETWEEN) if (place := parted(words))[1]) if rest else ()
        return draft._replace(elsewhere=places) if places else draft

    return drafted


def _add_refusal(cells: list[list[str]], found: CardProperty) -> None:
    """Add what a category (« Opposé »), a title or a property of a program (« X-DNC ») says against being called; the
    rest is left out."""
    text = unescaped(found.value)
    if found.name not in _REMARKS:
        if declines(text) if _flag(found.name) == "accepts" else refuses(text):
            cells[_REFUSAL].append(f"{found.name.removeprefix('X-').lower()} : {text}")
        return
    for part in text.split(",") if found.name == "CATEGORIES" else [text]:
        if field_of(part)[0] == "refuses" or refusing_words(part):
            cells[_REFUSAL].append(part.strip())


def _add_name(cells: list[list[str]], found: CardProperty) -> None:
    """Add the parts of N: family; given; additional; prefixes; suffixes (RFC 6350, 6.2.2); or FN, the name in one
    piece, when N is empty."""
    if found.name == "FN":
        full_text = unescaped(found.value)
        name = split_name(full_text)
        parts = [name.last or full_text, name.first, name.civility]
    else:
        family, given, _more, prefix = _parts(found.value, 4)
        parts = [family, given, prefix]
    if not any(parts) or any(cells[_LAST] + cells[_FIRST]):
        return
    for at, text in zip((_LAST, _FIRST, _CIVILITY), parts, strict=True):
        cells[at] = [text]


def _add_other_names(cells: list[list[str]], card: list[CardProperty]) -> None:
    """Add to the rest the names of the card that hold a word more than that of the person: another's, in all
    likelihood."""
    sentences = set(fold(" ".join((*cells[_LAST], *cells[_FIRST], *cells[_CIVILITY], *cells[_COMPANY]))).split())
    for found in card:
        if found.name in ("N", "FN"):
            name = " ".join(_parts(found.value, 4)) if found.name == "N" else unescaped(found.value)
            words = [word for word in fold(name).split() if len(word) > 1 and word not in _NO_NAME]
            if not sentences.issuperset(words):
                cells[REST].append(" ".join(name.split()))


def _add_address(cells: list[list[str]], found: CardProperty) -> None:
    """Add the parts of ADR: box; extended; street; town; region; postcode; country (RFC 6350, 6.3.1), or of a label,
    which has the address as a whole. The address of the home is taken for the person's, else the first one; the others
    go to the rest."""
    parts = _place(found)
    street, held = parts[0], [next(iter(cells[at]), "") for at in _WHERE]
    if not any(parts) or (found.name == "LABEL" and fold(street) in fold(" ".join(held))):
        return
    home = "HOME" in found.parameters
    if any(held) and (not home or cells[_HOME]):
        cells[REST].append(_one_line(parts))
        return
    if any(held):
        cells[REST].append(_one_line(held))
    if home:
        cells[_HOME].append("1")
    for at, text in zip(_WHERE, parts, strict=True):
        cells[at][:] = [text]


def _one_line(parts: Sequence[str]) -> str:
    street, postcode, town, country = parts
    return ", ".join(filter(None, (street, f"{postcode} {town}".strip(), country)))


def _place(found: CardProperty) -> tuple[str, str, str, str]:
    """Return (street, postcode, town, country) of an address, what its parts lack being read in its label; the country
    where it is not France, which goes without saying."""
    full_text = found.label if found.name == "ADR" else unescaped(found.value)
    label = parted(", ".join(line.strip(" ,") for line in full_text.splitlines() if line.strip(" ,")))
    if found.name == "LABEL":
        return (*label, "")
    box, extended, street, town, _region, postcode, country = _parts(found.value, 7)
    words = ", ".join(filter(None, (box, extended, street)))
    return words or label[0], postcode or label[1], town or label[2], country if named(country) else ""


def _flag(name: str) -> str:
    """Return the field, refuses or accepts, that a property of a program is about: « X-DNC »; else an empty text."""
    wanted = name.removeprefix("X-")
    field = field_of(wanted)[0]
    # A card has no column for one way of being reached: « X-DNC » is heard as a refusal whole, in doubt.
    if field == "no_call" or len(ways_of(wanted)) > 1:
        return "accepts" if asks_agreement(wanted) else "refuses"
    return field if field in ("refuses", "accepts") else ""


def _parts(value: str, count: int) -> list[str]:
    parts = [" ".join(unescaped(part).split()) for part in _PARTS.split(value)]
    return (parts + [""] * count)[:count]


def unescaped(value: str) -> str:
    """Return a value without its escapes: ``\\n`` is a line end, ``\\,`` a comma."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()
