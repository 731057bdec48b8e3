"""Reads listings written in the HTML itself, microdata included, with the CSS selectors of a site sheet.

``h1`` is the text shown, ``h1@title`` an attribute, ``.`` or ``@title`` those of the listing itself, ``=Surface`` the
value beside the label « Surface ».
"""

import warnings

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag, XMLParsedAsHTMLWarning

from core.base.text import clean, fold
from core.sources.pages.sites import Pairs

_TAGS = 150_000
_ITEMS = 500
_SHOWN = 200_000
_ASIDE = frozenset(
    {"script", "style", "noscript", "template", "a", "nav", "footer", "form", "button", "label", "select"}
)


def tree(text: str) -> BeautifulSoup | None:
    """Return the parsed tree of a page, or None when it has more tags than an honest page could."""
    if text.count("<") > _TAGS:
        return None
    with warnings.catch_warnings():
        # A page that begins as XML (an old XHTML site) is read as HTML too.
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return BeautifulSoup(text, "lxml")


def items(root: Tag, selector: str) -> list[Tag]:
    """Return the elements ``selector`` finds, in the order of the page; the whole page for an empty selector.

    An element inside another one found is part of it, not a second listing.
    """
    if not selector:
        return [root]
    kept: list[Tag] = []
    seen: set[int] = set()
    for tag in root.select(selector, limit=_ITEMS):
        if not any(id(parent) in seen for parent in tag.parents):
            seen.add(id(tag))
            kept.append(tag)
    return kept


def card_texts(item: Tag, at: str, pairs: Pairs | None) -> list[str]:
    """Return the texts found at ``at``: trimmed words, or attribute values, without empty ones."""
    if at.startswith("="):
        return _beside(item, at[1:], pairs) if pairs else []
    selector, _, attribute = at.partition("@")
    found = item.select(selector, limit=_ITEMS) if selector.strip(".") else [item]
    values = (_attribute(tag, attribute) if attribute else _words(tag) for tag in found)
    return [value for value in values if value]


def visible_text(root: Tag) -> str:
    """Return the words of a page, one line for each of its texts, without what is not said by the seller: scripts,
    forms, and the links to other listings."""
    lines: list[str] = []
    waiting: list[PageElement] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            waiting += reversed([] if node.name in _ASIDE else node.contents)
        elif type(node) is NavigableString and (line := clean(node)):
            lines.append(line)
    return "\n".join(lines)[:_SHOWN]


def _beside(item: Tag, label: str, pairs: Pairs) -> list[str]:
    for row in item.select(pairs.row, limit=_ITEMS):
        name, value = (row.select_one(pairs.label) if pairs.label else row), row.select_one(pairs.value)
        if name and value and fold(name.get_text(" ")).startswith(fold(label)):
            return [_words(value)]
    return []


def _words(tag: Tag) -> str:
    return "\n".join(line for line in map(clean, tag.get_text("\n").splitlines()) if line)


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return clean(" ".join(value) if isinstance(value, list) else value or "")
