"""Reads an energy class that only the styles of a page tell: ``item-dpe-c``, or the letter of a scale that is lit."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree, html

from core.sources.pages.prices import short_text

_CLASS = (
    ("ges", re.compile(r"(?:ges|ghg|co2|climat)[a-z]*\d*(?:[-_]+[a-z0-9]+)*?[-_]+([a-g])$", re.I)),
    ("dpe", re.compile(r"(?:dpe|energ|epc)[a-z]*\d*(?:[-_]+[a-z0-9]+)*?[-_]+([a-g])$", re.I)),
)
_GES = re.compile(r"\bges|ges\b|ges-|climat|ghg|emission")
_DPE = re.compile(r"dpe|energ")
_MAY_RATE = re.compile(r"ges|ghg|co2|climat|dpe|energ|epc", re.I)
_ON = re.compile(r"(?:^|[\s_-])(?:active|actif|selected|current|is-active|on|highlight(?:ed)?)(?:$|[\s_-])", re.I)
_STYLED = etree.XPath("descendant-or-self::*[@class]")


def energy(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield ("dpe" or "ges", letter) where the styles leave no doubt: of a scale that is shown whole, only the letter
    that is lit."""
    lit: defaultdict[str, set[str]] = defaultdict(set)
    named: defaultdict[str, set[str]] = defaultdict(set)
    for tag in _STYLED(root):
        on, classed = _told(tag.get("class"))
        for name, letter in classed:
            (lit if on else named)[name].add(letter)
        letter = short_text(tag, 3) if on else ""
        if len(letter) == 1 and letter in "ABCDEFG":
            lit[_around(tag)].add(letter)
    for name in ("dpe", "ges"):
        sentences = lit[name] or named[name]
        if len(sentences) == 1:
            yield name, next(iter(sentences))


@lru_cache(maxsize=4096)
def _told(style: str) -> tuple[bool, tuple[tuple[str, str], ...]]:
    """Return whether a style is that of something lit, and the letters in it with what each is of."""
    return bool(_ON.search(style)), tuple(_classed(style)) if _MAY_RATE.search(style) else ()


def _classed(style: str) -> Iterator[tuple[str, str]]:
    for name, shape in _CLASS:
        for token in style.split():
            if match := shape.search(token):
                yield name, match[1].upper()


def _around(tag: html.HtmlElement) -> str:
    """Return what the styles around a letter that is lit say it is of: "dpe", "ges", or nothing."""
    near = zip(range(4), (tag, *tag.iterancestors()), strict=False)
    around = " ".join(f"{up.get('class') or ''} {up.get('id') or ''}" for _n, up in near).lower()
    return "ges" if _GES.search(around) else "dpe" if _DPE.search(around) else ""
