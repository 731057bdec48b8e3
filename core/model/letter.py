"""The content of a letter as plain values, filled from the base: this module knows no PDF library and no layout."""

from datetime import date
from enum import StrEnum

from core.base.i18n import N_
from core.base.records import Struct
from core.base.worded import WordedEnum
from core.model.agency import Agency
from core.model.letter_look import USUAL, LetterLook

DATA = ("listing", "property", "name", "first_name", "last_name", "phone", "email", "address")
"""What an origin may have given, in the order of the notice; property: what the person said of it, without an ad;
first_name, last_name: where they do not come the same way."""


AD_COLUMNS = ("site", "url", "reference", "title", "seen", "town", "kind", "area", "rooms", "price")
"""The columns of an ad, in the order in which the notice names those that are filled."""


class Way(WordedEnum):
    """How data came to the agency: bought, read by it in an ad, sent by a site, given by the person, read on the sign
    of the property, or found by the agency itself. Its word says to the person where their data come from.

    ``source``: the sentence of the letter, that of several sources for what completes another."""

    source: str

    FILE = "file", N_("un fichier vendu par {supplier}, qui dit avoir relevé votre annonce {place} le {seen}"), "S1"
    PAGE = "page", N_("votre annonce lue par notre agence {place} le {seen}"), "S2"
    MAIL = "mail", N_("une alerte e-mail de {site}, le {seen}"), "S3"
    PERSON = "person", N_("vous-même, le {seen}"), "S6"
    SIGN = "sign", N_("le panneau posé sur le bien, vu par notre agence le {seen}"), "S5"
    AGENCY = "agency", N_("notre agence, qui a relevé une donnée le {seen}"), "S4"


class Audience(StrEnum):
    """Whether an ad could be seen by everyone, and who says so (RGPD art. 14(2)(f); rule GDPR-12): established, said by
    the supplier, established that it could not, not told by the supplier, unknown."""

    EVERYONE = "P1"
    SAID = "P2"
    LIMITED = "P3"
    UNTOLD = "P4"
    UNKNOWN = "P5"


class Medium(StrEnum):
    """Where an ad was published, when that is known."""

    WEB = "web"
    PAPER = "paper"
    UNTOLD = ""


class OwnOrigin(Struct, frozen=True):
    """How the agency came by a datum that it added itself: one of :class:`core.model.editing.How`, when,
    and in which words of its own."""

    how: str
    day: date
    way: str = ""


class LetterOrigin(Struct, frozen=True):
    """An origin of the data of a letter. ``data``: what it surely gave, among :data:`DATA`; ``perhaps``: what comes
    from it or from another. ``added``: it completed a sheet that another origin had opened. ``day``: when the ad was
    read, by whoever read it, or the datum found, None when nobody said; ``obtained``: when the agency got the data;
    ``words``: how the agency found it, as typed; ``medium``: of the ad; ``audience``: of the ad, None without an ad;
    ``condition``: who could see an ad that was not for everyone; ``columns``: what it gave of the property, of
    :data:`AD_COLUMNS`."""

    way: Way
    data: tuple[str, ...]
    obtained: date
    perhaps: tuple[str, ...] = ()
    added: bool = False
    supplier: str = ""
    supplier_address: str = ""
    site: str = ""
    reference: str = ""
    url: str = ""
    day: date | None = None
    words: str = ""
    medium: Medium = Medium.UNTOLD
    audience: Audience | None = None
    condition: str = ""
    columns: frozenset[str] = frozenset()


class LetterTexts(Struct, frozen=True):
    """The versions of the texts of a letter: page 1 with its strip, the notice, the form of agreement. Those of today
    unless a letter made before is drawn again."""

    letter: str = "letter-4"
    notice: str = "notice-4"
    consent: str = "consent-3"


TODAY = LetterTexts()


class LetterFacts(Struct, frozen=True):
    """One addressed letter. ``civility``: "", "Madame", "Monsieur" or "Madame, Monsieur". ``address``: the street line.
    ``origins``: where the data come from, oldest first; ``obtained``: day the agency first got any.
    ``property``: une maison, un appartement, un terrain, un immeuble, un bien. ``deal``: sale, rent,
    or empty when nobody knows.
    ``fields``: which data are held, among name, address, phone, email, listing, letters, note, calls, reply, consent.
    ``first_letter``: day of the first letter, for a reminder.
    ``sensitive``: the listing's text was not read, or speaks of a private matter: the neutral letter is used.
    ``ad_seen``: the last day an ad was seen; ``ad_columns``: what is held of the ads, of :data:`AD_COLUMNS`; ``noted``:
    the agency wrote a note on the person; ``private_note``: the private word in it, with what it touches.
    ``consent_channels``: phone, email, sms already accepted. ``look``: what the agency chose of its letters.
    ``english``: its texts are those in English, for an owner abroad; ``texts``: their versions."""

    agency: Agency
    reference: str
    day: date
    last_name: str
    first_name: str
    civility: str
    address: str
    postcode: str
    town: str
    origins: tuple[LetterOrigin, ...]
    obtained: date
    property: str
    property_town: str
    fields: frozenset[str]
    deal: str = ""
    sensitive: bool = True
    ad_seen: date | None = None
    ad_columns: frozenset[str] = frozenset()
    noted: bool = False
    private_note: str = ""
    first_letter: date | None = None
    consent_channels: tuple[str, ...] = ()
    look: LetterLook = USUAL
    english: bool = False
    texts: LetterTexts = TODAY


def main_origins(facts: LetterFacts) -> tuple[LetterOrigin, ...]:
    """Return the origins that opened the sheet or brought an ad, oldest first; all of them when all were added."""
    return tuple(origin for origin in facts.origins if not origin.added) or facts.origins


def from_person(facts: LetterFacts) -> bool:
    """Tell whether the person gave the data: there is no source to name (RGPD art. 13; rule GDPR-10)."""
    return all(origin.way is Way.PERSON for origin in main_origins(facts))


class LetterDocument(Struct, frozen=True):
    """A finished letter: the PDF bytes, their SHA-256 in hex, and the version of each text printed ("letter-3", …)."""

    pdf: bytes
    sha256: str
    versions: tuple[str, ...]
    pages: int


def file_of(reference: str) -> str:
    """Return the name of the file of a registered letter, among the letters of its base."""
    return f"lettre-{reference}.pdf"
