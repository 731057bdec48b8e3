"""A document of the controller: sections of lines and tables, rendered as PDF or as plain text."""

from datetime import date

from core.base.records import Struct


class Grid(Struct, frozen=True):
    """A table. ``shares``: the part of the width taken by each column; their sum is 1."""

    headings: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(Struct, frozen=True):
    """A heading, its paragraphs (one that begins with « – » is an item of a list), then its table."""

    title: str
    lines: tuple[str, ...] = ()
    grid: Grid | None = None


class Paper(Struct, frozen=True):
    """A whole document. ``key``: processing, balance, impact, rules, suppliers or index. ``agency``: its name, printed
    at the top. ``notice``: a sentence under the title."""

    key: str
    title: str
    agency: str
    day: date
    notice: str
    sections: tuple[Section, ...]
