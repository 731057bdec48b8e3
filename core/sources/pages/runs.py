"""Puts in one frame each ad of a list that has none: a link, then lines that stand beside it, then the next link (rows
of one table in an e-mail)."""

from collections.abc import Iterable, Mapping, Set
from itertools import pairwise

from lxml import etree, html

_LEAST, _MOST = 2, 400


def framed(prices: Iterable[html.HtmlElement], below: Mapping[html.HtmlElement, Set[str]]) -> bool:
    """Frame the ads of each list whose prices stand beside their links; tell whether there was one. ``below``: element
    → the ads that the links in it lead to."""
    told: dict[html.HtmlElement, set[html.HtmlElement]] = {}
    for price in prices:
        child = price
        for up in price.iterancestors():
            if below.get(child):
                break
            if len(below.get(up, ())) >= _LEAST:
                told.setdefault(up, set()).add(child)
                break
            child = up
    done = [_frame(list_, children, below) for list_, children in told.items()]
    return any(done)


def columns(root: html.HtmlElement, below: Mapping[html.HtmlElement, Set[str]]) -> bool:
    """Frame the ads of each table that writes them side by side, a line of each in every row; tell whether there was
    one. A row of cells that each lead to an ad of their own begins them."""
    done = False
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
                done = True
    return done


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
