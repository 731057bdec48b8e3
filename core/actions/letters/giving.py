"""The information handed to somebody who gave their own data, printed for them (RGPD art. 13)."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from core.actions.common import agency
from core.actions.common.files import write_whole
from core.actions.common.held_papers import Purpose, check_paper
from core.actions.letters.noticing import letter_facts, new_reference
from core.base.moments import AGENCY_ZONE, kept
from core.notices.given_sheet import VERSION, GivenFacts, render_given
from core.notices.language import tongue_of
from core.store.port import Reader, Store
from core.words.errors import error

HOW: Mapping[str, str] = {
    "counter": "à notre agence",
    "letter": "par courrier",
    "email": "par e-mail",
    "visit": "chez vous",
}
"""How the sheet reaches the person → as it says so itself."""


def print_given(r: Reader, lead_id: int, out: Path, *, how: str, at: datetime, asked: str = "") -> str:
    """Write the information for one person as a PDF and return the version of its text; ``asked``: what the person
    asks for, if anything. Raises UserError LEAD_UNKNOWN, PAPER_HELD once erased, FIELD_VALUE, and as
    :func:`core.notices.given_sheet.render_given` does."""
    pdf, version = _sheet(r, lead_id, "", how=how, at=at, asked=asked)
    write_whole(out, pdf)
    return version


def hand_over(
    store: Store, lead_id: int, out: Path, *, how: str, by: str, at: datetime, asked: str = ""
) -> str:  # fmt: skip
    """Do as :func:`print_given`, and keep that the sheet was handed over: the person is informed (rule GDPR-10).
    Returns its reference."""
    with store.write("notice", by=by, at=at) as w:
        reference = new_reference(w)
        pdf, version = _sheet(w, lead_id, reference, how=how, at=at, asked=asked)
        write_whole(out, pdf)
        today = at.astimezone(AGENCY_ZONE).date().isoformat()
        w.insert(
            "notice",
            {
                "lead_id": lead_id, "listing_id": None, "reference": reference, "versions": version,
                "sha256": hashlib.sha256(pdf).hexdigest(), "file": out.name, "day": today, "consent_months": 0,
                "at": kept(at), "by": by, "posted_at": kept(at),
            },
        )  # fmt: skip
        w.update("lead", lead_id, {"notice_sent": today})
    return reference


def _sheet(r: Reader, lead_id: int, reference: str, *, how: str, at: datetime, asked: str) -> tuple[bytes, str]:
    """Return the PDF and the version of its text, in the language of the person."""
    if how not in HOW:
        raise error("FIELD_VALUE", field="how", value=how)
    check_paper(r, lead_id, Purpose.INFORM, at=at)
    today = at.astimezone(AGENCY_ZONE).date()
    facts = letter_facts(r, lead_id, agency.settings(r), day=today, reference=reference)
    pdf = render_given(GivenFacts(facts, HOW[how], asked.strip().rstrip(".")))
    return pdf, tongue_of(facts.english).version(VERSION)
