"""What a thief reads of a sealed base: nothing of anybody, in the base, its log, its letters, the copies made for the
time of a work, the backups, whatever the day did."""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from core.actions.common import kept_files
from core.actions.keeping import backing_up, keeping_jobs
from core.actions.keeping.verifying import verify
from core.actions.letters import noticing
from core.actions.register import key_phrase
from tests.core.actions.conftest import BY, add
from tests.core.life import EMAILS, Life
from tests.core.test_random_lives import FIRST, LAST
from tests.core.test_random_user import STREETS, SURNAMES

LEAST = 5
"""Bytes of the shortest word looked for: a shorter one may stand in a seal by chance."""
WATCHED: list[Path] = []
"""Where files are read before they are deleted."""
DELETED: list[str] = []
"""What was deleted there."""
READ: list[str] = []
"""What names somebody in it."""


@pytest.fixture(scope="module", autouse=True)
def watching() -> None:
    """Read what is about to be deleted; a hook is never taken away."""

    def deleting(event: str, values: tuple[Any, ...]) -> None:
        if WATCHED and event in ("os.remove", "shutil.rmtree") and isinstance(values[0], str | os.PathLike):
            path = Path(values[0]).absolute()
            if any(path.is_relative_to(folder) for folder in WATCHED):
                DELETED.append(path.name)
                READ.extend(said_in(path))

    sys.addaudithook(deleting)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "temporaire"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    READ.clear()
    DELETED.clear()
    yield folder
    WATCHED.clear()


@cache
def words() -> re.Pattern[bytes]:
    """Return what names somebody, however it is written: names, streets, numbers, e-mails, the town."""
    named = {
        word
        for text in (*SURNAMES, *STREETS, "Uzès", "Zwingelbert")
        for word in re.findall(r"\w+", text)
        if len(word.encode()) >= LEAST
    }
    spelled = {form for word in named for form in (word, word.lower(), word.upper())}
    numbers = (rb"0?6[ .]?39[ .]?98[ .]?00", rb"0?1[ .]?99[ .]?00[ .]?00")
    return re.compile(b"|".join([*(re.escape(one.encode()) for one in (*spelled, *EMAILS)), *numbers]))


def said_in(top: Path) -> Iterator[str]:
    """Yield each word that names somebody in a file, or in the files of a folder."""
    for path in [top] if top.is_file() else sorted(top.rglob("*")):
        if path.is_file():
            yield from (f"{path.name}: {one!r}" for one in set(words().findall(path.read_bytes())))


def test_the_words_looked_for_are_those_of_a_plain_base(tmp_path: Path) -> None:
    life = Life(1, tmp_path)
    life.do("take")
    life.store.close()
    assert list(said_in(tmp_path / "base"))


def test_a_day_of_a_sealed_base_names_nobody(tmp_path: Path, temporary: Path) -> None:
    life = Life(1, tmp_path)
    base = life.store.path.parent
    key_phrase.set_apart(life.store, by=BY, at=life.now)
    WATCHED.extend((base, temporary))
    for deed in (*FIRST, *LAST):
        life.do(deed)
        life.call()
        life.edit()
    backing_up.automatic_copy(life.store, at=life.now)
    lead = add(life.store, last_name="Zwingelbert", phones=("0639980077",), emails=(), reference="Z", cells=("x",))
    noticing.make(life.store, [lead], kept_files.letters_folder(life.store), by=BY, at=life.now)
    assert life.store.is_sealed() and verify(life.store).problems == ()
    READ.extend(said_in(temporary))
    life.store.close()
    keeping_jobs.begin_job(keeping_jobs.Keeping(base, BY, life.now))
    READ.extend(said_in(base))
    assert READ == []
    assert any(name.startswith("premier-contact-copie-") for name in DELETED), "copies were made for the time of a work"
    assert life.done["restore"] and list((base / "lettres").iterdir()) and list((base / "sauvegardes").iterdir())
