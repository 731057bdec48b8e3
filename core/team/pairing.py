"""Pairs a seat with its team by four words, through a TLS channel that neither end trusts yet.

A code is four words of 2 048 (44 bits), good once, for ten minutes and a few wrong tries. Both sides stretch it
(scrypt, RFC 7914) under the fingerprint of the team's authority, and prove that they know the result by an HMAC over
that fingerprint and a fresh nonce of each, the seat first: a challenge and response with key confirmation. The seat
then knows that the authority is the one of whoever gave the words, and that the channel is its own: the certificate it
met is signed by that authority. The team knows that whoever asks has the words. Only then does it send a login and the
register's key.

Protected: who stands in the middle with another authority, or replays, fails and learns neither login nor key; who
guesses has a few tries for all living codes. Not protected: who stands in the middle while a code lives may note one
proof and try words against it, at home: 2^44 stretchings, thousands of years of one processor, for a code of ten
minutes. The word and number that both screens show (:func:`check_phrase`) let people compare the authority too.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from functools import cache

from core.base import text
from core.base.lazy_imports import mnemonic
from core.words.errors import error

WORDS = 4
"""Words of a code."""
MINUTES = 10
"""How long a code lives."""
TRIES = 5
"""Wrong tries after which all living codes die."""
_SEAT, _TEAM = b"premier-contact/1 poste", b"premier-contact/1 equipe"
"""What each side's proof begins with, so that neither can be sent back as the other's."""
_COST = {"n": 1 << 15, "r": 8, "p": 1, "maxmem": 1 << 26, "dklen": 32}


def new_code() -> str:
    """Return four words drawn anew, with a space between."""
    return " ".join(secrets.choice(_list()) for _word in range(WORDS))


def code_typed(typed: str) -> str:
    """Return a code as it was given, whatever its capitals and accents. Raises UserError CODE_WORDS."""
    words = text.fold(typed).split()
    list_words = {text.fold(word): word for word in _list()}
    if len(words) != WORDS or not all(word in list_words for word in words):
        raise error("CODE_WORDS")
    return " ".join(list_words[word] for word in words)


def word_typed(typed: str) -> str:
    """Return the word of the list that was typed, whole or by the letters that tell it from all others; empty for
    none."""
    begun = text.fold(typed)
    words = [word for word in _list() if text.fold(word).startswith(begun)] if begun else []
    return next((word for word in words if len(words) == 1 or text.fold(word) == begun), "")


def stretched(code: str, authority: str) -> bytes:
    """Return the 32 bytes made of a code under an authority's fingerprint; it takes a quarter of a second."""
    return hashlib.scrypt(text.fold(code).encode(), salt=bytes.fromhex(authority), **_COST)


def new_nonce() -> str:
    """Return a fresh nonce, 64 hex digits."""
    return secrets.token_hex(32)


def is_nonce(nonce: str) -> bool:
    """Tell whether a text may be a nonce."""
    return re.fullmatch(r"[0-9a-f]{64}", nonce) is not None


def seat_proof(key: bytes, authority: str, ours: str, theirs: str) -> str:
    """Return what a seat proves a stretched code by: ``ours``, the nonce of the team, ``theirs``, that of the seat."""
    return _proof(_SEAT, key, authority, ours, theirs)


def team_proof(key: bytes, authority: str, ours: str, theirs: str) -> str:
    """Return what the team answers, made as :func:`seat_proof`."""
    return _proof(_TEAM, key, authority, ours, theirs)


def is_proof(proof: str, wanted: str) -> bool:
    """Tell whether a proof is the one that was wanted, in a time that says nothing of it."""
    return hmac.compare_digest(proof.encode(), wanted.encode())


def check_phrase(authority: str) -> str:
    """Return the word and number by which people compare an authority's fingerprint on two screens: « tulipe 47 »."""
    digest = hashlib.sha256(b"premier-contact/1 phrase" + bytes.fromhex(authority)).digest()
    return f"{_list()[int.from_bytes(digest[:4], 'big') % len(_list())]} {digest[4] % 90 + 10}"


def _proof(side: bytes, key: bytes, *parts: str) -> str:
    # Each part has 64 hex digits: none can be mistaken for two.
    return hmac.new(key, side + b"".join(bytes.fromhex(part) for part in parts), hashlib.sha256).hexdigest()


@cache
def _list() -> tuple[str, ...]:
    """Return the French words of BIP-39, composed: their first four letters tell them apart."""
    words: list[str] = mnemonic().Mnemonic("french").wordlist
    return tuple(unicodedata.normalize("NFC", word) for word in words)
