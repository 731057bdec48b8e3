"""The key under which a base is sealed, derived from the register's: the same twenty-four words open both. A clear file
beside the base says which register's key that is; lost, it is made again from the words."""

import hmac
import json
from hashlib import pbkdf2_hmac
from pathlib import Path
from typing import NamedTuple

from core.base.disk import force_names, whole_file
from core.store.safe.subkeys import BASE, BASE_SALT, fingerprint, subkey

PAGE = 4096
"""Bytes of a page."""
RESERVE = 80
"""Bytes at the end of each page that its seal takes (SQLCipher 4): 16 by which it begins, 64 that prove it whole."""
CLEAR = 80
"""Bytes of the first page that stay clear: the header by which any SQLite knows a base, its size and its marks."""
_IV = 16
MAGIC = b"SQLite format 3\0"
"""How a base begins."""
RESERVED = 20
"""Where the header of a base says how many bytes are reserved in each page."""
_ENDING = ".scelle"
_MASK = 0x3A
_WORDS = "Cette base est scellée : seule la clé de son registre, ou sa phrase de 24 mots, l’ouvre."


class BaseKey(NamedTuple):
    """The key of a base. ``known_by``: the fingerprint of the register's key it derives from; ``key``: 32 bytes;
    ``salt``: 16 bytes, in no file's way of being damaged since they derive from the register's key too."""

    known_by: str
    key: bytes
    salt: bytes

    @property
    def spelled(self) -> str:
        """The key and the salt as SQLCipher reads them: no password, so that nothing is to be derived."""
        return f"x'{self.key.hex()}{self.salt.hex()}'"

    @property
    def proving(self) -> bytes:
        """The key that proves each page whole, as SQLCipher derives it."""
        salt = bytes(byte ^ _MASK for byte in self.salt)
        return pbkdf2_hmac("sha512", self.key, salt, 2, 32)

    def opens(self, base: Path) -> bool:
        """Tell whether the first page of a sealed file is whole under this key."""
        with base.open("rb") as file:
            return is_whole(file.read(PAGE), 1, self.proving)


def base_key(secret: str) -> BaseKey:
    """Return the key of a base; ``secret``: the register's key, 64 hex digits."""
    content = bytes.fromhex(secret)
    return BaseKey(fingerprint(content), subkey(content, BASE), subkey(content, BASE_SALT)[:16])


def is_whole(page: bytes, number: int, proving: bytes) -> bool:
    """Tell whether a page is as it was sealed, under its number, from 1."""
    end = len(page) - RESERVE + _IV
    start = CLEAR if number == 1 else 0
    digest = hmac.digest(proving, page[start:end] + number.to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(digest, page[end:])


def looks_sealed(base: Path) -> bool:
    """Tell whether a file is a sealed base, by its header; where that is damaged, by the note beside it."""
    with base.open("rb") as file:
        header = file.read(RESERVED + 1)
    if header.startswith(MAGIC) and header[RESERVED:] in (b"\0", bytes([RESERVE])):
        return header[RESERVED:] != b"\0"
    return note_of(base).exists()


def note_of(base: Path) -> Path:
    """Return where a base says which key sealed it."""
    return base.with_suffix(_ENDING)


def write_note(base: Path, key: BaseKey) -> None:
    """Write which key seals a base, and force it to the disk. Raises OSError."""
    note = {"lisez": _WORDS, "cle": key.known_by, "sel": key.salt.hex()}
    with whole_file(note_of(base)) as file:
        file.write(json.dumps(note, indent=2, ensure_ascii=False).encode() + b"\n")
    force_names(base.parent)


def read_note(base: Path) -> str:
    """Return what the register's key is known by under which a base was sealed; empty where nothing says."""
    try:
        return str(json.loads(note_of(base).read_bytes())["cle"])
    except (OSError, ValueError, LookupError, TypeError):
        return ""
