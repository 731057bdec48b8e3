"""Reads what an element says in its attributes rather than in its words: the figures of an ad (``data-price``), and
what a badge tells those who cannot see it (``aria-label``)."""

import re
from collections.abc import Iterator

from lxml import etree, html

from core.base.text import clean
from core.sources.pages.found import Ad
from core.sources.pages.keys import field_of, is_aside
from core.sources.pages.prices import short_text
from core.sources.pages.readers import read

_PRICED = re.compile(r"""data-(?:[a-z]+-){0,3}(?:price|prix|loyer)(?:-[a-z]+)?\s*=\s*["']?\d""")
_WORDS = etree.XPath(".//@*[contains(., ' ')]")
_NOT_TOLD = re.compile(
    r"class|style|href|src|srcset|sizes|on\w+|d|viewbox|content|points|transform|path|rel|allow", re.I
)
_HIDDEN = etree.XPath(".//svg//title | .//noscript")
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
    """Yield what the badges and images below ``root`` are said to be, and what is there for a browser without scripts
    or for those who cannot see; what is below ``without`` is left aside."""
    for words in _WORDS(root):
        tag = words.getparent()
        if _NOT_TOLD.fullmatch(words.attrname) or not 4 < len(words) < 3000 or words.lstrip()[:1] in "{[":
            continue
        if without.isdisjoint((tag, *tag.iterancestors())):
            yield clean(words)
    for tag in _HIDDEN(root):
        if without.isdisjoint((tag, *tag.iterancestors())):
            yield short_text(tag, 2000)
