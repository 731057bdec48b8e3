"""What a restored base must not forget: the refusals of the present one, agreements taken back, sheets frozen, what
persons asked and who is to be told."""

import json
from collections.abc import Mapping, Sequence

from core.store.port import Reader, Row, Value, Writer

_OPPOSITION = ("id", "gesture", "hash", "kind", "how", "at", "by", "note", "lead_id", "supplier_id")

_REQUEST = ("id", "lead_id", "hash", "person", "kind", "received", "how", "identity", "due", "extended", "answered",
            "outcome", "answered_how", "answer", "note", "at", "by")  # fmt: skip
_TASK = ("id", "supplier_id", "recipient", "lead_id", "hash", "kind", "gesture", "facts", "made", "by", "sent", "proof",
         "sha256")  # fmt: skip
_WITHDRAWN = ("withdrawn", "calls_withdrawn")


def oppositions(r: Reader) -> list[Mapping[str, Value]]:
    """Return every entry of the register in force, by column, oldest first."""
    rows = r.rows(f"SELECT {', '.join(_OPPOSITION)} FROM opposition WHERE lifted_at IS NULL ORDER BY id")
    return [dict(zip(_OPPOSITION, row, strict=True)) for row in rows]


def requests(r: Reader) -> dict[int, dict[str, Value]]:
    """Return every request by id, its row by column; « name »: that of the sheet it is about."""
    rows = r.rows(
        f"""SELECT {", ".join(f"q.{one}" for one in _REQUEST)}, coalesce(l.name, '')
            FROM request q LEFT JOIN lead l ON l.id = q.lead_id ORDER BY q.id"""
    )
    return {int(row[0]): dict(zip((*_REQUEST, "name"), row, strict=True)) for row in rows}


def messages(r: Reader) -> dict[int, dict[str, Value]]:
    """Return every message to whoever was given data by id, its row by column."""
    rows = r.rows(f"SELECT {', '.join(_TASK)} FROM recipient_task ORDER BY id")
    return {int(row[0]): dict(zip(_TASK, row, strict=True)) for row in rows}


def held_leads(r: Reader, ids: Sequence[int]) -> set[int]:
    """Return which of these leads the base holds."""
    sql = "SELECT id FROM lead WHERE id IN (SELECT value FROM json_each(?))"
    return {int(row[0]) for row in r.rows(sql, json.dumps(list(ids)))}


def opposition_ids(r: Reader) -> set[int]:
    """Return the ids of the entries of the register, lifted ones included."""
    return {int(row[0]) for row in r.rows("SELECT id FROM opposition")}


def suppliers(r: Reader) -> set[int]:
    """Return the suppliers of a base."""
    return {int(row[0]) for row in r.rows("SELECT id FROM supplier")}


def withdrawn(r: Reader) -> dict[int, dict[str, str]]:
    """Return when each agreement taken back was, whole or for the telephone only, by id and column."""
    sql = "SELECT id, withdrawn, calls_withdrawn FROM consent WHERE coalesce(withdrawn, calls_withdrawn) IS NOT NULL"
    return {
        int(row[0]): {name: str(at) for name, at in zip(_WITHDRAWN, row[1:], strict=True) if at} for row in r.rows(sql)
    }


def standing(r: Reader) -> dict[int, tuple[str, ...]]:
    """Return what is not taken back of each agreement, as columns of :func:`withdrawn`, by id."""
    rows = r.rows("SELECT id, withdrawn, calls_withdrawn FROM consent")
    return {int(row[0]): tuple(name for name, at in zip(_WITHDRAWN, row[1:], strict=True) if not at) for row in rows}


def restricted(r: Reader) -> dict[int, str]:
    """Return since when each frozen lead is, by id."""
    sql = "SELECT id, restricted_at FROM lead WHERE restricted_at IS NOT NULL"
    return {int(row[0]): str(row[1]) for row in r.rows(sql)}


def free(r: Reader) -> list[int]:
    """Return the leads neither frozen nor erased."""
    sql = "SELECT id FROM lead WHERE restricted_at IS NULL AND erased_at IS NULL"
    return [int(row[0]) for row in r.rows(sql)]


def first_moment(r: Reader) -> str | None:
    """Return the moment of the first journal row of a base."""
    row = r.row("SELECT at FROM journal ORDER BY id LIMIT 1")
    return str(row[0]) if row else None


def last_moment(r: Reader) -> str | None:
    """Return the moment of the last journal row of a base."""
    row = r.row("SELECT at FROM journal ORDER BY id DESC LIMIT 1")
    return str(row[0]) if row else None


def since(r: Reader, moment: str) -> Row:
    """Return (leads, calls, letters, agreements) made after a kept moment."""
    [row] = r.rows(
        """SELECT (SELECT count(DISTINCT o.lead_id) FROM origin o JOIN batch b ON b.id = o.batch_id WHERE b.at > ?1),
                  (SELECT count(*) FROM call WHERE started > ?1), (SELECT count(*) FROM notice WHERE at > ?1),
                  (SELECT count(*) FROM consent WHERE at > ?1)""",
        moment,
    )
    return row


def seats(r: Reader) -> int:
    """Return how many seats a base gave a number to."""
    row = r.row("SELECT secret FROM safe WHERE name = 'seat'")
    return int(row[0]) if row else 0


def keep_seats(w: Writer, count: int) -> None:
    """Go on numbering seats after ``count``: a window still open never shares its number with a new one."""
    w.rows("INSERT OR REPLACE INTO safe (name, secret) VALUES ('seat', ?) RETURNING name", str(count))
