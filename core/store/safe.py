"""The place in the base that holds the register's secret key and its fingerprint. They are never announced,
journaled or logged."""

from core.store.port import Reader, Writer

_KEY, _CHECK, _NEAR = "register", "register-check", "near-missing"
_MAILBOXES = "mailboxes-made"
_USES = ("opposition", "mark", "call", "consent", "request", "erased_mark")


def key(r: Reader) -> str:
    """Return the register's key, 64 hex digits."""
    [secret] = r.column(str, "SELECT secret FROM safe WHERE name = ?", _KEY)
    return secret


def fingerprint_shown(r: Reader) -> str:
    """Return the fingerprint of the key whose phrase was last shown; empty when none was."""
    return r.value(str, "SELECT secret FROM safe WHERE name = ?", _CHECK) or ""


def keep_key(w: Writer, secret: str) -> None:
    """Store another key. Stores already open keep the one they read, until :meth:`core.store.port.Store.read_key` is
    called."""
    _keep(w, _KEY, secret)


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
    """Note that it was made."""
    w.column(str, "DELETE FROM safe WHERE name = ? RETURNING name", _NEAR)


def lacks_mailboxes(r: Reader) -> bool:
    """Tell whether the one way to write a mailbox is still to be made for older sheets and refusals."""
    return r.value(int, "SELECT 1 FROM safe WHERE name = ?", _MAILBOXES) is None


def note_mailboxes_made(w: Writer) -> None:
    """Note that it was made."""
    _keep(w, _MAILBOXES, "1")


def _keep(w: Writer, name: str, secret: str) -> None:
    # Written through a query: every other way to write would put the values in the journal.
    w.column(str, "INSERT OR REPLACE INTO safe (name, secret) VALUES (?, ?) RETURNING name", name, secret)
