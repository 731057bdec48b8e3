"""The next step of a lead: one pure rule over the facts of the law, from which every screen and list takes what is due.

The step never offers what its own action would refuse: whether the letter may leave and the telephone be used is the
verdict of :func:`core.rules.channels.judge`, and what the letter lacks is read from its reasons. The information of who
gave their own data is due when they are given (RGPD art. 13; rule GDPR-10); a second and last letter is offered thirty
days after a first one that nobody answered, never due (POST-01); who did not answer is tried on another day and at
another hour (TEL-26-08), and nobody is called to be answered what a coupon asks (TEL-26-07).
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from core.base.records import Struct
from core.model.channel import Channel
from core.model.facts import Facts, RequestFact
from core.model.milestone import MilestoneKind, TradeEvent
from core.model.reply import ESTIMATE, FORM
from core.model.step import NextStep, Situation, Step
from core.model.verdict import Light, Verdict
from core.rules.channels import is_allowed, judge
from core.rules.deadlines import notice_due, working_days_after
from core.rules.question import place
from core.rules.rulebook_data import Rulebook
from core.rules.rulebooks import Rulebooks

_LACKS = (
    ("LETTER_RETURNED", "NEXT_RETURNED"),
    ("ADDRESS_MISSING", "NEXT_ADDRESS"),
    ("SUPPLIER_UNKNOWN", "NEXT_SUPPLIER"),
    ("ORIGIN_MISSING", "NEXT_SITE"),
    ("AGENCY_INCOMPLETE", "NEXT_AGENCY"),
    ("RENT_NOT_SERVED", "NEXT_RENT"),
    ("CLAIM_UNANSWERED", "NEXT_ANSWERS"),
)
"""What keeps a letter from leaving, and the sentence that asks for it, the first to be given first."""
_COMPLETED = frozenset(lack for lack, _code in _LACKS)
_GAPS: Mapping[str, str] = {"supplier": "NEXT_SUPPLIER", "day": "NEXT_DAY", "town": "NEXT_TOWN"}
"""What the origin lacks besides the site, and the sentence that asks for it."""
_HELD = (("REFUSAL_IN_DOUBT", "NEXT_DOUBT"), ("ADDRESS_NEAR_OPPOSED", "NEXT_HELD_OPPOSED"))
_ENDED: Mapping[str, str] = {"RETENTION_OVER": "NEXT_ERASE_OLD", "RETENTION_LISTING": "NEXT_ERASE_KEPT"}
_OF_TITLES = ("CONSENT_", "CONTRACT_", "REQUEST_", "PROFESSIONAL_")
_OPEN: Mapping[str, str] = {
    "CALL_CONSENT": "NEXT_CALL_CONSENT", "CALL_CONTRACT": "NEXT_CALL_CONTRACT",
    "CALL_PROFESSIONAL": "NEXT_CALL_COMPANY",
}  # fmt: skip


class JudgedSituation(Struct, frozen=True):
    """A situation at one moment, with the verdicts of its two channels. ``local``: the moment at the person's clock."""

    has: Situation
    books: Rulebooks
    local: datetime
    call: Verdict
    letter: Verdict

    @property
    def today(self) -> date:
        return self.local.date()

    @property
    def lacks(self) -> frozenset[str]:
        """The codes of what keeps the letter from leaving."""
        return frozenset(reason.code for reason in self.letter.reasons if reason.blocks)

    @property
    def opposed(self) -> bool:
        """Tell whether the person refuses both."""
        return self.call.light is Light.OPPOSED and self.letter.light is Light.OPPOSED

    @property
    def held(self) -> str | None:
        """The sentence of what holds the person until somebody decides: a refusal in doubt, or one near."""
        return next((code for lack, code in _HELD if lack in self.lacks), None)

    @property
    def informed(self) -> bool:
        notice = self.has.facts.notice
        return (bool(notice.sent) or notice.told is not None) and "LETTER_RETURNED" not in self.lacks

    @property
    def information_due(self) -> date:
        return notice_due(self.has.facts.notice, months=self.books.on(self.today).numbers.notice_months)

    @property
    def asked_for_a_call(self) -> RequestFact | None:
        return next((request for request in self.has.facts.requests if request.answered is None), None)

    @property
    def to_call_about(self) -> bool:
        """Tell whether a title is still to be used: no conversation has settled it since it was given."""
        last, facts, met = self.has.last_call, self.has.facts, self.has.milestone
        began, outcome = last or (None, None)
        settled = [began] if began is not None and outcome is not None and outcome.settles else []
        settled += [met.moment] if met is not None else []
        if not self.has.reachable or not settled:
            return self.has.reachable
        given = [consent.collected for consent in facts.consents if consent.collected] + [
            request.at for request in facts.requests
        ]
        return any(moment > max(settled) for moment in given)


EARLY = "REMINDER_EARLY"
_OF_REMINDERS = frozenset({EARLY, "REMINDER_SPENT"})
_TO_COMPLETE = frozenset({"ADDRESS_MISSING", "ORIGIN_MISSING"})
"""What keeps a letter from leaving and not the information from being said or handed over."""
LOOK_AHEAD_DAYS = 60
"""Farther than any pause of the law between attempts."""
_ANSWERS = MappingProxyType({ESTIMATE: "NEXT_ESTIMATE_ASKED", FORM: "NEXT_FORM_ASKED"})


def judged(has: Situation, at: datetime, books: Rulebooks) -> JudgedSituation:
    """Return a situation judged at ``at`` (aware), from which the step and what may be done now follow."""
    call, letter = (judge(channel, has.facts, at, books) for channel in (Channel.CALL, Channel.LETTER))
    return JudgedSituation(has, books, at.astimezone(place(has.facts.zone)[0]), call, letter)


def next_step(has: Situation, at: datetime, books: Rulebooks) -> NextStep:
    """Return the one thing to do at ``at`` (aware)."""
    return step_of(judged(has, at, books))


def step_of(view: JudgedSituation) -> NextStep:
    """Return the one thing to do; the first rule of :data:`RULES` that has something to say decides."""
    return next(step for rule in RULES if (step := rule(view)) is not None)


def completes(lacks: frozenset[str]) -> bool:
    """Tell whether what keeps a letter from leaving is to be completed by the agency, and nothing else than a letter
    that came back."""
    return bool(lacks & _COMPLETED) and lacks - _COMPLETED <= _OF_REMINDERS


def _answer(view: JudgedSituation) -> NextStep | None:
    request = view.has.request
    if request is None:
        return None
    days = (request.due - view.today).days
    code = "NEXT_ANSWER_LONGER" if request.extended and days >= 0 else _by_days("NEXT_ANSWER", days)
    return NextStep(Step.ANSWER, code, {"kind": request.kind, "date": request.due, "days": days}, request.due)


def _end_call(view: JudgedSituation) -> NextStep | None:
    began = view.has.open_call
    return None if began is None else NextStep(Step.END_CALL, "NEXT_CALL_OPEN", {"when": _here(view, began)}, began)


def _opposed(view: JudgedSituation) -> NextStep | None:
    if not view.opposed:
        return None
    if view.has.to_tell is not None:
        supplier, day = view.has.to_tell
        return NextStep(Step.OPPOSED, "NEXT_OPPOSED_TELL", {"supplier": supplier, "date": day}, day)
    in_ad = all(opposition.how == "listing" for opposition in view.has.facts.oppositions)
    return NextStep(Step.OPPOSED, "NEXT_OPPOSED_AD" if in_ad else "NEXT_OPPOSED")


def _closed(view: JudgedSituation) -> NextStep | None:
    erased = view.has.facts.erased
    if erased is not None:
        return NextStep(Step.NOTHING, "NEXT_DONE_ERASED", {"date": erased.date()})
    frozen = view.has.facts.restricted
    if frozen is not None:
        return NextStep(Step.NOTHING, "NEXT_FROZEN", {"date": frozen.date()})
    if view.has.facts.as_of is not None:
        return NextStep(Step.NOTHING, "NEXT_AWAY")
    return NextStep(Step.NOTHING, "NEXT_KEYLESS") if view.has.facts.register_closed else None


def _decide(view: JudgedSituation) -> NextStep | None:
    if view.held is not None:
        return NextStep(Step.DECIDE, view.held, due=_while_due(view))
    twin = view.has.twin
    if twin is None:
        return None
    return NextStep(Step.DECIDE, "NEXT_HELD_KNOWN", {"name": twin.name, "property_town": twin.town}, _while_due(view))


def _notice_before_meeting(view: JudgedSituation) -> NextStep | None:
    """Return the step of an information that is still due, which an appointment does not put off (RGPD art. 14(3)):
    on the day of the appointment only the one due that day or late."""
    met = view.has.milestone
    if view.informed or met is None or met.kind is not MilestoneKind.APPOINTMENT:
        return None
    if _here(view, met.moment).date() <= view.today < view.information_due:
        return None
    return _complete(view) or _write(view)


def _meeting(view: JudgedSituation) -> NextStep | None:
    met = view.has.milestone
    if met is None or met.kind is not MilestoneKind.APPOINTMENT:
        return None
    when = _here(view, met.moment)
    if when < view.local:
        return NextStep(Step.REPORT, "NEXT_REPORT", {"date": when.date()}, when)
    today = when.date() == view.today
    values = {"next": when, "hour": when, "place": met.place}
    return NextStep(Step.MEET, "NEXT_MEET_TODAY" if today else "NEXT_MEET", values, when)


def _follow(view: JudgedSituation) -> NextStep | None:
    met = view.has.milestone
    if met is None or met.kind is not MilestoneKind.ESTIMATE or met.back is None:
        return None
    values = {"date": _here(view, met.moment).date(), "end": met.back}
    if met.back > view.today:
        return NextStep(Step.FOLLOW, "NEXT_FOLLOW", values, met.back)
    code = "NEXT_FOLLOW_CALL" if view.call.allowed and view.has.reachable else "NEXT_FOLLOW_WRITE"
    return NextStep(Step.FOLLOW, code, values, met.back)


def _done(view: JudgedSituation) -> NextStep | None:
    met = view.has.milestone
    if met is None or met.kind not in (MilestoneKind.MANDATE, MilestoneKind.LOST):
        return None
    lost = met.kind is MilestoneKind.LOST
    values = {"mandate": met.said, "why": met.said, "date": _here(view, met.moment).date()}
    return NextStep(Step.NOTHING, "NEXT_DONE_LOST" if lost else "NEXT_DONE_MANDATE", values)


def _call_promised(view: JudgedSituation) -> NextStep | None:
    back, fact = view.has.callback, view.asked_for_a_call
    if not view.call.allowed or not view.has.reachable:
        return None
    if back is not None and back <= view.local:
        late = _here(view, back).date() < view.today
        values = {"when": _here(view, back), "hour": _here(view, back)}
        return NextStep(Step.CALL_PROMISED, "NEXT_CALL_BACK_LATE" if late else "NEXT_CALL_BACK", values, back)
    if fact is None or back is not None or not view.to_call_about:
        return None
    last = working_days_after(_here(view, fact.at).date(), view.books.on(view.today).numbers.request_working_days)
    step = _retry(view)
    return step or NextStep(Step.CALL_PROMISED, "NEXT_CALL_REQUEST", {"date": last}, last)


def _erase(view: JudgedSituation) -> NextStep | None:
    day = view.has.facts.listing_gone
    ended = [code for reason, code in _ENDED.items() if reason in view.lacks]
    if ended:
        code = "NEXT_ERASE_GONE" if day is not None and ended == ["NEXT_ERASE_KEPT"] else ended[0]
        return NextStep(Step.ERASE, code, due=view.today)
    late = not view.informed and view.information_due < view.today
    if late and view.lacks & {"ADDRESS_MISSING", "LETTER_RETURNED"} and not _tied(view):
        return NextStep(Step.ERASE, "NEXT_ERASE_LATE", due=view.information_due)
    return None


def _complete(view: JudgedSituation) -> NextStep | None:
    if view.informed:
        return None
    code = next((code for lack, code in _LACKS if lack in view.lacks), None)
    if code is None:
        return None
    code = _GAPS.get(view.has.origin_gap, code) if code == "NEXT_SITE" else code
    gap = view.has.address_gap
    code = "NEXT_ADDRESS_PART" if code == "NEXT_ADDRESS" and gap in ("postcode", "town") else code
    returned = view.has.facts.notice.returned
    values: dict[str, object] = {"date": returned if code == "NEXT_RETURNED" and returned else view.information_due}
    if code == "NEXT_ADDRESS_PART":
        values["missing"] = gap
    return NextStep(Step.COMPLETE, code, values, view.information_due)


def _write(view: JudgedSituation) -> NextStep | None:
    if view.informed or not view.letter.allowed:
        return None
    days = ((due := view.information_due) - view.today).days
    if view.has.letter_ready is not None:
        step = Step.POST if view.has.letter_printed and not view.has.letter_sent else Step.PRINT
        code = "NEXT_PRINTED_ASK" if view.has.letter_sent else f"NEXT_{step.name}{'' if days >= 0 else '_LATE'}"
        return NextStep(step, code, {"date": due}, due)
    return NextStep(Step.WRITE, _by_days("NEXT_WRITE", days), {"date": due, "days": days}, due)


def _call(view: JudgedSituation) -> NextStep | None:
    if not view.call.allowed or not view.to_call_about or view.has.callback is not None:
        return None
    step = _retry(view)
    if step is not None:
        return step
    code, values = _OPEN.get(view.call.code, "NEXT_CALL_NOW"), dict(view.call.reasons[0].values)
    ends = _here(view, view.call.until) if view.call.until else None
    if code == "NEXT_CALL_CONSENT" and (ends is None or ends.date() != view.today):
        code = "NEXT_CALL_AGREED"
    return NextStep(Step.CALL, code, values | ({"hour": ends} if ends else {}), view.today)


def _wait(view: JudgedSituation) -> NextStep | None:
    back, until = view.has.callback, view.call.until
    if back is not None and back > view.local:
        return NextStep(Step.WAIT, "NEXT_WAIT_BACK", {"next": _here(view, back)}, back)
    if view.call.light is Light.WAIT and view.to_call_about:
        if until is None:
            return NextStep(Step.NOTHING, "NEXT_DONE_OPEN")
        four = view.call.code == "FREQUENCY"
        values = {"next": _here(view, until), "date": _here(view, until).date()}
        return _retry(view) or NextStep(Step.WAIT, "NEXT_WAIT_FOUR" if four else "NEXT_WAIT_HOURS", values, until)
    notice = view.has.facts.notice
    if not notice.sent or notice.answered is not None or view.call.allowed:
        return None
    return wait_after_letters(view.has, view.letter, view.books.on(view.today))


RULES: tuple[Callable[[JudgedSituation], NextStep | None], ...] = (
    *(_answer, _end_call, _opposed, _closed, _decide, _notice_before_meeting, _meeting, _call_promised),
    lambda view: answer_in_writing(view.has, view.local, view.books),
    lambda view: inform(view.has, view.letter, view.information_due, informed=view.informed),
    *(_erase, _complete, _write, _call, _follow, _done),
    lambda view: write_again(view.has, view.letter, view.today),
    _wait,
    lambda _view: NextStep(Step.NOTHING, "NEXT_DONE_OPEN"),
)
"""Each says what is to be done, or None when it has nothing to say; the first that speaks decides."""


def _retry(view: JudgedSituation) -> NextStep | None:
    """Return the wait before another attempt, after one that nobody answered; None when it may be made now."""
    began, outcome = view.has.last_call or (None, None)
    if began is None or (outcome is not None and not outcome.unanswered):
        return None
    moment = retry_moment(view.has.facts, began, view.local, view.books)
    if moment is None or moment <= view.local:
        return None
    return NextStep(Step.WAIT, "NEXT_WAIT_RETRY", {"when": _here(view, began), "next": moment}, moment)


def _tied(view: JudgedSituation) -> bool:
    """Tell whether a title holds, so that the law has nothing to say against the titles: nobody who agreed to something
    or asked for it is erased for want of a letter."""
    codes = {reason.code for reason in view.call.reasons if reason.blocks} - {"CONSENT_SLOT"}
    return not any(code.startswith(_OF_TITLES) for code in codes)


def _while_due(view: JudgedSituation) -> date | None:
    return None if view.informed else view.information_due


def _by_days(code: str, days: int) -> str:
    """Return the code of a sentence with a deadline: late, today, in one day or in several."""
    return f"{code}_LATE" if days < 0 else {0: f"{code}_TODAY", 1: f"{code}_ONE"}.get(days, code)


def _here(view: JudgedSituation, moment: datetime) -> datetime:
    return moment.astimezone(view.local.tzinfo)


def inform(has: Situation, letter: Verdict, due: date, *, informed: bool) -> NextStep | None:
    """Return the step that asks to inform who gave their own data: by a letter where one may leave, else by words or by
    the sheet handed over; None for anybody else. ``due``: the last day."""
    blocks = {reason.code for reason in letter.reasons if reason.blocks}
    if has.given is None or informed or has.letter_ready is not None or not blocks <= _TO_COMPLETE:
        return None
    step = Step.COMPLETE if blocks else Step.WRITE
    return NextStep(step, "NEXT_INFORM", {"date": has.given}, due)


def write_again(has: Situation, letter: Verdict, today: date) -> NextStep | None:
    """Return the step that offers the second letter, or asks to post it once it is made; None when it may not leave or
    the agency does not want it. ``letter``: the verdict on a letter now."""
    sent = has.facts.notice.sent
    if len(sent) != 1 or not letter.allowed:
        return None
    if has.letter_ready is not None and has.letter_ready > sent[0]:
        return NextStep(Step.PRINT, "NEXT_PRINT_SECOND")
    return NextStep(Step.WRITE_AGAIN, "NEXT_SECOND", {"days": (today - sent[0]).days}) if has.second_wanted else None


def wait_after_letters(has: Situation, letter: Verdict, book: Rulebook) -> NextStep:
    """Return the wait for a reply to the letters posted, with the day from which a second one is possible, if any."""
    sent = has.facts.notice.sent
    if len(sent) > 1:
        return NextStep(Step.WAIT, "NEXT_WAIT_LAST", {"date": sent[-1]})
    blocks = {reason.code for reason in letter.reasons if reason.blocks}
    if has.second_wanted and blocks == {EARLY}:
        day = sent[-1] + timedelta(days=book.numbers.letter_gap_days)
        return NextStep(Step.WAIT, "NEXT_WAIT_SECOND", {"date": sent[-1], "end": day})
    return NextStep(Step.WAIT, "NEXT_WAIT_REPLY", {"date": sent[-1]})


def retry_moment(facts: Facts, last: datetime, local: datetime, books: Rulebooks) -> datetime | None:
    """Return the first moment from ``local`` (the person's clock) on a later day than the attempt ``last`` and in
    another slot of the lawful day; in the same slot when the person agreed to no other; None when no call is lawful
    within two months. ``local`` itself when a call suits now."""
    tried = last.astimezone(local.tzinfo)
    same: datetime | None = None
    for ahead in range(LOOK_AHEAD_DAYS):
        day = local.date() + timedelta(days=ahead)
        for slot, (start, end) in enumerate(books.on(day).numbers.slots):
            begins = max(datetime.combine(day, start, local.tzinfo), local)
            over = begins >= datetime.combine(day, end, local.tzinfo)
            if over or day <= tried.date() or not is_allowed(Channel.CALL, facts, begins, books):
                continue
            if slot != _slot_number(tried, books):
                return begins
            same = same or begins
    return same


def _slot_number(moment: datetime, books: Rulebooks) -> int:
    """Return the number of the slot a moment falls in or before; the last one after all."""
    slots = books.on(moment.date()).numbers.slots
    return next((number for number, (_start, end) in enumerate(slots) if moment.time() < end), len(slots) - 1)


def answer_in_writing(has: Situation, here: datetime, books: Rulebooks) -> NextStep | None:
    """Return the step that answers what a coupon asks, due as soon as a call would be; None when nothing is asked that
    waits. ``here``: now, at the person's clock."""
    asked, at = has.in_writing or ("", here)
    if not asked or _is_met(asked, at, has.milestone):
        return None
    came = at.astimezone(here.tzinfo).date()
    due = working_days_after(came, books.on(here.date()).numbers.request_working_days)
    return NextStep(Step.FOLLOW, _ANSWERS[asked], {"date": came}, due)


def _is_met(asked: str, at: datetime, met: TradeEvent | None) -> bool:
    """Tell whether what was asked has had its answer in the trade since: an estimation handed over, a mandate, a sale
    that is lost."""
    if met is None or met.kind is MilestoneKind.APPOINTMENT or met.moment.date() < at.date():
        return False
    return met.kind is not MilestoneKind.ESTIMATE or asked == ESTIMATE
