"""Lists what the agency has not filled in and a letter must say, in the user's words."""

from core.model.agency import Agency
from core.notices.typed import one_line

SOLE_TRADERS = ("ei", "entreprise individuelle", "entrepreneur individuel", "micro-entreprise", "auto-entrepreneur")
"""Legal forms without capital; any other form states it (C. com. R123-238)."""
ALWAYS = {
    "name": "le nom de l’agence",
    "legal_name": "la dénomination sociale",
    "legal_form": "la forme juridique",
    "address": "l’adresse de l’agence",
    "postcode": "le code postal de l’agence",
    "town": "la commune de l’agence",
    "siren": "le numéro SIREN",
    "rcs_town": "la ville du RCS",
    "card_number": "le numéro de carte professionnelle",
    "card_cci": "la CCI de la carte professionnelle",
    "card_cci_address": "l’adresse de la CCI",
    "phone": "le téléphone de l’agence",
    "email": "l’e-mail de l’agence",
    "signer_name": "le nom du signataire",
    "fee_place": "l’endroit où lire le barème",
    "services": "les services proposés",
}
_TOGETHER = (
    (
        "insurer_name",
        {"insurer_address": "l’adresse de l’assureur", "insurer_area": "la zone couverte par l’assurance"},
    ),
    ("mediator_name", {"mediator_address": "l’adresse du médiateur", "mediator_url": "le site du médiateur"}),
    (
        "transfer_recipient",
        {
            "transfer_country": "le pays qui reçoit les données",
            "transfer_safeguard": "la garantie du transfert hors de l’Union européenne",
        },
    ),
)
_FUNDS = {"guarantor_name": "le nom du garant financier", "guarantor_address": "l’adresse du garant financier"}
_ROLE = {"signer_role": "la fonction du signataire"}
_RSAC = {"rsac_town": "la ville du RSAC", "rsac_number": "le numéro RSAC"}


def agency_gaps(agency: Agency) -> dict[str, str]:
    """Return the fields the agency has not filled in (HOG-01, 02, 03, 05, and the texts), each with the French name of
    its mention, in order."""
    lacking = _gaps(agency, ALWAYS)
    if not one_line(agency.capital) and one_line(agency.legal_form).casefold() not in SOLE_TRADERS:
        lacking["capital"] = "le capital social"
    if agency.holds_funds is None and not one_line(agency.guarantor_name):
        lacking["holds_funds"] = "la réponse sur le maniement de fonds"
    elif agency.holds_funds is not False:
        lacking |= _gaps(agency, _FUNDS)
    lacking |= _gaps(agency, _RSAC if agency.commercial_agent else _ROLE)
    delegate = one_line(agency.dpo_contact) and agency.has_dpo is not False
    if not delegate and not one_line(agency.privacy_contact):
        lacking["privacy_contact"] = "la personne à joindre pour les données"
    for first, rest in _TOGETHER:
        if one_line(getattr(agency, first)):
            lacking |= _gaps(agency, rest)
    if not 1 <= agency.consent_months <= 12:
        lacking["consent_months"] = "la durée de l’accord, de 1 à 12 mois"
    return lacking


def agency_missing(agency: Agency) -> tuple[str, ...]:
    """Return the French names of the mentions the agency has not filled in."""
    return tuple(agency_gaps(agency).values())


def _gaps(agency: Agency, names: dict[str, str]) -> dict[str, str]:
    return {name: label for name, label in names.items() if not one_line(str(getattr(agency, name)))}
