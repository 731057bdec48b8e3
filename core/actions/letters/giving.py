"""The information handed to somebody who gave their own data, printed for them (RGPD art. 13)."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from core.actions.common import agency
from core.actions.common.files import write_whole
from core.actions.letters.noticing import letter_facts
from core.base.moments import AGENCY_ZONE
from core.notices.given_sheet import VERSION, GivenFacts, render_given
from core.store.port import Reader
from core.words.errors import error

HOW: Mapping[str, str] = MappingProxyType(
    {"counter": "à notre agence", "letter": "par courrier", "email": "par e-mail", "visit": "chez vous"}
)
"""How the sheet reaches the person → as it says so itself."""
USUAL = "l’estimation de votre bien"


def print_given(r: Reader, lead_id: int, out: Path, *, how: str, at: datetime, asked: str = "") -> str:
    """Write the information for one person as a PDF and return the version of its text; ``asked``: what the person
    wants, the estimate by default. Raises UserError LEAD_UNKNOWN, FIELD_VALUE, and as
    :func:`core.notices.given_sheet.render_given` does."""
    if how not in HOW:
        raise error("FIELD_VALUE", field="how", value=how)
    today = at.astimezone(AGENCY_ZONE).date()
    facts = letter_facts(r, lead_id, agency.settings(r), day=today, reference="AAA-AAA")
    write_whole(out, render_given(GivenFacts(facts, HOW[how], asked.strip().rstrip(".") or USUAL)))
    return VERSION
