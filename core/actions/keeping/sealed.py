"""Backups sealed with a key derived from the register's, each with the sheet that says what it holds."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from core.actions.common.scratch import scratch
from core.actions.keeping.verifying import Verification, whole
from core.base.disk import force_names, take_place
from core.store.engine import packing
from core.store.engine.copies import HeldBy, held_by
from core.store.engine.opening import NAME, open_file
from core.store.safe import sheets
from core.store.safe.sheets import BackupSheet
from core.store.safe.subkeys import fingerprint
from core.words.errors import error

DRAFT = ".premier-contact-sauvegarde-"
"""How the hidden folder begins in which a backup is made, on the disk where it will be."""


def proven(copy: Path) -> tuple[Verification, HeldBy]:
    """Open a copy as a base, check everything: the file and the journal's chain, and return its check with what it
    holds. Raises UserError BACKUP_DAMAGED."""
    store = open_file(copy)
    try:
        proof = whole(store)
        if proof.problems:
            raise error("BACKUP_DAMAGED", file=copy.name)
        with store.read() as r:
            return proof, held_by(r)
    finally:
        store.close()


def seal_copy(
    copy: Path, target: Path, secret: str, seen: tuple[Verification, HeldBy], *, made: str, letters: Sequence[Path] = ()
) -> None:  # fmt: skip
    """Seal a checked copy of a base, ``made`` at a kept moment, into ``target``, and write its sheet beside."""
    proof, by = seen
    with scratch() as folder:
        packing.pack(copy, letters, target, secret, folder)
    sheet = BackupSheet(
        made=made,
        last=by.moment,
        leads=by.leads,
        oppositions=by.oppositions,
        letters=len(letters),
        rows=proof.rows,
        head=proof.head,
        sha256=sheets.digest_of(target),
        key=fingerprint(bytes.fromhex(secret)),
        folder=by.backup_folder,
    )
    sheets.write_sheet(sheets.sheet_of(target), sheet, secret)


def seal_again(folder: Path, target: Path, secret: str) -> None:
    """Seal what was laid out of ``target`` in ``folder``, and changed since, in its place. Raises UserError
    BACKUP_DAMAGED."""
    seen = proven(folder / NAME)
    former = sheets.read_sheet(sheets.sheet_of(target))
    letters = sorted(path for path in (folder / packing.LETTERS).glob("*") if path.is_file())
    with tempfile.TemporaryDirectory(prefix=DRAFT, dir=target.parent) as place:
        draft = Path(place) / target.name
        seal_copy(folder / NAME, draft, secret, seen, made=former[0].made if former else "", letters=letters)
        put(draft, target)


def put(draft: Path, target: Path) -> None:
    """Give a sealed backup, and its sheet, the place they are to have."""
    take_place(sheets.sheet_of(draft), sheets.sheet_of(target))
    take_place(draft, target)
    force_names(target.parent)
