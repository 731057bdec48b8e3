"""The printed texts, read once from resources/letters and checked against the vocabulary."""

from functools import cache

from core.base.records import replace
from core.base.resources import resource
from core.model.letter import TODAY, LetterTexts
from core.notices.claims_asked import filled
from core.notices.template import Block, Context, Template, Vocabulary, parse

LETTERS, NOTICES = ("letter-2", "letter-3", "letter-4"), ("notice-2", "notice-3", "notice-4")
CONSENTS = ("consent-1", "consent-2", "consent-3")
"""The versions of the texts of a letter that can be drawn, those of letters made before among them."""
FORMER = ("letter-2", "letter-3", "notice-2", "notice-3", "consent-1", "consent-2")
"""Those that are not made of claims."""
_PARTS = (
    *("a", "b", "c", "d", "e", "f", "source", "source-name", "frame", "pointer"),
    *("subject", "head", "foot", "strip", "strip-reply", "strip-back", "strip-law"),
)
NAMES = (
    *(f"{version}/{part}" for version in LETTERS for part in _PARTS),
    *(f"{version}/proof" for version in LETTERS if version not in FORMER),
    *(f"{version}/{part}" for version in NOTICES for part in ("whole", "origin", "ad", "spent", "audience")),
    *CONSENTS,
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
            "ad_there", "agency_opens", "agency_the", "areas", "at_sales_place", "at_since_place", "at_town",
            "basis_calls", "basis_letters", "basis_refusals", "basis_requests", "hours", "method", "objection_phone",
            "on_site", "own_words", "proofs", "sales_count", "sales_year", "since_year", "team", "the_home",
            "the_property", "name_without_form", "privacy_contact", "mail_erasure_days",
        )
    ),
    conditions=frozenset(
        (
            "ad", "agency_phone", "any_day", "areas", "closing_formal", "closing_wish", "comparables", "other_name",
            "flat", "free_estimate", "has_dpo", "idea_own", "lets", "manages", "noted",
            "objection_phone", "one_sided", "opinion", "own_software", "page", "placed", "plain_opening", "proofs",
            "recent", "scores", "sells_data", "sends_abroad", "serves_both", "serves_lets", "serves_lettings",
            "serves_manages", "sign", "step_phone", "unplaced",
            "address_completed", "caller_third_party", "capital", "commercial_agent", "commercial_agents", "consent",
            "date", "dpo", "given", "holds_funds", "independent_member", "insurer", "listing", "mail_provider",
            "management_card", "mediator", "named", "no_funds", "other_recipients", "reference", "rent",
            "reply_prepaid", "representative", "sale", "scoring", "several", "short_url", "site", "software_host",
            "supplier", "supplier_address", "trade_name", "transfers", "untold", "url", "vat", "way", "where",
            "mail_erases",
        )
    ),
    choices=frozenset(("source", "origin", "proof", "public")),
    lines=frozenset(("origins", "audiences")),
)  # fmt: skip
"""What a letter can fill in: a text that asks for anything else is refused."""
PAPERS = Vocabulary(
    fields=VOCABULARY.fields
    | frozenset(
        (
            "address_date", "address_way", "answer", "answer_by", "answer_date", "asked", "batch_name", "calls_end",
            "channels", "collector", "consent_date", "consent_end", "consent_time", "contract_end", "corrections",
            "data_given", "day", "erased_list", "erasure_date", "given_date", "given_how", "line", "notice_end",
            "notices_list", "object", "opposition_date", "opposition_time", "page_date", "place", "proof_end",
            "proof_name", "proof_sha256", "published", "reason", "recipients_list", "recorded", "request_date",
            "request_end", "request_object", "slots", "slots_offered", "source_full", "text_sha256", "version",
            "withdrawn_date", "withdrawn_what", "wording",
        )
    ),
    conditions=VOCABULARY.conditions
    | frozenset(
        (
            "address_removed", "apart", "calls", "collector", "consent_proof", "contract", "corrections", "delivered",
            "ended", "erased", "erased_before", "erasure", "kept", "letter_ref", "notice_hash", "opposition",
            "opposition_match", "origins", "place", "property", "property_kept", "recipients", "request",
            "request_date", "request_kept", "running", "text_sha256", "withdrawn",
        )
    ),
    choices=VOCABULARY.choices,
    claimed=True,
)  # fmt: skip
"""The same of the other papers: forms, answers, the copy of a proof, what is handed over, the page."""


def texts_of(versions: str) -> LetterTexts | None:
    """Return the versions of the texts of a letter made, as it is registered with them (« letter-2-en notice-2-en »);
    None when the program no longer draws one of them."""
    made = {version.rpartition("-")[0]: version for version in versions.replace("-en", "").split()}
    texts = LetterTexts(
        made.get("letter", ""), made.get("notice", ""), made.get("consent", TODAY.consent)
    )  # fmt: skip
    drawn = texts.letter in LETTERS and texts.notice in NOTICES and texts.consent in CONSENTS
    return texts if drawn else None


def said(name: str, context: Context) -> tuple[Block, ...]:
    """Return a text filled for one letter, in its language and its version. ``name``: letter/a, notice/whole, consent…
    Raises UserError CLAIM_UNANSWERED, FIELD_MISSING."""
    return filled(template(name, context), context)


def template(name: str, context: Context) -> Template:
    """Return the text that :func:`said` fills."""
    family, _, part = name.partition("/")
    version = getattr(context.texts, family)
    whole = f"{version}/{part}" if part else version
    return text(f"en/{whole}" if context.english else whole)


@cache
def text(name: str) -> Template:
    """Return the text ``name`` of any paper; those in English are under en/. Raises ``TemplateError`` when the shipped
    file is wrong."""
    bare = name.removeprefix("en/")
    claimed = bare.partition("/")[0] not in FORMER
    known = replace(VOCABULARY, claimed=claimed) if bare in NAMES else PAPERS
    return parse(resource("letters", f"{name}.txt").read_text(encoding="utf-8"), known)
