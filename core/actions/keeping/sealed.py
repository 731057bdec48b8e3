"""Backups sealed with a key derived from the register's, each with the sheet that says what it holds."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from core.actions.common.scratch import scratch
from core.actions.keeping.verifying import Verification, whole
from core.store import safe
from core.store.copies import holding
from core.store.opening import NAME, open_file
from core.store.safe import packing, sheets
from core.store.safe.sheets import Sheet
from core.store.safe.subkeys import fingerprint

DRAFT = ".premier-contact-sauvegarde-"
"""How the hidden folder begins in which a backup is made, on the disk where it will be."""


def seal_copy(
    copy: Path, target: Path, secret: str, proof: Verification, *, made: str, letters: Sequence[Path] = ()
) -> None:
    """Seal a verified copy of a base, ``made`` at a kept moment, into ``target``, and write its sheet beside."""
    held = holding(copy)
    with scratch() as folder:
        packing.pack(copy, letters, target, secret, folder)
    sheet = Sheet(
        made=made,
        last=held.moment,
        leads=held.leads,
        oppositions=held.oppositions,
        letters=len(letters),
        rows=proof.rows,
        head=proof.head,
        sha256=sheets.digest_of(target),
        key=fingerprint(bytes.fromhex(secret)),
        folder=held.backup_folder,
    )
    sheets.write_sheet(sheets.sheet_of(target), sheet, secret)


def seal_again(folder: Path, target: Path) -> None:
    """Seal what was laid out of ``target`` in ``folder``, and changed since, in its place."""
    store = open_file(folder / NAME)
    try:
        with store.read() as r:
            secret = safe.key(r)
        proof = whole(store)
    finally:
        store.close()
    former = sheets.read_sheet(sheets.sheet_of(target))
    letters = sorted(path for path in (folder / packing.LETTERS).glob("*") if path.is_file())
    with tempfile.TemporaryDirectory(prefix=DRAFT, dir=target.parent) as place:
        draft = Path(place) / target.name
        seal_copy(folder / NAME, draft, secret, proof, made=former[0].made if former else "", letters=letters)
        put(draft, target)


def put(draft: Path, target: Path) -> None:
    """Give a sealed backup, and its sheet, the place they are to have."""
    sheets.sheet_of(draft).replace(sheets.sheet_of(target))
    draft.replace(target)
