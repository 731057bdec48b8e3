"""The content of a letter as plain values, filled from the base: this module knows no PDF library and no layout."""

from dataclasses import dataclass
from datetime import date

from core.model.agency import Agency
from core.model.batch import Source


@dataclass(frozen=True, slots=True)
class OwnOrigin:
    """A datum that the agency added itself: name, phone or email; how, one of :class:`core.model.editing.How`, when,
    and in which words of its own."""

    datum: str
    how: str
    day: date
    way: str = ""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """One addressed letter. ``civility``: "", "Madame", "Monsieur" or "Madame, Monsieur". ``address``: the street line.
    ``source``: how the listing came (words S1 to S3). ``seen``: day the listing was read; ``obtained``: day the agency
    got it.
    ``property``: une maison, un appartement, un terrain, un immeuble, un bien. ``deal``: sale, rent,
    or empty when nobody knows.
    ``fields``: which data are held, among name, address, phone, email, listing, letters, note, calls, reply, consent.
    ``address_from``: file, listing, person, sign, agency, other (choice A1 to A5), the last two in the words of
    ``address_way``. ``own_origins``: of the other data that the agency added.
    ``first_letter``: day of the first letter, for a reminder.
    ``sensitive``: the listing's text was not read, or speaks of a private matter: the neutral letter is used.
    ``access_condition``: who could see a listing that was not public. ``consent_channels``: phone, email, sms already
    accepted."""

    agency: Agency
    reference: str
    day: date
    last_name: str
    first_name: str
    civility: str
    address: str
    postcode: str
    town: str
    source: Source
    site: str
    listing_reference: str
    url: str
    seen: date
    obtained: date
    property: str
    property_town: str
    fields: frozenset[str]
    supplier: str = ""
    supplier_address: str = ""
    deal: str = ""
    address_from: str = "file"
    address_date: date | None = None
    address_way: str = ""
    own_origins: tuple[OwnOrigin, ...] = ()
    source_public: bool = True
    sensitive: bool = True
    first_letter: date | None = None
    access_condition: str = ""
    consent_channels: tuple[str, ...] = ()


def from_person(facts: LetterFacts) -> bool:
    """Tell whether the person gave the data: there is no source to name (RGPD art. 13; rule GDPR-10)."""
    return facts.source is Source.TYPED and not facts.site


@dataclass(frozen=True, slots=True)
class LetterDocument:
    """A finished letter: the PDF bytes, their SHA-256 in hex, and the version of each text printed ("letter-1", …)."""

    pdf: bytes
    sha256: str
    versions: tuple[str, ...]
    pages: int
