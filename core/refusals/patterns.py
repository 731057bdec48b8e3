"""The words of a refusal, and how they make one or only sound like it, from ``words.toml`` and ``rules.toml`` of
resources/refusals."""

import re
import tomllib
from typing import Any, NamedTuple

from core.base.resources import resource

_PART = re.compile("<([A-Z]+)>")


class RefusalRules(NamedTuple):
    """Ways to refuse. ``about``: the rule of what all are about; ``private``: all they say is that the sale is between
    private persons."""

    about: str
    ways: tuple[str, ...]
    private: bool


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resource("refusals", name).read_text("utf-8"))


def _whole(rule: str) -> str:
    """Return a rule with the parts it names written out."""
    return _PART.sub(lambda part: _whole(_RULES["parts"][part[1]]), rule)


WORDS = _read("words.toml")
_RULES = _read("rules.toml")
REFUSALS = tuple(
    RefusalRules(_whole(kind["about"]), tuple(map(_whole, kind["ways"])), kind.get("private", False))
    for kind in _RULES["refusals"]
)
INNOCENT = _whole("|".join(_RULES["innocent"]))
"""What only sounds like a refusal: it is hidden before the rest is read."""
WELCOMED = _whole(_RULES["welcomed"])
"""Who is welcome, unless it is nobody."""
SAID_BEFORE: str = _RULES["said_before"]
"""Words that belong to the refusal that follows them: they are quoted with it."""
