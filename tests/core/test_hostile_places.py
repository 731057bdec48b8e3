"""The attacker chooses where the base and the letters go, and which page is read."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from core.base.resources import resource
from core.store.engine.opening import NAME
from tests.bases import put_base
from tests.core.conftest import BOUGHT, Run, whole
from tests.lengths import some


@pytest.mark.parametrize(
    "kind",
    [
        *("a file", "under a file", "read only", "a folder as base", "a text as base", "an empty base", "half a base"),
        *("another program's base", "spaces and accents", "deep", "name too long", "devices", "bad bytes", "quotes"),
    ],
)
def test_a_folder(run: Run, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "dossier"
    folder.mkdir()
    base = folder / NAME
    if kind == "a file":
        folder = folder / "fichier"
        folder.write_bytes(b"x")
    elif kind == "under a file":
        (folder / "fichier").write_bytes(b"x")
        folder = folder / "fichier" / "dessous"
    elif kind == "read only":
        folder.chmod(0o555)
    elif kind == "a folder as base":
        base.mkdir()
    elif kind == "a text as base":
        base.write_bytes(b"Bonjour. " * 500)
    elif kind == "an empty base":
        base.touch()
    elif kind == "half a base":
        put_base(folder)
        base.write_bytes(base.read_bytes()[:5000])
    elif kind == "another program's base":
        base.write_bytes((resource("demo", "pige_uzes.csv")).read_bytes())
    else:
        parts = {"spaces and accents": "mes données d’été", "deep": "/".join("a" * 40), "name too long": "x" * 5000}
        parts |= {"devices": "/dev/null/x", "bad bytes": "\udcff", "quotes": "'\"; --"}
        folder = folder / parts[kind]
    code = run("import", str(resource("demo", "pige_uzes.csv")), *BOUGHT, folder=folder)[0]
    # The administrator writes anywhere: a folder said to be read-only does not stop the tests then.
    works = kind in ("an empty base", "spaces and accents", "deep", "bad bytes", "quotes")
    assert code == (0 if works or (kind == "read only" and os.access(folder, os.W_OK)) else 2)
    assert (run("verify", folder=folder)[0] == 0) == (code == 0)


@pytest.mark.parametrize(
    "kind", ["a file", "under a file", "device", "name too long", "nothing", "accents", "bad bytes"]
)
def test_where_letters_go(run: Run, filled: str, tmp_path: Path, kind: str) -> None:
    run("agency", "--file", str(resource("demo", "agence.toml")))
    (tmp_path / "f").write_bytes(b"x")
    out = {"a file": tmp_path / "f", "under a file": tmp_path / "f" / "g", "device": "/dev/null/x"}
    out |= {
        "name too long": "x" * 5000,
        "nothing": tmp_path,
        "accents": tmp_path / "é ’",
        "bad bytes": tmp_path / "\udcff",
    }
    code, said, _ = run("notice", "--due", "--out", str(out[kind]))
    assert code == (0 if kind in ("nothing", "accents", "bad bytes") else 2), said
    whole(run)


PAGES: Mapping[str, Callable[[], bytes]] = {
    "nested": lambda: b"<div>" * 200_000,
    "nested lists": lambda: b'<script type="application/ld+json">' + b"[" * 200_000 + b"</script>",
    "nested objects": lambda: (
        b'<script id="__NEXT_DATA__">' + b'{"a":' * 200_000 + b"1" + b"}" * 200_000 + b"</script>"
    ),
    "a number without end": lambda: b'<script type="application/ld+json">{"price":' + b"9" * 100_000 + b"}</script>",
    "a billion laughs": lambda: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a"><!ENTITY b "&a;&a;">]><x>&b;</x>',
    "an attribute of 5 MB": lambda: b'<a href="' + b"x" * 5_000_000 + b'">',
    "a million attributes": lambda: b"<a " + b"x=1 " * 300_000 + b">",
    "comments": lambda: b"<!--" * 200_000,
    "zero bytes": lambda: b"\0" * 100_000,
    "half a pair": lambda: b'<script type="application/ld+json">{"@type":"X","name":"\\ud800","a":"\\udc00"}</script>',
    "nothing": lambda: b"",
    "a picture": lambda: b"\x89PNG" + b"\0" * 1000,
    "a false address": lambda: b'<link rel=canonical href="https://[::1/">' * 100,
    "an address of a file": lambda: b'<link rel=canonical href="file:///etc/passwd">',
    "31 MB": lambda: b" " * (31 << 20),
}


@pytest.mark.parametrize("trick", some([*PAGES], of=2))
def test_a_page(run: Run, tmp_path: Path, trick: str) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(PAGES[trick]())
    code, out, _ = run("capture", str(page))
    assert code == 1
    assert "page.html" in out
    whole(run)


@pytest.mark.parametrize(
    "address",
    some(
        [
            *(
                "http://",
                "https://",
                "http://[::1",
                "http://[::1]/",
                "http://127.0.0.1:1/",
                "http://localhost/",
                "http://0/",
            ),
            *("http://169.254.169.254/latest", "http://2130706433/", "http://0x7f.1/", "http://user:pass@127.0.0.1/"),
            *(
                "http://\udcff/",
                "http://exa mple/",
                "http://é" + "x" * 300 + ".fr",
                "http://a..b/",
                "http://127.0.0.1:99999/",
            ),
            *("HTTP://LOCALHOST/", "http://\x00/", "ftp://127.0.0.1/", "file:///etc/passwd", "javascript:alert(1)"),
        ],
        of=2,
    ),
)
def test_an_address(run: Run, address: str) -> None:
    code, out, err = run("capture", address)
    assert code in (1, 2)
    assert "root:" not in out + err
    whole(run)
