"""The mailbox that receives the alerts of listing sites."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlertBox:
    """How an IMAP mailbox is reached (RFC 3501). ``host`` with its ``port``; ``user``: the account; ``folder``: where
    the alerts are, by its name as shown. The password is kept by the system's keyring, never here."""

    host: str
    user: str
    folder: str = "INBOX"
    port: int = 993
