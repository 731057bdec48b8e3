"""Columns by which a program of customers says who refuses one way of being reached, and no other: « Email Opt Out »,
« SMS_BLACKLISTED », « Do not mail », « Désabonné ». They are known by what their heading says, since each program, and
each list of each program, has its own.

A yes refuses that way, a no says nothing. A column of agreements (« Accepte les SMS », « Consentement téléphonique »)
says the opposite; it is never an agreement given to this agency. An « opt-in » that names no way is the agreement that
e-mails and SMS need (CPCE, art. L34-5): who gave none may be written to by post.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from core.base.mojibake import mended
from core.base.text import fold
from core.sources.columns.grammar import KNOWN, LONGEST
from core.sources.columns.refusals import declines, refuses

WAYS: Mapping[str, str] = {"no_email": "email", "no_sms": "sms", "no_call": "call", "no_letter": "letter"}
"""Field of a column → the way of being reached that it is about."""
_FIELDS = {way: field for field, way in WAYS.items()}

_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|[_.]")
_NOT = r"\bdo ?no ?t ?|\bdont ?|\bdo n ?t ?|\bnever |\bno (?=(?:phone )?(?:e ?mail|call|sms|text|letter|mailing)s?\b)"
_AGAINST = re.compile(
    rf"{_NOT}|\bdnc\b|\bopt(?:ed|s)? ?outs?|\bunsub[a-z]*|\bdesab[a-z]*|\bdesins[a-z]*|\bbl(?:ack|ock) ?list[a-z]*"
    r"|\bblocked|\bliste noire|\brefus[a-z]*|\boppos[a-z]*|\bne (?:pas|plus|jamais)|\bstop|\binterdi[a-z]*"
    r"|\bbloqu[a-z]*|\bdeclin[a-z]*|\bpas de?\b"
)
_FOR = re.compile(
    r"\baccept[a-z]*|\bautoris[a-z]*|\ballow[a-z]*|\bpeut\b|\b(?:can|may) (?:be )?call|\b(?:call|appel|rappel)able\b"
    r"|\bcontactable|\bjoignable"
)
_AGREED = r"\bopt(?:ed)? ?ins?\b|\bconsent[a-z]*|\baccord\b|\bpermissions?\b"
_OPT_IN = re.compile(r"\bopt(?:ed)? ?ins?\b")
_TOLD = re.compile(
    rf"{_AGREED}|\babonn[a-z]*|\bsubscri[a-z]*|\bstatuts?\b|\bstatus\b"
    r"|^(?:newsletters?|infolettres?|(?:e ?)?mailings?)$"
)
"""What asks for an agreement, or how somebody stands."""
_SENSES = MappingProxyType({"against": _AGAINST, "for": _FOR, "told": _TOLD})
_ALL_OF_IT = re.compile(r"\b(?:demarch|prospect|sollicit|bloctel)")
"""« Refus du démarchage téléphonique » is a refusal whole, as it is when it is said."""
_LISTS = re.compile(r"\b(?:unsub|desab|newsletter|infolettre|subscri|abonn)")
"""What is subscribed to, when nothing else is named, comes by e-mail."""
_BY: Mapping[str, re.Pattern[str]] = {
    "letter": re.compile(
        r"\blettres?|\bletters?|\bcourriers?(?! elec)|\bpostal[a-z]*|\bpostaux|\bposte?\b|\bdirect mail"
        r"|\b(?:do ?no ?t ?|dont ?|do n ?t ?|never )(?:send |bulk )?mail\b"
    ),
    "email": re.compile(
        r"\b(?:bulk ?)?e ?mail[a-z]*|\b(?:not)bulkemail|(?<=dono)temail|\bmail(?:s|er|ing|ings)?\b|\bcourriels?"
        r"|\bmels?\b|\bnewsletters?|\binfolettres?|\belectroni[a-z]*|\bmessagerie"
    ),
    "sms": re.compile(r"\bsms\b|\bmms\b|\btextos?\b|\btext(?:s|ing|e messages?| messages?)?\b|\bwhatsapp"),
    "call": re.compile(
        r"\bcalls?\b|\bcalling|\bcallable|\bcalled|\bphon[a-z]*|\btel\b|\btelephon[a-z]*|\bappel[a-z]*|\brappel[a-z]*|\bvoice|\bvoix"
        r"|\btelemarketing|\bdnc\b"
    ),
}
_GLUED = re.compile(r"\bdonot(?=[a-z])|\bno(?=calls?\b|emails?\b|sms\b)|(?<=\bdo not )(?:bulk|postal)(?=e?mail)")
_THEIRS = re.compile(r"\b(?:agen[ct][a-z]*|negociat[a-z]*|partenaires?|partners?|fax|lien|link|url)\b")
"""Whose address it is, or what is no way of ours."""
_PLAIN_CALL = re.compile(r"(?:a )?(?:ne (?:pas|plus|jamais)|stop) (?:r?appeler|appels?|telephoner)")
_ALLOWED = re.compile(
    r"(?:(?:re)?subscribed|abonnee?s?|inscrite?s?|allow(?:ed)?|autorise[er]?s?|act(?:ive|if)|opt(?:ed)? ?in)\b"
)
_SAID = re.compile(
    r"\b(?:un ?sub|desab|desins|opt(?:ed)? ?out|black|block|bloqu|refus|oppos|stop|declin|do not|ne pas|ne plus"
    r"|no consent)"
)
_SHOWN = re.compile(r"@|://|\bwww\.")
"""An address, which is no answer: « https://…/unsubscribe » stands in every row."""
_WORDS = 4
"""Words of an answer; more are a remark, which is listened to."""

Closing = Callable[[Sequence[str]], tuple[str, ...]]


def way_field(header: str) -> str:
    """Return the field of a heading about one way of being reached, empty for any other heading."""
    ways = ways_of(header)
    return _FIELDS[ways[0]] if ways else ""


def ways_of(header: str) -> tuple[str, ...]:
    """Return the ways that a heading is about, none for any other heading."""
    found = _read(header) if len(header) <= LONGEST else None
    return found[0] if found else ()


def asks_agreement(header: str) -> bool:
    """Tell whether a heading about one way asks for an agreement rather than for a refusal."""
    found = _read(header) if len(header) <= LONGEST else None
    return found is not None and found[1] != "against"


def says_no(header: str) -> Callable[[str], bool]:
    """Return what tells that a cell under a heading about one way refuses it."""
    return _SAYS[(_read(header) or ((), "against"))[1]]


def means_calls(header: str) -> bool:
    """Tell whether a heading of refusals is about calls alone, where other columns are about the other ways: « Ne pas
    appeler » beside « Ne pas envoyer d’e-mail »."""
    return _PLAIN_CALL.fullmatch(fold(header).removesuffix(" o n")) is not None


@lru_cache(maxsize=KNOWN)
def _read(header: str) -> tuple[tuple[str, ...], str] | None:
    """Return (the ways a heading names, « against », « for » or « told »); None when it names none."""
    words = _GLUED.sub(lambda found: "do not " if found[0] == "donot" else f"{found[0]} ", _folded(header))
    if _THEIRS.search(words):
        return None
    sense = next((name for name, said in _SENSES.items() if said.search(words)), "")
    ways = tuple(way for way, said in _BY.items() if said.search(words)) if sense else ()
    if "letter" in ways and re.search(r"\bmail\b", words) and not re.search(r"\be ?mail", words):
        ways = tuple(way for way in ways if way != "email")
    if sense and not ways and (_LISTS.search(words) or (sense != "against" and "marketing status" in words)):
        ways = ("email",)
    if sense == "told" and not ways and _OPT_IN.search(words):
        ways = ("email", "sms")
    aloud = ways == ("call",) and (
        not re.search(_AGREED, words) if sense == "told" else sense == "against" and _ALL_OF_IT.search(words)
    )
    return (ways, sense) if ways and not aloud else None


def _folded(header: str) -> str:
    return fold(_CAMEL.sub(" ", mended(header)))


def closing(fields: Mapping[int, str], headers: Sequence[str]) -> Closing | None:
    """Return the function that gives, of the cells of a row, the ways that its person refuses; None for a file without
    a column about one way."""
    columns = [(index, *_asked(headers[index], field)) for index, field in fields.items() if field in WAYS]
    if not columns:
        return None

    def closed(cells: Sequence[str]) -> tuple[str, ...]:
        texts = [
            way
            for index, ways, says in columns
            if index < len(cells) and cells[index] and says(cells[index])
            for way in ways
        ]
        return tuple(dict.fromkeys(texts)) if texts else ()

    return closed


def _asked(header: str, field: str) -> tuple[tuple[str, ...], Callable[[str], bool]]:
    """Return the ways that a column is about, and what tells that a cell refuses them."""
    ways, sense = _read(header) or ((WAYS[field],), "against")
    return (ways if WAYS[field] in ways else (WAYS[field],)), _SAYS[sense]


def _yes(cell: str) -> bool:
    words = fold(cell)
    return not _SHOWN.search(cell) and not _ALLOWED.match(words) and refuses(cell)


def _declined(cell: str) -> bool:
    words = fold(cell)
    return not _SHOWN.search(cell) and (_SAID.search(words) is not None or declines(cell))


_SAYS: Mapping[str, Callable[[str], bool]] = {"against": _yes, "for": _declined, "told": _declined}


def is_answer(cell: str) -> bool:
    """Tell whether a cell of such a column is an answer; anything longer is a remark, which is listened to."""
    return len(cell.split()) <= _WORDS
