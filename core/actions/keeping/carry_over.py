"""What a base must know of the one it takes the place of: refusals, agreements taken back, frozen sheets, requests,
messages to recipients, what sounds like a refusal, who was erased, and the letters made since. Read from one base,
written into another."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from core.actions.common.due_dates import settle_all
from core.actions.common.fuzzy_suppression import NEAR
from core.actions.keeping.erasing import Erasure, erase_again, erasures_listed, marks_left
from core.actions.register import mistakes, shared_number_rule
from core.actions.register.opposing import cover
from core.base.moments import happened, kept
from core.base.names import NAMELESS
from core.base.records import Struct, field, replace
from core.model.forgetting import ErasureReason
from core.model.letter import file_of
from core.model.request import Outcome, RequestKind
from core.records.consent import Consent
from core.records.lead import Lead
from core.records.notice import Notice
from core.records.opposition import Doubt, DoubtMark, Opposition
from core.records.request import Erased, RecipientTask, Request
from core.records.supplier import Supplier
from core.store import backups, forgetting, notices
from core.store.engine import witness
from core.store.port import PRESENT, Reader, Store, Value, Writer

Record = Request | RecipientTask
_ANSWERED = ("answer", "answered_at", "answered_by", "gesture")
_NAMED = ("name", "first_name", "last_name", "civility", "town", "town_key", "postcode")
"""What is told of nobody on a sheet that is gone."""
_DATED = ("id", "obtained", "notice_due", "notice_sent", "source", "erased_at")
"""What is still told there: days, and by which source the person came."""
_WENT = ("printed_at", "posted_at", "returned_at")
"""What happens to the paper of a letter, whatever copy of the base is put back."""


class CarriedData(Struct, frozen=True):
    """What the present base knows and the restored one must know too. ``names``: lead → the name of who asked."""

    oppositions: Sequence[Opposition] = ()
    mistaken: Sequence[Opposition] = ()
    erased: tuple[Erasure, ...] = ()
    withdrawn: Sequence[Consent] = ()
    frozen: Sequence[Lead] = ()
    asked: Sequence[Request] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    told: Sequence[RecipientTask] = ()
    doubts: Sequence[Doubt] = ()
    held: Sequence[DoubtMark] = ()
    seats: int = 0


def carried_by(r: Reader) -> CarriedData:
    """Return what a base knows of it. Raises UserError BASE_UNREADABLE."""
    asked = r.of(Request)
    leads = [request.lead_id for request in asked if request.lead_id is not None]
    return CarriedData(
        oppositions=r.of(Opposition, lifted_at=None),
        mistaken=r.of(Opposition, lifted_why=mistakes.MISTAKE),
        erased=tuple(erasures_listed(r)),
        withdrawn=[row for row in r.of(Consent) if row.withdrawn or row.calls_withdrawn],
        frozen=r.of(Lead, restricted_at=PRESENT),
        asked=asked,
        names={lead.id: lead.name for lead in r.of(Lead, id=leads, erased_at=None)},
        told=r.of(RecipientTask),
        doubts=r.of(Doubt),
        held=r.of(DoubtMark),
        seats=backups.seats(r),
    )


def readable(carried: CarriedData) -> CarriedData:
    """Return what a damaged base carries without the requests and the messages whose damaged letters mean nothing."""
    asked = [
        request for request in carried.asked if request.kind in set(RequestKind) and request.outcome in {"", *Outcome}
    ]
    return replace(carried, asked=asked, told=[task for task in carried.told if _is_message(task)])


def _is_message(task: RecipientTask) -> bool:
    try:
        facts = json.loads(task.facts)
        date.fromisoformat(facts["day"])
        if facts.get("shown"):
            date.fromisoformat(facts["shown"]["obtained"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return task.kind in set(RequestKind)


def carry(
    staged: Store, register: CarriedData, *, by: str, at: datetime, what: str = witness.RESTORED
) -> tuple[int, int]:
    """Apply to an older base what happened since; return (number of oppositions, number of erased leads). ``what``: the
    name of the action in the journal."""
    with staged.write(what, by=by, at=at) as w:
        w.note("backup restored" if what == witness.RESTORED else what)
        fresh = _oppose(w, register, at)
        mistakes.follow(w, [*register.oppositions, *register.mistaken], at=at)
        _take_back(w, register.withdrawn)
        free = backups.free(w)
        for lead in register.frozen:
            if lead.id in free:
                w.update("lead", lead.id, {"restricted_at": lead.restricted_at})
        _ask(w, register.asked, register.names)
        _tell(w, register.told)
        _ask_about(w, register.doubts, register.held)
        settle_all(w)
        backups.keep_seats(w, max(register.seats, backups.seats(w)))
    return fresh, erase_again(staged, register.erased, by=by, at=at)


def _oppose(w: Writer, register: CarriedData, at: datetime) -> int:
    """Add to the backup's register the refusals it lacks, and return how many, each once for all its entries."""
    known, suppliers = {row.id: row.rank for row in w.of(Opposition)}, {row.id for row in w.of(Supplier)}
    fresh_ids = set[int]()
    for entry in register.oppositions:
        if entry.id not in known:
            supplier = entry.supplier_id if entry.supplier_id in suppliers else None
            w.insert("opposition", entry._replace(supplier_id=supplier, rank=w.rank)._asdict())
            fresh_ids |= {entry.gesture} if entry.kind != NEAR else set()
    for entry in register.oppositions:
        covered = shared_number_rule.release_sharers(w, entry.hash)
        # What the backup lacks is recorded in it now, after all the agreements that it holds.
        rank = known.get(entry.id, w.rank)
        cover(w, covered, entry.gesture, how=entry.how, since=entry.at, at=kept(at), rank=rank)
    return len(fresh_ids)


def _take_back(w: Writer, withdrawn: Sequence[Consent]) -> None:
    """Take back in the backup the agreements that were taken back since."""
    states = {row.id: row for row in w.of(Consent)}
    for taken in withdrawn:
        # What the backup does not hold has nothing to be taken back.
        state = states.get(taken.id, taken)
        back: dict[str, Value] = {}
        if taken.withdrawn and not state.withdrawn:
            back["withdrawn"] = taken.withdrawn
        if taken.calls_withdrawn and not state.calls_withdrawn:
            back["calls_withdrawn"] = taken.calls_withdrawn
        if back:
            w.update("consent", taken.id, back)


def _ask(w: Writer, asked: Sequence[Request], names: Mapping[int, str]) -> None:
    """Copy what persons asked, and the answers, as they are now: restoring a base does not move a deadline back. A
    person the backup does not know yet is given by name."""
    there = {row.id for row in w.of(Lead, id=[request.lead_id for request in asked if request.lead_id is not None])}
    fresh = [
        request
        if request.lead_id is None or request.lead_id in there
        else request._replace(lead_id=None, person=names.get(request.lead_id, ""))
        for request in asked
    ]
    _keep(w, "request", w.of(Request), fresh)


def _tell(w: Writer, tasks: Sequence[RecipientTask]) -> None:
    """Copy the messages to recipients of data, sent or to send."""
    suppliers = {row.id for row in w.of(Supplier)}
    fresh = [task if task.supplier_id in suppliers else task._replace(supplier_id=None) for task in tasks]
    _keep(w, "recipient_task", w.of(RecipientTask), fresh)


def _ask_about(w: Writer, doubts: Sequence[Doubt], marks: Sequence[DoubtMark]) -> None:
    """Copy the doubts that wait for an answer, with the persons they hold, and the answers given since."""
    before = {doubt.id: doubt for doubt in w.of(Doubt)}
    there = {row.id for row in w.of(Lead, id=[mark.lead_id for mark in marks if mark.lead_id is not None])}
    for doubt in doubts:
        known = before.get(doubt.id)
        if known is None:
            w.insert("doubt", doubt._asdict())
        elif doubt.answer and not known.answer:
            w.blank("doubt", [doubt.id], {"quote": ""})
            w.update("doubt", doubt.id, {name: doubt._asdict()[name] for name in _ANSWERED})
    fresh_ids = {doubt.id for doubt in doubts} - before.keys()
    for mark in marks:
        known_lead = mark.lead_id if mark.lead_id in there else None
        if mark.doubt_id in fresh_ids and (mark.hash or known_lead is not None):
            w.insert("doubt_mark", mark._replace(lead_id=known_lead)._asdict())


def _columns(record: Record) -> dict[str, Value]:
    return {column: value for column, value in record._asdict().items() if column != "version"}


def _keep(w: Writer, table: str, known: Sequence[Record], fresh: Sequence[Record]) -> None:
    before = {record.id: _columns(record) for record in known}
    for record in fresh:
        values = _columns(record)
        if record.id not in before:
            w.insert(table, values)
        elif changed := {column: value for column, value in values.items() if before[record.id][column] != value}:
            w.update(table, record.id, changed)


def carry_letters(staged: Store, present: Reader, *, damaged: bool, by: str, at: datetime) -> int:
    """Add to a backup the letters that the base in its place made since, and return how many. One that was printed or
    posted stays so, its person informed, though the backup knows it from before; another is taken back. Of a person
    the backup does not know, only what a coupon needs is kept: the reference, and the keyed hashes by which their
    refusal holds; of a ``damaged`` base, which no longer says them, only the letters of persons the backup knows."""
    with staged.read() as r:
        letters, gone = _made_since(r, present), _gone_since(r, present)
        if damaged:
            there = {row.id for row in r.of(Lead, id=[letter.lead_id for letter in letters])}
            taken = {row.id for row in r.of(Notice, id=[letter.id for letter in letters])}
            letters = [
                letter for letter in letters if letter.lead_id in there and letter.id not in taken and _means(letter)
            ]
    if not letters and not gone:
        return 0
    with staged.write("restore", by=by, at=at) as w:
        w.note(f"letters kept: {len(letters) + len(gone)}")
        for notice, went in gone:
            w.update("notice", notice.id, went)
            if "posted_at" in went:
                _inform(w, notice.lead_id)
        for letter in letters:
            _keep_letter(w, present, letter, by=by, at=at)
    return len(letters)


def lost_letters(staged: Reader, present: Reader) -> int:
    """Return how many letters restoring a backup would lose: those never printed, or of persons it does not know."""
    letters = _made_since(staged, present)
    there = {row.id for row in staged.of(Lead, id=[letter.lead_id for letter in letters])}
    return sum(letter.lead_id not in there or not _left(letter) for letter in letters)


def _made_since(staged: Reader, present: Reader) -> list[Notice]:
    known_texts = {notice.reference for notice in staged.of(Notice)}
    return [notice for notice in present.of(Notice) if notice.reference not in known_texts and not notice.unfinished]


def _gone_since(staged: Reader, present: Reader) -> list[tuple[Notice, dict[str, Value]]]:
    """Return the letters of a backup whose paper went further since, each with what is to be written of it."""
    now = {(letter.id, letter.reference): letter._asdict() for letter in present.of(Notice) if _means(letter)}
    pairs = [(letter, letter._asdict(), now.get((letter.id, letter.reference), {})) for letter in staged.of(Notice)]
    went = [
        (letter, {name: new[name] for name in _WENT if new.get(name) and not old[name]}) for letter, old, new in pairs
    ]
    return [(letter, values) for letter, values in went if values]


def _means(letter: Notice) -> bool:
    """Tell whether the days of a letter read in a damaged base mean something."""
    try:
        date.fromisoformat(letter.day)
        for moment in (letter.at, letter.printed_at, letter.posted_at, letter.returned_at, letter.withdrawn_at):
            happened(moment or letter.at)
    except ValueError:
        return False
    return True


def _left(letter: Notice) -> bool:
    """Tell whether a letter has its paper somewhere, as far as was said."""
    return letter.printed_at is not None or letter.posted_at is not None


def _keep_letter(w: Writer, present: Reader, letter: Notice, *, by: str, at: datetime) -> None:
    there = w.get(Lead, letter.lead_id) is not None
    if not there and not _keep_person(w, present, letter.lead_id, by=by, at=at):
        # Its paper is of no row any more: it is shown among such files, and goes with them.
        letter = letter._replace(file="")
    elif there and not letter.file:
        letter = letter._replace(file=file_of(letter.reference))  # An older copy had taken its row away.
    if not _left(letter) and not letter.withdrawn_at:
        letter = letter._replace(withdrawn_at=kept(at), withdrawn_why=ErasureReason.RESTORED)
    w.insert("notice", {**letter._asdict(), "listing_id": None})
    if there and letter.posted_at:
        _inform(w, letter.lead_id)


def _inform(w: Writer, lead_id: int) -> None:
    """Have a person count as informed by the last of their letters that was posted."""
    w.update("lead", lead_id, {"notice_sent": notices.day_posted(w, lead_id)})


def _keep_person(w: Writer, present: Reader, lead_id: int, *, by: str, at: datetime) -> bool:
    """Write the sheet of a person as an erasure leaves one, with what is kept of them; return whether it was erased
    already."""
    who = present.get(Lead, lead_id)
    assert who is not None, "the sheet of a letter of the same base"  # noqa: S101
    blank: dict[str, Value] = dict.fromkeys(_NAMED, "")
    to = {column: value for column, value in who._asdict().items() if column in _DATED}
    w.insert("lead", {**blank, **to, "erased_at": who.erased_at or kept(at), "sort_key": NAMELESS})
    if w.one(Erased, "-id", lead_id=who.id) is not None:
        return True  # Carried over as such.
    values: dict[str, Value] = {"lead_id": who.id, "at": kept(at), "by": by, "why": ErasureReason.RESTORED}
    entry = w.insert("erased", {**values, "property": 0, "swept_at": kept(at)})
    for kind, hashed, signature in _marks_of_written(present, who):
        w.insert("erased_mark", {"erased_id": entry, "kind": kind, "hash": hashed, "signature": signature})
    return who.erased_at is not None


def _marks_of_written(present: Reader, who: Lead) -> list[tuple[str, str, str]]:
    """Return (kind, keyed hash, signature) of what is kept of a person: of their sheet, or since it went."""
    if not who.erased_at:
        return marks_left(present, who.id)
    kept_ones = (*forgetting.marks_of_erased(present, who.id), *forgetting.near_erased(present, [who.id], []))
    return [(mark.kind, mark.hash, mark.signature) for mark in kept_ones]
