"""The mailbox that receives the alerts of listing sites."""

from core.base.records import Struct


class AlertBox(Struct, frozen=True):
    """How an IMAP mailbox is reached (RFC 3501). ``host`` with its ``port``; ``user``: the account; ``folder``: where
    the alerts are, by its name as shown. The password is kept by the system's keyring, never here."""

    host: str
    user: str
    folder: str = "INBOX"
    port: int = 993
