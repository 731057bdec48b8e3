"""Queries about which letter a lead gets: what is known of the words of its ads, and what the agency decided: of its
text, of its language, of a second one. Each is decided apart, and the last decision counts."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several

TEXTS = ("c", "a", "")
"""Decisions on the text: the neutral letter, the ordinary one, the one foreseen."""
LANGUAGES = ("en", "fr", "by country")
AGAIN = ("once", "twice")
"""Whether a second letter may leave."""


class LetterChoice(NamedTuple):
    """What the agency decided on. ``letter``: of :data:`TEXTS`, :data:`LANGUAGES` or :data:`AGAIN`; « a »: since ``by``
    read the ad."""

    id: int
    letter: str
    at: str
    by: str


def last_choice(r: Reader, lead_id: int, among: Sequence[str] = TEXTS) -> LetterChoice | None:
    """Return what the agency last decided for a lead among some decisions."""
    sql = f"""SELECT id, letter, at, by FROM letter_choice
             WHERE lead_id = ? AND letter {AMONG} ORDER BY id DESC LIMIT 1"""
    return r.first(LetterChoice, sql, lead_id, several(among))


def written_once(r: Reader, ids: Sequence[int]) -> frozenset[int]:
    """Return those of ``ids`` to whom no second letter is to be written."""
    sql = f"""SELECT c.lead_id FROM letter_choice c WHERE c.letter = 'once'
             AND c.lead_id {AMONG} AND NOT EXISTS (SELECT 1 FROM letter_choice x
                WHERE x.lead_id = c.lead_id AND x.letter = 'twice' AND x.id > c.id)"""
    return frozenset(r.column(int, sql, several(ids)))
