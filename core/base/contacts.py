"""Reads the telephones and e-mails of a row once: what follows is handed their values, not their texts."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.base.phones import guesses, numbers
from core.base.text import emails


class Contacts(NamedTuple):
    """The telephones and e-mails of a row. ``phones``: comparison key → E.164; ``unread``: the texts that hold no
    telephone; ``emails``: lower-case, without repeats."""

    phones: Mapping[str, str]
    unread: tuple[str, ...]
    emails: tuple[str, ...]

    @property
    def guessed(self) -> tuple[str, ...]:
        """The keys of the telephones that the unread texts may hold."""
        return tuple(key for raw in self.unread for key in guesses(raw))


def read_contacts(phone_cells: Sequence[str], email_cells: Sequence[str]) -> Contacts:
    """Return what the cells of telephones and of e-mails hold."""
    phones: dict[str, str] = {}
    unread: list[str] = []
    for raw in phone_cells:
        several = numbers(raw)
        if not several:
            unread.append(raw)
        for phone in several:
            phones.setdefault(phone.key, phone.e164)
    mails = tuple(dict.fromkeys([mail for raw in email_cells for mail in emails(raw)])) if email_cells else ()
    return Contacts(phones, tuple(unread), mails)
