"""The register's key under a recovery phrase: twenty-four French words (BIP-39) printed once and kept on paper.

Without the key the fingerprints answer nothing; with it alone they tell nobody. The phrase passes through here and the
screen only: no log, no journal, no setting ever holds it.
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
    """Return the words of the key, to be printed; the journal says that they were shown, not which."""
    with store.write("phrase shown", by=by, at=at) as w:
        secret = bytes.fromhex(safe.key(w))
        safe.keep_fingerprint(w, fingerprint(secret))
        w.note("phrase")
    return words_of(secret)


def was_shown(r: Reader) -> bool:
    """Tell whether the phrase of the key in force was ever shown."""
    return safe.fingerprint_shown(r) == fingerprint(bytes.fromhex(safe.key(r)))


def restore_key(store: Store, typed: str, *, by: str, at: datetime) -> KeyRestored:
    """Put back the key of a phrase, on a new base or on one that lost it, and say what that does to its fingerprints.

    Raises UserError, nothing changed: PHRASE_COUNT, PHRASE_WORD, PHRASE_CHECK, and PHRASE_OTHER when the base holds
    fingerprints of another key, which could never be made again.
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
    """Return the key of a phrase as typed: case, accents, numbers and what follows the fourth letter do not count.

    Raises UserError PHRASE_COUNT, PHRASE_WORD (which place, never which word) or PHRASE_CHECK.
    """
    asked = [word for word in text.fold(typed).split() if not word.isdecimal()]
    if len(asked) != WORDS:
        raise error("PHRASE_COUNT", wanted=WORDS, count=len(asked))
    known = _by_head()
    for place, word in enumerate(asked, start=1):
        # Cut after its fourth letter, or later, it is the one that begins so.
        if not text.fold(known.get(word[:_TOLD], "")).startswith(word):
            raise error("PHRASE_WORD", place=place)
    try:
        return bytes(_made().to_entropy([known[word[:_TOLD]] for word in asked]))
    except ValueError as problem:
        raise error("PHRASE_CHECK") from problem


def fingerprint(secret: bytes) -> str:
    """Return what tells a key from another and gives nothing of it away."""
    return hmac.digest(secret, b"premier-contact:key", "sha256").hex()[:16]


@cache
def _made() -> Any:
    return mnemonic().Mnemonic("french")


@cache
def _by_head() -> dict[str, str]:
    """Return the words of the list by their first letters, without accents."""
    return {text.fold(word)[:_TOLD]: word for word in _made().wordlist}
