"""The passwords this computer needs, in the system's keyring alone: never in the base, nor in a file."""

from core.store.safe.homes import ask_ring

_SERVICE = "premier-contact-boite"


def keep_password(account: str, password: str) -> bool:
    """Keep the password of an account, and return False when the keyring takes none."""
    ask_ring(lambda ring: ring.set_password(_SERVICE, account, password))
    return bool(password) and password_of(account) == password


def password_of(account: str) -> str:
    """Return the password of an account, empty when the keyring has none."""
    return str(ask_ring(lambda ring: ring.get_password(_SERVICE, account)) or "")


def drop_password(account: str) -> None:
    """Delete the password of an account."""
    ask_ring(lambda ring: ring.delete_password(_SERVICE, account))
