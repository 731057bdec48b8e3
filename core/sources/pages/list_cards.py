"""Reads what a page shows, whatever its layout: the cards of a list, found around their prices, and the words of a
page. An ad that has no frame of its own is put in one: a link, then the lines beside it, then the next link."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise

from lxml import etree, html

from core.base.records import Struct, field
from core.base.text import clean, fold
from core.sources.pages import figures
from core.sources.pages.links import link
from core.sources.pages.prices import UNSEEN, holders, is_hidden, short_text, tidied
from core.sources.pages.sites import host_of
from core.sources.pages.unpriced import beside, is_property

_TAGS = 150_000
_INLINE = frozenset({"b", "strong", "i", "em", "sup", "sub", "font", "small", "u", "abbr", "mark", "bdi", "wbr"})
_VALUES = frozenset({"dd", "td", "div", "span", "p"})
_NAMED_BY: Mapping[object, str] = {"dd": "dt", "td": "th"}
_ID = re.compile(r"(?<!\d)(\d{5,18})(?!\d)")
_OWN_NUMBER = re.compile(
    r"id|data-(?:(?:ad|advert|annonce|listing|classified|property|bien|item|offer|product|ref)[-_]?)?(?:id|ref|number)",
    re.I,
)
_CRITERIA = re.compile(r"crit[èe]res|votre recherche|votre alerte|\b(?:mini|maxi|minimum|maximum)\b", re.I)
_GROUND = re.compile(r"terrain\D{0,15}\d[\d\s.,]*m", re.I)
_LEADING = etree.XPath(
    "descendant-or-self::*[(self::a and @href != '') or @data-href != '' or @data-url != '' or @data-link != '']"
)
_MOST, _LINE, _SHOWN, _CLIMB, _CARD = 400, 2000, 200_000, 25, 3000
_LEAST = 2


class AdCard(Struct):
    """One ad as shown: its element, its address, its reference, its lines in order; ``extra``: it stands among
    the results without being one; ``marked``: its attributes say what it is; ``unpriced``: it tells no price, those
    beside it do; ``linked``: it leads somewhere, be it by an address that names no ad."""

    tag: html.HtmlElement
    url: str = ""
    reference: str = ""
    lines: list[str] = field(default_factory=list)
    extra: bool = False
    marked: bool = False
    unpriced: bool = False
    linked: bool = False

    @property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join(self.lines)


def parse(text: str) -> html.HtmlElement | None:
    """Return the tree of a page without what is not shown; None when it has none, or more tags than an honest page."""
    if text.count("<") > _TAGS or "<" not in text:
        return None
    # The plain parser: the elements of lxml.html, made one by one through Python, cost a tenth of the reading.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParseError, ValueError):
        return None
    return tidied(root) if root is not None else None


def lines_of(root: html.HtmlElement, without: frozenset[html.HtmlElement] = frozenset()) -> list[str]:
    """Return the words shown below ``root``, a line for each block of text."""
    parts: list[str] = []
    _gather(root, parts, without)
    text = "".join(parts)[:_SHOWN]
    return [line[:_LINE] for piece in text.split("\n") if (line := clean(piece))]


def _gather(root: html.HtmlElement, parts: list[str], without: frozenset[html.HtmlElement]) -> None:
    waiting: list[tuple[html.HtmlElement, bool]] = [(root, False)]
    while waiting:
        node, closing = waiting.pop()
        tag = node.tag
        if closing:
            parts.append("" if tag in _INLINE else "\n")
            if node is not root and node.tail:
                parts.append(node.tail)
            continue
        if not isinstance(tag, str) or tag in UNSEEN or node in without or is_hidden(node.get("style")):
            if node is not root and node.tail:
                parts.append("\n" + node.tail)
            continue
        is_named = tag in _VALUES and _is_named(node)
        while is_named and parts and not parts[-1].strip():
            parts.pop()
        parts.append(" : " if is_named else "" if tag in _INLINE else "\n")
        if node.text:
            parts.append(node.text)
        waiting.append((node, True))
        waiting.extend((child, False) for child in reversed(node))


def _is_named(node: html.HtmlElement) -> bool:
    """Tell whether an element holds the value that the one before it names: « Taxe foncière », « 1 250 € »."""
    before = node.getprevious()
    if before is None or (node.tag != "dd" and len(node.getparent()) != 2):
        return False
    told = _NAMED_BY.get(node.tag) == before.tag
    if not told and (before.tag != node.tag or node.tag in _INLINE):
        return False
    name = short_text(before, 60)
    return 1 < len(name) < 40 and not re.search(r"[\d:€]", name) and (told or figures.names_a_part(name))


def cards(root: html.HtmlElement, base: str, marked: Sequence[html.HtmlElement] = ()) -> list[AdCard]:
    """Return the ads shown, found around their prices: the largest element that speaks of one ad alone. ``marked``:
    elements that bear a price without showing it."""
    links = {tag: to for tag, href in _hrefs(root) if (to := link(href, base))[1]}
    below = _below(links)
    prices = list(holders(root))[:_MOST]
    if framed(prices, below) or columns(root, below):
        below = _below(links)
    counted = Counter(up for tag in prices for up in (tag, *tag.iterancestors()))
    if numbered := _numbered(prices, below, counted):
        links |= numbered
        below = _below(links)
    references = {reference for _url, reference in links.values()}
    found: dict[html.HtmlElement, AdCard] = {}
    for tag in prices:
        top = _widest(tag, below, counted, alone=len(references) == 1)
        found[top] = found.get(top) or _card(top, links)
    for tag in marked:
        if not any(one in found for one in (*tag.iter(), *tag.iterancestors())):
            found[tag] = _card(tag, links)
            found[tag].marked = True
    for tag in list(beside(found, below)):
        card = _card(tag, links)
        if is_property(card.text):
            card.unpriced = True
            found[tag] = card
    order = {tag: rank for rank, tag in enumerate(root.iter())} if any(one.unpriced for one in found.values()) else {}
    kept = [one for one in found.values() if not any(up in found for up in one.tag.iterancestors())]
    _give_addresses(kept, base)
    return _in_the_list(sorted(kept, key=lambda one: order.get(one.tag, 0)))


def _give_addresses(found: Sequence[AdCard], base: str) -> None:
    """Give each card whose links bear no reference the one address of the site that it alone leads to."""
    unnamed = [card for card in found if not card.url]
    leads = [{link(href, base)[0] for _tag, href in _hrefs(card.tag)} for card in unnamed]
    counts = Counter(url for own in leads for url in own)
    for card, own in zip(unnamed, leads, strict=True):
        alone = [url for url in own if counts[url] == 1 and url and host_of(url) == host_of(base)]
        card.url = alone[0] if len(alone) == 1 else ""


def _hrefs(root: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """Yield each element that leads somewhere, with where: a link, or a frame that a script makes one."""
    for tag in _LEADING(root):
        yield tag, next(tag.get(name) for name in ("href", "data-href", "data-url", "data-link") if tag.get(name))


def _numbered(
    prices: Iterable[html.HtmlElement],
    below: Mapping[html.HtmlElement, Set[str]],
    counted: Mapping[html.HtmlElement, int],
) -> dict[html.HtmlElement, tuple[str, str]]:
    """Return, around each price that no link to an ad stands near, the element whose attributes number the ad."""
    found: dict[html.HtmlElement, tuple[str, str]] = {}
    for tag in prices:
        alone = [up for up in (tag, *tag.iterancestors()) if counted[up] == 1]
        numbers = ((up, number) for up in reversed(alone) if (number := _number_of(up)))
        if not any(up in below for up in alone) and (first := next(numbers, None)):
            found[first[0]] = "", first[1]
    return found


def _below(links: Mapping[html.HtmlElement, tuple[str, str]]) -> dict[html.HtmlElement, set[str]]:
    """Return, for each element, the references that the links in it lead to."""
    below: dict[html.HtmlElement, set[str]] = {}
    for tag, (_to, reference) in links.items():
        for up in (tag, *tag.iterancestors()):
            below.setdefault(up, set()).add(reference)
    return below


def _in_the_list(found: list[AdCard]) -> list[AdCard]:
    """Mark as extras the cards that stand together deeper in the list of the others: a carousel between two results."""
    parents = Counter(one.tag.getparent() for one in found)
    if len(found) < 5 or not parents:
        return found
    main, count = parents.most_common(1)[0]
    if main is not None and count * 2 > len(found):
        for card in found:
            parent = card.tag.getparent()
            card.extra = (
                parent is not main and parents[parent] > 1 and any(up is main for up in card.tag.iterancestors())
            )
    return found


def _card(top: html.HtmlElement, links: dict[html.HtmlElement, tuple[str, str]]) -> AdCard:
    inside = [links[tag] for tag in (*top.iter(), *top.iterancestors()) if tag in links]
    url, reference = inside[0] if inside else ("", "")
    lines = (_lines_of_row(top) if top.tag == "tr" else []) or lines_of(top)
    linked = bool(_LEADING(top)) or any(up.tag == "a" for up in top.iterancestors())
    return AdCard(top, url, reference or _number_of(top), lines, linked=linked)


def _number_of(tag: html.HtmlElement) -> str:
    """Return the reference that the attributes of an element give the ad it frames: « data-advertid »."""
    own = next((value for name, value in tag.items() if _OWN_NUMBER.fullmatch(name) and _is_number(value)), "")
    number = _ID.search(own)
    return number[1] if number else own


def _is_number(value: str) -> bool:
    return bool(re.search(r"\d{4}", value) and re.fullmatch(r"[\w-]{4,40}", value))


def _widest(
    tag: html.HtmlElement, below: dict[html.HtmlElement, set[str]], counted: Counter[html.HtmlElement], *, alone: bool
) -> html.HtmlElement:
    node = tag
    own = next((one for up in (tag, *tag.iterancestors()) if (one := below.get(up))), set())
    for _step, up in zip(range(_CLIMB), tag.iterancestors(), strict=False):
        if up.tag in ("body", "html", "main"):
            break
        above = below.get(up, set())
        if len(above) > 1 or (len(own) != 1 and counted[up] > counted[node]):
            break
        if alone and own == above and below.get(node) and _enough(node, up):
            break
        node = up
    return node


def _enough(node: html.HtmlElement, up: html.HtmlElement) -> bool:
    """Tell whether ``node`` says all of an ad, and what ``up`` adds to it is about something else: the criteria of a
    search, the rest of an e-mail."""
    words = short_text(node, _CARD)
    if not (figures.price(words) and (figures.area(words) or figures.rooms(words)) and figures.place(words)[0]):
        return False
    limit = 2 * len(words) + 120
    more = short_text(up, 2 * limit)
    return len(more) > limit or (bool(_CRITERIA.search(more)) and not _CRITERIA.search(words))


def heading(root: html.HtmlElement) -> str:
    """Return the main heading of a page on one line, without the price inside it."""
    title = fold(" ".join(root.xpath("string(//title)").split()))
    spare = ""
    for tag in root.iter("h1", "h2"):
        own = [line for line in lines_of(tag) if not figures.price(line) or figures.kind(line)]
        if own and len(own[0]) > 5 and (fold(own[0]) in title or figures.kind(own[0])):
            return own[0]
        spare = spare or (own[0] if own and tag.tag == "h1" and len(own[0]) > 9 else "")
    return spare or next((line for line in lines_of(root) if 9 < len(line) < 120 and title.startswith(fold(line))), "")


def card_title(card: AdCard) -> str:
    """Return the title of a card: its heading, its link's title, or its first line that names a property."""
    for tag in card.tag.iter("h1", "h2", "h3", "h4", "h5"):
        words = clean(" ".join(lines_of(tag)))
        if 4 < len(words) < 160 and not figures.price(words):
            return words
    for tag in card.tag.iter("a"):
        title = clean(tag.get("title") or "")
        if 4 < len(title) < 160 and (figures.kind(title) or fold(title) in fold(card.text)):
            return title
    house = figures.rooms(card.text) or figures.bedrooms(card.text)
    named = (line for line in card.lines if figures.kind(line) and not (house and _GROUND.match(line)))
    return next((line for line in named if len(line) < 120), "")


def _lines_of_row(row: html.HtmlElement) -> list[str]:
    """Return « heading : value » for each cell of a row of ads: a bare « 112 » under « Surface (m²) » is an area; empty
    when its table heads no column."""
    table = next(row.iterancestors("table"), None)
    top = next(table.iter("tr"), None) if table is not None else None
    if top is None or top is row:
        return []
    heads = [clean(short_text(cell, 60)) for cell in top if cell.tag in ("th", "td")]
    cells = [cell for cell in row if cell.tag in ("th", "td")]
    if len(heads) != len(cells) or not any(cell.tag == "th" for cell in top):
        return []
    values = [clean(short_text(cell, 400)) for cell in cells]
    return [
        f"{head.rstrip(' :')} : {value}" if head else value for head, value in zip(heads, values, strict=True) if value
    ]


def framed(prices: Iterable[html.HtmlElement], below: Mapping[html.HtmlElement, Set[str]]) -> bool:
    """Frame the ads of each list whose prices stand beside their links; tell whether there was one. ``below``: element
    → the ads that the links in it lead to."""
    told: dict[html.HtmlElement, set[html.HtmlElement]] = {}
    prices = list(prices)
    priced = {up for price in prices for up in (price, *price.iterancestors())}
    for price in prices:
        child = price
        for up in price.iterancestors():
            if below.get(child):
                break
            if len(below.get(up, ())) >= _LEAST:
                told.setdefault(up, set()).add(child)
                break
            child = up
    # Where what leads to an ad tells its price, each is framed already.
    loose = {list_: own for list_, own in told.items() if not any(one in priced and one in below for one in list_)}
    done = [_frame(list_, children, below) for list_, children in loose.items()]
    return any(done)


def columns(root: html.HtmlElement, below: Mapping[html.HtmlElement, Set[str]]) -> bool:
    """Frame the ads of each table that writes them side by side, a line of each in every row; tell whether there was
    one. A row of cells that each lead to an ad of their own begins them."""
    is_done = False
    for table in list(root.iter("table")):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        if len(below.get(table, ())) < _LEAST or len(rows) < _LEAST:
            continue
        heads = [rank for rank, row in enumerate(rows) if _each_leads(row, below)]
        for start, end in pairwise([*heads, len(rows)]):
            cells = [list(row) for row in rows[start:end]]
            if end - start > 1 and all(len(own) == len(cells[0]) for own in cells):
                for column in zip(*cells, strict=True):
                    frame = etree.SubElement(rows[start], "div")
                    frame.extend(column)
                is_done = True
    return is_done


def _each_leads(row: html.HtmlElement, below: Mapping[html.HtmlElement, Set[str]]) -> bool:
    own = [below.get(cell, set()) for cell in row]
    return bool(own) and all(len(one) == 1 for one in own) and len(set().union(*own)) == len(own)


def _frame(parent: html.HtmlElement, priced: set[html.HtmlElement], below: Mapping[html.HtmlElement, Set[str]]) -> bool:
    """Cut the children of ``parent`` before each link to another ad, or after each when the prices stand above; a cut
    that leaves an ad without its one price is none, unless it is the only one that loses no price."""
    children = list(parent)[: _MOST * 10]
    leads = [next(iter(below[child])) if len(below.get(child, ())) == 1 else "" for child in children]
    if any(len(below.get(child, ())) > 1 for child in children):
        return False
    starts = [rank for rank, lead in enumerate(leads) if lead and lead != _before(leads, rank)]
    ends = [rank + 1 for rank, lead in enumerate(leads) if lead and lead != _after(leads, rank)]
    ways = [[children[start:end] for start, end in pairwise(cuts)] for cuts in ([*starts, len(children)], [0, *ends])]
    counts = [[sum(child in priced for child in part) for part in parts] for parts in ways]
    whole = [parts for parts, count in zip(ways, counts, strict=True) if set(count) == {1}]
    # An ad may tell no price: the cut that leaves none out, when a single one does.
    all_in = [set(count) == {0, 1} and sum(count) == len(priced) for count in counts]
    some = [parts for parts, none_out in zip(ways, all_in, strict=True) if none_out]
    for parts in whole[:1] or (some if len(some) == 1 else []):
        for part in parts:
            frame = etree.Element("div")
            part[0].addprevious(frame)
            frame.extend(part)
        return True
    return False


def _before(leads: list[str], rank: int) -> str:
    return next((lead for lead in reversed(leads[:rank]) if lead), "")


def _after(leads: list[str], rank: int) -> str:
    return next((lead for lead in leads[rank + 1 :] if lead), "")
