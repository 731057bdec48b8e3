"""Where the data of a letter come from: each origin of a lead with what it gave, as the letter must say it (RGPD art.
14(2)(f); rules GDPR-11 and GDPR-12)."""

from collections.abc import Iterable, Sequence
from datetime import date

from core.actions.common.provenance import Datum, OriginValues, given
from core.base.moments import read_day
from core.model.batch import Source
from core.model.editing import How
from core.model.letter import DATA, Audience, LetterOrigin, OwnOrigin, Way
from core.records.contact import Contact
from core.records.listing import Listing
from core.records.origin import Stated
from core.sources.pages.sites import by_name, medium_of
from core.store import leads, suppliers
from core.store.port import Reader

_PARTS = ("first_name", "last_name")
_PLACES = ("postcode", "town")
_OF_A_PROPERTY = frozenset({"town", "kind", "area", "rooms", "price"})
"""The columns of an ad that say a property, with an ad or without."""
_FETCHED = ("http://", "https://")
"""How the name of a batch begins whose page the program read itself."""


def phone_origin(r: Reader, lead_id: int, phone: str) -> OwnOrigin | None:
    """Return how the agency came by a telephone (E.164) that it added itself, None for another."""
    for contact in r.of(Contact, lead_id=lead_id):
        origin = leads.contact_origin(r, contact.id) if (contact.kind, contact.value) == ("phone", phone) else None
        if origin is not None:
            return OwnOrigin(origin.how, read_day(origin.seen) or date.fromisoformat(origin.obtained), origin.way)
    return None


def letter_origins(r: Reader, lead_id: int) -> tuple[LetterOrigin, ...]:
    """Return the origins of a lead with what they gave, oldest first."""
    values = given(r, lead_id, spent=True, in_parts=True)
    origins = [origin for origin in values if origin.sure or origin.perhaps or not origin.origin.added]
    parted = any(_name_in_parts(data) for origin in origins for data in (origin.sure, origin.perhaps))
    address = next((contact for contact in r.of(Contact, lead_id=lead_id) if contact.kind == "address"), None)
    part_of_the_address = address is not None and not (address.postcode and address.town)
    days = {listing.seen for listing in r.of(Listing, "-id", lead_id=lead_id) if listing.seen}
    return tuple(
        _origin(r, origin, place_in="address" if part_of_the_address else "listing", days=days, parted=parted)
        for origin in origins
    )


def _name_in_parts(data: Iterable[Datum]) -> bool:
    """Tell whether an origin gave one part of the name alone: both are then told apart (rule GDPR-16)."""
    return len({datum.kind for datum in data}.intersection(_PARTS)) == 1


def way_of(origin: leads.OriginRow) -> Way:
    """Return how an origin came to the agency; a lead typed without a site was given by the person."""
    if origin.how:
        return How(origin.how).way
    typed = Source(origin.source) is Source.TYPED
    return Way(origin.source) if not typed else Way.PAGE if origin.site else Way.PERSON


def _origin(r: Reader, one: OriginValues, *, place_in: str, days: set[str], parted: bool) -> LetterOrigin:
    origin, way = one.origin, way_of(one.origin)
    seen = origin.seen
    # A row without a day bears that of its file, which its supplier never said.
    if way is Way.FILE and seen == origin.obtained and seen not in days:
        seen = None
    ad = "property" if way is Way.PERSON and not origin.site else "listing"
    data = _named(one.sure, ad, place_in, parted=parted)
    of_an_ad = way not in (Way.PERSON, Way.SIGN, Way.AGENCY) and bool(origin.site)
    audience, condition = _audience(r, origin, way) if of_an_ad else (None, "")
    return LetterOrigin(
        way=way,
        data=data,
        obtained=date.fromisoformat(origin.obtained),
        perhaps=tuple(datum for datum in _named(one.perhaps, ad, place_in, parted=parted) if datum not in data),
        added=origin.added,
        supplier=origin.supplier,
        supplier_address=origin.supplier_address,
        site=origin.site,
        reference=origin.reference,
        url=origin.url,
        day=read_day(seen),
        words=origin.way,
        medium=medium_of(origin.site, read=way in (Way.PAGE, Way.MAIL) or origin.url.lower().startswith(_FETCHED)),
        audience=audience,
        condition=condition,
        columns=_columns(r, one.sure) if ad == "property" else frozenset(),
    )


def _columns(r: Reader, data: Sequence[Datum]) -> frozenset[str]:
    """Return what an origin surely gave of the property: the filled columns of its ads that no other origin changed
    since, those it changed itself, and the town of the sheet."""
    columns = {datum.kind for datum in data}
    for row_id in {datum.row_id for datum in data if datum.kind == "listing"}:
        listing = r.get(Listing, row_id)
        changed = {stated.field for stated in r.of(Stated, table="listing", row_id=row_id)}
        filled = listing._asdict() if listing else {}
        columns |= {name for name, value in filled.items() if value not in (None, "") and name not in changed}
    return _OF_A_PROPERTY & columns


def _named(data: Iterable[Datum], ad: str, place_in: str, *, parted: bool) -> tuple[str, ...]:
    """Return what was given, in the words of the letter: a column of an ad is the ad, a civility goes with the part of
    a name that came with it, else with the surname."""
    rows = list(data)
    if any(datum.kind in _PARTS for datum in rows):
        rows = [datum for datum in rows if datum.kind != "civility"]
    texts = {ad if (kind := _kind(datum, place_in, parted=parted)) == "listing" else kind for datum in rows}
    return tuple(name for name in DATA if name in texts)


def _kind(datum: Datum, place_in: str, *, parted: bool) -> str:
    if datum.kind in _PLACES and datum.table == "lead":
        return place_in
    if datum.kind == "civility":
        return "last_name" if parted else "name"
    if datum.kind in _PARTS and not parted:
        return "name"
    return "listing" if datum.table == "listing" else datum.kind


def _audience(r: Reader, origin: leads.OriginRow, way: Way) -> tuple[Audience, str]:
    """Return who could see an ad, and in which words when not everyone could."""
    words = suppliers.audience(r, origin.supplier, origin.site) if way is Way.FILE else ""
    if words not in ("", suppliers.EVERYONE):
        return Audience.LIMITED, words
    site = by_name(origin.site)
    fetched = way is Way.PAGE and origin.batch_name.lower().startswith(_FETCHED)
    if fetched or (site is not None and site.public):
        return Audience.EVERYONE, ""
    if way is not Way.FILE:
        return Audience.UNKNOWN, ""
    return (Audience.SAID if words else Audience.UNTOLD), ""
