"""Queries for a restoration: what the present base knows and the restored one must know too (refusals, withdrawn
agreements, frozen sheets, requests of persons and messages to recipients)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, Value, Writer, several


class RegisterEntry(NamedTuple):
    """An entry of the register, by the columns of its table."""

    id: int
    gesture: int
    hash: str
    kind: str
    how: str
    at: str
    by: str
    note: str
    lead_id: int | None
    supplier_id: int | None
    signature: str


class RequestRecord(NamedTuple):
    """A request, by the columns of its table, with the ``name`` of the sheet it is about."""

    id: int
    lead_id: int | None
    hash: str
    person: str
    kind: str
    received: str
    how: str
    identity: str
    due: str
    extended: str
    answered: str | None
    outcome: str
    answered_how: str
    answer: str
    note: str
    at: str
    by: str
    name: str

    def columns(self) -> dict[str, Value]:
        """Return its values by column."""
        return {column: value for column, value in self._asdict().items() if column != "name"}


class MessageRecord(NamedTuple):
    """A message to whoever was given data, by the columns of its table."""

    id: int
    supplier_id: int | None
    recipient: str
    lead_id: int | None
    hash: str
    kind: str
    gesture: int | None
    facts: str
    made: str
    by: str
    sent: str | None
    proof: str
    sha256: str

    def columns(self) -> dict[str, Value]:
        """Return its values by column."""
        return self._asdict()


class LetterRecord(NamedTuple):
    """A letter, by the columns of its table."""

    id: int
    lead_id: int
    listing_id: int | None
    reference: str
    versions: str
    sha256: str
    file: str
    day: str
    at: str
    by: str
    printed_at: str | None
    posted_at: str | None
    returned_at: str | None
    withdrawn_at: str | None
    consent_months: int
    unfinished: int
    withdrawn_why: str


class WrittenTo(NamedTuple):
    """What is no name of the person of a letter: days, and by which source they came."""

    id: int
    obtained: str
    notice_due: str
    notice_sent: str | None
    source: str
    erased_at: str | None


class TakenBack(NamedTuple):
    """An agreement: when it was taken back, whole, and for the telephone only; None: it was not."""

    id: int
    withdrawn: str | None
    calls_withdrawn: str | None


class Sealed(NamedTuple):
    """A row of the journal, by its number and its seal."""

    id: int
    hash: str


class Frozen(NamedTuple):
    """A lead whose data are frozen, since a moment."""

    id: int
    restricted_at: str


class GainedSince(NamedTuple):
    """What a base gained since a moment, and a copy of then would lose: of the ``letters``, those that never left, and
    those of persons who came since."""

    leads: int
    calls: int
    letters: int
    agreements: int


class HeldNow(NamedTuple):
    """What a base holds: leads not erased, refusals in force."""

    leads: int
    oppositions: int


class RankedEntry(NamedTuple):
    """An entry of the register and its rank in the order of recording."""

    id: int
    rank: int


def entries_in_force(r: Reader) -> list[RegisterEntry]:
    """Return every entry of the register in force, oldest first."""
    columns = ", ".join(RegisterEntry._fields)
    return r.named(RegisterEntry, f"SELECT {columns} FROM opposition WHERE lifted_at IS NULL ORDER BY id")


def request_records(r: Reader) -> list[RequestRecord]:
    """Return every request, oldest first."""
    return r.named(
        RequestRecord,
        """SELECT q.id, q.lead_id, q.hash, q.person, q.kind, q.received, q.how, q.identity, q.due, q.extended,
            q.answered, q.outcome, q.answered_how, q.answer, q.note, q.at, q.by, coalesce(l.name, '') AS name
           FROM request q LEFT JOIN lead l ON l.id = q.lead_id ORDER BY q.id""",
    )


def message_records(r: Reader) -> list[MessageRecord]:
    """Return every message to whoever was given data, oldest first."""
    return r.named(MessageRecord, f"SELECT {', '.join(MessageRecord._fields)} FROM recipient_task ORDER BY id")


def held_leads(r: Reader, ids: Sequence[int]) -> set[int]:
    """Return which of these leads the base holds."""
    return set(r.column(int, f"SELECT id FROM lead WHERE id {AMONG}", several(ids)))


def letters(r: Reader) -> list[LetterRecord]:
    """Return every letter, oldest first."""
    return r.named(LetterRecord, f"SELECT {', '.join(LetterRecord._fields)} FROM notice ORDER BY id")


def written_to(r: Reader, lead_id: int) -> WrittenTo | None:
    """Return what is kept of the person of a letter whose sheet is gone."""
    sql = "SELECT id, obtained, notice_due, notice_sent, source, erased_at FROM lead WHERE id = ?"
    return r.first(WrittenTo, sql, lead_id)


def held_letters(r: Reader, ids: Sequence[int]) -> set[int]:
    """Return which of these numbers of letters the base holds."""
    return set(r.column(int, f"SELECT id FROM notice WHERE id {AMONG}", several(ids)))


def opposition_ranks(r: Reader) -> dict[int, int]:
    """Return the rank of each entry of the register by id, lifted ones included."""
    return {one.id: one.rank for one in r.named(RankedEntry, "SELECT id, rank FROM opposition")}


def supplier_ids(r: Reader) -> set[int]:
    """Return the suppliers of a base."""
    return set(r.column(int, "SELECT id FROM supplier"))


def agreements_taken_back(r: Reader) -> list[TakenBack]:
    """Return the agreements taken back, whole or for the telephone only."""
    sql = "SELECT id, withdrawn, calls_withdrawn FROM consent WHERE coalesce(withdrawn, calls_withdrawn) IS NOT NULL"
    return r.named(TakenBack, sql)


def agreement_states(r: Reader) -> dict[int, TakenBack]:
    """Return how far each agreement is taken back, by id."""
    return {one.id: one for one in r.named(TakenBack, "SELECT id, withdrawn, calls_withdrawn FROM consent")}


def frozen(r: Reader) -> list[Frozen]:
    """Return the leads whose data are frozen."""
    return r.named(Frozen, "SELECT id, restricted_at FROM lead WHERE restricted_at IS NOT NULL")


def free(r: Reader) -> set[int]:
    """Return the leads neither frozen nor erased."""
    return set(r.column(int, "SELECT id FROM lead WHERE restricted_at IS NULL AND erased_at IS NULL"))


def shares_journal(r: Reader, seals: Mapping[int, str]) -> bool:
    """Tell whether a base has a row of its journal in common with another, given by number and seal."""
    numbers = several(seals)
    rows = r.named(Sealed, f"SELECT id, hash FROM journal WHERE id {AMONG}", numbers)
    return any(seals[row.id] == row.hash for row in rows)


def first_moment(r: Reader) -> str | None:
    """Return the moment of the first journal row of a base."""
    return r.value(str, "SELECT at FROM journal ORDER BY id LIMIT 1")


def last_moment(r: Reader) -> str | None:
    """Return the moment of the last journal row of a base."""
    return r.value(str, "SELECT at FROM journal ORDER BY id DESC LIMIT 1")


def gained_since(r: Reader, moment: str) -> GainedSince:
    """Return what a base gained after a kept moment."""
    [found] = r.named(
        GainedSince,
        """SELECT (SELECT count(DISTINCT o.lead_id) FROM origin o JOIN batch b ON b.id = o.batch_id
                      WHERE b.at > ?) AS leads,
                  (SELECT count(*) FROM call WHERE started > ?) AS calls,
                  (SELECT count(*) FROM notice n WHERE at > ? AND unfinished = 0
                      AND (coalesce(printed_at, posted_at) IS NULL OR NOT EXISTS (
                          SELECT 1 FROM origin o JOIN batch b ON b.id = o.batch_id
                          WHERE o.lead_id = n.lead_id AND b.at <= ?))) AS letters,
                  (SELECT count(*) FROM consent WHERE at > ?) AS agreements""",
        *(moment,) * 5,
    )
    return found


def held_now(r: Reader) -> HeldNow:
    """Return what a base holds."""
    [found] = r.named(
        HeldNow,
        """SELECT (SELECT count(*) FROM lead WHERE erased_at IS NULL) AS leads,
                  (SELECT count(DISTINCT gesture) FROM opposition
                   WHERE lifted_at IS NULL AND kind <> 'near') AS oppositions""",
    )
    return found


def seats(r: Reader) -> int:
    """Return how many seats a base gave a number to."""
    return int(r.value(str, "SELECT secret FROM safe WHERE name = 'seat'") or 0)


def keep_seats(w: Writer, count: int) -> None:
    """Go on numbering seats after ``count``: a window still open never shares its number with a new one."""
    w.upsert("safe", ("name", "secret"), [("seat", str(count))])
