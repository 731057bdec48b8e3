"""What the system says of the disk under a folder: BitLocker, FileVault, and the layers of Linux."""

import sys
from pathlib import Path

import pytest

from core.base.lazy_imports import fcntl as fcntl_of
from core.model.disk_lock import DiskEncryption, DiskLock
from core.store.engine.disk_lock import UNKNOWN, ask_disk, bitlocker, device_of, filevault, linux_lock
from tests.tables import table

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the trees of Linux are links")

ON, OFF = DiskEncryption.ON, DiskEncryption.OFF
DF = """Filesystem   512-blocks      Used Available Capacity  Mounted on
/dev/disk3s5  965595304 412345678 530000000    44%    /System/Volumes/Data
"""
PLIST = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>DeviceIdentifier</key><string>disk3s5</string>{}</dict></plist>
"""


def plist(inside: str) -> bytes:
    return PLIST.format(inside).encode()


@table(
    "told, expected",
    [
        (bitlocker("1\r\n"), DiskLock(ON, "BitLocker")),
        (bitlocker("6"), DiskLock(ON, "BitLocker")),
        (bitlocker("2\r\n"), DiskLock(OFF, "BitLocker")),
        (bitlocker("4"), DiskLock(OFF, "BitLocker")),
        *((bitlocker(text), UNKNOWN) for text in ("", "0", "3", "5", "Accès refusé", "12")),
        (filevault(plist("<key>FileVault</key><true/>")), DiskLock(ON, "FileVault")),
        (filevault(plist("<key>FileVault</key><false/>")), DiskLock(OFF, "FileVault")),
        *((filevault(plist(inside)), UNKNOWN) for inside in ("", "<key>FileVault</key><string>Yes</string>")),
        *((filevault(told), UNKNOWN) for told in (b"", b"Could not find disk", b"<plist><dict>")),
    ],
)
def test_only_a_clear_answer_is_on_or_off(told: DiskLock, expected: DiskLock) -> None:
    assert told == expected


def test_the_device_of_a_folder_is_read_of_the_table_of_df() -> None:
    assert device_of(DF) == "/dev/disk3s5"
    assert device_of("") == device_of("df: absent\n") == device_of("Filesystem\nmap auto_home 0 0 0 - /home\n") == ""


class Machine:
    """The devices of a computer as the kernel of Linux tells of them, in a folder."""

    def __init__(self, system: Path) -> None:
        self.system = system
        (system / "dev" / "block").mkdir(parents=True)
        (system / "class" / "block").mkdir(parents=True)

    def add(self, name: str, number: str, *, uuid: str = "", on: tuple[str, ...] = ()) -> None:
        """Add a device, made of others."""
        device = self.system / "devices" / name
        (device / "slaves").mkdir(parents=True)
        for under in on:
            (device / "slaves" / under).symlink_to(self.system / "devices" / under)
        if uuid:
            (device / "dm").mkdir()
            (device / "dm" / "uuid").write_text(uuid + "\n", "ascii")
        for place in (Path("dev/block", number), Path("class/block", name)):
            (self.system / place).symlink_to(device)


@pytest.fixture
def laptop(tmp_path: Path) -> Path:
    """The devices of a machine: a plain partition, LVM on LUKS, LVM on two disks of which one is encrypted, a check of
    integrity, a file mounted as a disk, a volume of BitLocker."""
    made = Machine(tmp_path)
    made.add("sda1", "8:1")
    made.add("sda2", "8:2")
    made.add("dm-0", "253:0", uuid="CRYPT-LUKS2-0f-luks", on=("sda2",))
    made.add("dm-1", "253:1", uuid="LVM-home", on=("dm-0",))
    made.add("dm-2", "253:2", uuid="LVM-both", on=("dm-0", "sda1"))
    made.add("dm-3", "253:3", uuid="CRYPT-VERITY-1-root", on=("sda1",))
    made.add("loop0", "7:0")
    made.add("dm-4", "253:4", uuid="LVM-mixed", on=("dm-0", "loop0"))
    made.add("dm-5", "253:5", uuid="CRYPT-BITLK-2-usb", on=("sda1",))
    return tmp_path


@table(
    "mount, expected",
    [
        ("8:1 / /home rw - ext4 /dev/sda1 rw", DiskLock(OFF, "LUKS")),
        ("253:0 / /home rw - ext4 /dev/mapper/luks rw", DiskLock(ON, "LUKS")),
        ("253:1 / /home rw shared:1 - xfs /dev/mapper/vg-home rw", DiskLock(ON, "LUKS")),
        ("253:2 / /home rw - ext4 /dev/mapper/vg-both rw", DiskLock(OFF, "LUKS")),
        ("253:3 / /home rw - ext4 /dev/mapper/root rw", DiskLock(OFF, "LUKS")),
        ("253:4 / /home rw - ext4 /dev/mapper/vg-mixed rw", UNKNOWN),
        ("253:5 / /home rw - ntfs3 /dev/mapper/usb rw", DiskLock(ON, "BitLocker")),
        ("7:0 / /home rw - ext4 /dev/loop0 rw", UNKNOWN),
        ("0:40 / /home rw - btrfs /dev/sda1 rw", DiskLock(OFF, "LUKS")),
        ("0:41 / /home rw - zfs tank/home rw", UNKNOWN),
        ("0:42 / /home rw - ecryptfs /home/.ecryptfs rw", DiskLock(ON, "eCryptfs")),
        ("8:9 / /home rw - ext4 /dev/sdz9 rw", UNKNOWN),
        ("253:1 / /home/claire/Mémoire\\0401 rw - ext4 /dev/sdb1 rw", DiskLock(OFF, "LUKS")),
        ("253:0 / /home/cl rw - ext4 /dev/mapper/luks rw", DiskLock(OFF, "LUKS")),
    ],
)
def test_every_layer_under_the_folder_counts(mount: str, expected: DiskLock, laptop: Path) -> None:
    mounts = f"21 1 8:1 / / rw - ext4 /dev/sda1 rw\nunreadable\n36 21 {mount}\n"
    assert linux_lock(Path("/home/claire/premier-contact"), mounts, laptop) == expected


def test_the_last_of_two_mounts_on_one_folder_counts(laptop: Path) -> None:
    mounts = "21 1 8:1 / /home rw - ext4 /dev/sda1 rw\n22 1 253:0 / /home rw - ext4 /dev/mapper/luks rw\n"
    assert linux_lock(Path("/home/claire"), mounts, laptop) == DiskLock(ON, "LUKS")
    assert linux_lock(Path("/home"), "", laptop) == UNKNOWN


@table("platform", ["win32", "darwin"])
def test_a_system_whose_programs_do_not_answer_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert ask_disk(tmp_path) == UNKNOWN


def test_a_folder_that_its_file_system_encrypts_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask_disk(Path("/proc")) == UNKNOWN, "a file system without such flags"
    monkeypatch.setattr(fcntl_of(), "ioctl", lambda *_asked: (0x800).to_bytes(8, sys.byteorder))
    assert ask_disk(tmp_path) == DiskLock(ON, "fscrypt")


def test_this_computer_answers_with_a_sentence(tmp_path: Path) -> None:
    lock = ask_disk(tmp_path)
    assert lock.shown.endswith(".") and "{" not in lock.shown
    assert (lock.by == "") == (lock.state is DiskEncryption.UNKNOWN)
    link = tmp_path / "lien"
    link.symlink_to(tmp_path)
    assert ask_disk(link) == lock
