"""The attacker types: whatever the words, a verb leaves with 0, 1 or 2, says a French sentence on 2, and the base
verifies at the end: what is broken in it stays so."""

import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader

from core.base.resources import resource
from core.store.engine.opening import NAME
from tests import tables
from tests.bases import put_base
from tests.core.conftest import BOUGHT, Run, whole
from tests.core.hostile import FILES, NAMES, ROW, row, table
from tests.lengths import some

pytestmark = pytest.mark.own_process
SEARCHES = (
    '"', '""', "-", "--", "*", "a*", "*a", "NEAR", "NEAR(a b)", "a AND", "OR", "NOT a", "l'h", "d’été", "a:b",
    "words:a", "^a", "(a", "a)", "{a}", "a+b", "'; DROP TABLE lead; --", "%", "_", "\\", "é" * 5000, "a " * 3000,
    "0" * 400, "😀", "\u202e", "\x00", "\udcff", " ", "", "١٢٣", "٠٦", "²", "<b>", "NULL", "sqlite_master",
)  # fmt: skip


@pytest.fixture(autouse=True)
def stays_whole(run: Run) -> Iterator[None]:
    """The base and its journal are whole after all that was typed."""
    yield
    whole(run)


@tables.table("words", some(SEARCHES, of=2))
def test_a_search(run: Run, filled: str, words: str) -> None:
    assert run("leads", f"--search={words}")[0] in (0, 1)
    assert run("leads", f"--search={words}", "--json")[0] in (0, 1)


@tables.table(
    "given",
    [
        *("name=x", "=", "a=b=c", "source='; DROP TABLE lead; --", "source=\x00", "town=%", "light=", "light=vert"),
        *(
            "opposition=",
            "title=oui",
            "batch=1e9",
            "batch=" + "9" * 40,
            "batch=-1",
            "notice=",
            "due=9999",
            "\udcff=\udcff",
        ),
    ],
)
def test_a_filter(run: Run, filled: str, given: str) -> None:
    run("leads", "--filter", given)


@tables.table("limit", ["0", "-1", "1" * 40, "x", "1.5", "٣"])
def test_a_limit(run: Run, filled: str, limit: str) -> None:
    run("leads", "--limit", limit)


WHO = (
    "", " ", "' OR 1=1 --", "0" * 1000, "9" * 1000, "9223372036854775808", "99999999999999999999",
    "7531154517467860992", "-1", "+33", "+", "٠٦٣٩٩٨٠٠٠١", "²²²²²²²²²²²²", "06 39 98 00 01 poste 5", "1e5", "a@b", "@",
    "a@" * 999 + "b.fr", "x" * 70_000 + "@exemple.fr", "../../etc/passwd", "\x00", "\udcff", "\udcff@exemple.fr", "😀",
    "%00", "None", "+0",
)  # fmt: skip


@pytest.mark.parametrize("who", some(WHO, of=3))
def test_who(run: Run, filled: str, tmp_path: Path, who: str) -> None:
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF coupon")
    agreed = ("--collected", "2025-11-20T10:00", "--wording", "consent-1", "--proof", str(proof))
    for verb, *options in (
        ("show",), ("may",), ("call", "--outcome", "talked"), ("call", "--outcome", "opposed", "--direction", "in"),
        ("consent", *agreed), ("notice", "--out", str(tmp_path / "lettres")), ("oppose",), ("oppose", "--json"),
    ):  # fmt: skip
        run(verb, *options, *(["call"] if verb == "may" else []), "--", who)


MOMENTS = (
    "2026-03-29T02:30", "2026-10-25T02:30", "2025-03-30T02:30", "2025-10-26T02:30", "2024-02-29T10:00",
    "2026-02-29T10:00", "0001-01-01T00:00", "0001-01-01T00:00+14:00", "9999-12-31T23:59", "9999-12-31T23:59-12:00",
    "2025-11-24T25:00", "2025-W48-2", "20251124T103000Z", "2025-11-24T10:30:00.123456789Z", "24/11/2025 à 14 h 30",
    "31/04/2025", "1e9", "٢٠٢٥-١١-٢٤", "demain", " ", "\x00", "-1", "2025-11-24T10:30+99:00",
)  # fmt: skip


@pytest.mark.parametrize("moment", some(MOMENTS, of=3))
def test_a_moment(run: Run, filled: str, tmp_path: Path, moment: str) -> None:
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF coupon")
    for channel in ("call", "letter", "email", "sms"):
        run("may", channel, filled, f"--at={moment}")
    run("call", filled, "--outcome", "talked", "--direction", "in", f"--at={moment}")
    for until in ("", moment[:10]):
        options = (f"--collected={moment}", "--wording", "consent-1", "--proof", str(proof), f"--until={until}")
        run("consent", filled, *options)
    for verb in (("may", "call", filled), ("show", filled), ("leads",), ("call", filled, "--outcome", "talked")):
        run(*verb)
    file = tmp_path / "deux.csv"
    file.write_bytes(table(row("Dupont", "06 39 98 00 02", seen=moment)))
    run("import", str(file), "--supplier", "P", f"--collected={moment}")
    run("import", str(file), "--supplier", "P", f"--collected={moment[:10]}")
    run("capture", str(file), f"--at={moment}")
    run("leads")


@tables.table(
    "toml",
    some([
        b"", b"[agency", b"agency = 5", b"agency = []", b"[agency]\nname = []", b"[agency]\nname = {a = 1}",
        b"[agency]\nconsent_months = -1", b"[agency]\nconsent_months = 99999999999999999999",
        b"[agency]\nconsent_months = 1e400", b"[agency]\nname = 2025-11-24", b"[agency]\nname = nan", b"\xff\xfe",
        b'[agency]\nname = "\\u0000"', b"a = " + b"[" * 5000, b"[agency]\n" + b"a." * 5000 + b"b = 1", b"x = 1",
        b'[agency]\nname = "' + b"x" * 1_000_000 + b'"', b'[agency]\n"__class__" = "x"',
    ], of=2),
)  # fmt: skip
def test_an_agency_file(run: Run, filled: str, tmp_path: Path, toml: bytes) -> None:
    (tmp_path / "agence.toml").write_bytes(toml)
    run("agency", "--file", str(tmp_path / "agence.toml"))
    for verb in (("agency",), ("leads",), ("may", "letter", filled), ("notice", "--due", "--out", str(tmp_path / "l"))):
        run(*verb)


@tables.table(
    "pair",
    some(
        [
            *(
                "name=<b>x",
                "name=\x00",
                "name=\udcff",
                "name=" + "x" * 100_000,
                "siren='",
                "consent_months=-1",
                "=x",
                "x",
                "=",
            ),
            *(
                "consent_months=" + "9" * 30,
                "consent_months=²",
                "consent_months=٣",
                "holds_funds=2",
                "phone=javascript:1",
            ),
            *(
                "email=a@b@c",
                "__class__=x",
                "name={agency_name}",
                "name=[[si x]]",
                "commercial_agent=NULL",
                "agency.name=x",
            ),
        ],
        of=2,
    ),
)
def test_an_agency_field(run: Run, filled: str, tmp_path: Path, pair: str) -> None:
    run("agency", "--file", str(resource("demo", "agence.toml")), "--set", pair)
    run("agency", "--set", pair)
    for verb in (("agency",), ("may", "letter", filled), ("notice", "--due", "--out", str(tmp_path / "l"))):
        run(*verb)


@pytest.mark.parametrize(
    "note", ["<img src=x>", "=cmd|'/C calc'!A0", "\x00", "\udcff", "x" * 2_000_000, "{0}%s", "\u202e"]
)
def test_a_note(run: Run, filled: str, note: str) -> None:
    run("call", filled, "--outcome", "talked", "--direction", "in", f"--note={note}")
    run("oppose", filled, f"--note={note}")
    assert run("show", filled)[0] == 0
    assert run("show", filled, "--json")[0] == 0


# --- The attacker sells files: each is read or refused in a sentence; a name prints as typed or its letter is refused


@pytest.mark.parametrize("trick", some([*FILES], of=2))
def test_a_file(run: Run, tmp_path: Path, trick: str) -> None:
    name, make = FILES[trick]
    (tmp_path / name).write_bytes(make())
    code, out, err = run("import", str(tmp_path / name), *BOUGHT, "--site", "Toit")
    assert code != 1
    assert out or err
    assert "root:" not in out + err


@pytest.mark.parametrize(
    "name",
    [
        "a b é.csv",
        "=1+1.csv",
        "%s{0}.csv",
        "<b>.csv",
        "CON.csv",
        "-x.csv",
        "é" * 120 + ".csv",
        "a\nb.csv",
        "\udcff.csv",
    ],
)
def test_a_file_name(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(table(ROW))
    assert run("import", str(tmp_path / name), *BOUGHT)[0] == 0
    (tmp_path / name).write_bytes(b"%PDF")
    assert run("import", str(tmp_path / name), *BOUGHT)[0] == 2


@pytest.mark.parametrize("verb", [("import", *BOUGHT), ("capture",), ("agency", "--file"), ("consent", "0639980001")])
@pytest.mark.parametrize("kind", ["folder", "fifo", "loop", "missing", "name too long", "device", "nothing"])
def test_what_is_not_a_file(run: Run, filled: str, tmp_path: Path, verb: tuple[str, ...], kind: str) -> None:
    path = tmp_path / "objet"
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        if not hasattr(os, "mkfifo"):
            pytest.skip("this system has no such pipe")
        os.mkfifo(path)
    elif kind == "loop":
        path.symlink_to(path)
    given = {"name too long": "x" * 5000, "device": "/dev/zero", "nothing": ""}.get(kind, str(path))
    extra = ("--collected", "2025-11-20T10:00", "--wording", "x", "--proof") if verb[0] == "consent" else ()
    assert run(*verb, *extra, given)[0] in (1, 2)


def letters(text: str) -> str:
    """What must be found again: the letters and figures, composed."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


@pytest.mark.parametrize("name", some([*NAMES], of=4))
def test_a_name_prints_as_typed_or_its_letter_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / "nom.csv"
    file.write_bytes(table(row().replace("Morvan", f'"{name}"')).replace(b"Nom;", b"Nom de famille;"))
    run("import", str(file), *BOUGHT, "--map", "Nom de famille=last_name")
    run("agency", "--file", str(resource("demo", "agence.toml")))
    assert run("leads")[0] == 0
    assert run("leads", f"--search={name}")[0] in (0, 1)
    code, out, _ = run("notice", "--due", "--out", str(tmp_path / "lettres"))
    printed = [*(tmp_path / "lettres").glob("*.pdf")]
    assert len(printed) == (code == 0)
    if printed:
        page = letters(PdfReader(printed[0]).pages[0].extract_text())
        assert letters(name) in page, page
    else:
        assert "Pas de lettre" in out


# --- The attacker chooses where the base and the letters go, and which page is read


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
