"""Queries about leads that may be one person: where to look for them, what is compared of each, what the user said of
a pair, what they share, and the joins that can be undone."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from core.base.records import Struct, field
from core.records.contact import Contact, Mark
from core.records.lead import Lead
from core.records.listing import Listing
from core.store.port import AMONG, Reader, hash_head, several


def neighbours(r: Reader, town_key: str, number: int, *, among: int) -> list[int]:
    """Return the leads of a town whose address begins with a house number, of the ``among`` newest ones."""
    sql = """SELECT l.id FROM (SELECT id FROM lead WHERE town_key = ? ORDER BY id DESC LIMIT ?) l
             WHERE EXISTS (SELECT 1 FROM contact c WHERE c.lead_id = l.id AND c.kind = 'address'
                           AND c.value LIKE ? AND substr(c.value, CAST(? AS INTEGER), 1) NOT BETWEEN '0' AND '9')
             ORDER BY l.id DESC"""
    return r.column(int, sql, town_key, among, f"{number}%", len(str(number)) + 1)


def towns(r: Reader, batch_id: int | None) -> list[str]:
    """Return the folded towns of the leads a batch made, of all leads for None."""
    where, values = _made_by(batch_id)
    return r.column(str, f"SELECT DISTINCT town_key FROM lead {where} ORDER BY town_key", *values)


def count_to_compare(r: Reader, batch_id: int | None) -> int:
    """Return how many leads a batch made, how many there are for None."""
    where, values = _made_by(batch_id)
    return r.value(int, f"SELECT count(*) FROM lead {where}", *values) or 0


def _made_by(batch_id: int | None) -> tuple[str, tuple[int, ...]]:
    """Return the condition that keeps the leads a batch made, all leads for None, and what it takes."""
    return ("", ()) if batch_id is None else ("WHERE batch_id = ?", (batch_id,))


def said_two(r: Reader, one: int | None, other: int) -> bool:
    """Tell whether a person said that two leads are two persons; never where one has no sheet."""
    sql = "SELECT EXISTS (SELECT 1 FROM alike WHERE lead_a = ? AND lead_b = ? AND apart_at IS NOT NULL)"
    return one is not None and bool(r.value(int, sql, min(one, other), max(one, other)))


def unsettled_of_batch(r: Reader, batch_id: int) -> int:
    """Return how many leads a batch made are of a pair found that nobody has settled."""
    sql = """SELECT count(*) FROM lead WHERE batch_id = ? AND id IN
        (SELECT lead_a FROM alike WHERE apart_at IS NULL UNION SELECT lead_b FROM alike WHERE apart_at IS NULL)"""
    return r.value(int, sql, batch_id) or 0


OWNED = (
    *("contact", "listing", "origin", "consent", "title", "call", "callback", "notice", "merging", "opposition"),
    *("joining", "request", "recipient_task", "near_apart", "stated", "milestone", "letter_choice", "reply"),
    "doubt_mark",
)
"""The tables whose rows belong to a lead by ``lead_id`` and follow it; marks and pairs are made anew."""


def rows_of_lead(r: Reader, table: str, lead_id: int) -> list[int]:
    """Return the ids of the rows of one of :data:`OWNED` that belong to a lead, oldest first."""
    if table not in OWNED:
        raise ValueError(table)
    return r.column(int, f"SELECT id FROM {table} WHERE lead_id = ? ORDER BY id", lead_id)


def still(r: Reader, table: str, ids: Sequence[int], lead_id: int) -> list[int]:
    """Return which of ``ids`` belong to a lead now."""
    if table not in OWNED:
        raise ValueError(table)
    sql = f"SELECT id FROM {table} WHERE lead_id = ? AND id {AMONG}"
    return r.column(int, sql, lead_id, several(ids))


class KnownPerson(Struct):
    """A lead with its contact points, by (kind, value), its marks (hash → kind) and its listings, newest first."""

    lead: Lead
    contacts: dict[tuple[str, str], Contact] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    listings: list[Listing] = field(default_factory=list)


def read(r: Reader, ids: Collection[int]) -> dict[int, KnownPerson]:
    """Return what the leads of ``ids`` hold."""
    if not ids:
        return {}
    found = {lead.id: KnownPerson(lead) for lead in r.of(Lead, id=ids)}
    for point in r.of(Contact, lead_id=ids):
        found[point.lead_id].contacts.setdefault((point.kind, point.value), point)
    for mark in r.of(Mark, lead_id=ids):
        found[mark.lead_id].marks[mark.hash] = mark.kind
    for listing in r.of(Listing, "-id", lead_id=ids):
        found[listing.lead_id].listings.append(listing)
    return found


COLUMNS = ("id", "kind", "hash", "supplier_id", "at", "by")


def weak(r: Reader, lead_ids: Sequence[int]) -> list[str]:
    """Return the keyed hashes that leads bear and that recognise nobody."""
    sql = f"""SELECT DISTINCT hash FROM mark WHERE kind IN ('number', 'mailbox', 'ad')
        AND lead_id {AMONG}"""
    return r.column(str, sql, several(lead_ids))


class SharedRefusal(NamedTuple):
    """A refusal in force of a value that a lead shares with others; ``owner``: the sheet it left, if any.
    ``asked``: it may be no refusal, and the gesture is the id of what is asked; ``shared``: it was known to be
    several persons' own before it was refused, and not since."""

    lead_id: int
    hash: str
    kind: str
    gesture: int
    at: str
    how: str
    owner: int | None
    asked: bool
    shared: bool = True


def refused(r: Reader, lead_ids: Sequence[int]) -> list[SharedRefusal]:
    """Return the refusals of a shared telephone or e-mail that each of these leads bears and did not refuse itself."""
    return r.named(
        SharedRefusal,
        f"""SELECT m.lead_id, m.hash, CASE m.kind WHEN 'number' THEN 'phone' ELSE 'email' END AS kind,
                  CASE o.root WHEN 0 THEN o.gesture ELSE o.root END AS gesture, o.at, o.how, o.lead_id AS owner,
                  0 AS asked, EXISTS (SELECT 1 FROM shared_value v WHERE v.hash = m.hash) AS shared
           FROM mark m JOIN opposition o ON o.hash = m.hash
           WHERE m.lead_id {AMONG} AND m.kind IN ('number', 'mailbox')
             AND o.lifted_at IS NULL AND o.lead_id IS DISTINCT FROM m.lead_id
             ORDER BY o.at""",
        several(lead_ids),
    )


def everyone_bearing(r: Reader, among: Sequence[str]) -> list[Mark]:
    """Return every lead that bears one of these keyed hashes, as a mark of somebody or of nobody."""
    known_texts = set(among)
    return [mark for mark in r.of(Mark, head=[hash_head(hashed) for hashed in among]) if mark.hash in known_texts]
