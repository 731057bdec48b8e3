"""The second and last letter: offered thirty days after a first one that nobody answered, never due (rule POST-01)."""

from datetime import date, timedelta

from core.model.step import NextStep, Situation, Step
from core.model.verdict import Verdict
from core.rules.book import Rulebook

EARLY = "REMINDER_EARLY"


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
