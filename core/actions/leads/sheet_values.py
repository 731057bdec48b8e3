"""Reads what is typed in the fields of a sheet: a value to store, or the sentence that says why it cannot be."""

import re
from datetime import date

from core.base import places, text
from core.base.address_place import placed
from core.base.countries import kept_abroad
from core.base.french import phone_pairs
from core.base.i18n import _
from core.base.phones import numbers
from core.model.editing import DEALS, LABELS, Change, How, ValueSource
from core.rules.discriminating_values import telling_address, telling_email, telling_phone
from core.sources.hotlines import hotlines
from core.store.port import Value
from core.words.errors import error

CIVILITIES = ("", "Madame", "Monsieur")
_DIRECTORIES = re.compile(r"annuaire|pages? (blanches?|jaunes?)|inverse|118 ?(218|712|000|008)")
_DEALS = {"vente": "sale", "vendre": "sale", "location": "rent", "louer": "rent", "inconnu": "", "unknown": ""}
_ROOMS = range(1, 100)
_AMOUNTS = ("price", "area", "rooms")
_NEVER_EMPTY = ("site", "supplier", "seen")


def field_read(change: Change, today: date) -> Value:
    """Return the value of a field other than a contact point, in the form it is stored in. Raises UserError
    FIELD_VALUE."""
    name, cleaned = change.field, text.clean(change.value)
    if name == "notes":
        return "\n".join(text.clean(line) for line in change.value.strip().splitlines())
    if name in _AMOUNTS:
        return _amount(change, cleaned)
    return _unless(change, _said(name, cleaned, today)) if cleaned or name in _NEVER_EMPTY else ""


def _said(name: str, cleaned: str, today: date) -> str | None:
    """Return the value of a field, None for one that does not fit."""
    match name:
        case "postcode" | "property_postcode":
            return text.postcode(cleaned) or None
        case "civility":
            return cleaned if cleaned in CIVILITIES else None
        case "deal":
            deal = _DEALS.get(text.fold(cleaned), cleaned)
            return deal if deal in DEALS else None
        case "seen":
            seen = text.parse_day(cleaned)
            return seen.isoformat() if seen and seen <= today else None
    return cleaned or None


def _unless(change: Change, value: str | None) -> str:
    if value is None:
        raise error("FIELD_VALUE", field=_(LABELS[change.field]), value=change.value)
    return value


def _amount(change: Change, cleaned: str) -> Value:
    """Return a price in euro cents, an area in m², or a number of rooms; None for an empty field."""
    if not cleaned:
        return None
    found = text.cents(cleaned) if change.field == "price" else text.parse_number(cleaned)
    if change.field == "rooms":
        found = int(found) if found and int(found) == found and int(found) in _ROOMS else None
    if not found or found < 0:
        raise error("FIELD_VALUE", field=_(LABELS[change.field]), value=change.value)
    return found


def contact_read(kind: str, raw: str) -> str:
    """Return one contact point in the form it is stored in. Raises UserError FIELD_VALUE, also for several telephones,
    of which one would be lost."""
    phones = numbers(raw) if kind == "phone" else ()
    found = {
        "phone": phones[0].e164 if len(phones) == 1 else "",
        "email": next(iter(text.emails(raw)), "") if kind == "email" else "",
        "address": text.clean(raw),
    }[kind]
    if not found:
        raise error("FIELD_VALUE", field=_(LABELS[kind]), value=raw)
    return found


def own_contact(kind: str, raw: str) -> str:
    """Return a contact point that may be one person's. Raises UserError also for an impossible number or e-mail, the
    line of a site, and what is no address."""
    value = contact_read(kind, raw)
    if kind == "phone":
        key = numbers(raw)[0].key
        if key in hotlines():
            raise error("ROW_HOTLINE", site=hotlines()[key])
        if not telling_phone(key):
            raise error("PHONE_IMPOSSIBLE", value=phone_pairs(value))
    if (kind == "email" and not telling_email(value)) or (kind == "address" and not telling_address(value)):
        raise error("FIELD_VALUE", field=_(LABELS[kind]), value=raw)
    return value


def point_read(change: Change, known: str) -> tuple[str, str, str]:
    """Return the (value, postcode, town) of a contact point. The place of an address may stand in its street; abroad,
    the postcode stands in the town. A town left empty is the one ``known`` of the lead where it goes with the postcode,
    or the only one of that postcode. Raises what :func:`own_contact` does."""
    value = own_contact(change.field, change.value)
    if change.field != "address":
        return value, "", ""
    away = kept_abroad(value, text.clean(change.postcode), text.clean(change.town))
    if away is not None:
        return away[0], "", away[1]
    street, code, town = placed(value, text.clean(change.postcode), text.clean(change.town))
    return (street, *_place(change, code, town, known))


def _place(change: Change, code: str, town: str, known: str) -> tuple[str, str]:
    if code and not text.postcode(code):
        raise error("FIELD_VALUE", field=_(LABELS["postcode"]), value=change.postcode)
    code = text.postcode(code)
    if town or not code:
        return code, town
    towns = places.towns_of(code)
    return code, known if places.agrees(code, known) else towns[0] if len(towns) == 1 else ""


def told_checked(told: ValueSource | None, today: date) -> ValueSource | None:
    """Return how a value came, checked. Raises UserError TOLD_DAY, TOLD_WAY or ADDRESS_DIRECTORY (rule POST-04)."""
    if told is None:
        return None
    if told.day > today:
        raise error("TOLD_DAY")
    way = text.clean(told.way)
    if told.how is How.OTHER and not way:
        raise error("TOLD_WAY")
    if _DIRECTORIES.search(text.fold(way)):
        raise error("ADDRESS_DIRECTORY")
    return ValueSource(told.how, told.day, way)
