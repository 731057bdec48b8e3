"""The ways that never make a valid agreement, and why (C. consom., art. R223-1, II; law file, TEL-26-03, TEL-26-04,
TEL-26-13)."""

from collections.abc import Mapping
from types import MappingProxyType

from core.model.verdict import Reason
from core.rules.rulebook_data import Rulebook

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "listing": "une annonce",
        "welcome": "la mention « agences acceptées »",
        "supplier": "la case du fournisseur",
        "clause": "une clause préimprimée",
        "silence": "un silence",
    }
)


def not_one(way: str, book: Rulebook) -> Reason | None:
    """Return why ``way`` makes no agreement, or None when it may make one.

    A spoken yes is as valid as another, but it cannot be proven (art. R223-2).
    """
    if way == "oral":
        return book.rules["CONSENT_NO_PROOF"].reason(blocks=True)
    kind = _KINDS.get(way)
    return book.rules["CONSENT_NOT_ONE"].reason({"source_kind": kind}, blocks=True) if kind else None
