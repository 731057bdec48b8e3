"""The calls of the past judged again: each under the law of its day, with what was known of the person at its minute.

What came later counts for nothing: an agreement given, an opposition said, a letter posted after the call. Nothing is
written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from core.actions import agency
from core.actions.judging import Law, facts_of, law_of, sellers
from core.model.channel import Channel
from core.model.facts import Facts
from core.model.verdict import Reason, Verdict
from core.moments import AGENCY_ZONE, happened, kept
from core.progress import Progress, silent
from core.rules.channels import judge
from core.store import judging, past_calls
from core.store.opening import opened
from core.store.port import Reader, Row
from core.wording import error

CHUNK = 400
MOST = 2_000
"""Breaches given in full; the others are counted."""
Held = Mapping[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Period:
    """Calls to judge again: from ``first`` to ``last``, days of the agency, both included. ``bloctel``: days on which
    the file was compared with Bloctel, with a proof (law before 11 August 2026)."""

    folder: Path
    first: date
    last: date
    bloctel: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Breach:
    """A call the law of its day forbade: ``law`` is that rulebook's title, ``reasons`` all that block, the strongest
    first."""

    call: int
    lead: int
    name: str
    at: datetime
    by: str
    law: str
    reasons: tuple[Reason, ...]

    @property
    def prudent(self) -> bool:
        """No text of law forbade it: prudence alone did."""
        return all(reason.grade == "D" for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Rejudged:
    """``judged`` calls, of which ``breaking`` the law and ``prudent`` were against prudence alone; ``erased``: calls to
    persons erased since, whom nothing is left to judge by. ``breaches``: the first of them, oldest first."""

    judged: int = 0
    breaking: int = 0
    prudent: int = 0
    erased: int = 0
    breaches: tuple[Breach, ...] = ()


def rejudge(asked: Period, progress: Progress = silent) -> Rejudged:
    """Judge again the calls of a period in the base of ``asked.folder``. Raises UserError PERIOD_BACKWARDS."""
    with opened(asked.folder) as store, store.read() as r:
        return rejudge_in(r, asked, progress)


def rejudge_in(r: Reader, asked: Period, progress: Progress = silent) -> Rejudged:
    """As :func:`rejudge`, by a reader already open."""
    if asked.last < asked.first:
        raise error("PERIOD_BACKWARDS", first=asked.first, last=asked.last)
    law = law_of(agency.settings(r))
    first, after = (kept(_start(day)) for day in (asked.first, asked.last + timedelta(days=1)))
    total = past_calls.count_between(r, first, after)
    judged = broken = prudent = erased = done = 0
    breaches: list[Breach] = []
    progress(0, total)
    for rows in _chunks(r, first, after):
        standing = [row for row in rows if row[1] is not None and row[5] is None]
        erased += len(rows) - len(standing)
        judged += len(standing)
        for breach in _breaches(r, standing, law, asked.bloctel):
            broken, prudent = broken + (not breach.prudent), prudent + breach.prudent
            if len(breaches) < MOST:
                breaches.append(breach)
        done += len(rows)
        progress(done, total)
    return Rejudged(judged, broken, prudent, erased, tuple(breaches))


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), AGENCY_ZONE)


def _chunks(r: Reader, first: str, after: str) -> Iterator[list[Row]]:
    past = ("", 0)
    while rows := past_calls.made_between(r, first, after, past=past, limit=CHUNK):
        yield rows
        past = (str(rows[-1][3]), int(rows[-1][0]))


def _breaches(r: Reader, rows: Sequence[Row], law: Law, bloctel: Sequence[date]) -> Iterator[Breach]:
    ids = sorted({int(row[1]) for row in rows})
    people = judging.people(r, ids)
    sold = sellers(r, people)
    known = {int(person[0]): person for person in people}
    held = _held(r, ids)
    for call_id, lead_id, hashed, started, by, _, name in rows:
        lead, at = int(lead_id), happened(started)
        then = {what: _then(what, of_lead.get(lead, []), str(started)) for what, of_lead in held.items()}
        facts = facts_of(_person_then(known[lead], str(started)), then, law, sold)
        verdict = judge(Channel.CALL, _checked(facts, at, bloctel), at, law.books, key=str(hashed))
        if not verdict.allowed:
            yield _breach(verdict, int(call_id), lead, str(name), str(by), law)


def _breach(verdict: Verdict, call: int, lead: int, name: str, by: str, law: Law) -> Breach:
    at = verdict.at.astimezone(AGENCY_ZONE)
    # Plain dicts: a breach goes from one process to another.
    blocking = tuple(replace(one, values=dict(one.values)) for one in verdict.reasons if one.blocks)
    return Breach(call, lead, name, at, by, law.books.on(at.date()).title, blocking)


def _held(r: Reader, ids: Sequence[int]) -> dict[str, dict[int, list[Row]]]:
    ever = {what: past_calls.ever(r, what, ids) for what in ("oppositions", "titles", "told")}
    return ever | {what: judging.about(r, what, ids) for what in ("consents", "notices", "calls", "gone")}


def _checked(facts: Facts, at: datetime, bloctel: Sequence[date]) -> Facts:
    before = [day for day in bloctel if day <= at.astimezone(AGENCY_ZONE).date()]
    return replace(facts, bloctel_checked=max(before)) if before else facts


# What was known at a moment, by kind of row: None when the row had not come yet, else the row as it stood. Moments are
# kept as UTC texts of one length, so their order is the order of time.


def _then(what: str, rows: Sequence[Row], started: str) -> list[Row]:
    return [row for row in (_STOOD[what](row, started) for row in rows) if row is not None]


def _person_then(person: Row, started: str) -> Row:
    *before, opposed, how, quote, erased, address, origin, phone, supplier, frozen = person
    then = _before(opposed, started), _before(erased, started), _before(frozen, started)
    return (*before, then[0], how, quote, then[1], address, origin, phone, supplier, then[2])


def _before(moment: object, started: str) -> str | None:
    return str(moment) if moment and str(moment) < started else None


def _opposition(row: Row, started: str) -> Row | None:
    *said, lifted = row
    return None if str(said[2]) >= started or _before(lifted, started) else tuple(said)


def _consent(row: Row, started: str) -> Row | None:
    channels, collected, until, proof, withdrawn, hashed, about, wording, calls_withdrawn, *rest = row
    if str(collected) > started:
        return None
    back, calls_back = _before(withdrawn, started), _before(calls_withdrawn, started)
    return (channels, collected, until, proof, back, hashed, about, wording, calls_back, *rest)


def _title(row: Row, started: str) -> Row | None:
    *first, answered, proof, closed = row
    return None if _before(closed, started) else (*first, _before(answered, started), proof)


def _notice(row: Row, started: str) -> Row | None:
    day, posted, returned, withdrawn = row
    return (day, _before(posted, started), _before(returned, started), _before(withdrawn, started))


def _earlier_call(row: Row, started: str) -> Row | None:
    return row if str(row[0]) < started else None


def _gone(row: Row, started: str) -> Row | None:
    return row if str(row[1]) < started else None


_STOOD: Mapping[str, Callable[[Row, str], Row | None]] = {
    "oppositions": _opposition,
    "consents": _consent,
    "titles": _title,
    "notices": _notice,
    "calls": _earlier_call,
    "told": _earlier_call,
    "gone": _gone,
}
