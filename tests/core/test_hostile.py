"""The attacker types: whatever the words, a verb leaves with 0, 1 or 2, says a French sentence on 2, and the base
verifies."""

from pathlib import Path

import pytest

from core.base.resources import resource
from tests import tables
from tests.core.conftest import Run, whole
from tests.core.hostile import row, table
from tests.lengths import some

SEARCHES = (
    '"', '""', "-", "--", "*", "a*", "*a", "NEAR", "NEAR(a b)", "a AND", "OR", "NOT a", "l'h", "d’été", "a:b",
    "words:a", "^a", "(a", "a)", "{a}", "a+b", "'; DROP TABLE lead; --", "%", "_", "\\", "é" * 5000, "a " * 3000,
    "0" * 400, "😀", "\u202e", "\x00", "\udcff", " ", "", "١٢٣", "٠٦", "²", "<b>", "NULL", "sqlite_master",
)  # fmt: skip


@tables.table("words", some(SEARCHES, of=2))
def test_a_search(run: Run, filled: str, words: str) -> None:
    assert run("leads", f"--search={words}")[0] in (0, 1)
    assert run("leads", f"--search={words}", "--json")[0] in (0, 1)
    whole(run)


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
    whole(run)


@tables.table("limit", ["0", "-1", "1" * 40, "x", "1.5", "٣"])
def test_a_limit(run: Run, filled: str, limit: str) -> None:
    run("leads", "--limit", limit)
    whole(run)


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
    whole(run)


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
    whole(run)


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
    whole(run)


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
    whole(run)


@pytest.mark.parametrize(
    "note", ["<img src=x>", "=cmd|'/C calc'!A0", "\x00", "\udcff", "x" * 2_000_000, "{0}%s", "\u202e"]
)
def test_a_note(run: Run, filled: str, note: str) -> None:
    run("call", filled, "--outcome", "talked", "--direction", "in", f"--note={note}")
    run("oppose", filled, f"--note={note}")
    assert run("show", filled)[0] == 0
    assert run("show", filled, "--json")[0] == 0
    whole(run)
