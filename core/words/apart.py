"""The French words for two persons who share a mark: what they have in common, what says that they are two."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from core.base.french import number
from core.base.i18n import N_, _
from core.model.batch import Apart

_SHARED: Mapping[str, str] = MappingProxyType(
    {"phone": N_("même téléphone"), "email": N_("même e-mail"), "address": N_("même adresse"),
     "listing": N_("même annonce")}
)  # fmt: skip
_DIFFERING: Mapping[str, str] = MappingProxyType(
    {"name": N_("autre nom"), "phone": N_("autre téléphone"), "email": N_("autre e-mail"),
     "address": N_("autre adresse"), "town": N_("autre commune")}
)  # fmt: skip


def evidence(shared: Iterable[str], differing: Iterable[str]) -> tuple[str, ...]:
    """Return what two persons share and in what they differ: « même annonce », « autre nom », « autre téléphone »."""
    return (*(_(_SHARED[kind]) for kind in shared), *(_(_DIFFERING[kind]) for kind in differing))


def apart_from(one: Apart) -> str:
    """Return why a row is kept apart from a known lead."""
    said = ", ".join(evidence(one.shared, one.differing))
    return _("à distinguer de la fiche {lead}\u202f: {evidence}").format(lead=one.other, evidence=said)


def apart_example(one: Apart) -> str:
    """Return the line of the check about the first row to be told apart."""
    said = ", ".join(evidence(one.shared, one.differing))
    return _("Ligne {line}\u202f: {evidence}. Deux fiches, à distinguer sur l’une d’elles.").format(
        line=number(one.line), evidence=said
    )
