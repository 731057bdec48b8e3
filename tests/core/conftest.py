"""What every test of the terminal's attackers starts from: a verb typed on a base of its own, and one person in it."""

import io
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from core.base import moments
from core.cli import run as terminal
from core.store.port import Store
from tests.bases import put_base
from tests.core.hostile import ROW, table
from tests.near_reader import near_reader

__all__ = ["near_reader"]
COLLECTED = (moments.now().date() - timedelta(days=1)).isoformat()
BOUGHT = ("--supplier", "Pige Ouest", "--collected", COLLECTED)
# A sentence opens with a capital or a quotation mark, and ends as one.
SENTENCE = re.compile(r"[A-ZÀÉÊ«].*[.?\w»%…)\]]", re.DOTALL)
ENGLISH = re.compile(r"\b(Error|error|Invalid|invalid|Traceback|None|NoneType|Errno|object at 0x)\b")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Types one verb on a base of its own; checks what holds for every answer, then the base."""
    put_base(tmp_path / "base")

    def typed(*words: str, folder: Path = tmp_path / "base") -> tuple[int, str, str]:
        code = terminal.run([*words, "--data-dir", str(folder)])
        said = capsys.readouterr()
        assert code in (0, 1, 2)
        assert "Traceback" not in said.out + said.err
        if code == 2:
            assert SENTENCE.fullmatch(said.err.strip()), said.err
            assert not ENGLISH.search(said.err.replace(words[1] if len(words) > 1 else "", "")), said.err
        return code, said.out, said.err

    return typed


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> str:
    """One person in the base; returns their telephone."""
    put_base(tmp_path / "base", one_person)
    return "0639980001"


def one_person(store: Store) -> None:
    """Import a file of one row, as the verb does."""
    folder = store.path.parent
    with TemporaryDirectory() as sold, redirect_stdout(io.StringIO()):
        file = Path(sold) / "un.csv"
        file.write_bytes(table(ROW))
        assert terminal.run(["import", str(file), *BOUGHT, "--data-dir", str(folder)]) == 0


def whole(run: Run) -> None:
    """The base and its journal are whole."""
    assert run("verify")[0] == 0
