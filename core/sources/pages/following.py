"""Finds the next page of a list, where its page says which one it is."""

import re

from lxml import html

from core.base.text import clean
from core.sources.pages.links import link
from core.sources.pages.prices import short_text
from core.sources.pages.sites import absolute, host_of

_NEXT = re.compile(
    r"(?:page )?suivante?|next(?: page)?|(?:aller à la |voir la )?page suivante|[›»>→]|suivante? [›»>→]", re.I
)


def next_page(root: html.HtmlElement | None, url: str) -> str:
    """Return the address of the page after the one at ``url``, on the same site; empty when the page names none."""
    if root is None or not url:
        return ""
    named = [tag for tag in root.iter("link", "a") if "next" in (tag.get("rel") or "").lower().split()]
    said = [tag for tag in root.iter("a") if _says_next(tag)] if not named else []
    for tag in (*named, *said):
        found = absolute(url, (tag.get("href") or "").strip()).partition("#")[0]
        # The arrows of a row of photos lead to an ad.
        to_ad = link(found, url)[1] not in ("", link(url, url)[1])
        if found and not to_ad and host_of(found) == host_of(url) and found != url.partition("#")[0]:
            return found
    return ""


def _says_next(tag: html.HtmlElement) -> bool:
    told = (tag.get("aria-label"), tag.get("title"), short_text(tag, 30))
    return any(_NEXT.fullmatch(clean(words)) for words in told if words)
