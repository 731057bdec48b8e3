"""What the agency shows of the law: each row as its table has it."""

from typing import NamedTuple


class RuleReference(NamedTuple):
    """A reference shown otherwise than a rulebook says. ``original``: the rulebook's; ``text``: shown instead."""

    id: int = 0
    rule: str = ""
    original: str = ""
    text: str = ""
    at: str = ""
    by: str = ""
