"""What waits for an answer waits for it too in a restored copy, in another base, after an erasure, through a join."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.common.agency import settings
from core.actions.common.judging import law_of, verdict
from core.actions.keeping import forgetting
from core.actions.keeping.backing_up import back_up
from core.actions.keeping.restoring import restore
from core.actions.leads import join_undo, joining
from core.actions.register import entries, key_phrase, refusal_answers
from core.actions.register.refusal_lists import ImportList, import_list
from core.model.channel import Channel
from core.store import leads
from core.store.engine.opening import open_store
from core.store.port import Store
from tests.bases import another_key, new_base
from tests.core.actions.conftest import BY, DRAFT, NOW, add, take

DAY = timedelta(days=1)
SAID = "Souhaite vendre seul"
OTHER = DRAFT._replace(line=3, last_name="Petit", phones=("06 39 98 12 49",), emails=(), address="", reference="TD9")


def ask(store: Store, *, phone: str = "06 39 98 12 41") -> None:
    """Take a row in that sounds like a refusal, of somebody known."""
    take(store, DRAFT._replace(line=9, phones=(phone,), emails=(), reference="TD7", doubt=SAID, held=True))


def held(store: Store, name: str) -> bool:
    with store.read() as r:
        [lead_id] = leads.search(r, text=name)
        said = verdict(r, lead_id, law_of(settings(r)), channel=Channel.LETTER, at=NOW + 2 * DAY)
        doubt = refusal_answers.in_doubt(r, lead_id)
        assert (doubt is not None) == ("REFUSAL_IN_DOUBT" in {one.code for one in said.reasons})
        return doubt is not None


def answered(store: Store, name: str) -> None:
    with store.read() as r:
        [lead_id] = leads.search(r, text=name)
    assert refusal_answers.is_none(store, lead_id, by=BY, at=NOW + DAY)


def test_a_restored_copy_waits_too(store: Store, tmp_path: Path) -> None:
    add(store)
    take(store, OTHER)
    made = back_up(store, tmp_path / "copies", by=BY, at=NOW)
    ask(store)
    assert held(store, "Moreau")
    assert not held(store, "Petit")
    restore(store.path.parent, made.path, by=BY, at=NOW + DAY)
    with closing(open_store(store.path.parent)) as again:
        assert held(again, "Moreau")
        assert not held(again, "Petit")
        with again.read() as r:
            [lead_id] = leads.search(r, text="Moreau")
            found = refusal_answers.in_doubt(r, lead_id)
        assert found is not None
        assert found.quotes == (SAID,)


def test_an_answer_given_since_holds_in_a_restored_copy(store: Store, tmp_path: Path) -> None:
    add(store)
    take(store, OTHER)
    ask(store)
    take(store, OTHER._replace(line=10, reference="TD8", doubt=f"{SAID} beaucoup", held=True))
    made = back_up(store, tmp_path / "copies", by=BY, at=NOW)
    answered(store, "Moreau")
    restore(store.path.parent, made.path, by=BY, at=NOW + DAY)
    with closing(open_store(store.path.parent)) as again:
        assert not held(again, "Moreau")
        assert held(again, "Petit"), "what waits in both still waits"


def test_a_copy_older_than_the_person_waits_for_them(store: Store, tmp_path: Path) -> None:
    made = back_up(store, tmp_path / "copies", by=BY, at=NOW)
    add(store)
    ask(store)
    restore(store.path.parent, made.path, by=BY, at=NOW + DAY)
    with closing(open_store(store.path.parent)) as again:
        take(again, DRAFT)
        assert held(again, "Moreau")


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    with closing(new_base(tmp_path / "a")) as one, closing(new_base(tmp_path / "b", another_key)) as other:
        words = key_phrase.phrase(one, by=BY, at=NOW)
        key_phrase.restore_key(other, " ".join(words), by=BY, at=NOW)
        yield one, other


def hand_over(one: Store, other: Store) -> tuple[int, int, int]:
    file = one.path.parent / "registre.csv"
    with one.read() as r:
        entries.export_register(r, file)
    found = import_list(other, ImportList(other.path.parent, file, BY, NOW + DAY))
    return found.added, found.already, found.rejected


def test_another_base_under_the_key_waits_too(two: tuple[Store, Store]) -> None:
    one, other = two
    for base in two:
        take(base, DRAFT)
        take(base, OTHER)
    ask(one)
    added, already, rejected = hand_over(one, other)
    assert added > 0
    assert (already, rejected) == (0, 0)
    assert held(other, "Moreau")
    assert not held(other, "Petit")
    assert hand_over(one, other)[0] == 0, "the same file again asks nothing more"
    answered(other, "Moreau")
    assert hand_over(one, other)[0] == 0
    assert not held(other, "Moreau"), "what was answered here is not asked again"
    assert SAID not in (one.path.parent / "registre.csv").read_text("utf-8-sig")


def test_a_line_that_was_changed_is_said(two: tuple[Store, Store]) -> None:
    one, other = two
    take(one, DRAFT)
    ask(one)
    file = one.path.parent / "registre.csv"
    with one.read() as r:
        entries.export_register(r, file)
    file.write_text(file.read_text("utf-8-sig").replace("peut-être un refus (téléphone)", "peut-être un refus (autre)"))
    found = import_list(other, ImportList(other.path.parent, file, BY, NOW + DAY))
    assert found.rejected == 1


def test_who_was_erased_waits_when_they_come_back(store: Store) -> None:
    lead_id = add(store)
    ask(store)
    forgetting.forget(store, lead_id, why="request", by=BY, at=NOW)
    take(store, DRAFT._replace(line=12, reference="TD12"))
    assert held(store, "Moreau")


def test_a_join_waits_and_its_undoing_gives_each_their_own(store: Store) -> None:
    mine = add(store)
    theirs = add(store, last_name="Petit", phones=OTHER.phones, emails=(), address="", reference="TD9")
    ask(store)
    joined = joining.join(store, theirs, mine, by=BY, at=NOW)
    with store.read() as r:
        assert refusal_answers.in_doubt(r, theirs)
    join_undo.disjoin(store, joined.id, by=BY, at=NOW + DAY)
    assert held(store, "Moreau")
    assert not held(store, "Petit")
