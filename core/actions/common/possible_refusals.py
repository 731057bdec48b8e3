"""What only sounds like a refusal holds whoever said it, and whoever bears a mark of theirs, until a person says
whether it is one (rule OBJ-01)."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import datetime

from core.actions.common.fuzzy_suppression import NEAR, dwellers, entries
from core.actions.common.marks import AD, KindHash, hashes_of, is_telling, whole_name_marks_of
from core.base.moments import kept
from core.base.text import fold
from core.records.lead import Lead
from core.store import doubts, leads, registers
from core.store.port import Reader, Writer

_SHARED = ("household", "nameless", "listing")
"""Kinds of marks that others than the person may bear: they hold only who has no other."""


def text_hash(keyed: Callable[[str, str], str], supplier: str, words: str) -> str:
    """Return the keyed hash of words said in the files of a supplier, whatever their capitals, accents and spaces."""
    return keyed("doubt", f"{fold(supplier)}|{fold(words)}")


def ad_source(site: str, reference: str) -> str:
    """Return what stands for the supplier of words said by one ad alone."""
    return f"{site}#{reference}"


def hold(
    w: Writer, marks: Sequence[KindHash], *, text: str, words: str, way: str, by: str, at: datetime,
    lead_id: int | None = None, answered: Container[str] | None = None, near: Iterable[tuple[str, str]] = (),
) -> bool:  # fmt: skip
    """Hold whoever bears one of ``marks`` (kind, keyed hash), and a lead, for ``words`` whose keyed hash is ``text``,
    and tell whether somebody is held anew: nobody is when the same is asked of them already, or was answered
    (``answered``: the hashes, where they are read already). ``near``: (keyed hash of a block, signature) of the address
    of a person who has no sheet. It holds whoever a refusal would hold: those near them too, or who share what they
    have."""
    telling = [mark for mark in dict.fromkeys(marks) if is_telling(mark[0])]
    own = [mark for mark in telling if mark[0] not in _SHARED] or telling
    hashes = [hashed for _, hashed in own]
    if text in (answers(w) if answered is None else answered) or doubts.asked_with(w, text, hashes):
        return False
    row = {"text": text, "quote": words, "way": way, "at": kept(at), "by": by}
    doubt_id = w.insert("doubt", row)
    shared = [mark for mark in dict.fromkeys(marks) if not is_telling(mark[0]) and mark[0] != AD]
    for kind, hashed in (*own, *shared):
        w.insert("doubt_mark", {"doubt_id": doubt_id, "kind": kind, "hash": hashed})
    held_ids = sorted({*leads.sharing(w, hashes), *([lead_id] if lead_id is not None else [])})
    for number in held_ids:
        w.insert("doubt_mark", {"doubt_id": doubt_id, "lead_id": number})
    beside = [item for _, dweller in dwellers(w, held_ids) for item in entries(w.keyed_hash, dweller).items()]
    for hashed, signature in dict.fromkeys((*near, *beside)):
        w.insert("doubt_mark", {"doubt_id": doubt_id, "kind": NEAR, "hash": hashed, "signature": signature})
    return True


def settle_text(w: Writer, text: str, answer: str, *, by: str, at: datetime) -> None:
    """Give one answer to every open doubt about the same words, and keep it for the later rows that say them."""
    told = {"answer": answer, "answered_at": kept(at), "answered_by": by}
    asked_ids = doubts.asked_of_text(w, text)
    for doubt_id in asked_ids:
        settle_doubt(w, doubt_id, answer, by=by, at=at)
    if not asked_ids and answers(w).get(text) != answer:
        w.insert("doubt", {"text": text, "quote": "", "way": "file", "at": kept(at), "by": by, **told})


def settle_doubt(w: Writer, doubt_id: int, answer: str, *, by: str, at: datetime, gesture: int = 0) -> None:
    """Write one answer; the words are then kept nowhere. ``gesture``: the refusal it made."""
    w.blank("doubt", [doubt_id], {"quote": ""})
    w.update(
        "doubt", doubt_id, {"answer": answer, "answered_at": kept(at), "answered_by": by, "gesture": gesture}
    )  # fmt: skip


def are_denied(
    r: Reader, sources: Sequence[str], hashes: Sequence[str], answered: dict[str, str], words: str
) -> bool:  # fmt: skip
    """Tell whether somebody noted that ``words`` refuse nothing in one of these ``sources``, or of whoever bears one of
    these ``hashes``. ``answered``: keyed hash of words → what was answered, as far as it was asked."""
    texts = [text_hash(r.keyed_hash, source, words) for source in sources]
    for text in texts:
        if text not in answered:
            answered[text] = doubts.answer_of(r, text)
    return "keep" in map(answered.get, texts) or registers.is_mistaken(r, hashes, texts[0])


def answers(r: Reader) -> Mapping[str, str]:
    """Return, for every doubt answered, the keyed hash of its words → « refuse » or « keep »."""
    return doubts.answers_given(r)


def hold_said(
    w: Writer, words: str, *, lead_id: int | None, way: str, by: str, at: datetime, number: str = ""
) -> None:  # fmt: skip
    """Hold a lead, or whoever bears the keyed hash of a ``number``, for ``words`` that refuse or sound like it: whoever
    wrote them says whether they do. Who refuses already is not asked about."""
    if not words.strip() or (lead_id is None and not number):
        return
    if lead_id is not None and w.row(Lead, lead_id).opposed_at is not None:
        return
    from core.refusals.detection import refusing_words  # noqa: PLC0415 - the grammar of refusals, which words alone need
    from core.refusals.grammar import quoted  # noqa: PLC0415 - as above
    from core.sources.tables.hearing import listened  # noqa: PLC0415 - as above

    found, doubts, _private = listened({0: words})
    if not (found or doubts):
        return
    marks = list[KindHash]()
    if lead_id is not None:
        marks = [(mark.kind, mark.hash) for mark in leads.marks(w, lead_id)]
        marks += hashes_of(w.keyed_hash, whole_name_marks_of(w, lead_id))
    marks += [("phone", number)] if number else []
    said = quoted(refusing_words(words) or words)
    text = text_hash(w.keyed_hash, number or str(lead_id), words)
    hold(w, marks, text=text, words=said, way=way, by=by, at=at, lead_id=lead_id)
