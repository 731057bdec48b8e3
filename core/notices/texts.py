"""The printed texts, read once from resources/letters and checked against the vocabulary."""

from functools import cache

from core.base.resources import resource
from core.notices.template import Template, Vocabulary, parse

NAMES = (
    *(f"letter-1/{part}" for part in ("a", "b", "c", "d", "e", "f", "source", "frame", "pointer", "footer", "reply")),
    "opposition-1",
    "notice-1",
    "consent-1",
)


VOCABULARY = Vocabulary(
    fields=frozenset(
        (
            "access_condition", "address_date", "address_way", "agency_address", "agency_called", "agency_email",
            "agency_legal_name", "agency_name", "agency_phone", "at_agency_town", "at_property_town",
            "caller_third_party", "capital", "card_cci_address", "card_number", "consent_channels", "consent_months",
            "consent_version", "data_categories", "date", "dpo_contact", "fee_place", "first_letter_date",
            "guarantor_address", "guarantor_name", "insurer_address", "insurer_area", "insurer_name", "legal_form",
            "letter_date", "letter_ref", "mail_provider", "mediator_address", "mediator_name", "mediator_url",
            "network_name", "notice_version", "obtained_date", "of_card_cci", "other_recipients", "own_origins",
            "privacy_contact_name", "property", "rcs_town", "reference", "representative_contact", "retention_end",
            "rsac_number", "rsac_town", "salutation", "scoring_criteria", "services", "short_url", "signer_name",
            "signer_role", "siren", "site", "software_host", "source_sentence", "supplier", "supplier_address",
            "trade_name", "transfer_country", "transfer_recipient", "transfer_safeguard", "url", "vat", "where",
        )
    ),
    conditions=frozenset(
        (
            "address_completed", "address_way", "caller_third_party", "capital", "commercial_agent",
            "commercial_agents", "consent", "dpo", "given", "holds_funds", "independent_member", "insurer",
            "mail_provider", "management_card", "mediator", "named", "other_recipients", "own_origins", "private_ad",
            "public_ad", "reference", "rent", "reply_prepaid", "representative", "sale", "scoring", "short_url",
            "software_host", "supplier", "supplier_address", "trade_name", "transfers", "untold", "url", "vat",
            "where",
        )
    ),
    choices=frozenset(("source", "adresse")),
)  # fmt: skip
"""What core/notices/fields.py can fill in: a text that asks for anything else is refused."""


@cache
def text(name: str) -> Template:
    """Return the text ``name``, one of :data:`NAMES`. Raises ``TemplateError`` when the shipped file is wrong."""
    return parse(resource("letters", f"{name}.txt").read_text(encoding="utf-8"), VOCABULARY)
