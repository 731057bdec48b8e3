"""The service that prints and posts the letters of the agency, on its instructions: a processor (RGPD, art. 28)."""

from core.base.i18n import N_
from core.base.records import Struct
from core.base.worded import WordedEnum


class MailProfile(WordedEnum):
    """How the files of a service are made."""

    MAILEVA = "maileva", N_("Maileva, imprimante Office")
    MERCI_FACTEUR = "merci_facteur", N_("Merci Facteur Pro")
    OTHER = "other", N_("Autre service")


class MailService(Struct, frozen=True):
    """What the agency says of it, as typed, empty when missing. ``accepted_on``: ISO day of the contract or terms;
    ``sub_processors``: « aucun » when there are none; ``erasure_days``: after which it erases an address;
    ``return_reference``: of the return envelope agreed with it, empty without one. ``trial_on``: ISO day of the two
    letters made for the agency itself; ``tried_on``, ``tried_by``, ``tried_words``: who received them, and what they
    saw."""

    profile: str = ""
    name: str = ""
    accepted_on: str = ""
    country: str = ""
    sub_processors: str = ""
    erasure_days: str = ""
    return_reference: str = ""
    trial_on: str = ""
    tried_on: str = ""
    tried_by: str = ""
    tried_words: str = ""
