"""Who bears a telephone, an e-mail or an address that another sheet's refusal puts in the register: closed with it, and
opened again when the gesture is undone.

A refusal closes who said it and whoever bears a mark of theirs, by all their ways, so that no erasure, copy or file
brings one of them back by another. Whoever bears only one of those other ways is closed while they bear it, and no
further: back without it, nothing ties them to the one who refused."""

from collections.abc import Collection, Iterable, Mapping

from core.actions.common.shared_values import Hashes, telling_hashes
from core.records.consent import Consent
from core.store import leads, registers
from core.store.port import Reader, Writer


def with_sharers(
    r: Reader, lead_ids: Iterable[int], marks: Mapping[str, str], shared: Hashes | None = None
) -> list[int]:
    """Return these leads, then whoever else bears one of these marks (keyed hash → kind) that tells a person.
    ``shared``: the values that tell nobody apart, where they were already read."""
    return [*dict.fromkeys([*lead_ids, *leads.sharing(r, telling_hashes(r, marks, shared))])]


def open_again(w: Writer, lead_ids: Iterable[int], closed: str, *, stay: Collection[int] = ()) -> None:
    """Open leads that a gesture now undone had closed, at ``closed`` (kept moment), unless another refusal covers
    them, and give back the agreements it withdrew, unless a refusal was said since. ``stay``: those closed before."""
    for lead_id in lead_ids:
        hashes = [mark.hash for mark in leads.marks(w, lead_id)]
        if lead_id not in stay and not registers.opposed(w, hashes):
            w.update("lead", lead_id, {"opposed_at": None, "opposed_how": ""})
        if not registers.said_since(w, hashes, closed):
            for consent_id in [row.id for row in w.of(Consent, lead_id=[lead_id], withdrawn=closed)]:
                w.update("consent", consent_id, {"withdrawn": None})
