"""The country of an address abroad, told at its end: « 12 Baker Street, London NW1 6XE, Royaume-Uni », or in a column
of its own.

Without one an address is in France. The country is written last, in French and in capitals, as the post that carries
the letter out of France reads it (Universal Postal Union, S42). The list is resources/places/countries.txt.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from core.base import places
from core.base.resources import resource
from core.base.text import USUAL, fold, fold_usual

_PARTS = re.compile(r"[,;|\n\r\t•·]+|\s[-–—/]\s|[()]")
_FRENCH, _EEA = "fr", "ee"
_COLUMN_ONLY = "="
_ABOVE_TOWN = 3
_CODE_LAST = frozenset({"ROYAUME UNI", "IRLANDE", "ETATS UNIS", "CANADA", "AUSTRALIE", "NOUVELLE ZELANDE", "INDE"})
"""Where the postcode follows the town."""
_HOME = frozenset(
    """fr|fra|france|france metropolitaine|republique francaise|french republic|gp|glp|guadeloupe|mq|mtq|martinique
    |gf|guf|guyane|guyane francaise|french guiana|re|reu|reunion|la reunion|yt|myt|mayotte|pm|spm
    |saint pierre et miquelon|bl|blm|saint barthelemy|mf|maf|saint martin|nc|ncl|nouvelle caledonie|new caledonia
    |pf|pyf|polynesie francaise|french polynesia|wf|wlf|wallis et futuna|mc|mco|monaco""".replace("\n    ", "").split(
        "|"
    )
)
"""Where addresses are French ones, Monaco's too."""
_OUTSIDE = frozenset(
    """pm|spm|saint pierre et miquelon|bl|blm|saint barthelemy|nc|ncl|nouvelle caledonie|new caledonia|pf|pyf
    |polynesie francaise|french polynesia|wf|wlf|wallis et futuna|mc|mco|monaco""".replace("\n    ", "").split("|")
)
"""Those of them that are not of the European Union."""


class Country(NamedTuple):
    """A country. ``name``: in French; ``french``: its people are written to in French; ``eea``: of the European
    Economic Area."""

    name: str
    french: bool
    eea: bool = False

    @property
    def line(self) -> str:
        """The country as it is written under an address."""
        return fold(self.name).upper()

    @property
    def code_last(self) -> bool:
        """Tell whether the postcode is written after the town."""
        return self.line in _CODE_LAST


class ForeignAddress(NamedTuple):
    """An address abroad. ``parts``: what was typed before the town, a line each; ``town``: with what was typed beside
    it."""

    parts: tuple[str, ...]
    town: str
    country: Country

    @property
    def lines(self) -> tuple[str, ...]:
        """Its lines under a name, five at most: the first parts stand side by side when they are more than three."""
        beside = len(self.parts) - _ABOVE_TOWN + 1
        above = self.parts if beside < 2 else (", ".join(self.parts[:beside]), *self.parts[beside:])
        return (*above, self.town, self.country.line)


def country_of(address: str, town: str) -> Country | None:
    """Return the country told at the end of the town, else of the address; None for an address in France."""
    found = abroad(address, town)
    return found.country if found is not None else None


@lru_cache(maxsize=USUAL)
def named(cell: str) -> Country | None:
    """Return the country that a cell names, by a name or a code (ISO 3166-1); None for France, and where it names
    none."""
    folded = fold(cell)
    return _countries().listed.get(folded) if folded and folded not in _HOME else None


def is_country(cell: str) -> bool:
    """Tell whether a cell is the name or the code (ISO 3166-1) of a country, France included."""
    return fold(cell) in _HOME or named(cell) is not None


def in_eea(cell: str) -> bool:
    """Tell whether a cell names a country of the European Economic Area, where the GDPR holds, France included."""
    country = named(cell)
    return fold(cell) in _HOME - _OUTSIDE or (country is not None and country.eea)


def abroad(address: str, town: str, postcode: str = "") -> ForeignAddress | None:
    """Return an address whose last part names a country: of the town, after a comma or a dash or alone under a street
    and a town, else of the address; None for one in France."""
    country = _last_named(town) if fold_usual(town) else _last_named(address)
    return None if country is None else _written(list(_parts(address)), list(_parts(town)), postcode, country)


def at_home(town: str) -> str:
    """Return a town, or nothing for one kept with its country: a property is in France."""
    return "" if "," in town and _last_named(town) is not None else town


def kept_abroad(address: str, postcode: str, town: str, country: str = "") -> tuple[str, str] | None:
    """Return (address, town) of an address abroad as the base keeps it, the town with its postcode and its country: «
    NW1 6XE London, Royaume-Uni »; None for one in France. ``country``: of a column, a name or a code; it is not that of
    a commune of France with its postcode, nor of nothing."""
    told = named(country) if country and address else None
    if told is not None and places.agrees(postcode, town):
        told = None
    if told is None:
        found = abroad(address, town, postcode)
    else:
        found = _written(list(_parts(address)), [*_parts(town), told.name], postcode, told)
    if found is not None:
        return ", ".join(found.parts), f"{found.town}, {found.country.name}"
    if told is None:
        return None
    place = " ".join(f"{postcode} {town}".split())
    return address, ", ".join(filter(None, (place, told.name)))


def _written(streets: list[str], place: list[str], postcode: str, country: Country) -> ForeignAddress | None:
    """Return an address in this country, None without a street and a town."""
    names = _countries()
    parts = [*streets, *place]
    whole = [part for part in parts if names.listed.get(fold(part)) != country]
    if len(whole) == 1 and len(parts) - len(whole) > 1:
        # A town that bears the name of its country: Singapour, Luxembourg.
        whole.append(next(part for part in parts if part not in whole))
    sentences = [one for at, one in enumerate(whole) if fold(one) not in map(fold, whole[at + 1 :])]
    if len(sentences) < 2:
        return None
    last, code = sentences.pop(), " ".join(postcode.split())
    if code and fold(code) not in fold(" ".join((*sentences, last))):
        last = f"{last} {code}" if country.code_last else f"{code} {last}"
    return ForeignAddress(tuple(sentences), last, country)


@lru_cache(maxsize=USUAL)
def _last_named(typed: str) -> Country | None:
    """Return the country that the last part of a text names."""
    parts = list(_parts(typed))
    return _countries().told.get(fold(parts[-1])) if parts else None


def _parts(typed: str) -> Iterator[str]:
    yield from (part.strip() for part in _PARTS.split(typed) if fold(part))


class _Names(NamedTuple):
    """Folded name → country. ``told``: those that end an address; ``listed``: codes too, and the names of communes."""

    told: Mapping[str, Country]
    listed: Mapping[str, Country]


@cache
def _countries() -> _Names:
    told: dict[str, Country] = {}
    listed: dict[str, Country] = {}
    for line in resource("places", "countries.txt").read_text("utf-8").splitlines():
        codes, *names = line.split("|")
        both = [word for word in codes.split() if word.isupper()]
        country = Country(names[0], _FRENCH in codes.split(), _EEA in codes.split())
        told |= {fold(name): country for name in names if not name.startswith(_COLUMN_ONLY)}
        listed |= {fold(name): country for name in (*names, *both)}
    return _Names(told, listed)
