"""The recovery sheet of a base: made to be printed, never written to a disk by this program, and confirmed by the code
that stands on it alone."""

from collections.abc import Mapping
from datetime import datetime

from core.actions.common import agency
from core.actions.common.agency import managers_only
from core.actions.register.key_phrase import is_word, put_on_paper, words_of
from core.base import text
from core.model.agency import Agency
from core.model.register_key import KeyPlace
from core.notices.recovery_sheet import RecoverySheet, render_recovery_sheet
from core.store import safe
from core.store.port import Store
from core.store.safe.subkeys import RECOVERY, fingerprint, subkey
from core.words.errors import error

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowel, so that no word comes out, and no two that look alike on paper."""
_GROUP = 4
Typed = str | Mapping[int, str]
"""What shows that a sheet is held: its code, or words of its phrase by their places."""


def sheet(store: Store, *, by: str, at: datetime) -> bytes:
    """Return the sheet as a PDF of one page; the journal records that it was asked for, without its words. Raises
    UserError KEY_ABSENT."""
    with store.write("sheet printed", by=by, at=at) as w:
        managers_only(w)
        secret, is_team = bytes.fromhex(safe.sealing_key(w)), safe.is_team(w)
        safe.keep_fingerprint(w, fingerprint(secret))
        whose = agency.settings(w).agency
        w.note("sheet")
    return _drawn(secret, whose, at, is_team=is_team)


def team_sheet(store: Store, secret: str, at: datetime) -> bytes:
    """Return the sheet of the key of a team that is not there yet, 64 hex digits: a PDF of one page, of which the base
    knows nothing."""
    with store.read() as r:
        whose = agency.settings(r).agency
    return _drawn(bytes.fromhex(secret), whose, at, is_team=True)


def code_of(secret: bytes) -> str:
    """Return the code of the sheet of a key: two groups of four letters, which reveal nothing of the key and cannot be
    made from its words without a computer."""
    number = int.from_bytes(subkey(secret, RECOVERY))
    letters = ""
    while len(letters) < 2 * _GROUP:
        number, at = divmod(number, len(_LETTERS))
        letters += _LETTERS[at]
    return f"{letters[:_GROUP]}-{letters[_GROUP:]}"


def confirm(store: Store, typed: Typed, *, by: str, at: datetime) -> KeyPlace:
    """Take the key out of the base once its sheet is held, that of a team's copies being out of it already; return
    where the register's is now. Raises UserError as :func:`check`, KEY_UNKEPT and TEAM_RIGHTS, with nothing changed."""
    with store.read() as r:
        secret = safe.sealing_key(r)
    check(secret, typed)
    return put_on_paper(store, by=by, at=at)


def check(secret: str, typed: Typed) -> None:
    """Raise UserError SHEET_CODE, PHRASE_TOLD unless the code of the sheet of a key was typed, or words of its phrase,
    each at its place. Case, spaces and hyphens do not count."""
    key = bytes.fromhex(secret)
    if isinstance(typed, str):
        if _letters(typed) != _letters(code_of(key)):
            raise error("SHEET_CODE")
        return
    words = words_of(key)
    for place, word in sorted(typed.items()):
        if not is_word(word, words[place - 1]):
            raise error("PHRASE_TOLD", place=place)


def _drawn(secret: bytes, whose: Agency, at: datetime, *, is_team: bool) -> bytes:
    name = whose.legal_name or whose.name
    return render_recovery_sheet(
        RecoverySheet(words_of(secret), fingerprint(secret), code_of(secret), name, at.date(), team=is_team)
    )


def _letters(typed: str) -> str:
    return "".join(letter for letter in text.fold(typed) if letter.isalnum())
