"""The country of an address abroad, told at its end: « 12 Baker Street, London NW1 6XE, Royaume-Uni ».

Without one an address is in France. The country is written last, in French and in capitals, as the post that carries
the letter out of France reads it (Universal Postal Union, S42).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from core.base.text import fold

_PARTS = re.compile(r"[,;|\n\r\t•·]+|\s[-–—/]\s|[()]")
_FRENCH_SPOKEN = "Belgique Suisse Luxembourg Maroc Algérie Tunisie Sénégal Côte-d’Ivoire Cameroun Gabon Madagascar"
_CODE_LAST = frozenset({"ROYAUME UNI", "IRLANDE", "ETATS UNIS", "CANADA", "AUSTRALIE", "NOUVELLE ZELANDE", "INDE"})
"""Where the postcode follows the town."""
_NAMES = """
Afrique du Sud|South Africa
Algérie|Algeria
Allemagne|Germany|Deutschland
Andorre|Andorra
Arabie saoudite|Saudi Arabia
Argentine|Argentina
Australie|Australia
Autriche|Austria|Österreich
Belgique|Belgium|België|Belgie
Brésil|Brazil|Brasil
Bulgarie|Bulgaria
Cameroun|Cameroon
Canada
Chili|Chile
Chine|China
Chypre|Cyprus
Corée du Sud|South Korea
Côte d’Ivoire|Ivory Coast
Croatie|Croatia
Danemark|Denmark|Danmark
Émirats arabes unis|United Arab Emirates|UAE
Espagne|Spain|España
Estonie|Estonia
États-Unis|United States|United States of America|USA|U.S.A.
Finlande|Finland|Suomi
Gabon
Grèce|Greece
Hong Kong
Hongrie|Hungary
Inde|India
Irlande|Ireland|Republic of Ireland|Eire
Islande|Iceland
Israël|Israel
Italie|Italy|Italia
Japon|Japan
Lettonie|Latvia
Liban|Lebanon
Lituanie|Lithuania
Luxembourg
Madagascar
Malte|Malta
Maroc|Morocco
Maurice|Île Maurice|Mauritius
Mexique|Mexico
Norvège|Norway|Norge
Nouvelle-Zélande|New Zealand
Pays-Bas|Netherlands|The Netherlands|Nederland|Holland|Hollande
Pologne|Poland|Polska
Portugal
Qatar
République tchèque|Czech Republic|Czechia|Tchéquie
Roumanie|Romania
Royaume-Uni|United Kingdom|UK|U.K.|Great Britain|Grande-Bretagne|Angleterre|England|Écosse|Scotland|Pays de Galles|Wales
Russie|Russia
Sénégal|Senegal
Singapour|Singapore
Slovaquie|Slovakia
Slovénie|Slovenia
Suède|Sweden|Sverige
Suisse|Switzerland|Schweiz|Svizzera
Thaïlande|Thailand
Tunisie|Tunisia
Turquie|Turkey|Türkiye
Ukraine
Viêt Nam|Vietnam
"""


class Country(NamedTuple):
    """A country. ``line``: as it is written under an address; ``french``: its people are written to in French."""

    line: str
    french: bool

    @property
    def code_last(self) -> bool:
        """Tell whether the postcode is written after the town."""
        return self.line in _CODE_LAST


class Abroad(NamedTuple):
    """An address abroad. ``parts``: what was typed before the town, a line each; ``town``: with what was typed beside
    it."""

    parts: tuple[str, ...]
    town: str
    country: Country


def country_of(address: str, town: str) -> Country | None:
    """Return the country told at the end of the town, else of the address; None for an address in France."""
    found = abroad(address, town)
    return found.country if found is not None else None


def abroad(address: str, town: str, postcode: str = "") -> Abroad | None:
    """Return an address whose last part names a country: of the town, after a comma or a dash or alone under a street
    and a town, else of the address; None for one in France."""
    known, streets, place = _countries(), list(_parts(address)), list(_parts(town))
    country = known.get(fold(place[-1])) if place else known.get(fold(streets[-1])) if streets else None
    if country is None:
        return None
    whole = [one for one in (*streets, *place) if known.get(fold(one)) != country]
    told = [one for at, one in enumerate(whole) if fold(one) not in map(fold, whole[at + 1 :])]
    if len(told) < 2:
        return None
    last, code = told.pop(), " ".join(postcode.split())
    if code and fold(code) not in fold(" ".join((*told, last))):
        last = f"{last} {code}" if country.code_last else f"{code} {last}"
    return Abroad(tuple(told), last, country)


def _parts(typed: str) -> Iterator[str]:
    yield from (part.strip() for part in _PARTS.split(typed) if fold(part))


@cache
def _countries() -> dict[str, Country]:
    """Return each name of a country, folded, with the country."""
    french = {fold(name) for name in _FRENCH_SPOKEN.split()}
    found: dict[str, Country] = {}
    for line in _NAMES.strip().splitlines():
        first, *others = line.split("|")
        country = Country(fold(first).upper(), fold(first) in french)
        found |= dict.fromkeys(map(fold, (first, *others)), country)
    return found
