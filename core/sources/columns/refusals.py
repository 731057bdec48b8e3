"""Reads a cell in a column that asks whether the person refuses agencies, or accepts them.

In doubt it is a refusal: in a column of refusals, whatever is neither empty nor a clear no counts as one (a cross, «
refusé », a tick, the day it was said).
"""

import re

from core.base.text import fold, parse_day

_NO = frozenset(
    {"non", "n", "no", "not", "0", "f", "false", "faux", "off", "aucun", "aucune", "pas", "sans", "jamais", "neant"}
)
_WELCOME = frozenset({"accepte", "acceptee", "acceptes", "autorise", "autorisee", "absent", "absente"})
_NONE_OF = frozenset({"no", "aucun", "aucune", "pas", "sans", "jamais"})
_WHAT_IS_REFUSED = ("demarch", "appel", "contact", "agence", "prospect", "call")
"""« Pas de démarchage », « aucun appel » in a column of refusals is one."""
_UNSAID = frozenset({
    "nc", "n c", "nr", "n r", "na", "n a", "nsp", "inconnu", "inconnue", "non renseigne", "non communique",
    "ne sait pas", "null", "none", "nan", "nd",
})  # fmt: skip
_STEMS = (
    *("refus", "oppos", "abst", "desins", "desab", "unsub", "declin", "interdi", "retir", "stop", "ne ", "ko"),
    *("deni", "reject", "rejet", "withdr", "revo", "retrait"),
)
_CROSSES = frozenset("✗✘✖❌❎☐□⬜🚫⛔👎")
_BLANK = frozenset(" \u00a0\u202f-–—−_./\\,;:?…()[]«»'’\"`\ufe0f\ufe0e")
"""What says nothing by itself."""


def refuses(cell: str) -> bool:
    """Tell whether a cell of a column of refusals is a refusal."""
    words = fold(cell)
    if not words:
        return not _CROSSES.union(_BLANK).issuperset(cell)
    first, _space, rest = words.partition(" ")
    if first in _NONE_OF and any(word.startswith(_WHAT_IS_REFUSED) for word in rest.split()):
        return True
    return words not in _UNSAID and not _is_no(first) and first not in _WELCOME


def declines(cell: str) -> bool:
    """Tell whether a cell of a column that asks if agencies are accepted says that they are not."""
    words = fold(cell)
    if not words:
        return not _CROSSES.isdisjoint(cell)
    return words not in _UNSAID and (_is_no(words.split(" ")[0]) or words.startswith(_STEMS))


_YES = frozenset({"oui", "o", "yes", "y", "true", "vrai", "x", "on", "ok", "1", "v", "t"})
_ANSWER = 6
"""Words of an answer; more is a remark."""


def is_flag_answer(cell: str) -> bool:
    """Tell whether a cell is an answer to a question about refusing, and no remark: yes, no, a cross, a day, a word of
    refusal."""
    words = fold(cell).split()
    if not words:
        return not _CROSSES.isdisjoint(cell)
    first, text = words[0], " ".join(words)
    is_short = first in _YES or _is_no(first) or first in _WELCOME or text in _UNSAID or text.startswith(_STEMS)
    return len(words) <= _ANSWER and (is_short or _OF_REFUSALS.search(text) is not None or parse_day(cell) is not None)


def _is_no(word: str) -> bool:
    return word in _NO or not word.strip("0")


_OF_REFUSALS = re.compile(
    r"\b(?:oppos[a-z]*|ne (?:pas|plus) (?:r?appeler|contacter|demarcher|prospecter|relancer|solliciter)|blacklist[a-z]*"
    r"|liste noire|repoussoir|anti (?:agence|demarchage|prospection)s?"
    r"|refus[a-z]*|desinscri[a-z]*|opt ?outs?|do not call|dnc|bloctel)\b"
)


_WITHOUT = re.compile(
    r"\b(?:sans|hors|sauf|non|not|no|aucune?s?|exclu[a-z]*|retir[a-z]*|enlev[a-z]*|supprim[a-z]*|otee?s?|nettoy[a-z]*"
    r"|filtr[a-z]*|verifi[a-z]*|expurg[a-z]*|purg[a-z]*|deduit[a-z]*|croise[a-z]*|controle[a-z]*|absents?|without"
    r"|removed|excluded|cleaned|conform[a-z]*|checked|scrub[a-z]*)\b"
)
"""« Vendeurs, opposés retirés », « fichier vérifié Bloctel »: the people of the file are the others."""


def says_without(text: str) -> bool:
    """Tell whether a title or a heading says that those who refuse were looked for: « Vérifié Bloctel »."""
    return _WITHOUT.search(fold(text)) is not None


_TITLE = 12
"""Words of a title; more is a remark."""


def titles_refusals(title: str) -> bool:
    """Tell whether a title line over a table says that its people refuse: « Liste d'opposition », « Personnes opposées
    au démarchage »."""
    words = fold(title)
    return len(words.split()) <= _TITLE and names_refusals(title) and not _WITHOUT.search(_OF_REFUSALS.sub("", words))


def names_refusals(sheet: str) -> bool:
    """Tell whether the name of a sheet says that its people refuse: « Opposés », « Ne pas contacter »."""
    return _OF_REFUSALS.search(fold(sheet)) is not None
