"""What stands in a sealed backup: a ZIP of the base and of letters. It is laid out in a folder that the caller
deletes."""

import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

from core.store.engine.opening import NAME
from core.store.safe import homes, sealing, sheets
from core.store.safe.subkeys import fingerprint
from core.words.errors import error

LETTERS = "lettres"
REGISTER_KEY = "registre.cle"
"""In the backup of a team, sealed under another key, the register's."""
_PACKED = "copie.zip"


def pack(copy: Path, letters: Sequence[Path], target: Path, secret: str, scratch: Path) -> None:
    """Write a copy of a base, with ``letters``, sealed to ``target``; ``scratch``: an empty folder for what is not
    sealed yet."""
    packed, register = scratch / _PACKED, copy.with_name(REGISTER_KEY)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as whole:
        whole.write(copy, NAME)
        if register.exists():
            whole.write(register, REGISTER_KEY)
        for letter in letters:
            whole.write(letter, f"{LETTERS}/{letter.name}", zipfile.ZIP_STORED)
    sealing.seal(packed, target, secret)
    packed.unlink()


def lay_out(file: Path, folder: Path) -> str:
    """Put the base that a backup holds in ``folder``, under the name of a base, and its letters in a folder of it;
    return the key under which it was sealed, empty when it was not. The register's key, where the backup has it
    besides, is kept on this computer: whoever opens the one has the other. Raises UserError BACKUP_LOCKED when its key
    is not on this computer, BACKUP_DAMAGED; OSError."""
    if not sealing.is_sealed(file):
        shutil.copyfile(file, folder / NAME)
        return ""
    packed, secrets = folder / _PACKED, _keys_of(file)
    opened = next((secret for secret in secrets if sealing.unseal(file, packed, secret)), "")
    if not opened:
        named = secrets and keys_wanted(file)
        raise error("BACKUP_DAMAGED" if named else "BACKUP_LOCKED", file=file.name)
    try:
        with zipfile.ZipFile(packed) as whole:
            for entry in whole.infolist():
                _take_out(whole, entry, folder)
    except zipfile.BadZipFile as problem:
        raise error("BACKUP_DAMAGED", file=file.name) from problem
    finally:
        packed.unlink()
    if not (folder / NAME).exists():
        raise error("BACKUP_DAMAGED", file=file.name)
    if (register := folder / REGISTER_KEY).exists():
        secret = register.read_text("ascii")
        if not homes.find(fingerprint(bytes.fromhex(secret))):
            homes.keep(secret)
    return opened


def keys_wanted(file: Path) -> set[str]:
    """Return what the key of a sealed backup is known by, as its sheet says; empty when nothing says."""
    read = sheets.read_sheet(sheets.sheet_of(file))
    return {read[0].key} if read else set()


def _keys_of(file: Path) -> list[str]:
    """Return the keys of this computer that may open a backup: the one its sheet names, else each."""
    names = keys_wanted(file) or homes.known_keys()
    return [secret for name in names if (secret := homes.find(name))]


def _take_out(whole: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path) -> None:
    """Write one file of the archive: the base, or a letter under its bare name."""
    where, _slash, name = entry.filename.rpartition("/")
    if entry.filename in (NAME, REGISTER_KEY):
        target = folder / entry.filename
    elif where == LETTERS and name and Path(name).name == name:
        target = folder / LETTERS / name
        target.parent.mkdir(mode=0o700, exist_ok=True)
    else:
        return
    with whole.open(entry) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)
