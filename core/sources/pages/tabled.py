"""Reads a row of a table with the headings of its columns: a bare « 112 » under « Surface (m²) » is an area."""

from lxml import html

from core.base.text import clean
from core.sources.pages.prices import short_text


def lines_of_row(row: html.HtmlElement) -> list[str]:
    """Return « heading : value » for each cell of a row of ads, empty when its table heads no column."""
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
