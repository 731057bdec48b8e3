"""Finds the heading row of a table: after a title, after blank rows, repeated, on two lines under merged cells, or
missing."""

from collections.abc import Mapping, Sequence
from statistics import median_high

from core.base.i18n import _
from core.base.records import Struct, replace
from core.base.text import clean
from core.sources.columns import headings, shapes

_LOOK = 30
_OF_LISTING = frozenset({"seen", "price", "area", "rooms", "kind", "deal", "title", "text", "site", "url"})
"""What nobody has but the listing, whatever group is merged above: groups do not say how far they go."""
Rows = Sequence[tuple[int, list[str]]]


class Header(Struct, frozen=True):
    """``line``: physical line or row number, 0 without headings; ``first``: line of the first record that may hold
    data; ``headers``: one text per column; ``titles``: the cells alone in their row above all that."""

    line: int
    first: int
    headers: tuple[str, ...]
    titles: tuple[str, ...] = ()


def find_header(rows: Rows, at: int | None = None) -> Header:
    """Return the heading row among the first records of a table, ``rows`` of (line, cells).

    The row with the most listed headings wins, the first of equals; else a row of words over columns of figures,
    dates, numbers; else there is none and the columns are named by their rank. ``at``: the line the user says, 0 for
    none; a line that holds nothing names the columns by their rank and stands above the data.
    """
    header = _found(rows, at)
    above = [[cell for cell in cells if cell.strip()] for line, cells in rows if line < (header.line or header.first)]
    return replace(header, titles=tuple(clean(cells[0]) for cells in above if len(cells) == 1))


def _found(rows: Rows, at: int | None) -> Header:
    full = [(line, cells) for line, cells in rows if any(cell.strip() for cell in cells)]
    if not full:
        return Header(0, 1, ())
    usual = median_high([_filled(cells) for _line, cells in full])
    wide = [(line, cells) for line, cells in full if _filled(cells) * 2 >= usual and (_filled(cells) > 1 or usual == 1)]
    width = max(len(cells) for _line, cells in wide)
    if at is not None:
        return _header(at, dict(full).get(at, []), width) if at else _header(0, [], width)
    # In a sparse file the headings may be far more than the cells of a row, or a title alone in its line be listed.
    hits = {line: _hits(cells) for line, cells in full[:_LOOK] if _are_listed(cells)}
    plain = next((row for row in full if _filled(row[1]) * 2 > usual and not _data_shapes(row[1])), full[-1])
    hits = {one: hit for one, hit in hits.items() if one <= plain[0] or not _is_answered(dict(full)[one], plain[1])}
    line = max(_of_first_section(full, hits), key=lambda one: (hits[one], -one), default=0)
    if line and not _recur(full, line, dict(full)[line]):
        return _on_two_lines(full, line, width) or _header(line, dict(full)[line], width)
    if _stands_over(wide):
        return _header(*wide[0], width)
    return replace(_header(0, [], width), first=wide[0][0])


def _is_answered(cells: list[str], plain: list[str]) -> bool:
    """Tell whether a row that holds data stands under words for each of its cells: « Question 1 » over « Adresse du
    bien ? »."""
    return _data_shapes(cells) > 0 and all(_is_blank(cells, at) or not _is_blank(plain, at) for at in range(len(cells)))


def _of_first_section(full: Rows, hits: Mapping[int, int]) -> list[int]:
    """Return the lines that may be the headings, down to the first rows of data under one that surely is: headings
    below these are those of another file, pasted under the first."""
    by_line = dict(full)
    first = next((hit for hit in hits if hits[hit] > 1 and not _data_shapes(by_line[hit])), 0)
    if not first:
        return list(hits)
    data = next((line for line, cells in full if line > first and _data_shapes(cells)), 0)
    return [hit for hit in hits if not data or hit < data]


def told_by_words(texts: Sequence[str]) -> bool:
    """Tell whether some of the cells are headings of the dictionary."""
    return _hits(list(texts)) > 0


def _header(line: int, cells: list[str], width: int) -> Header:
    texts = [clean(cell) for cell in cells] + [""] * (width - len(cells))
    names = tuple(text or _("Colonne {n}").format(n=number) for number, text in enumerate(texts, 1))
    return Header(line, line + 1, names)


def _on_two_lines(full: Rows, line: int, width: int) -> Header | None:
    """Return the headings made of a line of groups (« Vendeur », merged over its columns, so followed by blanks) and
    the line of names below; ``line`` may be either. None when the headings stand on one line.

    A name that another column already has, or whose group is about somebody else, gets its group before it: « Agence –
    Tél ».
    """
    by_line = dict(full)
    for above in (line, line - 1):
        groups, names = by_line.get(above, []), by_line.get(above + 1, [])
        if _are_groups(groups, names):
            return _header(above + 1, _merged(groups, names, width), width)
    return None


def _are_groups(groups: list[str], names: list[str]) -> bool:
    """Tell whether ``groups`` is a line of groups above ``names``: fewer cells, followed by blanks from the first
    on, no data in either, and headings below."""
    over, under = _filled(groups), _filled(names)
    if over < 2 or under <= over or _data_shapes(groups) or _data_shapes(names) or not _are_listed(names):
        return False
    # A cell merged over one column only is merged downwards: the cell below it is blank.
    spread = sum(1 for at, cell in enumerate(groups) if cell.strip() and _is_blank(groups, at + 1))
    return spread * 2 >= over and all(
        _is_blank(names, at) or not _is_blank(names, at + 1) or _is_blank(groups, at + 1)
        for at, cell in enumerate(groups)
        if cell.strip()
    )


def _is_blank(cells: list[str], at: int) -> bool:
    return at >= len(cells) or not cells[at].strip()


def _merged(groups: list[str], names: list[str], width: int) -> list[str]:
    sentences = [clean(cell) for cell in names] + [""] * (width - len(names))
    own = [clean(cell) for cell in groups] + [""] * (width - len(groups))
    strangers, texts, group = headings.headings().strangers, [], ""
    for at, name in enumerate(sentences):
        group = own[at] or group
        others = not strangers.isdisjoint(headings.key(group).split())
        foreign = others and headings.field_of(name)[0] not in _OF_LISTING
        if not name:
            texts.append(own[at])
        elif group and (foreign or name in texts):
            texts.append(f"{group} – {name}")
        else:
            texts.append(name)
    return texts


def _filled(cells: list[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _data_shapes(cells: list[str]) -> int:
    return sum(1 for cell in cells if (text := cell.strip()) and shapes.shape(text) in shapes.DATA)


def _are_listed(cells: list[str]) -> bool:
    """Tell whether enough of the cells are headings of the dictionary for the row to be the heading row."""
    filled, hits = _filled(cells), _hits(cells)
    return _data_shapes(cells) <= hits and hits >= max(1, min(2, filled - 1)) and hits * 4 >= filled


def _recur(full: Rows, line: int, cells: list[str]) -> bool:
    """Tell whether most of the words of a row come again below, each in its column, in rows that are not the same row:
    « Mobile », « Vendeur » are then what the columns hold."""
    below = [row for number, row in full if number > line and row != cells]
    said = [(at, cell) for at, cell in enumerate(cells) if cell.strip()]
    again = [at for at, cell in said if any(at < len(row) and row[at] == cell for row in below)]
    return len(again) * 2 > len(said)


def _hits(cells: list[str]) -> int:
    return sum(1 for cell in cells if headings.field_of(cell)[1] >= headings.BARE)


def _stands_over(rows: Rows) -> bool:
    """Tell whether the first row has words where most rows below have figures."""
    (_line, top), *below = rows
    if _data_shapes(top) or not below:
        return False
    for at, cell in enumerate(top):
        values = [text for _number, cells in below if at < len(cells) and (text := cells[at].strip())]
        data = sum(1 for value in values if shapes.shape(value) in shapes.DATA)
        if cell.strip() and values and data >= 0.6 * len(values):
            return True
    return False
