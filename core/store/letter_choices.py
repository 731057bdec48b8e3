"""Queries about which letter a lead gets: what is known of the words of its ads, and what the agency decided."""

from typing import NamedTuple

from core.store.port import Reader


class AdRead(NamedTuple):
    """An ad of a lead. ``private``: as in the schema, None when its words were not read."""

    id: int
    private: int | None


class LetterChoice(NamedTuple):
    """The letter the agency decided on: « c », the neutral one, « a », the ordinary one since ``by`` read the ad, or
    empty when the decision was taken back."""

    id: int
    letter: str
    at: str
    by: str


def ads_read(r: Reader, lead_id: int) -> list[AdRead]:
    """Return the ads of a lead, oldest first."""
    return r.named(AdRead, "SELECT id, private FROM listing WHERE lead_id = ? ORDER BY id", lead_id)


def last_choice(r: Reader, lead_id: int) -> LetterChoice | None:
    """Return what the agency last decided for a lead."""
    sql = "SELECT id, letter, at, by FROM letter_choice WHERE lead_id = ? ORDER BY id DESC LIMIT 1"
    return r.first(LetterChoice, sql, lead_id)
