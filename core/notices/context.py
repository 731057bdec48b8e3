"""Turns the facts of one letter into the fields and conditions of its texts: salutation, dates, lists, the agency's
mentions."""

from datetime import timedelta

from core.base.call_cost import CallCost, call_cost
from core.base.french import NBSP
from core.base.legal_forms import without_form
from core.base.records import replace
from core.base.text import fold
from core.model.agency import Agency
from core.model.letter import LetterFacts, Way, from_person
from core.notices.agency_answers import answers
from core.notices.bases import basis
from core.notices.fields import (
    agency_place,
    by_thousands,
    listing_reference,
    of_a_sign,
    of_place,
    one_year_after,
    suppliers,
    with_capital,
)
from core.notices.language import FRENCH, Tongue, tongue_of
from core.notices.template import Context
from core.notices.typed import one_line

_AS_TYPED = (
    "capital", "card_cci_address", "caller_third_party", "dpo_contact", "guarantor_address",
    "guarantor_name", "insurer_address", "insurer_name", "legal_form", "mail_erasure_days", "mail_provider",
    "mediator_address", "mediator_name", "mediator_url", "network_name", "rcs_town",
    "representative_contact", "rsac_number", "rsac_town", "scoring_criteria", "short_url", "signer_name",
    "software_host", "transfer_country", "transfer_recipient", "transfer_safeguard", "vat",
    "areas", "hours", "method", "sales_count", "sales_year", "since_year", "team",
)  # fmt: skip
"""Fields of the agency printed as they are."""


_HOSTS = {
    "mailbox_host": ("qui héberge notre messagerie", "who hosts our mail"),
    "backup_host": ("qui garde nos sauvegardes", "who stores our backups"),
}
_LETTINGS = {
    "lets": ("recherche de locataires", "finding tenants"),
    "manages": ("gestion de locations", "management of lettings"),
}
"""What the agency offers about a property to let; in French, then in English."""
_PURPOSES = ("letters", "calls", "requests", "refusals")
_RECENT = timedelta(days=30)
"""How long after an ad was seen a letter says that the property is for sale; after that, that it was advertised."""
_FLAT, _HOMES = "un appartement", ("une maison", "un appartement")
_OLD_NOTICES = ("notice-2", "notice-3")
"""The notices that named all the columns of an ad, filled or not."""


def context(facts: LetterFacts) -> Context:
    """Return the values of the fields of the texts, but for those of the origins, which are texts themselves: see
    :func:`core.notices.sources.sources`."""
    of_agency = context_of_agency(facts.agency, english=facts.english)
    of_letter = of_agency.adding(
        _letter_values(facts, tongue_of(facts.english)), {**_letter_conditions(facts), **_choices(facts)}
    )
    return replace(of_letter, texts=facts.texts)


def context_of_agency(agency: Agency, *, english: bool = False) -> Context:
    """Return what a paper says of the agency alone, without a person: its values, its answers, its choices."""
    return Context(_agency_values(agency, tongue_of(english)), _agency_conditions(agency), english=english)


def _agency_values(agency: Agency, tongue: Tongue) -> dict[str, str]:
    name = one_line(agency.name)
    return {field: str(getattr(agency, field)) for field in _AS_TYPED} | {
        "agency_address": agency_place(agency),
        "agency_called": tongue.called(name),
        "agency_email": agency.email,
        "agency_legal_name": agency.legal_name,
        "agency_name": name,
        "agency_opens": with_capital(tongue.the_agency(name)),
        "agency_phone": said_phone(agency.phone, tongue),
        "agency_the": tongue.the_agency(name),
        "at_agency_town": tongue.at_town(agency.town),
        "at_sales_place": tongue.at_town(agency.sales_place),
        "at_since_place": tongue.at_town(agency.since_place),
        "capital": by_thousands(agency.capital),
        "card_number": one_line(agency.card_number).replace(" ", NBSP),
        "consent_months": str(agency.consent_months),
        "fee_place": tongue.phrase(agency.fee_place),
        "insurer_area": tongue.phrase(agency.insurer_area),
        "objection_phone": said_phone(agency.objection_phone, tongue),
        "services": tongue.phrase(agency.services),
        "of_card_cci": of_place(agency.card_cci),
        "other_recipients": tongue.listed(_other_recipients(agency, tongue)),
        "privacy_contact": agency.dpo_contact if answers(agency)["has_dpo"] else agency.privacy_contact,
        "privacy_contact_name": agency.privacy_contact,
        "signer_role": tongue.role(agency),
        "siren": by_thousands(agency.siren),
        "trade_name": name,
        "name_without_form": _bare_name(agency),
        **{f"basis_{purpose}": basis(purpose, tongue.lang) for purpose in _PURPOSES},
    }


def _other_recipients(agency: Agency, tongue: Tongue) -> list[str]:
    """Return who else sees the data, hosts of mail and backups among them."""
    english = int(tongue is not FRENCH)
    hosts = [f"{host}, {words[english]}" for name, words in _HOSTS.items() if (host := one_line(getattr(agency, name)))]
    return [text for text in (one_line(agency.other_recipients), *hosts) if text]


def _services(facts: LetterFacts, tongue: Tongue) -> str:
    """Return what the agency proposes to whoever sells, or lets."""
    english, agency = int(tongue is not FRENCH), facts.agency
    lettings = [words[english] for name, words in _LETTINGS.items() if getattr(agency, name) is True]
    return tongue.listed(lettings) if facts.deal == "rent" and lettings else tongue.phrase(agency.services)


def _letter_values(facts: LetterFacts, tongue: Tongue) -> dict[str, str]:
    return {
        "consent_channels": tongue.listed(
            [words for channel, words in tongue.channels.items() if channel in facts.consent_channels]
        ),
        "consent_version": tongue.version(facts.texts.consent),
        "at_town": tongue.at_town(facts.property_town),
        "data_categories": tongue.data_categories(
            facts.fields, None if facts.texts.notice in _OLD_NOTICES else facts.ad_columns
        ),
        "first_letter_date": tongue.long_date(facts.first_letter),
        "letter_date": tongue.long_date(facts.day),
        "letter_ref": facts.reference,
        "notice_version": tongue.version(facts.texts.notice),
        "obtained_date": tongue.long_date(facts.obtained),
        "own_words": one_line(facts.look.paragraph),
        "proofs": "",
        "property": tongue.properties.get(facts.property, facts.property),
        "at_property_town": tongue.at_town(facts.property_town),
        "reference": listing_reference(facts),
        "retention_end": tongue.long_date(one_year_after(facts.obtained)),
        "salutation": tongue.salutation(facts.civility, facts.last_name),
        "this_ad": tongue.words[_this(facts)],
        "services": _services(facts, tongue),
        "source_sentence": "",
        "supplier": tongue.listed(suppliers(facts)),
        "the_home": tongue.words["home"] if facts.property in _HOMES else tongue.the_properties.get(facts.property, ""),
        "the_property": tongue.words["yours"] if _of_floors(facts) else tongue.the_properties.get(facts.property, ""),
    }


def _this(facts: LetterFacts) -> str:
    return "this_letter" if from_person(facts) else "this_sign" if of_a_sign(facts) else "this_ad"


def _bare_name(agency: Agency) -> str:
    """Return the legal name without its form, which the head of a letter gives after it."""
    return without_form(one_line(agency.legal_name), one_line(agency.legal_form))


def said_phone(phone: str, tongue: Tongue) -> str:
    """Return a telephone of the agency as papers print it, a free call said to be one."""
    number = tongue.phone(phone)
    return f"{number} ({tongue.words['free_call']})" if call_cost(phone) is CallCost.FREE else number


def _of_floors(facts: LetterFacts) -> bool:
    """Tell whether the letter speaks of « two flats » before it speaks of this one."""
    has_name = bool(one_line(facts.last_name))
    return has_name and facts.property == _FLAT and facts.deal == "sale" and not _own_words(facts)


def _own_words(facts: LetterFacts) -> bool:
    """Tell whether the agency's own idea is printed: it is in French."""
    return bool(one_line(facts.look.paragraph)) and not facts.english


def _agency_conditions(agency: Agency) -> dict[str, bool | None]:
    names = {
        "caller_third_party": agency.caller_third_party,
        "capital": agency.capital,
        "dpo": agency.dpo_contact,
        "independent_member": agency.network_name,
        "insurer": agency.insurer_name,
        "mail_erases": agency.mail_provider and agency.mail_erasure_days,
        "mail_provider": agency.mail_provider,
        "mediator": agency.mediator_name,
        "other_recipients": " ".join(_other_recipients(agency, FRENCH)),
        "areas": agency.areas,
        "representative": agency.representative_contact,
        "scoring": agency.scoring_criteria,
        "short_url": agency.short_url,
        "software_host": agency.software_host,
        "transfers": agency.transfer_recipient,
        "vat": agency.vat,
    }
    return {name: bool(one_line(value)) for name, value in names.items()} | {
        "agency_phone": call_cost(agency.phone).may_be_asked,
        "commercial_agent": agency.commercial_agent,
        "commercial_agents": agency.commercial_agents,
        "no_funds": agency.holds_funds is False,
        "management_card": agency.management_card,
        "reply_prepaid": agency.reply_prepaid,
        "trade_name": one_line(agency.name).casefold() != one_line(agency.legal_name).casefold(),
        "other_name": fold(one_line(agency.name)) != fold(_bare_name(agency)),
        **answers(agency),
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


def _choices(facts: LetterFacts) -> dict[str, bool | None]:
    """Return the facts of what the agency chose, and of what is known of the ad."""
    agency, look, own_idea = facts.agency, facts.look, _own_words(facts)
    seen, flat = facts.ad_seen, facts.property == _FLAT
    return {
        "ad": any(origin.way in (Way.FILE, Way.PAGE, Way.MAIL) for origin in facts.origins),
        "closing_formal": look.closing == "formal",
        "closing_wish": look.closing in ("", "wish"),
        "flat": flat,
        "idea_own": own_idea,
        "noted": facts.noted,
        "opinion": agency.free_estimate is False,
        "one_sided": look.one_sided,
        "plain_opening": not (facts.sensitive or from_person(facts)),
        "recent": seen is not None and facts.day - seen <= _RECENT,
        "serves_both": agency.lets is True and agency.manages is True,
        "serves_lets": agency.lets is True and agency.manages is not True,
        "serves_manages": agency.manages is True and agency.lets is not True,
        "sign": of_a_sign(facts),
        "step_phone": answers(agency)["step_phone"] is True and not look.by_mail,
        "proofs": False,
    }
