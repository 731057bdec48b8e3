"""Reads what a site allows to programs: its robots.txt (RFC 9309), which is always obeyed, and its
``/.well-known/tdmrep.json``, which may reserve its pages against text and data mining (W3C TDMRep, 2024): a list of
places, each a path as robots.txt writes them.

protego is used because the standard library's parser disagrees with Google's own test suite on 54 cases of 142.
Where the RFC and that suite read a path otherwise (a letter written as %62), a page is read only when both let it be.
CPI L122-5-3; law file, SCR-07 and SCR-08.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from protego import Protego

from core.base.records import Struct

LIMIT = 512_000
"""Bytes of a file that are read; of robots.txt, RFC 9309, 2.5 asks for 500 KiB at least."""
_LONGEST_DELAY = 60.0
_LINE = re.compile(r"\s*([A-Za-z][^:]*?)\s*:\s*(.*)|\s*([A-Za-z-]+)\s+(\S+)\s*$")
"""A name and its value, parted by a colon, or by a blank where it was forgotten."""
_AGENT = re.compile(r"user[ -]?agent", re.I)
_DISALLOW = re.compile(r"dis{1,2}al{1,2}ow|diasllow|disallaw", re.I)
_RULE = re.compile(r"allow|crawl-delay", re.I)
_TOKEN = re.compile(r"\*|[A-Za-z_-]+")
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")


class Rules(Struct, frozen=True):
    """The rules of one site. ``parsed``: as the RFC reads paths; ``literal``: as they are written, letter by letter;
    ``closed``: the site failed to give its file, so nothing may be read there; ``absent``: it has none."""

    parsed: Protego
    literal: Protego
    closed: bool = False
    absent: bool = False

    def allow(self, agent: str, url: str) -> bool:
        """Tell whether ``agent`` (a product token, without its version) may read ``url``."""
        if self.closed:
            return False
        agent = agent if _TOKEN.fullmatch(agent) else "*"
        written = _ESCAPED.sub(lambda found: "%25" + found[0][1:].upper(), url)
        return bool(self.parsed.can_fetch(url, agent)) and bool(self.literal.can_fetch(written, agent))

    def delay(self, agent: str) -> float:
        """Return the seconds the site asks for between two requests, 0 when it asks nothing, 60 at most."""
        asked = self.parsed.crawl_delay(agent)
        return min(max(float(asked), 0.0), _LONGEST_DELAY) if asked else 0.0


TDMREP_PATH = "/.well-known/tdmrep.json"
_MOST = 1000


class ReservedPlace(NamedTuple):
    """One line of the file: the shape of the paths it holds, its length as written, whether it reserves them."""

    shape: re.Pattern[str]
    length: int
    reserves: bool


def parse(robots_txt: bytes) -> Rules:
    """Return the rules of a robots.txt; a byte order mark, which would hide its first line, is dropped."""
    return _read(robots_txt[:LIMIT].decode("utf-8-sig", errors="replace"))


def of_status(status: int, robots_txt: bytes) -> Rules:
    """Return the rules for an HTTP answer to the request of robots.txt: 4xx leaves the site open, 5xx closes it (RFC
    9309, 2.3.1.3, 2.3.1.4)."""
    if 200 <= status < 300:
        return parse(robots_txt)
    nothing = Protego.parse("")
    return Rules(nothing, nothing, closed=status >= 500, absent=status < 500)


def _read(text: str) -> Rules:
    lines = [line for raw in text.splitlines() if (line := _kept(raw))]
    written = [_written(line) for line in lines]
    return Rules(Protego.parse("\n".join(lines)), Protego.parse("\n".join(written)))


def _kept(raw: str) -> str:
    """Return a line as the standard has it, its agent as a product token; empty for a line that says nothing, which
    parts no group."""
    match = _LINE.match(raw.partition("#")[0])
    if not match:
        return ""
    name, value = (match[1] or match[3]).strip(), (match[2] or match[4] or "").strip()
    if _AGENT.fullmatch(name):
        token = _TOKEN.match(value)
        return f"user-agent: {token[0] if token else value}"
    if _DISALLOW.fullmatch(name):
        # A path without its first « / » closes what whoever wrote it meant to close.
        return f"disallow: {value if value[:1] in ('', '/', '*', '$') else f'/{value}'}"
    return f"{name}: {value}" if _RULE.fullmatch(name) else ""


def _written(line: str) -> str:
    """Return a rule whose path is compared letter by letter: what is escaped stays so, what is no ASCII is escaped."""
    name, _colon, value = line.partition(": ")
    if name.lower() == "user-agent":
        return line
    ascii_only = "".join(
        text if ord(text) < 128 else "".join(f"%{byte:02X}" for byte in text.encode()) for text in value
    )
    return f"{name}: {_ESCAPED.sub(lambda found: '%25' + found[0][1:].upper(), ascii_only)}"


def parse_places(data: bytes) -> tuple[ReservedPlace, ...]:
    """Return the places of a file, none when it is not one."""
    try:
        told = json.loads(data[:LIMIT].decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError):
        return ()
    return tuple(_places(told)) if isinstance(told, list) else ()


def reserves(places: tuple[ReservedPlace, ...], url: str) -> bool:
    """Tell whether the page at ``url`` is reserved."""
    parts = urlsplit(url)
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    holding = [place for place in places if place.shape.match(path)]
    longest = max((place.length for place in holding), default=0)
    return any(place.reserves for place in holding if place.length == longest)


def _places(told: list[object]) -> Iterator[ReservedPlace]:
    for one in told[:_MOST]:
        location = one.get("location") if isinstance(one, dict) else None
        if isinstance(one, dict) and isinstance(location, str) and 0 < len(location) < 2000:
            yield ReservedPlace(
                _shape(location), len(location), str(one.get("tdm-reservation")).strip() in ("1", "True")
            )


def _shape(location: str) -> re.Pattern[str]:
    """Return the paths that a place holds (RFC 9309, 2.2.3): it begins them, ``*`` is anything, ``$`` the end."""
    full_text, ended = location.removesuffix("$"), location.endswith("$")
    path = full_text if full_text.startswith(("/", "*")) else f"/{full_text}"
    return re.compile(".*?".join(map(re.escape, re.split(r"\*+", path))) + ("$" if ended else ""), re.S)
