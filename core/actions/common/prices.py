"""The price paid for a batch, said at its import or later."""

import re
from datetime import datetime

from core.records.batch import Batch
from core.store import batches
from core.store.port import Store
from core.words.errors import error

_AMOUNT = re.compile(r"(\d{1,7})(?:[.,](\d{1,2}))?")
_SPACES = re.compile(r"[\s€]")


def price_read(typed: str) -> int | None:
    """Return the euro cents of a typed price, None for an empty one. Raises UserError PRICE_BAD."""
    bare = _SPACES.sub("", typed)
    if not bare:
        return None
    match = _AMOUNT.fullmatch(bare)
    if match is None:
        raise error("PRICE_BAD", value=typed)
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))


def set_price(store: Store, batch_id: int, typed: str, *, by: str, at: datetime) -> int | None:
    """Keep the price paid for a batch and return it in euro cents; an empty one removes it. Raises UserError
    BATCH_UNKNOWN, PRICE_BAD."""
    price = price_read(typed)
    with store.write("batch price", by=by, at=at) as w:
        if batches.batch(w, batch_id) is None:
            raise error("BATCH_UNKNOWN")
        if w.row(Batch, batch_id).price != price:
            w.update("batch", batch_id, {"price": price})
    return price
