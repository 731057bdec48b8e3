"""The register's secret key: the one door by which it is read, wherever it is kept, and what the base itself notes of
it. Nothing here is ever announced, journaled or logged."""

from datetime import datetime

from core.model.register_key import KeyPlace
from core.store.port import Reader, Writer
from core.store.safe import homes
from core.store.safe.subkeys import fingerprint
from core.words.errors import error

_KEY, _APART, _CHECK, _NEAR = "register", "register-apart", "register-check", "near-missing"
_MAILBOXES, _TRACES, _PERSONS = "mailboxes-made-2", "key-traces", "persons-missing"
_GESTURE = "geste-"
SHEET = "sheet_confirmed"
"""The setting that says when the recovery sheet was confirmed."""
_USES = ("opposition", "mark", "call", "consent", "request", "erased_mark")


def key(r: Reader) -> str:
    """Return the register's key, 64 hex digits. Raises UserError KEY_ABSENT when it is neither in the base nor on this
    computer."""
    text = _inside(r) or homes.find(key_id(r))
    if not text:
        raise error("KEY_ABSENT")
    return text


def key_id(r: Reader) -> str:
    """Return what the key is known by, 16 hex digits: a fingerprint that reveals nothing of it, under which it is kept
    out of the base. It is read without the key."""
    return r.value(str, "SELECT secret FROM safe WHERE name = ?", _APART) or fingerprint(bytes.fromhex(_inside(r)))


def is_apart(r: Reader) -> bool:
    """Tell whether the key is kept out of the base, so that its phrase is surely on paper."""
    return not _inside(r)


def sealing_key(r: Reader) -> str:
    """Return the key of the recovery sheet, 64 hex digits, under which copies are sealed: that of the team, else the
    register's. Raises UserError KEY_ABSENT, TEAM_RIGHTS."""
    return r.team_key or key(r)


def is_team(r: Reader) -> bool:
    """Tell whether the base is that of a team."""
    return bool(r.person or r.team_key)


def is_on_paper(r: Reader) -> bool:
    """Tell whether the sheet of :func:`sealing_key` was confirmed."""
    if not is_team(r):
        return is_apart(r)
    return bool(r.value(str, "SELECT value FROM setting WHERE key = ?", SHEET))


def seals(r: Reader) -> bool:
    """Tell whether copies are sealed: those of a team under its own key, at once where they were before it was one."""
    return is_apart(r) or is_on_paper(r)


def note_sheet(w: Writer, secret: str, confirmed: datetime | None) -> None:
    """Note that the words of a key were shown, and when its sheet was confirmed, where it was."""
    keep_fingerprint(w, fingerprint(bytes.fromhex(secret)))
    w.set_value("setting", SHEET, confirmed.isoformat(timespec="seconds") if confirmed else "")


def place(r: Reader) -> KeyPlace:
    """Return where the key is. Asks the keyring only when no note of this computer says so."""
    if not is_apart(r):
        return KeyPlace.BASE
    home = homes.home_of(key_id(r))
    return KeyPlace(home) if home else KeyPlace.ABSENT


def fingerprint_shown(r: Reader) -> str:
    """Return the fingerprint of the key whose phrase was last shown; empty when none was."""
    return r.value(str, "SELECT secret FROM safe WHERE name = ?", _CHECK) or ""


def keep_key(w: Writer, secret: str) -> None:
    """Store another key in the base. Stores already open keep the one they read, until
    :meth:`core.store.port.Store.read_key` is called."""
    _drop(w, _APART)
    _keep(w, _KEY, secret)


def let_go_of_key(w: Writer, known_by: str) -> None:
    """Take the key out of the base, once it is kept elsewhere; its pages are then to be cleaned of it
    (:func:`has_traces`)."""
    _keep(w, _APART, known_by)
    _keep(w, _TRACES, "1")
    _drop(w, _KEY)


def has_traces(r: Reader) -> bool:
    """Tell whether the log may still hold a key that left the base."""
    return r.value(int, "SELECT 1 FROM safe WHERE name = ?", _TRACES) is not None


def note_clean(w: Writer) -> None:
    """Note that the log holds no key any more."""
    _drop(w, _TRACES)


def keep_fingerprint(w: Writer, fingerprint: str) -> None:
    """Store the fingerprint of a key, by which a phrase given back later is recognised."""
    _keep(w, _CHECK, fingerprint)


def is_used(r: Reader) -> bool:
    """Tell whether the base holds any hash made with a key."""
    return any(r.value(int, f"SELECT 1 FROM {table} WHERE hash <> '' LIMIT 1") for table in _USES)


def lacks_near(r: Reader) -> bool:
    """Tell whether what finds the spellings near refused addresses is still to be made for older refusals: the step of
    the schema that found them noted it."""
    return r.value(int, "SELECT 1 FROM safe WHERE name = ?", _NEAR) is not None


def note_near_made(w: Writer) -> None:
    """Note that what finds the spellings near older refused addresses was made."""
    _drop(w, _NEAR)


def lacks_mailboxes(r: Reader) -> bool:
    """Tell whether the one way to write a mailbox is still to be made for older sheets and refusals."""
    return r.value(int, "SELECT 1 FROM safe WHERE name = ?", _MAILBOXES) is None


def note_mailboxes_made(w: Writer) -> None:
    """Note that the one way to write a mailbox was made for older sheets and refusals."""
    _keep(w, _MAILBOXES, "1")


def lacks_persons(r: Reader) -> bool:
    """Tell whether older sheets still have no mark of their whole name: the step of the schema that found them noted
    it."""
    return r.value(int, "SELECT 1 FROM safe WHERE name = ?", _PERSONS) is not None


def note_persons_made(w: Writer) -> None:
    """Note that older sheets have a mark of their whole name."""
    _drop(w, _PERSONS)


def has_gesture(w: Writer, gesture_id: str) -> bool:
    """Tell whether the base has a gesture that was kept on a seat of its team: one sent twice is done once."""
    return w.value(int, "SELECT 1 FROM safe WHERE name = ?", f"{_GESTURE}{gesture_id}") is not None


def note_gesture(w: Writer, gesture_id: str) -> None:
    """Note, in the transaction of a gesture, that the base has it."""
    _keep(w, f"{_GESTURE}{gesture_id}", "")


def _inside(r: Reader) -> str:
    return r.value(str, "SELECT secret FROM safe WHERE name = ?", _KEY) or ""


def _keep(w: Writer, name: str, secret: str) -> None:
    # Written through a query: every other way to write would put the values in the journal.
    w.upsert("safe", ("name", "secret"), [(name, secret)])


def _drop(w: Writer, name: str) -> None:
    w.column(str, "DELETE FROM safe WHERE name = ? RETURNING name", name)
