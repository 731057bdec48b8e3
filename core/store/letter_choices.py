"""Queries about which letter a lead gets: what is known of the words of its ads, and what the agency decided: of its
text, of its language, of a second one. Each is decided apart, and the last decision counts."""

from collections.abc import Sequence

from core.store.port import AMONG, Reader, several

TEXTS = ("c", "a", "")
"""Decisions on the text: the neutral letter, the ordinary one, the one foreseen."""
LANGUAGES = ("en", "fr", "by country")
AGAIN = ("once", "twice")
"""Whether a second letter may leave."""


def written_once(r: Reader, ids: Sequence[int]) -> frozenset[int]:
    """Return those of ``ids`` to whom no second letter is to be written."""
    sql = f"""SELECT c.lead_id FROM letter_choice c WHERE c.letter = 'once'
             AND c.lead_id {AMONG} AND NOT EXISTS (SELECT 1 FROM letter_choice x
                WHERE x.lead_id = c.lead_id AND x.letter = 'twice' AND x.id > c.id)"""
    return frozenset(r.column(int, sql, several(ids)))
