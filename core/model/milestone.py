"""What happens with a lead in the trade, each with its date; the trade status follows from it."""

from datetime import date, datetime

from core.base.i18n import N_
from core.base.records import Struct
from core.base.worded import WordedEnum


class MilestoneKind(WordedEnum):
    """An appointment, an estimate handed over, a mandate signed, or a sale lost. ``verb``: the primary of its form."""

    verb: str

    APPOINTMENT = "appointment", N_("Rendez-vous"), N_("Enregistrer le rendez-vous")
    ESTIMATE = "estimate", N_("Estimation"), N_("Enregistrer l’estimation")
    MANDATE = "mandate", N_("Mandat"), N_("Enregistrer le mandat")
    LOST = "lost", N_("Perdu"), N_("Noter perdu")


class WhyLost(WordedEnum):
    """A closed list about the project: nothing on the life of the person (law file, GDPR-08, SCR-09)."""

    ALONE = "alone", N_("vend ou loue sans agence")
    OTHER = "other", N_("a choisi une autre agence")
    SOLD = "sold", N_("bien déjà vendu ou loué")
    DROPPED = "dropped", N_("projet abandonné")
    PRICE = "price", N_("désaccord sur le prix")
    FEES = "fees", N_("désaccord sur les honoraires")
    SILENT = "silent", N_("sans réponse après deux lettres")
    NOT_THEM = "not_them", N_("pas la personne concernée")


class Handed(WordedEnum):
    """How an estimate was handed over."""

    HAND = "hand", N_("en main propre")
    LETTER = "letter", N_("par courrier")
    EMAIL = "email", N_("par e-mail, à sa demande")


class TradeEvent(Struct, frozen=True):
    """One of them. ``moment``: aware; only its day counts but for an appointment. ``place``, ``who``: of an
    appointment. ``said``: of :class:`WhyLost` or :class:`Handed`, or the number of a mandate. ``back``: the day
    chosen to come back to an estimate, or the last one of a mandate."""

    kind: MilestoneKind
    moment: datetime
    place: str = ""
    who: str = ""
    said: str = ""
    back: date | None = None
    id: int = 0
    by: str = ""
