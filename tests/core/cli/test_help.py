"""The help of every verb speaks French, and names what it waits for as the sentence that says it is missing does."""

import json
import os
import re
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from click.testing import CliRunner

from core.base.streams import nearest, nobody_reads, ready
from core.base.version import VERSION
from core.cli.run import run, verbs
from tests.bases import put_base
from tests.core.conftest import one_person
from tests.lengths import some
from tests.tables import table
from tests.test_readme import VERBS

ENGLISH = re.compile(
    r"Usage|Commands:|Show this|required|\.\.\.|"
    r"\b(?:ARGS|WHO|LEAD|CHANNEL|FILE|PATH|TEXT|INTEGER|DIRECTORY|OTHER|KEEP)\b(?!\])"
)


@table("name", ["", *VERBS])
def test_the_help_speaks_french(name: str) -> None:
    told = CliRunner().invoke(verbs, [*name.split(), "--help"], prog_name="main.py", terminal_width=200)
    assert told.exit_code == 0
    assert told.output.startswith("Emploi\u202f: main.py")
    shown = "\n".join(line.rstrip("…. ") for line in told.output.replace("...\n", "\n").splitlines())
    assert ENGLISH.findall(shown) == []


def test_what_is_missing_has_the_name_of_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["may", "call"]) == 2
    assert "«\u202fQUI\u202f»" in capsys.readouterr().err


# --- Standard streams that are missing, or that cannot write French, never end the program

ROOT = Path(__file__).resolve().parents[3]


@table(
    "encoding, raw, wanted",
    [
        ("cp1252", "Refus\u202f: l’œil, 3\u00a0€…", "Refus\u00a0: l’œil, 3\u00a0€…"),
        ("cp850", "«\u202fRefus\u202f» : l’œil – 3 €…", "«\u00a0Refus\u00a0» : l'oeil - 3 EUR..."),
        ("ascii", "«\u202fÉté\u202f»", '" ?t? "'),
        ("latin-1", "△ “Non” — 東", '? "Non" - ?'),
        ("utf-8", "△ ’\u202f東", "△ ’\u202f東"),
    ],
)
def test_a_sign_that_cannot_be_written_is_written_as_the_nearest(encoding: str, raw: str, wanted: str) -> None:
    ready()
    assert raw.encode(encoding, "premier-contact-nearest").decode(encoding) == wanted


def test_only_writing_is_mended() -> None:
    with pytest.raises(UnicodeDecodeError):
        nearest(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x"))


OF_SYSTEM = {name: os.environ[name] for name in ("SYSTEMROOT", "USERPROFILE", "TEMP") if name in os.environ}
"""What no program of Windows does without."""


def _run(folder: Path, encoding: str, *verb: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "main.py", *verb, "--data-dir", str(folder)],
        cwd=ROOT,
        env={**OF_SYSTEM, "PATH": "", "PYTHONIOENCODING": encoding, "HOME": str(folder)},
        capture_output=True,
        timeout=120,
        check=False,
    )


def _output(encoding: str, monkeypatch: pytest.MonkeyPatch) -> "TextIOWrapper[BytesIO]":
    """As Windows gives it where an answer goes to a file: "surrogateescape" ends the program at a sign it lacks."""
    signs, errors = encoding.split(":")
    output = TextIOWrapper(BytesIO(), encoding=signs, errors=errors)
    monkeypatch.setattr(sys, "stdout", output)
    return output


@table("encoding", ["cp1252:surrogateescape", "cp850:surrogateescape", "latin-1:strict", "utf-8:strict"])
def test_each_verb_is_explained_in_any_encoding(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    output = _output(encoding, monkeypatch)
    ready()
    for name in VERBS:
        assert run([*name.split(), "--help"]) == 0, name
    output.flush()
    assert output.buffer.getvalue().decode(output.encoding).count("Emploi") == len(VERBS)


@table("encoding", ["cp1252:surrogateescape", "utf-8:strict", "ascii:strict"])
def test_each_verb_answers_json_in_any_encoding(tmp_path: Path, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Without what they ask for, most of them refuse: that is JSON too.
    put_base(tmp_path, one_person)
    for name in some([*VERBS], of=6):
        output = _output(encoding, monkeypatch)
        ready(as_json=True)
        run([*name.split(), "--json", "--data-dir", str(tmp_path)])
        output.flush()
        assert json.loads(output.buffer.getvalue().decode("utf-8")), name


def test_json_is_utf_8_whatever_the_system_says(tmp_path: Path) -> None:
    put_base(tmp_path, one_person)
    done = _run(tmp_path, "cp1252:surrogateescape", "show", "--json", "0600000000")
    assert json.loads(done.stdout.decode("utf-8"))["error"].count("’"), done.stdout


def test_the_program_says_its_version_and_its_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"Premier Contact {VERSION}\n"
    for started, name in (("/usr/bin/premier-contact", "premier-contact"), ("/here/main.py", "main.py")):
        monkeypatch.setattr(sys, "argv", [started])
        assert run(["--help"]) == 0
        assert capsys.readouterr().out.startswith(f"Emploi\u202f: {name} ")


@table(
    "problem, unread",
    [
        (OSError(22, "Invalid"), True),
        (BrokenPipeError(32, ""), True),
        (OSError(28, "full"), False),
        (OSError(22, "", "a"), False),
    ],
)
def test_a_reader_that_has_gone_is_no_fault(problem: OSError, unread: bool) -> None:
    assert nobody_reads(problem) is unread


MAY, HELP, SHOW = (("may", "call", "0639980001"), 1), (("--help",), 0), (("show", "0600000000"), 1)


@table("encoding, asked", some([("cp850", MAY), ("utf-8", MAY), ("cp1252", SHOW), ("cp850", HELP)], of=2))
def test_every_console_gets_its_answer(tmp_path: Path, encoding: str, asked: tuple[tuple[str, ...], int]) -> None:
    put_base(tmp_path, one_person)
    verb, code = asked
    done = _run(tmp_path, encoding, *verb)
    assert (done.returncode, b"Traceback" in done.stderr) == (code, False), done.stderr
    assert (done.stdout + done.stderr).decode(encoding)


@pytest.mark.skipif(sys.platform == "win32", reason="closes the descriptors a shell gives")
def test_a_program_without_streams_does_its_work(tmp_path: Path) -> None:
    put_base(tmp_path, one_person)
    command = f'exec "{sys.executable}" main.py leads --data-dir "{tmp_path}" >&- 2>&-'
    assert subprocess.run(["/bin/sh", "-c", command], cwd=ROOT, timeout=120, check=False).returncode == 0
    # As a windowed program has it: no stream at all.
    bare = "import sys; sys.stdout = sys.stderr = None; import main; sys.exit(main.quiet_end())"
    done = subprocess.run(
        [sys.executable, "-c", bare, "leads", "--data-dir", str(tmp_path)], cwd=ROOT, timeout=120, check=False
    )
    assert done.returncode == 0


@pytest.mark.skipif(
    sys.platform == "win32" or not Path("/dev/full").exists(), reason="a full disk that any machine has"
)
def test_an_answer_that_cannot_be_written_is_no_traceback(tmp_path: Path) -> None:
    put_base(tmp_path, one_person)
    command = f'exec "{sys.executable}" main.py leads --data-dir "{tmp_path}" > /dev/full'
    done = subprocess.run(["/bin/sh", "-c", command], cwd=ROOT, capture_output=True, timeout=120, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False), done.stderr


FRENCH = re.compile(r"[éèêàùçôîûœ«»]|\b(?:le|la|les|des|une|du|est|pas|pour|sans)\b")


def test_the_help_and_its_errors_speak_the_language_of_the_seat(tmp_path: Path) -> None:
    (tmp_path / "poste.ini").write_text("[choices]\nlanguage=en\n", "utf-8")
    at = ("--data-dir", str(tmp_path))
    of_program, of_verb, wrong = (
        _run(tmp_path, "utf-8", *at, *words) for words in (("--help",), ("import", "--help"), ("may",))
    )
    assert of_program.stdout.decode().startswith("Usage: main.py [OPTIONS] VERB")
    assert not FRENCH.search(of_program.stdout.decode())
    assert "Reads a file of leads." in of_verb.stdout.decode()
    assert not FRENCH.search(of_verb.stdout.decode())
    assert wrong.returncode == 2
    assert not FRENCH.search(wrong.stderr.decode())
