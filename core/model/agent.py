"""Who works at the agency: those a lead may be assigned to, and whose name the journal bears."""

from core.base.records import Struct

UNNAMED = "l’agence"
"""Who did what nobody of the agency put a name to: a name of the system's user names nobody."""


class Agent(Struct, frozen=True):
    """A person of the agency. ``initials``: two or three letters; ``active``: works here still."""

    id: int
    name: str
    initials: str
    role: str = ""
    active: bool = True
