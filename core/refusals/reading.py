"""Reads the text of an ad or of a cell as a page shows it, so that the words of a refusal are known whatever signs,
accents, abbreviations or losses they were written with; each plain letter keeps the place of the written one."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from core.refusals.prefilter import AT_ONCE

ENDS = ".!?;\n\r|•…"
PAUSES = ',:()/=–—"«»[]➜→'
SIGNS = "🚫❌⛔✋🛑✖📵🔕🙅👎"
WORD = re.compile(
    r"[a-z][a-z0-9]+|[.][ .]*|[a-z](?: [a-z]){3,40}(?![a-z0-9])|\d+(?:[ .,/]?\d+){1,20}(?![a-z])|[a-z0-9]+|[,!]"
)
_TAG = re.compile(r"<[^<>]{0,300}>")
_LOST = re.compile(r"(?<=[^\W\d_])(?:\?(?=[^\W\d_])|\ufffd|[ïÏ]¿½)")
_ELIDED = re.compile(r"(?:^|[^a-z])(?:[sdln]|qu)$", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"\bne m\W?appele[rz] (?:plus|pas) (?:monsieur|madame|mademoiselle|docteur|maitre)\W+(?:mais )?appele[rz]\Wmoi\b",
    re.IGNORECASE,
)
"""How somebody wants to be named, which is no refusal of calls."""
_SINCE = (
    r"(?:maintenant|d[ée]sormais|finalement|chang[ée]\w* d\W?avis|c\W?est fini|enlev[ée]\w*|effac[ée]\w*|regrett\w+"
    r"|en (?:veu[txl]\w*|voudr\w+|cherche|prend\w*)|cherche une)"
)
"""What tells that somebody thinks otherwise by now; « mais » alone may only say that they were polite."""
_NO_LONGER = re.compile(
    rf"\b(?:dis|voul|souhait|croy|pens|compt|vend|refus)ai(?:s|t|ent)\b[^.!?\n]{{0,90}}?\b{_SINCE}\b"
    rf"|\bav(?:ais?|ait|ions|aient) (?:mis|[ée]crit|dit|not[ée]|indiqu[ée])\b[^.!?\n]{{0,90}}?\b{_SINCE}\b"
    r"|\bessay[ée]\w* de (?:me |se |nous )?(?:vendre|passer|faire)\b[^.!?;\n,]{0,80}"
    r"(?:, (?:tout )?seuls?e?\b)?(?:, sans agent\w*)?"
    r"|\bce n\W?est pas (?:que|parce que je)\b[^.!?;\n,]{0,80}"
    r"|\b(?:pourquoi|marre|ras le bol|lass[ée]e?s?)\b[^.!?;\n]{0,80}\?",
    re.IGNORECASE,
)
"""What was said before and is so no more, is denied, or is asked by somebody who sells services: none of it is heard as
a refusal, and what of it would be one is asked about (:func:`said_before`)."""
_TURNS = (
    *("disai", "voulai", "souhaitai", "croyai", "pensai", "comptai", "vendai", "refusai", "avai", "avion"),
    *("essay", "est pas"),
)
_ASKS = ("pourquoi", "marre", "ras le bol", "lass")
"""In small letters, one of which is in whatever that pattern finds; the last ones in a question."""
_ODD_CASE = "\u0131\u0307\u017f"
"""Signs of letters that a pattern takes for « i » and « s » whatever their case, unlike :meth:`str.lower`."""
_LABEL = re.compile(r"^\W*(?:statut|status|[ée]tat|commentaire|remarque|observations?|note)s?\s*[:=–-]+", re.IGNORECASE)
"""What only names the cell: « Statut : STOP »."""
_ADDRESS = re.compile(r"[\w.+-]{2,}@[\w.-]+|\b[\w-]+(?:\.[\w-]+)*\.fr\b", re.IGNORECASE)
"""An e-mail, a site: « fr » before « agences » is otherwise « frais »."""
_COMMA = re.compile(r",(?<=\b[SDLNsdln],)(?=[^\W\d_])")
_MORE = re.compile(r"(?<=\b[nN][eE] )\+(?= )")
"""« Ne + appeler »."""
_CUT_SHORT = """
    part agt agts ag imm immo interm inter prof mand nég neg cons comm prosp abst tél tel opp suppr
"""


def _dots_after(words: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of the full stop of one of these words, where more words follow. The full stop is asked first:
    a text has few of them."""
    sizes = groupby(sorted(words, key=len), len)
    behind = "|".join(rf"(?<=\b(?:{'|'.join(same)})\.)" for _size, same in sizes)
    return re.compile(rf"\.(?= ?[a-zà'])(?:{behind})", re.I)


_SHORTENED = _dots_after(_CUT_SHORT.split())
"""« Part. à part. »: the full stop of a word cut short ends no sentence."""
_AT = re.compile(r"(?<!\w\w)@(?=\w)")
"""« Pas d'@gence »."""
_EITHER = re.compile(r"\((?<=\w\()(?:e|s|es|ne|trice|E|S|ES)\)")
_MEANT = ((" - ", " , "), ("etc.", "etc "), ("gencé", "meubl"), ("GENCÉ", "MEUBL"))
"""« Agencé » is said of a kitchen."""


def _plain(code: int) -> str:
    letter = chr(code)
    if letter in ENDS:
        return "."
    if letter in PAUSES:
        return ","
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 and base.isascii() and base.isalnum() else " "


PLAIN = MappingProxyType(
    {code: _plain(code) for code in range(0x250)}
    | {ord(end): "." for end in ENDS}
    | {ord(pause): "," for pause in PAUSES}
    | {ord(sign): "!" for sign in SIGNS}
    | {ord("\ufffd"): "e"}
)
"""One plain letter, space, full stop, comma or forbidding sign for each letter, so that a place in the plain text is
the same place in the text."""


def _byte(code: int) -> str:
    # The few bytes that are no letter are never met; what has no plain letter is no part of a word.
    letter = bytes([code]).decode("cp1252", "replace")
    return PLAIN.get(ord(letter), "_")


_ONE_BYTE = "".join(map(_byte, range(0x100))).encode("ascii")


class Forms(NamedTuple):
    """A text as a page shows it, with its letters normalised, and whether it may hold what :data:`_ADDRESSED` and
    :data:`_NO_LONGER` find, which is seldom so."""

    shown: str
    written: str
    addressed: bool
    turns: bool


@lru_cache(maxsize=AT_ONCE)
def _forms(text: str) -> Forms:
    shown = _shown(text)
    written = unicodedata.normalize("NFKC", shown)
    small = (written if written == shown else f"{shown}\n{written}").lower()
    turns = any(word in small for word in _TURNS) or ("?" in small and any(word in small for word in _ASKS))
    return Forms(shown, written, "appele" in small, turns or any(letter in small for letter in _ODD_CASE))


def _parted(forms: Forms) -> str:
    """Return a text of the same length, where what a comma, a hyphen, a bracket or an accent means is plain."""
    written = forms.written
    if ".fr" in written or "@" in written:
        written = _ADDRESS.sub(_blank, written)
    parted = _LABEL.sub(_blank, written)
    if forms.addressed:
        parted = _ADDRESSED.sub(_blank, parted)
    if forms.turns:
        parted = _NO_LONGER.sub(_blank, parted)
    parted = _COMMA.sub("'", _EITHER.sub(_blank, parted))
    parted = _SHORTENED.sub(" ", parted)
    parted = _AT.sub("a", parted) if "@" in parted else parted
    parted = _MORE.sub("0", parted) if "+" in parted else parted
    for sign, meaning in _MEANT:
        parted = parted.replace(sign, meaning)
    return parted


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def said_before(text: str) -> list[str]:
    """Return what a text says to be so no more, without its first word, then without its last sign, one of which tells
    it: what the grammar would hear there."""
    forms = _forms(text)
    texts = [match[0] for match in _NO_LONGER.finditer(forms.shown)] if forms.turns else []
    return [words for one in texts for words in (one.partition(" ")[2], one[:-1])]


def spoken(text: str) -> list[str]:
    """Return the folded words and signs of a text, as the grammar reads them."""
    return WORD.findall(read_as_shown(text)[1])


@lru_cache(maxsize=AT_ONCE)
def read_as_shown(text: str) -> tuple[str, str]:
    """Return (the text as shown, its plain letters at the same places)."""
    forms = _forms(text)
    return forms.written, _plainly(_parted(forms))


def _plainly(parted: str) -> str:
    """Return the plain letters of a text; nearly every one can be written in one byte a letter, ten times as quick."""
    try:
        return parted.encode("cp1252").translate(_ONE_BYTE).decode("ascii")
    except UnicodeEncodeError:
        return parted.translate(PLAIN)


def _shown(text: str) -> str:
    """Return ``text`` as a page would show it, with a letter in place of each one a program lost (« d?marchage »)."""
    if "&" in text:
        text = unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return _LOST.sub(_restored, text) if any(sign in text for sign in "?\ufffd¿") else text


def _restored(lost: re.Match[str]) -> str:
    # « s?abstenir » lost its apostrophe; « d?marchage » its accent.
    text, at = lost.string, lost.end()
    vowel = text[at : at + 1].lower() in tuple("aeiouyh")
    return "'" if vowel and _ELIDED.search(text[max(0, lost.start() - 3) : lost.start()]) else "e"
