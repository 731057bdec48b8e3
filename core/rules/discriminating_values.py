"""Tells which values recognise a person: a placeholder, an impossible number, a home page or a list of ads is borne by
many who have nothing to do with each other, so it makes no two rows one person and spreads no refusal."""

import re
from enum import Enum
from urllib.parse import parse_qsl, unquote, urlsplit

from core.base.street_words import TYPES
from core.base.text import fold


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split("|"))


_NOTHING = _words(
    "abc|absent|absente|anonyme|attente|aucun|aucune|azerty|blank|cache|confidentiel|dito|div 0|dummy|empty"
    "|en attente|en cours|essai|example|exemple|fake|false|faux|idem|inconnu|inconnue|indefini|indefinie"
    "|indisponible|manquant|manquante|masque|n a|n c|n d|n r|na|name|nan|nc|nd|neant|nil|no|nom|non|none|np"
    "|nr|ns|null|num|oui|prive|qwerty|ras|ref|rien|s o|sample|sans|so|tbd|test|tests|todo|true|undefined"
    "|unknown|valeur|value|vide|vrai|yes"
)
_OPENINGS = re.compile(
    r"(?:non|pas|sans|aucune?|not?|voir|cf|idem|selon|a) "
    r"(?:\w+ )*(?:communiquee?s?|renseignee?s?|precisee?s?|disponibles?|connue?s?|definie?s?|applicable|fournie?s?|de"
    r"|completer|preciser|definir|renseigner|venir|saisir|verifier|demander|annonces?|site|lien|texte|descriptif|tel"
    r"|telephone|mail|email|reference|ref|adresse|numero|nom|data|available|given|set|provided|phone|address|number)\b"
)
"""« non communiqué », « sans référence », « voir l’annonce », « à compléter »."""
_ASCENDING, _DESCENDING = "01234567890123456789", "98765432109876543210"
_LABELS = _words("annonce|code|f|id|n|no|num|numero|r|ref|reference")
_OF_A_FILE = _words(
    "aout|avr|avril|campagne|dec|decembre|export|fev|fevr|fevrier|fichier|import|janv|janvier|juil|juillet"
    "|juin|liste|lot|mai|mars|mois|nov|novembre|oct|octobre|page|pige|s|secteur|sem|semaine|sept|septembre"
)
"""What a whole delivery is called, not one ad of it."""
_DATE = re.compile(r"(?:s\d\d? )?(?:\d{1,2} ){0,2}(?:19|20)\d\d|(?:19|20)\d\d(?: \d{1,2}){1,2}|\d{1,3}")
_CAMPAIGN = re.compile(r"(?:ag|as|c|f|ad|adset|campaign|form)\s*:\s*\d+", re.IGNORECASE)
"""What an export of a social network calls the advert, the set, the campaign and the form: all who answered have it."""
_PLAIN = re.compile(r"([A-Za-z]{1,4})[ -]?(\d{3,})")

_NOBODY = _words(
    "adresse|adressemail|do not reply|donotreply|email|mail|mailer daemon|mon mail|monadresse|monmail"
    "|ne pas repondre|nepasrepondre|no mail|no reply|nobody|noemail|nom prenom|nomail|noreply|pas de mail"
    "|pasdemail|personne|prenom nom|sans mail|sansemail|sansmail|user|utilisateur|votre mail|votremail|xxx"
)
"""What stands before the @ of an e-mail that is nobody's."""

_FICTION = frozenset(("exemple", "example"))
"""Domains kept for fiction, ordinary here as the numbers are."""

_SEARCHES = _words(
    "ads|categorie|category|groups|index|list|liste|listes|recherche|rechercher|recherches|resultat|resultats"
    "|results|search|tag"
)
_OF_A_LIST = re.compile(
    r"(?:page|p|pg|offset|start)[-_=]?\d+|\d{1,3}|(?:[^\W\d]+[-_])*\d{2,3}"
    r"|[^\W\d]+(?:[-_][^\W\d]+)*[-_](?:0[1-9]|[1-8]\d|9[0-8])\d{3}(?:[-_]g\d+)?"
)
"""A part of an address that tells a page of results, a department, or a town with its postcode."""
_ONE_AD = re.compile(
    r"(?:[a-z_]*_)?(?:id|ad|annonce|ann|ref|reference|adid|idannonce|listing|item|num|numero|no|fbid|fiche|detail)"
)
_NOWHERE = _words(
    "a|agglomeration|alentours|au|aux|bourg|calme|campagne|centre|centreville|coeur|commerces|commune|cote|d|dans|de|des"
    "|droite|du|ecoles|en|ensemble|entree|environs|est|et|gare|gauche|hyper|hypercentre|l|la|le|les|limitrophe|mer|nord"
    "|ouest|peripherie|plage|plein|pleine|pres|proche|proximite|quartier|recherche|residentiel|rive|secteur|sortie|sud"
    "|transports|tres|un|village|ville|vue|zone"
)
"""Words of an address that say no home."""
_SOCIAL = ("facebook.com", "fb.com", "instagram.com")
_POSTS = _words("item|p|permalink|permalink.php|photo|photo.php|posts|reel|story.php")
NAMELESS = _words(
    "habitant|habitants|l occupant|occupant|occupante|occupants|resident|residents"
    "|annonceur|anonyme|bailleur|client|contact|inconnu|le proprietaire|le vendeur|m|m et mme|madame"
    "|mademoiselle|mlle|mme|monsieur|monsieur et madame|mr|non communique|non communiqué|non renseigné|pap"
    "|particulier|particuliers|private|prive|proprietaire|proprietaires|propriétaire|propriétaires|prospect"
    "|un particulier|vendeur|vendeurs|vendeuse"
)
"""Folded or as written: what stands in the place of a name."""


_NO_NAMES = NAMELESS | _NOTHING
_BETWEEN = str.maketrans(dict.fromkeys("._-+"))
_SUSPECT = frozenset(word.replace(" ", "") for word in _NOBODY | _NOTHING)
"""What may stand before the @ of an e-mail that is nobody's, written as one word."""


def is_placeholder(text: str) -> bool:
    """Tell whether a cell says that there is nothing to say: « NC », « N/C », « -- », « 000 », « xxx », « néant », « à
    compléter », « voir annonce », « #N/A », « 1234567 »."""
    words = fold(text)
    joined = words.replace(" ", "")
    return (
        len(set(joined)) < 2
        or words in _NOTHING
        or joined in _NOTHING
        or _is_run(joined)
        or _OPENINGS.match(f"{words} ") is not None
    )


def telling_phone(key: str) -> bool:
    """Tell whether a telephone (its comparison key) may be somebody's: neither repeated nor sequential figures (06 00
    00 00 00, 06 12 34 56 78, 01 23 45 67 89). The ranges kept for fiction are ordinary numbers here."""
    tail = key[-8:]
    if not tail.isdecimal() or len(tail) < 8:
        return True
    first, second, third, fourth = int(tail[:2]), int(tail[2:4]), int(tail[4:6]), int(tail[6:])
    # As many from one pair to the next: 00 00 00 00, 11 11 11 11, 12 34 56 78, 01 02 03 04, 10 20 30 40.
    return not (second - first == third - second == fourth - third or _is_run(tail))


def telling_email(email: str) -> bool:
    """Tell whether an e-mail (lower-case) may be one person's: not « nc@nc.fr », « test@test.fr », « noreply@… »."""
    local, _at, domain = email.partition("@")
    joined = local.translate(_BETWEEN).rstrip("0123456789")
    if joined not in _SUSPECT and len(set(joined)) > 1:
        return True
    plain_text = fold(local)
    if plain_text in _NOBODY or plain_text.replace(" ", "") in _NOBODY:
        return False
    bare = plain_text.rstrip("0123456789").strip() or plain_text
    host = fold(domain.rpartition(".")[0])
    empty = bare in _NOTHING or len(set(bare.replace(" ", ""))) < 2
    return not (
        empty and (len(bare) > 3 or host == bare or host in _NOBODY or is_placeholder(host) > (host in _FICTION))
    )


def telling_address(address: str) -> bool:
    """Tell whether a postal address says a place: not a placeholder."""
    return (" " in address and address[0].isdecimal()) or not is_placeholder(address)


class Homes(Enum):
    """Which homes an address says: none (a placeholder), those of an area (« centre-ville », « Le Bourg », « proche
    gare ») or of a street without a number, where two persons of one name may well live, or one."""

    NONE = 0
    AREA = 1
    STREET = 2
    ONE = 3


def homes_at(address: str) -> Homes:
    """Return which homes an address says."""
    if not telling_address(address):
        return Homes.NONE
    if any(map(str.isdecimal, address)):
        return Homes.ONE
    words = fold(address).split()
    if _NOWHERE.issuperset(words):
        return Homes.AREA
    return Homes.STREET if words[0] in TYPES else Homes.ONE


def telling_name(name: str) -> bool:
    """Tell whether a name names somebody: « NC », « Particulier », « M. » name nobody."""
    if name.isalpha() and len(set(name)) > 1:  # What most files write, several times faster.
        word = name if name.islower() else name.lower()
        return (word if word.isascii() else fold(word)) not in _NO_NAMES
    return fold(name) not in NAMELESS and not is_placeholder(name)


def telling_reference(reference: str, site: str = "") -> bool:
    """Tell whether a reference is that of one ad: it holds a figure, is no placeholder, nor the name of its site, nor
    that of a whole delivery (« PIGE-2026-11 »), nor of an advert that many answered (« ag:2385… »)."""
    match = _PLAIN.fullmatch(reference)
    if match and match[1].lower() not in _OF_A_FILE:  # What most files write, several times faster.
        return len(set(match[2])) > 1 and not _is_run(match[2])
    if not any(map(str.isdecimal, reference)) or _CAMPAIGN.fullmatch(reference.strip()):
        return False
    words = fold(reference).split()
    if " ".join(words) == fold(site) or is_placeholder(reference):
        return False
    own = [word for word in words if word not in _LABELS]
    sentences = [word for word in own if word not in _OF_A_FILE]
    said = " ".join(sentences)
    if not said or is_placeholder(said):
        return False
    # « 12 » is the rank of a row and « 11/2026 » a month, alone or after the name of a delivery.
    is_whole = len(own) == len(sentences) and len(said) == len("123")
    return not _DATE.fullmatch(said) or (is_whole and said.isdecimal())


def telling_link(url: str) -> bool:
    """Tell whether a link leads to one ad: an identifier in its path or its query, and not a home page, a search, a
    list, or the page of a group."""
    try:
        parts = urlsplit(url.strip() if "//" in url else f"//{url.strip()}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    path = [part for part in unquote(parts.path).lower().split("/") if part]
    social = host.endswith(_SOCIAL)
    if social and _POSTS.isdisjoint(path):
        return False
    if not social and any(word in _SEARCHES for part in path for word in (part, part.partition(".")[0])):
        return False
    if any(_names_one(part.rpartition(".")[0] or part, path[at - 1] if at else "") for at, part in enumerate(path)):
        return True
    asked = parse_qsl(parts.query)
    return any(_names_one(value.lower(), name.lower()) for name, value in asked if _ONE_AD.fullmatch(name.lower()))


def _names_one(part: str, before: str) -> bool:
    """Tell whether a part of an address, after the part or the name ``before`` it, holds the identifier of an ad."""
    if not any(map(str.isdecimal, part)):
        return False
    if _ONE_AD.fullmatch(before):
        return not is_placeholder(part) and (part.isdecimal() or not _OF_A_LIST.fullmatch(part))
    return not _OF_A_LIST.fullmatch(part) or (part.isdecimal() and len(part) > 3)


def _is_run(figures: str) -> bool:
    """Tell whether figures follow each other, up or down: 123, 1234567, 98765."""
    return len(figures) > 2 and figures.isdecimal() and (figures in _ASCENDING or figures in _DESCENDING)
