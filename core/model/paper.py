"""A document of the controller: sections of lines and tables, drawn as PDF or told as plain text."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. ``shares``: part of the width of each column, their sum 1."""

    headings: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its paragraphs (« – » opens an item), then its table."""

    title: str
    lines: tuple[str, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """``key``: processing, balance, impact, rules, suppliers or index. ``agency``: its name, at the head. ``notice``: a
    sentence under the title."""

    key: str
    title: str
    agency: str
    day: date
    notice: str
    sections: tuple[Section, ...]
