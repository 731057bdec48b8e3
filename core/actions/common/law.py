"""Reads the law shipped with the program, in resources/law, for the rules, which read no file themselves."""

from functools import cache

from core.base.resources import resource
from core.rules.rulebooks import Rulebooks, load_rulebooks


@cache
def rulebooks() -> Rulebooks:
    """Return every rulebook of resources/law. Raises ValueError when one is wrong: the program must not start with a
    doubtful law."""
    folder = resource("law")
    return load_rulebooks({path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))})
