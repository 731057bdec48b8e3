"""Finds where a page shows a price, and makes each readable: a price cut into pieces is put together, one that is
struck through is taken away."""

import re
from collections.abc import Iterator

from lxml import etree, html

from core.sources.pages import figures

UNSEEN = ("script", "style", "noscript", "template", "svg", "iframe", "head", "select", "option")
_SHOWN = 200_000
_AROUND = etree.XPath("descendant-or-self::text()[contains(., '€') or contains(., 'eu') or contains(., 'EU')]/..")
_MONEY = re.compile(r"€|\beur(?:os?)?\b", re.I)
_CUT = re.compile(r"(\D{0,25}?)(\d{1,3})((?: \d{3})+)( ?(?:€|eur(?:os?)?).{0,12})", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_STRUCK = re.compile(
    r"line-through|\b(?:old|ancien|previous|was|crossed|barr[ée]e?|strike\w*)[-_]*(?:price|prix)"
    r"|(?:price|prix)[\w-]*?[-_]+(?:old|ancien|previous|before|barr[ée]e?|strike\w*|crossed)\b",
    re.I,
)


def is_hidden(style: str | None) -> bool:
    """Tell whether a style keeps its element out of sight."""
    return bool(style and _HIDDEN.search(style))


def short_text(root: html.HtmlElement, limit: int) -> str:
    """Return the words below ``root`` on one line; only the first ones when there are more than ``limit`` letters."""
    parts: list[str] = []
    size = 0
    for piece in root.itertext():
        if words := " ".join(piece[:_SHOWN].split()):
            parts.append(words)
            size += len(words) + 1
        if size > limit:
            break
    return " ".join(parts)


def tidied(root: html.HtmlElement) -> html.HtmlElement:
    """Return ``root`` with what a browser shows of a component, without what it strikes through, each price in one
    piece."""
    etree.strip_elements(root, "del", "s", "strike", with_tail=False)
    _show(root)
    speaking = list(_speaking(root))
    struck = {node for node in speaking if any(map(_is_struck, _near(node)))}
    for node in struck:
        node.text = None
    for node in (one for one in speaking if one not in struck):
        holder = _holder(node)
        if holder is not None and len(holder):
            full_text = short_text(holder, 80)
            if len(full_text) < 60 and _CUT.fullmatch(full_text):
                holder.text = full_text
                holder[:] = []
    return root


def _show(root: html.HtmlElement) -> None:
    """Make plain frames of what a browser shows though other readers do not: the tree of a component, the cards of a
    browser without scripts, where the others come later."""
    for tag in list(root.iter("template")):
        if tag.get("shadowrootmode") or tag.get("shadowroot"):
            tag.tag = "div"
    lazy = [tag for tag in root.iter("noscript") if tag.find(".//a") is not None]
    for tag in lazy if any(_has_money("".join(tag.itertext())) for tag in lazy) else ():
        tag.tag = "div"


def _is_struck(tag: html.HtmlElement) -> bool:
    return bool(_STRUCK.search(f"{tag.get('class') or ''} {tag.get('style') or ''}"))


def _near(node: html.HtmlElement) -> Iterator[html.HtmlElement]:
    yield node
    parent = node.getparent()
    if parent is not None and len(parent) == 1:
        yield parent


def holders(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield each element that says a price, the smallest around « € »."""
    seen: set[html.HtmlElement] = set()
    for node in _speaking(root):
        holder = _holder(node)
        if holder is not None and holder not in seen:
            seen.add(holder)
            yield holder


def _speaking(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for node in _AROUND(root):
        if node.tag not in UNSEEN and (_has_money(node.text) or any(_has_money(child.tail) for child in node)):
            yield node


def _has_money(text: str | None) -> bool:
    if not text:
        return False
    return "€" in text or ("eur" in text.lower() and bool(_MONEY.search(text)))


def _holder(node: html.HtmlElement) -> html.HtmlElement | None:
    """Return the element around « € » that says a price, ``node`` or one just above it."""
    for up in (node, *node.iterancestors()):
        words = short_text(up, 401)
        if len(words) > 400 or up.tag in ("body", "html", "head", "title", *UNSEEN):
            return None
        if figures.price(words):
            return up
        if re.search(r"\d", words):
            return None
    return None
