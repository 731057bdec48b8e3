"""What the program calls things, by their code: the tables of resources/words/terms.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from core.base.i18n import _
from core.base.resources import resource


@cache
def terms() -> Mapping[str, Mapping[str, Any]]:
    """Return the tables by name: code → French words, to be translated."""
    return tomllib.loads(resource("words", "terms.toml").read_text(encoding="utf-8"))


def term(table: str, code: str) -> str:
    """Return the words of a code of a table, in the language of the screen."""
    return _(terms()[table][code])
