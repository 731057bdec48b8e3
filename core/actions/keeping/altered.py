"""Tells that an act touched a row that something else had changed: the act is kept, and the row is not signed."""

from core.store.backups import altered_blocks, altered_rows
from core.store.port import Reader
from core.words.proving import altered_words


def altered_told(r: Reader) -> tuple[str, str]:
    """Return what happened and what to do, in two sentences or more; empty texts when no row was found changed. One
    that was deleted since is not counted: the verification tells it."""
    rows, blocks = altered_rows(r), altered_blocks(r)
    return altered_words(rows, blocks) if rows or blocks else ("", "")
