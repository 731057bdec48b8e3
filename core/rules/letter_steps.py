"""The steps of letters that have their own law: the information of a person who gave their own data, due when they are
given (RGPD art. 13; rule GDPR-10), and the second and last letter, offered thirty days after a first one that nobody
answered, never due (rule POST-01)."""

from datetime import date, timedelta

from core.model.step import NextStep, Situation, Step
from core.model.verdict import Verdict
from core.rules.book import Rulebook

EARLY = "REMINDER_EARLY"


_TO_SAY = frozenset({"ADDRESS_MISSING", "ORIGIN_MISSING"})
"""What keeps a letter from leaving and not the information from being said or handed over."""


def inform(has: Situation, letter: Verdict, due: date, *, informed: bool) -> NextStep | None:
    """Return the step that asks to inform who gave their own data: by a letter where one may leave, else by words or by
    the sheet handed over; None for anybody else. ``due``: the last day."""
    blocks = {reason.code for reason in letter.reasons if reason.blocks}
    if has.given is None or informed or has.letter_ready is not None or not blocks <= _TO_SAY:
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
        again = sent[-1] + timedelta(days=book.numbers.letter_gap_days)
        return NextStep(Step.WAIT, "NEXT_WAIT_SECOND", {"date": sent[-1], "end": again})
    return NextStep(Step.WAIT, "NEXT_WAIT_REPLY", {"date": sent[-1]})
