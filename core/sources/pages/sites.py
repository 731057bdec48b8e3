"""Site sheets: everything particular to a listing site is data in resources/sites/, so that a new site needs no code.

A sheet gives the site's hosts, its terms, its own telephone lines and small corrections; how an ad is read, no sheet
says. The class below explains the keys; an unknown key is refused.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin, urlsplit

from core.base.records import Struct, field
from core.base.resources import resource
from core.base.text import fold
from core.model.letter import Medium

_PAPER = re.compile(r"(?:le\s+)?(?:journal|hebdo(?:madaire)?|gazette|magazine)\b", re.IGNORECASE)
_DOMAIN = re.compile(r"[\w-]\.(?:fr|com|immo|net|org|eu|be|ch|de|example)\b", re.IGNORECASE)
_NOT_SHEETS = frozenset({"columns.toml"})
_SHEET_KEYS = frozenset({
    "name", "hosts", "marks", "base", "hotlines", "not_names", "empty", "terms", "public", "assume", "assume_list",
    "login", "cap", "delay", "never", "flags_refusals", "follow", "own_words",
})  # fmt: skip
CAP, DELAY = 200, 3.0
"""Ads taken of a site in a day and seconds between two requests, when its sheet does not say (SCR-01, SCR-07)."""


class Site(Struct, frozen=True):
    """A listing site. ``marks``: words found only in its pages, to recognise a saved page without an address. ``base``:
    address that relative links start from. ``refused``: its terms forbid reading by a program (SCR-04, SCR-06).
    ``hotlines``: national keys of its own lines. ``not_names``: what it writes in place of a name. ``empty``: how it
    says that there is no result. ``assume``: what holds of every ad of the site that does not say otherwise, by field;
    ``assume_list``: of every ad of its lists, which mark the others. ``cap``: most ads taken in a day, all ways
    together; ``flags_refusals``: its ads bear a flag of the sellers who refuse agencies, which not every page shows;
    ``delay``: least seconds between two requests; ``never``: fields never taken. ``reference``: why the terms are
    refused. ``public``: it is known to show its ads to everyone, without an account (rule GDPR-12). ``login``: it shows
    them only to whoever has an account: never fetched, only saved by hand or typed. ``follow``: most pages of one list
    asked in a go, the first one alone when its sheet does not say. ``own_words``: the lines that its pages say
    themselves, folded: nobody refuses by them."""

    name: str
    hosts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    base: str = ""
    refused: bool = False
    reference: str = ""
    hotlines: frozenset[str] = frozenset()
    not_names: frozenset[str] = frozenset()
    empty: tuple[str, ...] = ()
    assume: Mapping[str, str] = field(default_factory=dict)
    assume_list: Mapping[str, str] = field(default_factory=dict)
    public: bool = False
    login: bool = False
    cap: int = CAP
    delay: float = DELAY
    never: frozenset[str] = frozenset()
    flags_refusals: bool = False
    follow: int = 1
    own_words: frozenset[str] = frozenset()


NO_SHEET = Site("")
"""What stands for a site without a sheet: nothing is corrected."""


@cache
def sites() -> tuple[Site, ...]:
    """Return every shipped sheet, in the order of their file names."""
    folder = resource("sites")
    return tuple(
        from_sheet(path.stem, tomllib.loads(path.read_text("utf-8")))
        for path in sorted(folder.glob("*.toml"))
        if path.name not in _NOT_SHEETS
    )


def by_host(url: str) -> Site | None:
    """Return the site that ``url`` belongs to, subdomains included, or None."""
    host = host_of(url)
    return next((site for site in sites() if any(_under(host, known) for known in site.hosts)), None)


def by_name(name: str) -> Site | None:
    """Return the site that a file calls ``name``, by its own name or by its host, or None."""
    wanted = fold(name).removeprefix("www ")
    return next((site for site in sites() if wanted in map(fold, (site.name, *site.hosts))), None) if wanted else None


def by_marks(text: str) -> Site | None:
    """Return the site recognised by its words in a saved page that does not tell its address, or None."""
    return next((site for site in sites() if any(mark in text for mark in site.marks)), None)


def host_of(url: str) -> str:
    """Return the host of ``url`` in lower case, empty when it has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def absolute(base: str, url: str) -> str:
    """Return ``url`` as an absolute address, for a page at ``base``; empty when it is not a web address."""
    try:
        full_text = urljoin(base, url)
        return full_text if urlsplit(full_text).scheme in ("http", "https") and host_of(full_text) else ""
    except ValueError:
        return ""


def shown(url: str) -> str:
    """Return the name of the site of ``url`` as shown to the user: the sheet's name, else the host without ``www.``."""
    site = by_host(url)
    return site.name if site else host_of(url).removeprefix("www.")


def _under(host: str, known: str) -> bool:
    return host == known or host.endswith("." + known)


def from_sheet(stem: str, sheet: Mapping[str, Any]) -> Site:
    """Return the site a decoded sheet describes. Raises ValueError."""
    unknown = set(sheet) - _SHEET_KEYS
    if unknown:
        raise ValueError(f"resources/sites/{stem}.toml: unknown keys {sorted(unknown)}")
    return Site(
        name=sheet["name"],
        hosts=tuple(sheet["hosts"]),
        marks=tuple(sheet.get("marks", ())),
        base=sheet.get("base", f"https://www.{sheet['hosts'][0]}/"),
        refused=sheet["terms"]["verdict"] == "refused",
        reference=sheet["terms"].get("reference", ""),
        hotlines=frozenset(sheet.get("hotlines", ())),
        not_names=frozenset(word.casefold() for word in sheet.get("not_names", ())),
        empty=tuple(sheet.get("empty", ())),
        assume=MappingProxyType(dict(sheet.get("assume", {}))),
        assume_list=MappingProxyType(dict(sheet.get("assume_list", {}))),
        public=sheet.get("public", False),
        login=sheet.get("login", False),
        cap=sheet.get("cap", CAP),
        delay=float(sheet.get("delay", DELAY)),
        never=frozenset(sheet.get("never", ())),
        flags_refusals=sheet.get("flags_refusals", False),
        follow=sheet.get("follow", 1),
        own_words=frozenset(map(fold, sheet.get("own_words", ()))),
    )


def medium_of(site: str, *, read: bool) -> Medium:
    """Return where an ad was published: on the web for a site that is known, named by its address, or ``read`` there;
    on paper for what calls itself a newspaper; else nobody knows."""
    name = site.strip()
    if _PAPER.match(name):
        return Medium.PAPER
    return Medium.WEB if name and (read or by_name(name) is not None or _DOMAIN.search(name)) else Medium.UNTOLD
