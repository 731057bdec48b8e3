"""Decodes the JSON and the JavaScript strings found in pages."""

import json
import re

from core.base.text import whole

Json = object
"""Decoded JSON whose numbers were left as text: dict, list, str, bool or None."""

_JS_STRING = re.compile(r"""\s*(?:"((?:[^"\\]+|\\.)*+)"|'((?:[^'\\]+|\\.)*+)')""", re.S)
_JS_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|.)", re.S)
_JS_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_DECODER = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=str)


def loads(text: str) -> Json | None:
    """Return the decoded JSON at the start of ``text``, or None when there is none or it is nested too deep to be
    honest.

    Raw line breaks in strings are accepted (real JSON-LD has them). Numbers stay text, so that a number of a million
    digits costs nothing.
    """
    try:
        found: Json = _DECODER.raw_decode(text.lstrip())[0]
    except (ValueError, RecursionError):
        return None
    return found


def parsed_string(text: str, start: int) -> str:
    """Return the JavaScript string written at ``start``, its escapes undone; empty when there is none."""
    match = _JS_STRING.match(text, start)
    if not match:
        return ""
    words = _JS_ESCAPE.sub(_unescape, match[1] if match[1] is not None else match[2])
    # JavaScript writes a letter beyond U+FFFF as two escapes, which are joined here.
    return whole(words)


def _unescape(found: re.Match[str]) -> str:
    """Return the letter of one escape of a JavaScript string (ECMA-262, 12.9.4)."""
    body = found[1]
    if len(body) > 1 and body[0] in "ux":
        code = int(body[1:].strip("{}"), 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"
    return _JS_LETTERS.get(body, body)
