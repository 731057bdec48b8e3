"""Who works at the agency: each row as its table has it."""

from typing import NamedTuple


class Agent(NamedTuple):
    """A person of the agency, whom a lead may be assigned to. ``name_key``: folded; ``initials``: two or three letters;
    ``active``: works here still."""

    id: int = 0
    name: str = ""
    name_key: str = ""
    initials: str = ""
    role: str = ""
    active: bool = True
    version: int = 0
