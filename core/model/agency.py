"""The agency's identity as printed on letters (décret 72-678 art. 92; law file HOG-01 to HOG-10)."""

from core.base.records import Struct


class Agency(Struct, frozen=True):
    """Texts as typed, empty when missing. ``siren``: 9 digits. ``capital``: euros. ``phone``: as typed.
    ``holds_funds``: whether it handles the money of its clients, None until it answers (a guarantor that is named
    answers it); ``network_name``: of the network of which it is an independent member."""

    name: str = ""
    legal_name: str = ""
    legal_form: str = ""
    capital: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    phone: str = ""
    email: str = ""
    short_url: str = ""
    siren: str = ""
    rcs_town: str = ""
    vat: str = ""
    card_number: str = ""
    card_cci: str = ""
    card_cci_address: str = ""
    management_card: bool = False
    holds_funds: bool | None = None
    guarantor_name: str = ""
    guarantor_address: str = ""
    insurer_name: str = ""
    insurer_address: str = ""
    insurer_area: str = ""
    mediator_name: str = ""
    mediator_address: str = ""
    mediator_url: str = ""
    network_name: str = ""
    dpo_contact: str = ""
    privacy_contact: str = ""
    services: str = "estimation et vente de biens immobiliers"
    fee_place: str = ""
    reply_prepaid: bool = False
    signer_name: str = ""
    signer_role: str = ""
    commercial_agent: bool = False
    rsac_town: str = ""
    rsac_number: str = ""
    commercial_agents: bool = False
    mail_provider: str = ""
    software_host: str = ""
    other_recipients: str = ""
    consent_months: int = 6
    representative_contact: str = ""
    caller_third_party: str = ""
    transfer_recipient: str = ""
    transfer_country: str = ""
    transfer_safeguard: str = ""
    scoring_criteria: str = ""
