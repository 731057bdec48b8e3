"""Values about erasure: what would be erased, what would stay and why, and what was done."""

from collections.abc import Mapping
from datetime import date, datetime

from core.base.i18n import N_
from core.base.records import Struct
from core.base.worded import WordedEnum


class Going(WordedEnum):
    """What goes. ``LINKS`` are what ties a kept property to the person: reference, address and title of the ad.

    Its word is that of one; ``several``: that of several."""

    several: str

    IDENTITY = "identity", N_("le nom"), N_("le nom")
    CONTACTS = "contacts", N_("{n} coordonnée"), N_("{n} coordonnées")
    LISTINGS = "listings", N_("{n} annonce"), N_("{n} annonces")
    LINKS = "links", N_("ce qui relie {n} annonce à la personne"), N_("ce qui relie {n} annonces à la personne")
    NOTES = "notes", N_("la note de {n} appel"), N_("les notes de {n} appels")
    CALLBACKS = "callbacks", N_("{n} rappel"), N_("{n} rappels")
    LETTERS = "letters", N_("le PDF de {n} lettre"), N_("les PDF de {n} lettres")
    AGREEMENTS = "agreements", N_("{n} accord ou titre dépassé"), N_("{n} accords ou titres dépassés")
    PROOFS = "proofs", N_("{n} preuve dépassée"), N_("{n} preuves dépassées")
    MERGES = "merges", N_("{n} réunion avec une autre fiche"), N_("{n} réunions avec une autre fiche")


class Staying(WordedEnum):
    """What stays. ``AGAIN`` is what an older copy of the base recognises the person by."""

    OPPOSITION = "opposition", N_("l’empreinte de l’opposition, sans nom")
    CONSENT = "consent", N_("la preuve de l’accord")
    REQUEST = "request", N_("la preuve de la demande")
    CONTRACT = "contract", N_("le numéro et les dates du contrat")
    CALLS = "calls", N_("la date et l’issue des appels, sans numéro ni note")
    NOTICE = "notice", N_("la preuve de l’information : une empreinte et une date")
    PROPERTY = "property", N_("le bien : commune, type, surface, prix")
    AGAIN = "again", N_("des empreintes sans nom, pour refaire l’effacement si une ancienne sauvegarde est relue")
    MESSAGE = "message", N_("le message à envoyer à qui a transmis les données, jusqu’à son départ")


class ErasureReason(WordedEnum):
    """Why a person is erased. ``RESTORED``: the sheet of a letter that left is gone, by no erasure: another copy gives
    the person back."""

    REQUEST = "request", N_("demande de la personne")
    RETENTION = "retention", N_("durée de conservation passée")
    NOTICE = "notice", N_("information non donnée à temps")
    OPPOSITION = "opposition", N_("opposition")
    SOLD = "sold", N_("annonce retirée ou bien vendu")
    CHOICE = "choice", N_("décision de l’agence")
    RESTORED = "restored", N_("restauration d’une copie plus ancienne")


class RetainedItem(Struct, frozen=True):
    """One kind of thing that would stay: how many, under which rule (RET-04) and reference, its grade, and until which
    day (None: no end)."""

    what: Staying
    count: int
    rule: str
    reference: str
    grade: str
    until: date | None = None


class Impact(Struct, frozen=True):
    """What erasing a person would do. ``goes``: what would be erased, and how many there are. ``erased``:
    when it was already done; ``tied``: a contract is running."""

    lead_id: int
    goes: Mapping[Going, int]
    stays: tuple[RetainedItem, ...]
    opposed: bool = False
    tied: bool = False
    erased: datetime | None = None


class Forgotten(Struct, frozen=True):
    """What an erasure did. ``whole``: nothing is left anywhere on this computer; when False, another program was
    reading and the next start finishes the cleaning. ``files``: letters deleted; ``copies``: copies of the base
    cleaned."""

    leads: tuple[int, ...]
    files: int
    copies: int
    whole: bool


class Retained(Struct, frozen=True):
    """What a run of the retention rules did: persons erased, rows deleted; ``whole``: see
    :class:`core.model.forgetting.Forgotten`; ``files`` without a row deleted."""

    people: int
    rows: int
    whole: bool
    files: int = 0
