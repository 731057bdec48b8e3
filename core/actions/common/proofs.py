"""Proofs: files kept in the base with their hash, which is checked when they are read back."""

import hashlib
from pathlib import Path

from core.base.disk import size_of
from core.records.consent import Proof
from core.store.port import Reader, Writer
from core.words.errors import error

PROOF_LIMIT = 20 * 1024 * 1024
"""Bytes of a proof: a scanned coupon is a few hundred kB."""


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
    """Store a proof in the base and return its id."""
    return w.insert("proof", {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "content": content})


def proof_of(r: Reader, proof_id: int) -> tuple[str, bytes]:
    """Return (file name, bytes) of a proof. Raises UserError PROOF_ALTERED when it is gone or its hash has changed:
    it then proves nothing any more."""
    row = r.get(Proof, proof_id)
    if row is None or hashlib.sha256(row.content).hexdigest() != row.sha256:
        raise error("PROOF_ALTERED")
    return row.name, row.content
