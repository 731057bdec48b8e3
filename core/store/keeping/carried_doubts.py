"""Queries for another base that must know what is asked about: the doubts of this one, and whom they hold."""

from typing import NamedTuple

from core.store.port import Reader


class OpenMark(NamedTuple):
    """A keyed hash whose bearer is held: its kind, the keyed hash of the words, since when; its signature where it
    finds the spellings near an address."""

    doubt_id: int
    hash: str
    kind: str
    text: str
    at: str
    signature: str


def open_marks(r: Reader) -> list[OpenMark]:
    """Return the keyed hashes whose bearers wait for an answer, oldest first."""
    return r.named(
        OpenMark,
        """SELECT DISTINCT k.doubt_id, k.hash, k.kind, d.text, d.at, k.signature
            FROM doubt_mark k JOIN doubt d ON d.id = k.doubt_id
            WHERE k.hash <> '' AND d.answer = '' ORDER BY k.doubt_id, k.id""",
    )
