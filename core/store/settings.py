"""The agency's settings: keys and texts."""

from core.store.port import Reader


def values(r: Reader) -> dict[str, str]:
    """Return every setting that was saved."""
    return {str(key): str(value) for key, value in r.rows("SELECT key, value FROM setting")}
