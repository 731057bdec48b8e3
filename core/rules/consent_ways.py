"""The ways that never make a valid agreement, and why (C. consom., art. R223-1, II; law file, TEL-26-03, TEL-26-04,
TEL-26-13)."""

from core.model.consent import ConsentWay
from core.model.verdict import Reason
from core.rules.rulebook_data import Rulebook


def not_one(way: str, book: Rulebook) -> Reason | None:
    """Return why ``way`` makes no agreement, or None when it may make one.

    A spoken yes is as valid as another, but it cannot be proven (art. R223-2).
    """
    given = ConsentWay.known(way)
    if given is None or given.counts:
        return None
    if given is ConsentWay.ORAL:
        return book.rules["CONSENT_NO_PROOF"].reason(blocks=True)
    return book.rules["CONSENT_NOT_ONE"].reason({"source_kind": given.source_kind}, blocks=True)
