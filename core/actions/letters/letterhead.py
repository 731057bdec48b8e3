"""The head and the foot of the agency's letters, without a person to write to."""

from dataclasses import dataclass
from datetime import date

from core.base.french import phone_pairs
from core.base.phones import parse
from core.model.agency import Agency
from core.model.letter import LetterFacts, LetterOrigin, Way
from core.notices.content import compose
from core.notices.gaps import agency_missing


@dataclass(frozen=True, slots=True)
class Letterhead:
    """``name`` and ``lines`` of the head; ``footer``: the mentions, empty while some are missing; ``missing``: their
    French names."""

    name: str
    lines: tuple[str, ...]
    footer: str
    missing: tuple[str, ...]


def letterhead(agency: Agency, *, day: date) -> Letterhead:
    """Return the head and foot of the letters this agency would print on ``day``."""
    missing = agency_missing(agency)
    if not missing:
        letter = compose(_sample(agency, day))
        return Letterhead(letter.agency_name, letter.agency_lines, letter.footer.text, ())
    found = parse(agency.phone)
    phone = phone_pairs(found.key) if found else agency.phone
    address = f"{agency.address}, {agency.postcode} {agency.town}".strip(" ,")
    contact = " · ".join(part for part in (phone, agency.email, agency.short_url) if part)
    return Letterhead(agency.name, tuple(line for line in (address, contact) if line), "", missing)


def _sample(agency: Agency, day: date) -> LetterFacts:
    """Return the facts of a letter to nobody: the head and the foot depend on the agency alone."""
    return LetterFacts(
        agency=agency,
        reference="AAA-AAA",
        day=day,
        last_name="",
        first_name="",
        civility="",
        address="-",
        postcode="-",
        town="-",
        origins=(LetterOrigin(Way.FILE, ("listing", "name", "address"), day, supplier="-", site="-"),),
        obtained=day,
        property="un bien",
        property_town="-",
        fields=frozenset({"name", "address"}),
    )
