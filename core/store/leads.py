"""Leads: which ones, and what the list and the sheet need of them."""

import json
from array import array
from collections.abc import Collection, Mapping, Sequence
from typing import cast

from core.base.text import fold
from core.store.port import Reader, Row, Value

_AMONG = "IN (SELECT value FROM json_each(?))"

FOUND_LIMIT = 1000
"""A search by words gives the newest leads, this many at most: more is not read by a person."""
SIFTED_LIMIT = 20_000
"""The same before filters, which keep few of them (7 ms for 13 000 of 100 000 leads)."""

_CALLED = "SELECT lead_id FROM call WHERE lead_id IS NOT NULL"
_AWAITED = "SELECT lead_id FROM callback WHERE done_at IS NULL AND cancelled_at IS NULL"
_BY_NAME = "sort_key, id"
SORTS = {
    "name": (("1", "sort_key {way}, id {way}"),),
    "town": (("1", "town_key {way}, id {way}"),),
    "source": (("1", "source {way}, id {way}"),),
    "newest": (("1", "id {way}"),),
    "opposition": (
        ("opposed_at IS NOT NULL", "opposed_at {way}, id {way}"),
        ("id NOT IN (SELECT id FROM lead WHERE opposed_at IS NOT NULL)", _BY_NAME),
    ),
    "notice": (
        ("notice_sent IS NULL AND opposed_at IS NULL", "notice_due {way}, id {way}"),
        ("(notice_sent IS NOT NULL OR opposed_at IS NOT NULL)", "notice_sent {way}, id {way}"),
    ),
    "last_call": (
        (f"id IN ({_CALLED})", "(SELECT max(started) FROM call c WHERE c.lead_id = lead.id) {way}, id"),
        (f"id NOT IN ({_CALLED})", _BY_NAME),
    ),
    "callback": (
        (
            f"id IN ({_AWAITED})",
            """(SELECT min(due) FROM callback c WHERE c.lead_id = lead.id AND done_at IS NULL
                AND cancelled_at IS NULL) {way}, id""",
        ),
        (f"id NOT IN ({_AWAITED})", _BY_NAME),
    ),
}
"""Order → its parts, one after the other: who and in what order. The few that have what is sorted by come first, and
the rest walks an index: sorting 100 000 rows would cost 40 ms more."""

_ALIKE = """id IN (SELECT lead_a FROM alike WHERE apart_at IS NULL
                  UNION SELECT lead_b FROM alike WHERE apart_at IS NULL)"""

# What most leads are is told by leaving the others out: the walk along an index of names then reads no lead (51 ms at
# 100 000 leads, 96 ms otherwise).
FILTERS = {
    "opposition": {
        "yes": "id IN (SELECT id FROM lead WHERE opposed_at IS NOT NULL)",
        "no": "id NOT IN (SELECT id FROM lead WHERE opposed_at IS NOT NULL)",
    },
    "notice": {
        "due": """id NOT IN (SELECT id FROM lead
                  WHERE notice_sent IS NOT NULL OR opposed_at IS NOT NULL OR erased_at IS NOT NULL)""",
        "sent": "notice_sent IS NOT NULL",
    },
    "title": {
        "yes": """id IN (SELECT lead_id FROM consent WHERE withdrawn IS NULL UNION SELECT lead_id FROM title)
                  AND opposed_at IS NULL""",
        "no": "id NOT IN (SELECT lead_id FROM consent WHERE withdrawn IS NULL UNION SELECT lead_id FROM title)",
    },
    "alike": {"yes": _ALIKE},
}
VALUE_FILTERS = {
    "source": "source = ?",
    "town": "town_key = ?",
    "batch": "batch_id = ?",
    "twins": f"batch_id = ? AND {_ALIKE}",
    "late": "notice_due < ? AND notice_sent IS NULL AND opposed_at IS NULL AND erased_at IS NULL",
}
"""``batch`` and ``twins`` (leads of a batch that may be one with another) take its id, ``late`` the ISO day of
today."""


def search(
    r: Reader,
    *,
    text: str = "",
    filters: Mapping[str, str] | None = None,
    sort: str = "name",
    descending: bool = False,
    limit: int | None = None,
    among: Collection[int] | None = None,
) -> "array[int]":
    """Return lead ids. ``text``: words as typed, all must be there. ``filters``: names of FILTERS or VALUE_FILTERS
    and a value. ``among``: only these ids."""
    where, values = _conditions(filters or {})
    words = search_words(text)
    if words:
        where.append(f"id {_AMONG}")
        wide = SIFTED_LIMIT if filters or among is not None else FOUND_LIMIT
        values.append(json.dumps(r.search(words, wide)))
    if among is not None:
        where.append(f"id {_AMONG}")
        values.append(json.dumps(list(among)))
    found: array[int] = array("q")
    for part, order in SORTS[sort]:
        way = order.format(way="DESC" if descending else "ASC")
        sql = f"SELECT id FROM lead WHERE {' AND '.join([*where, part])} ORDER BY {way}"
        rest = [] if limit is None else [limit - len(found)]
        # Ids are integers by the schema: checking each would double the time of a list of 100 000.
        rows = cast("list[tuple[int]]", r.rows(f"{sql} LIMIT ?" if rest else sql, *values, *rest))
        found.extend(lead_id for (lead_id,) in rows)
    return found


def _conditions(filters: Mapping[str, str]) -> tuple[list[str], list[Value]]:
    where: list[str] = []
    values: list[Value] = []
    for name, value in filters.items():
        if name in VALUE_FILTERS:
            where.append(f"({VALUE_FILTERS[name]})")
            values.append(fold(value) if name == "town" else value)
        else:
            where.append(f"({FILTERS[name][value]})")
    return where, values


def search_words(text: str) -> list[str]:
    """Return the folded words of a search; digits typed by pairs are one number; one-letter words are dropped."""
    digits = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "").replace(".", "")
    if digits.startswith("+33"):
        digits = "0" + digits[3:]
    if digits.isascii() and digits.isdigit():
        return [digits] if len(digits) > 1 else []
    return [word for word in fold(text).split() if len(word) > 1]


def count(r: Reader) -> int:
    """Return how many leads the base holds."""
    [[rows]] = r.rows("SELECT rows FROM tally WHERE name = 'lead'")
    return int(rows)


def held(r: Reader) -> bool:
    """Return whether the base holds a lead."""
    return r.row("SELECT 1 FROM lead LIMIT 1") is not None


def sources(r: Reader) -> list[str]:
    """Return the sources leads come from, for the filter."""
    # From one to the next along the index: DISTINCT would read every lead (60 ms for a million).
    found = r.rows(
        """WITH RECURSIVE one(source) AS (SELECT min(source) FROM lead
               UNION ALL SELECT (SELECT min(source) FROM lead WHERE source > one.source) FROM one
               WHERE one.source IS NOT NULL)
           SELECT source FROM one WHERE source IS NOT NULL"""
    )
    return [str(source) for (source,) in found]


def rows(r: Reader, ids: Sequence[int]) -> list[Row]:
    """Return (id, name, town, source, opposed_at, opposed_how, notice_sent, notice_due, version, phone, last call,
    its outcome,
    next callback) of ``ids``, in their order; an id that is gone is left out."""
    sql = """
        SELECT l.id, l.name, l.town, l.source, l.opposed_at, l.opposed_how, l.notice_sent, l.notice_due, l.version,
            (SELECT value FROM contact c WHERE c.lead_id = l.id AND c.kind = 'phone' ORDER BY c.id LIMIT 1),
            (SELECT started FROM call c WHERE c.lead_id = l.id ORDER BY started DESC LIMIT 1),
            (SELECT outcome FROM call c WHERE c.lead_id = l.id ORDER BY started DESC LIMIT 1),
            (SELECT min(due) FROM callback b WHERE b.lead_id = l.id AND b.done_at IS NULL AND b.cancelled_at IS NULL)
        FROM lead l WHERE l.id IN (SELECT value FROM json_each(?))"""
    found = {row[0]: row for row in r.rows(sql, json.dumps(list(ids)))}
    return [found[row_id] for row_id in ids if row_id in found]


def of_batch(r: Reader, batch_id: int) -> int | None:
    """Return the lead a batch brought something to, the last one; ids are dated, so a fresh batch is found at once."""
    row = r.row("SELECT lead_id FROM origin WHERE batch_id = ? ORDER BY id DESC LIMIT 1", batch_id)
    return int(row[0]) if row else None


def quote(r: Reader, lead_id: int) -> str:
    """Return the words by which the ad of a lead refuses agencies, empty when it does not."""
    row = r.row("SELECT quote FROM lead WHERE id = ?", lead_id)
    return str(row[0]) if row else ""


def person(r: Reader, lead_id: int) -> Row | None:
    """Return (name, first_name, last_name, civility, postcode, town, obtained, notice_due, erased_at, batch_id), or
    None."""
    return r.row(
        """SELECT name, first_name, last_name, civility, postcode, town, obtained, notice_due, erased_at, batch_id
           FROM lead WHERE id = ?""",
        lead_id,
    )


def contacts(r: Reader, lead_id: int) -> list[Row]:
    """Return (id, kind, value, postcode, town) of each contact point, oldest first."""
    return r.rows("SELECT id, kind, value, postcode, town FROM contact WHERE lead_id = ? ORDER BY id", lead_id)


def origins(r: Reader, lead_id: int) -> list[Row]:
    """Return (source, supplier, supplier address, site, reference, url, seen, obtained, batch id, batch name, line,
    by, extra as JSON), oldest first."""
    return r.rows(
        """SELECT o.source, coalesce(s.name, ''), coalesce(s.address, ''), o.site, o.reference, o.url, o.seen,
        o.obtained,
                  coalesce(o.batch_id, 0), coalesce(b.name, ''), o.line, o.by, o.extra
           FROM origin o LEFT JOIN supplier s ON s.id = o.supplier_id LEFT JOIN batch b ON b.id = o.batch_id
           WHERE o.lead_id = ? ORDER BY o.id""",
        lead_id,
    )


def listings(r: Reader, lead_id: int) -> list[Row]:
    """Return (id, site, reference, url, title, kind, deal, price, area, rooms, town, postcode, seen), newest first."""
    return r.rows(
        """SELECT id, site, reference, url, title, kind, deal, price, area, rooms, town, postcode, seen
           FROM listing WHERE lead_id = ? ORDER BY id DESC""",
        lead_id,
    )


def marked(r: Reader, hashes: Sequence[str]) -> dict[str, int]:
    """Return the lead that each keyed hash belongs to (the oldest one), for those known."""
    found: dict[str, int] = {}
    for hashed, lead_id in r.bearers(set(hashes)):
        found[hashed] = min(lead_id, found.get(hashed, lead_id))
    return found


def marks(r: Reader, lead_id: int) -> list[Row]:
    """Return (kind, hash) of each mark of a lead."""
    return r.rows("SELECT kind, hash FROM mark WHERE lead_id = ?", lead_id)


def sharing(r: Reader, hashes: Sequence[str]) -> list[int]:
    """Return every lead that bears one of the keyed hashes, oldest first."""
    return sorted({lead_id for _, lead_id in r.bearers(set(hashes))})


def refusal(r: Reader, lead_id: int) -> tuple[str, str] | None:
    """Return (moment, how) a lead was marked as opposed, or None."""
    row = r.row("SELECT opposed_at, opposed_how FROM lead WHERE id = ? AND opposed_at IS NOT NULL", lead_id)
    return (str(row[0]), str(row[1])) if row else None


def opposed_at(r: Reader, lead_id: int) -> str | None:
    """Return when a lead was marked as opposed, or None."""
    row = r.row("SELECT opposed_at FROM lead WHERE id = ?", lead_id)
    return str(row[0]) if row and row[0] else None
