"""Where each datum comes from, rewritten beside the journal of a base whose key is kept apart, is told."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from core.actions.keeping import verifying
from core.actions.register.key_phrase import set_apart
from core.base.errors import UserError
from core.base.records import replace
from core.store import safe
from core.store.engine.opening import opened
from core.store.safe import homes
from tests.bases import new_base
from tests.core.actions.conftest import BATCH, BY, DRAFT, take
from tests.faults.source_forgery import KINDS
from tests.faults.test_forgery import LATER, live
from tests.tables import each


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a base, closed, and its key, kept apart: what it proves has rows, a lead was completed by another
    supplier."""
    folder = tmp_path_factory.mktemp("sources") / "base"
    with closing(new_base(folder)) as store:
        live(store, folder)
        again = DRAFT._replace(last_name="Autre10", phones=("0639980010",), emails=(), reference="P10")
        assert take(store, again, batch=replace(BATCH, supplier="Pige Est")).merged == 1
        with store.read() as r:
            secret = safe.key(r)
        set_apart(store, by=BY, at=LATER)
    return folder, secret


@pytest.fixture
def lived(made: tuple[Path, str]) -> Path:
    """The folder of that base, its key on this computer."""
    folder, secret = made
    homes.keep(secret)
    return folder


def told(folder: Path) -> tuple[str, ...]:
    """What the verification says, or the refusal to open."""
    try:
        with opened(folder) as store:
            return verifying.verify(store).problems
    except UserError as refused:
        return (refused.text,)


def test_every_forgery_of_a_source_is_told(lived: Path, tmp_path: Path) -> None:
    def check(kind: str) -> None:
        folder = tmp_path / kind
        shutil.copytree(lived, folder)
        KINDS[kind](folder)
        problems = told(folder)
        print(kind, "→", *problems[:3])
        shutil.rmtree(folder)
        assert problems, "nothing was told"

    shutil.copytree(lived, tmp_path / "as it lived")
    assert told(tmp_path / "as it lived") == ()
    each(list(KINDS), check)
