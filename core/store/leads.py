"""Queries about leads: finding them, and reading what the list and the sheet show."""

from array import array
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from core.base.text import fold
from core.records.contact import Mark
from core.store.lead_lists import conditions, ordered
from core.store.port import AMONG, Reader, several

FOUND_LIMIT = 1000
"""A search by words gives the newest leads, this many at most: more is not read by a person."""
SIFTED_LIMIT = 20_000
"""The same before filters, which keep few of them (7 ms for 13 000 of 100 000 leads)."""


class Origin(NamedTuple):
    """Where a lead came from, once. ``seen``, ``obtained``: ISO days; ``extra``: JSON, heading → text; no supplier is
    empty, no batch is 0. ``how``, ``way``: of what the agency added itself (:class:`core.model.editing.How`), else
    empty."""

    source: str
    supplier: str
    supplier_address: str
    site: str
    reference: str
    url: str
    seen: str | None
    obtained: str
    batch_id: int
    batch_name: str
    line: int
    by: str
    extra: str
    how: str
    way: str
    id: int

    @property
    def added(self) -> bool:
        """Tell whether it completed a sheet that another origin had opened."""
        return bool(self.how) and not self.batch_id


class Refusal(NamedTuple):
    """A refusal: its moment, how it came (``RefusalHow``), and its rank in the order of recording (0:
    unknown)."""

    at: str
    how: str
    rank: int = 0


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
    """Return lead ids. ``text``: words as typed, all must be there. ``filters``: names of
    :mod:`core.store.lead_lists` and a value. ``among``: only these ids."""
    where, values = conditions(filters or {})
    words = search_words(text)
    if words:
        where.append(f"id {AMONG}")
        wide = SIFTED_LIMIT if filters or among is not None else FOUND_LIMIT
        values.append(several(r.search(words, wide)))
    if among is not None:
        where.append(f"id {AMONG}")
        values.append(several(among))
    found: array[int] = array("q")
    for part, order in ordered(sort, descending=descending):
        sql = f"SELECT id FROM lead WHERE {' AND '.join([*where, part])} ORDER BY {order}"
        rest = [] if limit is None else [limit - len(found)]
        found.extend(r.column(int, f"{sql} LIMIT ?" if rest else sql, *values, *rest))
    return found


def search_words(text: str) -> list[str]:
    """Return the folded words of a search; digits typed by pairs are one number; one-letter words are dropped."""
    digits = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "").replace(".", "")
    if digits.startswith("+33"):
        digits = "0" + digits[3:]
    if digits.isascii() and digits.isdigit():
        return [digits] if len(digits) > 1 else []
    return [word for word in fold(text).split() if len(word) > 1]


def count_leads(r: Reader) -> int:
    """Return how many leads the base holds."""
    return r.value(int, "SELECT rows FROM tally WHERE name = 'lead'") or 0


def sources(r: Reader) -> list[str]:
    """Return the sources leads come from, for the filter."""
    # Steps from one value to the next along the index: DISTINCT would read every lead (60 ms for a million).
    return r.column(
        str,
        """WITH RECURSIVE one(source) AS (SELECT min(source) FROM lead
               UNION ALL SELECT (SELECT min(source) FROM lead WHERE source > one.source) FROM one
               WHERE one.source IS NOT NULL)
           SELECT source FROM one WHERE source IS NOT NULL""",
    )


def last_lead_of_batch(r: Reader, batch_id: int) -> int | None:
    """Return the lead a batch brought something to, the last one; ids are dated, so a fresh batch is found at once."""
    return r.value(int, "SELECT lead_id FROM origin WHERE batch_id = ? ORDER BY id DESC LIMIT 1", batch_id)


def origins(r: Reader, lead_id: int) -> list[Origin]:
    """Return where a lead came from, oldest first."""
    return r.named(
        Origin,
        """SELECT o.source, coalesce(s.name, '') AS supplier, coalesce(s.address, '') AS supplier_address, o.site,
                  o.reference, o.url, o.seen, o.obtained, coalesce(o.batch_id, 0) AS batch_id,
                  coalesce(b.name, '') AS batch_name, o.line, o.by, o.extra, o.how, o.way, o.id
           FROM origin o LEFT JOIN supplier s ON s.id = o.supplier_id LEFT JOIN batch b ON b.id = o.batch_id
           WHERE o.lead_id = ? ORDER BY o.id""",
        lead_id,
    )


def marked(r: Reader, hashes: Sequence[str]) -> dict[str, int]:
    """Return the lead that each keyed hash belongs to (the oldest one), for those known."""
    found: dict[str, int] = {}
    for hashed, lead_id in r.bearers(set(hashes)):
        found[hashed] = min(lead_id, found.get(hashed, lead_id))
    return found


def bearers(r: Reader, hashes: Sequence[str]) -> dict[str, list[int]]:
    """Return every lead that bears each keyed hash, oldest first, for those known."""
    found: dict[str, list[int]] = {}
    for hashed, lead_id in sorted(r.bearers(set(hashes))):
        found.setdefault(hashed, []).append(lead_id)
    return found


def marks(r: Reader, lead_id: int) -> list[Mark]:
    """Return each mark by which a lead is recognised."""
    return [mark for mark in r.of(Mark, lead_id=lead_id) if mark.kind not in ("number", "mailbox", "ad")]


def sharing(r: Reader, hashes: Sequence[str]) -> list[int]:
    """Return every lead that bears one of the keyed hashes, oldest first."""
    return sorted({lead_id for _, lead_id in r.bearers(set(hashes))})


def refusal(r: Reader, lead_id: int) -> Refusal | None:
    """Return when and how a lead was marked as opposed, or None."""
    sql = "SELECT opposed_at AS at, opposed_how AS how, 0 AS rank FROM lead WHERE id = ? AND opposed_at IS NOT NULL"
    return r.first(Refusal, sql, lead_id)
