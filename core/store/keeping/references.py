"""Queries about the references that the agency's counsel corrected."""

from typing import NamedTuple

from core.store.port import Reader

_CORRECTION = "SELECT id, rule, original, text, at, by FROM rule_reference"


class Correction(NamedTuple):
    """A reference shown otherwise than a rulebook says. ``original``: the rulebook's; ``text``: shown instead."""

    id: int
    rule: str
    original: str
    text: str
    at: str
    by: str


def corrections(r: Reader) -> list[Correction]:
    """Return every correction, in a steady order."""
    return r.named(Correction, f"{_CORRECTION} ORDER BY rule, original")


def correction(r: Reader, rule: str, original: str) -> Correction | None:
    """Return one correction, None when there is none."""
    return r.first(Correction, f"{_CORRECTION} WHERE rule = ? AND original = ?", rule, original)
