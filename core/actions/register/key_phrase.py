"""The register's secret key as a recovery phrase: twenty-four French words (BIP-39), printed once and kept on paper.

Without the key, the keyed hashes of the register match nothing; with the key alone, they reveal nobody. The phrase
exists here and on the screen only: no log, journal or setting ever holds it.
"""

import os
import secrets
import unicodedata
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from core.actions.common.agency import managers_only
from core.actions.common.kept_files import letters_folder, seal_kept
from core.base import text
from core.base.errors import UserError
from core.base.lazy_imports import mnemonic
from core.base.progress import Progress, silent
from core.model.register_key import KeyPlace, KeyRestored
from core.store import safe
from core.store.engine.folders import refuse_shared_folder
from core.store.engine.opening import NAME, opened
from core.store.port import Reader, Store
from core.store.safe import homes
from core.store.safe.base_key import base_key, looks_sealed, read_note
from core.store.safe.homes import Home
from core.store.safe.subkeys import fingerprint
from core.words.errors import error

WORDS = 24
"""Words of a phrase: 256 bits and a checksum of eight."""
_TOLD = 4
"""The first four letters of a word are those of no other (BIP-39)."""


def phrase(store: Store, *, by: str, at: datetime) -> tuple[str, ...]:
    """Return the words of the key, that of its copies for a team, to be printed; the journal records that they were
    shown, without the words. Raises UserError KEY_ABSENT, TEAM_RIGHTS."""
    with store.write("phrase shown", by=by, at=at) as w:
        managers_only(w)
        secret = bytes.fromhex(safe.sealing_key(w))
        safe.keep_fingerprint(w, fingerprint(secret))
        w.note("phrase")
    return words_of(secret)


def was_shown(r: Reader) -> bool:
    """Tell whether the phrase of the present key was ever shown."""
    secret = r.team_key
    return safe.fingerprint_shown(r) == (fingerprint(bytes.fromhex(secret)) if secret else fingerprint_of(r))


def asked_places() -> tuple[int, int]:
    """Return two places of the phrase, in order, drawn anew: the words to type back."""
    first, second = sorted(secrets.SystemRandom().sample(range(1, WORDS + 1), 2))
    return first, second


def put_on_paper(store: Store, *, by: str, at: datetime) -> KeyPlace:
    """Do what the recovery sheet, confirmed, allows: set the register's key apart; in a team, seal the copies from now
    on under the key of that sheet, which is in none of them. Return where the register's key is. Raises UserError
    KEY_UNKEPT."""
    with store.read() as r:
        is_team, place = safe.is_team(r), safe.place(r)
    if not is_team:
        return set_apart(store, by=by, at=at)
    with store.write("sheet confirmed", by=by, at=at) as w:
        w.set_value("setting", safe.SHEET, at.isoformat(timespec="seconds"))
    return place


def set_apart(store: Store, *, by: str, at: datetime) -> KeyPlace:
    """Keep the key on this computer and take it out of the base, once its phrase is surely on paper; return where it
    is. Raises UserError KEY_UNKEPT."""
    with store.read() as r:
        secret, is_apart = safe.key(r), safe.is_apart(r)
    home = keep_on_computer(secret, store.path.parent)
    if not is_apart:
        with store.write("key kept apart", by=by, at=at) as w:
            known_by = safe.key_id(w)
            safe.keep_fingerprint(w, known_by)
            safe.let_go_of_key(w, known_by)
            w.note(f"key kept apart: {home}")
        if store.seal():
            # One that the disk refuses is sealed at the next start.
            with suppress(UserError):
                seal_kept(store, letters_folder(store))
        clean(store, by=by, at=at)
        # Last: whoever hears of it reads how the base is then.
        with store.write("sheet confirmed", by=by, at=at) as w:
            w.set_value("setting", safe.SHEET, at.isoformat(timespec="seconds"))
    return KeyPlace(home)


def clean(store: Store, *, by: str, at: datetime) -> None:
    """Take the traces of a key that left the base out of its log; done again at the next start when another program is
    reading."""
    with store.read() as r:
        if not safe.has_traces(r):
            return
    if store.empty_log():
        with store.write("key traces", by=by, at=at) as w:
            safe.note_clean(w)


def warm(folder: Path, _progress: Progress = silent) -> None:
    """Ask this computer for the key of the base of ``folder``, so that the first gesture does not wait for the keyring.
    Raises UserError KEY_ABSENT."""
    with opened(folder) as store, store.read() as r:
        safe.key(r)


def restore_key(store: Store, typed: str, *, by: str, at: datetime) -> KeyRestored:
    """Restore the key of a phrase, in a new base, in one that lost it or on a computer that lacks it, and return what
    that does to its keyed hashes. Whoever typed the whole phrase has it: the key is then kept apart from the base.

    Raises UserError, with nothing changed: PHRASE_COUNT, PHRASE_WORD, PHRASE_CHECK, PHRASE_OTHER when the base
    holds hashes made with another key, which could never be made again, and KEY_UNKEPT.
    """
    secret = key_of(typed)
    known_by = fingerprint(secret)
    with store.read() as r:
        same, is_apart = safe.key_id(r) == known_by, safe.is_apart(r)
        lacks = is_apart and safe.place(r) is KeyPlace.ABSENT
        is_known = same or safe.fingerprint_shown(r) == known_by
        if not is_known and safe.is_used(r):
            raise error("PHRASE_OTHER")
    keep_on_computer(secret.hex(), store.path.parent)
    store.read_key()
    if not same or lacks:
        with store.write("key restored", by=by, at=at) as w:
            if not same:
                safe.keep_key(w, secret.hex())
                safe.keep_fingerprint(w, known_by)
                w.seal_all(secret.hex())
            w.note("key restored")
        store.read_key()
    set_apart(store, by=by, at=at)
    if same and not lacks:
        return KeyRestored.SAME
    return KeyRestored.FOUND if is_known else KeyRestored.BEGUN


def unlock(folder: Path, typed: str) -> bool:
    """Keep on this computer the key of the base of ``folder``, where that is sealed under one that is not here: it
    cannot be opened before. Tell whether it was so. Raises UserError as :func:`give_key` does."""
    base = folder / NAME
    if not base.exists() or not looks_sealed(base):
        return False
    known_by = read_note(base)
    if known_by and homes.find(known_by):
        return False
    secret = key_of(typed).hex()
    key = base_key(secret)
    # The note beside the base may be lost: its first page says as well whether the key is its own.
    if key.known_by != known_by and not key.opens(base):
        raise error("PHRASE_SEALED")
    keep_on_computer(secret, folder)
    return True


def give_key(typed: str, wanted: Collection[str]) -> str:
    """Keep on this computer the key of a phrase, without a base: for a sealed backup, or a base that cannot be opened.
    ``wanted``: what the keys asked for are known by; empty, any is taken. Return what it is known by.

    Raises UserError PHRASE_COUNT, PHRASE_WORD, PHRASE_CHECK, PHRASE_SEALED, KEY_UNKEPT.
    """
    secret = key_of(typed)
    known_by = fingerprint(secret)
    if wanted and known_by not in wanted:
        raise error("PHRASE_SEALED")
    keep_on_computer(secret.hex())
    return known_by


def keep_on_computer(secret: str, base: Path | None = None) -> Home:
    """Keep a key on this computer, and never in the folder of ``base``, whose copies would then hold both. Raises
    UserError KEY_UNKEPT."""
    try:
        return homes.keep(secret, partial(_refuse_place, base))
    except (OSError, UserError) as problem:
        raise error("KEY_UNKEPT", folder=str(homes.config_folder())) from problem


def _refuse_place(base: Path | None, keys: Path) -> None:
    """Raise OSError for a folder of keys that goes away with a base, UserError for one that a service copies."""
    if base is not None and Path(os.path.realpath(keys)).is_relative_to(Path(os.path.realpath(base))):
        raise OSError(f"{keys} is in the folder of the base")
    try:
        refuse_shared_folder(keys)
    except UserError as problem:
        if problem.code == "FOLDER_SYNCED":
            raise


def words_of(secret: bytes) -> tuple[str, ...]:
    """Return the phrase of a 256-bit key."""
    return tuple(unicodedata.normalize("NFC", _made().to_mnemonic(secret)).split())


def key_of(typed: str) -> bytes:
    """Return the key of a typed phrase; case, accents, numbers and the letters after the fourth of a word do not count.

    Raises UserError PHRASE_COUNT, PHRASE_WORD (which place, never which word) or PHRASE_CHECK.
    """
    wanted = [word for word in text.fold(typed).split() if not word.isdecimal()]
    if len(wanted) != WORDS:
        raise error("PHRASE_COUNT", wanted=WORDS, count=len(wanted))
    known = _by_head()
    for place, word in enumerate(wanted, start=1):
        # A word cut after its fourth letter, or later, is the only one that begins so.
        if not text.fold(known.get(word[:_TOLD], "")).startswith(word):
            raise error("PHRASE_WORD", place=place)
    try:
        return bytes(_made().to_entropy([known[word[:_TOLD]] for word in wanted]))
    except ValueError as problem:
        raise error("PHRASE_CHECK") from problem


def fingerprint_of(r: Reader) -> str:
    """Return the :func:`fingerprint` of the base's own key."""
    return safe.key_id(r)


def is_word(typed: str, word: str) -> bool:
    """Tell whether a word typed is the one of the list, or its beginning from the fourth letter on."""
    folded, full_text = text.fold(typed).strip(), text.fold(word)
    return len(folded) >= min(_TOLD, len(full_text)) and full_text.startswith(folded)


@cache
def _made() -> Any:
    return mnemonic().Mnemonic("french")


@cache
def _by_head() -> dict[str, str]:
    """Return the words of the list by their first four letters, without accents."""
    return {text.fold(word)[:_TOLD]: word for word in _made().wordlist}
