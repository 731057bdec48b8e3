"""The first page: what is due, by deadline, and the results of the last weeks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from core.actions.calling.unfinished import unfinished
from core.actions.common import agency
from core.actions.common.judging import Law, callable_then
from core.actions.common.step_cache import StepTally, leading, steps_told
from core.actions.desk.steps_due import Due, Kind, steps_due
from core.base.moments import AGENCY_ZONE, kept, local, read_day
from core.base.records import Struct, replace
from core.model.opposing import CallOutcome
from core.model.step import Step
from core.records.call import Callback
from core.records.lead import Lead
from core.records.request import RecipientTask
from core.rules.deadlines import add_months, consent_last_day
from core.store import forgetting, leads, notices, requests, safe
from core.store import today as counted
from core.store.port import Above, Reader

DAYS_SHOWN = 14


class CallDay(Struct, frozen=True):
    """The number of calls made on one day, and how many of them gave an appointment."""

    day: date
    calls: int
    appointments: int


class DayContext(NamedTuple):
    """For whom and when the first page is read: by the law, where all leads stand then, for a user, at a moment (aware,
    in the agency's zone)."""

    law: Law
    told: StepTally
    by: str
    at: datetime


def pressing(r: Reader, law: Law, told: StepTally, *, by: str, at: datetime) -> list[Due]:
    """Return everything to do except erasing, in any order; ``at`` is aware, in the agency's zone. ``told``: where all
    leads stand then."""
    context = DayContext(law, told, by, at)
    return [due for reading in READERS for due in reading(r, context)]


def closed(r: Reader, told: StepTally) -> list[int]:
    """Return whom the retention rules may tell to erase beside the steps: those who refuse, mostly. ``told``: where all
    leads stand."""
    erased = set(leading(r, told, (Step.ERASE,)))
    return [lead_id for lead_id in forgetting.closed(r) if lead_id not in erased]


def to_erase(count: int, *, at: datetime) -> list[Due]:
    """Return the line about ``count`` persons to erase (see :func:`core.actions.keeping.kept_too_long.closed`), or
    nothing when 0."""
    return [Due("erase", count, at.date())] if count else []


def ranked(found: Iterable[Due]) -> list[Due]:
    """Return the things to do, the most urgent first.

    The identity of the agency comes first, since no letter can leave without it. Erasing comes last, since it can wait
    longest.
    """
    return sorted(found, key=lambda one: (_RANKS.get(one.kind, 1), one.day, one.at or _noon(one.day)))


def next_due(r: Reader, *, at: datetime) -> date | None:
    """Return the day of the first callback after the day of ``at``, shown on a day with nothing to do."""
    callback = r.one(Callback, "due", done_at=None, cancelled_at=None, due=Above(_day_end(at)))
    return local(callback.due).date() if callback else None


def call_days(r: Reader, *, at: datetime) -> list[CallDay]:
    """Return the working days of the last two weeks, today included, oldest first; a Saturday or a Sunday only when
    there was a call."""
    first = at.date() - timedelta(days=DAYS_SHOWN - 1)
    start = at.replace(year=first.year, month=first.month, day=first.day, hour=0, minute=0, second=0, microsecond=0)
    calls: dict[date, list[str]] = {}
    for call in counted.calls_since(r, kept(start)):
        started = local(call.started)
        if started <= at:
            calls.setdefault(started.date(), []).append(call.outcome)
    days = [first + timedelta(days=number) for number in range(DAYS_SHOWN)]
    return [
        CallDay(day, len(calls.get(day, ())), calls.get(day, []).count(CallOutcome.APPOINTMENT))
        for day in days
        if day in calls or day.isoweekday() <= 5
    ]


def _identity(_r: Reader, asked: DayContext) -> list[Due]:
    missing = asked.law.agency_missing
    return [Due("identity", len(missing), asked.at.date(), missing=missing)] if missing else []


def _steps(r: Reader, asked: DayContext) -> list[Due]:
    lines, about = [], notices.asked_about(r)
    for due in steps_due(r, asked.law, asked.told, at=asked.at):
        # What was given to a printer has a line of its own.
        count = due.count - (len(about) if due.kind == "ready" else 0)
        if count > 0:
            lines.append(
                _held(replace(due, count=count), asked.law) if due.kind == "lacking" else replace(due, count=count)
            )
    return lines


def _held(due: Due, law: Law) -> Due:
    """Return the line of what keeps letters from leaving: what the agency lacks, or did not answer, before what sheets
    lack."""
    if law.agency_missing or not law.unanswered:
        return replace(due, missing=law.agency_missing)
    return replace(due, kind="answers", missing=law.unanswered)


def _sent(r: Reader, asked: DayContext) -> list[Due]:
    """Return the letters given to a printer, until somebody says whether they came out."""
    about = notices.asked_about(r)
    return [Due("sent", len(about), asked.at.date(), local(next(iter(about.values()))))] if about else []


def _callbacks(r: Reader, asked: DayContext) -> list[Due]:
    """Return the callbacks of the day but those that may be made now, who are among the people to call; apart, those
    that nothing will allow at their moment."""
    planned = counted.callbacks_until(r, _day_end(asked.at))
    steps = steps_told(r, asked.told, [one.lead_id for one in planned], asked.law, at=asked.at)
    later = [one for one in planned if steps[one.lead_id] is not Step.CALL_PROMISED]
    # Of two callbacks of one person the first one decides.
    moments = {one.lead_id: max(local(one.due), asked.at) for one in reversed(later)}
    allowed = callable_then(r, moments, asked.law)
    lines: dict[Kind, list[counted.DueLine]] = {"callbacks": [], "barred": []}
    for line in later:
        lines["callbacks" if line.lead_id in allowed else "barred"].append(line)
    return [_first_callback(kind, found) for kind, found in lines.items() if found]


def _first_callback(kind: Kind, found: Sequence[counted.DueLine]) -> Due:
    first = found[0]
    moment = local(first.due)
    return Due(kind, len(found), moment.date(), moment, first.name, first.lead_id)


def _unfinished(r: Reader, asked: DayContext) -> list[Due]:
    found = unfinished(r, by=asked.by, at=asked.at)
    if not found:
        return []
    first = found[0]
    return [Due("unfinished", len(found), first.started.date(), first.started, first.name, first.lead)]


def _agreements(r: Reader, asked: DayContext) -> list[Due]:
    at, numbers = asked.at, asked.law.books.on(asked.at.date()).numbers
    today = at.date()
    until = today + timedelta(days=numbers.contract_warning_days)
    # One day more on both sides, since the moments are in UTC; the rule below decides.
    oldest = kept(_months_before(at - timedelta(days=2), 12 * numbers.consent_years))
    newest = kept(_months_before(at + timedelta(days=numbers.contract_warning_days + 2), 12 * numbers.consent_years))
    ends = []
    for agreement in counted.agreements_ending(r, since=oldest, before=newest, until=until.isoformat()):
        end = consent_last_day(
            local(agreement.collected).date(), read_day(agreement.until), years=numbers.consent_years
        )
        if today <= end <= until:
            ends.append((end, r.row(Lead, agreement.lead_id).name, agreement.lead_id))
    return _ending("agreements", ends)


def _contracts(r: Reader, asked: DayContext) -> list[Due]:
    today = asked.at.date()
    until = today + timedelta(days=asked.law.books.on(today).numbers.contract_warning_days)
    running = counted.contracts_ending(r, today.isoformat(), until.isoformat())
    return _ending(
        "contracts", [(date.fromisoformat(contract.due), contract.name, contract.lead_id) for contract in running]
    )


def _ending(kind: Kind, ends: list[tuple[date, str, int]]) -> list[Due]:
    if not ends:
        return []
    day, name, lead = min(ends)
    return [Due(kind, len(ends), day, name=name, lead=lead)]


def _requests(r: Reader, _asked: DayContext) -> list[Due]:
    waiting = requests.open_requests(r)
    if not waiting:
        return []
    first = waiting[0]
    return [Due("requests", len(waiting), date.fromisoformat(first.due), name=first.name)]


def _messages(r: Reader, asked: DayContext) -> list[Due]:
    messages = r.of(RecipientTask, "made", sent=None)
    return [Due("messages", len(messages), asked.at.date(), name=messages[0].recipient)] if messages else []


def _sheet(r: Reader, asked: DayContext) -> list[Due]:
    """Return the recovery sheet, from the first lead on until it is confirmed; only where somebody may print it."""
    count = 0 if not r.manages or safe.is_on_paper(r) else leads.count_leads(r)
    return [Due("sheet", count, asked.at.date())] if count else []


def _page(r: Reader, asked: DayContext) -> list[Due]:
    """Return the line of the page « vos données » that says something else than the agency does."""
    changes = agency.page_changes(agency.settings(r))
    return [Due("page", 1, asked.at.date(), missing=(*changes.former, *changes.missing))] if changes.stale else []


def _year(r: Reader, asked: DayContext) -> list[Due]:
    """Return, from January on, the answers of another year: they are to be read again, and nothing waits for it."""
    year = agency.settings(r).answers_year
    if asked.law.agency_missing or asked.law.unanswered or year >= str(asked.at.year):
        return []
    return [Due("year", 1, asked.at.date(), missing=(year,))]


READERS: tuple[Callable[[Reader, DayContext], list[Due]], ...] = (
    _identity, _steps, _sent, _callbacks, _unfinished, _agreements, _contracts, _requests, _messages, _sheet, _page,
    _year,
)  # fmt: skip
_RANKS: Mapping[str, int] = {"identity": 0, "kept": 2, "erase": 2}


def _months_before(at: datetime, months: int) -> datetime:
    day = add_months(at.date(), -months)
    return at.replace(year=day.year, month=day.month, day=day.day)


def _day_end(at: datetime) -> str:
    return kept(at.replace(hour=23, minute=59, second=59, microsecond=999_000))


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=AGENCY_ZONE)
