"""Records what a coupon says when it comes back, in one transaction: verdict and next step change at once, and all of
it can be taken back for a while."""

from datetime import datetime

from core.actions.calling.consenting import Agreed
from core.actions.common import agency
from core.actions.common.judging import law_of
from core.actions.common.next_step_facts import next_steps
from core.actions.common.proofs import keep_proof
from core.actions.letters import posting
from core.actions.replies.boxes import of_erased, tick
from core.actions.replies.pen import ReplyWriter
from core.base.errors import UserError
from core.base.moments import AGENCY_ZONE, kept, local
from core.base.records import Struct, replace
from core.model.editing import Edited
from core.model.reply import REFUSALS, Box, ReplyRead
from core.model.step import NextStep
from core.records.lead import Lead
from core.records.notice import Notice
from core.records.reply import Reply
from core.rules.coupons import meaning, outweighed
from core.store.port import PRESENT, Reader, Store, Value, Writer
from core.words.errors import error
from core.words.replies import boxes_said


class Recorded(Struct, frozen=True):
    """What recording a coupon did. ``reply``: the id of its row, 0 when it was ``already`` recorded; ``boxes``: what
    counts of those ticked; ``told``: sentences; ``then``: the next step of the lead, None once erased. The rest is what
    undoing takes back: refusals, edits, rows made (table, id), and rows changed (table, id, values before)."""

    reply: int
    lead_id: int
    reference: str
    boxes: frozenset[Box]
    told: tuple[str, ...]
    then: NextStep | None
    at: datetime
    already: bool = False
    gestures: tuple[int, ...] = ()
    edits: tuple[Edited, ...] = ()
    made: tuple[tuple[str, int], ...] = ()
    before: tuple[tuple[str, int, dict[str, Value]], ...] = ()


class _ForeseenError(Exception):
    """Ends a transaction that must not be kept."""


def record(store: Store, reply: ReplyRead, *, by: str, at: datetime, agreed: Agreed | None = None) -> Recorded:
    """Record what a coupon says. ``agreed``: the agreement written on it, for the box ``consent``.

    A refusal is kept even when the rest cannot be (rule OBJ-01): the sentence of what failed is then among those told.
    Raises UserError, with nothing written: LETTER_UNKNOWN, REPLY_NO_BOX, REPLY_FUTURE, REPLY_BEFORE_LETTER,
    REPLY_ERASED_AGREES, REPLY_CONSENT_WORDS, REPLY_CONSENT_PAGE, REFUSAL_UNHELD when nothing lets the refusal of
    somebody erased hold, and as recording an agreement or editing a sheet do.
    """
    try:
        with store.write("reply", by=by, at=at) as w:
            return _record(w, reply, agreed, by=by, at=at)
    except UserError as problem:
        with store.read() as r:
            letter = _letter(r, reply.reference)
        refusals = meaning(reply.boxes, _version(letter), back=bool(reply.block.strip())) & REFUSALS
        if not reply.boxes or not refusals or refusals == reply.boxes:
            raise
        with store.write("reply", by=by, at=at) as w:
            done = _record(w, replace(reply, boxes=refusals), None, by=by, at=at)
        return replace(done, told=(*done.told, problem.text))


def foreseen(store: Store, reply: ReplyRead, *, by: str, at: datetime, agreed: Agreed | None = None) -> Recorded:
    """Return what :func:`record` would do, without doing it. Raises as it does."""
    found: list[Recorded] = []
    try:
        with store.write("reply", by=by, at=at) as w:
            found.append(_record(w, reply, agreed, by=by, at=at))
            raise _ForeseenError
    except _ForeseenError:
        return found[0]


def _record(w: Writer, reply: ReplyRead, agreed: Agreed | None, *, by: str, at: datetime) -> Recorded:
    letter = _letter(w, reply.reference)
    if not reply.boxes and not reply.block.strip():
        raise error("REPLY_NO_BOX")
    meant = meaning(reply.boxes, _version(letter), back=bool(reply.block.strip()))
    pen = ReplyWriter(w, letter, _dated(reply, letter, refuses=bool(meant & REFUSALS), at=at), by=by, at=at)
    if bool(w.count(Lead, id=letter.lead_id, erased_at=PRESENT)):
        of_erased(pen, meant)
        return _done(pen, meant, _row(pen, meant), None)
    before = w.of(Reply, notice_id=letter.id, undone_at=None)
    same = next((one for one in before if one.boxes == _kept(meant) and (one.proof_id or not reply.scan)), None)
    if same is not None and not meant & REFUSALS:
        pen.say("REPLY_ALREADY", date=local(same.at).date(), user=same.by)
        return replace(_done(pen, meant, 0, _next(w, letter, at)), already=True)
    if reply.scan is not None:
        pen.proof_id = keep_proof(w, reply.scan.name, reply.scan.content)
    pen.earlier = frozenset(one.at for one in before if one.boxes == _kept(meant))
    if any(one.boxes != _kept(meant) for one in before):
        pen.say("REPLY_DIFFERENT")
    _arrived(pen)
    _why(pen, reply, meant)
    for box in Box:
        if box in meant:
            tick(pen, box, agreed)
    return _done(pen, meant, _row(pen, meant), _next(w, letter, at))


def _why(pen: ReplyWriter, reply: ReplyRead, meant: frozenset[Box]) -> None:
    """Say why the paper counts as an opposition where its box is not ticked, and what the opposition wins over."""
    if Box.OPPOSE in meant and Box.OPPOSE not in reply.boxes:
        pen.say("REPLY_BACK_OPPOSED" if reply.block.strip() else "REPLY_BLANK_OPPOSED")
    lost = outweighed(reply.boxes, meant)
    if lost:
        pen.say("REPLY_OPPOSITE", boxes=boxes_said(lost))


def _arrived(pen: ReplyWriter) -> None:
    """A letter that is answered, or brought back, was posted, whether somebody said so or not."""
    letter, w = pen.letter, pen.w
    if letter.posted_at or letter.withdrawn_at:
        return
    pen.before.append(("notice", letter.id, {"posted_at": None, "printed_at": letter.printed_at}))
    pen.before.append(("lead", letter.lead_id, {"notice_sent": w.row(Lead, letter.lead_id).notice_sent}))
    posting.note_posted(w, letter, pen.reply.received, kept(pen.moment), pen.at)
    pen.say("REPLY_ARRIVED")


def _row(pen: ReplyWriter, meant: frozenset[Box]) -> int:
    return pen.w.insert(
        "reply",
        {
            "lead_id": pen.letter.lead_id,
            "notice_id": pen.letter.id,
            "boxes": _kept(meant),
            "received": pen.reply.received.isoformat(),
            "proof_id": pen.proof_id,
            "at": kept(pen.at),
            "by": pen.by,
            "rank": pen.w.rank,
        },
    )


def _done(pen: ReplyWriter, meant: frozenset[Box], row: int, then: NextStep | None) -> Recorded:
    return Recorded(
        row, pen.letter.lead_id, pen.letter.reference, meant, tuple(pen.told), then, pen.at,
        gestures=tuple(pen.gestures), edits=tuple(pen.edits), made=tuple(pen.made), before=tuple(pen.before),
    )  # fmt: skip


def _dated(reply: ReplyRead, letter: Notice, *, refuses: bool, at: datetime) -> ReplyRead:
    """Return the reply with a day that can be; a wrong one never loses a refusal (rule OBJ-01)."""
    today = at.astimezone(AGENCY_ZONE).date()
    if refuses:
        return replace(reply, received=min(reply.received, today))
    if reply.received > today:
        raise error("REPLY_FUTURE", day=reply.received)
    if reply.received.isoformat() < letter.day:
        raise error("REPLY_BEFORE_LETTER", day=reply.received, date=local(f"{letter.day}T12:00:00+00:00").date())
    return reply


def _letter(r: Reader, reference: str) -> Notice:
    letter = r.get(Notice, posting.letter_of(r, reference))
    assert letter is not None, "found by its reference"  # noqa: S101
    return letter


def _version(letter: Notice) -> str:
    return next(iter(letter.versions.split()), "")


def _kept(boxes: frozenset[Box]) -> str:
    return ",".join(box.value for box in Box if box in boxes)


def _next(r: Reader, letter: Notice, at: datetime) -> NextStep | None:
    return next_steps(r, [letter.lead_id], law_of(agency.settings(r)), at=at).get(letter.lead_id)
