"""Turns the facts of one letter into the fields and conditions of its texts: salutation, dates, lists, the agency's
mentions."""

from core.base.french import NBSP
from core.model.agency import Agency
from core.model.letter import LetterFacts, from_person
from core.notices.fields import (
    agency_place,
    by_thousands,
    listing_reference,
    of_a_sign,
    of_place,
    one_year_after,
    suppliers,
)
from core.notices.language import Tongue, tongue_of
from core.notices.template import Context
from core.notices.typed import one_line

_AS_TYPED = (
    "capital", "card_cci_address", "caller_third_party", "dpo_contact", "guarantor_address",
    "guarantor_name", "insurer_address", "insurer_name", "legal_form", "mail_provider",
    "mediator_address", "mediator_name", "mediator_url", "network_name", "other_recipients", "rcs_town",
    "representative_contact", "rsac_number", "rsac_town", "scoring_criteria", "short_url", "signer_name",
    "software_host", "transfer_country", "transfer_recipient", "transfer_safeguard", "vat",
)  # fmt: skip
"""Fields of the agency printed as they are."""


def context(facts: LetterFacts) -> Context:
    """Return the values of the fields of the texts, but for those of the origins, which are texts themselves: see
    :func:`core.notices.sources.sources`."""
    agency, tongue = facts.agency, tongue_of(facts.english)
    return Context(
        values=_agency_values(agency, tongue) | _letter_values(facts, tongue),
        conditions=_agency_conditions(agency) | _letter_conditions(facts),
        english=facts.english,
        texts=facts.texts,
    )


def _agency_values(agency: Agency, tongue: Tongue) -> dict[str, str]:
    name = one_line(agency.name)
    return {field: str(getattr(agency, field)) for field in _AS_TYPED} | {
        "agency_address": agency_place(agency),
        "agency_called": tongue.called(name),
        "agency_email": agency.email,
        "agency_legal_name": agency.legal_name,
        "agency_name": name,
        "agency_phone": tongue.phone(agency.phone),
        "at_agency_town": tongue.at_town(agency.town),
        "capital": by_thousands(agency.capital),
        "card_number": one_line(agency.card_number).replace(" ", NBSP),
        "consent_months": str(agency.consent_months),
        "fee_place": tongue.phrase(agency.fee_place),
        "insurer_area": tongue.phrase(agency.insurer_area),
        "services": tongue.phrase(agency.services),
        "of_card_cci": of_place(agency.card_cci),
        "privacy_contact_name": agency.privacy_contact,
        "signer_role": tongue.role(agency),
        "siren": by_thousands(agency.siren),
        "trade_name": name,
    }


def _letter_values(facts: LetterFacts, tongue: Tongue) -> dict[str, str]:
    return {
        "consent_channels": tongue.listed(
            [words for channel, words in tongue.channels.items() if channel in facts.consent_channels]
        ),
        "consent_version": tongue.version(facts.texts.consent),
        "data_categories": tongue.data_categories(facts.fields),
        "first_letter_date": tongue.long_date(facts.first_letter),
        "letter_date": tongue.long_date(facts.day),
        "letter_ref": facts.reference,
        "notice_version": tongue.version(facts.texts.notice),
        "obtained_date": tongue.long_date(facts.obtained),
        "property": tongue.properties.get(facts.property, facts.property),
        "at_property_town": tongue.at_town(facts.property_town),
        "reference": listing_reference(facts),
        "retention_end": tongue.long_date(one_year_after(facts.obtained)),
        "salutation": tongue.salutation(facts.civility, facts.last_name),
        "this_ad": tongue.words[_this(facts)],
        "source_sentence": "",
        "supplier": tongue.listed(suppliers(facts)),
    }


def _this(facts: LetterFacts) -> str:
    return "this_letter" if from_person(facts) else "this_sign" if of_a_sign(facts) else "this_ad"


def _agency_conditions(agency: Agency) -> dict[str, bool]:
    names = {
        "caller_third_party": agency.caller_third_party,
        "capital": agency.capital,
        "dpo": agency.dpo_contact,
        "independent_member": agency.network_name,
        "insurer": agency.insurer_name,
        "mail_provider": agency.mail_provider,
        "mediator": agency.mediator_name,
        "other_recipients": agency.other_recipients,
        "representative": agency.representative_contact,
        "scoring": agency.scoring_criteria,
        "short_url": agency.short_url,
        "software_host": agency.software_host,
        "transfers": agency.transfer_recipient,
        "vat": agency.vat,
    }
    return {name: bool(one_line(value)) for name, value in names.items()} | {
        "commercial_agent": agency.commercial_agent,
        "commercial_agents": agency.commercial_agents,
        "holds_funds": agency.holds_funds is not False and bool(one_line(agency.guarantor_name)),
        "no_funds": agency.holds_funds is False,
        "management_card": agency.management_card,
        "reply_prepaid": agency.reply_prepaid,
        "trade_name": one_line(agency.name).casefold() != one_line(agency.legal_name).casefold(),
    }


def _letter_conditions(facts: LetterFacts) -> dict[str, bool]:
    return {
        "consent": bool(facts.consent_channels),
        "given": from_person(facts),
        "named": bool(one_line(facts.last_name)),
        "reference": bool(listing_reference(facts)),
        "rent": facts.deal == "rent",
        "sale": facts.deal == "sale",
        "untold": facts.deal not in ("rent", "sale"),
        "supplier": bool(suppliers(facts)),
    }
