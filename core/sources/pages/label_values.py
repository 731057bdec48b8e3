"""Reads the fields of an ad in the lines a page shows: label and value, then the words themselves."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from core.base.text import clean, fold
from core.sources.pages import figures
from core.sources.pages.extracted import SHOWN, Ad
from core.sources.pages.keys import WORDS
from core.sources.pages.towns import town_without_code

_OF_LABEL = {word: name for name, labels in WORDS["labels"].items() for word in labels}
_COUNTED = ("area", "land", "rooms", "bedrooms")
PERSON = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,3}")
NOT_PERSON = re.compile(
    r"vendeur|annonceur|contact|voir|num|membre|particulier|pro\b|agence|message|appel|envoy|profil|annonce"
    r"|propri|tous|plus|avis|conseil|t[ée]l|mail|signal|infos?\b|votre|son\b|ses\b|nom\b|favori",
    re.I,
)
_LETTER = re.compile(r"\b([A-G])\b(?!['’])")
_ENERGY = (
    (
        "dpe",
        re.compile(
            r"\b(?:DPE|[Cc]lasse (?:[ée]nergie|[ée]nerg[ée]tique|DPE)|[ÉE]tiquette [ée]nergie|Classe "
            r"Énergie)\s*(?:ANC\s*)?[:=(–-]?\s*([A-G])\b(?!['’]|\s+[B-G]\b)"
        ),
    ),
    (
        "ges",
        re.compile(r"\b(?:GES|[Cc]lasse (?:GES|climat)|[ÉE]tiquette climat)\s*[:=(–-]?\s*([A-G])\b(?!['’]|\s+[B-G]\b)"),
    ),
)
_REFERENCE = re.compile(
    r"\b(?:r[ée]f(?:[ée]rence)?|annonce n°|n° "
    r"d['’]annonce)\s*\.?\s*(?:annonce)?\s*[:n°]*\s*(?:\w+\s+)?([A-Z0-9][\w./-]*\d[\w./-]*)",
    re.I,
)
_PUBLISHED = re.compile(
    r"(?:publi|annonce\b.{0,25}\bdu \d|mise? (?:en ligne|à jour)|par(?:ue?|ution)|d[ée]pos|actualis|annonce du"
    r"|en ligne depuis|\br[ée]f\.? ?:)",
    re.I,
)
_ONLY_DAY = re.compile(r"(?:le )?\d{1,2}[/.-]\d{1,2}[/.-]20\d\d(?: (?:à )?\d{1,2}[h:]\d{2})?", re.I)
_ONLY_CODE = re.compile(r"\((?:0[1-9]|[1-8]\d|9[0-8])(?:\d{3})?\)|(?:0[1-9]|[1-8]\d|9[0-8])\d{3}")
_STRONG = re.compile(
    r"^(?:vendeur professionnel|annonceur professionnel|agence immobili[eè]re\b.*|siren\b.*\d|siret\b.*\d"
    r"|rcs\b.*\d|n° (?:siren|siret|rcs).*|vendeur particulier|annonceur particulier"
    r"|(?:office|[ée]tude) notariale?\b.*|annonce (?:de|d['’]un) particulier|.*\bpar un particulier\b.{0,20}$"
    r"|de particulier à particulier|propri[ée]taire particulier|honoraires?\b.*\bcharge (?:de l['’]|du )?\w+.*)",
    re.I,
)
_PRO = re.compile(
    r"^(?:annonceur |vendeur |compte )?(?:pro|\(pro\)|professionnels?|agence(?: immobili[eè]re)?|mandataire(?: "
    r"immobilier)?|notaire|promoteur|agent commercial|vendeur professionnel|annonce d['’]agence|agence\b.{0,30}"
    r"|(?:office|[ée]tude) notariale?\b.*"
    r"|r[ée]f(?:[ée]rence)?\.? (?:de l['’])?agence\b.*|exclusivit[ée] (?:de l['’])?agence\b.*"
    r"|siren\b.*|siret\b.*|rcs\b.*|honoraires? (?:à|a) la charge.*|bar[eè]me.{0,30}honoraires)$",
    re.I,
)
_PRO_ALONE = re.compile(r"pro|professionnels?|agence immobili[eè]re|annonce de professionnel", re.I)
_WHO_ALONE = re.compile(r"(?:vendeur |annonceur )?(?:particulier|professionnel)", re.I)
_NEAR = 5
"""Lines between who sells and the figures of the property in one list."""
_PIECES = re.compile(r"\s*[•·|—–;.€]\s*|\s-\s")
"""What parts the words of one line that stand for several things: « 249 000 € Particulier »."""
_PRIVATE = re.compile(
    r"^\W*(?:(?:annonce|vente|location|vendeur|annonceur|propri[ée]taire|loueur|bien|offre|maison"
    r"|appartement)\s*(?:de|d['’]un|:)?\s*)?(?:particuliers?|entre particuliers|de particulier à particulier"
    r"|particulier à particulier|[^\W\d_][\w'’.-]*(?: [^\W\d_]\.?)?, particulier)"
    r"(?:\s*[:(].{0,40})?\W*$|^vendu par (?:un |le |son )?(?:particulier"
    r"|propri[ée]taire)|^propri[ée]taire$"
    r"|\b(?:d[ée]pos|publi|propos|vendu|vente|location)[ée]?e?\b.{0,30}\bpar un (?:particulier|propri[ée]taire)\b",
    re.I,
)
_OFFERED = re.compile(r"\b(?:vends?|loue|[àa] (?:vendre|louer)|vente|location)\b[^.\n]{0,25}", re.I)
"""What is offered, in a sentence."""
_AGENCY = re.compile(
    r"\br[ée]f(?:[ée]rence)?\.? (?:de l['’])?agence\b|\b(?:propos|pr[ée]sent|diffus)[ée]e? par (?:l['’])?agence\b", re.I
)
_FEES = re.compile(
    r"honoraires? (?:inclus|compris|charge|ttc|à la charge|de \d)|\bFAI\b|frais d['’]agence inclus|honoraires\s*:\s*\d",
    re.I,
)


@lru_cache(maxsize=4096)
def labelled(label: str) -> str:
    """Return the field that a label names, empty when it names none."""
    return _OF_LABEL.get(fold(label), "") if len(label) < 60 else ""


def pairs(lines: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (field, value, label) for each label that a line, or the start of a line, is."""
    above = _values_above(lines)
    for rank, line in enumerate(lines):
        label, mark, rest = line.partition(":")
        name = labelled(label)
        if name and clean(rest):
            yield name, clean(rest), label.strip()
        elif name:
            value = _beside(lines, rank, name, above=above)
            if value and not labelled(value):
                yield name, value, label
        elif not mark:
            yield from _glued(line)


def _beside(lines: Sequence[str], rank: int, name: str, *, above: bool | None) -> str:
    """Return the line that says the value of a label alone on its own: the one below, for figures also the one above;
    empty in doubt."""
    if name in ("dpe", "ges") and lines[rank + 1 : rank + 3] == ["A", "B"]:
        # The whole scale is shown: which letter is lit only the styles tell.
        return ""
    if name == "land" and figures.kind(lines[rank]) == lines[rank]:
        # « Terrain » alone is a kind of property as well: below it may stand its price.
        return next((line for line in lines[rank + 1 : rank + 2] if figures.land(f"terrain {line}")), "")
    if name in _COUNTED and above is not False:
        return lines[rank - 1] if above and rank else ""
    return lines[rank + 1].lstrip(": ") if rank + 1 < len(lines) else ""


def _values_above(lines: Sequence[str]) -> bool | None:
    """Tell whether each figure stands above its label rather than below it; None when it may be either."""
    ranks = [(rank, name) for rank, line in enumerate(lines) if (name := labelled(line)) in _COUNTED]
    if len(ranks) < 2:
        return False
    above, below = (
        all(0 <= rank + step < len(lines) and _value(name, lines[rank + step]) for rank, name in ranks)
        for step in (-1, 1)
    )
    return None if above and below else above


def _glued(line: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a line such as « Réf. annonce W12 » or « Surface 450 m² » says after its label."""
    words = line.split()
    for size in (4, 3, 2, 1):
        label = " ".join(words[:size])
        name = labelled(label) if len(words) > size else ""
        if name:
            yield name, " ".join(words[size:]), label
            return


def say(ad: Ad, lines: Sequence[str], title: str, *, sure: float, page: bool = False) -> None:
    """Fill ``ad`` from what is shown. ``sure``: how sure a value read in words is; a labelled one is surer. ``page``:
    the lines are those of a whole page, whose menus speak of sellers too."""
    where = f"{SHOWN} : "
    for name, value, label in pairs(lines):
        read = _value(name, value)
        ad.put(name, read, f"{where}{label}", sure + 0.1)
    lines = _with_their_codes(lines)
    text = "\n".join(lines)
    ad.put("title", title, f"{where}titre", sure)
    short = [line for line in lines if len(line) < 120]
    for part, less in ((title, 0.02), ("\n".join(short), 0.05), (text, 0.15)):
        _figures(ad, part, where, sure - less, whole=part is text)
    _place(ad, title, short, where, sure)
    if not ad.one("postcode"):
        _place(ad, "", [line for line in lines if 120 <= len(line) < 300], where, sure - 0.1)
    for name, shape in _ENERGY:
        if match := shape.search(text):
            ad.put(name, match[1].upper(), f"{where}texte", sure)
    if match := _REFERENCE.search("\n".join(short)):
        ad.put("reference", match[1], f"{where}référence", sure - 0.3)
    _dates(ad, lines, where, sure)
    seller(ad, [line for rank, line in enumerate(lines) if not page or _is_of_ad(lines, rank)], sure=sure)


def _with_their_codes(lines: Sequence[str]) -> list[str]:
    """Return the lines, a postcode alone on its own put beside the town above it."""
    found: list[str] = []
    for line in lines:
        if found and _ONLY_CODE.fullmatch(line) and not re.search(r"\d|:", found[-1]):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def _figures(ad: Ad, part: str, where: str, sure: float, *, whole: bool) -> None:
    for name, reader in (
        ("kind", figures.kind),
        ("area", figures.area),
        ("land", figures.land),
        ("rooms", figures.rooms),
        ("bedrooms", figures.bedrooms),
        ("deal", figures.deal),
        ("price", figures.price),
    ):
        told = next((match[0] for match in _OFFERED.finditer(part)), "") if whole and name == "kind" else part
        value = reader(told) if told and not ad.one(name) else ""
        if value == "Terrain" and (figures.rooms(part) or figures.bedrooms(part) or figures.area(part)):
            continue  # The ground of a house.
        ad.put(name, value, f"{where}texte", sure)
    if not ad.one("deal") and figures.price(part) == ad.one("price"):
        # Not what a loan would cost.
        ad.put("deal", figures.deal_of_price(part), f"{where}prix", sure)


def _place(ad: Ad, title: str, short: Sequence[str], where: str, sure: float) -> None:
    for line in (*short, title):
        town, code = figures.place(line)
        if town:
            ad.put("town", town, f"{where}texte", sure - (0 if code else 0.1))
            ad.put("postcode", code, f"{where}texte", sure)
            if code:
                return
    if not ad.one("town"):
        ad.put("town", town_without_code(title, short), f"{where}texte", sure - 0.15)


def _dates(ad: Ad, lines: Sequence[str], where: str, sure: float) -> None:
    for rank, line in enumerate(lines):
        if _ONLY_DAY.fullmatch(line):
            ad.put("published", figures.day(line), f"{where}date", sure - 0.1)
        elif _PUBLISHED.search(line) and len(line) < 120:
            day = figures.day(line) or figures.day(" ".join(lines[rank + 1 : rank + 2]))
            ad.put("published", day, f"{where}{line[:40]}", sure)


def seller(ad: Ad, lines: Sequence[str], *, sure: float) -> None:
    """Read in ``lines`` whether a private person or a professional sells."""
    where = f"{SHOWN} : "
    for line in lines:
        if len(line) < 60 and _PRIVATE.search(line):
            ad.put("seller", "private", f"{where}{line}", sure)
        elif len(line) < 60 and _PRO.search(line):
            ad.put("seller", "pro", f"{where}{line}", sure + 0.01)
        elif _FEES.search(line) or _AGENCY.search(line):
            ad.put("seller", "pro", f"{where}honoraires", sure - 0.1)
        for piece in _PIECES.split(line) if len(line) < 200 else ():
            if _PRIVATE.search(piece):
                ad.put("seller", "private", f"{where}{piece}", sure - 0.02)
            elif _PRO_ALONE.fullmatch(piece):
                ad.put("seller", "pro", f"{where}{piece}", sure - 0.01)


def _is_of_ad(lines: Sequence[str], rank: int) -> bool:
    """Tell whether a line of a whole page speaks of who sells it: by its words, or alone among the figures of the
    property (« 68 m² », « Professionnel »), as no menu is."""
    line = lines[rank]
    if _STRONG.match(line) or _AGENCY.search(line):
        return True
    if not _WHO_ALONE.fullmatch(line):
        return False
    beside = lines[max(rank - _NEAR, 0) : rank + _NEAR + 1]
    # « Proposé par », « Camille », « Particulier ».
    is_named = rank > 1 and labelled(lines[rank - 2]) in ("name", "seller") and bool(PERSON.fullmatch(lines[rank - 1]))
    return is_named or any(len(other) < 30 and figures.area(other) for other in beside)


def _value(name: str, value: str) -> str:
    """Return the value of a field labelled ``name``, read; empty when it does not have the shape of one."""
    if name in ("area", "land"):
        match = re.match(r"\D{0,12}?(\d[\d\s]*(?:[.,]\d+)?)\s*(?:m|$)", value)
        number = re.sub(r"\s", "", match[1]).replace(",", ".") if match and len(value) < 40 else ""
        return number.rstrip("0").rstrip(".") if "." in number else number
    if name in ("rooms", "bedrooms"):
        match = re.match(r"(\d{1,2})(?![\d.,]|\s*\d|\s*m)", value)
        return match[1].lstrip("0") if match and len(value) < 30 else ""
    if name in ("dpe", "ges"):
        match = _LETTER.match(value) if len(value) < 60 else None
        return match[1] if match else ""
    return _worded(name, value)


def _worded(name: str, value: str) -> str:
    reader = _READERS.get(name)
    return reader(value) if reader else ""


def _postcode(value: str) -> str:
    return value if re.fullmatch(r"\d{5}", value) else ""


def _reference(value: str) -> str:
    words = value.split() if len(value) < 60 else []
    return next((word for word in words if re.search(r"\d", word) and len(word) > 3), "")


def _town(value: str) -> str:
    town, _code = figures.place(value)
    return town or (value if re.fullmatch(r"[^\W\d][^\d,:;|]{1,40}", value) and len(value.split()) < 6 else "")


def _kind(value: str) -> str:
    return figures.kind(value) if len(value) < 40 else ""


def _deal(value: str) -> str:
    return figures.deal(value) if len(value) < 40 else ""


def _who(value: str) -> str:
    return "private" if _PRIVATE.search(value) else "pro" if _PRO.search(value) else ""


def _person(value: str) -> str:
    """Return the name of a person that ``value`` begins with, empty for anything else."""
    name = re.split(r"\s[-–—](?:\s|$)|[,:(|•·]|\b0\d|\bau\b", value)[0].strip()
    return name if len(name) < 40 and PERSON.fullmatch(name) and not NOT_PERSON.search(name) else ""


_READERS: Mapping[str, Callable[[str], str]] = {
    "price": figures.price, "published": figures.day, "postcode": _postcode, "reference": _reference, "town": _town,
    "kind": _kind, "deal": _deal, "name": _person, "seller": _who,
}  # fmt: skip
