"""Asks the system whether the disk of a folder is encrypted: that disk alone, which may be another than the system's,
and only by what any user may ask."""

import os
import plistlib
import re
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath
from xml.parsers.expat import ExpatError

from core.base.lazy_imports import fcntl, subprocess
from core.base.progress import Progress, silent
from core.model.disk_lock import DiskEncryption, DiskLock
from core.store.postgres.address import owner_of

PATIENCE_S = 20
UNKNOWN = DiskLock(DiskEncryption.UNKNOWN)
_SHELL_ANSWERS = {"1": True, "2": False, "4": False, "6": True}
"""Of System.Volume.BitLockerProtection, which any user may read; a volume being encrypted (3) or whose protection is
suspended (5) keeps its key in clear for now, and is neither."""
_SEALED_FOLDERS = {"ecryptfs": "eCryptfs", "fuse.gocryptfs": "gocryptfs", "fuse.encfs": "EncFS", "fuse.cryfs": "CryFS"}
"""File systems that encrypt what they hold, whatever disk is under them."""
_CRYPT = re.compile(r"CRYPT-(?!VERITY|INTEGRITY)([A-Z]+)")
"""How the device mapper of Linux names what it encrypts; its checks of integrity encrypt nothing."""
_KINDS = {"BITLK": "BitLocker", "FVAULT": "FileVault", "TCRYPT": "VeraCrypt"}
_NO_WINDOW = 0x08000000
"""CREATE_NO_WINDOW of Windows: a program of the terminal opens none."""
_GET_FLAGS, _ENCRYPTED = 0x80086601, 0x800
"""FS_IOC_GETFLAGS and FS_ENCRYPT_FL of linux/fs.h: what fscrypt sets on a folder that it encrypts."""


def ask_disk(folder: Path, progress: Progress = silent) -> DiskLock:
    """Return what encrypts the disk of the base of an existing folder. It may take seconds: the system is asked by its
    own programs."""
    progress(0, 0)
    if (owner := owner_of(folder)) is not None and owner.authority is not None:
        return DiskLock(DiskEncryption.SERVER)
    place = Path(os.path.realpath(folder))
    if sys.platform == "win32":
        return bitlocker(_said(*_shell_question(place.drive)).decode("ascii", "replace"))
    if sys.platform == "darwin":
        device = device_of(_said("/bin/df", "-P", str(place)).decode("utf-8", "replace"))
        return filevault(_said("/usr/sbin/diskutil", "info", "-plist", device))
    if _is_flagged(place):
        return DiskLock(DiskEncryption.ON, "fscrypt")
    return linux_lock(place, Path("/proc/self/mountinfo").read_text("utf-8", "replace"), Path("/sys"))


def bitlocker(answer: str) -> DiskLock:
    """Return what the shell of Windows answers of a volume."""
    return _lock(_SHELL_ANSWERS.get(answer.strip()), "BitLocker")


def device_of(table: str) -> str:
    """Return the device of the last line of what ``df -P`` prints, empty where it is no device."""
    lines = table.splitlines()
    device = lines[-1].partition(" ")[0] if len(lines) > 1 else ""
    return device if device.startswith("/dev/") else ""


def filevault(plist: bytes) -> DiskLock:
    """Return what ``diskutil info -plist`` says of a volume."""
    try:
        encrypted = plistlib.loads(plist).get("FileVault")
    except (plistlib.InvalidFileException, ExpatError, ValueError):
        return UNKNOWN
    return _lock(encrypted if isinstance(encrypted, bool) else None, "FileVault")


def linux_lock(place: Path, mounts: str, system: Path) -> DiskLock:
    """Return what encrypts the disk under a real folder. ``mounts``: the table /proc/self/mountinfo; ``system``: where
    the kernel tells of its devices, /sys."""
    kind, number, source = _mount_of(place, mounts)
    if by := _SEALED_FOLDERS.get(kind):
        return DiskLock(DiskEncryption.ON, by)
    devices = (system / "dev" / "block" / number, system / "class" / "block" / Path(os.path.realpath(source)).name)
    device = next((path for path in devices if number and path.is_dir()), None)
    if device is None:
        return UNKNOWN
    ways = _ways_down(Path(os.path.realpath(device)))
    if not all(ways):
        return UNKNOWN if None in ways else DiskLock(DiskEncryption.OFF, "LUKS")
    return DiskLock(DiskEncryption.ON, ", ".join(sorted({way for way in ways if way})))


def _ways_down(device: Path) -> list[str | None]:
    """Return, for each way from a device down to a disk (volumes of LVM, arrays), what encrypts it: empty where nothing
    does, None where the disk is a file of another one."""
    uuid = device / "dm" / "uuid"
    match = _CRYPT.match(uuid.read_text("ascii", "replace")) if uuid.is_file() else None
    if match:
        return [_KINDS.get(match[1], "LUKS")]
    under = sorted((device / "slaves").iterdir()) if (device / "slaves").is_dir() else []
    if under:
        return [way for path in under for way in _ways_down(Path(os.path.realpath(path)))]
    return [None if device.name.startswith("loop") else ""]


def _mount_of(place: Path, mounts: str) -> tuple[str, str, str]:
    """Return (kind of file system, number of its device, its source) of what is mounted over a folder; the last of
    those mounted on one another."""
    mount, depth = ("", "", ""), -1
    for line in mounts.splitlines():
        place_part, _dash, kind_part = line.partition(" - ")
        fields, kind = place_part.split(" "), kind_part.split(" ")
        if len(fields) < 5 or len(kind) < 2:
            continue
        mounted_at = PurePath(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4]))
        if place.is_relative_to(mounted_at) and len(mounted_at.parts) >= depth:
            mount, depth = (kind[0], fields[2], kind[1]), len(mounted_at.parts)
    return mount


def _is_flagged(place: Path) -> bool:
    """Tell whether the file system itself encrypts a folder."""
    opened = os.open(place, os.O_RDONLY)
    try:
        flags = int.from_bytes(fcntl().ioctl(opened, _GET_FLAGS, bytes(8)), sys.byteorder)
    except OSError:  # A file system that has no such flags.
        return False
    finally:
        os.close(opened)
    return bool(flags & _ENCRYPTED)


def _shell_question(drive: str) -> Sequence[str]:
    """Return the command that asks the shell of Windows of a drive, such as « C: »."""
    program = Path(os.environ.get("SYSTEMROOT", "C:\\Windows"), "System32/WindowsPowerShell/v1.0/powershell.exe")
    shell = f"(New-Object -ComObject Shell.Application).NameSpace('{drive[:2]}')"
    question = f"{shell}.Self.ExtendedProperty('System.Volume.BitLockerProtection')"
    return (str(program), "-NoProfile", "-NonInteractive", "-Command", question)


def _said(*command: str) -> bytes:
    """Return what a program of the system prints, nothing where it is not there or does not answer."""
    programs = subprocess()
    hidden = _NO_WINDOW if os.name == "nt" else 0
    try:
        answer = programs.run(command, capture_output=True, timeout=PATIENCE_S, check=False, creationflags=hidden)
    except (OSError, programs.TimeoutExpired):
        return b""
    return bytes(answer.stdout)


def _lock(encrypted: bool | None, by: str) -> DiskLock:
    if encrypted is None:
        return UNKNOWN
    return DiskLock(DiskEncryption.ON if encrypted else DiskEncryption.OFF, by)
