"""Counts, by rule, the data kept long enough; nothing is written (RET-01 to RET-12)."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from core.actions.common.retention_law import retention
from core.actions.keeping.orphan_files import Stray
from core.base.moments import AGENCY_ZONE, kept, local, read_day
from core.base.records import Struct
from core.model.channel import TitleKind
from core.model.request import RequestKind
from core.records.call import Call
from core.records.consent import Consent
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.notice import Notice
from core.records.request import RecipientTask
from core.records.title import Title
from core.rules.deadlines import add_months, consent_last_day
from core.rules.retention import KEYS, EndedPeriod, RetainedPerson, over
from core.store import forgetting as found
from core.store import judging
from core.store.named_rows import by_lead
from core.store.port import Below, Reader

SAMPLE = 5
"""Persons shown of each rule."""
PROPOSED = tuple(key for key in KEYS if key != "uninformed")
"""What is applied unless asked otherwise: someone not informed in time may still be, by prudence alone they go."""
_READ = 2000
TABLES = {
    "consent_proof": "consent", "request_proof": "request", "call": "call", "notice": "notice",
    "message": "recipient_task", "erased_mark": "erased_mark",
}  # fmt: skip
"""Where the rows of a rule are; agreements and titles of a lead go with their proofs."""


class RuleCount(Struct, frozen=True):
    """What has been kept long enough under one rule: how many persons or rows, since when for the oldest, and some
    of the persons."""

    key: str
    count: int
    since: date
    sample: tuple[tuple[int, str], ...]


class RetentionPreview(Struct, frozen=True):
    """What has been kept long enough, rule by rule, in the order of the law file; ``files``: that no row knows."""

    rules: tuple[RuleCount, ...]
    files: tuple[Stray, ...] = ()

    def count(self, keys: Collection[str]) -> int:
        """Return how many persons and rows these rules concern."""
        return sum(rule.count for rule in self.rules if rule.key in keys)


def preview(r: Reader, at: datetime) -> RetentionPreview:
    """Return what has been kept long enough now (some seconds for 100 000 leads)."""
    totals: dict[str, list[tuple[int, EndedPeriod]]] = {}
    for lead_id, period in over_now(r, at):
        totals.setdefault(period.key, []).append((lead_id, period))
    rules = []
    for key in KEYS:
        if key in totals:
            ones = totals[key]
            sample = [lead_id for lead_id, _ in ones[:SAMPLE] if lead_id]
            names = [(lead_id, _name(r, lead_id)) for lead_id in sample]
            count = sum(len(one.rows) or 1 for _, one in ones)
            rules.append(RuleCount(key, count, min(one.since for _, one in ones), tuple(names)))
    return RetentionPreview(tuple(rules))


def closed(r: Reader, ids: Sequence[int], at: datetime) -> int:
    """Return how many of ``ids`` are to be erased because their ad is withdrawn, or because they refuse canvassing."""
    today = at.astimezone(AGENCY_ZONE).date()
    return sum(one.key in ("listing_gone", "opposed") for _, one in _people_over(r, ids, today))


def over_now(r: Reader, at: datetime) -> Iterator[tuple[int, EndedPeriod]]:
    """Yield (lead, what has been kept long enough) for everyone; lead 0 for calls of numbers without a sheet, and
    for requests of anybody."""
    rules, today = retention(), at.astimezone(AGENCY_ZONE).date()
    oldest = add_months(today, -min(rules[key].months for key in TABLES))
    ids = found.candidates(
        r,
        obtained=add_months(today, -rules["listing"].months).isoformat(),
        uninformed=add_months(today, -rules["uninformed"].months).isoformat(),
        older=oldest.isoformat(),
    )
    yield from _people_over(r, ids, today)
    midnight = datetime.combine(add_months(today, -rules["call"].months), time(), AGENCY_ZONE)
    orphans = [row.id for row in r.of(Call, lead_id=None, started=Below(kept(midnight)))]
    if orphans:
        yield 0, EndedPeriod("call", today, tuple(orphans))
    rule = rules["request_proof"]
    requests = found.begun_before(r, "request_proof", (add_months(today, -rule.months) + timedelta(days=1)).isoformat())
    ended = [
        (row_id, since)
        for row_id, received in requests.items()
        if (since := rule.over_from(date.fromisoformat(received))) <= today
    ]
    if ended:
        yield 0, EndedPeriod("request_proof", ended[0][1], tuple(row_id for row_id, _ in ended))
    for key in ("message", "erased_mark"):
        # A day less than its months and a day, whatever the hour: the rule itself decides.
        before = datetime.combine(add_months(today, -rules[key].months) + timedelta(days=1), time(), AGENCY_ZONE)
        began = found.begun_before(r, key, kept(before))
        kept_on = [(row_id, rules[key].over_from(local(moment).date())) for row_id, moment in began.items()]
        if over_rows := [(row_id, since) for row_id, since in kept_on if since <= today]:
            yield 0, EndedPeriod(key, over_rows[0][1], tuple(row_id for row_id, _ in over_rows))


def _people_over(r: Reader, ids: Sequence[int], today: date) -> Iterator[tuple[int, EndedPeriod]]:
    rules = retention()
    for start in range(0, len(ids), _READ):
        for rows in _read(r, ids[start : start + _READ]):
            # Data frozen at the person's request stay as they are until the freeze is lifted (RGPD, art. 18).
            if rows.person.restricted_at is None:
                yield from ((rows.person.id, ended) for ended in over(_held(rows, today), rules, today))


class _RowsKept(Struct, frozen=True):
    """The rows kept about one person. ``told``: the information was given on the telephone; ``gone``: no ad is left
    online; ``named``: something personal is held of them."""

    person: Lead
    named: bool
    calls: Sequence[Call]
    agreements: Sequence[Consent]
    titles: Sequence[Title]
    letters: Sequence[Notice]
    told: bool
    gone: judging.WithdrawnListings | None
    messages: Sequence[RecipientTask]


def _read(r: Reader, ids: Sequence[int]) -> Iterator[_RowsKept]:
    calls, agreements = by_lead(r.of(Call, lead_id=ids)), by_lead(r.of(Consent, lead_id=ids))
    titles, letters = by_lead(r.of(Title, lead_id=ids)), by_lead(r.of(Notice, lead_id=ids))
    told_ids = {notice.lead_id for notice in judging.told(r, ids)}
    gone = {listing.lead_id: listing for listing in judging.gone(r, ids)}
    messages = by_lead(r.of(RecipientTask, lead_id=ids, kind=RequestKind.OBJECTION))
    reachable = {contact.lead_id for contact in r.of(Contact, lead_id=ids)}
    for person in r.of(Lead, id=ids):
        lead = person.id
        yield _RowsKept(
            person, person.name != "" or lead in reachable, calls[lead], agreements[lead], titles[lead], letters[lead],
            lead in told_ids, gone.get(lead), messages[lead],
        )  # fmt: skip


def _held(rows: _RowsKept, today: date) -> RetainedPerson:
    person, titles = rows.person, rows.titles
    requests = [(title.id, local(title.at).date()) for title in titles if title.kind == TitleKind.REQUEST]
    consents = [(agreement.id, local(agreement.collected).date()) for agreement in rows.agreements]
    calls = [(one, local(one.started).date()) for one in rows.calls]
    signs = [day for _, day in consents] + [day for _, day in requests]
    signs += [day for call, day in calls if call.direction == "in"]
    signs += [
        day for title in titles if title.kind == TitleKind.CONTRACT and (day := read_day(title.ends)) and day <= today
    ]
    opposed, told = _refusal(rows, today)
    notices = [
        letter for letter in rows.letters if letter.posted_at and not letter.returned_at and not letter.withdrawn_at
    ]
    return RetainedPerson(
        obtained=date.fromisoformat(person.obtained),
        signs=tuple(signs),
        informed=bool(notices or rows.told),
        tied=any(_runs(title, today) for title in titles)
        or any(_stands(agreement, today) for agreement in rows.agreements),
        listing_gone=date.fromisoformat(rows.gone.last_day) if rows.gone else None,
        opposed=opposed,
        told=told,
        erased=local(person.erased_at).date() if person.erased_at else None,
        calls=tuple((call.id, day) for call, day in calls),
        consents=tuple(consents),
        requests=tuple(requests),
        notices=tuple((letter.id, today) for letter in rows.letters),
    )


def _refusal(rows: _RowsKept, today: date) -> tuple[date | None, date | None]:
    """Return (since when the person refuses, when the recipients were told of it). A running contract or a request
    to answer keeps the sheet; being a professional does not."""
    refused = rows.person.opposed_at if rows.named else None
    bound = [title for title in rows.titles if title.kind != TitleKind.PROFESSIONAL]
    if not refused or any(_runs(title, today) for title in bound):
        return None, None
    since, messages = local(refused).date(), rows.messages
    if not messages:
        return since, since
    sent = [message.sent for message in messages if message.sent]
    return since, local(max(sent)).date() if len(sent) == len(messages) else None


def _runs(title: Title, today: date) -> bool:
    """Tell whether a title is in progress: a contract running, a request waiting for its answer, a professional
    title not closed."""
    if title.closed_at is not None:
        return False
    last = read_day(title.ends)
    return title.answered is None if title.kind == TitleKind.REQUEST else last is None or last >= today


def _stands(agreement: Consent, today: date) -> bool:
    months = retention()["consent_validity"].months
    last = consent_last_day(local(agreement.collected).date(), read_day(agreement.until), years=months // 12)
    return agreement.withdrawn is None and last >= today


def _name(r: Reader, lead_id: int) -> str:
    person = r.get(Lead, lead_id)
    return person.name if person else ""
