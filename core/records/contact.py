"""The ways to reach a person: each row as its table has it."""

from typing import NamedTuple


class Contact(NamedTuple):
    """``kind``: phone (``value`` in E.164), email or address."""

    id: int = 0
    lead_id: int = 0
    kind: str = ""
    value: str = ""
    postcode: str = ""
    town: str = ""


class Mark(NamedTuple):
    """A keyed hash by which a lead is recognised: ``head``, its first 63 bits; ``kind``: what it is made of."""

    lead_id: int = 0
    head: int = 0
    kind: str = ""
    hash: str = ""
