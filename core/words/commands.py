"""What « Chercher ou faire » can do, and the words people call it by. Accents and case do not matter, and the beginning
of a word is enough. The list is data, in resources/words/commands.toml."""

import tomllib
from functools import cache

from core.base.records import Struct
from core.base.resources import resource


class Command(Struct, frozen=True):
    """One command. ``key``: the address of a page (« leads/alike=yes ») or the name of a command of the window;
    ``name`` and ``others``, the words by which it is found besides: in French, to be translated; ``first``: offered
    when nothing is typed."""

    key: str
    icon: str
    name: str
    others: str
    first: bool = False


@cache
def commands() -> tuple[Command, ...]:
    """Return the commands, in the order they are offered."""
    listed = tomllib.loads(resource("words", "commands.toml").read_text(encoding="utf-8"))
    return tuple(Command(key, **command) for key, command in listed.items())
