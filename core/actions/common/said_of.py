"""Holds somebody for what is written of them on a sheet or after a call, when it may be a refusal (rule OBJ-01)."""

from datetime import datetime

from core.actions.common import doubting
from core.actions.common.marks import KindHash, hashes_of, whole_name_marks_of
from core.records.lead import Lead
from core.rules.refusals.refusal import quoted
from core.sources.columns.second_ear import words_refusing
from core.sources.tables.hearing import listened
from core.store import leads
from core.store.port import Writer


def hold_said(
    w: Writer, words: str, *, lead_id: int | None, way: str, by: str, at: datetime, number: str = ""
) -> None:  # fmt: skip
    """Hold a lead, or whoever bears the keyed hash of a ``number``, for ``words`` that refuse or sound like it: whoever
    wrote them says whether they do. Who refuses already is not asked about."""
    if not words.strip() or (lead_id is None and not number):
        return
    if lead_id is not None and w.row(Lead, lead_id).opposed_at is not None:
        return
    found, doubts, _private = listened({0: words})
    if not (found or doubts):
        return
    marks = list[KindHash]()
    if lead_id is not None:
        marks = [(one.kind, one.hash) for one in leads.marks(w, lead_id)]
        marks += hashes_of(w.keyed_hash, whole_name_marks_of(w, lead_id))
    marks += [("phone", number)] if number else []
    said = quoted(words_refusing(words) or words)
    text = doubting.text_hash(w.keyed_hash, number or str(lead_id), words)
    doubting.hold(w, marks, text=text, words=said, way=way, by=by, at=at, lead_id=lead_id)
