"""Backups are verified before they bear their name; nobody opposed or erased comes back with one."""

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.calling import consenting
from core.actions.common.agency import save_agency, save_settings, settings
from core.actions.common.people import Who, find, of_lead
from core.actions.keeping import backing_up, backup_list, forgetting, restoring
from core.actions.keeping.sweep import STAGE
from core.actions.keeping.verifying import verify
from core.actions.register import opposing, recipients
from core.actions.rights import requests
from core.base.errors import UserError
from core.base.moments import kept
from core.model import backup
from core.model.channel import Channel
from core.model.draft import Draft
from core.model.request import Outcome, RequestKind
from core.records.consent import Consent
from core.records.contact import Contact
from core.records.lead import Lead
from core.store import leads, registers
from core.store.engine import witness
from core.store.engine.opening import NAME, opened
from core.store.engine.sqlite import SqliteStore
from core.store.port import Reader, Store
from tests.bases import another_key, bytes_of, new_base
from tests.core.actions.conftest import BY, DRAFT, NOW, add, note_agreement, take, who_is
from tests.failing import fails_with
from tests.files.bases.make import AGENCY

LATER = NOW + timedelta(hours=3)


def name_of(r: Reader, lead_id: int) -> str:
    """Return the name of a lead that is there."""
    person = r.get(Lead, lead_id)
    assert person is not None
    return person.name


def person(n: int) -> Draft:
    """Return the row of another person."""
    return DRAFT._replace(line=n, last_name=f"Autre{n}", phones=(f"063998{n:04d}",), emails=(f"a{n}@exemple.fr",),
                          address=f"{n} rue du Port", reference=f"R{n}")  # fmt: skip


def other(store: Store, n: int) -> int:
    """Add another person."""
    return add(store, **person(n)._asdict())


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """Another disk."""
    return tmp_path / "disque"


def test_a_backup_is_whole_and_remembered(store: Store, disk: Path) -> None:
    add(store)
    made = backing_up.back_up(store, disk, by=BY, at=NOW)
    assert made.path.name == "premier-contact-2026-11-24-104200.db"
    assert [one.name for one in disk.iterdir() if one.suffix != witness.ENDING] == [made.path.name]
    assert backup_list.known_backups(store) == [made]
    with store.read() as r:
        assert (settings(r).last_backup, settings(r).backup_folder) == ("2026-11-24T10:42:00+01:00", str(disk))
    assert backup_list.standing(store, at=NOW) == backup.BackupStanding(NOW, NOW, 0)
    shutil.copy(made.path, disk / NAME)
    with opened(disk) as copy, copy.read() as r:
        assert leads.count_leads(r) == 1
        assert verify(copy).ok


def test_late_is_said_after_a_week(store: Store, disk: Path) -> None:
    assert backup_list.standing(store, at=NOW) == backup.BackupStanding(None, None, 0)
    add(store)
    assert backup_list.standing(store, at=NOW + timedelta(days=7)).late == 0
    assert backup_list.standing(store, at=NOW + timedelta(days=9)).late == 9
    copy = backing_up.daily(store, at=NOW + timedelta(days=9))
    assert copy is not None
    # A copy on the same disk dies with it: the backup is still late.
    assert backup_list.standing(store, at=NOW + timedelta(days=9)) == backup.BackupStanding(None, copy.at, 9)
    backing_up.back_up(store, disk, by=BY, at=NOW + timedelta(days=9))
    assert backup_list.standing(store, at=NOW + timedelta(days=10)).late == 0


def test_daily_copies_are_kept_a_while(store: Store) -> None:
    save_settings(store, {"backup_days": 3}, by=BY, at=NOW)
    for day in range(6):
        at = NOW + timedelta(days=day)
        made = backing_up.daily(store, at=at)
        assert made is not None
        assert made.automatic
        assert backing_up.daily(store, at=at + timedelta(hours=2)) is None
    names = [one.path.name for one in backup_list.known_backups(store)]
    assert names == [f"premier-contact-2026-11-{day}-104200.db" for day in (29, 28, 27)]
    # The clock went back: a copy from tomorrow proves nothing.
    assert backing_up.daily(store, at=NOW + timedelta(days=2)) is not None


def test_a_folder_whose_name_is_too_long_is_a_sentence(store: Store, disk: Path) -> None:
    with fails_with("OUT_NAME"):
        backing_up.back_up(store, disk / ("a" * 300), by=BY, at=NOW)


def test_a_backup_that_cannot_be_made_says_so(store: Store, disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk.write_bytes(b"a file stands here")
    assert backup_list.backups(disk) == []
    disk.rename(store.path.parent / backup_list.COPIES)
    with fails_with("FOLDER_READ_ONLY"):
        backing_up.daily(store, at=NOW)
    (store.path.parent / backup_list.COPIES).rename(disk)
    with fails_with("FOLDER_READ_ONLY"):
        backing_up.back_up(store, disk, by=BY, at=NOW)
    disk.unlink()
    monkeypatch.setattr(SqliteStore, "problems", lambda self: ["page 3"])
    with fails_with("BACKUP_FIRST_FAILED"):
        backing_up.back_up(store, disk, by=BY, at=NOW)
    monkeypatch.undo()
    backing_up.back_up(store, disk, by=BY, at=NOW)
    monkeypatch.setattr(SqliteStore, "problems", lambda self: ["page 3"])
    with pytest.raises(UserError) as refused:
        backing_up.back_up(store, disk, by=BY, at=LATER)
    assert refused.value.text.endswith("La précédente, du 24\u00a0novembre 2026, est intacte.")
    assert [path.suffix for path in sorted(disk.iterdir())] == [".db", witness.ENDING]
    monkeypatch.undo()
    full = shutil.disk_usage(disk)._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: full)
    with fails_with("DISK_FULL"):
        backing_up.back_up(store, disk, by=BY, at=LATER)


def test_what_a_crash_left_is_thrown_away(store: Store, disk: Path) -> None:
    left = disk / ".premier-contact-sauvegarde-0001"
    left.mkdir(parents=True)
    (left / NAME).write_bytes(b"half")
    (disk / "photos.db").write_bytes(b"not ours")
    backing_up.back_up(store, disk, by=BY, at=NOW)
    assert not left.exists()
    assert len(backup_list.backups(disk)) == 1


def test_an_agreement_taken_back_for_the_telephone_only_stays_so(store: Store, disk: Path, tmp_path: Path) -> None:
    lead = add(store)
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF")
    who = who_is(store, lead)
    both = [Channel.CALL, Channel.EMAIL]
    consent = consenting.record(store, who, channels=both, collected=NOW, wording="v1", proof=proof, by=BY, at=NOW)
    made = backing_up.back_up(store, disk, by=BY, at=NOW)
    consenting.withdraw(store, consent, by=BY, at=LATER, calls_only=True)
    restoring.restore(store.path.parent, made.path, by=BY, at=LATER)
    with store.read() as r:
        taken = r.get(Consent, consent)
    assert taken is not None
    assert (taken.withdrawn, taken.calls_withdrawn) == (None, kept(LATER))


def test_nobody_opposed_or_erased_comes_back(store: Store, disk: Path, tmp_path: Path) -> None:
    """The property of the register, through a backup older than the refusals."""
    opposed, erased, agreed, frozen, early = add(store), *(other(store, n) for n in range(1, 5))
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF")
    with store.read() as r:
        who = {lead: of_lead(r, lead) for lead in (opposed, erased, agreed, early)}
    consent = note_agreement(store, who[agreed], proof, collected=NOW, wording="v1")
    opposing.oppose(store, who[early], how="call", by=BY, at=NOW)
    made = backing_up.back_up(store, disk, by=BY, at=NOW)
    opposing.oppose(store, who[opposed], how="call", by=BY, at=LATER)
    with store.read() as r:
        typed = find(r, "06 39 98 99 99")
    opposing.oppose(store, typed, how="counter", by=BY, at=LATER)
    forgetting.forget(store, erased, by=BY, at=LATER)
    consenting.withdraw(store, consent, by=BY, at=LATER)
    with store.write("restriction", by=BY, at=LATER) as w:
        w.update("lead", frozen, {"restricted_at": kept(LATER)})
    lost = other(store, 9)
    loss = restoring.losing(store, made.path)
    assert (loss.moment, loss.leads) == (NOW, 0)  # the batch bears the clock of the tests
    done = restoring.restore(store.path.parent, made.path, by=BY, at=LATER)
    assert (done.moment, done.erased, done.register_lost) == (NOW, 1, False)
    assert done.oppositions == 2  # as many as were said, each leaves several entries
    # The window that stayed open hears of it, and sees the other base.
    assert store.news() == frozenset({"*"})
    assert store.news() == frozenset()
    with store.read() as r:
        assert r.get(Lead, lost) is None
        for lead in (opposed, early):
            assert r.row(Lead, lead).opposed_at
        assert registers.opposed(r, [typed.hash])
        assert name_of(r, erased) == ""
        assert r.of(Contact, lead_id=erased) == []
        assert r.value(str, "SELECT withdrawn FROM consent") == kept(LATER)
        assert r.value(str, "SELECT restricted_at FROM lead WHERE id = ?", frozen) == kept(LATER)
        assert r.value(int, "SELECT count(*) FROM erased WHERE swept_at IS NULL") == 0
    assert verify(store).ok
    # What was there before is a copy among the others: restoring it is the way back.
    assert done.aside is not None
    back = restoring.restore(store.path.parent, done.aside, by=BY, at=LATER + timedelta(hours=1))
    assert (back.oppositions, back.erased) == (0, 0)
    store.news()
    with store.read() as r:
        assert r.get(Lead, lost) is not None
    assert not (store.path.parent / STAGE).exists()
    add_again = other(store, 10)
    with store.read() as r:
        assert r.get(Lead, add_again)


def test_what_persons_asked_and_who_is_to_be_told_outlive_a_restoration(store: Store, disk: Path) -> None:
    """A deadline does not go back with a base, nor does what was promised to somebody."""
    known, opposed = add(store), other(store, 1)
    with store.read() as r:
        who = {lead: of_lead(r, lead) for lead in (known, opposed)}

    def ask(asker: Who | str, kind: RequestKind) -> int:
        return requests.note(store, asker, kind, received=NOW.date(), how="letter", by=BY, at=NOW, identity="vue").id

    before = ask(who[known], RequestKind.ACCESS)
    made = backing_up.back_up(store, disk, by=BY, at=NOW)
    requests.prepared(store, before, requests.digest_of("copie"), by=BY, at=LATER)
    requests.answer(store, before, Outcome.DONE, how="email", by=BY, at=LATER)
    stranger = ask("Jean Inconnu", RequestKind.ACCESS)
    late = other(store, 9)
    with store.read() as r:
        who[late], name = of_lead(r, late), name_of(r, late)
    since = ask(who[late], RequestKind.ACCESS)
    opposing.oppose(store, who[opposed], how="call", by=BY, at=LATER)
    opposing.oppose(store, who[known], how="call", by=BY, at=LATER)
    with store.read() as r:
        first, second = recipients.to_send(r)
    save_agency(store, AGENCY, by=BY, at=LATER)
    recipients.mark_sent(store, first.id, proof="e-mail", by=BY, at=LATER)
    restoring.restore(store.path.parent, made.path, by=BY, at=LATER)
    store.news()
    with store.read() as r:
        answered, unknown, lost = (requests.request(r, one) for one in (before, stranger, since))
        assert (answered.outcome, answered.lead_id) == (Outcome.DONE, known)
        assert (unknown.person, unknown.open) == ("Jean Inconnu", True)
        assert (lost.lead_id, lost.person) == (None, name), "the sheet is gone, the person still waits"
        assert [one.id for one in recipients.to_send(r)] == [second.id]
        [sent] = recipients.sent(r)
    assert (sent.id, sent.proof) == (first.id, "e-mail")
    assert verify(store).ok
    # Restored on a base that has them already, nothing is written twice.
    again = backing_up.back_up(store, disk, by=BY, at=LATER + timedelta(hours=1))
    restoring.restore(store.path.parent, again.path, by=BY, at=LATER + timedelta(hours=2))
    store.news()
    with store.read() as r:
        assert len(requests.every(r)) == 3


def test_who_came_back_by_themselves_is_left_alone(store: Store, disk: Path) -> None:
    """Erased, then met again: a backup of today gives the new sheet back; a telephone two sheets share erases one."""
    first = add(store)
    before = backing_up.back_up(store, disk, by=BY, at=NOW)
    forgetting.forget(store, first, by=BY, at=NOW - timedelta(days=1), why="retention")
    again = add(store)
    made = backing_up.back_up(store, disk, by=BY, at=LATER)
    assert restoring.restore(store.path.parent, made.path, by=BY, at=LATER).erased == 0
    store.news()
    with store.read() as r:
        assert name_of(r, again) == "Moreau Hélène"
    assert restoring.restore(store.path.parent, before.path, by=BY, at=LATER).erased == 1


@pytest.mark.parametrize("kind", ["flipped", "cut", "no base", "absent", "newer", "chain"])
def test_a_damaged_backup_is_refused(store: Store, disk: Path, kind: str) -> None:
    take(store, *map(person, range(1, 60)))
    made = backing_up.back_up(store, disk, by=BY, at=NOW).path
    damage(made, kind)
    before = bytes_of(store.path)
    with fails_with("BASE_NEWER" if kind == "newer" else "BACKUP_DAMAGED"):
        restoring.restore(store.path.parent, made, by=BY, at=LATER)
    assert bytes_of(store.path) == before
    assert not (store.path.parent / STAGE).exists()
    with pytest.raises(UserError):
        restoring.losing(store, made)


def damage(path: Path, kind: str) -> None:
    """Damage a backup."""
    content = path.read_bytes()
    if kind == "flipped":
        path.write_bytes(content[:200_000] + bytes(4096) + content[204_096:])
    elif kind == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif kind == "no base":
        path.write_bytes(b"une photo")
    elif kind == "absent":
        path.unlink()
    else:
        folder = path.parent / "x"
        folder.mkdir()
        path.rename(folder / NAME)
        with opened(folder) as copy, copy.write("x", by=BY, at=NOW) as w:
            w.records(
                "UPDATE _sqlite_migrations SET name = 'm999' WHERE name = 'm005_counted_leads' RETURNING name"
                if kind == "newer"
                else "UPDATE journal SET what = 'other' WHERE id = 3 RETURNING id"
            )
        (folder / NAME).rename(path)


def test_the_backup_of_another_base_is_refused_unless_this_one_is_new(store: Store, disk: Path, tmp_path: Path) -> None:
    add(store)
    made = backing_up.back_up(store, disk, by=BY, at=NOW).path
    fresh = tmp_path / "neuf"
    with closing(new_base(fresh, another_key)) as there:
        key = there.keyed_hash("phone", "0")
        done = restoring.restore(fresh, made, by=BY, at=LATER)
        assert done.aside is not None
        there.news()
        assert there.keyed_hash("phone", "0") == store.keyed_hash("phone", "0") != key
    used = tmp_path / "autre"
    with closing(new_base(used, another_key)) as there:
        add(there)
        for refusing in (restoring.losing, None):
            with fails_with("BACKUP_OTHER_BASE"):
                refusing(there, made) if refusing else restoring.restore(used, made, by=BY, at=LATER)


def test_a_base_that_is_lost_or_unreadable_is_replaced(store: Store, disk: Path) -> None:
    folder = store.path.parent
    add(store)
    made = backing_up.back_up(store, disk, by=BY, at=NOW).path
    store.close()
    store.path.write_bytes(b"rien de lisible" * 1000)
    (folder / f"{NAME}-wal").write_bytes(b"un vieux journal")
    done = restoring.restore(folder, made, by=BY, at=LATER)
    assert done.register_lost
    assert done.aside is not None
    assert done.aside.read_bytes().startswith(b"rien")
    assert (done.aside.parent, done.aside.name[:23]) == (folder, "premier-contact-abimee-")
    assert done.aside.with_name(f"{done.aside.name}-wal").read_bytes() == b"un vieux journal"
    with opened(folder) as again:
        assert verify(again).ok
    store.path.unlink()
    assert restoring.restore(folder, made, by=BY, at=LATER).aside is None
    with opened(folder) as again, again.read() as r:
        assert leads.count_leads(r) == 1


def test_an_empty_base_has_nothing_to_lose(store: Store, disk: Path) -> None:
    with closing(new_base(disk / "vide")) as empty:
        copy = empty.copy_to(disk) / NAME
    assert restoring.losing(store, copy) == backup.Loss(None)


def test_a_newer_base_in_place_is_left_alone(store: Store, disk: Path) -> None:
    made = backing_up.back_up(store, disk, by=BY, at=NOW).path
    with store.write("x", by=BY, at=NOW) as w:
        w.records("UPDATE _sqlite_migrations SET name = 'm999' WHERE name = 'm005_counted_leads' RETURNING name")
    with fails_with("BASE_NEWER"):
        restoring.restore(store.path.parent, made, by=BY, at=LATER)
