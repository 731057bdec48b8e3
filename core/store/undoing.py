"""What undoing a batch reads: the leads it made, what it changed on others, and what happened to both since."""

import json
from collections.abc import Mapping, Sequence

from core.store.port import Reader, Row

RESTORED: Mapping[str, frozenset[str]] = {
    "lead": frozenset(
        ("name", "first_name", "last_name", "civility", "sort_key", "town", "town_key", "postcode"),
    ),
    "listing": frozenset(("url", "title", "kind", "price", "area", "rooms", "seen")),
}
"""Table → what a merge changes in it, and so what undoing one may write."""

_HAPPENED = (("written", "notice"), ("called", "call"), ("consent", "consent"), ("title", "title"),
             ("callback", "callback"), ("asked", "request"))  # fmt: skip
"""Why a lead stays → the table whose rows tell it."""


def batch(r: Reader, batch_id: int) -> Row | None:
    """Return (name, at, ended, merged, undone_at, undone_by, opposed)."""
    return r.row("SELECT name, at, ended, merged, undone_at, undone_by, opposed FROM batch WHERE id = ?", batch_id)


def created(r: Reader, batch_id: int, last: int, limit: int) -> list[int]:
    """Return the next leads a batch made, after the one of id ``last``."""
    sql = "SELECT id FROM lead WHERE batch_id = ? AND id > ? ORDER BY id LIMIT ?"
    return [int(row[0]) for row in r.rows(sql, batch_id, last, limit)]


def size(r: Reader, batch_id: int) -> tuple[int, int, int]:
    """Return how many leads a batch made, merges of it into other leads are in force, and rejected rows are held."""
    [row] = r.rows(
        """SELECT (SELECT count(*) FROM lead WHERE batch_id = ?1),
                  (SELECT count(*) FROM merging m JOIN lead l ON l.id = m.lead_id
                   WHERE m.batch_id = ?1 AND m.undone_at IS NULL AND l.batch_id IS NOT ?1),
                  (SELECT count(*) FROM reject WHERE batch_id = ?1)""",
        batch_id,
    )
    return int(row[0]), int(row[1]), int(row[2])


def newest(r: Reader, batch_id: int) -> int:
    """Return the id of the last lead, merge or reject a batch wrote, 0 when it wrote none; ids are dated."""
    [row] = r.rows(
        """SELECT max(coalesce((SELECT max(id) FROM lead WHERE batch_id = ?1), 0),
                      coalesce((SELECT max(id) FROM merging WHERE batch_id = ?1), 0),
                      coalesce((SELECT max(id) FROM reject WHERE batch_id = ?1), 0))""",
        batch_id,
    )
    return int(row[0])


def touched(r: Reader, batch_id: int, lead_ids: Sequence[int]) -> list[Row]:
    """Return (lead id, why) of those of ``lead_ids``, made by the batch, to which something happened since: written,
    called, refused in its ad, opposed, consent, title, callback, asked, erased, joined with another lead, or completed
    by another batch."""
    asked = "IN (SELECT value FROM json_each(?1))"
    parts = [f"SELECT lead_id, '{why}' FROM {table} WHERE lead_id {asked}" for why, table in _HAPPENED]
    parts += [
        f"SELECT lead_id, 'joined' FROM joining WHERE lead_id {asked} AND undone_at IS NULL",
        f"""SELECT id, CASE opposed_how WHEN 'listing' THEN 'refused' ELSE 'opposed' END FROM lead
            WHERE id {asked} AND opposed_at IS NOT NULL""",
        f"SELECT id, 'erased' FROM lead WHERE id {asked} AND erased_at IS NOT NULL",
        f"SELECT lead_id, 'opposed' FROM opposition WHERE lead_id {asked}",
        f"SELECT lead_id, 'completed' FROM origin WHERE lead_id {asked} AND batch_id IS NOT ?2",
    ]
    return r.rows(" UNION ".join(parts), json.dumps(list(lead_ids)), batch_id)


def merges_before(r: Reader, batch_id: int, last: int, limit: int) -> list[Row]:
    """Return (id, lead id, line, changes as JSON) of the next merges of a batch into leads it did not make, still in
    force, newest first, before the one of id ``last``."""
    return r.rows(
        """SELECT m.id, m.lead_id, m.line, m.changes FROM merging m JOIN lead l ON l.id = m.lead_id
           WHERE m.batch_id = ? AND m.id < ? AND m.undone_at IS NULL AND l.batch_id IS NOT m.batch_id
           ORDER BY m.id DESC LIMIT ?""",
        *(batch_id, last, limit),
    )


def joined_from(r: Reader, batch_id: int) -> list[int]:
    """Return the leads of other batches that a person made one with a lead of this one."""
    sql = """SELECT DISTINCT j.lead_id FROM joining j JOIN lead l ON l.id = j.lead_id
             WHERE j.undone_at IS NULL AND l.batch_id IS NOT ?1
             AND json_extract(j.changes, '$.lead.batch_id') = ?1 ORDER BY j.lead_id"""
    return [int(row[0]) for row in r.rows(sql, batch_id)]


def merge(r: Reader, merge_id: int) -> Row | None:
    """Return (id, lead id, line, changes as JSON, batch id, undone_at, name of the batch) of one merge."""
    return r.row(
        """SELECT m.id, m.lead_id, m.line, m.changes, m.batch_id, m.undone_at, b.name
           FROM merging m JOIN batch b ON b.id = m.batch_id WHERE m.id = ?""",
        merge_id,
    )


def happened_after(r: Reader, batch_id: int, merges: Sequence[tuple[int, int]]) -> list[Row]:
    """Return (merge id, why) of those ``merges`` (id, lead id) whose lead was since written to, called, opposed and so
    on, or completed by another batch than ``batch_id``; ids are dated, so that a higher one is later."""
    asked = """SELECT json_extract(value, '$[0]') AS merge_id, json_extract(value, '$[1]') AS lead_id
               FROM json_each(?1)"""
    parts = [
        f"SELECT merge_id, '{why}' FROM asked JOIN {table} t ON t.lead_id = asked.lead_id AND t.id > merge_id"
        for why, table in _HAPPENED
    ]
    parts += [
        """SELECT merge_id, 'joined' FROM asked JOIN joining j ON j.lead_id = asked.lead_id AND j.id > merge_id
           AND j.undone_at IS NULL""",
        "SELECT merge_id, 'opposed' FROM asked JOIN lead l ON l.id = asked.lead_id AND l.opposed_at IS NOT NULL",
        "SELECT merge_id, 'erased' FROM asked JOIN lead l ON l.id = asked.lead_id AND l.erased_at IS NOT NULL",
        """SELECT merge_id, 'completed' FROM asked JOIN origin o ON o.lead_id = asked.lead_id AND o.id > merge_id
           AND o.batch_id IS NOT ?2""",
    ]
    sql = f"WITH asked AS ({asked}) {' UNION '.join(parts)}"
    return r.rows(sql, json.dumps(merges), batch_id)


def merged_again(r: Reader, merge_id: int, lead_id: int) -> bool:
    """Tell whether a later row was merged into the same lead."""
    sql = "SELECT 1 FROM merging WHERE lead_id = ? AND id > ? AND undone_at IS NULL"
    return r.row(sql, lead_id, merge_id) is not None


def merges_of_batch(r: Reader, batch_id: int, limit: int) -> list[Row]:
    """Return (id, lead id, line, changes as JSON, undone_at, lead's name) of the first merges of a batch."""
    return r.rows(
        """SELECT m.id, m.lead_id, m.line, m.changes, m.undone_at, l.name
           FROM merging m JOIN lead l ON l.id = m.lead_id WHERE m.batch_id = ? ORDER BY m.id LIMIT ?""",
        *(batch_id, limit),
    )


def merges_of_lead(r: Reader, lead_id: int) -> list[Row]:
    """Return (id, lead id, line, changes as JSON, undone_at, lead's name, batch id, name of the batch, undone_by) of
    the merges into a lead, oldest first."""
    return r.rows(
        """SELECT m.id, m.lead_id, m.line, m.changes, m.undone_at, l.name, m.batch_id, b.name, m.undone_by
           FROM merging m JOIN lead l ON l.id = m.lead_id JOIN batch b ON b.id = m.batch_id
           WHERE m.lead_id = ? ORDER BY m.id""",
        lead_id,
    )


def merges_kept(r: Reader, batch_id: int) -> int:
    """Return how many merges the base holds of a batch, undone ones included."""
    [row] = r.rows("SELECT count(*) FROM merging WHERE batch_id = ?", batch_id)
    return int(row[0])


def values(r: Reader, table: str, row_id: int, names: Sequence[str]) -> Row | None:
    """Return the present values of columns a merge may have changed (:data:`RESTORED`), None when the row is gone."""
    if not RESTORED[table].issuperset(names):
        raise ValueError(f"{table}: {', '.join(names)}")
    return r.row(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", row_id)


def added(r: Reader, table: str, ids: Sequence[int]) -> dict[int, Row]:
    """Return what rows that a merge added say, by id: (kind, value, postcode, town) of a ``contact``, (site, reference,
    title) of a ``listing``, (site, reference) of an ``origin``."""
    columns = {
        "contact": "kind, value, postcode, town",
        "listing": "site, reference, title",
        "origin": "site, reference",
    }
    sql = f"SELECT id, {columns[table]} FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
    return {int(row[0]): row[1:] for row in r.rows(sql, json.dumps(list(ids)))}


def rejects_left(r: Reader, batch_id: int, limit: int) -> list[Row]:
    """Return (id,) of the next rejected rows held of a batch."""
    return r.rows("SELECT id FROM reject WHERE batch_id = ? LIMIT ?", batch_id, limit)


def names(r: Reader, lead_ids: Sequence[int]) -> dict[int, Row]:
    """Return (name, town) of leads, by id."""
    sql = "SELECT id, name, town FROM lead WHERE id IN (SELECT value FROM json_each(?))"
    return {int(row[0]): row[1:] for row in r.rows(sql, json.dumps(list(lead_ids)))}


def undone_batch(r: Reader, lead_id: int) -> Row | None:
    """Return (name, undone_at, undone_by) of the batch that made a lead, when it was undone since."""
    return r.row(
        """SELECT b.name, b.undone_at, b.undone_by FROM lead l JOIN batch b ON b.id = l.batch_id
           WHERE l.id = ? AND b.undone_at IS NOT NULL""",
        lead_id,
    )
