"""The telephone lines of listing sites, which are never a seller's. They are read from the site sheets without
loading the code that reads pages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from core.base.resources import resource


@cache
def hotlines() -> Mapping[str, str]:
    """Return the lines of the sites, national key (0 and nine digits) → name of the site."""
    found = {}
    for path in sorted(resource("sites").glob("*.toml")):
        sheet = tomllib.loads(path.read_text("utf-8"))
        found.update(dict.fromkeys(sheet.get("hotlines", ()), str(sheet.get("name", ""))))
    return MappingProxyType(found)
