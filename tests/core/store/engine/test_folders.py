"""Where a base may live: folders that refuse writing, that are synchronised or on the network are refused."""

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.base.errors import UserError
from core.store.engine.folders import drive_kind, is_open_to_others, mounted, mounted_kinds, refuse_shared_folder
from core.store.engine.opening import NAME, close_to_others, open_store
from tests.core.store.conftest import put, refused_at, value_of
from tests.failing import fails_with
from tests.tables import table

NOBODY = 65534

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows tells of drives, and has no table of mounts")
as_root = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="takes another user's place, which only root may"
)


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "base").write_text("x")
    assert refused_at(tmp_path / "base").code == "FOLDER_READ_ONLY"
    assert refused_at(tmp_path / "base" / "below").code == "FOLDER_READ_ONLY"


def test_a_base_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    assert refused_at(tmp_path).code == "FOLDER_READ_ONLY"


def _as_nobody(work: Callable[[], str]) -> str:
    """Return what ``work`` says, run by a user without rights in a child process; root would write everywhere."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        try:
            said = work()
        except BaseException as problem:  # told to the parent, whatever it is
            said = f"{getattr(problem, 'code', type(problem).__name__)}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    assert os.waitpid(child, 0)[1] == 0
    return said


@pytest.fixture
def shared() -> Iterator[Callable[[Path], Path]]:
    """Moves a folder where any user may walk to: pytest's own are closed to others."""
    place = Path("/var/tmp") / f"premier-contact-{os.getpid()}"

    def moved(folder: Path) -> Path:
        shutil.copytree(folder, place)
        place.chmod(0o755)
        return place

    yield moved
    shutil.rmtree(place, ignore_errors=True)


@as_root
def test_another_user_s_folder_is_refused(base: Path, shared: Callable[[Path], Path]) -> None:
    folder = shared(base)
    before = (folder / NAME).read_bytes()

    def work() -> str:
        open_store(folder)
        return "opened"

    assert _as_nobody(work) == "FOLDER_READ_ONLY"
    assert _as_nobody(lambda: str(open_store(folder / "new"))) == "FOLDER_READ_ONLY"
    assert (folder / NAME).read_bytes() == before


@as_root
def test_an_empty_folder_that_refuses_writing(tmp_path: Path, shared: Callable[[Path], Path]) -> None:
    (tmp_path / "empty").mkdir()
    folder = shared(tmp_path / "empty")
    assert _as_nobody(lambda: str(open_store(folder))) == "FOLDER_READ_ONLY"


@as_root
def test_a_file_that_refuses_writing(base: Path, shared: Callable[[Path], Path]) -> None:
    """The folder may be written, the base may not: it is read, and the first write is refused."""
    (base / NAME).chmod(0o644)
    folder = shared(base)
    folder.chmod(0o777)

    def work() -> str:
        store = open_store(folder)
        read = value_of(store, "user")
        try:
            put(store, "user", "Hugo")
        except UserError as problem:
            return f"{read} {problem.code}"
        return "written"

    assert _as_nobody(work) == "Claire BASE_READ_ONLY"


@as_root
def test_locks_of_another_user_are_told(base: Path, shared: Callable[[Path], Path]) -> None:
    folder = shared(base)
    folder.chmod(0o777)
    (folder / NAME).chmod(0o666)
    (folder / f"{NAME}.door").chmod(0o600)

    def work() -> str:
        put(open_store(folder), "user", "Hugo")
        return "written"

    assert _as_nobody(work) == "BASE_READ_ONLY"


@table(
    "place, service",
    [
        ("/home/claire/OneDrive/pc", "OneDrive"),
        ("/home/claire/OneDrive - Agence des Tilleuls/pc", "OneDrive"),
        ("/home/claire/Dropbox (Agence)/pc", "Dropbox"),
        ("/home/claire/Mon Drive/pc", "Google Drive"),
        ("/Users/claire/Library/Mobile Documents/pc", "iCloud"),
        ("/home/claire/kDrive", "kDrive"),
        ("/home/claire/Nextcloud/x/y", "Nextcloud"),
        ("/home/claire/OneDrive_old/pc", "OneDrive"),
        ("/home/claire/iCloudDrive/pc", "iCloud"),
        ("/Users/claire/Library/CloudStorage/OneDrive-Agence/pc", "compte en ligne"),
        ("/home/claire/SynologyDrive/pc", "Synology Drive"),
        ("/home/claire/Seafile/pc", "Seafile"),
        ("/home/claire/Proton Drive/claire/pc", "Proton Drive"),
        ("/home/claire/Jottacloud/pc", "Jottacloud"),
        ("/home/claire/Tresorit/pc", "Tresorit"),
        ("/home/claire/Syncthing/pc", "Syncthing"),
        ("/home/claire/hubiC/pc", "hubiC"),
    ],
)
def test_a_synchronised_folder_is_refused_by_name(place: str, service: str) -> None:
    with pytest.raises(UserError) as refused:
        refuse_shared_folder(Path(place), mounts="")
    assert refused.value.code == "FOLDER_SYNCED"
    assert service in refused.value.text


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/agence /mnt/agence nfs4 rw 0 0
//nas/commun /mnt/nas cifs rw 0 0
/dev/sdb1 /mnt/agence/local ext4 rw 0 0
broken line
"""


MOUNTED = ["/mnt/agence", "/mnt/agence/pc/base", "/mnt/nas/x"]


@table("place", ["//serveur/partage/pc", *([] if sys.platform == "win32" else MOUNTED)])
def test_a_network_folder_is_refused(place: str) -> None:
    with fails_with("FOLDER_NETWORK"):
        refuse_shared_folder(Path(place), mounts=MOUNTS)


@pytest.mark.skipif(sys.platform == "win32", reason="a user of Windows may make no link")
def test_a_link_into_a_synchronised_folder_is_followed(tmp_path: Path) -> None:
    real = tmp_path / "Dropbox" / "pc"
    real.mkdir(parents=True)
    (tmp_path / "donnees").symlink_to(real, target_is_directory=True)
    assert refused_at(tmp_path / "donnees").code == "FOLDER_SYNCED"


@table("mark", [".stfolder", ".SynologyWorkingDirectory", ".dropbox.cache", ".seafile-data"])
def test_what_a_service_leaves_tells_of_it(tmp_path: Path, mark: str) -> None:
    folder = tmp_path / f"sous{mark}"
    (folder / mark).mkdir(parents=True)
    assert refused_at(folder / "agence" / "pc").code == "FOLDER_SYNCED"


def test_the_folder_of_onedrive_has_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Documents de l’agence"))
    assert refused_at(tmp_path / "Documents de l’agence" / "pc").code == "FOLDER_SYNCED"
    open_store(tmp_path / "Documents").close()


MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//claire@nas._smb._tcp.local/commun on /Volumes/Agence des Tilleuls (smbfs, nodev, nosuid, mounted by claire)
/dev/disk4s1 on /Volumes/Clef (exfat, local, nodev, nosuid)
"""


@posix
def test_what_the_systems_say_of_their_drives() -> None:
    kinds = mounted_kinds(MAC)
    assert (kinds["/Volumes/Agence des Tilleuls"], kinds["/Volumes/Clef"]) == ("smbfs", "exfat")
    with fails_with("FOLDER_NETWORK"):
        refuse_shared_folder(Path("/Volumes/Agence des Tilleuls/pc"), mounts=MAC)
    refuse_shared_folder(Path("/Volumes/Clef/pc"), mounts=MAC)
    assert mounted_kinds("//nas/c /mnt/mes\\040dossiers cifs rw 0 0") == {"/mnt/mes dossiers": "cifs"}


def test_a_drive_of_another_computer() -> None:
    # Windows: no root, removable, fixed, of another computer, a disc.
    assert [drive_kind(answer) for answer in (1, 2, 3, 4, 5)] == ["", "", "", "remote", ""]


@table(
    "place",
    [
        "/home/claire/megalithe",
        "/home/claire/mega_immo/pc",
        "/home/claire/hubico/pc",
        "/mnt/agence/local/pc",
        "/mnt/autre",
        "/dropboxed/pc",
    ],
)
def test_a_folder_of_this_computer_is_accepted(place: str) -> None:
    refuse_shared_folder(Path(place), mounts=MOUNTS)


def test_nothing_is_made_in_a_refused_folder(tmp_path: Path) -> None:
    assert refused_at(tmp_path / "OneDrive" / "pc").code == "FOLDER_SYNCED"
    assert list(tmp_path.iterdir()) == []


def test_a_computer_without_a_table_of_mounts(tmp_path: Path) -> None:
    refuse_shared_folder(tmp_path, mounts="")
    assert mounted(tmp_path / "none", str(tmp_path / "none")) == ""


@posix
def test_a_computer_that_says_its_mounts_by_a_command(tmp_path: Path) -> None:
    (tmp_path / "said").write_text(MAC)
    command = tmp_path / "mount"
    command.write_text(f"#!/bin/sh\nexec cat '{tmp_path / 'said'}'\n")
    command.chmod(0o755)
    assert mounted(tmp_path / "none", str(command)) == MAC


def test_the_sentence_of_a_folder_names_it(tmp_path: Path) -> None:
    (tmp_path / "base").write_text("x")
    refused = refused_at(tmp_path / "base")
    assert str(tmp_path / "base") in refused.text
    assert isinstance(refused.__cause__, OSError)
    assert refused.__cause__.errno in (errno.EEXIST, errno.ENOTDIR)


def test_on_windows_the_profile_of_the_user_is_theirs_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There rights are those of the profile: what stands outside it is said, and nothing is changed."""
    home = tmp_path / "Users" / "Claire"
    (home / "base").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(sys, "platform", "win32")
    (home / "base").chmod(0o755)
    (home / "base" / NAME).write_bytes(b"")
    (home / "base" / NAME).chmod(0o644)
    before = (home / "base" / NAME).stat().st_mode
    close_to_others(home / "base" / NAME)
    assert (home / "base" / NAME).stat().st_mode == before
    assert not is_open_to_others(home / "base")
    assert is_open_to_others(tmp_path)
