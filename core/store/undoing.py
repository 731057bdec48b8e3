"""Queries for undoing a batch or one merge: the leads it made, what it changed on others, what happened to both since,
and what is held for a while of what it removed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, NotRequired, TypedDict

from core.records.listing import RENEWED
from core.store.port import AMONG, Reader, Value, several

RESTORED: Mapping[str, frozenset[str]] = {
    "lead": frozenset(
        ("name", "first_name", "last_name", "civility", "sort_key", "town", "town_key", "postcode"),
    ),
    "listing": frozenset((*RENEWED, "private")),
    "contact": frozenset(("value", "postcode", "town")),
}
"""Table → what a merge changes in it, and so what undoing one may write."""

_HAPPENED = (("written", "notice"), ("called", "call"), ("consent", "consent"), ("title", "title"),
             ("callback", "callback"), ("asked", "request"), ("met", "milestone"))  # fmt: skip
"""Why a lead stays → the table whose rows tell it."""


_WRITTEN = ("lead", "merging", "reject")


class Size(NamedTuple):
    """How many leads a batch made, merges of it into other leads are in force, and rejected rows are held."""

    leads: int
    merges: int
    rejects: int


class LaterEvent(NamedTuple):
    """Something happened since to a lead, or to the lead of a merge (``id`` of either): ``why`` is written, called,
    refused (in its ad), opposed, consent, title, callback, asked, met, erased, joined (with another lead), completed
    (by another batch) or edited (by the agency)."""

    id: int
    why: str


class MergeChange(TypedDict):
    """One change of a merge, as the JSON of ``Merge.changes`` keeps it: a value of a row of ``table``, ``before`` and
    ``after``; without ``field``, a row that was added (of ``mark``, ``id`` is the head of its hash)."""

    table: str
    id: int
    field: NotRequired[str]
    before: NotRequired[Value]
    after: NotRequired[Value]


class Merge(NamedTuple):
    """A row of a batch merged into a known lead. ``changes``: JSON; ``undone_at``: taken back since; ``name``: of the
    lead; ``batch_name``: of the batch."""

    id: int
    lead_id: int
    line: int
    changes: str
    batch_id: int
    undone_at: str | None
    undone_by: str
    name: str
    batch_name: str


class AddedRow(NamedTuple):
    """What a row that a merge added says: ``kind``, ``value`` and the place of a contact point, ``site``,
    ``reference`` and ``title`` of an ad; empty where the table has no such column."""

    id: int
    kind: str
    value: str
    postcode: str
    town: str
    site: str
    reference: str
    title: str


_ADDED: Mapping[str, str] = {
    "contact": "id, kind, value, postcode, town, '' AS site, '' AS reference, '' AS title",
    "listing": "id, '' AS kind, '' AS value, '' AS postcode, '' AS town, site, reference, title",
    "origin": "id, '' AS kind, '' AS value, '' AS postcode, '' AS town, site, reference, '' AS title",
}
_MERGE = """SELECT m.id, m.lead_id, m.line, m.changes, m.batch_id, m.undone_at, m.undone_by, l.name,
    b.name AS batch_name FROM merging m JOIN lead l ON l.id = m.lead_id JOIN batch b ON b.id = m.batch_id"""


def weight_of_batch(r: Reader, batch_id: int) -> Size:
    """Return how much undoing a batch bears on."""
    [size] = r.named(
        Size,
        """SELECT (SELECT count(*) FROM lead WHERE batch_id = ?) AS leads,
                  (SELECT count(*) FROM merging m JOIN lead l ON l.id = m.lead_id
                   WHERE m.batch_id = ? AND m.undone_at IS NULL AND l.batch_id IS DISTINCT FROM m.batch_id) AS merges,
                  (SELECT count(*) FROM reject WHERE batch_id = ?) AS rejects""",
        *(batch_id,) * 3,
    )
    return size


def last_written(r: Reader, batch_id: int) -> int:
    """Return the id of the last lead, merge or reject a batch wrote, 0 when it wrote none; ids are dated."""
    last = " UNION ALL ".join(f"SELECT max(id) AS id FROM {table} WHERE batch_id = ?" for table in _WRITTEN)
    return r.value(int, f"SELECT max(id) FROM ({last}) x", *(batch_id,) * len(_WRITTEN)) or 0


def touched(r: Reader, batch_id: int, lead_ids: Sequence[int]) -> list[LaterEvent]:
    """Return what happened since to those of ``lead_ids``, made by the batch."""
    parts = [f"SELECT lead_id AS id, '{why}' AS why FROM {table} WHERE lead_id {AMONG}" for why, table in _HAPPENED]
    parts += [
        f"SELECT lead_id, 'joined' FROM joining WHERE lead_id {AMONG} AND undone_at IS NULL",
        f"""SELECT id, CASE opposed_how WHEN 'listing' THEN 'refused' ELSE 'opposed' END FROM lead
            WHERE id {AMONG} AND opposed_at IS NOT NULL""",
        f"SELECT id, 'erased' FROM lead WHERE id {AMONG} AND erased_at IS NOT NULL",
        f"SELECT lead_id, 'opposed' FROM opposition WHERE lead_id {AMONG} AND lifted_why <> 'mistake'",
        f"""SELECT lead_id, CASE WHEN batch_id IS NULL THEN 'edited' ELSE 'completed' END FROM origin
            WHERE lead_id {AMONG} AND batch_id IS DISTINCT FROM ?""",
        f"SELECT id, 'edited' FROM lead WHERE id {AMONG} AND (notes <> '' OR tags <> '')",
    ]
    asked = several(lead_ids)
    return r.named(LaterEvent, " UNION ".join(parts), *(asked,) * (len(parts) - 1), batch_id, asked)


def merges_before(r: Reader, batch_id: int, last: int, limit: int) -> list[Merge]:
    """Return the next merges of a batch into leads it did not make, still in force, newest first, before the one of id
    ``last``."""
    return r.named(
        Merge,
        f"""{_MERGE} WHERE m.batch_id = ? AND m.id < ? AND m.undone_at IS NULL
           AND l.batch_id IS DISTINCT FROM m.batch_id ORDER BY m.id DESC LIMIT ?""",
        *(batch_id, last, limit),
    )


def joined_from(r: Reader, batch_id: int) -> list[int]:
    """Return the leads of other batches that a person made one with a lead of this one."""
    sql = """SELECT DISTINCT j.lead_id FROM joining j JOIN lead l ON l.id = j.lead_id
             WHERE j.undone_at IS NULL AND l.batch_id IS DISTINCT FROM ?
             AND CAST(json_extract(j.changes, '$.lead.batch_id') AS BIGINT) = ? ORDER BY j.lead_id"""
    return r.column(int, sql, batch_id, batch_id)


def merge(r: Reader, merge_id: int) -> Merge | None:
    """Return one merge, or None."""
    return r.first(Merge, f"{_MERGE} WHERE m.id = ?", merge_id)


def happened_after(r: Reader, batch_id: int, merge_ids: Sequence[int]) -> list[LaterEvent]:
    """Return what happened since to the leads of these merges, another batch than ``batch_id`` included; ids are dated,
    so that a higher one is later."""
    parts = [
        f"SELECT m.id, '{why}' AS why FROM asked m JOIN {table} t ON t.lead_id = m.lead_id AND t.id > m.id"
        for why, table in _HAPPENED
    ]
    parts += [
        """SELECT m.id, 'joined' FROM asked m JOIN joining j ON j.lead_id = m.lead_id AND j.id > m.id
           AND j.undone_at IS NULL""",
        "SELECT m.id, 'opposed' FROM asked m JOIN lead l ON l.id = m.lead_id AND l.opposed_at IS NOT NULL",
        "SELECT m.id, 'erased' FROM asked m JOIN lead l ON l.id = m.lead_id AND l.erased_at IS NOT NULL",
        """SELECT m.id, CASE WHEN o.batch_id IS NULL THEN 'edited' ELSE 'completed' END
           FROM asked m JOIN origin o ON o.lead_id = m.lead_id AND o.id > m.id
           AND o.batch_id IS DISTINCT FROM ?""",
    ]
    sql = f"WITH asked AS (SELECT id, lead_id FROM merging WHERE id {AMONG}) {' UNION '.join(parts)}"
    return r.named(LaterEvent, sql, several(merge_ids), batch_id)


def merges_of_batch(r: Reader, batch_id: int, limit: int) -> list[Merge]:
    """Return the first merges of a batch."""
    return r.named(Merge, f"{_MERGE} WHERE m.batch_id = ? ORDER BY m.id LIMIT ?", batch_id, limit)


def merges_of_lead(r: Reader, lead_id: int) -> list[Merge]:
    """Return the merges into a lead, oldest first."""
    return r.named(Merge, f"{_MERGE} WHERE m.lead_id = ? ORDER BY m.id", lead_id)


def values(r: Reader, table: str, row_id: int, names: Sequence[str]) -> dict[str, Value] | None:
    """Return, by column, the present values of what a merge may have changed (:data:`RESTORED`), None when the row is
    gone."""
    if not RESTORED[table].issuperset(names):
        raise ValueError(f"{table}: {', '.join(names)}")
    return next(iter(r.records(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", row_id)), None)


def added(r: Reader, table: str, ids: Sequence[int]) -> dict[int, AddedRow]:
    """Return what rows that a merge added to ``contact``, ``listing`` or ``origin`` say, by id."""
    sql = f"SELECT {_ADDED[table]} FROM {table} WHERE id {AMONG}"
    return {one.id: one for one in r.named(AddedRow, sql, several(ids))}


BY_LEAD = ("origin", "contact", "listing", "merging", "stated", "mark", "near_apart")
"""The tables whose rows go with a lead, in an order in which they can be written again."""
_WHERE = {
    **dict.fromkeys(BY_LEAD, f"lead_id {AMONG}"),
    "lead": f"id {AMONG}",
    "alike": f"lead_a {AMONG} OR lead_b {AMONG}",
    "reject": f"id {AMONG}",
    "shared_value": f"hash {AMONG}",
}


def rows_about(r: Reader, table: str, asked: Sequence[int] | Sequence[str]) -> list[dict[str, Value]]:
    """Return whole rows: of these leads, or the rejected rows of these ids, or the shared values of these hashes."""
    where = _WHERE[table]
    return r.records(f"SELECT * FROM {table} WHERE {where}", *(several(asked),) * where.count(AMONG))


def row(r: Reader, table: str, row_id: int) -> dict[str, Value] | None:
    """Return a whole row of ``lead`` or of a table of :data:`BY_LEAD`, None when it is gone."""
    if table != "lead" and table not in BY_LEAD:
        raise ValueError(table)
    return next(iter(r.records(f"SELECT * FROM {table} WHERE id = ?", row_id)), None)


def held_of(r: Reader, batch_id: int, since: str) -> list[int]:
    """Return the ids of what is held of a batch since a moment, the last first."""
    sql = "SELECT id FROM removed WHERE batch_id = ? AND at >= ? ORDER BY id DESC"
    return r.column(int, sql, batch_id, since)


def content(r: Reader, removed_id: int) -> bytes:
    """Return the rows held under an id, as compressed JSON; empty when nothing is."""
    return r.value(bytes, "SELECT content FROM removed WHERE id = ?", removed_id) or b""


def held_before(r: Reader, moment: str) -> list[int]:
    """Return the ids of what was held before a moment."""
    return r.column(int, "SELECT id FROM removed WHERE at < ?", moment)


_MERGED = ("contact", "listing", "origin")


def rows_left(r: Reader, table: str, ids: Sequence[int]) -> list[int]:
    """Return which of the rows that a merge added to ``contact``, ``listing`` or ``origin`` are still there."""
    if table not in _MERGED:
        raise ValueError(table)
    return r.column(int, f"SELECT id FROM {table} WHERE id {AMONG}", several(ids))


def rows_over(r: Reader, moment: str, limit: int) -> list[int]:
    """Return some merges of a batch begun before a moment whose rows are still held, oldest first."""
    sql = """SELECT id FROM merging WHERE row <> '' AND batch_id = (SELECT b.id FROM batch b WHERE b.at < ?
        AND (SELECT row FROM merging WHERE batch_id = b.id ORDER BY id DESC LIMIT 1) <> '' ORDER BY b.id LIMIT 1)
        ORDER BY id LIMIT ?"""
    return r.column(int, sql, moment, limit)
