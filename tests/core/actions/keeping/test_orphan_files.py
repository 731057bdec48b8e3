"""Files beside the base that no row knows: found, offered, and taken along by an erasure."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.common.agency import save_agency
from core.actions.keeping import backing_up, forgetting, keeping_jobs, orphan_files
from core.actions.keeping.keeping_jobs import FILES, Keeping
from core.actions.keeping.orphan_files import StrayKind
from core.actions.letters import noticing
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add
from tests.files.bases.make import AGENCY

LEFT = {
    "lettres/lettre-ABC-DEF.pdf": StrayKind.LETTER,
    "lettres/lettres-2020-01-01-101010.pdf": StrayKind.LETTER,
    "sauvegardes/premier-contact-vieux.db": StrayKind.BASE,
    "premier-contact-abimee-2026-11-01-101010.db": StrayKind.BASE,
    "copie-7531804451573608448.zip": StrayKind.LIST,
    "prospects.csv": StrayKind.LIST,
}


@pytest.fixture
def folder(store: Store, tmp_path: Path) -> Path:
    """The folder of a base with letters, copies and all that a window leaves there, and files that no row knows."""
    folder = store.path.parent
    save_agency(store, AGENCY, by=BY, at=NOW)
    noticing.make(store, [add(store)], folder / "lettres", by=BY, at=NOW)
    backing_up.automatic_copy(store, at=NOW)
    for name in ("poste.ini", "plantage.log"):
        (folder / name).write_text("", "utf-8")
    for name in LEFT:
        (folder / name).write_bytes(b"x" * 10)
    (folder / "premier-contact-abimee-2026-11-01-101010.db-wal").write_bytes(b"y")
    return folder


def found(store: Store) -> dict[str, StrayKind]:
    return {one.path.relative_to(store.path.parent).as_posix(): one.kind for one in orphan_files.strays(store)}


def test_only_what_no_row_knows_is_found(store: Store, folder: Path) -> None:
    assert found(store) == LEFT
    assert len(list((folder / "lettres").glob("*.pdf"))) > 2


def test_they_are_deleted_when_asked(store: Store, folder: Path) -> None:
    asked = Keeping(folder, BY, NOW, keys=(FILES,))
    assert {one.path.name for one in keeping_jobs.preview_job(asked).files} == {Path(name).name for name in LEFT}
    kept = next(path for path in (folder / "lettres").glob("lettre-*.pdf") if "ABC" not in path.name)
    assert orphan_files.drop_strays(store, [kept, folder / "poste.ini"], by=BY, at=NOW) == 0
    assert keeping_jobs.retain_job(asked).files == len(LEFT)
    assert found(store) == {}
    assert kept.exists()
    assert not list(folder.glob("premier-contact-abimee*"))


def test_an_erasure_takes_along_what_may_be_about_who_is_gone(store: Store, folder: Path) -> None:
    lead = add(store, last_name="Autre", phones=("06 39 98 00 01",), emails=(), address="", reference="R1")
    assert forgetting.forget(store, lead, by=BY, at=NOW).files == 3
    left = ["premier-contact-abimee-2026-11-01-101010.db", "prospects.csv", "sauvegardes/premier-contact-vieux.db"]
    # Another copy among the copies is emptied, or deleted as it cannot be read.
    assert sorted(found(store)) == left[:2]
    old = (NOW - timedelta(days=40)).timestamp()
    os.utime(folder / left[0], (old, old))
    other = add(store, last_name="Encore", phones=("06 39 98 00 02",), emails=(), address="", reference="R2")
    forgetting.forget(store, other, by=BY, at=NOW)
    assert sorted(found(store)) == ["prospects.csv"]
