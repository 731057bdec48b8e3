"""Hears a reservation against text and data mining that a page or its answer carries (law file, SCR-08; CPI L122-5-3):
``tdm-reservation`` (W3C TDMRep, 2024), and ``noai`` as a directive for robots, in a header or a meta.

What is said to another robot alone is not said to us; what cannot be understood is no reservation.
"""

from collections.abc import Iterable
from html import unescape

from lxml import html

from core.sources.pages.list_cards import parse

AGENT = "premiercontact"
"""How a page may call this program, in lower case."""

_DATED = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
_ROBOTS = frozenset({"robots", AGENT})


def in_headers(headers: Iterable[tuple[str, str]]) -> bool:
    """Tell whether the headers of an answer, of a saved page or of an e-mail reserve the page."""
    return any(_says(name.strip().lower(), value) for name, value in headers)


def in_page(text: str) -> bool:
    """Tell whether the page ``text`` reserves itself by a meta. What stands in a comment or a script is no meta."""
    words = text.lower()
    if "tdm-reservation" not in words and "noai" not in words:
        return False
    root = parse(text)
    return root is not None and any(_meta(tag) for tag in root.iter("meta"))


def _meta(tag: html.HtmlElement) -> bool:
    name = (tag.get("name") or tag.get("http-equiv") or tag.get("property") or "").strip().lower()
    content = unescape(tag.get("content") or "")
    return _directives(content, AGENT) if name in _ROBOTS else _says(name, content)


def _says(name: str, value: str) -> bool:
    if name == "tdm-reservation":
        return value.strip().strip("\"'") == "1"
    return name == "x-robots-tag" and _directives(value, "")


def _directives(value: str, agent: str) -> bool:
    """Tell whether the directives hold ``noai`` for everybody or for us. ``agent``: to whom they are said until they
    name somebody, empty for everybody."""
    for part in value.lower().split(","):
        name, colon, rest = part.partition(":")
        if colon and name.strip() not in _DATED:
            agent, part = name.strip(), rest
        if part.strip() == "noai" and agent in ("", "*", *_ROBOTS):
            return True
    return False
