"""Shapes of what the papers print: dates, numbers, places, salutation, what a letter is about."""

import re
from datetime import date

from core.base.french import NBSP, day, phone_pairs
from core.base.phones import parse
from core.base.text import fold
from core.model.agency import Agency
from core.model.letter import LetterFacts, Medium, Way, main_origins
from core.notices.typed import one_line

_CHAMBER = re.compile(r"(?:CCIT?|chambre de commerce et d['’]industrie)\s+", re.I)
_VOWELS = tuple("aeiou")
_WITH_ARTICLE = {"agence": "l’", "cabinet": "le ", "etude": "l’", "groupe": "le ", "comptoir": "le ", "bureau": "le "}
"""First word of a name → its article."""
_ARTICLES = ("le", "la", "les", "l", "au", "aux")
_THE_PAPER = re.compile(r"^(?:le\s+)?journal\s+", re.IGNORECASE)


def long_date(moment: date | None) -> str:
    """Return « 20 novembre 2026 », « 1er mai 2027 »; empty when there is no day."""
    return day(moment) if moment else ""


def one_year_after(day: date) -> date:
    """Return the same day of the next year; 28 February for a 29 February."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)


def by_pairs(phone: str) -> str:
    """Return a French number as « 02 61 91 00 00 » in unbreakable pairs, a short one as « 36 39 » or « 118 218 »; any
    other number as typed."""
    found, figures = parse(phone), re.sub(r"[\s.]", "", phone)
    if found and found.key.startswith("0"):
        return phone_pairs(found.key)
    if figures.isdecimal() and len(figures) in (4, 6):
        half = len(figures) // 2
        return f"{figures[:half]}{NBSP}{figures[half:]}"
    return one_line(phone).replace(" ", NBSP)


def by_thousands(number: str) -> str:
    """Return digits in unbreakable groups of three, anything else as typed."""
    digits = "".join(number.split())
    if not (digits.isascii() and digits.isdigit()):
        return one_line(number)
    first = len(digits) % 3 or 3
    return NBSP.join([digits[:first], *(digits[i : i + 3] for i in range(first, len(digits), 3))])


def salutation_of(civility: str, last_name: str) -> str:
    """Return « Madame Lefèvre », or « Madame, Monsieur » when the civility or the name is not known (never guessed)."""
    if civility in ("Madame", "Monsieur") and one_line(last_name):
        return f"{civility}{NBSP}{one_line(last_name)}"
    return "Madame, Monsieur"


def agency_called(name: str) -> str:
    """Return the name of the agency to use after « pour »; the trade is added when the name does not tell it."""
    first = name.lower().replace("'", "’")
    if first.startswith("agence ") or first == "agence":
        return f"l’{name} (agence immobilière)"
    if first.startswith("cabinet "):
        return f"le {name} (agence immobilière)"
    if first.startswith(("l’agence", "le cabinet")):
        return f"{name} (agence immobilière)"
    return f"l’agence immobilière {name}" if name else ""


def agency_the(name: str) -> str:
    """Return the name of the agency with its article: « l’Agence des Tilleuls », « le Cabinet Martin », « l’agence
    Martin », « La Maison d’Uzès ». It stands as a subject, or after « que », « pour », « par »: « de » and « à » would
    not elide before it."""
    first, _, rest = name.replace("'", "’").partition(" ")
    word = fold(first)
    if word in _WITH_ARTICLE or (word in _ARTICLES and rest):
        return name if word in _ARTICLES or "’" in first else f"{_WITH_ARTICLE[word]}{name}"
    return name if first.lower().startswith(("l’", "d’")) else f"l’agence {name}" if name else ""


def with_capital(words: str) -> str:
    """Return words that open a sentence."""
    return words[:1].upper() + words[1:]


def on_site(site: str, medium: Medium) -> str:
    """Return where an ad was published: « sur PAP », « dans le journal Midi Libre »; empty when it is not known whether
    that is a site."""
    name = one_line(site)
    if medium is Medium.PAPER:
        return f"dans le journal {_THE_PAPER.sub('', name)}"
    return f"sur {name}" if name and medium is Medium.WEB else ""


def at_town(town: str) -> str:
    """Return « à Angers », « au Mans », « aux Sables-d’Olonne »; empty without a town."""
    name = one_line(town)
    article, _, rest = name.partition(" ")
    contracted = {"le": "au", "les": "aux"}.get(article.lower())
    if contracted and rest:
        return f"{contracted} {rest}"
    return f"à {name}" if name else ""


def of_place(place: str) -> str:
    """Return « de Nantes », « d’Angers »; a place typed with its own « de », « du » or « d’ » stays as it is, without
    the « CCI » before it, which the paper says."""
    name = _CHAMBER.sub("", one_line(place))
    if not name or name.lower().replace("'", "’").startswith(("de ", "du ", "des ", "d’")):
        return name
    return f"d’{name}" if fold(name)[:1] in _VOWELS else f"de {name}"


def listing_reference(facts: LetterFacts) -> str:
    """Return the reference of the first ad that has one."""
    return next((one_line(origin.reference) for origin in main_origins(facts) if one_line(origin.reference)), "")


def suppliers(facts: LetterFacts) -> list[str]:
    """Return the suppliers of the files, each once, oldest first."""
    return list(dict.fromkeys(one_line(origin.supplier) for origin in facts.origins if one_line(origin.supplier)))


def of_a_sign(facts: LetterFacts) -> bool:
    """Tell whether no ad was read: the agency saw the sign on the property."""
    return all(origin.way is Way.SIGN for origin in main_origins(facts))


def agency_place(agency: Agency) -> str:
    """Return « 12 rue du Mail, 49000 Angers », empty when a part is missing."""
    street, postcode, town = map(one_line, (agency.address, agency.postcode, agency.town))
    return f"{street}, {postcode} {town}" if street and postcode and town else ""
