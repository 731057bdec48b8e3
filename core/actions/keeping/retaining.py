"""What has been kept long enough: counted by rule, then erased, journaled by rule (RET-01 to RET-10)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from core.actions.common.law import retention
from core.actions.keeping.erasing import drop
from core.actions.keeping.forgetting import forget_rows, sweep
from core.base.moments import AGENCY_ZONE, kept, local, read_day
from core.base.progress import Progress, silent
from core.model.channel import TitleKind
from core.model.forgetting import Retained
from core.rules.deadlines import add_months, consent_last_day
from core.rules.retention import KEYS, Held, Over, over
from core.store import leads
from core.store import retention as found
from core.store.port import Reader, Row, Store

SAMPLE = 5
"""Persons shown of each rule."""
PROPOSED = tuple(key for key in KEYS if key != "uninformed")
"""What is applied unless asked otherwise: someone not informed in time may still be, by prudence alone they go."""
_READ = 2000
_ABOUT = ("calls", "consents", "titles", "notices", "told", "gone", "messages")
_WHY = {"opposed": "opposition"}
_SLICE = 25
"""Persons erased in one transaction: some 30 ms, so that a call never waits longer."""
_TABLES = {"consent_proof": "consent", "request_proof": "request", "call": "call", "notice": "notice"}
"""Where the rows of a rule are; agreements and titles of a lead go with their proofs."""


@dataclass(frozen=True, slots=True)
class RuleCount:
    """What is over by one rule: how many persons or rows, since when the oldest is, and some of the persons."""

    key: str
    count: int
    since: date
    sample: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What is over, rule by rule, in the order of the law file; nothing is written."""

    rules: tuple[RuleCount, ...]

    def count(self, keys: Collection[str]) -> int:
        """Return how many persons and rows these rules bear on."""
        return sum(one.count for one in self.rules if one.key in keys)


def preview(r: Reader, at: datetime) -> Preview:
    """Return what is over now (100 000 leads in some seconds)."""
    totals: dict[str, list[tuple[int, Over]]] = {}
    for lead_id, one in _over(r, at):
        totals.setdefault(one.key, []).append((lead_id, one))
    told = []
    for key in KEYS:
        if key in totals:
            ones = totals[key]
            sample = [lead_id for lead_id, _ in ones[:SAMPLE] if lead_id]
            names = [(lead_id, _name(r, lead_id)) for lead_id in sample]
            count = sum(len(one.rows) or 1 for _, one in ones)
            told.append(RuleCount(key, count, min(one.since for _, one in ones), tuple(names)))
    return Preview(tuple(told))


def closed(r: Reader, ids: Sequence[int], at: datetime) -> int:
    """Return how many of ``ids`` are to be erased because their ad is withdrawn, or because they refuse canvassing."""
    today = at.astimezone(AGENCY_ZONE).date()
    return sum(one.key in ("listing_gone", "opposed") for _, one in _people_over(r, ids, today))


def run(
    store: Store,
    *,
    by: str,
    at: datetime,
    keys: Collection[str] = PROPOSED,
    progress: Progress = silent,
) -> Retained:
    """Erase what is over by the rules ``keys``, and return what was done. A stop keeps what is done; what is left is
    proposed again. :class:`core.base.errors.Cancelled` passes through."""
    with store.read() as r:
        todo = [(lead_id, one) for lead_id, one in _over(r, at) if one.key in keys]
    rules = retention()
    people = [(lead_id, one) for lead_id, one in todo if not one.rows]
    rows = [(lead_id, one) for lead_id, one in todo if one.rows]
    deleted = _delete(store, rows, by=by, at=at)
    forgotten = 0
    try:
        for key in dict.fromkeys(one.key for _, one in people):
            keep, why = rules[key].does == "forget_person", _WHY.get(key, "retention")
            ids = [lead_id for lead_id, one in people if one.key == key]
            for start in range(0, len(ids), _SLICE):
                progress(forgotten, len(people))
                part = ids[start : start + _SLICE]
                said = f"{rules[key].id}: {len(part)}"
                forgotten += forget_rows(store, part, by=by, at=at, keep_property=keep, why=why, note=said)
    finally:
        # Stopped or not, what was emptied is swept: it must be nowhere.
        done = sweep(store, by=by, at=at)
    whole = done.whole and (bool(done.leads) or not deleted or store.scrub())
    return Retained(forgotten, deleted, whole)


def _delete(store: Store, rows: Sequence[tuple[int, Over]], *, by: str, at: datetime) -> int:
    """Delete rows kept long enough, in one transaction journaled by rule; return how many."""
    if not rows:
        return 0
    rules = retention()
    with store.write("retention", by=by, at=at) as w:
        for lead_id, one in rows:
            if lead_id and one.key in ("consent_proof", "request_proof"):
                drop(w, lead_id, one.rows)
            else:
                if one.key == "call":
                    w.wipe("oral_notice", found.told_in(w, one.rows))
                w.wipe(_TABLES[one.key], one.rows)
        for key in dict.fromkeys(one.key for _, one in rows):
            w.note(f"{rules[key].id}: {sum(len(one.rows) for _, one in rows if one.key == key)}")
    return sum(len(one.rows) for _, one in rows)


def _over(r: Reader, at: datetime) -> Iterator[tuple[int, Over]]:
    """Yield (lead, what is over) for everyone; lead 0 for calls of numbers without a sheet, and for what persons asked,
    known or not."""
    rules, today = retention(), at.astimezone(AGENCY_ZONE).date()
    oldest = add_months(today, -min(rules[key].months for key in _TABLES))
    ids = found.candidates(
        r,
        obtained=add_months(today, -rules["listing"].months).isoformat(),
        uninformed=add_months(today, -rules["uninformed"].months).isoformat(),
        older=oldest.isoformat(),
    )
    yield from _people_over(r, ids, today)
    midnight = datetime.combine(add_months(today, -rules["call"].months), time(), AGENCY_ZONE)
    orphans = found.orphan_calls(r, kept(midnight))
    if orphans:
        yield 0, Over("call", today, tuple(orphans))
    rule = rules["request_proof"]
    asked = found.answered_requests(r, add_months(today, -rule.months).isoformat())
    ended = [(int(row[0]), since) for row in asked if (since := rule.over_from(date.fromisoformat(row[1]))) <= today]
    if ended:
        yield 0, Over("request_proof", ended[0][1], tuple(row_id for row_id, _ in ended))


def _people_over(r: Reader, ids: Sequence[int], today: date) -> Iterator[tuple[int, Over]]:
    rules = retention()
    for start in range(0, len(ids), _READ):
        part = ids[start : start + _READ]
        held = {what: found.about(r, what, part) for what in _ABOUT}
        for person in found.people(r, part):
            lead_id = int(person[0])
            own = {what: rows.get(lead_id, []) for what, rows in held.items()}
            # What is frozen at the person's wish stays as it is until the freeze is lifted (RGPD, art. 18).
            if person[3] is None:
                yield from ((lead_id, one) for one in over(_held(person, own, today), rules, today))


def _held(person: Row, own: dict[str, list[Row]], today: date) -> Held:
    titles = own["titles"]
    requests = [row for row in titles if row[1] == TitleKind.REQUEST]
    consents = [(int(row[0]), local(row[1]).date()) for row in own["consents"]]
    signs = [day for _, day in consents] + [local(row[2]).date() for row in requests]
    signs += [local(row[1]).date() for row in own["calls"] if row[2] == "in"]
    signs += [day for row in titles if row[1] == TitleKind.CONTRACT and (day := read_day(row[4])) and day <= today]
    opposed, told = _refusal(person[4], own, today)
    standing = [row for row in own["notices"] if row[1] and not row[2] and not row[3]]
    return Held(
        obtained=date.fromisoformat(str(person[1])),
        signs=tuple(signs),
        informed=bool(standing or own["told"]),
        tied=any(map(_runs, titles, [today] * len(titles))) or any(_stands(row, today) for row in own["consents"]),
        listing_gone=read_day(own["gone"][0][0]) if own["gone"] else None,
        opposed=opposed,
        told=told,
        erased=local(person[2]).date() if person[2] else None,
        calls=tuple((int(row[0]), local(row[1]).date()) for row in own["calls"]),
        consents=tuple(consents),
        requests=tuple((int(row[0]), local(row[2]).date()) for row in requests),
        notices=tuple((int(row[0]), today) for row in own["notices"]),
    )


def _refusal(opposed_at: object, own: dict[str, list[Row]], today: date) -> tuple[date | None, date | None]:
    """Return since when the person refuses, and when those to tell were told. A contract running or a request to answer
    keeps the sheet; to be a professional does not."""
    if not opposed_at or any(_runs(row, today) for row in own["titles"] if row[1] != TitleKind.PROFESSIONAL):
        return None, None
    since = local(opposed_at).date()
    sent, waiting = own["messages"][0] if own["messages"] else (None, 0)
    return since, None if waiting else local(sent).date() if sent else since


def _runs(title: Row, today: date) -> bool:
    """Tell whether a contract is running, a request waits for its answer, or a professional is dealt with."""
    _, kind, _, _, ends, answered, closed = title
    if closed is not None:
        return False
    last = read_day(ends)
    return answered is None if kind == TitleKind.REQUEST else last is None or last >= today


def _stands(consent: Row, today: date) -> bool:
    _, collected, until, withdrawn = consent
    months = retention()["consent_validity"].months
    last = consent_last_day(local(collected).date(), read_day(until), years=months // 12)
    return withdrawn is None and last >= today


def _name(r: Reader, lead_id: int) -> str:
    person = leads.person(r, lead_id)
    return str(person[0]) if person else ""
