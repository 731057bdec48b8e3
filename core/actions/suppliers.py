"""Suppliers of files: the address the letter prints after their name."""

from datetime import datetime

from core import text
from core.store import batches
from core.store.port import Store
from core.wording import error


def save_address(store: Store, supplier_id: int, address: str, *, by: str, at: datetime) -> None:
    """Keep the postal address of a supplier, on one line; it is printed in the letters made from then on.

    Raises UserError when the supplier is gone.
    """
    with store.write("supplier", by=by, at=at) as w:
        known = {int(str(row[0])): str(row[2]) for row in batches.suppliers(w)}
        if supplier_id not in known:
            raise error("FIELD_VALUE", field="supplier", value=str(supplier_id))
        cleaned = text.clean(address)
        if cleaned != known[supplier_id]:
            w.update("supplier", supplier_id, {"address": cleaned})
