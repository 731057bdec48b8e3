"""Reads how long each kind of data is kept (resources/law/retention), for the rules, which read no file themselves."""

from functools import cache

from core.base.resources import resource
from core.rules.retention import Retention, load_retention


@cache
def retention() -> Retention:
    """Return how long each kind of data is kept. Raises ValueError when the table is wrong."""
    return load_retention(resource("law", "retention", "retention.toml").read_text(encoding="utf-8"))
