"""The mailbox of the alerts that sites send to the agency: where it is, its password in the system's keyring, what came
lately (law file, SCR-12)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from core.base.records import replace
from core.model.alert_box import AlertBox
from core.sources import alert_mail
from core.sources.pages import sites
from core.store import settings as kept
from core.store.port import Reader, Store
from core.store.safe.passwords import drop_password, keep_password, password_of
from core.words.errors import error

DAYS = 7
"""How far back alerts are read, in days; those read before are known again by their ads."""
GIVEN = "imap:"
"""What stands for the mailbox among the pages to read, alone or followed by a number of days."""
_KEY = "mailbox."
_LONGEST = 3660


def mailbox(r: Reader) -> AlertBox | None:
    """Return the mailbox of the alerts, None when there is none."""
    said = kept.saved_settings(r)
    host, user = said.get(f"{_KEY}host", ""), said.get(f"{_KEY}user", "")
    if not host or not user:
        return None
    return AlertBox(host, user, said.get(f"{_KEY}folder") or "INBOX", int(said.get(f"{_KEY}port") or 993))


def save(store: Store, box: AlertBox, password: str, *, by: str, at: datetime) -> bool:
    """Keep where the mailbox is, and its password in the system's keyring; return False when that takes none: it is
    then asked each time. Raises UserError MAILBOX_UNSET when the server or the account is missing."""
    if not box.host.strip() or not box.user.strip():
        raise error("MAILBOX_UNSET")
    box = replace(box, host=box.host.strip(), user=box.user.strip(), folder=box.folder.strip() or "INBOX")
    values = {"host": box.host, "user": box.user, "folder": box.folder, "port": str(box.port)}
    with store.write("mailbox", by=by, at=at) as w:
        for name, value in values.items():
            w.set_value("setting", f"{_KEY}{name}", value)
    return keep_password(_account(box), password)


def forget(store: Store, *, by: str, at: datetime) -> None:
    """Forget the mailbox, and its password."""
    with store.read() as r:
        box = mailbox(r)
    if box is None:
        return
    drop_password(_account(box))
    with store.write("mailbox", by=by, at=at) as w:
        for name in ("host", "user", "folder", "port"):
            w.set_value("setting", f"{_KEY}{name}", "")


def has_password(box: AlertBox) -> bool:
    """Tell whether the keyring holds the password of a mailbox."""
    return bool(password_of(_account(box)))


def received(store: Store, given: str, day: date, password: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of each alert that came lately. ``given``: « imap: » or « imap:30 », the days looked back;
    ``password``: when the keyring has none. Raises UserError MAILBOX_UNSET, MAILBOX_PASSWORD, and what
    :func:`core.sources.alert_mail.messages` does."""
    with store.read() as r:
        box = mailbox(r)
    if box is None:
        raise error("MAILBOX_UNSET")
    secret = password or password_of(_account(box))
    if not secret:
        raise error("MAILBOX_PASSWORD", user=box.user)
    words = given.removeprefix(GIVEN).strip()
    since = day - timedelta(days=int(words) if words.isdecimal() and int(words) < _LONGEST else DAYS)
    yield from alert_mail.messages(box, secret, since, _sends_alerts)


def _sends_alerts(host: str) -> bool:
    return sites.by_host(f"https://{host}/") is not None


def _account(box: AlertBox) -> str:
    return f"{box.user}@{box.host}"
