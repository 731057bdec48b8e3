"""Keys are derived and written by their standards; a sealed file opens with its key alone, whole."""

import os
import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest

from core.store.safe import sealing
from core.store.safe.bech32 import encoded
from core.store.safe.sealing import seal, unseal
from core.store.safe.subkeys import SEALS, SHEETS, fingerprint, subkey
from tests.tables import table

SECRET = bytes(range(32)).hex()


def test_a_key_is_derived_as_the_standard_says() -> None:
    # RFC 5869, appendix A.3: no salt, no info; the first block.
    assert subkey(b"\x0b" * 22, b"").hex() == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    made = {subkey(bytes.fromhex(SECRET), use) for use in (SEALS, SHEETS)}
    assert len(made | {bytes.fromhex(SECRET)}) == 3
    assert fingerprint(bytes.fromhex(SECRET)) not in {one.hex()[:16] for one in made}


@table(
    "name, content, written",
    [
        # BIP-173, valid Bech32.
        ("a", "", "a12uel5l"),
        ("abcdef", "00443214c74254b635cf84653a56d7c675be77df", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"),
    ],
)
def test_a_key_is_written_as_the_standard_says(name: str, content: str, written: str) -> None:
    assert encoded(name, bytes.fromhex(content)) == written


def test_every_key_is_one_of_age() -> None:
    for _ in range(200):
        written = sealing.identity(os.urandom(32).hex())
        assert str(pyrage.x25519.Identity.from_str(written)) == written


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 200_000])
def test_a_sealed_file_comes_back_whole_or_not_at_all(tmp_path: Path, size: int) -> None:
    plain, sealed, back = (tmp_path / name for name in ("plain", "sealed", "back"))
    plain.write_bytes(os.urandom(size))
    seal(plain, sealed, SECRET)
    assert sealing.is_sealed(sealed)
    assert not sealing.is_sealed(plain)
    assert unseal(sealed, back, SECRET)
    assert back.read_bytes() == plain.read_bytes()
    back.unlink()
    whole = sealed.read_bytes()
    assert not unseal(sealed, back, os.urandom(32).hex())
    for harmed in (whole[:-1], whole[: len(whole) // 2], whole[:-20] + bytes(20), whole + b"x", whole[:30]):
        sealed.write_bytes(harmed)
        assert not unseal(sealed, back, SECRET)
        assert not back.exists()


def test_a_disk_that_refuses_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"x")
    seal(tmp_path / "plain", tmp_path / "sealed", SECRET)
    with pytest.raises(OSError, match=r"os error [23]"):
        unseal(tmp_path / "sealed", tmp_path / "absent" / "back", SECRET)


@pytest.mark.skipif(not shutil.which("age"), reason="the program age is not on this computer")
def test_the_program_age_opens_it_too(tmp_path: Path) -> None:
    plain, sealed, key = (tmp_path / name for name in ("plain", "sealed", "key"))
    plain.write_bytes(b"Une base." * 9999)
    seal(plain, sealed, SECRET)
    key.write_text(sealing.identity(SECRET))
    done = subprocess.run(["age", "--decrypt", "--identity", key, sealed], capture_output=True, check=True)
    assert done.stdout == plain.read_bytes()
