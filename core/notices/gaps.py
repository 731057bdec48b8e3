"""Lists what is missing before a letter may be printed, in the user's words; an incomplete letter is refused."""

from core.base.countries import abroad
from core.model.agency import Agency
from core.model.letter import Audience, LetterFacts, LetterOrigin, Way, main_origins
from core.notices.fields import DATA_WORDS, PROPERTIES, SOLE_TRADERS
from core.notices.template import one_line

_OF_AN_AD = (Way.FILE, Way.PAGE, Way.MAIL)
_ALWAYS = {
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
    lacking = _gaps(agency, _ALWAYS)
    if not one_line(agency.capital) and one_line(agency.legal_form).casefold() not in SOLE_TRADERS:
        lacking["capital"] = "le capital social"
    if agency.holds_funds:
        lacking |= _gaps(agency, _FUNDS)
    lacking |= _gaps(agency, _RSAC if agency.commercial_agent else _ROLE)
    if not one_line(agency.dpo_contact) and not one_line(agency.privacy_contact):
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


def missing(facts: LetterFacts) -> tuple[str, ...]:
    """Return the mentions missing from the agency of this letter: see :func:`agency_missing`."""
    return agency_missing(facts.agency)


def origin_missing(facts: LetterFacts) -> tuple[str, ...]:
    """Return what the letter lacks to say where the data come from (art. 14(2)(f)) and about which property."""
    lacking = _empty(facts, {"property_town": "la commune du bien"})
    lacking += dict.fromkeys(lack for one in main_origins(facts) for lack in _unsaid(one))
    if any(one.audience is Audience.LIMITED and not one_line(one.condition) for one in facts.origins):
        lacking.append("qui pouvait voir l’annonce")
    if facts.property not in PROPERTIES:
        lacking.append("le type de bien")
    if not facts.fields & DATA_WORDS.keys():
        lacking.append("la liste des données gardées")
    if not any("address" in (*one.data, *one.perhaps) for one in facts.origins):
        lacking.append("d’où vient l’adresse postale")
    return tuple(lacking)


def _unsaid(one: LetterOrigin) -> list[str]:
    """Return what an origin lacks to be named: of a file its supplier, of an ad its site."""
    lacking = ["le fournisseur du fichier"] if one.way is Way.FILE and not one_line(one.supplier) else []
    return lacking + (["le site de l’annonce"] if one.way in _OF_AN_AD and not one_line(one.site) else [])


def recipient_missing(facts: LetterFacts) -> tuple[str, ...]:
    """Return what the letter lacks for the post to deliver it; abroad a postcode may stand beside the town."""
    if abroad(facts.address, facts.town) is not None:
        return ()
    return tuple(_empty(facts, {"address": "la rue", "postcode": "le code postal", "town": "la commune"}))


def _empty(value: LetterFacts, names: dict[str, str]) -> list[str]:
    return list(_gaps(value, names).values())


def _gaps(value: Agency | LetterFacts, names: dict[str, str]) -> dict[str, str]:
    return {name: label for name, label in names.items() if not one_line(str(getattr(value, name)))}
