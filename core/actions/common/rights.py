"""What only a manager of a team may do: erase, export, lift an entry by mistake, change texts and settings, restore.
The server grants some of it; the rest is the program's rule, since whoever reads can copy. A base of one seat knows
none."""

from core.store.port import Reader
from core.words.errors import error


def managers_only(r: Reader) -> None:
    """Raise UserError TEAM_RIGHTS where whoever works at this seat is no manager."""
    if not r.manages:
        raise error("TEAM_RIGHTS")
