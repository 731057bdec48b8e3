"""Reads contacts that people spell out, and that programs escape: « zéro six trente-neuf », « jean point dupont chez
exemple point fr », « 06%2039 », « h.moreau&#64;exemple.fr »."""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from urllib.parse import unquote


def _from(first: int, listed: str, step: int = 1) -> dict[str, int]:
    """Return word → value, of words that go up from ``first`` by ``step``."""
    return {name: first + step * rank for rank, name in enumerate(listed.split("|"))}


_ONES: Mapping[str, int] = _from(1, "un|deux|trois|quatre|cinq|six|sept|huit|neuf") | {"une": 1}
_TEENS: Mapping[str, int] = _from(10, "dix|onze|douze|treize|quatorze|quinze|seize|dix sept|dix huit|dix neuf")
_TENS: Mapping[str, int] = (
    _from(20, "vingt|trente|quarante|cinquante", 10) | _from(70, "septante|huitante|nonante", 10) | {"octante": 80}
)
_LONG: Mapping[str, int] = {"soixante": 60, "quatre vingt": 80, "quatre vingts": 80}
"""Tens that go on after nine: « soixante-douze »."""
_VALUES = MappingProxyType(
    {name.replace(" ", ""): value for words in (_ONES, _TEENS, _TENS, _LONG) for name, value in words.items()}
)
_GAP = r"[\s\u2010-\u2014-]"
_GAPS = re.compile(f"{_GAP}+")


def _any_of(*words: str) -> str:
    return "|".join(word.replace(" ", f"{_GAP}*") for word in sorted(words, key=len, reverse=True))


_AND = rf"(?:{_GAP}+et)?{_GAP}+"
_ONE = rf"(?:{_any_of(*_ONES)})(?!{_GAP}+vingts?\b)"
_ZERO = re.compile(r"(?<!\d)0[\s-]+(?=[1-9](?!\d))")
"""« zéro six » is one pair of figures."""
ENDS = "fr|com|net|org|eu|be|ch|lu|de|es|it|uk|pt|nl|re|gp|mq|gf|nc|pf|ca|us|info|immo|pro|me|io|biz|name|paris|bzh"
"""Last part of the domains that are read where the dot is written as a word."""
HOSTS: Mapping[str, tuple[str, ...]] = (
    {name: (f"{name}.fr",) for name in ("orange", "wanadoo", "free", "sfr", "neuf", "bbox")}
    | {name: (f"{name}.com",) for name in ("gmail", "icloud", "aol")}
    | {name: (f"{name}.fr", f"{name}.com") for name in ("hotmail", "outlook", "yahoo", "live")}
    | {"laposte": ("laposte.net",)}
)
"""« chez gmail »: who keeps the mailbox → the domains that may be meant."""
_OPEN, _CLOSE = r"\s*[(\[{<\"“«*]\s*", r"\s*[)\]}>\"”»*]\s*"
_DOT = rf"(?:\.|{_OPEN}(?:\.|point|dot|pt){_CLOSE}|[\s_-]+(?:point|dot)[\s_-]+)"
_LAST = rf"(?:\s?\.+\s?|{_DOT}|\s?[,;·])"
_AT = rf"(?:\s*@+\s*|{_OPEN}(?:@|at|arobase?|[aà]|chez){_CLOSE}|\s*\barobase?\b\s*|[\s_-]+(?:at|chez|arobase?)[\s_-]+)"
_WORD = r"[a-z0-9+_-]{1,64}"
_DOTS = re.compile(_LAST, re.IGNORECASE)
_ONE_SIGN = re.compile(r"\b(?:tiret du bas|tiret bas|under ?score|soulign[ée]|souligne)\b")
_TOLD = re.compile(r"[a-z0-9+]+|[àâ]|[@._-]")
_ALOUD: Mapping[str, str] = (
    dict.fromkeys(("a", "à", "â", "at", "chez", "arobase", "arobas", "arrobase", "arrobas", "arobaze", "arobe"), "@")
    | dict.fromkeys(("point", "dot", "pt", "points"), ".")
    | dict.fromkeys(("tiret", "moins", "dash", "trait"), "-")
)
"""Words that stand for a sign of an e-mail."""
_FILLERS = frozenset({"signe", "caractere", "symbole"})
_DOMAIN = re.compile(rf"([a-z0-9-]+(?:\.[a-z0-9-]+)*?)\.?({ENDS})")
_FAR = 9
"""Words and signs on either side of an e-mail told aloud: « anne point marie tiret roy »."""
_BRACKETS = rf"{_OPEN}[aà]{_CLOSE}"
_SIGN = re.compile(rf"@|arob|{_BRACKETS}|{_OPEN}(?:at|chez)\b", re.IGNORECASE)
_LIKELY_SIGN = re.compile(rf"@|arob|{_BRACKETS}|at\b|_at_|chez", re.IGNORECASE)
_MUTE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""What no eye sees: a soft hyphen, a joiner, the direction of writing."""
_DRAWN_ALIKE = str.maketrans("аеорсухіјѕԁһԛԝοονАВЕКМНОРСТУХІЈЅ。", "aeopcyxijsdhqwoovABEKMHOPCTYXIJS.")
"""Letters of Cyrillic and Greek that are drawn as ours, and the full stop of Chinese."""
_REMARK = re.compile(r"(?:\([^()@]*\)|\")+(?=@)|(?<=@)\([^()@]*\)")
"""What an e-mail may hold that is none of it (RFC 5322): « jean(perso)@exemple.fr », « "jean"@exemple.fr »."""
_SHORT = 80
"""Characters of a cell that holds an e-mail and little more."""
_ESCAPED = re.compile(r"%[0-9a-f]{2}|&(?:#\d|#x[\da-f]|nbsp|commat|period|lowbar|hyphen)", re.IGNORECASE)


@cache
def _number() -> re.Pattern[str]:
    """Return what finds a number in words, made when one is first looked for: the start of the program looks for
    none."""
    return re.compile(
        rf"(?<!\w)(?:(?P<long>{_any_of(*_LONG)})(?:{_AND}(?P<more>{_any_of(*_TEENS)}|{_ONE}))?"
        rf"|(?P<tens>{_any_of(*_TENS)})(?:{_AND}(?P<one>{_ONE}))?"
        rf"|(?P<alone>z[ée]ros?|{_any_of(*_TEENS, *_ONES)}))(?!\w)",
        re.IGNORECASE,
    )


@cache
def _an_email() -> re.Pattern[str]:
    """Return what finds an e-mail spelt out, made as :func:`_number` is."""
    return re.compile(
        rf"(?<![\w.@])(?P<local>{_WORD}(?:{_DOT}{_WORD}){{0,4}})(?P<at>{_AT})"
        rf"(?:(?P<domain>[a-z0-9-]{{1,63}}(?:{_DOT}[a-z0-9-]{{1,63}}){{0,3}}(?:{_LAST}(?:{ENDS})|\.[a-z]{{2,24}}))"
        rf"|(?P<host>{'|'.join(HOSTS)}))(?![\w@]|\.\w)",
        re.IGNORECASE,
    )


def is_escaped(text: str) -> bool:
    """Tell whether a text has escapes of a web address or of a page."""
    return _ESCAPED.search(text) is not None


def decoded(text: str) -> str:
    """Return a text without the escapes of a web address or of a page: « 06%2039 », « h.moreau&#64;exemple.fr »."""
    return unquote(html.unescape(text)) if is_escaped(text) else text


def in_latin(text: str) -> str:
    """Return a text of other than ASCII as an e-mail is read in it: nothing invisible, and our letters for those of
    other alphabets that are drawn as ours."""
    return _MUTE.sub("", unicodedata.normalize("NFKC", text)).translate(_DRAWN_ALIKE)


def without_remarks(text: str) -> str:
    """Return a text where the e-mails hold no remark nor quotes: « jean(perso)@exemple.fr », « "jean"@exemple.fr »."""
    return _REMARK.sub("", text)


def figures(text: str) -> str:
    """Return a text with the numbers written in words, from 0 to 99, in figures: « 06 trente-neuf » gives « 06 39 »."""
    return _ZERO.sub("0", _number().sub(_figure, text))


def _figure(found: re.Match[str]) -> str:
    parts = [found[part] or "" for part in ("long", "more", "tens", "one", "alone")]
    return str(sum(_VALUES.get(_GAPS.sub("", part.lower()), 0) for part in parts))


def mails(text: str) -> list[str]:
    """Return the e-mails that a text surely spells out, lower-case. « chez » and « at » are words of any text: they are
    signs where they are nearly all of it."""
    found = _spelt(text, _LIKELY_SIGN if len(text) <= _SHORT else _SIGN)
    return [mail for match in found if match["domain"] for mail in _mails(match)]


def likely_mails(text: str) -> list[str]:
    """Return every e-mail that a text may spell out, lower-case, to be held against the register; two for « chez
    hotmail »."""
    return [mail for match in _spelt(text, _LIKELY_SIGN) for mail in _mails(match)]


def told_aloud(text: str) -> set[str]:
    """Return every e-mail that the words around a sign may make, as when it is told aloud: « luc tiret besson à exemple
    point fr ». Most are nobody's: they are only held against the register."""
    said = _ONE_SIGN.sub("_", text.lower())
    words = [_ALOUD.get(word, word) for word in _TOLD.findall(said) if word not in _FILLERS]
    return {
        f"{before}@{after}"
        for at, word in enumerate(words)
        if word == "@"
        for after in _after(words[at + 1 : at + 1 + _FAR])
        for before in _before(words[max(0, at - _FAR) : at])
    }


def _before(words: list[str]) -> Iterator[str]:
    """Yield what the last words make together: the last one, the last two…"""
    for count in range(1, len(words) + 1):
        joined = "".join(words[-count:])
        if joined[0] not in ".@" and joined[-1] != "." and "@" not in joined:
            yield joined


def _after(words: list[str]) -> Iterator[str]:
    """Yield the domains that the first words make together, a point left untold or not."""
    for count in range(1, len(words) + 1):
        if words[count - 1] == "@":
            return
        joined = "".join(words[:count])
        if match := _DOMAIN.fullmatch(joined):
            yield f"{match[1].rstrip('.')}.{match[2]}"
        yield from HOSTS.get(joined, ())


def _spelt(text: str, signs: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield what is spelt around each sign; a page has few."""
    end = 0
    for sign in signs.finditer(text):
        start = max(end, sign.start() - _SHORT)
        match = _an_email().search(text, start, sign.end() + _SHORT) if sign.start() >= end else None
        if match:
            end = match.end()
            yield match


def _mails(found: re.Match[str]) -> list[str]:
    local, domain = (_DOTS.sub(".", found[part] or "") for part in ("local", "domain"))
    domains = (domain,) if domain else HOSTS[found["host"].lower()]
    return [f"{local}@{text}".lower() for text in domains]
