"""The head and the foot of the agency's letters, without a person to write to."""

from datetime import date

from core.base.french import phone_pairs
from core.base.phones import parse
from core.base.records import Struct
from core.model.agency import Agency
from core.model.letter import AD_COLUMNS, LetterFacts, LetterOrigin, Way
from core.notices.agency_gaps import agency_missing
from core.notices.sheet import paper_of


class Letterhead(Struct, frozen=True):
    """``name`` and ``lines`` of the head; ``footer``: the mentions, empty while some are missing; ``missing``: their
    French names."""

    name: str
    lines: tuple[str, ...]
    footer: str
    missing: tuple[str, ...]


def letterhead(agency: Agency) -> Letterhead:
    """Return the head and foot of the letters this agency would print."""
    missing = agency_missing(agency)
    if not missing:
        paper = paper_of(agency)
        return Letterhead(paper.name, paper.contact, f"{paper.mentions.text} {paper.foot.text}", ())
    found = parse(agency.phone)
    phone = phone_pairs(found.key) if found else agency.phone
    address = f"{agency.address}, {agency.postcode} {agency.town}".strip(" ,")
    contact = " · ".join(part for part in (phone, agency.email, agency.short_url) if part)
    return Letterhead(agency.name, tuple(line for line in (address, contact) if line), "", missing)


def sample(agency: Agency, day: date) -> LetterFacts:
    """Return the facts of an ordinary letter to somebody invented, to show what the agency chooses."""
    return LetterFacts(
        agency=agency,
        reference="R4X-7TD",
        day=day,
        last_name="Moreau",
        first_name="Hélène",
        civility="Madame",
        address="14 rue des Mûriers",
        postcode="30700",
        town="Uzès",
        origins=(
            LetterOrigin(
                Way.FILE, ("listing", "name", "address"), day, supplier="Pige Ouest", site="Toit Direct", day=day,
                reference="4118207",
            ),
        ),
        obtained=day,
        property="une maison",
        property_town="Uzès",
        fields=frozenset({"name", "address", "listing", "letters"}),
        deal="sale",
        sensitive=False,
        ad_seen=day,
        ad_columns=frozenset(AD_COLUMNS),
    )  # fmt: skip
