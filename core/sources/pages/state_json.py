"""Extracts the JSON data a page's own script starts from, by cutting it out of the text without building a tree.

Three shapes are read: ``<script id="__NEXT_DATA__">{…}</script>``, ``window.__X__ = {…}`` and ``window["__X__"] =
JSON.parse("…")``.
"""

import re

from core.base.text import whole
from core.sources.pages.paths import Json, loads

_JS_STRING = re.compile(r"""\s*(?:"((?:[^"\\]+|\\.)*+)"|'((?:[^'\\]+|\\.)*+)')""", re.S)
_JS_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|.)", re.S)
_JS_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_PARSE = "JSON.parse("
_TRIES = 5


def state(text: str, name: str) -> Json | None:
    """Return the decoded state called ``name`` in the page ``text``, or None. An empty name: the whole text is JSON."""
    if not name:
        return loads(text)
    quoted = re.escape(name)
    script = re.compile(rf"""<script\b[^<>]{{0,300}}\bid\s*=\s*["']?{quoted}["']?[^<>]{{0,300}}>""", re.I)
    assigned = re.compile(rf"""{quoted}(?:["']\s*\])?\s*=(?!=)""")
    for shape in (script, assigned):
        for _, found in zip(range(_TRIES), shape.finditer(text), strict=False):
            value = _value(text, found.end())
            if isinstance(value, dict | list):
                return value
    return None


def _value(text: str, start: int) -> Json | None:
    while start < len(text) and text[start].isspace():
        start += 1
    if not text.startswith(_PARSE, start):
        return loads(text[start:]) if text.startswith(("{", "["), start) else None
    found = _JS_STRING.match(text, start + len(_PARSE))
    if not found:
        return None
    words = _JS_ESCAPE.sub(_unescape, found[1] if found[1] is not None else found[2])
    # JavaScript writes a letter beyond U+FFFF as two escapes, which are joined here.
    return loads(whole(words))


def _unescape(found: re.Match[str]) -> str:
    """Return the letter of one escape of a JavaScript string (ECMA-262, 12.9.4)."""
    body = found[1]
    if len(body) > 1 and body[0] in "ux":
        code = int(body[1:].strip("{}"), 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"
    return _JS_LETTERS.get(body, body)
