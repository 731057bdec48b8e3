"""Backups and erasures as jobs, and the words of their results."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.common import agency, scratch
from core.actions.keeping import forgetting, keeping_jobs
from core.actions.keeping.backup_list import COPIES, backups
from core.actions.keeping.keeping_jobs import Keeping
from core.model.backup import BackupStanding, Loss
from core.model.forgetting import Retained
from core.records.contact import Contact
from core.store.port import Store
from core.words.backups import backup_words
from core.words.keeping import loss_words, retained_words
from tests.core.actions.conftest import BY, NOW, add


def test_each_job_opens_the_base_by_itself(store: Store, tmp_path: Path) -> None:
    lead_id = add(store)
    folder, disk = store.path.parent, tmp_path / "disque"
    made = keeping_jobs.back_up_job(Keeping(folder, BY, NOW, disk))
    forgetting.forget_rows(store, [lead_id], by=BY, at=NOW, keep_property=True, why="request")
    # The start finishes what was cut, and makes the copy of the day.
    assert keeping_jobs.begin_job(Keeping(folder, BY, NOW)) is None, "nothing is erased unasked"
    [copy] = backups(folder / COPIES, automatic=True)
    assert copy.automatic
    with store.read() as r:
        assert r.value(int, "SELECT count(*) FROM erased WHERE swept_at IS NULL") == 0
    asked = Keeping(folder, BY, NOW + timedelta(hours=1), made.path)
    assert keeping_jobs.losing_job(asked).moment == NOW
    assert keeping_jobs.restore_job(asked).erased == 1
    assert keeping_jobs.preview_job(asked).rules == ()
    assert keeping_jobs.retain_job(asked).people == 0
    store.news()
    with store.read() as r:
        assert r.of(Contact, lead_id=lead_id) == []


def test_a_start_erases_what_was_kept_long_enough_when_the_agency_wishes_it(store: Store) -> None:
    old = add(store)
    later = NOW + timedelta(days=370)
    asked = Keeping(store.path.parent, BY, later)
    assert keeping_jobs.begin_job(asked) is None
    agency.save_settings(store, {"retention_at_start": True}, by=BY, at=later - timedelta(days=1))
    ahead = Keeping(store.path.parent, BY, NOW + timedelta(days=26_000))
    assert keeping_jobs.begin_job(ahead) is None, "a clock a lifetime ahead erases nobody"
    retained = keeping_jobs.begin_job(asked)
    assert retained is not None
    assert retained_words(retained) == "1 personne effacée, 0 trace supprimée."
    store.news()
    with store.read() as r:
        assert r.of(Contact, lead_id=old) == []
        assert r.value(str, "SELECT why FROM erased WHERE lead_id = ?", old) == "retention"
        made = r.records("SELECT * FROM journal WHERE what = 'forget'")
    assert len(made) == 1, "journaled as any erasure"
    assert "RET-02: 1" in str(made), "with the rule it went by"
    assert keeping_jobs.begin_job(asked) == Retained(0, 0, whole=True)


def test_a_proof_looked_at_goes_with_its_program_or_with_an_erasure(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # What others erase meanwhile is theirs.
    dead = Path(tempfile.gettempdir()) / f"{scratch.SHOWN}4194303-x"
    dead.mkdir(exist_ok=True)
    (dead / "preuve.pdf").write_bytes(b"Moreau")
    keeping_jobs.begin_job(Keeping(store.path.parent, BY, NOW))
    assert not dead.exists(), "of a program that stopped"
    mine = scratch.shown()
    (mine / "preuve.pdf").write_bytes(b"Moreau")
    keeping_jobs.begin_job(Keeping(store.path.parent, BY, NOW))
    assert mine.exists(), "still looked at"
    forgetting.forget(store, add(store), by=BY, at=NOW)
    assert not mine.exists()


def test_the_age_of_a_backup_is_told() -> None:
    def told(age: timedelta, late: int = 0) -> str:
        return backup_words(BackupStanding(None, NOW - age, late), NOW)

    assert told(timedelta(minutes=12)) == "Sauvegarde il y a 12\u00a0min"
    assert told(timedelta(hours=3)) == "Sauvegarde il y a 3\u00a0h"
    assert told(timedelta(days=2)).replace("\u00a0", " ") == "Sauvegarde il y a 2 jours"
    assert told(timedelta(days=-1)).startswith("Sauvegarde du 25")
    assert told(timedelta(days=9), 9).startswith("Aucune sauvegarde depuis 9")
    assert backup_words(BackupStanding(None, None, 0), NOW) == "Aucune sauvegarde"
    assert "Seront perdus" in loss_words(Loss(None))
