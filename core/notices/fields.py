"""Turns the facts of one letter into the fields of its texts: salutation, dates, lists, the agency's mentions."""

from datetime import date

from core.base.french import NBSP, day, listed, phone_pairs
from core.base.phones import parse
from core.base.text import fold
from core.model.agency import Agency
from core.model.letter import LetterFacts, Way, from_person, main_origins
from core.notices.template import Context, one_line

LETTER, NOTICE, CONSENT = "letter-2", "notice-2", "consent-1"
"""Of the texts of a letter: page 1 with its strip, the notice, the form of agreement."""
PROPERTIES = ("une maison", "un appartement", "un terrain", "un immeuble", "un bien")
"""Neutral words only: a listing may say more than a letter should repeat; the texts elide before them."""

SOLE_TRADERS = ("ei", "entreprise individuelle", "entrepreneur individuel", "micro-entreprise", "auto-entrepreneur")
"""Legal forms without capital; any other form states it (C. com. R123-238)."""

_DATA = {
    "name": "votre nom",
    "address": "votre adresse postale",
    "phone": "votre numéro de téléphone",
    "email": "votre adresse e-mail",
    "listing": "les informations de l’annonce (site, référence, date, commune, type de bien, surface, prix)",
    "property": "les informations sur votre bien (commune, type de bien, surface, prix)",
    "letters": "la date et la référence de nos lettres",
    "note": "une courte note sur nos échanges",
    "calls": "la date et le résultat de nos appels",
    "reply": "vos réponses et demandes",
    "consent": "votre accord, sa date, son heure et sa preuve",
}
_CHANNELS = {"phone": "par téléphone", "email": "par e-mail", "sms": "par SMS"}
_VOWELS = tuple("aeiou")

_AS_TYPED = (
    "capital", "card_cci_address", "caller_third_party", "dpo_contact", "fee_place", "guarantor_address",
    "guarantor_name", "insurer_address", "insurer_area", "insurer_name", "legal_form", "mail_provider",
    "mediator_address", "mediator_name", "mediator_url", "network_name", "other_recipients", "rcs_town",
    "representative_contact", "rsac_number", "rsac_town", "scoring_criteria", "services", "short_url", "signer_name",
    "software_host", "transfer_country", "transfer_recipient", "transfer_safeguard", "vat",
)  # fmt: skip
"""Fields of the agency printed as they are."""


def long_date(moment: date | None) -> str:
    """Return « 20 novembre 2026 », « 1er mai 2027 »; empty when there is no day."""
    return day(moment) if moment else ""


def one_year_after(day: date) -> date:
    """Return the same day of the next year; 28 February for a 29 February."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)


def by_pairs(phone: str) -> str:
    """Return a French number as « 02 61 91 00 00 » in unbreakable pairs, any other number as typed."""
    found = parse(phone)
    return phone_pairs(found.key) if found else one_line(phone).replace(" ", NBSP)


def by_thousands(number: str) -> str:
    """Return digits in unbreakable groups of three, anything else as typed."""
    digits = "".join(number.split())
    if not (digits.isascii() and digits.isdigit()):
        return one_line(number)
    first = len(digits) % 3 or 3
    return NBSP.join([digits[:first], *(digits[i : i + 3] for i in range(first, len(digits), 3))])


def salutation(facts: LetterFacts) -> str:
    """Return « Madame Lefèvre », or « Madame, Monsieur » when the civility or the name is not known (never guessed)."""
    return salutation_of(facts.civility, facts.last_name)


def salutation_of(civility: str, last_name: str) -> str:
    """Return the salutation for a civility and a last name, as :func:`salutation` does."""
    if civility in ("Madame", "Monsieur") and one_line(last_name):
        return f"{civility}{NBSP}{one_line(last_name)}"
    return "Madame, Monsieur"


def agency_called(name: str) -> str:
    """Return the name of the agency to use after « pour »; the trade is added when the name does not tell it."""
    first = name.lower().replace("'", "’")
    if first.startswith("agence ") or first == "agence":
        return f"l’{name} (agence immobilière)"
    if first.startswith("cabinet "):
        return f"le {name} (agence immobilière)"
    if first.startswith(("l’agence", "le cabinet")):
        return f"{name} (agence immobilière)"
    return f"l’agence immobilière {name}" if name else ""


def at_town(town: str) -> str:
    """Return « à Angers », « au Mans », « aux Sables-d’Olonne »; empty without a town."""
    name = one_line(town)
    article, _, rest = name.partition(" ")
    contracted = {"le": "au", "les": "aux"}.get(article.lower())
    if contracted and rest:
        return f"{contracted} {rest}"
    return f"à {name}" if name else ""


def of_place(place: str) -> str:
    """Return « de Nantes », « d’Angers »; a place typed with its own « de », « du » or « d’ » stays as it is."""
    name = one_line(place)
    if not name or name.lower().replace("'", "’").startswith(("de ", "du ", "des ", "d’")):
        return name
    return f"d’{name}" if fold(name)[:1] in _VOWELS else f"de {name}"


def data_categories(held: frozenset[str]) -> str:
    """Return the list of the kinds of data really held, in the order of the notice, with a capital first letter."""
    text = listed([words for name, words in _DATA.items() if name in held])
    return text[:1].upper() + text[1:]


def listing_reference(facts: LetterFacts) -> str:
    """Return the reference of the first ad that has one."""
    return next((one_line(one.reference) for one in main_origins(facts) if one_line(one.reference)), "")


def suppliers(facts: LetterFacts) -> str:
    """Return the suppliers of the files, each once, oldest first: « A et B »."""
    return listed(list(dict.fromkeys(one_line(one.supplier) for one in facts.origins if one_line(one.supplier))))


def of_a_sign(facts: LetterFacts) -> bool:
    """Tell whether no ad was read: the agency saw the sign on the property."""
    return all(one.way is Way.SIGN for one in main_origins(facts))


def agency_place(agency: Agency) -> str:
    """Return « 12 rue du Mail, 49000 Angers », empty when a part is missing."""
    street, postcode, town = map(one_line, (agency.address, agency.postcode, agency.town))
    return f"{street}, {postcode} {town}" if street and postcode and town else ""


def context(facts: LetterFacts) -> Context:
    """Return the values of the fields of the texts, but for those of the origins, which are texts themselves: see
    :func:`core.notices.sources.sources`."""
    agency = facts.agency
    return Context(
        values=_agency_values(agency) | _letter_values(facts),
        conditions=_agency_conditions(agency) | _letter_conditions(facts),
    )


def _agency_values(agency: Agency) -> dict[str, str]:
    name = one_line(agency.name)
    return {field: str(getattr(agency, field)) for field in _AS_TYPED} | {
        "agency_address": agency_place(agency),
        "agency_called": agency_called(name),
        "agency_email": agency.email,
        "agency_legal_name": agency.legal_name,
        "agency_name": name,
        "agency_phone": by_pairs(agency.phone),
        "at_agency_town": at_town(agency.town),
        "capital": by_thousands(agency.capital),
        "card_number": one_line(agency.card_number).replace(" ", NBSP),
        "consent_months": str(agency.consent_months),
        "of_card_cci": of_place(agency.card_cci),
        "privacy_contact_name": agency.privacy_contact,
        "signer_role": "agent commercial" if agency.commercial_agent else agency.signer_role,
        "siren": by_thousands(agency.siren),
        "trade_name": name,
    }


def _letter_values(facts: LetterFacts) -> dict[str, str]:
    return {
        "consent_channels": listed([_CHANNELS[channel] for channel in _CHANNELS if channel in facts.consent_channels]),
        "consent_version": CONSENT,
        "data_categories": data_categories(facts.fields),
        "first_letter_date": long_date(facts.first_letter),
        "letter_date": long_date(facts.day),
        "letter_ref": facts.reference,
        "notice_version": NOTICE,
        "obtained_date": long_date(facts.obtained),
        "property": facts.property,
        "at_property_town": at_town(facts.property_town),
        "reference": listing_reference(facts),
        "retention_end": long_date(one_year_after(facts.obtained)),
        "salutation": salutation(facts),
        "this_ad": "Ce courrier" if from_person(facts) else "Ce panneau" if of_a_sign(facts) else "Cette annonce",
        "source_sentence": "",
        "supplier": suppliers(facts),
    }


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
        "holds_funds": agency.holds_funds,
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
