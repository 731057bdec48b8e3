"""The printed texts, read once from resources/letters and checked against the vocabulary."""

from functools import cache

from core.notices.fields import VOCABULARY
from core.notices.template import Template, parse
from core.resources import resource

NAMES = (
    *(f"letter-1/{part}" for part in ("a", "b", "c", "d", "e", "source", "frame", "pointer", "footer", "reply")),
    "opposition-1",
    "notice-1",
    "consent-1",
)


@cache
def text(name: str) -> Template:
    """Return the text ``name``, one of :data:`NAMES`. Raises ``TemplateError`` when the shipped file is wrong."""
    return parse(resource("letters", f"{name}.txt").read_text(encoding="utf-8"), VOCABULARY)
