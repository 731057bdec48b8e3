"""The calls of a number that had no sheet, given to the lead typed with it: whoever types it knows who called."""

from collections.abc import Mapping, Sequence

from core.store import calls
from core.store.port import Writer


def give_calls(w: Writer, phones: Sequence[str], known: Mapping[str, Sequence[int]]) -> None:
    """Give them. ``phones``: keyed hashes that were typed; ``known``: the leads that bear each."""
    for call in calls.of_strangers(w, phones):
        if len(owners := known.get(call.hash, ())) == 1:
            w.update("call", call.id, {"lead_id": owners[0]})
