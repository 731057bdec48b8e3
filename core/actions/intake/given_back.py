"""Restores values that a change overwrote, each only where nobody has written since."""

from collections.abc import Mapping, Sequence

from core.base.names import sort_key
from core.store.port import Value

_TOGETHER = (
    frozenset({"name", "first_name", "last_name", "sort_key"}),
    frozenset({"town", "town_key"}),
    frozenset({"opposed_at", "opposed_how"}),
)
"""Columns that say one thing: all are given back, or none."""


def given_back(changes: Mapping[str, Sequence[Value]], now: Mapping[str, Value]) -> dict[str, Value]:
    """Return the former values to restore, by column. ``changes``: column → (before, after); ``now``: the present
    values."""
    # The sort key follows the names: a base of before may hold it otherwise.
    written = {name for name, (_, after) in changes.items() if name != "sort_key" and now[name] != after}
    for group in _TOGETHER:
        if written & group:
            written |= group
    back = {name: before for name, (before, _) in changes.items() if name not in written}
    if "sort_key" in back:
        names = {**now, **back}
        back["sort_key"] = sort_key(*(str(names.get(one, "")) for one in ("name", "last_name", "first_name")))
    return back
