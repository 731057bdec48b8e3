"""How the agency says where it found what it added to a sheet itself."""

from collections.abc import Mapping
from types import MappingProxyType

from core.base.i18n import N_, _
from core.model.editing import How

_SAID: Mapping[str, str] = MappingProxyType(
    {
        How.SIGN: N_("sur le panneau du bien"),
        How.LISTING: N_("dans l’annonce"),
        How.PERSON: N_("donnée par la personne"),
        How.AGENCY: N_("par l’agence"),
    }
)


def how_words(how: str, way: str) -> str:
    """Return « sur le panneau du bien », « par l’agence, d’après une visite de la rue »; empty for what a batch
    brought."""
    if not how:
        return ""
    after = _("d’après {way}").format(way=way) if way else ""
    return ", ".join(filter(None, (_(_SAID[how]) if how in _SAID else "", after)))
