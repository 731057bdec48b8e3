"""Forms of agreement to print, made from the agency's identity. Their words are kept once, so that an agreement can
refer to them years later."""

from datetime import datetime
from pathlib import Path

from core.actions.common import agency
from core.actions.common.files import write_whole
from core.actions.common.held_papers import Purpose, check_paper
from core.actions.letters.choosing import written_in_english
from core.actions.letters.noticing import property_words
from core.base.countries import at_home
from core.base.i18n import N_
from core.base.moments import kept
from core.notices.consent_form import CONSENTS, KINDS, FormDocument, FormFacts, render_form
from core.records.consent import Wording
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.title import Title
from core.store.port import Reader, Store
from core.words.errors import error

NAMES = {
    "counter": N_("Accord pour être appelé"),
    "estimation": N_("Demande d’estimation, avec l’accord à part"),
    "visit": N_("Bon de visite, avec l’accord à part"),
}
"""Form → what it is called."""


def print_form(
    store: Store, kind: str, out: Path, *, by: str, at: datetime, lead_id: int | None = None, place: str = ""
) -> FormDocument:
    """Write a form as PDF to ``out`` and keep its words. ``lead_id``: the person whose property it is about; without
    one, the property is filled in by hand; a form they asked for on a coupon is then answered. Raises UserError as
    :func:`core.notices.consent_form.render_form` does, FIELD_VALUE for a form that does not exist, PAPER_HELD to
    whoever refused or is not answered yet, and errors of the
    disk."""
    if kind not in KINDS:
        raise error("FIELD_VALUE", field="form", value=kind)
    with store.read() as r:
        if lead_id is not None:
            check_paper(r, lead_id, Purpose.GO_ON, at=at)
        about = _property(r, lead_id) if lead_id is not None else ("", "")
        english = lead_id is not None and written_in_english(r, lead_id)
        kept_settings = agency.settings(r)
        facts = FormFacts(
            kept_settings.agency, kind, *about, collector=by, place=place, english=english, look=kept_settings.look
        )
        document = render_form(facts)
    write_whole(out, document.pdf)
    with store.write("consent form", by=by, at=at) as w:
        waiting = w.of(Title, lead_id=lead_id, written="form", answered=None, closed_at=None)
        for asked_count in (row.id for row in waiting if lead_id is not None):
            w.update("title", asked_count, {"answered": kept(at)})
        if w.one(Wording, sha256=document.sha256) is None:
            w.insert(
                "wording",
                {
                    "version": document.version,
                    "sha256": document.sha256,
                    "text": document.text,
                    "at": kept(at),
                    "by": by,
                },
            )
    return document


def wordings(r: Reader) -> list[Wording]:
    """Return the words of the forms printed so far, newest first."""
    return [wording for version in CONSENTS for wording in r.of(Wording, "-id", version=version)]


def _property(r: Reader, lead_id: int) -> tuple[str, str]:
    person = r.get(Lead, lead_id)
    if person is None:
        raise error("LEAD_UNKNOWN")
    listing = r.one(Listing, "-id", lead_id=lead_id)
    if listing is None:
        return "", ""
    return property_words(listing.kind), listing.town or at_home(person.town)
