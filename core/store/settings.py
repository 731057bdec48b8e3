"""Queries about the agency's settings, stored as keys and texts."""

from typing import NamedTuple

from core.store.port import Reader


class Setting(NamedTuple):
    """One setting that was saved."""

    key: str
    value: str


def saved_settings(r: Reader) -> dict[str, str]:
    """Return the text of every setting that was saved, by key."""
    return {setting.key: setting.value for setting in r.named(Setting, "SELECT key, value FROM setting")}
