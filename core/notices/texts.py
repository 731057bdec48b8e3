"""The printed texts, read once from resources/letters and checked against the vocabulary."""

from functools import cache

from core.base.resources import resource
from core.notices.template import Block, Context, Template, Vocabulary, parse

NAMES = (
    *(f"letter-2/{part}" for part in ("a", "b", "c", "d", "e", "f", "source", "source-name", "frame", "pointer")),
    *(f"letter-2/{part}" for part in ("subject", "head", "foot", "strip", "strip-reply", "strip-back", "strip-law")),
    *(f"notice-2/{part}" for part in ("whole", "origin", "ad", "spent", "audience")),
    "consent-1",
)
ENGLISH = tuple(f"en/{name}" for name in NAMES)


VOCABULARY = Vocabulary(
    fields=frozenset(
        (
            "access_condition", "ad", "agency_address", "agency_called", "agency_email", "agency_legal_name",
            "agency_name", "agency_phone", "at_agency_town", "at_property_town", "caller_third_party", "capital",
            "card_cci_address", "card_number", "consent_channels", "consent_months", "consent_version",
            "data_categories", "date", "dpo_contact", "fee_place", "first_letter_date", "guarantor_address",
            "guarantor_name", "insurer_address", "insurer_area", "insurer_name", "legal_form", "letter_date",
            "letter_ref", "mail_provider", "mediator_address", "mediator_name", "mediator_url", "network_name",
            "notice_version", "obtained_date", "of_card_cci", "noted", "other_recipients", "privacy_contact_name",
            "property", "rcs_town", "reference", "representative_contact", "retention_end", "rsac_number", "rsac_town",
            "salutation", "scoring_criteria", "services", "short_url", "signer_name", "signer_role", "siren", "site",
            "software_host", "source_names", "source_sentence", "supplier", "supplier_address", "this_ad", "trade_name",
            "transfer_country", "transfer_recipient", "transfer_safeguard", "url", "vat", "way", "where",
        )
    ),
    conditions=frozenset(
        (
            "address_completed", "caller_third_party", "capital", "commercial_agent", "commercial_agents", "consent",
            "date", "dpo", "given", "holds_funds", "independent_member", "insurer", "listing", "mail_provider",
            "management_card", "mediator", "named", "other_recipients", "reference", "rent", "reply_prepaid",
            "representative", "sale", "scoring", "several", "short_url", "site", "software_host", "supplier",
            "supplier_address", "trade_name", "transfers", "untold", "url", "vat", "way", "where",
        )
    ),
    choices=frozenset(("source", "origin", "public")),
    lines=frozenset(("origins", "audiences")),
)  # fmt: skip
"""What core/notices/fields.py and sources.py can fill in: a text that asks for anything else is refused."""


def said(name: str, context: Context) -> tuple[Block, ...]:
    """Return the text ``name`` filled for one letter, in its language. Raises UserError FIELD_MISSING."""
    return text(f"en/{name}" if context.english else name).fill(context)


@cache
def text(name: str) -> Template:
    """Return the text ``name``, one of :data:`NAMES`; those in English are under en/. Raises ``TemplateError`` when the
    shipped file is wrong."""
    return parse(resource("letters", f"{name}.txt").read_text(encoding="utf-8"), VOCABULARY)
