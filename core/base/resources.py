"""Where the files shipped with the program are: law, letters, sites, fonts, theme, icons."""

from importlib.resources import files
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a shipped file, for example ``resource("law", "from-2026-08-11.toml")``."""
    return Path(str(files("resources").joinpath(*parts)))
