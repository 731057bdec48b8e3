"""Keeps the proof of each page read: written when a site is asked, completed when its ads are taken (SCR-06)."""

import json
from collections.abc import Iterable
from datetime import datetime

from core.base.moments import AGENCY_ZONE, kept
from core.model.batch import PageProof
from core.store import batches
from core.store.port import Store, Value, Writer


def visited(store: Store, proof: PageProof, *, by: str) -> int:
    """Keep that a page was asked of its site, and return the id of its row: the site answered, whatever is taken."""
    with store.write("page read", by=by, at=proof.at) as w:
        return w.insert("page_read", _values(proof))


def attach(w: Writer, batch_id: int, proofs: Iterable[PageProof]) -> None:
    """Give a new batch the proofs of its pages."""
    for proof in proofs:
        places = {proof.first + rank: dict(fields) for rank, fields in enumerate(proof.places)}
        told: dict[str, Value] = {
            "batch_id": batch_id,
            "first_line": proof.first,
            "lines": len(places),
            "places": json.dumps(places, ensure_ascii=False) if places else "",
        }
        if proof.visit:
            w.update("page_read", proof.visit, told)
        else:
            w.insert("page_read", _values(proof) | told)


def forget_unkept(store: Store, batch_id: int, *, by: str, at: datetime) -> None:
    """Empty the address of each page of a batch of which nobody's ad was kept: it leads to somebody in the register."""
    with store.write("page read", by=by, at=at) as w:
        w.blank("page_read", batches.pages_unkept(w, batch_id), {"url": ""})


def _values(proof: PageProof) -> dict[str, Value]:
    return {
        "site": proof.site,
        "url": proof.url,
        "way": proof.way,
        "at": kept(proof.at),
        "day": proof.at.astimezone(AGENCY_ZONE).date().isoformat(),
        "status": proof.status,
        "sha256": proof.sha256,
        "robots": proof.robots,
        "terms": proof.terms,
        "terms_id": proof.answer or None,
    }
