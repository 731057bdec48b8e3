"""The register's secret key as a recovery phrase: twenty-four French words (BIP-39), printed once and kept on paper.

Without the key, the keyed hashes of the register match nothing; with the key alone, they reveal nobody. The phrase
exists here and on the screen only: no log, journal or setting ever holds it.
"""

import hmac
import unicodedata
from datetime import datetime
from functools import cache
from typing import Any

from core.base import text
from core.base.heavy import mnemonic
from core.model.register import KeyRestored
from core.store import safe
from core.store.port import Reader, Store
from core.words.errors import error

WORDS = 24
"""Words of a phrase: 256 bits and a checksum of eight."""
_TOLD = 4
"""The first four letters of a word are those of no other (BIP-39)."""


def phrase(store: Store, *, by: str, at: datetime) -> tuple[str, ...]:
    """Return the words of the key, to be printed; the journal records that they were shown, without the words."""
    with store.write("phrase shown", by=by, at=at) as w:
        secret = bytes.fromhex(safe.key(w))
        safe.keep_fingerprint(w, fingerprint(secret))
        w.note("phrase")
    return words_of(secret)


def was_shown(r: Reader) -> bool:
    """Tell whether the phrase of the present key was ever shown."""
    return safe.fingerprint_shown(r) == fingerprint_of(r)


def restore_key(store: Store, typed: str, *, by: str, at: datetime) -> KeyRestored:
    """Restore the key of a phrase, in a new base or in one that lost it, and return what that does to its keyed hashes.

    Raises UserError, with nothing changed: PHRASE_COUNT, PHRASE_WORD, PHRASE_CHECK, and PHRASE_OTHER when the base
    holds hashes made with another key, which could never be made again.
    """
    secret = key_of(typed)
    with store.write("key restored", by=by, at=at) as w:
        if hmac.compare_digest(safe.key(w), secret.hex()):
            return KeyRestored.SAME
        known = safe.fingerprint_shown(w) == fingerprint(secret)
        if not known and safe.is_used(w):
            raise error("PHRASE_OTHER")
        safe.keep_key(w, secret.hex())
        safe.keep_fingerprint(w, fingerprint(secret))
        w.note("key restored")
    store.read_key()
    return KeyRestored.FOUND if known else KeyRestored.BEGUN


def words_of(secret: bytes) -> tuple[str, ...]:
    """Return the phrase of a 256-bit key."""
    return tuple(unicodedata.normalize("NFC", _made().to_mnemonic(secret)).split())


def key_of(typed: str) -> bytes:
    """Return the key of a typed phrase; case, accents, numbers and the letters after the fourth of a word do not count.

    Raises UserError PHRASE_COUNT, PHRASE_WORD (which place, never which word) or PHRASE_CHECK.
    """
    asked = [word for word in text.fold(typed).split() if not word.isdecimal()]
    if len(asked) != WORDS:
        raise error("PHRASE_COUNT", wanted=WORDS, count=len(asked))
    known = _by_head()
    for place, word in enumerate(asked, start=1):
        # A word cut after its fourth letter, or later, is the only one that begins so.
        if not text.fold(known.get(word[:_TOLD], "")).startswith(word):
            raise error("PHRASE_WORD", place=place)
    try:
        return bytes(_made().to_entropy([known[word[:_TOLD]] for word in asked]))
    except ValueError as problem:
        raise error("PHRASE_CHECK") from problem


def fingerprint(secret: bytes) -> str:
    """Return a text that distinguishes one key from another and reveals nothing of it."""
    return hmac.digest(secret, b"premier-contact:key", "sha256").hex()[:16]


def fingerprint_of(r: Reader) -> str:
    """Return the :func:`fingerprint` of the base's own key."""
    return fingerprint(bytes.fromhex(safe.key(r)))


@cache
def _made() -> Any:
    return mnemonic().Mnemonic("french")


@cache
def _by_head() -> dict[str, str]:
    """Return the words of the list by their first four letters, without accents."""
    return {text.fold(word)[:_TOLD]: word for word in _made().wordlist}
