"""The words of the register, said alike by the window and the terminal: the report of a list, a key put back."""

from collections.abc import Mapping
from types import MappingProxyType

from core.actions.listing_oppositions import Listed
from core.actions.safekeeping import Restored
from core.french import number
from core.i18n import N_, _

RESTORED: Mapping[Restored, str] = MappingProxyType(
    {
        Restored.SAME: N_("Cette base a déjà cette clé. Rien n’a changé."),
        Restored.FOUND: N_("La clé est revenue : les empreintes de cette base répondent de nouveau."),
        Restored.BEGUN: N_("La clé est en place. Les empreintes à venir seront celles de l’ancienne base."),
    }
)


def equation(found: Listed) -> str:
    """Return the report of a list as one balanced sentence."""
    return _(
        "{read} lues = {added} inscrites + {already} déjà inscrites + {rejected} rejetées + {blank} vides."
    ).format(
        read=number(found.read),
        added=number(found.added),
        already=number(found.already),
        rejected=number(found.rejected),
        blank=number(found.blank),
    )
