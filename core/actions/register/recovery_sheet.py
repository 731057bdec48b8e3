"""The recovery sheet of a base: made to be printed, never written to a disk by this program, and confirmed by the code
that stands on it alone."""

from datetime import datetime

from core.actions.common import agency
from core.actions.register.key_phrase import set_apart, was_shown, words_of
from core.base import text
from core.base.records import Struct
from core.model.register_key import AtRest, KeyPlace
from core.notices.recovery_sheet import RecoverySheet, render_recovery_sheet
from core.store import safe
from core.store.port import Store
from core.store.safe import homes
from core.store.safe.subkeys import RECOVERY, fingerprint, subkey
from core.words.errors import error
from core.words.register import key_words

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowel, so that no word comes out, and no two that look alike on paper."""
_GROUP = 4


class BaseAtRest(Struct, frozen=True):
    """What the files of a base say to whoever copies them. ``key_file``: what holds the key, where a file does;
    ``known_by``: what the key is known by; ``printed``: whether its words were ever shown or printed."""

    at_rest: AtRest
    place: KeyPlace
    known_by: str
    key_file: str
    printed: bool

    @property
    def shown(self) -> str:
        """The sentence, in the language of the screen."""
        return key_words(self.at_rest, self.key_file)


def at_rest(store: Store) -> BaseAtRest:
    """Return what the files of a base say to whoever copies them: the one place that tells it."""
    with store.read() as r:
        place, known_by, printed = safe.place(r), safe.key_id(r), was_shown(r)
    file = str(homes.key_file(known_by)) if place is KeyPlace.FILE else ""
    return BaseAtRest(AtRest.of(place, sealed=store.is_sealed()), place, known_by, file, printed)


def sheet(store: Store, *, by: str, at: datetime) -> bytes:
    """Return the sheet as a PDF of one page; the journal records that it was asked for, without its words. Raises
    UserError KEY_ABSENT."""
    with store.write("sheet printed", by=by, at=at) as w:
        secret = bytes.fromhex(safe.key(w))
        known_by = fingerprint(secret)
        safe.keep_fingerprint(w, known_by)
        whose = agency.settings(w).agency
        w.note("sheet")
    return render_recovery_sheet(
        RecoverySheet(words_of(secret), known_by, code_of(secret), whose.legal_name or whose.name, at.date())
    )


def code_of(secret: bytes) -> str:
    """Return the code of the sheet of a key: two groups of four letters, which reveal nothing of the key and cannot be
    made from its words without a computer."""
    number = int.from_bytes(subkey(secret, RECOVERY))
    letters = ""
    while len(letters) < 2 * _GROUP:
        number, at = divmod(number, len(_LETTERS))
        letters += _LETTERS[at]
    return f"{letters[:_GROUP]}-{letters[_GROUP:]}"


def confirm_code(store: Store, typed: str, *, by: str, at: datetime) -> KeyPlace:
    """Take the key out of the base once the code of its sheet was typed back; return where it is now. Case, spaces and
    hyphens do not count. Raises UserError SHEET_CODE and KEY_UNKEPT, with nothing changed."""
    with store.read() as r:
        code = code_of(bytes.fromhex(safe.key(r)))
    if _letters(typed) != _letters(code):
        raise error("SHEET_CODE")
    return set_apart(store, by=by, at=at)


def _letters(typed: str) -> str:
    return "".join(letter for letter in text.fold(typed) if letter.isalnum())
