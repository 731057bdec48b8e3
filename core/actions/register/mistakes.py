"""Lifts what the program read as a refusal and nobody said: entered by mistake (RGPD art. 5(1)(d); rule OBJ-05). The
entries stay, with who noted it and why; a refusal that a person said, or that anything else says, stays in force."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from core.actions.common.agency import managers_only
from core.actions.common.due_dates import settle
from core.actions.common.fuzzy_suppression import NEAR
from core.actions.common.in_slices import SliceResult, in_slices
from core.actions.common.marks import hashes_of, is_telling, listing_marks
from core.actions.common.people import find_every
from core.actions.common.possible_refusals import settle_text, text_hash
from core.actions.register import recipients
from core.actions.register.opposing import cover
from core.actions.register.refused_marks import bearing, marks_of_all
from core.base.moments import kept
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.model.opposing import RefusalAuthor, RefusalSource
from core.model.register import KeptOut
from core.records.batch import Batch
from core.records.call import Callback
from core.records.consent import Consent
from core.records.lead import Lead
from core.records.opposition import Opposition
from core.records.supplier import Supplier
from core.store import leads, registers
from core.store.port import Reader, Store, Writer
from core.words.errors import error

MISTAKE = "mistake"
"""Why an entry that was read wrong is lifted."""
_LIFTED = ("lifted_at", "lifted_why", "lifted_by", "lifted_note")
_ANYONE = frozenset({"household", "nameless", NEAR})
"""Kinds of entries that neighbours or a whole household share: the same hash is not the same refusal."""
_Source = tuple[int, int]
"""What tells one reading: its gesture, and the row of a list that is one gesture whole."""


class Lifting(Struct, frozen=True):
    """What lifting did, or would do. ``lifted``: the readings; ``stays``: what says the same refusal and holds it in
    force, when nothing is lifted; ``rows``: the rows whose person was kept out; ``leads``: the sheets opened again;
    ``readings``: in how many different words, or files of suppliers, the refusal was read."""

    lifted: tuple[RefusalSource, ...] = ()
    stays: tuple[RefusalSource, ...] = ()
    rows: tuple[KeptOut, ...] = ()
    leads: tuple[int, ...] = ()
    readings: int = 1


def found(r: Reader, typed: str, *, together: int = 1) -> Lifting:
    """Return what lifting the refusal of ``typed``, a person or the id of a gesture, would do. ``together``: how many
    readings in different words may be lifted at once, 0 for as many as there are. Nothing is lifted where a person said
    it, or where anything else does; nothing at all is returned where nothing refuses. Raises UserError REGISTER_WHO."""
    return _plan(r, _asked(r, typed, together), together).outcome


def lift(
    store: Store, typed: str, *, why: str, by: str, at: datetime, together: int = 1, words_too: bool = False
) -> Lifting:
    """Lift what :func:`found` says. ``why``: a sentence; ``words_too``: the words themselves refuse nothing, which is
    remembered for the files of their supplier. Raises UserError REGISTER_WHO, MISTAKE_WHY without a reason."""
    _check(why)
    with store.write("mistake", by=by, at=at) as w:
        managers_only(w)
        plan = _plan(w, _asked(w, typed, together), together)
        if plan.outcome.lifted:
            _lift(w, plan, why=why.strip(), by=by, at=at, words_too=words_too)
    return plan.outcome


def read_in_ad(r: Reader, ad: tuple[str, str, str], words: str) -> list[int]:
    """Return the gestures in force by which ``words`` were read as a refusal in an ad (its site, reference and
    address), oldest first; what else refuses, the person's word first, is none of them."""
    hashes = [hashed for _kind, hashed in hashes_of(r.keyed_hash, listing_marks(*ad))]
    text = text_hash(r.keyed_hash, "", words)
    entries = r.of(Opposition, hash=hashes, text=text, author=RefusalAuthor.READ.value, lifted_at=None)
    return sorted({entry.root or entry.gesture for entry in entries})


def sources_of(r: Reader, typed: str) -> tuple[RefusalSource, ...]:
    """Return who says each refusal of a person in force, with the words and where they stood; of an address without a
    person, nothing."""
    return _told(r, _entries_of(r, typed)) if find_every(r, typed) else ()


def read_in_batch(r: Reader, batch_id: int) -> list[int]:
    """Return the gestures in force by which the refusals of a batch were read, oldest first."""
    return registers.gestures_read(r, batch_id)


def check_batch(store: Store, batch_id: int, *, count: int, why: str) -> list[int]:
    """Return the readings of a batch. Raises UserError as :func:`lift_batch` does."""
    _check(why)
    with store.read() as r:
        gestures = read_in_batch(r, batch_id)
    if len(gestures) != count:
        raise error("MISTAKE_COUNT", n=len(gestures))
    return gestures


def lift_batch(
    store: Store, batch_id: int, *, count: int, why: str, by: str, at: datetime, progress: Progress = silent
) -> SliceResult[Lifting]:
    """Lift every refusal read in a batch that nothing else says, a few in each transaction. ``count``: how many
    readings somebody saw and confirmed. Raises UserError MISTAKE_COUNT when they are not so many, MISTAKE_WHY."""
    gestures = check_batch(store, batch_id, count=count, why=why)

    def start(w: Writer) -> "_Each":
        return _Each(w, batch_id, why.strip(), by, at)

    return in_slices(store, gestures, start, what="mistake", by=by, at=at, progress=progress)


def lifted_and_kept(liftings: Sequence[Lifting]) -> tuple[int, int]:
    """Return (how many readings of a batch are lifted, how many something else says)."""
    return sum(bool(lifting.lifted) for lifting in liftings), sum(bool(lifting.stays) for lifting in liftings)


class _Each:
    """Lifts the readings of one transaction, one by one."""

    def __init__(self, w: Writer, batch_id: int, why: str, by: str, at: datetime) -> None:
        self._w, self._batch_id, self._why, self._by, self._at = w, batch_id, why, by, at

    def __call__(self, gesture: int) -> Lifting:
        plan = _plan(self._w, self._w.of(Opposition, gesture=gesture, lifted_at=None), 1, self._batch_id)
        if plan.outcome.lifted:
            _lift(self._w, plan, why=self._why, by=self._by, at=self._at)
        return plan.outcome


class _Plan(Struct, frozen=True):
    """What is to be lifted: the entries, and what is told of it."""

    entries: Sequence[Opposition]
    outcome: Lifting


def _check(why: str) -> None:
    if not why.strip():
        raise error("MISTAKE_WHY")


def _asked(r: Reader, typed: str, together: int) -> list[Opposition]:
    """Return the entries in force of what is typed. Raises UserError MISTAKE_COUNT for a list of several persons, which
    one gesture took in, unless their count is told."""
    entries = _entries_of(r, typed)
    rows = {_source(entry) for entry in entries if entry.gesture == entries[0].gesture}
    if typed.strip().isdecimal() and len(rows) not in (0, 1, together):
        raise error("MISTAKE_COUNT", n=len(rows))
    return entries


def _entries_of(r: Reader, typed: str) -> list[Opposition]:
    """Return the entries in force of a gesture, or of a person."""
    gesture_id = typed.strip()
    if gesture_id.isdecimal() and (entries := r.of(Opposition, gesture=int(gesture_id))):
        return [entry for entry in entries if entry.lifted_at is None]
    people = find_every(r, typed)
    if not people:
        raise error("REGISTER_WHO", who=typed)
    marks, _sheets = marks_of_all(r, people)
    hashes = [hashed for hashed, kind in marks.items() if is_telling(kind) and kind not in _ANYONE]
    ways = [f"{hashed}:{way}" for hashed in hashes for way in registers.WAYS]
    return r.of(Opposition, hash=[*hashes, *ways], lifted_at=None)


def _source(entry: Opposition) -> _Source:
    return entry.root or entry.gesture, entry.line


def _plan(r: Reader, seeds: Sequence[Opposition], together: int, batch_id: int | None = None) -> _Plan:
    """Return what lifting these entries takes with it: all that only extends the same reading, the same words of its
    row about its other owners, and the same words of the same supplier read again. ``batch_id``: all that was read in
    this batch is lifted too."""
    if by_the_person := [entry for entry in seeds if not _may_lift(entry)]:
        return _Plan((), Lifting(stays=_told(r, by_the_person)))
    entries = {entry.id: entry for source in sorted({_source(entry) for entry in seeds}) for entry in _all(r, *source)}
    beside_it = () if batch_id else _of_its_rows(r, entries.values())
    for source in sorted({_source(entry) for entry in beside_it}):
        entries |= {entry.id: entry for entry in _all(r, *source)}
    beside = {entry.id: entry for entry in _beside(r, entries.values()) if entry.id not in entries}
    texts = {entry.text for entry in entries.values()} - {""}
    for source in sorted({_source(entry) for entry in beside.values() if entry.text in texts}):
        entries |= {entry.id: entry for entry in _all(r, *source)}
    elsewhere = [
        entry
        for entry in _beside(r, entries.values())
        if entry.id not in entries and not (batch_id and _may_lift(entry) and entry.batch_id == batch_id)
    ]
    readings = _told(r, entries.values())
    groups = len({(reading.text or str(reading.at)) for reading in readings})
    if elsewhere and together != 1 and all(map(_may_lift, elsewhere)):
        # Nobody said any of them: each only kept the others from being lifted.
        return _plan(r, [*entries.values(), *elsewhere], together, batch_id)
    if elsewhere or (together and groups not in (1, together)):
        return _Plan((), Lifting(stays=_told(r, elsewhere) or readings))
    return _Plan(tuple(entries.values()), Lifting(readings, rows=_kept_out(r, entries.values()), readings=groups))


def _of_its_rows(r: Reader, entries: Iterable[Opposition]) -> Iterator[Opposition]:
    """Yield what the same words of the same rows put in the register, of each of their owners."""
    rows = {(entry.batch_id, entry.line, entry.text) for entry in entries if entry.batch_id is not None and entry.text}
    for batch_id, line, text in rows:
        yield from r.of(Opposition, batch_id=batch_id, line=line, text=text, lifted_at=None)


def _all(r: Reader, gesture: int, line: int) -> Iterator[Opposition]:
    """Yield the entries in force of a reading: its own, and those that only extend it."""
    roots = registers.gestures_extending(r, gesture)
    for entry in r.of(Opposition, gesture=[gesture, *roots], lifted_at=None):
        if entry.line == line and _may_lift(entry) and entry.gesture in (gesture, *roots):
            yield entry


def _beside(r: Reader, entries: Iterable[Opposition]) -> list[Opposition]:
    hashes = {entry.hash for entry in entries if entry.kind not in _ANYONE}
    return r.of(Opposition, hash=sorted(hashes), lifted_at=None)


def _told(r: Reader, entries: Iterable[Opposition]) -> tuple[RefusalSource, ...]:
    """Return where each refusal of these entries comes from, once each."""
    ids = sorted({_source(entry) for entry in entries})
    return tuple(source for gesture, line in ids for source in registers.refusal_sources(r, gesture, line))


def _kept_out(r: Reader, entries: Iterable[Opposition]) -> tuple[KeptOut, ...]:
    rows = sorted({(entry.batch_id, entry.line) for entry in entries if entry.batch_id is not None and entry.line})
    names = {batch.id: batch.name for batch in r.of(Batch, id=sorted({batch_id for batch_id, _line in rows}))}
    return tuple(KeptOut(batch_id, names.get(batch_id, ""), line) for batch_id, line in rows)


def follow(w: Writer, present: Sequence[Opposition], *, at: datetime) -> None:
    """Have an older base hold as mistakes what was lifted since as such, and in force what is again. ``present``: those
    entries as they are now. What a person said is never lifted so."""
    before = {entry.id: entry for entry in w.of(Opposition, id=[entry.id for entry in present])}
    suppliers = {supplier.id for supplier in w.of(Supplier)}
    back, lifted = list[Opposition](), list[Opposition]()
    for entry in present:
        older = before.get(entry.id)
        if older is None and entry.lifted_why == MISTAKE:
            known_supplier = entry.supplier_id if entry.supplier_id in suppliers else None
            w.insert("opposition", entry._replace(supplier_id=known_supplier, rank=w.rank)._asdict())
        elif older is not None and older.lifted_why == MISTAKE and entry.lifted_at is None:
            back.append(older)
        elif older is not None and older.lifted_at is None and entry.lifted_why == MISTAKE:
            lifted += [entry._replace(lead_id=older.lead_id, note=older.note)] if _may_lift(older) else []
    back_in_force(w, back, at=at)
    for entry in lifted:
        w.update("opposition", entry.id, {name: entry._asdict()[name] for name in _LIFTED})
    _open(w, lifted)


def _may_lift(entry: Opposition) -> bool:
    return entry.author == RefusalAuthor.READ or entry.kind == NEAR


def _lift(w: Writer, plan: _Plan, *, why: str, by: str, at: datetime, words_too: bool = False) -> None:
    entries = plan.entries
    gestures = sorted({entry.gesture for entry in entries})
    lifting = {"lifted_at": kept(at), "lifted_why": MISTAKE, "lifted_by": by, "lifted_note": why}
    for entry in entries:
        w.update("opposition", entry.id, lifting)
    _open(w, entries)
    for gesture in gestures:
        recipients.correct(w, gesture, by=by, at=at)
    if words_too:
        for text in sorted({entry.text for entry in entries} - {""}):
            settle_text(w, text, "keep", by=by, at=at)


def _open(w: Writer, entries: Sequence[Opposition]) -> None:
    """Open whoever only these entries, now lifted, closed; give back what they took."""
    moments = {entry.at for entry in entries} | registers.recorded_at(w, [entry.id for entry in entries])
    hashes = sorted({entry.hash for entry in entries})
    owners = [entry.lead_id for entry in entries if entry.lead_id is not None]
    owners += [number for number in bearing(w, hashes) if w.row(Lead, number).opposed_at in moments]
    covered = [*dict.fromkeys([*owners, *leads.sharing(w, hashes)])]
    quotes = {entry.note for entry in entries} - {""}
    opened = _open_unless_refused(w, covered, sorted(moments), quotes)
    gestures = sorted({entry.gesture for entry in entries})
    for callback_id in [row.id for row in w.of(Callback, cancelled_by=gestures) if row.lead_id in opened]:
        w.update("callback", callback_id, {"cancelled_at": None, "cancelled_by": None})
    settle(w, covered)


def _open_unless_refused(
    w: Writer, lead_ids: Iterable[int], moments: Sequence[str], quotes: Collection[str]
) -> set[int]:
    """Open the leads that no other refusal closes, and give back the agreements withdrawn at ``moments``, that is by
    what was lifted; return them. ``quotes``: the words that are no refusal, and are quoted on no sheet any more."""
    opened = set[int]()
    for lead_id in lead_ids:
        if registers.opposed(w, [mark.hash for mark in leads.marks(w, lead_id)]):
            continue
        lead = w.get(Lead, lead_id)
        if lead is None:
            continue
        opened.add(lead_id)
        if lead.opposed_at is not None:
            w.update("lead", lead_id, {"opposed_at": None, "opposed_how": ""})
        if lead.quote in quotes:
            w.update("lead", lead_id, {"quote": ""})
        for consent in w.of(Consent, lead_id=lead_id, withdrawn=list(moments)):
            if not consent.withdrawn_how:
                w.update("consent", consent.id, {"withdrawn": None})
    return opened


def undo_mistake(store: Store, *lifted: int, by: str, at: datetime) -> int:
    """Put back in force readings that were lifted as mistakes, by the ids of their gestures; return how many entries.
    Raises UserError MISTAKE_NONE when none was lifted so."""
    with store.write("mistake undo", by=by, at=at) as w:
        gestures = [*lifted, *[number for gesture in lifted for number in registers.gestures_extending(w, gesture)]]
        entries = w.of(Opposition, gesture=gestures, lifted_why=MISTAKE)
        if not entries:
            raise error("MISTAKE_NONE")
        back_in_force(w, entries, at=at)
    return len(entries)


def back_in_force(w: Writer, entries: Sequence[Opposition], *, at: datetime) -> None:
    """Have lifted entries refuse again, whoever bears them now."""
    for entry in entries:
        w.update("opposition", entry.id, {"lifted_at": None, "lifted_why": "", "lifted_by": "", "lifted_note": ""})
        if entry.kind != NEAR:
            bearers = leads.sharing(w, [entry.hash])
            cover(w, bearers, entry.gesture, how=entry.how, since=entry.at, at=kept(at), rank=entry.rank)
