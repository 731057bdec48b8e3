"""Reads what an element says in its attributes rather than in its words: the figures of an ad (``data-price``), and
what a badge tells those who cannot see it (``aria-label``)."""

import re
from collections.abc import Iterator, Set

from lxml import etree, html

from core.base.text import clean
from core.sources.pages import figures
from core.sources.pages.extracted import Ad
from core.sources.pages.keys import field_of, is_aside
from core.sources.pages.prices import short_text
from core.sources.pages.readers import read

_PRICED = re.compile(r"""data-(?:[a-z]+-){0,3}(?:price|prix|loyer)(?:-[a-z]+)?\s*=\s*["']?\d""")
_CUSTOM = re.compile(r"""<[a-z][a-z0-9]*-[\w-]*\s[^<>]{0,2000}?(?:price|prix|loyer)[\w-]*\s*=\s*["']?\d""", re.I)
_WORDS = etree.XPath(".//@*[contains(., ' ')]")
_NOT_TOLD = re.compile(
    r"class|style|href|src|srcset|sizes|on\w+|d|viewbox|content|points|transform|path|rel|allow", re.I
)
_TITLES = etree.XPath(".//svg//title")
_MOST = 400


def priced(root: html.HtmlElement, text: str) -> list[html.HtmlElement]:
    """Return the elements of a page that bear a price and two other facts of a property in their attributes."""
    if not _PRICED.search(text) and not _CUSTOM.search(text):
        return []
    return [tag for tag in root.iter() if isinstance(tag.tag, str) and _is_ad(tag)][:_MOST]


def _facts(tag: html.HtmlElement) -> Iterator[tuple[str, str, str]]:
    """Yield (field, name, value) of each attribute that names a fact: « data-price »; all of those of an element that a
    program made up, bound or not (« :price »)."""
    is_own = "-" in tag.tag
    for key, value in tag.items():
        name = key.removeprefix("v-bind").lstrip(":").removeprefix("data-")
        if (is_own or key.startswith("data-")) and (field := field_of(name)) and not is_aside(name):
            yield field, name, value


def _is_ad(tag: html.HtmlElement) -> bool:
    names = {field for field, _name, _value in _facts(tag)}
    return "price" in names and len(names & {"area", "rooms", "town", "postcode", "kind"}) > 1


def take(ad: Ad, root: html.HtmlElement) -> None:
    """Keep what the attributes of ``root`` say of an ad, when they say its price."""
    for field, name, value in _facts(root) if _is_ad(root) else ():
        ad.put(field, read(field, (name,), value), f"attribut : {name}", 0.66)


def day_of(root: html.HtmlElement, without: frozenset[html.HtmlElement] = frozenset()) -> str:
    """Return the ISO day that a part of a page gives to programs (``<time>``), empty when it gives none, or several."""
    days = {
        figures.day(tag.get("datetime") or "")
        for tag in root.iter("time")
        if without.isdisjoint((tag, *tag.iterancestors()))
    }
    return days.pop() if len(days) == 1 else ""


def told(root: html.HtmlElement, without: Set[html.HtmlElement] = frozenset()) -> Iterator[str]:
    """Yield what the badges and images below ``root`` are said to be. What is below ``without`` is left aside."""
    for words in _WORDS(root):
        tag = words.getparent()
        if _NOT_TOLD.fullmatch(words.attrname) or not 4 < len(words) < 3000 or words.lstrip()[:1] in "{[":
            continue
        if without.isdisjoint((tag, *tag.iterancestors())):
            yield clean(words)
    for tag in _TITLES(root):
        if without.isdisjoint((tag, *tag.iterancestors())):
            yield short_text(tag, 2000)
