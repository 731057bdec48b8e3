"""The agency's identity as printed on letters (décret 72-678 art. 92; law file HOG-01 to HOG-10)."""

from core.base.records import Struct


class Agency(Struct, frozen=True):
    """Texts as typed, empty when missing. ``siren``: 9 digits. ``capital``: euros. ``phone``: as typed.
    ``network_name``: of the network of which it is an independent member.

    Answers are None, or empty, until the agency gives them (:mod:`core.notices.agency_answers`). ``holds_funds``: it
    handles the money of its clients; ``has_dpo``; ``sends_abroad``: somebody outside the EEA sees its data; ``scores``:
    it ranks people; ``sells_data``; ``free_estimate``; ``any_day``: it visits on the day that the person chooses;
    ``lets``: it looks for tenants, and ``manages`` lettings; ``page_online``: ``short_url`` is on line.
    ``software_place``: own, host or unknown; ``comparables``: no, public or own sales; ``objection_phone``: where
    people may refuse. ``mail_erasure_days``: of its contract with who posts, not stored here. ``since_year`` to
    ``method``: what it may say of itself; ``sales_year``: of ``sales_count``."""

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
    has_dpo: bool | None = None
    sends_abroad: bool | None = None
    scores: bool | None = None
    sells_data: bool | None = None
    free_estimate: bool | None = None
    any_day: bool | None = None
    lets: bool | None = None
    manages: bool | None = None
    page_online: bool | None = None
    software_place: str = ""
    comparables: str = ""
    objection_phone: str = ""
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
    mail_provider_country: str = ""
    mail_erasure_days: str = ""
    software_host: str = ""
    software_host_country: str = ""
    mailbox_host: str = ""
    mailbox_country: str = ""
    backup_host: str = ""
    backup_country: str = ""
    other_recipients: str = ""
    consent_months: int = 6
    representative_contact: str = ""
    caller_third_party: str = ""
    transfer_recipient: str = ""
    transfer_country: str = ""
    transfer_safeguard: str = ""
    scoring_criteria: str = ""
    since_year: str = ""
    since_place: str = ""
    areas: str = ""
    sales_count: str = ""
    sales_year: str = ""
    sales_place: str = ""
    team: str = ""
    hours: str = ""
    method: str = ""
