"""Long jobs as a worker runs them: paths and days in, a report out, the base opened and closed by the job."""

import pickle
from functools import partial
from pathlib import Path

import pytest

from core.actions.common.agency import save_agency
from core.actions.common.jobs import OnBase, on_base
from core.actions.desk import jobs
from core.actions.intake import batch_undo
from core.actions.keeping import verifying
from core.actions.letters import noticing
from core.base.errors import UserError
from core.base.records import replace
from core.base.resources import resource
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.failing import fails_with
from tests.files.bases.make import AGENCY

PIGE = resource("demo", "pige_uzes.csv")


@pytest.fixture
def asked(store: Store) -> jobs.ImportFile:
    """The import of the sample file."""
    return jobs.ImportFile(store.path.parent, PIGE, "Pige Ouest", "2026-11-20", BY, NOW)


def test_a_file_is_looked_at(store: Store) -> None:
    folder = store.path.parent
    table = jobs.open_file(jobs.OpenFile(folder, PIGE))
    assert len(table.headers) > 5
    with pytest.raises(UserError):
        jobs.open_file(jobs.OpenFile(folder, Path("nowhere.csv")))


def test_a_file_is_read_into_the_base(store: Store, asked: jobs.ImportFile) -> None:
    seen: list[tuple[int, int]] = []
    report = jobs.import_file(asked, lambda done, total: seen.append((done, total)))
    assert report.read == 62
    assert seen
    with store.read() as r:
        assert leads.count_leads(r) >= report.added


def test_a_try_writes_nothing(store: Store, asked: jobs.ImportFile) -> None:
    tried = jobs.try_file(asked)
    with store.read() as r:
        assert leads.count_leads(r) == 0
    done = jobs.import_file(asked)
    assert replace(tried.report, rejects=()) == replace(done, batch=0, rejects=())


def test_what_goes_to_a_worker_and_comes_back_is_small(asked: jobs.ImportFile) -> None:
    expected = jobs.try_file(asked)
    assert len(pickle.dumps(asked)) < 2_000
    assert pickle.loads(pickle.dumps(expected)) == expected


def test_a_file_that_does_not_say_its_sites_asks(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "sellers.csv"
    file.write_text("Nom;Téléphone\nMoreau;06 39 98 12 41\nBœuf;06 39 98 12 42\n", encoding="utf-8")
    asked = jobs.ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW)
    with fails_with("NO_SOURCE_COLUMN"):
        jobs.import_file(asked)
    assert jobs.import_file(replace(asked, site=" Toit Direct ")).added == 2


def test_a_batch_is_undone_and_its_rejects_written(
    store: Store, asked: jobs.ImportFile, tmp_path: Path
) -> None:  # fmt: skip
    file = tmp_path / "pige.csv"
    file.write_text("Nom;Téléphone;Site\nMoreau;06 39 98 12 41;PAP\nBœuf;;PAP\n", encoding="utf-8")
    report = jobs.import_file(replace(asked, file=file))
    out = tmp_path / "rejets.xlsx"
    rejects = OnBase(store.path.parent, partial(jobs.export_rejects, batch_id=report.batch, out=out))
    assert on_base(rejects).rows == report.rejected == 1
    assert out.exists()
    undo = partial(batch_undo.undo, batch_id=report.batch, by=BY, at=NOW)
    assert on_base(OnBase(store.path.parent, undo)).removed == 1
    with fails_with("REJECTS_NONE"):
        on_base(rejects)


def test_letters_are_made_and_the_base_verified(store: Store, asked: jobs.ImportFile, tmp_path: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    jobs.import_file(asked)
    with store.read() as r:
        some = tuple(leads.search(r, filters={"opposition": "no"}, sort="newest"))[:2]
    make = partial(noticing.make, ids=some, out=tmp_path / "lettres", by=BY, at=NOW)
    made = on_base(OnBase(store.path.parent, make))
    assert len(made.made) + len(made.refused) == 2
    assert verifying.check(store.path.parent).ok
