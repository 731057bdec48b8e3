"""Queries about the agency's settings, stored as keys and texts."""

from core.store.port import Reader


def saved_settings(r: Reader) -> dict[str, str]:
    """Return the text of every setting that was saved, by key."""
    return r.by_key(str, str, "SELECT key, value FROM setting")


def saved_setting(r: Reader, key: str) -> str:
    """Return the text of one setting, empty where it was not saved."""
    return r.value(str, "SELECT value FROM setting WHERE key = ?", key) or ""
