"""The letters made since a backup, which a restoration must not forget: their coupons still come back, and the refusal
that one bears is heard (rule OBJ-01)."""

from datetime import date, datetime

from core.actions.keeping.erasing import marks_left
from core.base.moments import happened, kept
from core.base.names import NAMELESS
from core.model.forgetting import ErasureReason
from core.model.letter import file_of
from core.store import forgetting, leads, notices
from core.store.keeping import backups as found
from core.store.keeping.backups import LetterRecord, WrittenTo
from core.store.port import Reader, Store, Value, Writer

_NAMED = ("name", "first_name", "last_name", "civility", "town", "town_key", "postcode")
"""What is told of nobody on a sheet that is gone."""
_WENT = ("printed_at", "posted_at", "returned_at")
"""What happens to the paper of a letter, whatever copy of the base is put back."""


def carry_letters(staged: Store, present: Reader, *, damaged: bool, by: str, at: datetime) -> int:
    """Add to a backup the letters that the base in its place made since, and return how many. One that was printed or
    posted stays so, its person informed, though the backup knows it from before; another is taken back. Of a person
    the backup does not know, only what a coupon needs is kept: the reference, and the keyed hashes by which their
    refusal holds; of a ``damaged`` base, which no longer says them, only the letters of persons the backup knows."""
    with staged.read() as r:
        letters, gone = _made_since(r, present), _gone_since(r, present)
        if damaged:
            there = found.held_leads(r, [one.lead_id for one in letters])
            taken = found.held_letters(r, [one.id for one in letters])
            letters = [one for one in letters if one.lead_id in there and one.id not in taken and _means(one)]
    if not letters and not gone:
        return 0
    with staged.write("restore", by=by, at=at) as w:
        w.note(f"letters kept: {len(letters) + len(gone)}")
        for known, went in gone:
            w.update("notice", known.id, went)
            if "posted_at" in went:
                _inform(w, known.lead_id)
        for one in letters:
            _keep(w, present, one, by=by, at=at)
    return len(letters)


def lost_letters(staged: Reader, present: Reader) -> int:
    """Return how many letters restoring a backup would lose: those never printed, or of persons it does not know."""
    letters = _made_since(staged, present)
    there = found.held_leads(staged, [one.lead_id for one in letters])
    return sum(one.lead_id not in there or not _left(one) for one in letters)


def _made_since(staged: Reader, present: Reader) -> list[LetterRecord]:
    known = {one.reference for one in found.letters(staged)}
    return [one for one in found.letters(present) if one.reference not in known and not one.unfinished]


def _gone_since(staged: Reader, present: Reader) -> list[tuple[LetterRecord, dict[str, Value]]]:
    """Return the letters of a backup whose paper went further since, each with what is to be written of it."""
    now = {(one.id, one.reference): one._asdict() for one in found.letters(present) if _means(one)}
    told = [(one, one._asdict(), now.get((one.id, one.reference), {})) for one in found.letters(staged)]
    went = [(one, {name: new[name] for name in _WENT if new.get(name) and not old[name]}) for one, old, new in told]
    return [(one, values) for one, values in went if values]


def _means(one: LetterRecord) -> bool:
    """Tell whether the days of a letter read in a damaged base mean something."""
    try:
        date.fromisoformat(one.day)
        for moment in (one.at, one.printed_at, one.posted_at, one.returned_at, one.withdrawn_at):
            happened(moment or one.at)
    except ValueError:
        return False
    return True


def _left(one: LetterRecord) -> bool:
    """Tell whether a letter has its paper somewhere, as far as was said."""
    return one.printed_at is not None or one.posted_at is not None


def _keep(w: Writer, present: Reader, one: LetterRecord, *, by: str, at: datetime) -> None:
    there = leads.person(w, one.lead_id) is not None
    if not there and not _keep_person(w, present, one.lead_id, by=by, at=at):
        # Its paper is of no row any more: it is shown among such files, and goes with them.
        one = one._replace(file="")
    elif there and not one.file:
        one = one._replace(file=file_of(one.reference))  # An older copy had taken its row away.
    if not _left(one) and not one.withdrawn_at:
        one = one._replace(withdrawn_at=kept(at), withdrawn_why=ErasureReason.RESTORED)
    w.insert("notice", {**one._asdict(), "listing_id": None})
    if there and one.posted_at:
        _inform(w, one.lead_id)


def _inform(w: Writer, lead_id: int) -> None:
    """Have a person count as informed by the last of their letters that was posted."""
    w.update("lead", lead_id, {"notice_sent": notices.day_posted(w, lead_id)})


def _keep_person(w: Writer, present: Reader, lead_id: int, *, by: str, at: datetime) -> bool:
    """Write the sheet of a person as an erasure leaves one, with what is kept of them; return whether it was erased
    already."""
    who = found.written_to(present, lead_id)
    assert who is not None, "the sheet of a letter of the same base"  # noqa: S101
    blank: dict[str, Value] = dict.fromkeys(_NAMED, "")
    gone = who._replace(erased_at=who.erased_at or kept(at))
    w.insert("lead", {**blank, **gone._asdict(), "sort_key": NAMELESS})
    if forgetting.erasure_of_lead(w, who.id) is not None:
        return True  # Carried over as such.
    values: dict[str, Value] = {"lead_id": who.id, "at": kept(at), "by": by, "why": ErasureReason.RESTORED}
    entry = w.insert("erased", {**values, "property": 0, "swept_at": kept(at)})
    for kind, hashed, signature in _marks(present, who):
        w.insert("erased_mark", {"erased_id": entry, "kind": kind, "hash": hashed, "signature": signature})
    return who.erased_at is not None


def _marks(present: Reader, who: WrittenTo) -> list[tuple[str, str, str]]:
    """Return (kind, keyed hash, signature) of what is kept of a person: of their sheet, or since it went."""
    if not who.erased_at:
        return marks_left(present, who.id)
    kept_ones = (*forgetting.marks_of_erased(present, who.id), *forgetting.near_erased(present, [who.id], []))
    return [(one.kind, one.hash, one.signature) for one in kept_ones]
