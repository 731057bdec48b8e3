"""The one day by which a person must be informed: the list, the letters and the first page read it on the lead, the
verdict computes it; whatever changes a first contact settles it here (rule GDPR-13)."""

from collections.abc import Iterable, Sequence
from datetime import date

from core.base.moments import happened
from core.model.facts import NoticeFact
from core.model.opposing import CallOutcome, Reach
from core.records.lead import Lead
from core.rules.deadlines import notice_due
from core.store import judging
from core.store.judging import CallJudged
from core.store.named_rows import by_lead
from core.store.port import Writer

SPEAKING = tuple(outcome for outcome in CallOutcome if outcome.reach is Reach.PERSON)
INFORMING = tuple(outcome for outcome in CallOutcome if outcome.informs)


def first_contact(calls: Iterable[CallJudged]) -> date | None:
    """Return the day of the first outgoing call that reached the person; ``calls``: oldest first."""
    reached = (call for call in calls if call.direction == "out" and call.outcome in INFORMING)
    return next((happened(call.started).date() for call in reached), None)


def answered(calls: Iterable[CallJudged], since: date) -> date | None:
    """Return the day of the first call in which the person spoke with the agency on ``since`` or later, whoever called;
    a message left is no answer."""
    spoke = (call for call in calls if call.direction == "in" or call.outcome in SPEAKING)
    return next((day for call in spoke if (day := happened(call.started).date()) >= since), None)


def settle(w: Writer, lead_ids: Sequence[int]) -> None:
    """Write the day by which each of these persons must be informed, where it changed: a call reached them, or does not
    count any more."""
    calls = by_lead(judging.calls(w, lead_ids))
    for lead in w.of(Lead, id=lead_ids):
        fact = NoticeFact(date.fromisoformat(lead.obtained), first_contact=first_contact(calls[lead.id]))
        due = notice_due(fact).isoformat()
        if due != lead.notice_due:
            w.update("lead", lead.id, {"notice_due": due})


def settle_call(w: Writer, lead_id: int | None, hashed: str) -> None:
    """Settle the leads that one call concerns: its own, and those that bear the number (``hashed``, empty for none)."""
    bearers = {one for _, one in w.bearers({hashed})} if hashed else set()
    settle(w, sorted(bearers | ({lead_id} if lead_id is not None else set())))


def settle_all(w: Writer) -> None:
    """Settle every lead that a call may concern, where many changed at once: a copy put back, a batch taken back."""
    settle(w, judging.called(w))


def settle_called(w: Writer, hashes: Sequence[str]) -> None:
    """Settle the leads that bear one of these numbers, where one of them was reached by a call."""
    reached = judging.reached(w, [hashed for hashed in hashes if hashed], INFORMING)
    if reached:
        settle(w, sorted({lead_id for _, lead_id in w.bearers(set(reached))}))
