"""Queries about agreements and other titles in full: how each was given, its proof, and the words agreed to."""

import json
from datetime import datetime
from typing import NamedTuple

from core.model.consent import Slot
from core.store.port import Reader

_AGREEMENT = """SELECT c.id, c.lead_id, c.channels, c.hash, c.collected, c.until, c.wording, c.object, c.way, c.place,
    c.collector, c.slots, c.exact, c.missing, c.agency, c.mentions, c.text_sha256, c.withdrawn, c.calls_withdrawn,
    c.withdrawn_how, c.proof_id, coalesce(p.name, '') AS proof_name, coalesce(p.sha256, '') AS proof_sha256, c.at, c.by,
    c.copied_at
    FROM consent c LEFT JOIN proof p ON p.id = c.proof_id"""

_TITLE = """SELECT t.id, t.lead_id, t.kind, t.number, t.object, t.how, t.starts, t.ends, t.answered, t.asker,
    t.closed_at, t.proof_id, t.at, t.by, t.written FROM title t"""

_WORDING = "SELECT version, sha256, text, at FROM wording"

_SPOKEN = "SELECT o.id, o.version, o.points, o.complete, o.at, o.by FROM oral_notice o"


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


class RecordedTitle(NamedTuple):
    """A contract (``number``, ``starts`` and ``ends``), a request (``how`` and the moment it ``starts``, ``asker`` when
    another than the person of the sheet) or a professional (``number``: SIREN, ``how``: company). ``written``: what is
    to be answered in writing, « estimate » or « form »; such a request opens no call."""

    id: int
    lead_id: int
    kind: str
    number: str
    object: str
    how: str
    starts: str | None
    ends: str | None
    answered: str | None
    asker: str
    closed_at: str | None
    proof_id: int | None
    at: str
    by: str
    written: str


class PrintedWording(NamedTuple):
    """The words of a form, as printed for the first time."""

    version: str
    sha256: str
    text: str
    at: str


class OralNotice(NamedTuple):
    """The information said during a call. ``complete``: none of the first layer was left out."""

    id: int
    version: str
    points: str
    complete: bool
    at: str
    by: str

    @property
    def said(self) -> tuple[str, ...]:
        """The points of the script that were said."""
        return tuple(filter(None, self.points.split(",")))


def agreement(r: Reader, consent_id: int) -> RecordedAgreement | None:
    """Return one agreement."""
    return r.first(RecordedAgreement, f"{_AGREEMENT} WHERE c.id = ?", consent_id)


def agreements_of_lead(r: Reader, lead_id: int) -> list[RecordedAgreement]:
    """Return the agreements of a lead, newest first."""
    return r.named(RecordedAgreement, f"{_AGREEMENT} WHERE c.lead_id = ? ORDER BY c.collected DESC, c.id DESC", lead_id)


def title(r: Reader, title_id: int) -> RecordedTitle | None:
    """Return one title besides an agreement."""
    return r.first(RecordedTitle, f"{_TITLE} WHERE t.id = ?", title_id)


def titles_of_lead(r: Reader, lead_id: int) -> list[RecordedTitle]:
    """Return the other titles of a lead, newest first."""
    return r.named(RecordedTitle, f"{_TITLE} WHERE t.lead_id = ? ORDER BY t.id DESC", lead_id)


def wording(r: Reader, sha256: str) -> PrintedWording | None:
    """Return the words printed with this hash."""
    return r.first(PrintedWording, f"{_WORDING} WHERE sha256 = ?", sha256)


def wordings_of_version(r: Reader, version: str) -> list[PrintedWording]:
    """Return the words printed under a version, newest first."""
    return r.named(PrintedWording, f"{_WORDING} WHERE version = ? ORDER BY id DESC", version)


def every_wording(r: Reader) -> list[PrintedWording]:
    """Return every wording that was printed for an agreement, oldest first."""
    return r.named(PrintedWording, f"{_WORDING} ORDER BY id")


def spoken_in_call(r: Reader, call_id: int) -> OralNotice | None:
    """Return the information told during a call."""
    return r.first(OralNotice, f"{_SPOKEN} WHERE o.call_id = ?", call_id)


def spoken_to(r: Reader, lead_id: int) -> list[OralNotice]:
    """Return the information told to a lead, oldest first."""
    return r.named(OralNotice, f"{_SPOKEN} JOIN call c ON c.id = o.call_id WHERE c.lead_id = ? ORDER BY o.at", lead_id)
