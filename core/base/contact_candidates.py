"""The telephones and e-mails that a text of any length may hold, however they are written. Nobody is reached by them:
they are held against the register, so that no spelling is a way round a refusal.

It is asked of every imported row, so a text is first looked at as bytes: some 3 µs for 300 letters.
"""

import re
from collections.abc import Iterator

from core.base import phones
from core.base.obfuscated_contacts import HOSTS, decoded, figures, is_escaped, likely_mails, told_aloud
from core.base.text import LATIN, emails

_LIKE = bytes.maketrans(b"OoQ\xd8\xf8IligqSBZ", b"0000011199582")
_FRENCH = (
    re.compile(rb"0[1-9](?:[^\w@]{0,3}\d){8}(?!\d)"),
    re.compile(rb"33(?:[^\w@]{0,3}\d){9,10}(?!\d)"),
)
"""Each begins by figures that are quickly found."""
_BARE = (re.compile(rb"6\d{8}(?!\d)"), re.compile(rb"7\d{8}(?!\d)"))
"""A mobile that lost its zero in a spreadsheet."""
_ABROAD = re.compile(rb"\+(?:[^\w@]{0,3}\d){8,15}(?!\d)")
_FLOAT = re.compile(rb"(?<![\d.,])([1-9])[.,](\d{5,10})E\+?0?(?:8|10)(?!\d)")
"""« 6,39981241E8 », « 3.3639981241E+10 »: what a spreadsheet makes of a telephone."""
BETWEEN = " \x1fx\x1f "
"""What to put between the cells of a row: nothing is read across."""
_CELLS = LATIN[:0x1F] + b"\x1f" + LATIN[0x20:]
_ENDS = ("fr", "com", "net", "org", "eu", "be")
_ENDINGS = tuple(f" {end} " for end in (*_ENDS, *HOSTS))
_ALOUD = re.compile(rf" (?:a|at|chez|arr?ob[a-z]*) +(?:(?:[a-z0-9]+ +){{1,5}}(?:{'|'.join(_ENDS)})|{'|'.join(HOSTS)}) ")
"""What may be an e-mail told aloud, in a text without accents nor signs: « luc a exemple point fr ». It is rare only
without the endings that are French words: « à vendre, belle maison de »."""
_HOST = re.compile(rf"({'|'.join(HOSTS)}) ?\. ?(?:fr|com|net)(?!\w)", re.IGNORECASE)
_LOCAL = re.compile(r"(?<![\w@.+-])([a-z0-9](?:[\w.+-]*\w)?)[ ._-]?\Z", re.IGNORECASE)
"""What stands before a host without a sign: « luc.roux gmail.com », « lucrouxorange.fr »."""
SIGNLESS = re.compile(
    rf"(?<![\w@./-])(?!www\.)[a-z0-9][\w+-]{{0,40}}[._-][\w.+-]{{0,40}}\.(?:{'|'.join(_ENDS)})(?![\w@/])", re.IGNORECASE
)
"""What may be an e-mail without its sign among other words; most names of sites have one point."""
_APART = re.compile(rb"\D")
_MOST_LETTERS = 60
"""Of an e-mail without its sign: where it stood is tried everywhere."""
_NINE, _TEN = 9, 10
"""Figures that two spellings of a French telephone share."""
_ODD = re.compile(
    "[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u2070-\u209c\u2460-\u24ff\uff10-\uff5a\U0001d7ce-\U0001d7ff]"
)
"""Figures of other scripts, in circles, above the line."""


def likely_ways(text: str) -> tuple[set[str], set[str]]:
    """Return (the comparison keys of the telephones, the e-mails) that a text may hold."""
    raw = text.encode("latin-1", "replace")
    words = raw.translate(_CELLS).decode("latin-1")
    mails = set[str]()
    odd = ("%" in text or "&" in text) and is_escaped(text)
    if odd or "@" in text or "＠" in text or " at " in words or "arob" in words or "chez" in words or "(a)" in text:
        mails = {*emails(text), *likely_mails(decoded(text))}
    padded = f"{words} "
    if any(end in padded for end in _ENDINGS):
        if _ALOUD.search(padded):
            mails.update(mail for cell in text.split(BETWEEN) for mail in told_aloud(cell))
        if any(host in words for host in HOSTS):
            mails.update(_without_sign(text))
    if odd or "zero" in words or "trente" in words or (b"?" in raw and _ODD.search(text)):
        raw = figures(phones.plain(decoded(text))).encode("latin-1", "replace")
    return _keys(raw), mails


def nearly_phones(text: str) -> set[str]:
    """Return the keys of the telephones that a cell of a badly written one may mean, which has a figure too few or one
    too many: « 06 39 98 12 4 », « 06 39 98 1? 41 »."""
    digits = "".join(filter(str.isdecimal, phones.plain(text)))
    if digits[:1] != "0" or len(text) > phones.LONGEST:
        return set()
    if len(digits) == _TEN - 1:
        return {f"{digits[:at]}{figure}{digits[at:]}" for at in range(1, _TEN) for figure in "0123456789"}
    return {digits[:at] + digits[at + 1 :] for at in range(1, _TEN)} if len(digits) == _TEN + 1 else set()


def signless_mails(text: str) -> set[str]:
    """Return the e-mails that the words of a cell written without their sign may mean: « luc.rouxexemple.fr »."""
    return {mail for match in SIGNLESS.finditer(text) for mail in nearly_mails(match[0])}


def nearly_mails(text: str) -> set[str]:
    """Return the e-mails that a cell of a badly written one may mean: spaces within, no point before « fr », no sign at
    all."""
    words = decoded(text).lower()
    joined = "".join(words.split())
    texts = {*told_aloud(words), *told_aloud(joined)}
    if "@" not in joined and len(joined) <= _MOST_LETTERS:
        around = [(joined[:at], joined[at + (joined[at] in ".-_ ") :]) for at in range(1, len(joined))]
        texts |= {mail for before, after in around for mail in told_aloud(f"{before}@{after}")}
    return texts


def _without_sign(text: str) -> Iterator[str]:
    """Yield the e-mails written without their sign at a host of mailboxes."""
    for host in _HOST.finditer(text):
        local = _LOCAL.search(text, max(0, host.start() - _MOST_LETTERS), host.start())
        if local:
            yield from (f"{local[1]}@{domain}".lower() for domain in HOSTS[host[1].lower()])


def _keys(raw: bytes) -> set[str]:
    alike = raw.translate(_LIKE)
    found = [digits for pattern in _FRENCH for digits in pattern.findall(alike)]
    found += [digits for pattern in _BARE for digits in pattern.findall(raw)]
    if b"E+" in raw or b"E8" in raw or b"E1" in raw:
        found += [(first + more).ljust(_NINE, b"0") for first, more in _FLOAT.findall(raw)]
    keys = {f"0{_APART.sub(b'', one)[-_NINE:].decode()}" for one in found}
    if b"+" in raw:
        keys |= {phone.key for one in _ABROAD.findall(alike) for phone in phones.numbers(one.decode("latin-1"))}
    return keys
