"""Checks that a join opens no channel that a refusal, a withdrawal or a limit closed on one of the two leads.

Something missing is different: an address, a contract or a proof on one sheet may complete the other, since they are
the same person.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from core.actions.common.judging import Law, facts
from core.actions.common.people import email_hash, phone_hash
from core.base.records import Struct
from core.model.channel import Channel, ContactKind
from core.model.verdict import Verdict
from core.records.contact import Contact
from core.rules.channels import judge
from core.store.port import Reader
from core.words.verdicts import sentence

CLOSURES = frozenset(
    {
        *("OPPOSED_PERSON", "OPPOSED_NUMBER", "OPPOSED_EMAIL", "OPPOSED_ADDRESS", "OPPOSED_IN_AD"),
        *("OPPOSED_BY_SUPPLIER", "RESTRICTED", "STOP_ASKED", "CONSENT_WITHDRAWN", "ELECTRONIC_ENDED", "FREQUENCY"),
        *("RETENTION_OVER", "LETTER_RETURNED", "REMINDER_SPENT", "NOTICE_OVERDUE", "REFUSAL_IN_DOUBT"),
    }
)
"""Reasons that close a way for what the person said, or for what was done already."""
_OF_THE_HOUR = frozenset(
    {
        *("HOURS_OUTSIDE", "HOURS_WEEKEND", "HOURS_HOLIDAY", "HOURS_LOCAL_HOLIDAY", "HOURS_VAGUE_AGREEMENT"),
        *("CONSENT_SLOT", "REMINDER_EARLY", "FREQUENCY"),
    }
)
"""Reasons that pass by themselves."""


class ClosedChannel(Struct, frozen=True):
    """A channel closed on a lead: the channel, the keyed hash of the number or e-mail (empty for an address), the
    reasons, and the strongest one in words."""

    channel: Channel
    key: str
    codes: frozenset[str]
    said: str


def closed(r: Reader, lead_id: int, law: Law, *, at: datetime) -> list[ClosedChannel]:
    """Return what a refusal, a withdrawal or a limit closes on a lead at ``at`` (aware)."""
    known = facts(r, [lead_id], law)[lead_id]
    channels = []
    for channel, key in _ways(r, lead_id):
        verdict = judge(channel, known, at, law.books, key=key)
        codes = _blocking(verdict) & CLOSURES
        if codes:
            words = next(sentence(reason) for reason in verdict.reasons if reason.code in codes)
            channels.append(ClosedChannel(channel, key, codes, words))
    return channels


def opens(r: Reader, lead_id: int, law: Law, before: Sequence[ClosedChannel], *, at: datetime) -> str:
    """Return in words why something was closed before, when it would now be open on ``lead_id``, at this hour or
    another; empty when all of it stays closed."""
    known = facts(r, [lead_id], law)[lead_id]
    for channel in before:
        blocking = _blocking(judge(channel.channel, known, at, law.books, key=channel.key))
        if not blocking - (_OF_THE_HOUR - channel.codes):
            return channel.said
    return ""


def _blocking(verdict: Verdict) -> frozenset[str]:
    return frozenset(reason.code for reason in verdict.reasons if reason.blocks)


def _ways(r: Reader, lead_id: int) -> Iterator[tuple[Channel, str]]:
    for contact in r.of(Contact, lead_id=lead_id):
        key = ""
        if contact.kind != "address":
            key = phone_hash(r, contact.value) if contact.kind == "phone" else email_hash(r, contact.value)
        for channel in ContactKind(contact.kind).channels:
            yield channel, key
