"""Queries about the messages to recipients of a person's data, to send and sent (RGPD art. 19)."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several

_MESSAGE = """SELECT id, supplier_id, recipient, lead_id, hash, kind, facts, made, by, sent, proof, sha256
    FROM recipient_task"""


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


class MessageRow(NamedTuple):
    """A message as it is kept: :class:`core.model.request.RecipientMessage` is made of it. ``facts``: JSON."""

    id: int
    supplier_id: int | None
    recipient: str
    lead_id: int | None
    hash: str
    kind: str
    facts: str
    made: str
    by: str
    sent: str | None
    proof: str
    sha256: str


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


def to_send(r: Reader) -> list[MessageRow]:
    """Return the messages not sent yet, oldest first."""
    return r.named(MessageRow, f"{_MESSAGE} WHERE sent IS NULL ORDER BY made, id")


def sent(r: Reader, limit: int = 500) -> list[MessageRow]:
    """Return the messages sent, the last first."""
    return r.named(MessageRow, f"{_MESSAGE} WHERE sent IS NOT NULL ORDER BY sent DESC, id DESC LIMIT ?", limit)


def message(r: Reader, message_id: int) -> MessageRow | None:
    """Return one message, or None."""
    return r.first(MessageRow, f"{_MESSAGE} WHERE id = ?", message_id)


def messages_of_lead(r: Reader, lead_id: int) -> list[MessageRow]:
    """Return the messages about a lead, oldest first."""
    return r.named(MessageRow, f"{_MESSAGE} WHERE lead_id = ? ORDER BY id", lead_id)


def messages_of_kind(r: Reader, lead_id: int, kind: str) -> list[MessageRow]:
    """Return the messages of one kind about a lead, oldest first."""
    return r.named(MessageRow, f"{_MESSAGE} WHERE lead_id = ? AND kind = ? ORDER BY id", lead_id, kind)


def unsent_of_gesture(r: Reader, gesture: int) -> list[int]:
    """Return the messages one opposition made that are not sent."""
    return r.column(int, "SELECT id FROM recipient_task WHERE gesture = ? AND sent IS NULL", gesture)
