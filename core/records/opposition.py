"""The register of those who refuse: each row as its table has it."""

from typing import NamedTuple


class Opposition(NamedTuple):
    """An entry of the register: one mark of a refusal. ``gesture``: the single act it is part of; ``rank``: in the
    order of recording, 0 when unknown; ``signature``: finds the spellings near an address."""

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
