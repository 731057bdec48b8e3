"""Sentences about several seats on one base: the server, sharing, joining, seats."""

from collections.abc import Mapping
from types import MappingProxyType

from core.base.i18n import N_

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "SERVER_ABSENT": N_(
            "Le serveur de l’équipe n’est pas installé sur cet ordinateur. La base n’a pas été touchée. Installez "
            "Premier Contact avec « team »."
        ),
        "SERVER_FAILED": N_(
            "Le serveur de l’équipe ne démarre pas ou ne s’arrête pas ({reason}). Rien n’est perdu. Redémarrez cet "
            "ordinateur, puis recommencez."
        ),
    }
)
