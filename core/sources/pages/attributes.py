"""Reads what an element says in its attributes rather than in its words: the figures of an ad (``data-price``), and
what a badge tells those who cannot see it (``aria-label``)."""

import re
from collections.abc import Iterator

from lxml import html

from core.base.text import clean
from core.sources.pages.found import Ad
from core.sources.pages.keys import field_of, is_aside
from core.sources.pages.readers import read

_PRICED = re.compile(r"""\sdata-(?:[a-z]+-){0,3}(?:price|prix|loyer)(?:-[a-z]+)?\s*=\s*["']?\d""", re.I)
_TOLD = ("aria-label", "alt", "title", "data-tooltip", "data-title")
_MOST = 400


def priced(root: html.HtmlElement, text: str) -> list[html.HtmlElement]:
    """Return the elements of a page that bear a price and another figure of a property in their attributes."""
    if not _PRICED.search(text):
        return []
    return [tag for tag in root.iter() if isinstance(tag.tag, str) and _is_ad(tag)][:_MOST]


def _is_ad(tag: html.HtmlElement) -> bool:
    names = {field_of(name[5:]) for name in tag.keys() if name.startswith("data-")}  # noqa: SIM118
    return "price" in names and bool(names & {"area", "rooms", "town", "postcode"})


def take(ad: Ad, root: html.HtmlElement) -> None:
    """Keep what the attributes of ``root`` say of an ad, when they say its price."""
    if not _is_ad(root):
        return
    for key, value in root.items():
        name = field_of(key[5:]) if key.startswith("data-") and not is_aside(key[5:]) else ""
        ad.put(name, read(name, (key[5:],), value), f"attribut : {key}", 0.66)


def told(root: html.HtmlElement, without: frozenset[html.HtmlElement] = frozenset()) -> Iterator[str]:
    """Yield what the badges and images below ``root`` are said to be, those below ``without`` left aside."""
    for name in _TOLD:
        for tag in root.iterfind(f".//*[@{name}]"):
            words = tag.get(name) or ""
            if " " in words and len(words) < 300 and without.isdisjoint((tag, *tag.iterancestors())):
                yield clean(words)
