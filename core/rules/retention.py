"""How long each kind of data is kept, as dated data, and what has reached its end for one person on one day (law file,
RET-01 to RET-12)."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from core.base.records import Struct
from core.rules.deadlines import add_months

KEYS = (
    *("prospect", "listing", "listing_gone", "uninformed", "opposed", "opposition", "consent_proof"),
    *("consent_validity", "request_proof", "call", "recording", "contract_recording", "notice"),
    *("message", "erased_mark"),
)
"""Every rule the program knows how to apply, in the order they are told."""
DOES = ("forget", "forget_person", "delete", "floor", "ends", "none")
GRADES = ("A", "B", "C", "D")
_FIELDS: Mapping[str, type] = {
    "key": str,
    "id": str,
    "data": str,
    "months": int,
    "from": str,
    "does": str,
    "reference": str,
    "grade": str,
}
_PERSON = ("opposed", "prospect", "listing_gone", "listing", "uninformed")
"""The rules that forget a person, the one that leaves least first."""


class RetentionRule(Struct, frozen=True):
    """One rule. ``id``: RET-01 to RET-12 or GDPR-07; ``months``: counted from ``start``; ``does``: what happens at the
    end."""

    key: str
    id: str
    data: str
    months: int
    start: str
    does: str
    reference: str
    grade: str

    def end(self, day: date) -> date:
        """Return the last day to keep what began on ``day``."""
        return add_months(day, self.months)

    def over_from(self, day: date) -> date:
        """Return the first day after the end; ``day`` itself when the rule grants no time."""
        return self.end(day) + timedelta(days=1) if self.months and self.end(day) < date.max else self.end(day)


Retention = Mapping[str, RetentionRule]
"""The rules by key."""


class RetainedPerson(Struct, frozen=True):
    """What is kept about one person, as days. ``signs``: contacts coming from the person (an incoming call, an
    agreement, a request; never an outgoing call, answered or not). ``tied``: a contract, an agreement or a request is
    running. ``opposed``: day the person refused canvassing, when nothing they began with the agency is running;
    ``told``: day the last recipient of the data was informed of the refusal, the day of the refusal when there is no
    recipient, None while a message waits. ``calls``, ``consents``, ``requests``, ``notices``: (row id, day) of each.
    ``erased``: when the person was erased."""

    obtained: date
    signs: tuple[date, ...] = ()
    informed: bool = False
    tied: bool = False
    listing_gone: date | None = None
    opposed: date | None = None
    told: date | None = None
    erased: date | None = None
    calls: tuple[tuple[int, date], ...] = ()
    consents: tuple[tuple[int, date], ...] = ()
    requests: tuple[tuple[int, date], ...] = ()
    notices: tuple[tuple[int, date], ...] = ()


class EndedPeriod(Struct, frozen=True):
    """A retention period that has ended: the rule's ``key``, the first day after the end, the rows concerned (none: the
    whole person)."""

    key: str
    since: date
    rows: tuple[int, ...] = ()


def load_retention(text: str) -> Retention:
    """Return the rules written in TOML. Raises ValueError, which names the rule and the key that is wrong: nothing is
    erased or kept on the word of a doubtful table."""
    entries = tomllib.loads(text).get("rule", [])
    rules = {rule.key: rule for rule in map(_rule, entries)}
    if len(rules) != len(entries) or set(rules) != set(KEYS):
        raise ValueError(f"retention: keys must be {', '.join(KEYS)}, each once")
    return {key: rules[key] for key in KEYS}


def over(held: RetainedPerson, rules: Retention, today: date) -> tuple[EndedPeriod, ...]:
    """Return the periods that have ended on ``today``: at most one rule that erases the person, then rows to delete."""
    periods = [] if held.erased else list(_person(held, rules, today))[:1]
    for key, rows in (
        ("consent_proof", held.consents),
        ("request_proof", held.requests),
        ("call", held.calls),
        ("notice", [(row_id, held.erased) for row_id, _ in held.notices] if held.erased else ()),
    ):
        periods += _rows(rules[key], rows, today)
    return tuple(periods)


def last_sign(held: RetainedPerson) -> date:
    """Return the last day the person contacted the agency, or the day of collection when they never did."""
    return max((held.obtained, *held.signs))


def _person(held: RetainedPerson, rules: Retention, today: date) -> Iterator[EndedPeriod]:
    starts = {
        "prospect": last_sign(held),
        "listing_gone": None if held.tied else held.listing_gone,
        "listing": None if held.tied else held.obtained,
        # A person who refused is no longer to be informed: the rule about refusals erases them.
        "uninformed": None if held.tied or held.informed or held.opposed else held.obtained,
        "opposed": held.opposed,
    }
    for key in _PERSON:
        start = starts[key]
        if start is None or (key == "prospect" and held.tied):
            continue
        since = rules[key].over_from(start)
        if key == "opposed" and held.told is not None:
            # Not before the next day: a refusal recorded by mistake is undone on the sheet, which must still exist.
            since = min(since, max(start, held.told) + timedelta(days=1))
        if since <= today:
            yield EndedPeriod(key, since)


def _rows(rule: RetentionRule, rows: Sequence[tuple[int, date]], today: date) -> list[EndedPeriod]:
    ended = [(row_id, since) for row_id, day in rows if (since := rule.over_from(day)) <= today]
    if not ended:
        return []
    return [EndedPeriod(rule.key, min(since for _, since in ended), tuple(row_id for row_id, _ in ended))]


def _rule(entry: Mapping[str, object]) -> RetentionRule:
    name = entry.get("key", "?")
    if set(entry) != set(_FIELDS):
        raise ValueError(f"retention, {name}: its keys must be {', '.join(_FIELDS)}")
    wrong = [key for key, kind in _FIELDS.items() if not isinstance(entry[key], kind)]
    if entry["does"] not in DOES:
        wrong.append("does")
    if entry["grade"] not in GRADES:
        wrong.append("grade")
    if isinstance(entry["months"], int) and entry["months"] < 0:
        wrong.append("months")
    if wrong:
        raise ValueError(f"retention, {name}: {', '.join(wrong)}")
    return RetentionRule(*(entry[key] for key in _FIELDS))  # type: ignore[arg-type]
