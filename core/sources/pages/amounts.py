"""Reads amounts and contacts in the texts of a listing; a price per m² is not taken for the price, nor the site's
own line for the seller's telephone."""

import re
from collections.abc import Collection

from core.base import phones
from core.base.text import emails

_PER_AREA = re.compile(r"(?:€|eur\w*)\s*(?:/|par|pro|le)\s*m|/\s*m\s*[²2]", re.I)
_NUMBER = re.compile(r"(\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?!\d)|\d+)(?:[.,](\d{1,2})0*(?!\d))?")
_NOT_DIGIT = re.compile(r"\D")
_NOT_A_PERSON = re.compile(r"\D*(?:(?:\+|00)\D*33\D*0?|0)\D*8")
"""A number in 08: a service that is paid for."""


def price(text: str) -> str:
    """Return whole euros as digits ("170000"), empty when ``text`` holds no amount or is a price per m²."""
    if _PER_AREA.search(text):
        return ""
    found = _NUMBER.search(text)
    digits = _NOT_DIGIT.sub("", found[1]).lstrip("0") if found else ""
    return digits if len(digits) <= 10 else ""


def decimal(text: str) -> str:
    """Return an area or a count as a plain decimal ("82.17", "3"), empty when there is none."""
    found = _NUMBER.search(text)
    if not found:
        return ""
    whole = _NOT_DIGIT.sub("", found[1]).lstrip("0") or "0"
    fraction = (found[2] or "").rstrip("0")
    if len(whole) > 7:
        return ""
    return f"{whole}.{fraction}" if fraction else whole


def phones_in(text: str, hotlines: Collection[str]) -> tuple[str, ...]:
    """Return the French telephones written in ``text``, as written, without those of ``hotlines`` (national keys)."""
    told = [one for one in phones.written(text) if not _NOT_A_PERSON.match(one)]
    return without_hotlines(told, hotlines)


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
