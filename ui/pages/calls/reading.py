"""What the page has read from the base: the queue, the person on the desk, the call going on, those left open. It
contains no widget."""

from collections.abc import Collection
from datetime import datetime, timedelta

from core.actions.calling import calldesk, calling, oral_notice
from core.actions.calling.calldesk import Desk, Judged, Queue
from core.actions.calling.unfinished import Unfinished, unfinished
from core.actions.common.people import Who, present
from core.base.errors import UserError
from core.base.records import Struct, replace
from core.model.lead import LeadRow
from core.model.opposing import CallOutcome
from core.model.verdict import Light, Verdict
from ui.common.office import Office
from ui.pages.calls.words_of import shown_phone


class Call(Struct, frozen=True):
    """A call without an outcome yet, or whose outcome is being corrected.

    ``direction``: out or in; ``ended``: when it was hung up; ``verdict``: at its start; ``found``: it was left open by
    a program that stopped; ``outcome``: the one to correct.
    """

    id: int
    who: Who
    direction: str
    started: datetime
    ended: datetime | None = None
    verdict: Verdict | None = None
    found: bool = False
    outcome: CallOutcome | None = None

    @property
    def live(self) -> bool:
        """Tell whether somebody is on the telephone."""
        return self.ended is None

    def lasted(self, now: datetime) -> timedelta:
        """Return how long the call has lasted, never negative."""
        return max((self.ended or now) - self.started, timedelta(0))


def found(left: Unfinished, who: Who) -> Call:
    """Return a call that a program that stopped left open: how long it lasted is not known."""
    return Call(left.call, who, left.direction, left.started, ended=left.started, found=True)


def hold(office: Office, call: Call | None) -> bool:
    """Keep a call written, if there is one, and return whether the base no longer held it."""
    if call is not None:
        with office.trying():
            return calling.hold(
                office.store, call.id, call.who, direction=call.direction, started=call.started, said=call.verdict,
                by=office.by, at=office.now(),
            )  # fmt: skip
    return False


class Reading:
    """The data shown. ``queue``: who is to be called. ``desk``: the person shown, None for nobody. ``phone``: the
    telephone the user chose (E.164)."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.queue = Queue()
        self.desk: Desk | None = None
        self.phone = ""
        self._left: list[Unfinished] = []
        self._judged: Judged = {}

    @property
    def lead_id(self) -> int | None:
        """The id of the person shown, None for nobody or a caller without a sheet."""
        return self.desk.lead_id if self.desk is not None else None

    @property
    def name(self) -> str:
        """The name of the person shown, or their telephone when it is not known; empty for nobody."""
        desk = self.desk
        named = desk.sheet.row.name if desk is not None and desk.sheet is not None else ""
        return named or (shown_phone(desk.who.phone) if desk is not None else "")

    @property
    def opposed(self) -> bool:
        """Tell whether the person shown is opposed."""
        return self.desk is not None and self.desk.verdict.light is Light.OPPOSED

    def read_queue(self) -> None:
        """Read the people who wait, and the calls without an outcome."""
        office = self._office
        with office.store.read() as r:
            self.queue = calldesk.queue(r, office.law, at=office.now(), judged=self._judged)
            self._left = unfinished(r, by=office.by, at=office.now())

    def forget_judged(self) -> None:
        """Judge everybody of the queue at the next reading: titles or settings were written."""
        self._judged.clear()

    def drop(self, lead_ids: Collection[int]) -> None:
        """Remove people from the queue without judging the others again: they have just opposed, and nothing else
        changed."""
        now, today, later = (
            tuple(one for one in part if one.id not in lead_ids)
            for part in (self.queue.now, self.queue.today, self.queue.later)
        )
        self.queue = replace(self.queue, now=now, today=today, later=later)

    def read_lead(self, lead_id: int, call: Call | None = None) -> None:
        """Read one person, under the sheet theirs was joined to if it was. When it is gone, ``call``, that goes on with
        them, is with whoever bears its number; without one, UserError LEAD_UNKNOWN is raised, nothing changed."""
        if lead_id != self.lead_id:
            self.phone = ""
        office = self._office
        with office.store.read() as r:
            now = present(r, lead_id)
            if now is not None or call is None:
                self.desk = calldesk.desk(r, now or lead_id, office.law, at=office.now(), phone=self.phone)
                return
        self.read_stranger(replace(call.who, lead_id=None))

    def read_stranger(self, who: Who) -> None:
        """Read what the register says of a caller without a sheet."""
        office = self._office
        with office.store.read() as r:
            self.desk = calldesk.stranger(r, who, office.law, at=office.now())

    def read_again(self, call: Call | None) -> None:
        """Read the person shown once more, because time passed or somebody wrote to the base, with the ``call`` that
        goes on. Raises UserError LEAD_UNKNOWN as :meth:`read_lead`, with nobody shown."""
        if self.desk is None:
            return
        if self.desk.lead_id is None:
            self.read_stranger(self.desk.who)
            return
        try:
            self.read_lead(self.desk.lead_id, call)
        except UserError:
            self.forget()
            raise

    def other_phone(self) -> None:
        """Choose the person's next telephone and judge it."""
        desk = self.desk
        if desk is None or desk.lead_id is None or len(desk.phones) < 2:
            return
        self.phone = desk.phones[(desk.phones.index(desk.who.phone) + 1) % len(desk.phones)]
        self.read_lead(desk.lead_id)

    def forget(self) -> None:
        """Show nobody."""
        self.desk, self.phone = None, ""

    def shown_now(self) -> list[LeadRow]:
        """Return whom to call now, with the person shown on top when they are not of the queue."""
        desk = self.desk
        if desk is None or desk.sheet is None:
            return list(self.queue.now)
        row, queue = desk.sheet.row, self.queue
        known = any(one.id == row.id for one in (*queue.now, *queue.today, *queue.later))
        return list(queue.now) if known else [row, *queue.now]

    def left_open(self, lead_id: int) -> Unfinished | None:
        """Return the oldest call of a person that has no outcome."""
        return next((one for one in self._left if one.lead == lead_id), None)

    def left_by_strangers(self) -> Unfinished | None:
        """Return the oldest call without an outcome of somebody who has no sheet."""
        return next((one for one in self._left if one.lead is None), None)

    def caller(self, typed: str) -> Who:
        """Return who calls from a telephone, an e-mail, or answers a letter of that reference."""
        with self._office.store.read() as r:
            return calldesk.caller(r, typed)

    def said(self, call: Call) -> tuple[str, ...]:
        """Return the points of the information said during a call."""
        with self._office.store.read() as r:
            return oral_notice.said(r, call.id)

    def after(self) -> int | None:
        """Return the next person to call, never the one shown."""
        ids = [one.id for one in self.queue.now]
        start = ids.index(self.lead_id) + 1 if self.lead_id in ids else 0
        return next((one for one in ids[start:] + ids[:start] if one != self.lead_id), None)
