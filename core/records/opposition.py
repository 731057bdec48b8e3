"""The register of those who refuse: each row as its table has it."""

from typing import NamedTuple


class Opposition(NamedTuple):
    """An entry of the register: one mark of a refusal. ``gesture``: the single act it is part of; ``rank``: in the
    order of recording, 0 when unknown; ``signature``: finds the spellings near an address.

    ``author``: said or read (:class:`core.model.opposing.RefusalAuthor`). Of one that was read: ``note``, the words;
    ``place``, where they stood in the row ``line`` of ``batch_id``; ``text``, keyed hash of the words for their
    supplier. ``root``: the gesture whose refusal this entry only extends, 0 for its own. ``lifted_by``,
    ``lifted_note``: who noted that it was entered by mistake, and why."""

    id: int = 0
    gesture: int = 0
    hash: str = ""
    kind: str = ""
    how: str = ""
    at: str = ""
    by: str = ""
    note: str = ""
    lead_id: int | None = None
    lifted_at: str | None = None
    lifted_why: str = ""
    supplier_id: int | None = None
    signature: str = ""
    rank: int = 0
    author: str = "said"
    batch_id: int | None = None
    line: int = 0
    place: str = ""
    text: str = ""
    root: int = 0
    lifted_by: str = ""
    lifted_note: str = ""


class NearApart(NamedTuple):
    """Somebody said that a lead is not the person of a refusal spelt nearly the same."""

    id: int = 0
    lead_id: int = 0
    gesture: int = 0
    at: str = ""
    by: str = ""


class Doubt(NamedTuple):
    """Words that may refuse: ``answer`` is empty until somebody says yes or no."""

    id: int = 0
    text: str = ""
    quote: str = ""
    way: str = ""
    at: str = ""
    by: str = ""
    answer: str = ""
    answered_at: str | None = None
    answered_by: str = ""
    gesture: int = 0


class DoubtMark(NamedTuple):
    """Whom words that may refuse speak of, by one mark."""

    id: int = 0
    doubt_id: int = 0
    hash: str = ""
    kind: str = ""
    lead_id: int | None = None
    signature: str = ""
