"""Queries about agreements and other titles in full: how each was given, its proof, and the words agreed to."""

import json
from datetime import datetime
from typing import NamedTuple

from core.model.consent import Slot
from core.records.call import Call, OralNotice
from core.store.port import Reader

_AGREEMENT = """SELECT c.id, c.lead_id, c.channels, c.hash, c.collected, c.until, c.wording, c.object, c.way, c.place,
    c.collector, c.slots, c.exact, c.missing, c.agency, c.mentions, c.text_sha256, c.withdrawn, c.calls_withdrawn,
    c.withdrawn_how, c.proof_id, coalesce(p.name, '') AS proof_name, coalesce(p.sha256, '') AS proof_sha256, c.at, c.by,
    c.copied_at
    FROM consent c LEFT JOIN proof p ON p.id = c.proof_id"""


class RecordedAgreement(NamedTuple):
    """One agreement, whole. ``hash``: of the number on the coupon; ``mentions``: the five of R223-1 are proven;
    ``text_sha256``: of the words agreed to; ``withdrawn``: taken back whole, ``calls_withdrawn`` for the telephone
    only; ``copied_at``: when the copy of the proof was last handed over."""

    id: int
    lead_id: int
    channels: str
    hash: str
    collected: str
    until: str | None
    wording: str
    object: str
    way: str
    place: str
    collector: str
    slots: str
    exact: str
    missing: str
    agency: str
    mentions: bool
    text_sha256: str
    withdrawn: str | None
    calls_withdrawn: str | None
    withdrawn_how: str
    proof_id: int | None
    proof_name: str
    proof_sha256: str
    at: str
    by: str
    copied_at: str | None

    @property
    def means(self) -> tuple[str, ...]:
        """The channels agreed to."""
        return tuple(self.channels.split(","))

    @property
    def hours(self) -> tuple[Slot, ...]:
        """The hours agreed to; empty: all lawful ones."""
        return tuple((day, start, end) for day, start, end in json.loads(self.slots))

    @property
    def off_hours(self) -> tuple[datetime, ...]:
        """The appointments off hours, in the person's time, without a zone."""
        return tuple(map(datetime.fromisoformat, json.loads(self.exact)))

    @property
    def lacks(self) -> tuple[str, ...]:
        """What its paper lacks, of :class:`core.model.consent.ConsentGap`."""
        return tuple(json.loads(self.missing))


def agreement(r: Reader, consent_id: int) -> RecordedAgreement | None:
    """Return one agreement."""
    return r.first(RecordedAgreement, f"{_AGREEMENT} WHERE c.id = ?", consent_id)


def agreements_of_lead(r: Reader, lead_id: int) -> list[RecordedAgreement]:
    """Return the agreements of a lead, newest first."""
    return r.named(RecordedAgreement, f"{_AGREEMENT} WHERE c.lead_id = ? ORDER BY c.collected DESC, c.id DESC", lead_id)


def spoken_to(r: Reader, lead_id: int) -> list[OralNotice]:
    """Return the information told to a lead, oldest first."""
    return r.of(OralNotice, "at", call_id=[call.id for call in r.of(Call, lead_id=lead_id)])
