"""A coupon that refuses comes back after the sheet was erased: the refusal is kept all the same (rule OBJ-01)."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from core.actions.common.agency import save_agency
from core.actions.keeping import backing_up, forgetting, restoring
from core.actions.letters import noticing
from core.actions.register import opposing
from core.actions.rights import requests
from core.model.request import RequestKind
from core.records.notice import Notice
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, DRAFT, NOW, add, take
from tests.core.actions.register.test_one_telephone_of_two import letters, sold
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.tables import table

NEAR = DRAFT._replace(line=2, last_name="H. Moreau", first_name="", address="14 r. des Muriers", emails=(), url="",
                      phones=("06 39 98 99 99",), reference="Z1")  # fmt: skip


def written_to(store: Store, folder: Path) -> tuple[int, str]:
    """Return a lead with a letter made, and the letter's reference."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    lead_id = add(store)
    made = noticing.make(store, [lead_id], folder, by=BY, at=NOW)
    assert made.refused == ()
    with store.read() as r:
        [letter] = r.of(Notice, lead_id=lead_id)
    return lead_id, letter.reference


def refuse_by(store: Store, reference: str) -> opposing.Opposed:
    """Record the coupon « Je m’oppose » that bears a reference."""
    with store.read() as r:
        found = requests.whose(r, reference)
    assert found is not None
    return opposing.oppose(store, found, how="letter", by=BY, at=NOW)


def test_the_refusal_of_somebody_erased_holds_by_telephone_and_by_address(store: Store, tmp_path: Path) -> None:
    lead_id, reference = written_to(store, tmp_path / "lettres")
    forgetting.forget(store, lead_id, by=BY, at=NOW)
    done = refuse_by(store, reference)
    assert done.entries > 1
    assert take(store, DRAFT).opposed == 1
    elsewhere = DRAFT._replace(line=2, phones=("06 39 98 99 99",), emails=(), reference="Z1", url="")
    assert take(store, elsewhere).opposed == 1
    whole = elsewhere._replace(line=4, phones=(), last_name="", first_name="", name="Hélène Moreau", reference="Z3")
    assert take(store, whole).opposed == 1, "a file that does not tell the surname apart"
    twin = elsewhere._replace(line=3, phones=("06 39 98 99 98",), last_name="Voisin", name="", reference="Z2")
    assert take(store, twin).added == 1


@table("how", ["coupon", "telephone"])
def test_a_spelling_near_the_address_of_somebody_erased_waits(how: str) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder) / "base")) as store:
        lead_id, reference = written_to(store, Path(folder) / "lettres")
        forgetting.forget(store, lead_id, by=BY, at=NOW)
        twin = NEAR._replace(line=3, last_name="Voisin", phones=("06 39 98 99 98",), reference="Z2")
        if how == "coupon":
            refuse_by(store, reference)
        else:
            opposing.oppose_typed(store, DRAFT.phones[0], how="call", by=BY, at=NOW)
        sold(store, NEAR, twin)
        assert letters(store) == {"Voisin"}


def test_said_twice_or_undone_it_is_like_any_other(store: Store, tmp_path: Path) -> None:
    lead_id, reference = written_to(store, tmp_path / "lettres")
    forgetting.forget(store, lead_id, by=BY, at=NOW)
    done = refuse_by(store, reference)
    assert refuse_by(store, reference).already
    opposing.undo(store, done.gesture, by=BY, at=NOW)
    assert take(store, DRAFT).added == 1


def test_it_holds_in_an_older_copy_put_back(store: Store, tmp_path: Path) -> None:
    lead_id, reference = written_to(store, tmp_path / "lettres")
    copy = backing_up.back_up(store, tmp_path / "copies", by=BY, at=NOW)
    forgetting.forget(store, lead_id, by=BY, at=NOW)
    restoring.restore(store.path.parent, copy.path, by=BY, at=NOW)
    store.news()
    assert refuse_by(store, reference).entries > 1
    assert take(store, DRAFT).opposed == 1
    sold(store, NEAR)
    assert letters(store) == set()


def test_nothing_left_to_keep_it_by_is_said_loudly(store: Store, tmp_path: Path) -> None:
    lead_id, reference = written_to(store, tmp_path / "lettres")
    forgetting.forget(store, lead_id, by=BY, at=NOW)
    with store.write("an older program", by=BY, at=NOW) as w:
        w.delete_many("erased_mark", ("erased_id",), [(w.value(int, "SELECT id FROM erased"),)])
    with fails_with("REFUSAL_UNHELD"):
        refuse_by(store, reference)
    noted = requests.note(store, reference, RequestKind.OBJECTION, received=NOW.date(), how="letter", by=BY, at=NOW)
    assert noted.unheld
