"""The time zone of a person: IANA zone by postcode, or by the telephone's numbering plan. The law counts its hours
there."""

from collections.abc import Mapping

METROPOLE = "Europe/Paris"

BY_POSTCODE: Mapping[str, str] = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
    "97133": "America/St_Barthelemy",
    "97150": "America/Marigot",
}

BY_NUMBER: Mapping[str, str] = {
    "590": "America/Guadeloupe",
    "690": "America/Guadeloupe",
    "691": "America/Guadeloupe",
    "594": "America/Cayenne",
    "694": "America/Cayenne",
    "596": "America/Martinique",
    "696": "America/Martinique",
    "697": "America/Martinique",
    "262": "Indian/Reunion",
    "263": "Indian/Reunion",
    "692": "Indian/Reunion",
    "693": "Indian/Reunion",
    "269": "Indian/Mayotte",
}
"""First figures of the national number, overseas, whatever the country code it is written with."""

BY_COUNTRY: Mapping[str, str] = {
    "+262639": "Indian/Mayotte",
    "+262": "Indian/Reunion",
    "+508": "America/Miquelon",
    "+590": "America/Guadeloupe",
    "+594": "America/Cayenne",
    "+596": "America/Martinique",
    "+681": "Pacific/Wallis",
    "+687": "Pacific/Noumea",
    "+689": "Pacific/Tahiti",
}


def zone_of_postcode(postcode: str) -> str | None:
    """Return the IANA zone of a French ``postcode`` (five figures), or None when it is not one: the hour is never
    guessed."""
    if len(postcode) != 5 or not (postcode.isascii() and postcode.isdecimal()) or postcode.startswith("00"):
        return None
    return BY_POSTCODE.get(postcode) or BY_POSTCODE.get(postcode[:3]) or METROPOLE


def zone_of_phone(e164: str) -> str | None:
    """Return the zone of an overseas number (``e164`` such as +262692…), or None for any other: a +33 number follows
    its owner and tells nothing of the place."""
    for code, length in (("+33", 3), ("+262", 4), ("+590", 4), ("+594", 4), ("+596", 4)):
        if e164.startswith(code) and (zone := BY_NUMBER.get(e164[length : length + 3])):
            return zone
    return next((zone for prefix, zone in BY_COUNTRY.items() if e164.startswith(prefix)), None)
