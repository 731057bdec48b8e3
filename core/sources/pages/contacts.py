"""Reads contacts in the texts of a listing; the site's own line is never taken for the seller's telephone."""

import re
from collections.abc import Collection

from core.base import phones
from core.base.text import emails

_NOT_A_PERSON = re.compile(r"\D*(?:(?:\+|00)\D*33\D*0?|0)\D*8")
"""A number in 08: a service that is paid for."""


def phones_in(text: str, hotlines: Collection[str]) -> tuple[str, ...]:
    """Return the French telephones written in ``text``, as written, without those of ``hotlines`` (national keys)."""
    sentences = [one for one in phones.written(text) if not _NOT_A_PERSON.match(one)]
    return without_hotlines(sentences, hotlines)


def without_hotlines(raw: Collection[str], hotlines: Collection[str]) -> tuple[str, ...]:
    """Return ``raw`` telephones once each, without the site's own numbers and texts that hold none."""
    kept: dict[str, str] = {}
    for text in raw:
        several = phones.numbers(text)
        for phone in several:
            if phone.key not in hotlines:
                kept.setdefault(phone.key, text if len(several) == 1 else phone.e164)
        guessed = () if several else phones.guesses(text)
        if guessed and not any(key in hotlines for key in guessed):
            kept.setdefault(guessed[0], text)
    return tuple(kept.values())


def emails_in(text: str, hosts: Collection[str]) -> tuple[str, ...]:
    """Return the e-mail addresses in ``text``, without those of the site itself (``hosts``)."""
    return tuple(found for found in emails(text) if not found.partition("@")[2].endswith(tuple(hosts) or ("\0",)))
