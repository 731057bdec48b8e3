"""How SQLite takes the list parameter of the port."""

import json

from core.store.engine.driver import register_adapter
from core.store.port import ValueList

_LIST = "(SELECT value FROM json_each(?))"
LISTED = f"IN {_LIST}"
"""What :data:`core.store.port.AMONG` is to SQLite."""


def bound(sql: str) -> str:
    """Return a statement of the port as SQLite reads it."""
    return sql.replace("?list", _LIST)


def _as_json(values: ValueList) -> str:
    return json.dumps(values.values)


register_adapter(ValueList, _as_json)
