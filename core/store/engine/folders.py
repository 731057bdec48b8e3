"""Tells whether a base may live in a folder: not where another program copies it while it changes, nor on the network,
where SQLite would lose or damage it."""

import os
import re
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path, PurePath

from core.base.disk import drive_type
from core.base.lazy_imports import subprocess
from core.words.errors import error

_SYNCED = {
    "onedrive": "OneDrive",
    "skydrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "mon drive": "Google Drive",
    "my drive": "Google Drive",
    "drivefs": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "cloudstorage": "ce compte en ligne",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "kdrive": "kDrive",
    "box sync": "Box",
    "boxsync": "Box",
    "pcloud": "pCloud",
    "pclouddrive": "pCloud",
    "mega": "MEGA",
    "megasync": "MEGA",
    "synologydrive": "Synology Drive",
    "synology drive": "Synology Drive",
    "cloudstation": "Synology Drive",
    "seafile": "Seafile",
    "seadrive": "Seafile",
    "proton drive": "Proton Drive",
    "protondrive": "Proton Drive",
    "jottacloud": "Jottacloud",
    "tresorit": "Tresorit",
    "tresorit drive": "Tresorit",
    "tresors": "Tresorit",
    "syncthing": "Syncthing",
    "hubic": "hubiC",
    "cozy drive": "Cozy",
    "qsync": "Qsync",
    "resilio sync": "Resilio Sync",
    "btsync": "Resilio Sync",
    "sync.com": "Sync.com",
    "yandex.disk": "Yandex Disk",
    "yandexdisk": "Yandex Disk",
    "filen": "Filen",
    "internxt drive": "Internxt",
    "amazon drive": "Amazon Drive",
    "spideroak hive": "SpiderOak",
    "koofr": "Koofr",
}
"""How a folder of a service is named → the service."""
_LOOSE = (" -", "-", " (")
_AFTER = dict.fromkeys(("onedrive", "dropbox", "googledrive", "nextcloud", "iclouddrive"), (*_LOOSE, "_", "."))
"""What may follow such a name: « OneDrive - Agence », « Dropbox (Perso) », « OneDrive_old »."""
_LEFT = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".SynologyWorkingDirectory": "Synology Drive",
    ".seafile-data": "Seafile",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".tresorit": "Tresorit",
    ".megaignore": "MEGA",
    ".sync": "Resilio Sync",
}
"""What a service leaves in the folder it copies → the service."""
_ACCOUNTS = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""The variables by which Windows says where OneDrive keeps its folders."""
_NETWORK = {
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "davfs", "fuse.davfs2", "afs", "9p", "fuse.rclone"),
    *("afpfs", "webdav", "ftp", "fuse.gvfsd-fuse", "ceph", "fuse.glusterfs", "lustre", "vboxsf", "prl_fs", "remote"),
}
_REMOTE_DRIVE = 4
"""What Windows answers for a drive that is a folder of another computer (GetDriveType, DRIVE_REMOTE)."""
_MAC_MOUNT = re.compile(r"^.* on (/.*) \((\w+)[,)]")


def refuse_shared_folder(folder: Path, mounts: str | None = None) -> None:
    """Raise UserError when ``folder`` is synchronised or on the network, by its name or by that of the real folder
    behind it."""
    places = [folder.absolute(), Path(os.path.realpath(folder))]
    for place in dict.fromkeys(places):
        service = _synced_by(place.parts) or _account(place, os.environ) or _left_in(place)
        if service:
            raise error("FOLDER_SYNCED", service=service)
    if str(folder).startswith(("\\\\", "//")) or _kind_under(places[1], mounts) in _NETWORK:
        raise error("FOLDER_NETWORK")


def is_open_to_others(folder: Path) -> bool:
    """Tell whether other users of this computer may enter a folder; on Windows, where rights are those of the profile,
    whether it stands outside the user's own."""
    if sys.platform == "win32":
        return not Path(os.path.realpath(folder)).is_relative_to(Path.home())
    return bool(folder.stat().st_mode & 0o077)


def _synced_by(parts: Iterable[str]) -> str:
    """Return the service whose folder one of these names is, empty when none is."""
    return next(filter(None, map(_service_of, parts)), "")


@lru_cache(maxsize=256)
def _service_of(part: str) -> str:
    """Return the service whose folders are named so, empty for any other name. Kept: a base is opened many times."""
    name = part.lower()
    for mark, service in _SYNCED.items():
        if name.startswith(tuple(mark + sign for sign in _AFTER.get(mark, _LOOSE))) or name == mark:
            return service
    return ""


def _account(place: Path, environment: Mapping[str, str]) -> str:
    """Return OneDrive where the system says that its folder holds ``place``, whatever its name."""
    held = (Path(environment[name]) for name in _ACCOUNTS if environment.get(name))
    return "OneDrive" if any(place.is_relative_to(path) for path in held) else ""


def _left_in(place: Path) -> str:
    """Return the service that left a mark of its own in ``place`` or above it."""
    above = [path for path in (place, *place.parents) if path != Path.home()]
    # os.path answers no for a name too long; Path raises.
    found = (
        service
        for text in map(str, above)
        for mark, service in _LEFT.items()
        if os.path.exists(os.path.join(text, mark))  # noqa: PTH110, PTH118
    )
    return next(found, "")


def _kind_under(place: Path, mounts: str | None) -> str:
    """Return the kind of file system under a real folder, by what the system says."""
    drive = drive_kind(drive_type(place.anchor)) if mounts is None else ""
    kinds = mounted_kinds(mounted() if mounts is None else mounts)
    return drive or next((kinds[str(parent)] for parent in (place, *place.parents) if str(parent) in kinds), "")


def drive_kind(answer: int) -> str:
    """Return the kind of a drive of Windows from what GetDriveType answers: « remote », or nothing to say."""
    return "remote" if answer == _REMOTE_DRIVE else ""


def mounted(table: Path = Path("/proc/mounts"), command: str = "/sbin/mount") -> str:
    """Return what the system says is mounted: the table of Linux, else what a command says, as on macOS; empty where
    there is neither."""
    if table.exists():
        return table.read_text("utf-8", "replace")
    if not Path(command).exists():
        return ""
    words: str = subprocess().run([command], capture_output=True, text=True, check=False).stdout
    return words


@lru_cache(maxsize=1)
def mounted_kinds(mounts: str) -> Mapping[str, str]:
    """Return folder → kind of file system, from the table of Linux or from what ``mount`` says on macOS."""
    kinds: dict[str, str] = {}
    for line in mounts.splitlines():
        fields = line.split(" ")
        if mac := _MAC_MOUNT.match(line):
            kinds[mac[1]] = mac[2]
        elif len(fields) > 2:
            kinds[str(PurePath(fields[1].replace("\\040", " ")))] = fields[2]
    return kinds
