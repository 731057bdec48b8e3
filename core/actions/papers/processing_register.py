"""The register of processing (RGPD, art. 30): each activity with its purpose, legal ground, persons, data,
recipients, retention and security measures, from what the base holds and what the agency declared."""

import tomllib
from collections.abc import Sequence
from datetime import datetime

from core.actions.common import agency as kept
from core.actions.common.retention_law import retention
from core.base.french import listed
from core.base.legal_forms import without_form
from core.base.resources import resource
from core.model.agency import Agency
from core.model.paper import Grid, Section
from core.notices.agency_answers import answers
from core.notices.bases import bases
from core.records.supplier import Supplier
from core.rules.retention import RetentionRule
from core.store import inspection
from core.store.inspection import BaseCounts
from core.store.port import Reader
from core.words.verdicts import PRUDENCE

_TEXTS = tomllib.loads(resource("papers", "processing.toml").read_text("utf-8"))


def processing(r: Reader, at: datetime) -> tuple[str, tuple[Section, ...]]:
    """Return the notice and the sections of the register."""
    agency = kept.settings(r).agency
    counts = inspection.counts(r, at.date().isoformat())
    sections = (
        _controller(agency),
        _prospecting(r, agency, counts),
        _section("refusals", basis=_basis("refusals"), opposed=counts.opposed, fingerprints=counts.fingerprints),
        _section(
            "proofs", consents=counts.consents, titles=counts.titles, calls=counts.calls, months=agency.consent_months
        ),
        _section("requests", basis=_basis("rights"), requests=counts.requests, erased=counts.erased),
        Section("Durées", (), _durations()),
        _section("measures"),
        _section("signed"),
    )
    return _TEXTS["notice"], sections


def _section(name: str, **values: object) -> Section:
    """Return a section with its lines filled, but those that come out empty."""
    texts = _TEXTS["sections"][name]
    return Section(texts["title"], tuple(filter(None, (line.format(**values) for line in texts["lines"]))))


def _controller(agency: Agency) -> Section:
    place = f"{agency.address}, {agency.postcode} {agency.town}".strip(" ,")
    pairs = (
        (
            "Responsable",
            ", ".join(filter(None, (without_form(agency.legal_name, agency.legal_form), agency.legal_form))),
        ),
        ("Adresse", place),
        ("SIREN", agency.siren),
        ("Contact", listed([text for text in (agency.privacy_contact, agency.phone, agency.email) if text])),
        ("Représentant", agency.representative_contact or "sans objet"),
        ("Délégué à la protection des données", agency.dpo_contact or ("aucun" if agency.has_dpo is False else "")),
    )
    return Section("Le responsable de traitement", tuple(f"{title} : {said or 'à compléter'}" for title, said in pairs))


def _prospecting(r: Reader, agency: Agency, found: BaseCounts) -> Section:
    sellers = [row.name for row in r.of(Supplier, "name_key")]
    data = [
        words
        for words, count in (
            ("identité", found.leads),
            (f"téléphone ({found.phones})", found.phones),
            (f"e-mail ({found.emails})", found.emails),
            (f"adresse postale ({found.addresses})", found.addresses),
            ("annonce", found.leads),
            ("bien", found.leads),
            ("relevé des appels", found.calls),
            ("notes courtes", found.notes),
        )
        if count
    ]
    alone = _TEXTS["sections"]["prospecting"]["alone"].format(n=found.property_only) if found.property_only else ""
    return _section(
        "prospecting", services=agency.services, letters_basis=_basis("letters"), calls_basis=_basis("calls"),
        leads=found.leads, data=listed(data) or "aucune à ce jour", sellers=listed(sellers) or "aucun fournisseur",
        sites=listed(inspection.origin_sites(r)) or "aucun", alone=alone, recipients=listed(_recipients(agency)),
        transfers=_transfers(agency), letters=found.letters, overdue=found.overdue,
    )  # fmt: skip


def _basis(purpose: str) -> str:
    """Return the legal basis of a purpose, in the words of the notice, and whether it is prudence."""
    legal = bases()[purpose]
    words = f"Base légale\u202f: {legal.notice} ({legal.reference})."
    return f"{words} {PRUDENCE}\u202f: à faire relire par votre conseil." if legal.grade == "D" else words


def _durations() -> Grid:
    rows = tuple(_duration(rule) for rule in retention().values())
    headings = ("Règle", "Donnée", "Durée, depuis", "Au bout", "Référence")
    return Grid(headings, (0.1, 0.22, 0.28, 0.2, 0.2), rows)


def _duration(rule: RetentionRule) -> tuple[str, ...]:
    years, rest = divmod(rule.months, 12)
    length = f"{rule.months} mois" if rest else f"{years} an{'s' if years > 1 else ''}"
    reference = PRUDENCE if rule.grade == "D" else rule.reference
    start = _TEXTS["starts"].get(rule.start) or _TEXTS["made"][rule.key]
    words = f"{length}, depuis {start}" if rule.months else f"dès {start}"
    return rule.id, _TEXTS["data"][rule.key], words, _TEXTS["does"][rule.does], reference


def _recipients(agency: Agency) -> Sequence[str]:
    sentences = ["le personnel de l’agence"]
    if agency.commercial_agents:
        sentences.append("ses agents commerciaux")
    sentences += [
        f"{words} ({name})"
        for words, name in (
            ("prestataire postal", agency.mail_provider),
            ("hébergeur du logiciel", agency.software_host),
            ("hébergeur de la messagerie", agency.mailbox_host),
            ("hébergeur des sauvegardes", agency.backup_host),
            ("autres", agency.other_recipients),
        )
        if name
    ]
    return sentences


def _transfers(agency: Agency) -> str:
    if not agency.transfer_recipient:
        is_none = answers(agency)["sends_abroad"] is False
        return "aucun, d’après ce que l’agence a vérifié" if is_none else "à compléter"
    return f"{agency.transfer_recipient}, {agency.transfer_country}, garantie : {agency.transfer_safeguard}"
