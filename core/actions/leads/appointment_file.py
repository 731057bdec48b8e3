"""An appointment as an iCalendar file (RFC 5545) for the agent's own calendar: taken in again once it was moved, it
moves there, since it keeps its name (UID) and counts its changes (SEQUENCE)."""

from datetime import datetime, timedelta

from core.actions.common import agency
from core.base.i18n import _
from core.base.lazy_imports import icalendar
from core.base.moments import AGENCY_ZONE, happened
from core.model.milestone import MilestoneKind, TradeEvent
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.milestone import Milestone
from core.store.port import Reader
from core.words.properties import place_shown

LASTS = timedelta(hours=1)
WARNED = timedelta(minutes=-30)
"""When the calendar rings, from the beginning."""


def appointment_file(r: Reader, lead_id: int, one: TradeEvent, *, at: datetime) -> bytes:
    """Return the file of an appointment that is noted (it has its id), of one hour, at its place and address."""
    first, changes = _moved(r.of(Milestone, lead_id=lead_id, kind=MilestoneKind.APPOINTMENT.value), one.id)
    calendar, event, alarm = icalendar().Calendar(), icalendar().Event(), icalendar().Alarm()
    person, begins = r.row(Lead, lead_id).name, one.moment.astimezone(AGENCY_ZONE)
    calendar.add("prodid", "-//Premier Contact//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event.add("uid", f"rendez-vous-{first}@premier-contact")
    event.add("sequence", changes)
    event.add("dtstamp", at)
    event.add("dtstart", begins)
    event.add("duration", LASTS)
    event.add("summary", person)
    event.add("location", ", ".join(filter(None, (one.place, _address(r, lead_id, one.place)))))
    alarm.add("action", "DISPLAY")
    alarm.add("description", person)
    alarm.add("trigger", WARNED)
    event.add_component(alarm)
    calendar.add_component(event)
    calendar.add_missing_timezones(begins.date(), (begins + timedelta(days=366)).date())
    return bytes(calendar.to_ical())


def _moved(rows: list[Milestone], milestone_id: int) -> tuple[int, int]:
    """Return the id of the first of the appointments of which this one is the same, moved, and how often they changed.
    One noted while another was still to come takes its place; each taken back is a change too."""
    meetings: list[Milestone] = []
    for row in sorted(rows):
        if meetings and happened(meetings[-1].moment) <= happened(row.at):
            if any(before.id == milestone_id for before in meetings):
                break
            meetings = []
        meetings.append(row)
    return meetings[0].id, len(meetings) - 1 + sum(row.undone_at is not None for row in meetings)


def _address(r: Reader, lead_id: int, place: str) -> str:
    """Return the street and the town of a place that the form names; empty for one in its own words."""
    if place == _("À l’agence"):
        office = agency.settings(r).agency
        return place_shown(office.address, office.postcode, office.town)
    if place not in (_("Au bien"), _("Chez la personne")):
        return ""
    home = r.one(Contact, lead_id=lead_id, kind="address")
    ad = r.one(Listing, "-id", lead_id=lead_id)
    if place == _("Au bien") and ad is not None and ad.town and (home is None or home.town != ad.town):
        return place_shown("", ad.postcode, ad.town)
    return place_shown(home.value, home.postcode, home.town) if home is not None else ""
