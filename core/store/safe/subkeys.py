"""What is derived from the register's key: its fingerprint, and a key of its own for each other use, so that none
tells anything of another (HKDF with SHA-256, RFC 5869, one block, no salt)."""

import hmac
import secrets

SEALS = b"premier-contact:sauvegardes"
"""Of the key that seals the backups."""
JOURNAL = b"premier-contact:journal"
"""Of the key that signs the journal and seals its rows."""
SHEETS = b"premier-contact:fiches"
"""Of the key that signs the sheet beside each."""
BASE = b"premier-contact:base"
"""Of the key that seals the base."""
BASE_SALT = b"premier-contact:sel-base"
"""Of what goes with it."""
FILES = b"premier-contact:fichiers"
"""Of the key that seals the files beside the base."""
RECOVERY = b"premier-contact:feuille"
"""Of the code that stands on the recovery sheet alone."""
_NO_SALT = b"\0" * 32


def fingerprint(secret: bytes) -> str:
    """Return a text of 16 hex digits that distinguishes one key from another and reveals nothing of it."""
    return hmac.digest(secret, b"premier-contact:key", "sha256").hex()[:16]


def new_key() -> str:
    """Draw a key, 64 hex digits."""
    return secrets.token_hex(32)


def subkey(secret: bytes, use: bytes) -> bytes:
    """Return the 32 bytes derived from a key for one use."""
    return hmac.digest(hmac.digest(_NO_SALT, secret, "sha256"), use + b"\x01", "sha256")
