"""The sellers of files: what each answered to the agency's questions, and what the answers leave open."""

from collections.abc import Mapping
from datetime import date, datetime

from core.base.i18n import N_
from core.base.records import Struct, field
from core.base.worded import WordedEnum


class Severity(WordedEnum):
    """How serious a gap is, the most serious first: something an authority has sanctioned, something the agency does by
    prudence, or only a rule to know. The words « conforme » and « sans risque » are never used: the program gives no
    legal advice."""

    icon: str
    ink: str

    RED = "red", N_("Risque"), "warning", "forbidden"
    AMBER = "amber", N_("À compléter"), "edit", "wait"
    NONE = "none", N_("Remplie"), "check", "allowed"


class SiteLicence(Struct, frozen=True):
    """A site the supplier copies listings from. ``licence``: the licence or authorisation the supplier says it has, as
    typed, empty when it said nothing. ``audience``: who can see its ads, as in :class:`SupplierSheet`."""

    site: str
    licence: str = ""
    audience: str = ""


class SupplierSheet(Struct, frozen=True):
    """What a supplier answered. ``name``: as in the imports; ``siren``: nine digits; ``contract``: reference and date;
    ``method``: how the data are collected; ``notice_day`` and ``notice_text``: the information it gave the persons;
    ``objections``: how it handles a refusal; ``at``: when the sheet was last filled, in UTC. ``property_only``: "1"
    when only the property is kept from its rows, never the person (rule BUY-08). ``audience``:
    who can see the ads it copies: empty when it did not say, « tous », or the condition in words (rule GDPR-12)."""

    id: int
    name: str
    legal_name: str = ""
    siren: str = ""
    address: str = ""
    email: str = ""
    contract: str = ""
    method: str = ""
    notice_day: date | None = None
    notice_text: str = ""
    objections: str = ""
    sites: tuple[SiteLicence, ...] = ()
    at: datetime | None = None
    property_only: str = ""
    audience: str = ""


class Risk(Struct, frozen=True):
    """One gap of a sheet, or with severity NONE a rule to know. ``code`` names the sentence; ``rule`` the rule of the
    law file (``BUY-01``); ``grade`` A to D, D being shown as « Prudence »; ``missing``: what to ask for, in French, to
    be read after « il manque »; ``values`` fill the sentence."""

    code: str
    rule: str
    grade: str
    severity: Severity
    reference: str
    missing: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
