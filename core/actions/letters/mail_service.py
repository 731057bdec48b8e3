"""What is asked of the service that prints and posts before the first letter is handed to it: its contract and what it
does of the data (RGPD, art. 28; rule GDPR-18), then two letters to the agency itself, seen on paper."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.actions.common import agency
from core.actions.common.agency import managers_only
from core.actions.common.settings_texts import service_texts
from core.base.countries import in_eea
from core.base.i18n import N_, _
from core.base.moments import AGENCY_ZONE
from core.base.text import parse_day
from core.model.mail_service import MailProfile, MailService
from core.model.settings import Settings
from core.notices.agency_answers import answers
from core.store.port import Store
from core.words.errors import error

ASKED: Mapping[str, str] = {
    "profile": N_("le service"),
    "name": N_("son nom"),
    "accepted_on": N_("le jour où son contrat a été accepté"),
    "country": N_("son pays"),
    "sub_processors": N_("ses sous-traitants"),
    "erasure_days": N_("son délai d’effacement, en jours"),
}
"""What the agency says of a service, and how it is asked."""
DUTIES: tuple[str, ...] = (
    N_("il agit sur vos instructions écrites"),
    N_("ses équipes sont tenues à la confidentialité"),
    N_("il protège les données"),
    N_("il annonce ses propres sous-traitants"),
    N_("il vous aide à répondre aux demandes des personnes"),
    N_("il efface à la fin, et le prouve"),
)
"""What its contract must say (RGPD, art. 28(3))."""


def save_service(store: Store, values: Mapping[str, Any], *, by: str, at: datetime) -> None:
    """Save what the agency says of its service. Another profile is to be tried again; another service has another
    contract too, to be told anew. Raises UserError FIELD_UNKNOWN, FIELD_VALUE."""
    texts = dict(values)
    if texts.get("profile") and MailProfile.known(str(texts["profile"])) is None:
        raise error("FIELD_VALUE", field="profile", value=texts["profile"])
    if texts.get("erasure_days") and not str(texts["erasure_days"]).strip().isdecimal():
        raise error("FIELD_VALUE", field="erasure_days", value=texts["erasure_days"])
    if texts.get("accepted_on"):
        day = parse_day(str(texts["accepted_on"]))
        if day is None or day > at.astimezone(AGENCY_ZONE).date():
            raise error("FIELD_VALUE", field="accepted_on", value=texts["accepted_on"])
        texts["accepted_on"] = day.isoformat()
    if unknown := texts.keys() - {*ASKED, "return_reference"}:
        raise error("FIELD_UNKNOWN", field=min(unknown), known=", ".join((*ASKED, "return_reference")))
    with store.write("mail service", by=by, at=at) as w:
        managers_only(w)
        before = agency.settings(w).service
        texts = _of_another(before, texts) | texts
        for key, text in service_texts(texts).items():
            w.set_value("setting", key, text)
        agency.leave_stale_page(w)


def _of_another(before: MailService, texts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was said of the service before and is not so of the one that ``texts`` make it, emptied."""
    changed = [name for name in ("profile", "name") if texts.get(name, getattr(before, name)) != getattr(before, name)]
    emptied = ("trial_on", "tried_on", "tried_by", "tried_words") if changed else ()
    contract = ("accepted_on", "erasure_days", "sub_processors") if before.name and "name" in changed else ()
    return dict.fromkeys((*emptied, *contract), "")


def missing(service: MailService) -> list[str]:
    """Return what the agency has not said of its service, in French."""
    return [_(words) for name, words in ASKED.items() if not getattr(service, name).strip()]


def check_service(settings: Settings) -> MailProfile:
    """Return the profile of the agency's service, once letters may be handed to it. Raises UserError SERVICE_INCOMPLETE
    with what is missing, SERVICE_ABROAD while the letters tell of no transfer and its country is outside the European
    Economic Area, SERVICE_UNTRIED."""
    profile = check_said(settings.service)
    if not in_eea(settings.service.country) and answers(settings.agency)["sends_abroad"] is not True:
        raise error("SERVICE_ABROAD", name=settings.service.name, country=settings.service.country)
    if not settings.service.tried_on:
        raise error("SERVICE_UNTRIED", name=settings.service.name)
    return profile


def check_said(service: MailService) -> MailProfile:
    """Return the profile of a service of which all is said. Raises UserError SERVICE_INCOMPLETE."""
    lacking = missing(service)
    profile = MailProfile.known(service.profile)
    if lacking or profile is None:
        raise error("SERVICE_INCOMPLETE", missing=tuple(lacking))
    return MailProfile(profile)


def note_tried(store: Store, words: str, *, by: str, at: datetime) -> None:
    """Note that the two letters of the trial came by post, whole and in their envelopes; ``words``: what was seen.
    Raises UserError SERVICE_NO_TRIAL before they were made, SERVICE_SEEN without words."""
    if not words.strip():
        raise error("SERVICE_SEEN")
    with store.write("mail service tried", by=by, at=at) as w:
        if not agency.settings(w).service.trial_on:
            raise error("SERVICE_NO_TRIAL")
        day = at.astimezone(AGENCY_ZONE).date().isoformat()
        for key, text in service_texts({"tried_on": day, "tried_by": by, "tried_words": words}).items():
            w.set_value("setting", key, text)
