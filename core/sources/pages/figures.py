"""Reads the figures of a property in words: a price, an area, rooms, a place, a day, an energy class. An amount that is
not the price (per m², fees, charges, a deposit, what a search asks for) is never taken for it."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from core.base.places import agrees, postcodes_of
from core.base.street_words import TYPES
from core.base.text import clean, fold, parse_day

_AMOUNT = re.compile(
    r"(?<![\d.,])(?:(?P<short>\d{1,4}(?:[.,]\d{1,3})?)\s?(?P<unit>M|k|K)\s?(?:€|euros?\b)"
    r"|(?<!\d)(?<!\d[ \u00a0\u202f])€\s?(?P<front>\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d{4,9})(?![\d,.]|\s?(?:€|m))"
    r"|(?P<full>(?<!\b[^\W\d_])\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?!\d)|\d{2,9})(?:[.,]\d{1,2}(?!\d))?"
    r"\s?(?!(?<=\n)€[^\S\n]?\d)"
    r"(?:€|euros?\b|eur\b))",
    re.I,
)
# A room count is no thousand (« T3 158 500 € »), nor is what stands above « € 158 500 ».
_PER = re.compile(r"\s*(?:/|par|le|du|p\.?)\s*(?:m[²2\s]|m$|mètre|metre|an\b|jour|nuit|semaine|sem\b)", re.I)
_MONTHLY = re.compile(r"\s*(?:/|par|le)\s?mois|\s*/\s?m\.", re.I)
_LEAST_SALE = 10_000
_TO = re.compile(r"[^\S\n]*(?:à|[-–])\s*\d[\d\s.,\u00a0\u202f]{0,14}(?:€|k€|M€|euros?)", re.I)
"""What follows the lower bound of a range."""
_NOT_PRICE = re.compile(
    r"honoraire|frais|d[ée]p[ôo]t|caution|garantie|notaire|taxe|mensualit|fonci[èe]re"
    r"|charges?\s*(?!comprises)(?:annuelles|"
    r"mensuelles|de copro|pr[ée]vis|:|$)|apport|estim[eéa]|[ée]nerg|budget|compris entre|minimum|maximum"
    r"|\bmini\b|\bmaxi\b|"
    r"entre \d|au lieu de|ancien prix|baisse de|net vendeur|[ée]conomi|remise|cr[ée]dit|loyer (?:annuel|actuel)"
    r"|rapport|rendement|travaux (?:à |de )?(?:pr[ée]voir|chiffr|r[ée]nov)"
    r"|\br[ée]f(?:[ée]rence)?\s*[.:]\s*:?\s*[\w-]*$|"
    r"prix moyen|loyer moyen|prix au m|projet|facture|commission|viager|rente|\bdès\s*$"
    r"|(?:€|euros?)\s*(?:à|[-–])\s*$|[àa] partir de\s*:?\s*$|jusqu['’][àa]\s*$|\bde \d[\d\s.,]*(?:à|[-–])\s*$"
    r"|capital (?:social )?(?:de|:)|(?<!prix )(?<!loyer )\btotal\s*(?:ttc|ht)?\s*:?\s*$"
    r"|baiss[ée]e? de\s*$|\bsur \d+ (?:ans|mois)\s*:?\s*$",
    re.I,
)
_NOT_PRICE_AFTER = re.compile(
    r"\s*(?:de|d['’])\s*(?:frais|honor|charges|taxe|provision|d[ée]p)"
    r"|[^\S\n]*(?:maxi?(?:mum)?\b|mini(?:mum)?\b|en moyenne|pour un mois|sur \d+ (?:ans|mois))",
    re.I,
)
_AREA = re.compile(
    r"(?<![\d.,])((?<!\b[^\W\d_])\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d{1,6})(?:[.,](\d{1,2}))?\s?"
    r"(?:m\s?[²2](?!\w)|mètres? carrés?|m\^2)",
    re.I,
)
_HECTARES = re.compile(
    r"(?<![\d.,])(?:(?P<ha>\d{1,3}(?:[.,]\d{1,4})?)\s?(?:ha|hectares?)\b"
    r"|(?P<a>\d{1,3})\s?(?:ares?\b(?:\s(?P<ca>\d{1,2})\s?(?:ca|centiares?)\b)?|a\s(?P<ca2>\d{1,2})\s?ca\b))",
    re.I,
)
_NAMED_AFTER = re.compile(r"\s*[\d\s.,]+m\s?[²2]\s+([^\d,;]{3,30})")
"""A line that is a figure, then its name: « 32 m² Salon »."""
_LAND = re.compile(r"terrain|parcelle|jardin\s+de|jardin de\s*$|foncier", re.I)
_NOT_AREA = re.compile(
    r"balcon|terrasse|cave|garage|s[ée]jour|salon|cuisine|chambre|jardin|salle|bureau|d[ée]pendance|cour\b|loggia"
    r"|sous-sol|grenier"
    r"|piscine|atelier|mezzanine|v[ée]randa|parking|box|annexe|kwh|co2|/\s*$|par\s*$|minimum|mini\b|patio"
    r"|cellier|suite|hangar|grange",
    re.I,
)
_ASKED_BEFORE = re.compile(r"(?:[àa] partir de|jusqu['’][àa]|au moins)\s*$", re.I)
_ASKED_AFTER = re.compile(r"[^\S\n]*(?:mini?(?:mum)?\b|maxi?(?:mum)?\b|(?:et|ou) plus\b)", re.I)
"""What stands before or after a figure that a search asks for."""
_ROOMS = re.compile(
    r"\b(\d{1,2})(?:/\d)?\s?(?:(?i:pi[èe]ces?\b|pi[èe]ce\(s\)|pcs?\b|pces?\b)|p\b\.?(?!\s?\w))"
    r"|\b[TF]\s?(\d{1,2})(?:\s?bis)?\b(?!\d)"
)
_ROOM_LABEL = re.compile(r"pi[èe]ces?[^\S\n]*:?[^\S\n]*(\d{1,2})\b(?!\s?m)", re.I)
_BEDROOMS = re.compile(
    r"\b(\d{1,2})\s?(?:chambres?\b|chambre\(s\)|ch\b\.?|chb\b)|chambres?[^\S\n]*:?[^\S\n]*(\d{1,2})\b(?!\s?m)", re.I
)
_KINDS = (
    ("Appartement", r"appartements?|appart|studio|duplex|triplex|loft|[tf][1-9](?:\s?bis)?|souplex|penthouse|flat"
    r"|apartment|wohnung|colocation|chambre"),
    ("Maison", r"maisons?|villa|pavillon|longere|ferme|fermette|chalet|propriete|manoir|corps de ferme|mas"
    r"|bastide|demeure|chateau|house|haus|singlefamilyresidence|maison de ville|moulin"),
    ("Terrain", r"terrain|parcelle|land|plot"),
    ("Parking", r"parking|garage|box|place de stationnement|stationnement"),
    ("Immeuble", r"immeuble|building"),
    ("Local commercial", r"local commercial|bureaux?|commerce|fonds de commerce|boutique|entrepot"),
)  # fmt: skip
KINDS = tuple((name, re.compile(rf"\b(?:{words})\b")) for name, words in _KINDS)
"""Kinds of property, with the words that say each, folded."""

_EITHER = re.compile(
    r"\bmaisons? (?:(?:ou|et) )?(?:d )?appartements?\b|\bappartements? (?:(?:ou|et) )?(?:d )?maisons?\b(?! d)"
)
"""What a search or a menu says of both kinds says neither."""
_SALE = re.compile(
    r"\b(?:vente|ventes|a vendre|vend|vends|achat|acheter|buy|sale|sell|for sale|prix de vente|forsale)\b"
)
_RENT = re.compile(
    r"\b(?:location|locations|a louer|loue|louer|loyer|rent|rental|colocation"
    r"|miete|lease)\b"
)
_PLACES = (
    re.compile(
        r"(?P<town>[^\W\d_][^\d\n()|•€]{1,45}?(?:\s\d{1,2}\s?(?:e|er|ème"
        r"|eme)\b)?)\s*[(,–-]?\s*\(?(?P<code>(?:0[1-9]|[1-8]\d|9[0-8])\d{3})\)?(?![\d])(?!\s?(?:€|m[²2]|m\b|eur))",
        re.I,
    ),
    re.compile(
        r"(?<!\d)(?P<code>(?:0[1-9]|[1-8]\d|9[0-8])\d{3})(?!\d)\s+(?:[-–]\s+)?(?!m[²2]?\b|m²|eur)"
        r"(?P<town>[^\W\d_][^\d\n()|•€,;:]{1,45})",
        re.I,
    ),
    re.compile(
        r"(?P<town>[^\W\d_][^\d\n()|•€]{1,45}?(?:\s\d{1,2}\s?(?:e|er|ème|eme)\b)?)\s*\((?P<dep>\d{2}|2[AB]|97\d)\)",
        re.I,
    ),
)
_UNIT = re.compile(r"^(?:m\s?[²2]|(?:pi[èe]ces?|p|pcs|chambres?|ch)\b)\W*", re.I)
_GLUED = re.compile(r"\s[-–—·|]\s|,\s*|\s*·\s*")
"""What parts a commune from its district, in one line."""
_TOWN_OF = re.compile(r"(?P<town>[^\W\d_][^\d\n,()|•€]{1,40}), ?(?P<dep>\d{2})")
"""« Ploërmel, 56 »: a commune and its department."""
_CODE = re.compile(r"(?<!\d)(?:0[1-9]|[1-8]\d|9[0-8])\d{3}(?!\d)|\((?:\d{2}|2[AB]|97\d)\)", re.I)
_PLACE_LEAD = re.compile(
    r"^.*(?:\bà|\bm[²2](?: sur)?|\b(?:maison|appartement|terrain|villa|studio|immeuble|local|pi[èe]ces?) sur"
    r"|\s[-–•|]|pi[èe]ces?(?:\(s\))?|:|,)\s+",
    re.I,
)
_KIND_LEAD = re.compile(
    r"^(?:(?:(?:à|a) )?(?:vendre|louer)\W{0,3}|vends? |loue |vente |location |achat )?(?:une? )?"
    r"(?:maison|appartement|villa|studio|terrain|immeuble|duplex|loft|pavillon|longère)\s+",
    re.I,
)
_DISTRICT = re.compile(
    r"\b(?P<town>Paris|Lyon|Marseille)\s+(?P<rank>\d{1,2})\s?(?:er|e|ème|eme|è)?\b(?:\s+arr(?:ondissement"
    r"|\.)?)?(?!\s?(?:€|m[²2]|pi|ch|p\b|\d))",
    re.I,
)
_DISTRICTS = {"paris": ("750", 20), "lyon": ("690", 9), "marseille": ("130", 16)}
_DAY = re.compile(
    r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)|(20\d\d)-(\d\d)-(\d\d)|(\d{1,2})(?:er)?\s+(?:janv|f[ée]vr|mars"
    r"|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)[a-zéû.]*\s+20\d\d",
    re.I,
)


def price(text: str) -> str:
    """Return the price said in ``text`` in whole euros ("1200000" for « 1,2 M€ »), empty when it says none."""
    return _price(text)[0]


def deal_of_price(text: str) -> str:
    """Return "rent" when the price said in ``text`` is asked each month, else an empty text."""
    return "rent" if _price(text)[1] else ""


@lru_cache(maxsize=256)
def _price(text: str) -> tuple[str, bool]:
    """Return the price said in ``text``, and whether it is asked each month."""
    monthly = ""
    for match in _AMOUNT.finditer(text):
        before, after = text[max(0, match.start() - 45) : match.start()], text[match.end() : match.end() + 30]
        if (
            _PER.match(after)
            or _TO.match(after)
            or _NOT_PRICE.search(before.rpartition("\n")[2])
            or _NOT_PRICE_AFTER.match(after)
        ):
            continue
        value = _euros(match)
        if value and _MONTHLY.match(after) and not monthly:
            # « ou 915 €/mois, 189 000 € »: what a loan would cost, unless nothing else is asked.
            monthly = value
        elif value and not (monthly and int(value) < _LEAST_SALE):
            return value, False
    return monthly, bool(monthly)


def _euros(found: re.Match[str]) -> str:
    if found["short"]:
        scale = 1_000_000 if found["unit"] == "M" else 1000
        return str(round(float(found["short"].replace(",", ".")) * scale))
    return re.sub(r"\D", "", found["full"] or found["front"]).lstrip("0")


def area(text: str) -> str:
    """Return the living area said in ``text`` in m², as a decimal; never that of the land, of a room or of a search."""
    return next((value for value, kind in _areas(text) if kind == "area"), "")


def names_a_part(name: str) -> bool:
    """Tell whether a figure so named is neither the price nor the living area: « Balcon », « Taxe foncière »."""
    return any(shape.search(name) for shape in (_NOT_AREA, _NOT_PRICE, _LAND))


def land(text: str) -> str:
    """Return the area of the land said in ``text``, in m²: also « 1,2 ha », « 12 a 50 ca »."""
    return next((value for value, kind in _areas(text) if kind == "land"), "") or _hectares(text)


def _hectares(text: str) -> str:
    match = _HECTARES.search(text)
    if not match:
        return ""
    if match["ha"]:
        return str(round(float(match["ha"].replace(",", ".")) * 10_000))
    return str(int(match["a"]) * 100 + int(match["ca"] or match["ca2"] or 0))


def _areas(text: str) -> Iterator[tuple[str, str]]:
    for match in _AREA.finditer(text):
        line = text[max(0, match.start() - 40) : match.start()].rpartition("\n")[2]
        before = re.split(r"[,;•·|–—]|\s[/-]\s|\bet\b|\d\s?m[²2]", line)[-1][-28:]
        after = text[match.end() : match.end() + 24].partition("\n")[0]
        if _ASKED_BEFORE.search(line) or _ASKED_AFTER.match(after):
            continue
        value = re.sub(r"\D", "", match[1]).lstrip("0")
        value = f"{value}.{match[2].rstrip('0')}".rstrip(".") if match[2] and value else value
        if not value or re.search(r"/\s?$|€\s?(?:/|par|le|du)\s?$", line):
            continue
        named = _NAMED_AFTER.fullmatch(f"{line}{match[0]}{text[match.end() : match.end() + 40].partition(chr(10))[0]}")
        if named and (_LAND.search(named[1]) or _NOT_AREA.search(named[1])):
            if _LAND.search(named[1]):
                yield value, "land"
            continue
        said_after = re.match(r"\s*(?:de|d['’])\s*(\w+)|\s*(terrain|parcelle)\b(?!\D{0,8}\d)", after, re.I)
        if _LAND.search(before) or (said_after and _LAND.match(said_after[1] or said_after[2])):
            yield value, "land"
        elif not _NOT_AREA.search(before) and not (said_after and _NOT_AREA.match(said_after[1] or said_after[2])):
            yield value, "area"


def rooms(text: str) -> str:
    """Return the number of rooms said in ``text``; a studio is one."""
    counts = (match for match in _ROOMS.finditer(text) if not _ASKED_AFTER.match(text, match.end()))
    match = next(counts, None) or _ROOM_LABEL.search(text)
    if match:
        return next(part for part in match.groups() if part).lstrip("0")
    return "1" if re.search(r"\bstudio\b", text, re.I) else ""


def bedrooms(text: str) -> str:
    """Return the number of bedrooms said in ``text``."""
    match = _BEDROOMS.search(text)
    return (match[1] or match[2]).lstrip("0") if match else ""


@lru_cache(maxsize=1024)
def kind(text: str) -> str:
    """Return the first kind of property named in ``text``, in French, or an empty text."""
    folded = _EITHER.sub(" ", fold(text))
    named = [(match.start(), name) for name, words in KINDS if (match := words.search(folded))]
    return min(named)[1] if named else ""


@lru_cache(maxsize=1024)
def deal(text: str) -> str:
    """Return "sale" or "rent" as the words say, empty when they say neither or both."""
    folded = fold(text)
    sale, rent = bool(_SALE.search(folded)), bool(_RENT.search(folded))
    return "sale" if sale and not rent else "rent" if rent and not sale else ""


def place(text: str) -> tuple[str, str]:
    """Return (town, postcode) said in ``text``; the postcode is empty where only the department is said."""
    district = _DISTRICT.search(text)
    if district and 0 < int(district["rank"]) <= _DISTRICTS[district["town"].lower()][1]:
        return clean(district[0]), f"{_DISTRICTS[district['town'].lower()][0]}{int(district['rank']):02d}"
    if not _CODE.search(text):
        return _town_of(text), ""
    first = ("", "")
    for shape in _PLACES:
        for match in shape.finditer(text):
            town = clean(_KIND_LEAD.sub("", _PLACE_LEAD.sub("", match["town"]))).strip(" -–,•|(:")
            code = match.groupdict().get("code") or ""
            if match["town"].rstrip()[-1:] == ":":
                continue  # « Lieu : 17000 La Rochelle »
            if 1 < len(town) <= 45 and not kind(town) and len(town.split()) <= 7 and not _is_street(town):
                town = _commune(town, match["town"], code or match.groupdict().get("dep") or "")
                if town and (not code or agrees(code, town) is not False):
                    return town, code
                first = first if any(first) else (town, code)
    return first


def _commune(town: str, words: str, code: str) -> str:
    """Return the commune of ``code``, a postcode or a department, in ``words`` that may name its district or department
    too: « Centre Ville, Vitré », « Baille Marseille », « Vitré - Ille-et-Vilaine »; ``town``, what stands beside the
    code, where they name none, without a unit (« m² »)."""
    town = clean(_UNIT.sub("", town))
    if not town or _of(town, code):
        return town
    pieces = [piece for piece in map(clean, _GLUED.split(words)) if piece]
    tokens = town.split()
    ends = [" ".join(tokens[start:]) for start in range(1, len(tokens))]
    starts = [" ".join(tokens[:size]) for size in range(len(tokens) - 1, 0, -1)]
    return next((part for part in (*pieces[::-1], *ends, *starts) if _of(part, code)), town)


def _of(town: str, code: str) -> bool:
    """Tell whether a commune of this very name has a postcode that is, or begins with, ``code``."""
    return any(known.startswith(code) for known in postcodes_of(town)) if code else False


def _is_street(town: str) -> bool:
    """Tell whether what stands before a postcode is a street: « 4 rue du Port 56000 Vannes »."""
    return fold(town).split(" ")[0] in TYPES and not postcodes_of(town)


def _town_of(text: str) -> str:
    match = _TOWN_OF.fullmatch(text)
    known_texts = postcodes_of(match["town"]) if match else ()
    return clean(match["town"]) if match and any(code.startswith(match["dep"]) for code in known_texts) else ""


def day(text: str) -> str:
    """Return the first day written in full in ``text``, as ISO; empty for « hier » and for the year 1970."""
    match = _DAY.search(text)
    value = parse_day(match[0]) if match else None
    return value.isoformat() if isinstance(value, date) and value.year > 1990 else ""
