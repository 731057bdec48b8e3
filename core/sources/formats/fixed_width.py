"""Finds the columns of a text where each begins at its own place in every line, as old programs print lists, and cuts
its lines there."""

from collections.abc import Iterable, Sequence

MARK = "columns:"
"""What stands for a delimiter of such a text: it, then the places where its columns begin, from 0."""
_FEWEST_LINES, _FEWEST_COLUMNS, _MOST_COLUMNS, _LOOK = 4, 3, 200, 300
_GAP, _LONGEST = 2, 4000
_TITLES = 4
_FULL = 0.6
_DRAWN = " -=_+|*\n"


def fixed_columns(text: str) -> str:
    """Return the mark of a text whose first lines leave the same places blank, some lines of title left aside; empty
    for any other text."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()][:_LOOK]
    starts = max((_starts(lines[above:]) for above in range(_TITLES)), key=len)
    return MARK + ",".join(map(str, starts)) if starts else ""


def _starts(lines: Sequence[str]) -> list[int]:
    """Return where the columns begin; none where the lines are not in columns."""
    if len(lines) < _FEWEST_LINES or any("\t" in line or len(line) > _LONGEST for line in lines):
        return []
    written = [False] * max(map(len, lines))
    for line in lines:
        for place, sign in enumerate(line):
            if sign != " ":
                written[place] = True
    starts = [place for place, is_written in enumerate(written) if is_written and _follows_gap(written, place)]
    if not _FEWEST_COLUMNS <= len(starts) <= _MOST_COLUMNS:
        return []
    cells = [cut(line, starts) for line in lines]
    filled = sum(sum(map(bool, row)) for row in cells)
    return starts if filled >= _FULL * len(lines) * len(starts) else []


def _follows_gap(written: Sequence[bool], place: int) -> bool:
    return place == 0 or (place >= _GAP and not any(written[place - _GAP : place]))


def starts_of(mark: str) -> list[int]:
    """Return where the columns of a mark begin."""
    return [int(place) for place in mark.removeprefix(MARK).split(",") if place.isdecimal()]


def cut(line: str, starts: Sequence[int]) -> list[str]:
    """Return the cells of a line, none of one that is only drawn; nothing of another is lost."""
    if not line.strip(_DRAWN):
        return []
    ends: Iterable[int] = (*starts[1:], max(len(line), starts[-1]))
    cells = [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    before = line[: starts[0]].strip()
    return [f"{before} {cells[0]}".strip(), *cells[1:]] if before else cells
