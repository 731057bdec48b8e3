"""Where the files shipped with the program are: law, letters, sites, fonts, theme, icons."""

from pathlib import Path

_APP = Path(__file__).resolve().parents[2]
SHIPPED_CHANGES = _APP / "CHANGELOG.md"
"""What each version brought, in the users' words."""
SHIPPED_EXTENSION = _APP / "extension"
"""The folder of the browser's extension."""
SHIPPED_PROJECT = _APP / "pyproject.toml"
"""What a checkout names as its packages."""
COLLECTED_LICENCES = _APP.parent / "licences"
"""The licences of every part, where an installer puts them."""
_SHIPPED = _APP / "resources"
"""Beside the code, wherever that is installed: asking the import system of each file takes as long as reading it."""


def resource(*parts: str) -> Path:
    """Return the path of a shipped file, for example ``resource("law", "from-2026-08-11.toml")``."""
    return _SHIPPED.joinpath(*parts)
