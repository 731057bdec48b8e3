"""The line of this seat: at most one call on it, written when it starts, closed by an outcome or by an opposition."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.actions.calling import calling, oral_notice
from core.actions.calling.calldesk import Desk, Unfinished
from core.actions.common.people import Who
from core.actions.register import opposing
from core.actions.register.opposing import Opposed
from core.model.verdict import Verdict
from ui.common.office import Office


@dataclass(frozen=True, slots=True)
class Call:
    """A call without an outcome yet, or whose outcome is being corrected.

    ``direction``: out or in; ``ended``: when it was hung up; ``verdict``: of its start; ``found``: it was left open by
    a program that stopped; ``outcome``: the one to correct.
    """

    id: int
    who: Who
    direction: str
    started: datetime
    ended: datetime | None = None
    verdict: Verdict | None = None
    found: bool = False
    outcome: str = ""

    @property
    def live(self) -> bool:
        """True while somebody is on the telephone."""
        return self.ended is None

    def lasted(self, now: datetime) -> timedelta:
        """Return how long it has lasted, never less than nothing."""
        return max((self.ended or now) - self.started, timedelta(0))


class Line:
    """Does the gestures of the desk through core/actions, and remembers the call they bear on."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.call: Call | None = None

    @property
    def live(self) -> bool:
        """True while somebody is on the telephone."""
        return self.call is not None and self.call.live

    def start(self, desk: Desk) -> None:
        """Start an outgoing call. Raises ``calling.Refused``, judged inside the transaction."""
        now = self._office.now()
        started = calling.start(self._office.store, desk.who, by=self._office.by, at=now)
        self.call = Call(started.call, desk.who, "out", now, verdict=started.verdict)

    def receive(self, who: Who) -> None:
        """Note an incoming call: answering is allowed whatever the light."""
        now = self._office.now()
        call_id = calling.receive(self._office.store, who, by=self._office.by, at=now)
        self.call = Call(call_id, who, "in", now)

    def say(self, points: tuple[str, ...]) -> None:
        """Keep the points of the information said so far during the outgoing call on the line (RGPD, art. 12 to 14)."""
        call = self.call
        if call is not None and call.direction == "out":
            oral_notice.say(self._office.store, call.id, points, by=self._office.by, at=self._office.now())

    def said(self) -> tuple[str, ...]:
        """Return the points already kept for the call on the line."""
        if self.call is None:
            return ()
        with self._office.store.read() as r:
            return oral_notice.said(r, self.call.id)

    def find(self, left: Unfinished, who: Who) -> None:
        """Take up a call the program was stopped in the middle of; how long it lasted is not known."""
        self.call = Call(left.call, who, left.direction, left.started, ended=left.started, found=True)

    def correct(self, call: Call, outcome: str) -> None:
        """Take up a finished call to change its outcome."""
        self.call = replace(call, ended=call.ended or self._office.now(), outcome=outcome)

    def hang_up(self) -> None:
        """Stop the timer; the outcome is still to be chosen."""
        if self.call is not None and self.call.live:
            self.call = replace(self.call, ended=self._office.now())

    def finish(self, outcome: str, note: str) -> Call | None:
        """Close the call with its outcome and return it; None when there is none."""
        call = self.call
        if call is None:
            return None
        now = self._office.now()
        calling.finish(
            self._office.store, call.id, outcome=outcome, by=self._office.by, at=now, note=note, ended=call.ended
        )
        self.call = None
        return replace(call, ended=call.ended or now)

    def plan(self, lead_id: int, due: datetime, note: str) -> None:
        """Plan to call again at ``due`` (aware). Raises UserError CALLBACK_PAST."""
        now = self._office.now()
        calling.plan_callback(self._office.store, lead_id, due=due, by=self._office.by, at=now, note=note)

    def oppose(self, who: Who, note: str) -> Opposed:
        """Record the opposition and close the call on the line, in one transaction (RGPD, art. 21)."""
        call_id = self.call.id if self.call is not None else None
        done = opposing.oppose(
            self._office.store, who, how="call", by=self._office.by, at=self._office.now(), note=note, call_id=call_id
        )
        self.call = None
        return done
