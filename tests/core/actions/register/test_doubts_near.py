"""What may be a refusal and waits for an answer holds whoever a refusal would hold: a spelling near theirs, and who
shares a telephone or an e-mail with them, with or without their sheet (rules OBJ-01, OBJ-03)."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from core.actions.common.agency import save_agency
from core.actions.intake import batch_undo
from core.actions.leads import editing
from core.actions.register import refusal_answers
from core.model.draft import Draft
from core.model.editing import Change
from core.records.batch import Batch
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW
from tests.core.actions.register.test_one_telephone_of_two import HOUR, letters, named, sold
from tests.core.actions.register.test_shared_by_two import THIRD, X, Y, share
from tests.files.bases.make import AGENCY
from tests.tables import table

BACK = X._replace(line=4, phones=(), emails=(), reference="TD7")
INITIAL = BACK._replace(last_name="H. Moreau", first_name="", address="14 r. des Muriers")
NAMELESS = BACK._replace(last_name="", first_name="", phones=("06 39 98 77 01",), address="14 rue des Mûriers, bât. B")


def with_third(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    sold(store, THIRD)


def noted(store: Store, row: Draft) -> None:
    sold(store, row)
    change = Change("notes", "A dit : ne me rappelez plus, pas d'agence")
    editing.edit(store, named(store, "moreau")[0], [change], by=BY, at=NOW)


def held_row(store: Store, row: Draft) -> None:
    sold(store, row._replace(held=True, doubt="Souhaite vendre seul", doubt_at=0))


@table("door", [noted, held_row])
def test_whoever_is_near_waits_until_the_answer(door: Callable[[Store, Draft], None]) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder) / "base", with_third)) as store:
        door(store, X)
        sold(store, INITIAL, at=NOW + HOUR)
        sold(store, NAMELESS, at=NOW + HOUR)
        assert letters(store) == {"Payet"}
        near = named(store, "h moreau")[-1]
        assert refusal_answers.is_none(store, near, by=BY, at=NOW + HOUR) == 1
        assert {"H. Moreau", "Payet"} <= letters(store)


def test_a_yes_is_kept_with_its_spellings_and_undone_batches_let_nobody_in() -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder) / "base", with_third)) as store:
        noted(store, X)
        with store.read() as r:
            batch = (r.one(Batch, "-id") or Batch()).id
        batch_undo.undo(store, batch, by=BY, at=NOW + HOUR)
        sold(store, INITIAL, at=NOW + HOUR)
        assert letters(store) == {"Payet"}
        assert refusal_answers.is_refusal(store, named(store, "h moreau")[-1], by=BY, at=NOW + HOUR)
        sold(store, NAMELESS, at=NOW + HOUR)
        assert letters(store) == {"Payet"}


@table("door, way", [(noted, "phone"), (noted, "email"), (held_row, "phone")])
def test_who_shares_a_way_waits(door: Callable[[Store, Draft], None], way: str) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder) / "base", with_third)) as store:
        door(store, share(X, way))
        sold(store, share(Y, way), at=NOW + HOUR)
        assert letters(store) == {"Payet"}
