"""What a version brought, from the changelog, which is written for users."""

from core.base.resources import SHIPPED_CHANGES
from core.base.version import VERSION


def news(version: str = VERSION) -> str:
    """Return the part of the changelog about a version, as Markdown without its heading; empty when it has none."""
    _before, _heading, after = SHIPPED_CHANGES.read_text("utf-8").partition(f"\n## {version} ")
    return after.partition("\n")[2].partition("\n## ")[0].strip()
