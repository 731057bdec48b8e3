"""How a sheet is told from another of the same name."""

from core.base.french import phone_pairs
from core.base.i18n import _
from core.records.contact import Contact
from core.records.lead import Lead
from core.store.port import Reader


def sheet_words(r: Reader, lead_id: int) -> str:
    """Return « Moreau Hélène, 06 39 98 12 41, 14 rue des Mûriers, Uzès »: enough to tell two people apart."""
    person = r.row(Lead, lead_id)
    first = {contact.kind: contact.value for contact in reversed(r.of(Contact, lead_id=lead_id))}
    phone = phone_pairs(first["phone"]) if "phone" in first else ""
    parts = (person.name or _("Sans nom"), phone, first.get("address", ""), person.town)
    return ", ".join(filter(None, parts))
