"""What the agency must ask of the seller of a file it bought (law file, section 9, BUY-01 to BUY-07).

A gap is shown as a risk and blocks nothing: the letter that informs the person is due whatever the supplier answered.
"""

from collections.abc import Iterable, Sequence
from types import MappingProxyType

from core.base import text
from core.base.records import Struct
from core.model.supplier import Risk, Severity, SiteLicence, SupplierSheet

FORIOU = "CNIL, décision du 31\u00a0janvier 2024 (Foriou)"
LEBONCOIN = "Cass. 1re civ., 5\u00a0octobre 2022, n°\u00a021-16.307"
PRUDENCE = "Prudence"
NAMED = 2
"""Gaps named in a reason of one line when there are more than one more: the sheet tells them all."""


class _Gap(Struct, frozen=True):
    """A field of the supplier's sheet, and the risk when it is empty."""

    field: str
    rule: str
    grade: str
    severity: Severity
    reference: str
    missing: str


_GAPS = (
    _Gap("contract", "BUY-01", "A", Severity.RED, FORIOU, "le contrat"),
    _Gap("method", "BUY-01", "A", Severity.RED, FORIOU, "le mode de collecte"),
    _Gap("notice_text", "BUY-01", "A", Severity.RED, FORIOU, "le texte d’information"),
    _Gap("objections", "BUY-01", "A", Severity.RED, FORIOU, "le sort des oppositions"),
    _Gap("legal_name", "BUY-01", "A", Severity.RED, FORIOU, "la raison sociale"),
    # What follows has no grade of evidence: the agency does it by prudence.
    _Gap("notice_day", "BUY-06", "D", Severity.AMBER, PRUDENCE, "la date d’information"),
    _Gap("siren", "BUY-05", "D", Severity.AMBER, PRUDENCE, "le SIREN"),
    _Gap("address", "BUY-05", "D", Severity.AMBER, PRUDENCE, "l’adresse"),
    _Gap("email", "GDPR-07", "D", Severity.AMBER, PRUDENCE, "l’e-mail"),
)

TO_KNOW = (
    Risk(
        "CONSENT_FLAG", "BUY-02", "B", Severity.NONE, "CNIL, décision du 15\u00a0mai 2025 (Solocal Marketing Services)"
    ),
    Risk("INTEREST", "BUY-03", "C", Severity.NONE, "CNIL, décision du 15\u00a0mai 2025 (Caloga)"),
    Risk("CONTROLLERS", "BUY-05", "D", Severity.NONE, PRUDENCE),
    Risk("OPPOSED_FIRST", "BUY-07", "C", Severity.NONE, "CNIL, SAN-2019-010 (Futura Internationale)"),
)
"""What holds for every supplier, whatever it answered."""


def risks(sheet: SupplierSheet, sites_seen: Iterable[str] = ()) -> tuple[Risk, ...]:
    """Return what the sheet leaves open, the heaviest first, then the rules to know.

    ``sites_seen``: sites its files name; each needs a licence like those of the sheet.
    """
    gaps = [_risk(gap) for gap in _GAPS if not getattr(sheet, gap.field)]
    gaps += [_unlicensed(site.site) for site in _sites(sheet, sites_seen) if not site.licence]
    order = tuple(Severity)
    return (*sorted(gaps, key=lambda risk: order.index(risk.severity)), *TO_KNOW)


def worst(found: Iterable[Risk]) -> Severity:
    """Return the heaviest severity; NONE when nothing is left open."""
    order = tuple(Severity)
    return min((risk.severity for risk in found), key=order.index, default=Severity.NONE)


def lacking(found: Sequence[Risk]) -> tuple[str, ...]:
    """Return what an authority would ask for first, in French, to fit one line of a verdict: the two first serious
    gaps, then the number of the others."""
    words = list(dict.fromkeys(risk.missing for risk in found if risk.severity is Severity.RED))
    more = len(words) - NAMED
    return (*words[:NAMED], f"{more} autres éléments") if more > 1 else tuple(words)


def _risk(gap: _Gap) -> Risk:
    return Risk(gap.field.upper(), gap.rule, gap.grade, gap.severity, gap.reference, gap.missing)


def _unlicensed(site: str) -> Risk:
    # Grade B: the law file gives A/B, the doubtful one is shown.
    missing, values = f"la licence pour {site}", MappingProxyType({"site": site})
    return Risk("LICENCE", "BUY-04", "B", Severity.RED, LEBONCOIN, missing, values)


def _sites(sheet: SupplierSheet, sites_seen: Iterable[str]) -> list[SiteLicence]:
    """Return the sites of the sheet and those of its files, once each, by name."""
    known = {text.fold(licence.site): licence for licence in sheet.sites}
    for site in sites_seen:
        known.setdefault(text.fold(site), SiteLicence(site))
    return [known[key] for key in sorted(known)]
