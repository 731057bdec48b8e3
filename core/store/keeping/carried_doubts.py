"""Queries for another base that must know what is asked about: the doubts of this one, and whom they hold."""

from typing import NamedTuple

from core.store.port import Reader


class DoubtRecord(NamedTuple):
    """What is or was asked about, by the columns of its table."""

    id: int
    text: str
    quote: str
    way: str
    at: str
    by: str
    answer: str
    answered_at: str | None
    answered_by: str
    gesture: int


class HeldRecord(NamedTuple):
    """Whom a doubt holds, by the columns of its table: whoever bears a keyed hash, or a lead."""

    id: int
    doubt_id: int
    hash: str
    kind: str
    lead_id: int | None
    signature: str


class OpenMark(NamedTuple):
    """A keyed hash whose bearer is held: its kind, the keyed hash of the words, since when; its signature where it
    finds the spellings near an address."""

    doubt_id: int
    hash: str
    kind: str
    text: str
    at: str
    signature: str


def doubt_records(r: Reader) -> list[DoubtRecord]:
    """Return all that is or was asked about, oldest first."""
    return r.named(DoubtRecord, f"SELECT {', '.join(DoubtRecord._fields)} FROM doubt ORDER BY id")


def held_records(r: Reader) -> list[HeldRecord]:
    """Return whom every doubt holds."""
    return r.named(HeldRecord, f"SELECT {', '.join(HeldRecord._fields)} FROM doubt_mark ORDER BY id")


def open_marks(r: Reader) -> list[OpenMark]:
    """Return the keyed hashes whose bearers wait for an answer, oldest first."""
    return r.named(
        OpenMark,
        """SELECT DISTINCT k.doubt_id, k.hash, k.kind, d.text, d.at, k.signature
            FROM doubt_mark k JOIN doubt d ON d.id = k.doubt_id
            WHERE k.hash <> '' AND d.answer = '' ORDER BY k.doubt_id, k.id""",
    )
