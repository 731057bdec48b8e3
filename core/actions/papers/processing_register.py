"""The register of processing (RGPD, art. 30): each activity with its purpose, legal ground, persons, data,
recipients, retention and security measures, from what the base holds and what the agency declared."""

from collections.abc import Sequence
from datetime import datetime

from core.actions.common import agency as kept
from core.actions.common.retention_law import retention
from core.base.french import listed
from core.base.legal_forms import without_form
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

_STARTS = {
    "last_sign": "la collecte ou le dernier contact venu de la personne",
    "obtained": "la collecte",
    "listing_gone": "la disparition de l’annonce",
    "opposed": "l’opposition, ou dès que les destinataires en sont avertis",
    "erased": "l’effacement de la fiche",
    "sent": "son départ",
}
_MADE = {
    "opposition": "l’opposition",
    "consent_proof": "le recueil de l’accord",
    "consent_validity": "le recueil de l’accord",
    "request_proof": "la demande",
    "call": "l’appel",
    "recording": "l’enregistrement",
    "contract_recording": "l’enregistrement",
}
"""When a duration that runs from the making of its own row begins."""
_DATA = {
    "prospect": "fiche d’un prospect",
    "listing": "nom et coordonnées, au plus tard",
    "listing_gone": "nom et coordonnées, annonce retirée",
    "uninformed": "nom et coordonnées, personne non informée",
    "opposed": "fiche d’une personne opposée",
    "opposition": "empreinte d’opposition",
    "consent_proof": "preuve d’un accord",
    "consent_validity": "effet d’un accord",
    "request_proof": "preuve d’une demande",
    "call": "relevé des appels",
    "recording": "enregistrement audio",
    "contract_recording": "enregistrement d’un contrat oral",
    "notice": "copie de l’information",
    "message": "message à qui a fourni ou reçu des données",
    "erased_mark": "empreinte pour refaire un effacement",
}
_DOES = {
    "forget": "effacement",
    "forget_person": "effacement de la personne, le bien reste",
    "delete": "effacement",
    "floor": "minimum, gardé au-delà",
    "ends": "l’accord n’ouvre plus d’appel",
    "none": "le programme n’en fait pas",
}
MEASURES = (
    "– Base sur un ordinateur de l’agence ; les dossiers partagés ou synchronisés sont refusés. Aucune donnée n’est "
    "envoyée à un tiers par le programme.",
    "– Registre d’opposition par empreintes à clé, sans nom ; consulté à l’import, à l’affichage, à l’appel et à "
    "l’impression, sans passe-droit.",
    "– Journal scellé : chaque ligne tient à la précédente ; qui, quand, quoi.",
    "– Effacement vérifié : base, index, journal, lettres et copies. Aucune donnée personnelle dans les traces "
    "techniques.",
    "– À compléter par l’agence : session protégée, disque chiffré, sauvegardes gardées à l’abri.",
)


def processing(r: Reader, at: datetime) -> tuple[str, tuple[Section, ...]]:
    """Return the notice and the sections of the register."""
    agency = kept.settings(r).agency
    counts = inspection.counts(r, at.date().isoformat())
    notice = "RGPD, art. 30. Rempli d’après les réglages et la base ; à relire et à signer par le responsable."
    sections = (
        _controller(agency),
        _prospecting(r, agency, counts),
        _register(counts),
        _proofs(agency, counts),
        _requests(counts),
        Section("Durées", (), _durations()),
        Section("Mesures de sécurité", MEASURES),
        Section("Relu et signé", ("Nom et qualité : ……………………………", "Date et signature : ……………………………")),
    )
    return notice, sections


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
    return Section(
        "1. Prospection des vendeurs",
        (
            f"But : proposer nos services ({agency.services}) à des particuliers qui vendent un bien.",
            f"{_basis('letters')} Lettre\u202f: voir la mise en balance.",
            f"{_basis('calls')} Téléphone, e-mail et SMS.",
            f"Personnes : vendeurs particuliers ({found.leads} en base).",
            f"Données : {listed(data) or 'aucune à ce jour'}. Aucune donnée sensible n’est demandée.",
            f"Sources : {listed(sellers) or 'aucun fournisseur'} ; sites d’origine : "
            f"{listed(inspection.origin_sites(r)) or 'aucun'}.",
            *([f"Bien seul : pour {found.property_only} fournisseur(s), ni nom ni coordonnées ne sont gardés."]
              if found.property_only else []),
            f"Destinataires : {listed(_recipients(agency))}.",
            f"Transferts hors de l’Union européenne : {_transfers(agency)}.",
            f"Information : dans la première lettre, au plus tard un mois après l’obtention (RGPD, art. 14) ; "
            f"lettres postées {found.letters}, fiches verrouillées faute d’information {found.overdue}.",
        ),
    )  # fmt: skip


def _basis(purpose: str) -> str:
    """Return the legal basis of a purpose, in the words of the notice, and whether it is prudence."""
    legal = bases()[purpose]
    words = f"Base légale\u202f: {legal.notice} ({legal.reference})."
    return f"{words} {PRUDENCE}\u202f: à faire relire par votre conseil." if legal.grade == "D" else words


def _register(found: BaseCounts) -> Section:
    return Section(
        "2. Registre d’opposition",
        (
            "But : ne plus jamais solliciter qui a refusé (RGPD, art. 21) ; aucun autre usage.",
            _basis("refusals"),
            f"Personnes : qui a refusé, connu de la base ou non ({found.opposed} refus).",
            f"Données : empreintes ({found.fingerprints}), la date, la voie et l’origine du refus ; ni nom ni numéro.",
            "Destinataires : l’agence. Transmis à un fournisseur : la seule référence de l’annonce.",
        ),
    )


def _proofs(agency: Agency, found: BaseCounts) -> Section:
    return Section(
        "3. Accords et appels",
        (
            "But : prouver qu’un appel était permis (C. consom., art. R223-2).",
            "Base légale : obligation légale, la preuve de l’accord étant à la charge de l’agence (C. consom., "
            "art. L223-1 et R223-2).",
            "Personnes : qui a donné un accord, ou a été appelé ou a appelé.",
            f"Données : accords ({found.consents}) avec leur preuve, contrats et demandes d’être rappelé "
            f"({found.titles}), appels ({found.calls}) avec ce que "
            "le programme en a dit au moment même.",
            "Destinataires : le personnel de l’agence ; la personne, sur demande.",
            f"Un accord vaut au plus {agency.consent_months} mois (formulaire de l’agence), jamais plus d’un an. Aucun "
            "appel n’est enregistré.",
        ),
    )


def _requests(found: BaseCounts) -> Section:
    return Section(
        "4. Demandes des personnes",
        (
            "But : répondre en un mois aux demandes d’accès, de rectification, d’effacement, de gel et d’opposition.",
            _basis("rights"),
            "Personnes : qui fait une demande, connu de la base ou non.",
            f"Données : demandes ({found.requests}), leur date, leur réponse. Personnes effacées : {found.erased}.",
            "Destinataires : le personnel de l’agence ; à qui a fourni ou reçu les données, la seule référence de "
            "l’annonce.",
        ),
    )


def _durations() -> Grid:
    rows = tuple(_duration(rule) for rule in retention().values())
    headings = ("Règle", "Donnée", "Durée, depuis", "Au bout", "Référence")
    return Grid(headings, (0.1, 0.22, 0.28, 0.2, 0.2), rows)


def _duration(rule: RetentionRule) -> tuple[str, ...]:
    years, rest = divmod(rule.months, 12)
    length = f"{rule.months} mois" if rest else f"{years} an{'s' if years > 1 else ''}"
    reference = PRUDENCE if rule.grade == "D" else rule.reference
    start = _STARTS.get(rule.start) or _MADE[rule.key]
    words = f"{length}, depuis {start}" if rule.months else f"dès {start}"
    return rule.id, _DATA[rule.key], words, _DOES[rule.does], reference


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
