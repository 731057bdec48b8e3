"""Who works at the agency: those a lead may be assigned to, and whose name the journal bears."""

from core.base.records import Struct


class Agent(Struct, frozen=True):
    """A person of the agency. ``initials``: two or three letters; ``active``: works here still."""

    id: int
    name: str
    initials: str
    role: str = ""
    active: bool = True
