"""Agreements to be contacted: each row as its table has it."""

import json
from datetime import datetime
from typing import NamedTuple


class Consent(NamedTuple):
    """``channels``: names parted by commas; ``hash``: of the number on the coupon, empty when none is; ``until``: the
    last day written on it; ``slots``, ``exact``, ``missing``: JSON; ``mentions``: the five of R223-1 are proven;
    ``text_sha256``: of the words agreed to; ``withdrawn``: taken back whole, ``calls_withdrawn`` for the telephone
    only; ``copied_at``: when the copy of the proof was last handed over; ``rank``: in the order of recording."""

    id: int = 0
    lead_id: int = 0
    channels: str = ""
    hash: str = ""
    collected: str = ""
    until: str | None = None
    wording: str = ""
    object: str = ""
    proof_id: int | None = None
    at: str = ""
    by: str = ""
    withdrawn: str | None = None
    way: str = ""
    place: str = ""
    collector: str = ""
    slots: str = "[]"
    exact: str = "[]"
    missing: str = "[]"
    agency: str = ""
    mentions: bool = True
    text_sha256: str = ""
    calls_withdrawn: str | None = None
    withdrawn_how: str = ""
    copied_at: str | None = None
    rank: int = 0

    @property
    def means(self) -> tuple[str, ...]:
        """The channels agreed to."""
        return tuple(self.channels.split(","))

    @property
    def hours(self) -> tuple[tuple[int, str, str], ...]:
        """The hours agreed to, as of :data:`core.model.consent.Slot`; empty: all lawful ones."""
        return tuple((day, start, end) for day, start, end in json.loads(self.slots))

    @property
    def off_hours(self) -> tuple[datetime, ...]:
        """The appointments off hours, in the person's time, without a zone."""
        return tuple(map(datetime.fromisoformat, json.loads(self.exact)))

    @property
    def lacks(self) -> tuple[str, ...]:
        """What its paper lacks, of :class:`core.model.consent.ConsentGap`."""
        return tuple(json.loads(self.missing))


class Wording(NamedTuple):
    """The text of an agreement, by its version."""

    id: int = 0
    version: str = ""
    sha256: str = ""
    text: str = ""
    at: str = ""
    by: str = ""


class Proof(NamedTuple):
    """A file that proves something, with its bytes."""

    id: int = 0
    name: str = ""
    sha256: str = ""
    content: bytes = b""
