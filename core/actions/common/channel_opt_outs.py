"""The refusals of one way of being reached, and of no other, as the facts of the law: said by a coupon, by a column of
a file, or by another base."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from core.actions.common.marks import GUESS, MAILBOX, NUMBER, PERSON, READ, KindHash, own_marks
from core.base.moments import happened, kept
from core.model.facts import OppositionFact
from core.model.opposing import RefusalAuthor
from core.model.reply import Box
from core.records.reply import Reply
from core.store import registers
from core.store.port import Values, Writer
from core.store.registers import WayClosed

CLOSES: Mapping[str, str] = {"no_email": "email", "no_call": "phone", "no_letter": "address"}
"""A refusal of one way → the kind of contact point that it closes."""
_COLUMNS = ("id", "gesture", "hash", "kind", "how", "at", "by", "note", "lead_id", "rank", "author", "batch_id")
_OWN = frozenset({"phone", "email", "address", READ, PERSON, GUESS})
"""Kinds of marks by which the person is known again."""
_THEIRS = {NUMBER: ("call", "sms"), MAILBOX: ("email",)}
"""A contact point that tells nobody apart is closed itself, for what goes through it."""


def limited(replies: Sequence[Reply], closed: Sequence[WayClosed]) -> Iterator[OppositionFact]:
    """Yield the refusals of one way that a person said."""
    for reply in replies:
        for box in reply.boxes.split(","):
            if box == Box.REFUSE_CALLS:
                yield OppositionFact("person", "letter", happened(reply.at), calls_only=True, rank=reply.rank)
            elif box == Box.REFUSE_ELECTRONIC:
                yield OppositionFact("electronic", "letter", happened(reply.at), rank=reply.rank)
    for said in closed:
        yield OppositionFact(said.kind, said.how, happened(said.at), rank=said.rank)


def close_ways(
    w: Writer, refused: Sequence[tuple[Sequence[KindHash], Sequence[str]]], *, how: str, by: str, at: datetime,
    batch_id: int | None = None,
) -> list[int]:  # fmt: skip
    """Record for each person, given by marks (kind, keyed hash), the ways refused: email, sms, call, letter. What is
    in the register already changes nothing. ``batch_id``: of the rows where the program read it, None for what was
    said. Return the gesture of each who is refused anew."""
    author = (RefusalAuthor.SAID if batch_id is None else RefusalAuthor.READ).value
    wanted = {
        f"{hashed}:{way}": (way, rank) for rank, (marks, ways) in enumerate(refused) for hashed, way in _of(marks, ways)
    }
    in_force = set(registers.opposed(w, list(wanted)))
    if batch_id is None:  # What was only read may be lifted as a mistake.
        in_force &= registers.said(w, list(wanted))
    gestures: dict[int, int] = {}
    rows: list[Values] = []
    for hashed, (way, rank) in wanted.items():
        if hashed not in in_force:
            gesture = gestures.setdefault(rank, 0) or w.new_id()
            gestures[rank] = gesture
            rows.append(
                (w.new_id(), gesture, hashed, f"no_{way}", how, kept(at), by, "", None, w.rank, author, batch_id)
            )
    w.insert_many("opposition", _COLUMNS, rows)
    return [*gestures.values()]


def _of(marks: Sequence[KindHash], ways: Sequence[str]) -> list[tuple[str, str]]:
    own = own_marks(marks)
    return [(hashed, way) for kind, hashed in own for way in ways if kind in _OWN or way in _THEIRS.get(kind, ())]
