"""Reads a site's ``/.well-known/tdmrep.json``, which may reserve its pages against text and data mining (W3C TDMRep,
2024; CPI L122-5-3; law file, SCR-08): a list of places, each a path as robots.txt writes them, with 1 or 0.

Of the places that hold a page the longest decides, and 1 in doubt; what cannot be understood is no reservation.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

PATH = "/.well-known/tdmrep.json"
LIMIT = 512_000
"""Bytes of a file that are read."""
_MOST = 1000


class Place(NamedTuple):
    """One line of the file: the shape of the paths it holds, its length as written, whether it reserves them."""

    shape: re.Pattern[str]
    length: int
    reserves: bool


def parse_places(data: bytes) -> tuple[Place, ...]:
    """Return the places of a file, none when it is not one."""
    try:
        told = json.loads(data[:LIMIT].decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError):
        return ()
    return tuple(_places(told)) if isinstance(told, list) else ()


def reserves(places: tuple[Place, ...], url: str) -> bool:
    """Tell whether the page at ``url`` is reserved."""
    parts = urlsplit(url)
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    holding = [place for place in places if place.shape.match(path)]
    longest = max((place.length for place in holding), default=0)
    return any(place.reserves for place in holding if place.length == longest)


def _places(told: list[object]) -> Iterator[Place]:
    for one in told[:_MOST]:
        location = one.get("location") if isinstance(one, dict) else None
        if isinstance(one, dict) and isinstance(location, str) and 0 < len(location) < 2000:
            yield Place(_shape(location), len(location), str(one.get("tdm-reservation")).strip() in ("1", "True"))


def _shape(location: str) -> re.Pattern[str]:
    """Return the paths that a place holds (RFC 9309, 2.2.3): it begins them, ``*`` is anything, ``$`` the end."""
    whole, ended = location.removesuffix("$"), location.endswith("$")
    path = whole if whole.startswith(("/", "*")) else f"/{whole}"
    return re.compile(".*?".join(map(re.escape, re.split(r"\*+", path))) + ("$" if ended else ""), re.S)
