"""What the agency answered of itself, as facts of the table of claims: true, false, or None while it did not answer.

A detail that proves the answer gives it; one that is contradicted by what else the agency says is asked again.
"""

from collections.abc import Mapping

from core.base.call_cost import call_cost
from core.base.countries import in_eea
from core.model.agency import Agency
from core.notices.typed import one_line

_CONTRADICTED = ("sends_abroad", "scores")
"""Those to which no is no answer while the detail of a yes stands beside it."""
HELD_BY = ("sends_abroad", "scores", "free_estimate")
"""The answers without which no letter leaves (rule GDPR-15; RGPD art. 14(1)(f) and 14(2)(g)); that on funds is asked
with the mentions of the agency."""
_PROVED_BY = {
    "holds_funds": "guarantor_name",
    "has_dpo": "dpo_contact",
    "sends_abroad": "transfer_recipient",
    "scores": "scoring_criteria",
    "sells_data": "other_recipients",
}
"""Answer → the detail that says yes, and without which a yes cannot be printed."""
_PROVING = frozenset(_PROVED_BY) - {"sells_data"}
"""Those of which the detail, typed before the question was asked, is the answer."""


def answers(agency: Agency) -> dict[str, bool | None]:
    """Return each answer, by the name of its fact."""
    proved = {name: _answer(agency, name, detail) for name, detail in _PROVED_BY.items()}
    if proved["sends_abroad"] is False and outside_eea(agency):
        proved["sends_abroad"] = None
    return proved | {
        "any_day": agency.any_day is True,
        "comparables": agency.comparables in ("public", "own"),
        "free_estimate": agency.free_estimate,
        "lets": agency.lets,
        "manages": agency.manages,
        "objection_phone": call_cost(agency.objection_phone).may_be_asked,
        "own_software": True if agency.software_place == "own" and not one_line(agency.software_host) else None,
        "serves_lettings": serves_lettings(agency),
        "page": agency.page_online is True and bool(one_line(agency.short_url)),
        "step_phone": call_cost(agency.phone).may_be_asked,
    }


def unanswered(agency: Agency) -> tuple[str, ...]:
    """Return the answers of :data:`HELD_BY` that the agency did not give."""
    facts: Mapping[str, bool | None] = answers(agency)
    return tuple(name for name in HELD_BY if facts[name] is None)


def serves_lettings(agency: Agency) -> bool | None:
    """Return whether the agency offers anything for a property to let: one yes is enough, both must be no."""
    served = (agency.lets, agency.manages)
    return True if True in served else None if None in served else False


def outside_eea(agency: Agency) -> tuple[str, ...]:
    """Return the companies that may see the data from outside the European Economic Area: « no » is no answer while
    there are any. One whose country is not told is among them."""
    companies = (
        (agency.software_host, agency.software_host_country),
        (agency.mail_provider, agency.mail_provider_country),
        (agency.mailbox_host, agency.mailbox_country),
        (agency.backup_host, agency.backup_country),
    )
    return tuple(one_line(name) for name, country in companies if one_line(name) and not in_eea(country))


def _answer(agency: Agency, name: str, detail: str) -> bool | None:
    """Return an answer: what was answered, else what its detail says; a yes without its detail is not whole."""
    answered: bool | None = getattr(agency, name)
    has_detail = bool(one_line(getattr(agency, detail)))
    if answered is None:
        return True if has_detail and name in _PROVING else None
    if not answered and has_detail and name in _CONTRADICTED:
        return None
    return None if answered and not has_detail else answered
