"""Values about erasure: what would be erased, what would stay and why, and what was done."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

from core.base.i18n import N_
from core.base.records import Struct

Going = Literal[
    "identity", "contacts", "listings", "links", "notes", "callbacks", "letters", "proofs", "agreements", "merges",
]  # fmt: skip
"""What goes, by name; « links » are what ties a kept property to the person: reference, address and title of the ad."""
Staying = Literal["opposition", "consent", "request", "contract", "calls", "notice", "property", "message", "again"]
"""What stays, by name; « again » is what an older copy of the base recognises the person by."""

RESTORED = "restored"
"""Why the sheet of a letter that left is gone: no erasure, so that another copy gives the person back."""
WHY: Mapping[str, str] = MappingProxyType(
    {
        "request": N_("demande de la personne"),
        "retention": N_("durée de conservation passée"),
        "notice": N_("information non donnée à temps"),
        "opposition": N_("opposition"),
        "sold": N_("annonce retirée ou bien vendu"),
        "choice": N_("décision de l’agence"),
        RESTORED: N_("restauration d’une copie plus ancienne"),
    }
)
"""Why a person is erased."""


class Gone(Struct, frozen=True):
    """One kind of thing that would be erased, and how many there are."""

    what: Going
    count: int


class Stays(Struct, frozen=True):
    """One kind of thing that would stay: how many, under which rule (RET-04) and reference, its grade, and until which
    day (None: no end)."""

    what: Staying
    count: int
    rule: str
    reference: str
    grade: str
    until: date | None = None


class Impact(Struct, frozen=True):
    """What erasing a person would do. ``erased``: when it was already done; ``tied``: a contract is running."""

    lead_id: int
    goes: tuple[Gone, ...]
    stays: tuple[Stays, ...]
    opposed: bool = False
    tied: bool = False
    erased: datetime | None = None


class Forgotten(Struct, frozen=True):
    """What an erasure did. ``whole``: nothing is left anywhere on this computer; when False, another program was
    reading and the next start finishes the cleaning. ``files``: letters deleted; ``copies``: copies of the base
    cleaned."""

    leads: tuple[int, ...]
    files: int
    copies: int
    whole: bool


class Retained(Struct, frozen=True):
    """What a run of the retention rules did: persons erased, rows deleted; ``whole``: see
    :class:`core.model.forgetting.Forgotten`; ``files`` without a row deleted."""

    people: int
    rows: int
    whole: bool
    files: int = 0
