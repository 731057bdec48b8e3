"""Seals the files that stand beside a base, whole (AES-256 in Galois/Counter mode, RFC 5288's): a letter changed or cut
is known to be so. The base itself is sealed page by page (:mod:`core.store.safe.base_key`)."""

import secrets

from core.base.lazy_imports import ciphers, refused_seal
from core.store.safe.subkeys import FILES, subkey

_MAGIC = b"premier-contact:1\0"
"""How a sealed file begins."""
_NONCE = 12


def file_key(secret: str) -> bytes:
    """Return the key of the files of a base; ``secret``: the register's key, 64 hex digits."""
    return subkey(bytes.fromhex(secret), FILES)


def is_sealed_file(content: bytes) -> bool:
    """Tell whether a file was sealed here."""
    return content.startswith(_MAGIC)


def sealed_file(content: bytes, key: bytes) -> bytes:
    """Return ``content`` sealed under the key of the files of a base."""
    nonce = secrets.token_bytes(_NONCE)
    return _MAGIC + nonce + bytes(ciphers().aead.AESGCM(key).encrypt(nonce, content, _MAGIC))


def opened_file(content: bytes, key: bytes) -> bytes:
    """Return what a file holds, sealed or not; nothing where it was sealed under another key, changed or cut."""
    if not is_sealed_file(content):
        return content
    nonce = content[len(_MAGIC) : len(_MAGIC) + _NONCE]
    try:
        return bytes(ciphers().aead.AESGCM(key).decrypt(nonce, content[len(_MAGIC) + _NONCE :], _MAGIC))
    except (refused_seal(), ValueError):  # A nonce cut short is no seal at all.
        return b""
