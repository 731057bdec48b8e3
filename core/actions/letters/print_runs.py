"""Print runs: letters sent to a printer together. The program sees what it sends, never the paper: a person says which
sheets came out, and only these count as printed.

A letter is noted as sent before the printer gets it: after a kill, a letter that may be on paper is asked about, and
none is printed twice by itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain

from core.actions.common import agency
from core.actions.common.judging import Law, law_of, verdict
from core.actions.common.register_facts import refuses
from core.actions.letters.households import in_envelopes
from core.actions.letters.redrawing import changed_since, registered_pdf
from core.base.errors import Cancelled, UserError
from core.base.moments import kept, local
from core.base.progress import Progress, silent
from core.model.channel import Channel
from core.model.print_run import LetterPlace, RunOutcome, ShownRun, ShownRunLetter, SkippedLetter, WhyLeft
from core.records.notice import Notice, PrintRun, RunLetter
from core.store import notices
from core.store import notices as found
from core.store.notices import RunLetterRow
from core.store.port import Reader, Store, Value, Writer
from core.words.errors import error

Give = Callable[[bytes, str], None]
"""Hands the PDF of one letter to the printer, under a title that names nobody. Raises UserError, of
:data:`NOTHING_LEFT` when nothing of it left, and others when some of it may have."""
NOTHING_LEFT = ("PRINTER_REFUSED", "PRINTER_PAPER", "PRINTER_MISSING")
"""Errors after which nothing of a letter is on paper."""


def start_run(
    store: Store, notice_ids: Iterable[int], *, printer: str, both_sides: bool, by: str, at: datetime
) -> tuple[int | None, tuple[SkippedLetter, ...]]:
    """Make a run of these letters, in this order, those of one envelope together, and return its id with the letters
    that were left out; None when none was left to print. Nothing is printed yet."""
    held = list[SkippedLetter]()
    with store.write("print run", by=by, at=at) as w:
        law = law_of(agency.settings(w))
        letters = notices.letters_by_ids(w, list(dict.fromkeys(notice_ids)))
        elsewhere = found.in_open_run(w, [letter.id for letter in letters])
        free = list[Notice]()
        for one in letters:
            why = WhyLeft.ELSEWHERE if one.id in elsewhere else why_not_printed(w, one, law, at)
            if why is None:
                free.append(one)
            else:
                held.append(SkippedLetter(one.id, one.reference, why))
                _take_back(w, one, why, at)
        if not free:
            return None, tuple(held)
        values: dict[str, Value] = {"printer": printer, "both_sides": int(both_sides), "at": kept(at), "by": by}
        run_id = w.insert("print_run", values)
        for place, one in enumerate(chain.from_iterable(in_envelopes(w, free)), 1):
            w.insert("run_letter", {"run_id": run_id, "notice_id": one.id, "place": place})
    return run_id, tuple(held)


def send_run(
    store: Store, run_id: int, give: Give, *, by: str, clock: Callable[[], datetime], progress: Progress = silent
) -> ShownRun:
    """Give the letters of a run that were not sent to the printer, one by one, and return the run. ``progress`` is told
    (sent, to be sent); when it raises Cancelled the run is stopped, after the letter that was being sent.

    Raises UserError of the printer: what was not sent is still to be printed.
    """
    run = run_of(store, run_id)
    sent = len(run.at_place(LetterPlace.SENT)) + len(run.at_place(LetterPlace.OUT))
    total = sent + len(run.at_place(LetterPlace.TO_PRINT))
    while True:
        try:
            progress(sent, total)
        except Cancelled:
            return stop_run(store, run_id, by=by, at=clock())
        taken = _take_next(store, run_id, by=by, at=clock())
        if taken is None:
            return run_of(store, run_id)
        row_id, letter = taken
        sent += 1
        pdf = registered_pdf(store, letter)
        if pdf is None or changed_since(store, letter, pdf):
            why = WhyLeft.LOST if pdf is None else WhyLeft.CHANGED
            _leave(store, row_id, letter, why, by=by, at=clock())
            continue
        try:
            give(pdf, f"Courrier {letter.reference}")
        except UserError as problem:
            if problem.code in NOTHING_LEFT:
                _refused(store, run_id, row_id, by=by, at=clock())
            raise


def _refused(store: Store, run_id: int, row_id: int, *, by: str, at: datetime) -> None:
    """Note that the printer took nothing of a letter; a run of which it took nothing at all is over: there is nothing
    to ask about, and its letters may go to another printer."""
    with store.write("print refused", by=by, at=at) as w:
        w.update("run_letter", row_id, {"sent_at": None})
        if all(_place(letter) in (LetterPlace.TO_PRINT, LetterPlace.LEFT) for letter in found.run_letters(w, [run_id])):
            _leave_unsent(w, run_id, at)
            _close_when_done(w, run_id, at)


def stop_run(store: Store, run_id: int, *, by: str, at: datetime) -> ShownRun:
    """Send no more letters of a run; those sent are still to be asked about."""
    with store.write("print stopped", by=by, at=at) as w:
        if _open(w, run_id).stopped_at is None:
            w.update("print_run", run_id, {"stopped_at": kept(at)})
        _leave_unsent(w, run_id, at)
        _close_when_done(w, run_id, at)
    return run_of(store, run_id)


def answer_run(store: Store, run_id: int, last: str, *, by: str, at: datetime) -> RunOutcome:
    """Note which letters of a run came out, and close it. ``last``: « all », « none », the reference of the last letter
    that came out well, or its number. The others, and those never sent, are to be printed again.

    Raises UserError RUN_UNKNOWN, RUN_CLOSED, RUN_NOT_IN.
    """
    out, opposed, again, replaced = list[int](), list[int](), list[int](), list[int]()
    with store.write("printed", by=by, at=at) as w:
        _open(w, run_id)
        rows = found.run_letters(w, [run_id])
        until = last_out(
            {letter.reference: letter.place for letter in rows if _place(letter) is LetterPlace.SENT}, last
        )
        for row in rows:
            sent = _place(row) is LetterPlace.SENT
            if sent and row.place <= until:
                w.update("run_letter", row.id, {"out_at": kept(at)})
                w.update("notice", row.notice_id, {"printed_at": kept(at)})
                if row.withdrawn_why:
                    replaced.append(row.notice_id)
                elif refuses(w, row.lead_id):
                    w.update("notice", row.notice_id, {"withdrawn_at": kept(at)})
                    opposed.append(row.notice_id)
                else:
                    out.append(row.notice_id)
            elif sent or _place(row) is LetterPlace.TO_PRINT:
                _leave_row(w, row.id, WhyLeft.NOT_OUT if sent else WhyLeft.STOPPED, at)
                again += [row.notice_id] * (not row.withdrawn_why)
        w.update("print_run", run_id, {"closed_at": kept(at)})
    return RunOutcome(tuple(out), tuple(opposed), tuple(again), tuple(replaced))


def last_out(sent: Mapping[str, int], last: str) -> int:
    """Return the number in its run of the last letter that came out, 0 for none. ``sent``: reference → number;
    ``last``: as for :func:`answer_run`. Raises UserError RUN_NOT_IN."""
    typed = last.strip().upper()
    if typed in ("ALL", "NONE"):
        return max(sent.values(), default=0) if typed == "ALL" else 0
    bare = typed.replace("-", "").replace(" ", "")
    for reference, number in sent.items():
        if bare == reference.replace("-", ""):
            return number
    if typed.isdecimal() and int(typed) in {0, *sent.values()}:
        return int(typed)
    raise error("RUN_NOT_IN", reference=last.strip())


def run_of(store: Store, run_id: int) -> ShownRun:
    """Return a run. Raises UserError RUN_UNKNOWN."""
    with store.read() as r:
        return _run(_known(r, run_id), found.run_letters(r, [run_id]))


def runs(r: Reader, *, only_open: bool = False) -> list[ShownRun]:
    """Return the runs, newest first."""
    rows = r.of(PrintRun, "-id", closed_at=None) if only_open else r.of(PrintRun, "-id")
    letters = found.run_letters(r, [row.id for row in rows])
    return [_run(row, [letter for letter in letters if letter.run_id == row.id]) for row in rows]


def _take_next(store: Store, run_id: int, *, by: str, at: datetime) -> tuple[int, Notice] | None:
    """Note the next letter of a run as sent, and return it with its row; whoever may not be written to any more is
    taken out."""
    with store.write("print sent", by=by, at=at) as w:
        law = law_of(agency.settings(w))
        while (row := found.next_to_send(w, run_id)) is not None:
            [letter] = notices.letters_by_ids(w, [row.notice_id])
            why = why_not_printed(w, letter, law, at)
            if why is None:
                w.update("run_letter", row.id, {"sent_at": kept(at)})
                if letter.printed_at:
                    w.update("notice", letter.id, {"printed_at": None})
                return row.id, letter
            _leave_row(w, row.id, why, at)
            _take_back(w, letter, why, at)
        _close_when_done(w, run_id, at)
    return None


def why_not_printed(r: Reader, letter: Notice, law: Law, at: datetime) -> WhyLeft | None:
    """Return why a letter may not be printed now, None when it may."""
    if refuses(r, letter.lead_id):
        return WhyLeft.OPPOSED
    if letter.posted_at or letter.returned_at or letter.withdrawn_at:
        return WhyLeft.POSTED
    if letter.unfinished:
        return WhyLeft.LOST
    return None if verdict(r, letter.lead_id, law, channel=Channel.LETTER, at=at).allowed else WhyLeft.HELD


def _take_back(w: Writer, letter: Notice, why: WhyLeft, at: datetime) -> None:
    if why is WhyLeft.OPPOSED and letter.withdrawn_at is None and letter.posted_at is None:
        w.update("notice", letter.id, {"withdrawn_at": kept(at)})


def _leave(store: Store, row_id: int, letter: Notice, why: WhyLeft, *, by: str, at: datetime) -> None:
    """Take a letter out of its run, as its file is lost or says what is true no more: it is to be prepared again."""
    with store.write("print lost", by=by, at=at) as w:
        w.update("run_letter", row_id, {"sent_at": None})
        _leave_row(w, row_id, why, at)
        w.update("notice", letter.id, {"unfinished": 1})


def _leave_row(w: Writer, row_id: int, why: WhyLeft, at: datetime) -> None:
    w.update("run_letter", row_id, {"left_at": kept(at), "why": why.value})


def _leave_unsent(w: Writer, run_id: int, at: datetime) -> None:
    for letter in found.run_letters(w, [run_id]):
        if _place(letter) is LetterPlace.TO_PRINT:
            _leave_row(w, letter.id, WhyLeft.STOPPED, at)


def _close_when_done(w: Writer, run_id: int, at: datetime) -> None:
    if not w.count(RunLetter, run_id=run_id, out_at=None, left_at=None):
        w.update("print_run", run_id, {"closed_at": kept(at)})


def _known(r: Reader, run_id: int) -> PrintRun:
    row = r.get(PrintRun, run_id)
    if row is None:
        raise error("RUN_UNKNOWN", value=str(run_id))
    return row


def _open(r: Reader, run_id: int) -> PrintRun:
    row = _known(r, run_id)
    if row.closed_at is not None:
        raise error("RUN_CLOSED")
    return row


def _place(row: RunLetterRow) -> LetterPlace:
    if row.left_at is not None:
        return LetterPlace.LEFT
    if row.out_at is not None:
        return LetterPlace.OUT
    return LetterPlace.TO_PRINT if row.sent_at is None else LetterPlace.SENT


def _run(row: PrintRun, letters: Sequence[RunLetterRow]) -> ShownRun:
    told = tuple(
        ShownRunLetter(
            letter.notice_id, letter.lead_id, letter.reference, letter.name, letter.place, _place(letter), letter.why
        )
        for letter in letters
    )
    stopped, is_closed = row.stopped_at is not None, row.closed_at is not None
    return ShownRun(row.id, row.printer, row.both_sides, local(row.at), row.by, stopped, is_closed, told)
