"""Site sheets: everything particular to a listing site is data in resources/sites/, so that a new site needs no code.

A sheet gives the site's hosts, its terms, its own telephone lines, and its layouts: where the listings are in a page
and where each fact is in a listing. The classes below explain the keys; an unknown key is refused.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from core.base.resources import resource
from core.base.text import fold

GENERIC = "schema.org"
"""The sheet of unknown sites: it reads only what schema.org calls a dwelling."""

_NOT_SHEETS = frozenset({"columns.toml"})
_LAYOUT_KEYS = frozenset({"kind", "how", "script", "items", "within", "types", "fields", "keep", "pairs"})
_SHEET_KEYS = frozenset(
    {"name", "hosts", "marks", "base", "hotlines", "not_names", "empty", "terms", "words", "shapes", "layout", "like"}
    | {"public"}
)


@dataclass(frozen=True, slots=True)
class Pairs:
    """How a page writes a label and its value side by side: selectors of a row, of its label (empty: the row) and of
    its value."""

    row: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Clue:
    """Where a fact may be. ``at``: a path or a selector; ``find``: the part of the text to keep; ``means``: what to
    answer instead of the text found (without ``at``: always)."""

    at: str = ""
    find: re.Pattern[str] | None = None
    means: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """One shape of page. ``kind``: "list" or "ad". ``how``: "state" (the data called ``script``), "json_ld" (nodes
    of ``types``) or "cards" (HTML, with ``pairs`` of label and value). ``items``: path or selector of the listings.
    ``within``: what proves that the page has this shape, so that a page without listings is a true empty list.
    ``fields``: clues by draft field. ``keep``: what a field must match for the listing to be real estate."""

    kind: str
    how: str
    fields: Mapping[str, tuple[Clue, ...]]
    script: str = ""
    items: str = ""
    within: str = ""
    types: frozenset[str] = frozenset()
    keep: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    pairs: Pairs | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A listing site. ``marks``: words found only in its pages, to recognise a saved page without an address.
    ``base``: address that relative links start from. ``refused``: its terms forbid reading by a program (SCR-04,
    SCR-06). ``hotlines``: national keys of its own lines. ``not_names``: what it writes in place of a name.
    ``empty``: how it says that there is no result. ``words``: by field, the site's word in lower case → ours.
    ``public``: it is known to show its ads to everyone, without an account (rule GDPR-12)."""

    name: str
    hosts: tuple[str, ...]
    marks: tuple[str, ...]
    base: str
    refused: bool
    hotlines: frozenset[str]
    not_names: frozenset[str]
    empty: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]]
    layouts: tuple[Layout, ...]
    public: bool = False


@cache
def sites() -> tuple[Site, ...]:
    """Return every shipped sheet, in the order of their file names."""
    folder = resource("sites")
    raw = {
        path.stem: tomllib.loads(path.read_text("utf-8"))
        for path in sorted(folder.glob("*.toml"))
        if path.name not in _NOT_SHEETS
    }
    return tuple(from_sheet(stem, sheet, raw) for stem, sheet in raw.items())


def generic() -> Site:
    """Return the sheet used for a site that has none of its own."""
    return next(site for site in sites() if site.name == GENERIC)


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
        whole = urljoin(base, url)
        return whole if urlsplit(whole).scheme in ("http", "https") and host_of(whole) else ""
    except ValueError:
        return ""


def shown(url: str) -> str:
    """Return the name of the site of ``url`` as shown to the user: the sheet's name, else the host without ``www.``."""
    site = by_host(url)
    return site.name if site else host_of(url).removeprefix("www.")


def _under(host: str, known: str) -> bool:
    return host == known or host.endswith("." + known)


def from_sheet(stem: str, own: Mapping[str, Any], raw: Mapping[str, Mapping[str, Any]]) -> Site:
    """Return the site a decoded sheet describes. ``raw``: the sheets it may refer to with ``like``. Raises
    ValueError."""
    _known(stem, own, _SHEET_KEYS)
    sheet = {**raw[own["like"]], **own} if "like" in own else own
    words = sheet.get("words", {})
    # "ad" is tried before "list", since the page of one listing also shows similar ones.
    layouts = [_layout(stem, layout, sheet.get("shapes", {})) for layout in sheet["layout"]]
    return Site(
        name=sheet["name"],
        hosts=tuple(sheet.get("hosts", ())),
        marks=tuple(sheet.get("marks", ())),
        base=sheet.get("base", f"https://www.{sheet['hosts'][0]}/" if "hosts" in sheet else ""),
        refused=sheet["terms"]["verdict"] == "refused",
        hotlines=frozenset(sheet.get("hotlines", ())),
        not_names=frozenset(word.casefold() for word in sheet.get("not_names", ())),
        empty=tuple(sheet.get("empty", ())),
        words={field: {word.casefold(): ours for word, ours in table.items()} for field, table in words.items()},
        layouts=tuple(sorted(layouts, key=lambda layout: layout.kind)),
        public=sheet.get("public", False),
    )


def _layout(stem: str, raw: Mapping[str, Any], shapes: Mapping[str, Any]) -> Layout:
    _known(stem, raw, _LAYOUT_KEYS)
    fields = shapes[raw["fields"]] if isinstance(raw["fields"], str) else raw["fields"]
    return Layout(
        kind=raw["kind"],
        how=raw["how"],
        fields={name: _clues(clues) for name, clues in fields.items()},
        script=raw.get("script", ""),
        items=raw.get("items", ""),
        within=raw.get("within", ""),
        types=frozenset(raw.get("types", ())),
        keep={name: re.compile(pattern) for name, pattern in raw.get("keep", {}).items()},
        pairs=Pairs(*raw["pairs"]) if "pairs" in raw else None,
    )


def _clues(raw: Any) -> tuple[Clue, ...]:
    return tuple(_clue(one) for one in (raw if isinstance(raw, list) else [raw]))


def _clue(raw: str | Mapping[str, str]) -> Clue:
    if isinstance(raw, str):
        return Clue(at=raw)
    find = re.compile(raw["find"]) if "find" in raw else None
    return Clue(at=raw.get("at", ""), find=find, means=raw.get("means", ""))


def _known(stem: str, table: Mapping[str, Any], keys: Iterable[str]) -> None:
    unknown = set(table) - set(keys)
    if unknown:
        raise ValueError(f"resources/sites/{stem}.toml: unknown keys {sorted(unknown)}")
