"""Reads the alerts of a mailbox by IMAP, and changes nothing in it: the folder is examined, not selected, and messages
are peeked at, so that none becomes « read » (RFC 3501, 6.3.2 and 6.4.5; law file, SCR-12)."""

import base64
import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from email import message_from_bytes, policy
from email.utils import parseaddr

from core.model.alert_box import AlertBox
from core.sources.web import is_loopback
from core.words.errors import error

MESSAGES = 500
"""Messages read in one go, the newest ones."""
SIZE = 30 * 1024 * 1024
"""Bytes of a message; a bigger one is no alert."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIZE_TOLD = re.compile(rb"RFC822\.SIZE (\d+)")
_SILENCE = 20.0
_TLS_PORT = 993


def messages(
    box: AlertBox, password: str, since: date, wanted: Callable[[str], bool], *, wait: float = _SILENCE
) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of each message received since a day, oldest first. ``wanted`` is asked of the host of each
    sender: the other messages of the agency are not read; in a folder of its own, all are. ``wait``: seconds of silence
    after which the server is left.

    Raises UserError: MAILBOX_SILENT, MAILBOX_TLS, MAILBOX_REFUSED (user or password), MAILBOX_FOLDER, MAILBOX_BROKEN.
    """
    with _session(box, password, wait) as server:
        found = _asked(box, server.uid("SEARCH", f"SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year:04d}"))
        uids = [uid for part in found if isinstance(part, bytes) for uid in part.split()]
        for uid in uids[-MESSAGES:]:
            name = uid.decode("ascii", "replace")
            if _fits(box, server, name, wanted):
                parts = _asked(box, server.uid("FETCH", name, "(BODY.PEEK[])"))
                data = next((bytes(part[1]) for part in parts if isinstance(part, tuple)), b"")
                if data:
                    yield f"{box.folder} › {name}.eml", data


def _fits(box: AlertBox, server: imaplib.IMAP4, uid: str, wanted: Callable[[str], bool]) -> bool:
    """Tell whether a message is to be read, by its size and its sender alone."""
    parts = _asked(box, server.uid("FETCH", uid, "(RFC822.SIZE BODY.PEEK[HEADER.FIELDS (FROM)])"))
    heads = [part for part in parts if isinstance(part, tuple)]
    if not heads:
        return False
    data = b" ".join(part[0] if isinstance(part, tuple) else part for part in parts if part)
    size = _SIZE_TOLD.search(data)
    if size is None or int(size[1]) > SIZE:
        return False
    sender = str(message_from_bytes(bytes(heads[0][1]), policy=policy.compat32).get("From", ""))
    return box.folder.upper() != "INBOX" or wanted(parseaddr(sender)[1].rpartition("@")[2].lower())


@contextmanager
def _session(box: AlertBox, password: str, wait: float) -> Iterator[imaplib.IMAP4]:
    """Open the folder of a mailbox for reading alone."""
    with _told(box):
        server = _connected(box, wait)
    try:
        with _told(box):
            try:
                server.login(box.user, password)
            except (imaplib.IMAP4.error, UnicodeEncodeError) as problem:
                if isinstance(problem, imaplib.IMAP4.abort):
                    raise
                raise error("MAILBOX_REFUSED", host=box.host, user=box.user) from problem
            state, _count = server.select(_quoted(box.folder), readonly=True)
            if state != "OK":
                raise error("MAILBOX_FOLDER", folder=box.folder, host=box.host)
            yield server
    finally:
        try:
            server.logout()
        except (OSError, imaplib.IMAP4.error):
            server.shutdown()


def _connected(box: AlertBox, wait: float) -> imaplib.IMAP4:
    """Connect with a certificate checked; without one to a bridge on this computer alone, which is how such bridges
    answer."""
    if box.port != _TLS_PORT and is_loopback(box.host):
        return imaplib.IMAP4(box.host, box.port, timeout=wait)
    return imaplib.IMAP4_SSL(box.host, box.port, ssl_context=ssl.create_default_context(), timeout=wait)


@contextmanager
def _told(box: AlertBox) -> Iterator[None]:
    """Turn what a server does into what is said of it."""
    try:
        yield
    except ssl.SSLError as problem:
        raise error("MAILBOX_TLS", host=box.host) from problem
    except OSError as problem:
        raise error("MAILBOX_SILENT", host=box.host) from problem
    except imaplib.IMAP4.error as problem:
        raise error("MAILBOX_BROKEN", host=box.host) from problem


def _asked(box: AlertBox, answer: tuple[str, list[bytes | tuple[bytes, bytes]]]) -> list[bytes | tuple[bytes, bytes]]:
    state, parts = answer
    if state != "OK":
        raise error("MAILBOX_BROKEN", host=box.host)
    return [part for part in parts if part is not None]


def _quoted(folder: str) -> str:
    """Return the name of a folder as IMAP writes it: modified UTF-7 (RFC 3501, 5.1.3), between quotes."""
    written = re.sub("[^\x20-\x7e]+", _shifted, folder.replace("&", "&-"))
    return '"' + written.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _shifted(found: re.Match[str]) -> str:
    return "&" + base64.b64encode(found[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"
