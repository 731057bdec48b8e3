"""Queries about the opposition register and the agreements, by keyed hash and never by name: refusals, those of one
way of being reached, and the messages to recipients of a person's data (RGPD art. 19)."""

from collections.abc import Sequence
from typing import NamedTuple

from core.model.opposing import RefusalSource
from core.records.opposition import Opposition
from core.store.leads import Refusal
from core.store.port import AMONG, Reader, Value, several


class LastRefusal(NamedTuple):
    """The last refusal of one keyed hash: its moment and its rank in the order of recording (0: unknown)."""

    hash: str
    at: str
    rank: int


class RefusalSummary(NamedTuple):
    """A refusal as it was said or read, once for all its entries. ``entries``: how many; ``hash``: the first one;
    ``name``: of the lead, empty when there is none; ``lifted_at``, ``lifted_why``: of the first entry lifted;
    ``place``, ``line``, ``file``: where it was read."""

    gesture: int
    at: str
    how: str
    by: str
    entries: int
    hash: str
    name: str
    lead_id: int | None
    lifted_at: str | None
    lifted_why: str
    author: str
    place: str
    line: int
    file: str


class LeadGesture(NamedTuple):
    """A refusal of a lead, as it was said or read (``place``, ``line``, ``file``: where), and how it ended."""

    gesture: int
    at: str
    how: str
    by: str
    note: str
    lifted_at: str | None
    lifted_why: str
    author: str
    place: str
    line: int
    file: str
    lifted_by: str
    lifted_note: str


class EntryInFull(NamedTuple):
    """An entry of the register. ``supplier``: whose list it came from, empty for none; ``words``, ``place``, ``line``,
    ``file``: what was read, and where."""

    id: int
    hash: str
    kind: str
    how: str
    at: str
    lifted_at: str | None
    lifted_why: str
    supplier: str
    gesture: int
    signature: str
    author: str
    words: str
    place: str
    line: int
    file: str
    lifted_by: str
    lifted_note: str


class NearEntry(NamedTuple):
    """What a refused address left to be found by a spelling near it: its block, the hashes of its words, its gesture,
    when and how it was said, and the sheet it left, if any. ``asked``: it may be no refusal, and the gesture is the
    id of what is asked."""

    hash: str
    signature: str
    gesture: int
    at: str
    how: str
    lead_id: int | None
    asked: bool


class KnownMoment(NamedTuple):
    """A refusal that the register has: its keyed hash, its signature if it finds spellings near it, and its moment."""

    hash: str
    signature: str
    at: str


class GestureOfLead(NamedTuple):
    """The last refusal in force of a lead, or of one of its contact points."""

    lead_id: int
    gesture: int
    how: str
    at: str
    by: str
    supplier_id: int | None


class RefusalNoted(NamedTuple):
    """A refusal of a lead as it was noted: ``by``, ``at``, ``row_id``: of the journal; ``agent``: who follows the
    lead."""

    lead_id: int
    name: str
    agent: str
    by: str
    at: str
    row_id: int


def last_row(r: Reader) -> int:
    """Return the number of the last row of the journal."""
    return r.value(int, "SELECT rows FROM journal_head") or 0


def noted_since(r: Reader, row: int) -> list[RefusalNoted]:
    """Return the refusals in force of leads that were noted after a row of the journal, in their order."""
    return r.named(
        RefusalNoted,
        """SELECT DISTINCT l.id AS lead_id, l.name, coalesce(a.name, '') AS agent, j.by, j.at, j.id AS row_id
           FROM opposition o JOIN journal j ON j.id = o.rank JOIN lead l ON l.id = o.lead_id
           LEFT JOIN agent a ON a.id = l.agent_id
           WHERE o.rank > ? AND o.lifted_at IS NULL AND l.opposed_at IS NOT NULL ORDER BY j.id""",
        row,
    )


_REFUSAL = "at, how, rank, CASE root WHEN 0 THEN gesture ELSE root END AS gesture, line, author"
"""A :class:`core.store.leads.Refusal`, of an entry."""


def opposed(r: Reader, hashes: Sequence[str]) -> dict[str, Refusal]:
    """Return the oldest refusal in force for each keyed hash that is in the register."""
    rows = r.of(Opposition, "-at, -id", hash=hashes, lifted_at=None)
    return {row.hash: Refusal(row.at, row.how, row.rank, row.root or row.gesture, row.line, row.author) for row in rows}


def traced(r: Reader, hashes: Sequence[str], refusal: Refusal) -> Refusal:
    """Return a refusal known by its moment, with the act that first said it: what a person said comes before what was
    read at the same moment."""
    sql = f"""SELECT {_REFUSAL} FROM opposition
             WHERE lifted_at IS NULL AND at = ? AND hash {AMONG} ORDER BY author DESC, id LIMIT 1"""
    source = None if refusal.gesture else r.first(Refusal, sql, refusal.at, several(hashes))
    return refusal._replace(gesture=source.gesture, line=source.line, author=source.author) if source else refusal


def refusal_sources(r: Reader, gesture: int, line: int) -> list[RefusalSource]:
    """Return where the refusal of a gesture comes from, of the row ``line`` of a list; one at most."""
    return r.named(
        RefusalSource,
        """SELECT o.gesture, o.line, o.at, o.how, o.by, o.author, o.note AS words, o.place, o.batch_id,
               coalesce(b.name, '') AS file, coalesce(s.name, '') AS supplier, o.text, o.lead_id, o.lifted_at,
               o.lifted_why, o.lifted_by, o.lifted_note
           FROM opposition o LEFT JOIN batch b ON b.id = o.batch_id
               LEFT JOIN supplier s ON s.id = coalesce(o.supplier_id, b.supplier_id)
           WHERE o.gesture = ? AND o.line = ? AND o.kind <> 'near'
           ORDER BY CASE o.note WHEN '' THEN 1 ELSE 0 END, o.id LIMIT 1""",
        gesture,
        line,
    )


def gestures_extending(r: Reader, gesture: int) -> list[int]:
    """Return the gestures whose entries only extend the refusal of another, lifted or not, oldest first."""
    sql = "SELECT DISTINCT gesture FROM opposition WHERE root = ? AND root <> 0 ORDER BY gesture"  # As its index says.
    return r.column(int, sql, gesture)


def gestures_read(r: Reader, batch_id: int) -> list[int]:
    """Return the gestures in force by which the program read the refusals of a batch, oldest first."""
    sql = """SELECT DISTINCT gesture FROM opposition
             WHERE batch_id = ? AND author = 'read' AND root = 0 AND lifted_at IS NULL ORDER BY gesture"""
    return r.column(int, sql, batch_id)


def is_mistaken(r: Reader, hashes: Sequence[str], text: str) -> bool:
    """Tell whether words (``text``: their keyed hash) were read wrong of whoever bears one of these keyed hashes."""
    sql = f"""SELECT 1 FROM opposition WHERE lifted_why = 'mistake' AND text = ? AND hash {AMONG} LIMIT 1"""
    return r.value(int, sql, text, several(hashes)) is not None


def recorded_at(r: Reader, ids: Sequence[int]) -> set[str]:
    """Return the kept moments of the transactions that wrote entries of the register one by one."""
    sql = f"""SELECT DISTINCT j.at FROM journal_value v JOIN journal j ON j.id = v.journal_id
             WHERE v."table" = 'opposition' AND v.before IS NULL AND v.row_id {AMONG}"""
    return set(r.column(str, sql, several(ids)))


def said(r: Reader, hashes: Sequence[str]) -> set[str]:
    """Return which keyed hashes have a refusal in force that a person said."""
    sql = f"SELECT DISTINCT hash FROM opposition WHERE lifted_at IS NULL AND author = 'said' AND hash {AMONG}"
    return set(r.column(str, sql, several(hashes)))


def said_or_read(r: Reader, hashes: Sequence[str], text: str) -> set[str]:
    """Return which keyed hashes have a refusal in force that a person said, or that was read in the same words
    (``text``: their keyed hash)."""
    sql = f"""SELECT DISTINCT hash FROM opposition
             WHERE lifted_at IS NULL AND (author = 'said' OR text = ?) AND hash {AMONG}"""
    return set(r.column(str, sql, text, several(hashes)))


def refused_by_others(r: Reader, hashed: str, lead_id: int) -> bool:
    """Tell whether a keyed hash has a refusal in force that this lead did not leave."""
    sql = "SELECT EXISTS (SELECT 1 FROM opposition WHERE hash = ? AND lifted_at IS NULL AND lead_id IS DISTINCT FROM ?)"
    return bool(r.value(int, sql, hashed, lead_id))


def lasting(r: Reader, hashes: Sequence[str]) -> dict[str, LastRefusal]:
    """Return the last refusal in force for each keyed hash; what a join that can still be taken back lent to the other
    sheet is left out."""
    sql = f"""SELECT hash, max(o.at) AS at, max(o.rank) AS rank FROM opposition o WHERE lifted_at IS NULL
             AND hash {AMONG}
             AND gesture NOT IN (SELECT CAST(json_extract(changes, '$.gesture') AS BIGINT) FROM joining
                                 WHERE CAST(json_extract(changes, '$.gesture') AS BIGINT) IS NOT NULL) GROUP BY hash"""
    return {refusal.hash: refusal for refusal in r.named(LastRefusal, sql, several(hashes))}


def surely_said(r: Reader, hashes: Sequence[str], how: str, before: str) -> set[str]:
    """Return which keyed hashes have a refusal in force that came this way, or before a kept moment."""
    sql = f"""SELECT DISTINCT hash FROM opposition WHERE lifted_at IS NULL AND (how = ? OR at < ?)
             AND hash {AMONG}"""
    return set(r.column(str, sql, how, before, several(hashes)))


def said_since(r: Reader, hashes: Sequence[str], moment: str) -> Refusal | None:
    """Return the first refusal in force said after ``moment`` for one of these keyed hashes."""
    sql = f"""SELECT {_REFUSAL} FROM opposition WHERE lifted_at IS NULL AND at > ?
             AND hash {AMONG} ORDER BY at, id LIMIT 1"""
    return r.first(Refusal, sql, moment, several(hashes))


def near(r: Reader, blocks: Sequence[str]) -> dict[str, list[NearEntry]]:
    """Return the entries in force of these blocks, by block, oldest first; each under the gesture that it extends."""
    sql = f"""SELECT hash, signature, CASE root WHEN 0 THEN gesture ELSE root END AS gesture, at, how, lead_id,
             0 AS asked FROM opposition WHERE hash {AMONG} AND kind = 'near' AND lifted_at IS NULL ORDER BY at, id"""
    found: dict[str, list[NearEntry]] = {}
    for entry in r.named(NearEntry, sql, several(blocks)):
        found.setdefault(entry.hash, []).append(entry)
    return found


def moments(r: Reader, hashes: Sequence[str], *, lifted: bool = False) -> set[KnownMoment]:
    """Return what the register has of these keyed hashes, with those it ``lifted`` or without."""
    sql = f"""SELECT hash, signature, at FROM opposition
             WHERE hash {AMONG} AND (lifted_at IS NULL OR ? = 1)"""
    return set(r.named(KnownMoment, sql, several(hashes), int(lifted)))


def opposed_at_an_address(r: Reader) -> list[int]:
    """Return the opposed leads whose address is still known, oldest first."""
    return r.column(
        int,
        """SELECT id FROM lead l WHERE opposed_at IS NOT NULL AND erased_at IS NULL
             AND EXISTS (SELECT 1 FROM contact c WHERE c.lead_id = l.id AND c.kind = 'address') ORDER BY id""",
    )


def named_at_an_address(r: Reader) -> list[int]:
    """Return the leads whose first name is told beside their surname, and whose address is known, oldest first."""
    return r.column(
        int,
        """SELECT id FROM lead l WHERE last_name <> '' AND first_name <> '' AND erased_at IS NULL
             AND EXISTS (SELECT 1 FROM contact c WHERE c.lead_id = l.id AND c.kind = 'address') ORDER BY id""",
    )


def gestures_of(r: Reader, lead_ids: Sequence[int]) -> list[GestureOfLead]:
    """Return the last refusal in force of each of these leads."""
    sql = f"""SELECT m.lead_id, o.gesture, o.how, o.at, o.by, o.supplier_id
             FROM mark m JOIN opposition o ON o.hash = m.hash
             WHERE m.lead_id {AMONG} AND o.lifted_at IS NULL AND o.kind <> 'near'
             ORDER BY m.lead_id, o.gesture, o.id DESC"""
    return list({row.lead_id: row for row in r.named(GestureOfLead, sql, several(lead_ids))}.values())


def entries(r: Reader, limit: int = 500) -> list[RefusalSummary]:
    """Return the refusals, newest first, one row a gesture."""
    return r.named(
        RefusalSummary,
        """SELECT g.gesture, g.at, o.how, o.by, g.entries, g.hash, coalesce(l.name, '') AS name, o.lead_id, g.lifted_at,
               o.lifted_why, o.author, o.place, o.line, coalesce(b.name, '') AS file
           FROM (SELECT gesture, min(id) AS first_id, min(at) AS at, count(*) AS entries, min(hash) AS hash,
                     min(lifted_at) AS lifted_at FROM opposition WHERE kind <> 'near'
                 GROUP BY gesture ORDER BY gesture DESC LIMIT ?) g
           JOIN opposition o ON o.id = g.first_id LEFT JOIN lead l ON l.id = o.lead_id
               LEFT JOIN batch b ON b.id = o.batch_id ORDER BY g.gesture DESC""",
        limit,
    )


def count_gestures(r: Reader) -> int:
    """Return how many gestures of opposition are in force."""
    return r.value(int, "SELECT count(DISTINCT gesture) FROM opposition WHERE lifted_at IS NULL") or 0


def refusals_of_lead(r: Reader, lead_id: int) -> list[LeadGesture]:
    """Return the refusals of this lead, one row a gesture, oldest first."""
    return r.named(
        LeadGesture,
        """SELECT o.gesture, min(o.at) AS at, min(o.how) AS how, min(o.by) AS by, max(o.note) AS note,
               max(o.lifted_at) AS lifted_at, max(o.lifted_why) AS lifted_why, max(o.author) AS author,
               max(o.place) AS place, max(o.line) AS line, coalesce(max(b.name), '') AS file,
               max(o.lifted_by) AS lifted_by, max(o.lifted_note) AS lifted_note
           FROM opposition o LEFT JOIN batch b ON b.id = o.batch_id
           WHERE o.lead_id = ? GROUP BY o.gesture ORDER BY o.gesture""",
        lead_id,
    )


def after(r: Reader, last: int, limit: int) -> list[EntryInFull]:
    """Return the next entries of the register, in the order they came, after the one of id ``last``."""
    return r.named(
        EntryInFull,
        """SELECT o.id, o.hash, o.kind, o.how, o.at, o.lifted_at, o.lifted_why, coalesce(s.name, '') AS supplier,
               o.gesture, o.signature, o.author, o.note AS words, o.place, o.line, coalesce(b.name, '') AS file,
               o.lifted_by, o.lifted_note
           FROM opposition o LEFT JOIN supplier s ON s.id = o.supplier_id
               LEFT JOIN batch b ON b.id = o.batch_id WHERE o.id > ? ORDER BY o.id LIMIT ?""",
        last,
        limit,
    )


WAYS = ("email", "sms", "call", "letter")
"""The ways of being reached that may be refused alone: the end of the hash of their entries."""


class WayClosed(NamedTuple):
    """A refusal of one way, of a lead (0: of a hash). ``kind``: no_email, no_sms, no_call, no_letter; ``rank``: in the
    order of recording."""

    lead_id: int
    kind: str
    how: str
    at: str
    rank: int


def ways_closed(r: Reader, ids: Sequence[int]) -> list[WayClosed]:
    """Return the ways refused by these leads, oldest first; each mark of theirs may say it again."""
    held = ", ".join(f"m.hash || ':{way}'" for way in WAYS)
    return r.named(
        WayClosed,
        f"""SELECT DISTINCT m.lead_id, o.kind, o.how, o.at, o.rank
            FROM mark m JOIN opposition o ON o.hash IN ({held})
            WHERE m.lead_id {AMONG} AND o.lifted_at IS NULL ORDER BY o.at""",
        several(ids),
    )


def ways_closed_of(r: Reader, hashes: Sequence[str]) -> list[WayClosed]:
    """Return the ways refused by whoever bears one of these keyed hashes, oldest first."""
    held = [f"{hashed}:{way}" for hashed in hashes for way in WAYS]
    return r.named(
        WayClosed,
        f"""SELECT DISTINCT 0 AS lead_id, kind, how, at, rank FROM opposition
            WHERE hash {AMONG} AND lifted_at IS NULL ORDER BY at""",
        several(held),
    )


class EntryBeside(NamedTuple):
    """An entry in force of a gesture that refused a keyed hash: what one person left in the register."""

    gesture: int
    how: str
    hash: str
    kind: str
    signature: str


MOST = 200
"""Entries that one person may leave in the register by one gesture; who owns ten houses leaves some hundred."""
_BESIDE = """WITH refusing AS (SELECT *, how = 'list' OR (SELECT count(*) FROM
        (SELECT 1 FROM opposition WHERE gesture = p.gesture LIMIT ?)) >= ? AS of_many
      FROM opposition p WHERE hash = ? AND lifted_at IS NULL)
    SELECT o.gesture, o.how, o.hash, o.kind, o.signature FROM refusing p JOIN opposition o ON o.gesture = p.gesture
      WHERE NOT p.of_many AND o.lifted_at IS NULL
    UNION ALL SELECT gesture, 'list', hash, kind, signature FROM refusing WHERE of_many"""


def beside(r: Reader, hashed: str, most: int) -> list[EntryBeside]:
    """Return what each gesture in force that refused a keyed hash left in the register; of a list, one entry says that
    it is one, and so of a gesture that left more than ``most``: the agency's own book, noted at once, is a list
    whatever it says of itself."""
    return r.named(EntryBeside, _BESIDE, most + 1, most + 1, hashed)


class Mailbox(NamedTuple):
    """An e-mail of a lead, as written."""

    lead_id: int
    value: str


def of_many_ways(r: Reader) -> list[Mailbox]:
    """Return the e-mails whose mailbox may be written in several ways, by lead."""
    sql = """SELECT lead_id, value FROM contact WHERE kind = 'email'
             AND (value LIKE '%@gmail.com' OR value LIKE '%@googlemail.com' OR value LIKE '%+%' OR value LIKE '%@www.%')
             ORDER BY lead_id, id"""
    return r.named(Mailbox, sql)


def refusals(r: Reader, hashed: str) -> list[dict[str, Value]]:
    """Return the entries in force of one keyed hash, ready to be kept under another."""
    sql = """SELECT gesture, kind, how, at, by, note, lead_id, supplier_id, rank, author, batch_id, line, place, text,
                 root FROM opposition WHERE hash = ? AND lifted_at IS NULL AND kind <> 'near'"""
    return r.records(sql, hashed)


class DeliveredRow(NamedTuple):
    """A row that a supplier delivered about a lead. ``batch``: name of the file, empty when unknown; ``obtained``: the
    day the agency got it."""

    lead_id: int
    supplier_id: int
    supplier: str
    site: str
    reference: str
    batch: str
    line: int
    obtained: str


class HandedLetter(NamedTuple):
    """A letter handed to a posting service: whose, its reference, the service and the kept moment."""

    lead_id: int
    reference: str
    service: str
    at: str


def handed_letters(r: Reader, lead_ids: Sequence[int]) -> list[HandedLetter]:
    """Return the letters to these leads that were handed to a posting service, oldest first."""
    return r.named(
        HandedLetter,
        f"""SELECT n.lead_id, n.reference, h.service, h.at FROM hand_over h JOIN notice n ON n.id = h.notice_id
           WHERE n.lead_id {AMONG} ORDER BY h.id""",
        several(lead_ids),
    )


def delivered_rows(r: Reader, lead_ids: Sequence[int]) -> list[DeliveredRow]:
    """Return every row a supplier delivered about these leads, the newest first."""
    return r.named(
        DeliveredRow,
        f"""SELECT o.lead_id, s.id AS supplier_id, s.name AS supplier, o.site, o.reference,
                  coalesce(b.name, '') AS batch, o.line, o.obtained
           FROM origin o JOIN supplier s ON s.id = o.supplier_id LEFT JOIN batch b ON b.id = o.batch_id
           WHERE o.lead_id {AMONG} ORDER BY o.id DESC""",
        several(lead_ids),
    )
