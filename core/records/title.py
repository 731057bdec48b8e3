"""What opens a telephone call: each row as its table has it."""

from typing import NamedTuple


class Title(NamedTuple):
    """A contract (``number``, ``starts`` and ``ends``), a request (``how`` and the moment it ``starts``, ``asker`` when
    another than the person of the sheet) or a professional (``number``: SIREN, ``how``: company). ``written``: what is
    to be answered in writing, « estimate » or « form »; such a request opens no call."""

    id: int = 0
    lead_id: int = 0
    kind: str = ""
    number: str = ""
    object: str = ""
    how: str = ""
    starts: str | None = None
    ends: str | None = None
    answered: str | None = None
    proof_id: int | None = None
    at: str = ""
    by: str = ""
    asker: str = ""
    closed_at: str | None = None
    written: str = ""

    @property
    def has_proof(self) -> bool:
        """Tell whether a file proves it."""
        return self.proof_id is not None
