"""Judges past calls again, each under the law of its day and with what was known of the person at that minute.

Whatever came later does not count: an agreement given, an opposition said, a letter posted after the call. Nothing is
written.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from core.actions.common import agency
from core.actions.common.judging import JudgedRows, Law, facts_of, known_of, law_of, sellers, unknown_facts
from core.actions.common.people import Who
from core.base.moments import AGENCY_ZONE, happened, kept
from core.base.progress import Progress, silent
from core.base.records import Struct, replace
from core.model.channel import Channel
from core.model.facts import Facts
from core.model.rejudged import Breach, Rejudged
from core.model.verdict import Verdict
from core.records.consent import Consent
from core.records.title import Title
from core.rules.channels import judge
from core.store import calls, judging
from core.store.calls import PastCall
from core.store.engine.opening import opened
from core.store.port import Reader
from core.words.errors import error

CHUNK = 400
MOST = 2_000
"""Breaches given in full; the others are counted."""


class RejudgingPeriod(Struct, frozen=True):
    """Which calls to judge again: from ``first`` to ``last``, days of the agency, both included. ``bloctel``: days
    on which the file was compared with Bloctel, with a proof (law before 11 August 2026)."""

    folder: Path
    first: date
    last: date
    bloctel: tuple[date, ...] = ()


def rejudge(asked: RejudgingPeriod, progress: Progress = silent) -> Rejudged:
    """Judge again the calls of a period in the base of ``asked.folder``. Raises UserError PERIOD_BACKWARDS."""
    with opened(asked.folder) as store, store.read() as r:
        return rejudge_in(r, asked, progress)


def rejudge_in(r: Reader, asked: RejudgingPeriod, progress: Progress = silent) -> Rejudged:
    """Do as :func:`rejudge`, with a reader already open."""
    if asked.last < asked.first:
        raise error("PERIOD_BACKWARDS", first=asked.first, last=asked.last)
    law = law_of(agency.settings(r))
    first, after = (kept(_start(day)) for day in (asked.first, asked.last + timedelta(days=1)))
    total = calls.count_between(r, first, after)
    judged = broken = prudent = erased = done_count = 0
    breaches: list[Breach] = []
    progress(0, total)
    for chunk in _chunks(r, first, after):
        standing = [(call.lead_id, call) for call in chunk if call.lead_id is not None and call.erased_at is None]
        erased += len(chunk) - len(standing)
        judged += len(standing)
        for breach in _breaches(r, standing, law, asked.bloctel):
            broken, prudent = broken + (not breach.prudent), prudent + breach.prudent
            if len(breaches) < MOST:
                breaches.append(breach)
        done_count += len(chunk)
        progress(done_count, total)
    return Rejudged(judged, broken, prudent, erased, tuple(breaches))


def judged_then(r: Reader, who: Who, at: datetime, bloctel: Sequence[date] = ()) -> Verdict:
    """Return the verdict on a call to somebody at ``at``, under the law of that day, with what was known then."""
    law, started = law_of(agency.settings(r)), kept(at)
    if who.lead_id is None:
        facts = unknown_facts(r, who, law, at=at, before=started)
    else:
        ever = known_of(r, [who.lead_id], ever=True)
        facts = facts_of(_then(ever[who.lead_id], started), law, sellers(r, ever.values()))
    return judge(Channel.CALL, _checked(facts, at, bloctel), at, law.books, key=who.hash)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), AGENCY_ZONE)


def _chunks(r: Reader, first: str, after: str) -> Iterator[list[PastCall]]:
    past = ("", 0)
    while chunk := calls.made_between(r, first, after, past=past, limit=CHUNK):
        yield chunk
        past = (chunk[-1].started, chunk[-1].id)


def _breaches(r: Reader, calls: Sequence[tuple[int, PastCall]], law: Law, bloctel: Sequence[date]) -> Iterator[Breach]:
    """Yield the calls that broke the law. ``calls``: (lead, call)."""
    ids = sorted({lead_id for lead_id, _ in calls})
    people = known_of(r, ids, ever=True)
    sold = sellers(r, people.values())
    for lead_id, call in calls:
        at = happened(call.started)
        facts = facts_of(_then(people[lead_id], call.started), law, sold)
        verdict = judge(Channel.CALL, _checked(facts, at, bloctel), at, law.books, key=call.hash)
        if not verdict.allowed:
            yield _breach(verdict, lead_id, call, law)


def _breach(verdict: Verdict, lead_id: int, call: PastCall, law: Law) -> Breach:
    at = verdict.at.astimezone(AGENCY_ZONE)
    # Plain dicts, because a breach is sent from one process to another.
    blocking = tuple(replace(reason, values=dict(reason.values)) for reason in verdict.reasons if reason.blocks)
    return Breach(call.id, lead_id, call.name or "", at, call.by, law.books.on(at.date()).title, blocking)


def _checked(facts: Facts, at: datetime, bloctel: Sequence[date]) -> Facts:
    before = [day for day in bloctel if day <= at.astimezone(AGENCY_ZONE).date()]
    return replace(facts, bloctel_checked=max(before)) if before else facts


def _then(ever: JudgedRows, started: str) -> JudgedRows:
    """Return what was known at the moment ``started``. Moments are stored as UTC texts of one length, so they sort
    as texts."""
    person = ever.person._replace(
        opposed_at=_before(ever.person.opposed_at, started),
        erased_at=_before(ever.person.erased_at, started),
        restricted_at=_before(ever.person.restricted_at, started),
        # Who was called had a telephone the agency knew, whatever file brought it again later.
        obtained=min(ever.person.obtained, started[:10]),
    )
    return JudgedRows(
        person=person,
        oppositions=[
            opposition
            for opposition in ever.oppositions
            if opposition.at < started and _before(opposition.lifted_at, started) is None
        ],
        agreements=[_agreement(agreement, started) for agreement in ever.agreements if agreement.collected <= started],
        titles=[_title(title, started) for title in ever.titles if _before(title.closed_at, started) is None],
        letters=[_letter(letter, started) for letter in ever.letters],
        calls=[call for call in ever.calls if call.started < started],
        told=[notice for notice in ever.told if notice.at < started],
        gone=[listings for listings in ever.gone if listings.said_at < started],
        doubts=[doubt for doubt in ever.doubts if doubt.at < started],
        replies=[reply for reply in ever.replies if reply.at < started],
        closed=[one for one in ever.closed if one.at < started],
        numbers=ever.numbers,
        agreed_phones=ever.agreed_phones,
        stops=[stop for stop in ever.stops if stop.at < started and not (stop.answered and stop.answered < started)],
    )


def _before(moment: str | None, started: str) -> str | None:
    return moment if moment and moment < started else None


def _agreement(one: Consent, started: str) -> Consent:
    return one._replace(
        withdrawn=_before(one.withdrawn, started), calls_withdrawn=_before(one.calls_withdrawn, started)
    )


def _title(one: Title, started: str) -> Title:
    return one._replace(answered=_before(one.answered, started))


def _letter(one: judging.NoticeLetter, started: str) -> judging.NoticeLetter:
    return one._replace(
        posted_at=_before(one.posted_at, started),
        returned_at=_before(one.returned_at, started),
        withdrawn_at=_before(one.withdrawn_at, started),
    )
