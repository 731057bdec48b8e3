"""Queries about leads: finding them, what the list and the sheet show, who follows them, their ads, their milestones,
which origin gave which value, and what an edit changed."""

from array import array
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from core.base.text import fold
from core.records.contact import Mark
from core.store.lead_lists import conditions, ordered
from core.store.port import AMONG, Reader, Value, several

FOUND_LIMIT = 1000
"""A search by words gives the newest leads, this many at most: more is not read by a person."""
SIFTED_LIMIT = 20_000
"""The same before filters, which keep few of them (7 ms for 13 000 of 100 000 leads)."""


class OriginRow(NamedTuple):
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
    unknown). ``gesture``, ``line``: the act that first said it (0: unknown); ``author``: said or read."""

    at: str
    how: str
    rank: int = 0
    gesture: int = 0
    line: int = 0
    author: str = "said"

    def extended(self) -> dict[str, str | int | None]:
        """Return the columns of an entry of the register that only extends this refusal to another mark."""
        columns = self._asdict()
        return {"root": columns.pop("gesture"), **columns}


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


def origins(r: Reader, lead_id: int) -> list[OriginRow]:
    """Return where a lead came from, oldest first."""
    return r.named(
        OriginRow,
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


class CoOwner(NamedTuple):
    """A lead, and another that shares a property with it."""

    lead_id: int
    other_id: int


def co_owners(r: Reader, lead_ids: Sequence[int]) -> list[CoOwner]:
    """Return who shares a property with each of these leads, in the order of their sheets."""
    sql = f"""SELECT DISTINCT m.lead_id, o.lead_id AS other_id FROM listing m
              JOIN listing o ON o.share_id = m.share_id AND o.lead_id <> m.lead_id
              WHERE m.share_id IS NOT NULL AND m.lead_id {AMONG} ORDER BY m.lead_id, o.lead_id"""
    return r.named(CoOwner, sql, several(lead_ids))


def refusal(r: Reader, lead_id: int) -> Refusal | None:
    """Return when and how a lead was marked as opposed, or None."""
    sql = """SELECT opposed_at AS at, opposed_how AS how, 0 AS rank, 0 AS gesture, 0 AS line, 'said' AS author FROM lead
             WHERE id = ? AND opposed_at IS NOT NULL"""
    return r.first(Refusal, sql, lead_id)


GONE = "gone_on IS NOT NULL AND (seen IS NULL OR seen <= gone_on)"
"""A listing is gone when somebody said so, and no file nor page showed it again on a later day."""


def online(r: Reader, lead_ids: Sequence[int]) -> set[int]:
    """Return which of these leads have a listing that nobody said to be gone."""
    sql = f"SELECT DISTINCT lead_id FROM listing WHERE lead_id {AMONG} AND NOT ({GONE})"
    return set(r.column(int, sql, several(lead_ids)))


def unproven_titles(r: Reader, milestone_id: int) -> list[int]:
    """Return the contract title that a mandate opened, or that its number had before, where no proof of it is kept."""
    sql = """SELECT t.id FROM milestone m JOIN title t ON t.id = m.title_id OR (t.lead_id = m.lead_id
             AND t.kind = 'contract' AND t.number = trim(m.said) AND m.kind = 'mandate' AND t.closed_at IS NULL)
             WHERE m.id = ? AND t.proof_id IS NULL"""
    return r.column(int, sql, milestone_id)


COLUMNS = ("id", "lead_id", "origin_id", "table", "row_id", "field", "fresh")
EDITED = ("lead", "contact", "listing", "origin", "stated")
"""The tables that an edit writes and its undoing takes back."""


class LastChange(NamedTuple):
    """Who last changed a row, and when (kept moment)."""

    by: str
    at: str


class FirstOrigin(NamedTuple):
    """The origin that says where a lead comes from."""

    id: int
    source: str
    supplier_id: int | None
    supplier: str
    site: str
    reference: str
    url: str
    seen: str | None


def whole_row(r: Reader, table: str, row_id: int) -> dict[str, Value] | None:
    """Return a row of one of :data:`EDITED` by column, None when it is gone."""
    if table not in EDITED:
        raise ValueError(table)
    return next(iter(r.records(f"SELECT * FROM {table} WHERE id = ?", row_id)), None)


def first_origin(r: Reader, lead_id: int) -> FirstOrigin | None:
    """Return the first origin of a lead."""
    return r.first(
        FirstOrigin,
        """SELECT o.id, o.source, o.supplier_id, coalesce(s.name, '') AS supplier, o.site, o.reference, o.url, o.seen
           FROM origin o LEFT JOIN supplier s ON s.id = o.supplier_id WHERE o.lead_id = ? ORDER BY o.id LIMIT 1""",
        lead_id,
    )


def own_origin(r: Reader, lead_id: int, how: str, way: str, seen: str, by: str) -> int | None:
    """Return the origin that the same person gave the same day for what the agency added in the same way."""
    sql = """SELECT id FROM origin WHERE lead_id = ? AND batch_id IS NULL AND how = ? AND way = ? AND seen = ?
             AND by = ? ORDER BY id LIMIT 1"""
    return r.value(int, sql, lead_id, how, way, seen, by)


def last_change(r: Reader, row_id: int) -> LastChange | None:
    """Return who last changed a row since it came into the base, None when nobody did."""
    return r.first(
        LastChange,
        """SELECT j.by, j.at FROM journal_value v JOIN journal j ON j.id = v.journal_id WHERE v.row_id = ?
           ORDER BY v.id DESC LIMIT 1""",
        row_id,
    )


class ValueChange(NamedTuple):
    """What one transaction changed of a row: ``before`` and ``after``, JSON of these columns; no ``before`` for a row
    it added, no ``after`` for a contact point it removed. ``what``: edit, edit undo or correct; ``at``: ISO 8601."""

    journal_id: int
    what: str
    at: str
    by: str
    row_id: int
    before: str | None
    after: str | None


def value_changes(r: Reader, row_ids: Collection[int]) -> list[ValueChange]:
    """Return what edits and corrections changed of these rows, newest first; what was erased is told no more."""
    return r.named(
        ValueChange,
        f"""SELECT v.journal_id, j.what, j.at, j.by, v.row_id, v.before, v.after
            FROM journal_value v JOIN journal j ON j.id = v.journal_id
            WHERE v.row_id {AMONG} AND v.salt IS NOT NULL AND (v.after IS NOT NULL OR v."table" = 'contact')
              AND j.what IN ('edit', 'edit undo', 'correct') ORDER BY v.id DESC""",
        several(row_ids),
    )


def removed_points(r: Reader, lead_id: int) -> list[int]:
    """Return the contact points that an edit or a correction removed from a sheet, which it also touched."""
    return r.column(
        int,
        """SELECT DISTINCT v.row_id FROM journal_value l JOIN journal j ON j.id = l.journal_id
           JOIN journal_value v ON v.journal_id = l.journal_id
           WHERE l.row_id = ? AND l."table" = 'lead' AND j.what IN ('edit', 'correct') AND v."table" = 'contact'
             AND v.after IS NULL AND v.salt IS NOT NULL AND CAST(json_extract(v.before, '$.lead_id') AS BIGINT) = ?""",
        lead_id,
        lead_id,
    )


class FormerPoint(NamedTuple):
    """What one edit changed of a contact point: ``before``, JSON of these columns as they were, the whole row when it
    was removed."""

    row_id: int
    before: str


_EDITS = "FROM journal j CROSS JOIN journal_value v"
_OF_POINTS = """v.journal_id = j.id AND j.what = 'edit' AND v."table" = 'contact' AND v.before IS NOT NULL"""
"""CROSS: SQLite takes the few edits first, and never looks at the values of all that was ever written."""


def former_points(r: Reader, lead_id: int) -> list[FormerPoint]:
    """Return what the edits of a sheet changed or removed of its contact points, newest first. A correction is none:
    the person said that the value was not theirs."""
    return r.named(
        FormerPoint,
        f"""SELECT v.row_id, v.before {_EDITS} WHERE {_OF_POINTS}
           AND (v.row_id IN (SELECT id FROM contact WHERE lead_id = ?)
                OR CAST(json_extract(v.before, '$.lead_id') AS BIGINT) = ?) ORDER BY v.id DESC""",
        lead_id,
        lead_id,
    )


def edited_leads(r: Reader) -> set[int]:
    """Return the leads of whom :func:`former_points` has something."""
    sql = f"""SELECT DISTINCT coalesce(CAST(json_extract(v.before, '$.lead_id') AS BIGINT), c.lead_id)
              {_EDITS} LEFT JOIN contact c ON c.id = v.row_id WHERE {_OF_POINTS}
              AND coalesce(CAST(json_extract(v.before, '$.lead_id') AS BIGINT), c.lead_id) IS NOT NULL"""
    return set(r.column(int, sql))


class OwnDatum(NamedTuple):
    """A value that came by an origin of the agency's own: a field of :data:`core.model.editing.LABELS`."""

    origin_id: int
    field: str


def own_data(r: Reader, lead_id: int) -> list[OwnDatum]:
    """Return which values of a lead the agency added itself, by the origin it gave."""
    return r.named(
        OwnDatum,
        """SELECT t.origin_id, CASE WHEN t."table" = 'contact' THEN coalesce(c.kind, '')
               WHEN t."table" = 'listing' AND t.field IN ('town', 'postcode') THEN 'property_' || t.field
               ELSE t.field END AS field
           FROM stated t JOIN origin o ON o.id = t.origin_id AND o.how <> ''
           LEFT JOIN contact c ON c.id = t.row_id AND t."table" = 'contact'
           WHERE t.lead_id = ? AND (t.field <> '' OR c.id IS NOT NULL) ORDER BY t.id""",
        lead_id,
    )


class OwnOriginRow(NamedTuple):
    """How a value that the agency added itself came to it, and the day."""

    how: str
    way: str
    seen: str | None
    obtained: str


def contact_origin(r: Reader, contact_id: int) -> OwnOriginRow | None:
    """Return the origin that the agency gave of a contact point it added or changed itself."""
    return r.first(
        OwnOriginRow,
        """SELECT o.how, o.way, o.seen, o.obtained FROM stated t JOIN origin o ON o.id = t.origin_id
           WHERE t."table" = 'contact' AND t.row_id = ? AND o.how <> '' ORDER BY t.id DESC LIMIT 1""",
        contact_id,
    )


def batches_of(r: Reader, ids: Sequence[int]) -> dict[int, str]:
    """Return the name of the batch that made each of these leads, for those that have one."""
    sql = f"SELECT l.id, b.name FROM lead l JOIN batch b ON b.id = l.batch_id WHERE l.id {AMONG}"
    return r.by_key(int, str, sql, several(ids))
