"""Reads what a script writes as a literal of JavaScript rather than as JSON: names without quotes, ``!0``, ``void 0``,
and the arguments that a function hands to the object it returns (Nuxt 2)."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from core.sources.pages.state_json import Json, loads, parsed_string

_TOKEN = re.compile(
    r"""\s*(?:(?P<string>"(?:[^"\\]+|\\.)*+"|'(?:[^'\\]+|\\.)*+')|(?P<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"""
    r"""|(?P<not>!\s*[01])|(?P<void>void 0)|(?P<day>new Date\([^()]{0,40}\))|(?P<name>[A-Za-z_$][\w$]*)"""
    r"""|(?P<mark>[{}\[\],:]))""",
    re.S,
)
_WORDS = {"true": "true", "false": "false", "null": "null", "undefined": "null", "NaN": "null"}
_CALLED = re.compile(r"__NUXT__\s*=\s*\(?function\s*\(([\w$,\s]{0,20000})\)\s*\{")
_RETURNED = re.compile(r"\breturn\s*(?=\{)")
_NAMED = re.compile(r"""=\s*(?=(?:\[\s*(?:null\s*,\s*){0,9})?\{\s*[A-Za-z_$][\w$]*\s*:)""")
_LONGEST = 5_000_000


def literal(text: str, start: int, names: Mapping[str, str] | None = None) -> tuple[Json, int]:
    """Return (the value written at ``start``, where it ends); None for what is no plain literal. ``names``: the JSON of
    each argument known by a name."""
    parts: list[str] = []
    depth, place = 0, start
    while found := _TOKEN.match(text, place):
        place = found.end()
        kind = found.lastgroup
        part = found[kind or 0]
        if kind == "mark":
            depth += (part in "{[") - (part in "}]")
            if part in "}]" and parts and parts[-1] == ",":
                parts.pop()
        elif kind == "name" and text[place : place + 40].lstrip()[:1] != ":":
            part = (names or {}).get(part) or _WORDS.get(part, "null")
        else:
            part = _json(kind, part)
        parts.append(part)
        if depth <= 0:
            return loads("".join(parts)), place
    return None, place


def _json(kind: str | None, part: str) -> str:
    """Return a name, a text, a number or a constant of JavaScript as JSON; numbers stay texts."""
    if kind == "string":
        return json.dumps(parsed_string(part, 0))
    if kind in ("number", "name"):
        return json.dumps(part)
    if kind == "day":
        return json.dumps(_day(part))
    return "null" if kind == "void" else "true" if part[-1] == "0" else "false"


def _day(part: str) -> str:
    """Return the ISO moment of ``new Date(1763100000000)`` or of ``new Date("2026-11-14")``."""
    when = part[part.index("(") + 1 : -1].strip("\"' ")
    if when.isdecimal() and len(when) < 14:
        return datetime.fromtimestamp(int(when) / 1000, UTC).isoformat()
    return when


def called(body: str) -> Json:
    """Return the object that ``__NUXT__=(function(a,b){return {…}}("x",3))`` makes, None when it makes none."""
    head = _CALLED.search(body[:200_000])
    returned = _RETURNED.search(body, head.end()) if head else None
    if not head or not returned or len(body) > _LONGEST:
        return None
    # The arguments stand at the end, after that of the function.
    values = _arguments(body, body.rfind("}(") + 2)
    names = dict(zip((name.strip() for name in head[1].split(",")), values, strict=False))
    return literal(body, returned.end(), names)[0]


def _arguments(body: str, start: int) -> list[str]:
    found: list[str] = []
    while start < len(body) and body[start] != ")":
        value, end = literal(body, start)
        if end == start:
            break
        found.append(json.dumps(value))
        start = end + (body[end : end + 1] == ",")
    return found


def named(body: str) -> list[Json]:
    """Return the objects whose names have no quotes that a script keeps: ``var ad = {id: 12, price: 3}``."""
    found: list[Json] = []
    end = -1
    for number, one in enumerate(_NAMED.finditer(body)):
        if number < 40 and one.start() >= end:
            value, end = literal(body, one.end())
            found += [value] if isinstance(value, dict | list) and len(value) > 1 else []
    return found
