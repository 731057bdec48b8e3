"""Agreements to be called or written to: recorded with their proof, withdrawn in a word."""

import hashlib
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path

from core.actions.people import Who
from core.model.channel import Channel, TitleKind
from core.moments import kept
from core.plain import size_of
from core.store.port import Store, Writer
from core.wording import error

PROOF_LIMIT = 20 * 1024 * 1024
"""Bytes of a proof: a scanned coupon is a few hundred kB."""
_CHANNELS = {Channel.CALL, Channel.EMAIL, Channel.SMS}


def record(
    store: Store,
    who: Who,
    *,
    channels: Collection[Channel],
    collected: datetime,
    wording: str,
    proof: Path,
    by: str,
    at: datetime,
    until: date | None = None,
    object_: str = "",
) -> int:
    """Record a proven agreement and return its id (C. consom., art. R223-1 and R223-2).

    ``collected``: aware date and hour the person wrote; ``wording``: the version or the words agreed to; ``proof``: the
    scanned coupon, kept in the base with its SHA-256. Raises UserError for a person unknown, a date to come, an
    unreadable proof.
    """
    if who.lead_id is None:
        raise error("LEAD_UNKNOWN")
    if collected > at:
        raise error("CONSENT_FUTURE", value=collected.date())
    if not wording.strip():
        raise error("CONSENT_WORDING")
    if not channels or not set(channels) <= _CHANNELS:
        raise error("FIELD_VALUE", field="channel", value=", ".join(sorted(channels)))
    content = read_proof(proof)
    with store.write("consent", by=by, at=at) as w:
        return w.insert(
            "consent",
            {
                "lead_id": who.lead_id,
                "channels": ",".join(sorted(channels)),
                "hash": who.hash if who.key else "",
                "collected": kept(collected),
                "until": until.isoformat() if until else None,
                "wording": wording.strip(),
                "object": object_,
                "proof_id": keep_proof(w, proof.name, content),
                "at": kept(at),
                "by": by,
            },
        )


def withdraw(store: Store, consent_id: int, *, by: str, at: datetime) -> None:
    """Withdraw an agreement, by any means and at any time (C. consom., art. R223-3)."""
    with store.write("consent withdrawn", by=by, at=at) as w:
        w.update("consent", consent_id, {"withdrawn": kept(at)})


def open_title(
    store: Store,
    who: Who,
    kind: TitleKind,
    *,
    object_: str,
    by: str,
    at: datetime,
    number: str = "",
    how: str = "",
    starts: datetime | date | None = None,
    ends: date | None = None,
    proof: Path | None = None,
) -> int:
    """Record a running contract (``number``, start and end days), a request (``how``, received moment) or a
    professional (``number``: SIREN, ``how``: company) and return its id. What is missing is kept missing: the verdict
    says so."""
    if who.lead_id is None:
        raise error("LEAD_UNKNOWN")
    content = read_proof(proof) if proof else None
    started = kept(starts) if isinstance(starts, datetime) else starts.isoformat() if starts else None
    with store.write("title", by=by, at=at) as w:
        return w.insert(
            "title",
            {
                "lead_id": who.lead_id,
                "kind": kind.value,
                "number": number,
                "object": object_,
                "how": how,
                "starts": started,
                "ends": ends.isoformat() if ends else None,
                "proof_id": keep_proof(w, proof.name, content) if proof and content is not None else None,
                "at": kept(at),
                "by": by,
            },
        )


def read_proof(path: Path) -> bytes:
    """Return the bytes of a proof. Raises UserError when it cannot be read, is empty or far too big for a scanned
    page."""
    try:
        if size_of(path) > PROOF_LIMIT:
            raise error("PROOF_TOO_BIG", file=path.name)
        content = path.read_bytes()
    except OSError as problem:
        raise error("PROOF_UNREADABLE", file=path.name) from problem
    if not content:
        raise error("PROOF_UNREADABLE", file=path.name)
    return content


def keep_proof(w: Writer, name: str, content: bytes) -> int:
    """Keep a proof in the base and return its id."""
    return w.insert("proof", {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "content": content})
