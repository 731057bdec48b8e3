"""Reads a site's robots.txt (RFC 9309), which is always obeyed (law file, SCR-07).

protego is used because the standard library's parser disagrees with Google's own test suite on 54 cases of 142.
"""

from dataclasses import dataclass

from protego import Protego

LIMIT = 512_000
"""Bytes of a robots.txt that are read; RFC 9309, 2.5 asks for 500 KiB at least."""

_LONGEST_DELAY = 60.0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site. ``closed``: the site failed to give its file, so nothing may be read there; ``absent``: it
    has none."""

    parsed: Protego
    closed: bool = False
    absent: bool = False

    def allow(self, agent: str, url: str) -> bool:
        """Tell whether ``agent`` (a product token, without its version) may read ``url``."""
        return not self.closed and bool(self.parsed.can_fetch(url, agent))

    def delay(self, agent: str) -> float:
        """Return the seconds the site asks for between two requests, 0 when it asks nothing, 60 at most."""
        asked = self.parsed.crawl_delay(agent)
        return min(max(float(asked), 0.0), _LONGEST_DELAY) if asked else 0.0


def parse(robots_txt: bytes) -> Rules:
    """Return the rules of a robots.txt; a byte order mark, which would hide its first line, is dropped."""
    return Rules(Protego.parse(robots_txt[:LIMIT].decode("utf-8-sig", errors="replace")))


def of_status(status: int, robots_txt: bytes) -> Rules:
    """Return the rules for an HTTP answer to the request of robots.txt: 4xx leaves the site open, 5xx closes it (RFC
    9309, 2.3.1.3, 2.3.1.4)."""
    if 200 <= status < 300:
        return parse(robots_txt)
    return Rules(Protego.parse(""), closed=status >= 500, absent=status < 500)
