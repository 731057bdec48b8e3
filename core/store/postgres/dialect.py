"""Says for PostgreSQL what it words otherwise of a neutral statement: parameters, lists, names in brackets."""

import re
from functools import lru_cache
from itertools import count

_PIECE = re.compile(r"""'(?:[^']|'')*'|"[^"]*"|\bNOT IN \?list\b|\bIN \?list\b|\?|\[(\w+)\]""")
"""A text, a name in quotes, a list as one parameter, a parameter, a name in brackets."""
_KEPT = 4096


@lru_cache(maxsize=_KEPT)
def worded(sql: str) -> bytes:
    """Return a statement of the port as PostgreSQL reads it, its parameters numbered in their order."""
    places = count(1)

    def word(piece: re.Match[str]) -> str:
        text = piece[0]
        if text[0] in "'\"":
            return text
        if piece[1]:
            return f'"{piece[1]}"'
        if text == "?":
            return f"${next(places)}"
        return f"{'<> ALL' if text.startswith('NOT') else '= ANY'} (${next(places)})"

    return _PIECE.sub(word, sql).encode()
