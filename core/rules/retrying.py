"""When to try again somebody who did not answer: another day and another hour, inside what the law allows (law file,
TEL-26-08)."""

from datetime import datetime, timedelta

from core.model.channel import Channel
from core.model.facts import Facts
from core.rules.channels import is_allowed
from core.rules.rulebooks import Rulebooks

LOOK_AHEAD_DAYS = 60
"""Farther than any pause of the law between attempts."""


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
            if slot != _slot(tried, books):
                return begins
            same = same or begins
    return same


def _slot(moment: datetime, books: Rulebooks) -> int:
    """Return the number of the slot a moment falls in or before; the last one after all."""
    slots = books.on(moment.date()).numbers.slots
    return next((number for number, (_start, end) in enumerate(slots) if moment.time() < end), len(slots) - 1)
