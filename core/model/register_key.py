"""Where the secret key of the opposition register is, and what giving it back did."""

from enum import StrEnum


class KeyRestored(StrEnum):
    """The result of giving the phrase back: the base already had this key; its fingerprints work again; or the base
    began with this key."""

    SAME = "same"
    FOUND = "found"
    BEGUN = "begun"


class KeyPlace(StrEnum):
    """Where the key of a base is: in the base, until its phrase was typed back; then in the system's keyring or in a
    file of the user; or nowhere on this computer."""

    BASE = "base"
    KEYRING = "keyring"
    FILE = "file"
    ABSENT = "absent"
