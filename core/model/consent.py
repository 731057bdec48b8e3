"""How an agreement is given: the ways that count as an agreement, and those that never do."""

from datetime import datetime

from core.base.i18n import N_
from core.base.records import Struct
from core.base.worded import WordedEnum


class ConsentWay(WordedEnum):
    """How an agreement is said to have been given. ``counts``: it is a clear positive act that can be proven.
    ``source_kind``: what it is instead, in the reason that refuses it (C. consom., art. R223-1, II; rules TEL-26-03
    and TEL-26-13)."""

    counts: bool
    source_kind: str

    COUPON = "coupon", N_("Coupon renvoyé par la poste"), True, ""
    COUNTER = "counter", N_("Formulaire signé à l’agence"), True, ""
    VISIT = "visit", N_("Formulaire signé pendant une visite"), True, ""
    EMAIL = "email", N_("Coupon signé, renvoyé par e-mail"), True, ""
    ONLINE = "online", N_("Formulaire en ligne, case cochée par la personne"), True, ""
    LISTING = "listing", N_("Son annonce"), False, "une annonce"
    WELCOME = (
        "welcome", N_("«\u202fAgences acceptées\u202f» dans l’annonce"), False, "la mention « agences acceptées »",
    )  # fmt: skip
    SUPPLIER = "supplier", N_("Case cochée chez le fournisseur du fichier"), False, "la case du fournisseur"
    CLAUSE = (
        "clause", N_("Clause préimprimée d’un mandat ou d’un bon de visite"), False, "une clause préimprimée"
    )  # fmt: skip
    SILENCE = "silence", N_("Silence, pas de réponse"), False, "un silence"
    ORAL = "oral", N_("Oui donné de vive voix, sans preuve"), False, "un oui de vive voix"


class ConsentGap(WordedEnum):
    """What a paper may lack; its word is that of the reason CONSENT_INCOMPLETE. ``mention``: what a text that is not
    ours must say, of the five mentions of C. consom., art. R223-1, I."""

    mention: str

    IDENTITY = "identity", "l’identité de l’agence", N_("Qui appelle, pour quels services")
    OBJECT = "object", "l’objet", N_("Le choix d’accepter ou non, pour cet objet")
    DURATION = "duration", "la durée", N_("La durée, un an au plus")
    WITHDRAWAL = "withdrawal", "le retrait", N_("Le droit de retirer l’accord, et comment")
    PROOF = "proof", "la preuve", N_("Le droit d’obtenir la preuve")
    TICK = "tick", "la case cochée", ""
    NUMBER = "number", "le numéro", ""
    SIGNATURE = "signature", "la signature", ""


Slot = tuple[int, str, str]
"""Agreed hours: ISO weekday, "HH:MM", "HH:MM" (end excluded), in the person's time."""


class ConsentTerms(Struct, frozen=True):
    """How, where and for which hours an agreement was given. ``way``: of :class:`ConsentWay`, empty when not known;
    ``slots``: agreed hours, empty for all lawful hours; ``exact``: appointments outside the lawful hours, in the
    person's local time, without a zone. ``missing``: what the form lacks, of :class:`ConsentGap`. ``sha256``: hash of
    the words printed, when they are kept."""

    way: str = ""
    place: str = ""
    collector: str = ""
    slots: tuple[Slot, ...] = ()
    exact: tuple[datetime, ...] = ()
    missing: tuple[str, ...] = ()
    sha256: str = ""
