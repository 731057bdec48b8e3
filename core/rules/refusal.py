"""Finds in the text of an ad a refusal of agencies or canvassing, so that the person is opposed before anybody sees
them (law file, POST-03).

The text is read as plain words: accents, capitals, apostrophes and commas do not count, but the end of a sentence does
("pas de frais d'agence. Curieux s'abstenir" is no refusal). A doubtful phrase is taken as a refusal: losing a lead
harms nobody.
"""

import re
import unicodedata
from functools import cache
from types import MappingProxyType

LONGEST_QUOTE = 80
STEMS = ("agen", "agce", "march", "abst", "profession", "pros", "mandataire", "interm", "commercia", "immo")
"""Without one of these there is no refusal. Asked first, since nearly every ad has none."""

ENDS = ".!?;\n\r|•…"
WORD = re.compile(r"[a-z0-9]+|\.[ .]*")


def _any(*words: str) -> str:
    return f"(?:{'|'.join(words)})"


def _some(*words: str, most: int) -> str:
    # Each word of the pattern includes its own space, so that the search time stays linear.
    return f"(?: {_any(*words)}){{0,{most}}}?"


START, END = "(?<![a-z0-9])", "(?![a-z])"
NOT_A_BRANCH = r"(?! (?:postale|bancaire|de voyage|d interim|web|de com|de (?:la )?sante))"
# "Frais d'agence", "vendu par agence", "non professionnels s'abstenir" do not ask agencies to keep away.
SPOKEN_TO = "".join(
    f"(?<!{word} )" for word in ("d", "l", "en", "par", "sans", "hors", "non", "notre", "votre", "locaux")
)

TRADE_WORDS = (
    r"(?: (?:(?:de l )?immobilier[a-z]*|(?:de l )?immos?|commercia[a-z]*|telephonique[a-z]*|publicitaire[a-z]*|co))*"
)
CANVASS = _any("demarchages?", "demarche[rz]", "demarcheu[a-z]*") + TRADE_WORDS
AGENCY = (
    _any("agences?s?", "agces?", "agency", "agencies", "agents?", "mandataires?", "intermediaires?", "commerciaux")
    + NOT_A_BRANCH
    + TRADE_WORDS
)
TRADE = _any("professionnel(?:le)?s?", "pros?", "marchands? de biens?", "reseaux") + NOT_A_BRANCH + TRADE_WORDS
ANYONE = _any(AGENCY, TRADE, CANVASS)

POLITE = (
    "merci",
    "svp",
    "stp",
    "s il vous plait",
    "priere",
    "veuillez",
    "bien",
    "vouloir",
    "vous",
    "d avance",
    "please",
)
ASKED = ("etes", "sont", "est", "prie[a-z]*", "doivent", "donc", "absolument", "strictement", "imperativement")
SMALL = ("et", "ou", "ni", "que", "ainsi", "autres?", "les?", "des?", "du", "aux?", "l", "tou[a-z]*")
OTHERS = (
    "curieux",
    "touristes",
    "rigolos",
    "arnaqueurs",
    "escrocs",
    "promoteurs?",
    "investisseurs?",
    "(?:non|pas) serieux",
)
KIN = ("agences?", "agents?", "mandataires?", "intermediaires?", "professionnels?", "pros?", "demarcheu[a-z]*")
GOODS = ("immobilier[a-z]*", "immo", "commercia[a-z]*", "marchands?", "biens?", "messieurs", "mesdames")

ALL_SORTS = _some(*SMALL, *POLITE, *ASKED, *OTHERS, *KIN, *GOODS, most=10)
# "Idéal professionnels, curieux s'abstenir" refuses the curious only: a trade must be joined to it by a word.
FELLOWS = _some("et", "ou", "les?", "de", "l", "(?:et|ou) curieux", *POLITE, *KIN, "immobilier", "immo", most=8)

ABSTAIN = r"(?: \.)?(?: (?:s|se|vous|de))* ?(?:s ?)?ab(?:st(?:en|ien|n)|ten|senti)[a-z]*"
GO_BY = r"(?: \.)?(?: de)? pass[a-z]*(?: (?:votre|leur|ton|le|vos|leurs))? chemins?"
UNWANTED = " " + _any(
    "non? merci",
    "non (?:admis|accept|souhait|sollicit|desir|bienven)[a-z]*",
    "(?:(?:sont|est|strictement|formellement) )*(?:exclu|interdit|refuse|proscrit|prohibe|banni)[a-z]*",
    "(?:merci )?(?:de )?ne (?:pas|plus) [a-z]+",
    "(?:ne |n )?(?:me |nous )?(?:contactez|appelez|derangez|insistez|demarchez) pas",
    "ser(?:a|ont) (?:ignor|bloqu|signal|poursuiv|sanction)[a-z]*",
    "pas (?:la peine|interesse[a-z]*|(?:les )?bienvenu[a-z]*)",
    "inutile[a-z]*",
    "stop",
    "(?:please )?(?:refrain|abstain)",
)
NO = _any(
    *("pas", "aucune?s?", "jamais", "zero", "ni", "no", "stop", "halte", "sauf", "non (?:merci )?aux?", "pas besoin"),
    *("refus[a-z]*", "fuy[a-z]*", "interdit[a-z]*"),
)
TO = (
    "(?: (?:d|de|des|du|les|aux?|tout[a-z]*|real|estate|par|avec"
    "|contacts?|appels?|sollicitations?|visites?|reponses?))*"
)
WILL_NOT = (
    "(?:ne?|n) (?:[a-z]+ ){0,3}?"
    "(?:souhait|veu|voul|desir|repond|donn|trait|travaill|pass|cherch|recherch|collabor|accept(?!ant)|pren|etre)[a-z]* "
    "(?:pas|plus|aucun[a-z]*|nullement)(?: (?!frais|honoraires|commissions?)[a-z0-9]+){0,7}?"
)

REFUSAL = "|".join(
    (
        f"{START}{SPOKEN_TO}{_any(AGENCY, CANVASS)}{ALL_SORTS}{_any(ABSTAIN, GO_BY, UNWANTED)}",
        f"{START}{SPOKEN_TO}{TRADE}{FELLOWS}{_any(ABSTAIN, GO_BY, UNWANTED)}",
        f"{START}agences?s?ab(?:st|te)[a-z]*",
        f"{START}(?:s |vous |nous )?abst(?:en|ien)[a-z]*(?: vous)?{ALL_SORTS} {AGENCY}{END}",
        f"{START}pass[a-z]* (?:votre|leur|le) chemin{ALL_SORTS} {_any(AGENCY, TRADE)}{END}",
        f"{START}{NO}{TO} (?!intermediaire){ANYONE}{END}",
        f"{START}pas ?d ?agences?{END}{NOT_A_BRANCH}",
        f"{START}{WILL_NOT} {_any(ANYONE, 'etre demarche[a-z]*')}{END}",
        f"{START}inutile[a-z]*(?: (?!frais|honoraires)[a-z0-9]+){{0,10}}? {ANYONE}{END}",
        f"{START}ne (?:pas|plus) (?:me |nous |etre )?demarche[a-z]*",
        f"{START}{_any('oppose[a-z]*', 'hostile[a-z]*', 'contre')}(?: (?:a|au|le|aux|tout))* {CANVASS}",
    )
)


@cache
def _refusing() -> re.Pattern[str]:
    """Return the pattern of a refusal. It takes 12 ms to compile, so it is made only when a first ad is read."""
    return re.compile(REFUSAL)


def _plain(code: int) -> str:
    letter = chr(code)
    if letter in ENDS:
        return "."
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 and base.isascii() and base.isalnum() else " "


PLAIN = MappingProxyType({**{code: _plain(code) for code in range(0x250)}, **{ord(end): "." for end in ENDS}})
"""One plain letter, space or full stop for each letter, so that a place in the plain text is the same place in the
text."""


def refusal(text: str) -> str | None:
    """Return the words by which the ad's ``text`` refuses agencies or canvassing, as written; None when it does not."""
    lowered = text.lower()
    if not any(stem in lowered for stem in STEMS) and not _may_hide(text):
        return None
    written = unicodedata.normalize("NFKC", text)
    words = [*WORD.finditer(written.translate(PLAIN))]
    plain = " ".join(word[0].rstrip(" .") or "." for word in words)
    found = _refusing().search(plain)
    if found is None:
        return None
    first = plain.count(" ", 0, found.start())
    last = plain.count(" ", 0, found.end())
    quote = " ".join(written[words[first].start() : words[last].end()].split())
    return quote if len(quote) <= LONGEST_QUOTE else f"{quote[: LONGEST_QUOTE - 1]}…"


def _may_hide(text: str) -> bool:
    # Fancy bold or script letters hide a word from a plain search; like emoji, they lie beyond U+FFFF.
    return not text.isascii() and len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
