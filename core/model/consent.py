"""How an agreement is given: the ways that count as an agreement, and those that never do."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from core.base.i18n import N_
from core.base.records import Struct

WAYS: Mapping[str, str] = MappingProxyType(
    {
        "coupon": N_("Coupon renvoyé par la poste"),
        "counter": N_("Formulaire signé à l’agence"),
        "visit": N_("Formulaire signé pendant une visite"),
        "email": N_("Coupon signé, renvoyé par e-mail"),
        "online": N_("Formulaire en ligne, case cochée par la personne"),
    }
)
"""The clear positive acts an agreement may come from."""

WRONG_WAYS: Mapping[str, str] = MappingProxyType(
    {
        "listing": N_("Son annonce"),
        "welcome": N_("«\u202fAgences acceptées\u202f» dans l’annonce"),
        "supplier": N_("Case cochée chez le fournisseur du fichier"),
        "clause": N_("Clause préimprimée d’un mandat ou d’un bon de visite"),
        "silence": N_("Silence, pas de réponse"),
        "oral": N_("Oui donné de vive voix, sans preuve"),
    }
)
"""What is never an agreement (C. consom., art. R223-1, II; rules TEL-26-03 and TEL-26-13)."""

MISSING: Mapping[str, str] = MappingProxyType(
    {
        "identity": "l’identité de l’agence",
        "object": "l’objet",
        "duration": "la durée",
        "withdrawal": "le retrait",
        "proof": "la preuve",
        "tick": "la case cochée",
        "number": "le numéro",
        "signature": "la signature",
    }
)
"""What a paper may lack, in the words of the reason CONSENT_INCOMPLETE."""

FIVE = ("identity", "object", "duration", "withdrawal", "proof")
"""The five mentions of C. consom., art. R223-1, I."""

Slot = tuple[int, str, str]
"""Agreed hours: ISO weekday, "HH:MM", "HH:MM" (end excluded), in the person's time."""


class Given(Struct, frozen=True):
    """How, where and for which hours an agreement was given. ``way``: one of :data:`WAYS`, empty when not known;
    ``slots``: agreed hours, empty for all lawful hours; ``exact``: appointments outside the lawful hours, in the
    person's local time, without a zone. ``missing``: what the form lacks, among :data:`MISSING`. ``sha256``: hash of
    the words printed, when they are kept."""

    way: str = ""
    place: str = ""
    collector: str = ""
    slots: tuple[Slot, ...] = ()
    exact: tuple[datetime, ...] = ()
    missing: tuple[str, ...] = ()
    sha256: str = ""
