"""What the agency itself sets on a sheet: the values asked for, how they came to it, and what changed."""

from collections.abc import Mapping
from datetime import date, datetime

from core.base.i18n import N_, _
from core.base.records import Struct
from core.base.worded import WordedEnum
from core.model.channel import ContactKind
from core.model.letter import Way


class How(WordedEnum):
    """How a value came to the agency, when no file or page of a batch brought it: the answers to « Où l’avez-vous
    lue ? », in the order they are offered. ``found``: where the agency says it found it, empty where its own words say
    so; ``way``: in a letter."""

    found: str
    way: Way

    SIGN = "sign", N_("Du panneau posé sur le bien"), N_("sur le panneau du bien"), Way.SIGN
    LISTING = "listing", N_("De l’annonce"), N_("dans l’annonce"), Way.PAGE
    PERSON = "person", N_("De la personne"), N_("donnée par la personne"), Way.PERSON
    AGENCY = "agency", N_("Complétée par l’agence"), N_("par l’agence"), Way.AGENCY
    OTHER = "other", N_("Par un autre moyen"), "", Way.AGENCY


DEALS: Mapping[str, str] = {"": N_("inconnu"), "sale": N_("vente"), "rent": N_("location")}
"""What is asked for the property, empty when nobody knows."""

PERSON: Mapping[str, str] = {
    "civility": N_("civilité"), "last_name": N_("nom"), "first_name": N_("prénom"), "postcode": N_("code postal"),
        "town": N_("commune"),
}  # fmt: skip
PROPERTY: Mapping[str, str] = {
    "kind": N_("type de bien"), "deal": N_("vente ou location"), "price": N_("prix"), "area": N_("surface"),
        "rooms": N_("pièces"), "property_town": N_("commune du bien"), "property_postcode": N_("code postal du bien"),
        "title": N_("titre de l’annonce"),
}  # fmt: skip
PROVENANCE: Mapping[str, str] = {
    "site": N_("site de l’annonce"), "supplier": N_("fournisseur"), "seen": N_("vue le"),
        "reference": N_("référence"), "url": N_("adresse web de l’annonce"),
}  # fmt: skip
NOTES: Mapping[str, str] = {"notes": N_("notes")}
TAGS: Mapping[str, str] = {"tags": N_("étiquettes")}
LABELS: Mapping[str, str] = {
    **PERSON,
    **{kind.value: kind.word for kind in ContactKind},
    **PROPERTY,
    **PROVENANCE,
    **NOTES,
    **TAGS,
}
"""Every field of a sheet that may be set, and its name on screen."""


class Change(Struct, frozen=True):
    """One value to set. ``field``: of :data:`LABELS`; ``value``: as typed, empty to remove. ``contact``: the id of the
    telephone, e-mail or address changed, 0 to add one; ``postcode``, ``town``: of an address. ``was``: what the screen
    showed before, so that what somebody else changed meanwhile is not lost; None when nothing was shown."""

    field: str
    value: str
    contact: int = 0
    postcode: str = ""
    town: str = ""
    was: str | None = None


class ValueSource(Struct, frozen=True):
    """How a value came to the agency, the day, and the agency's words where it is :attr:`How.OTHER` (or more precise
    than « by the agency »)."""

    how: How
    day: date
    way: str = ""


class Corrected(Struct, frozen=True):
    """One value changed, as words: ``before`` is empty for what was added, ``after`` for what was removed."""

    field: str
    label: str
    before: str
    after: str

    @property
    def said(self) -> str:
        """The value in words: « nom : Moreau »."""
        return _("{label}\u202f: {value}").format(label=self.label, value=self.after or _("rien"))


class Written(Struct, frozen=True):
    """A row before and after, by column: ``before`` is None for a row added, ``after`` for one removed."""

    table: str
    row_id: int
    before: Mapping[str, str | int | float | bytes | None] | None
    after: Mapping[str, str | int | float | bytes | None] | None


class BothValues(Struct, frozen=True):
    """A value that somebody else set while another was typed. ``change``: what was typed, to be kept in place of theirs
    as it is; ``by``: who set theirs, ``at`` (local), ``where``: as the timeline tells; ``theirs``, ``mine``: in words,
    empty for none."""

    change: Change
    by: str
    at: datetime
    where: str
    theirs: str
    mine: str


class Edited(Struct, frozen=True):
    """What an edit did. ``opposed``: since when the person refuses, found in the register by what was typed: nothing of
    it is kept, and their sheet, which was ``open`` until then, is closed (``gesture``, ``at``). ``held``: their letters
    wait, since their address is near a refused one. ``known``: the name of another lead that has this number or e-mail.
    ``written``: what undoing takes back. ``also``: the names of those who share the property, on whose sheet it is
    changed too."""

    lead_id: int
    changed: tuple[Corrected, ...] = ()
    opposed: datetime | None = None
    gesture: int = 0
    open: bool = False
    at: datetime | None = None
    held: bool = False
    known: str = ""
    written: tuple[Written, ...] = ()
    also: tuple[str, ...] = ()
