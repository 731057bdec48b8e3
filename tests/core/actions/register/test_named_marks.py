"""A refusal that names a telephone or an e-mail closes every sheet that bears it, even one of many bearers."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from core.actions.common.agency import save_agency
from core.actions.intake.importing import ImportFile, import_into
from core.actions.keeping import forgetting
from core.actions.letters import noticing
from core.actions.register import opposing
from core.actions.rights import requests
from core.model.request import RequestKind
from core.records.lead import Lead
from core.store import leads
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, DRAFT, NOW, add, take
from tests.files.bases.make import AGENCY
from tests.lengths import LONG, some
from tests.tables import table

HEADS = "nom;prénom;e-mail;téléphone;adresse;code postal;ville;référence\n"
PEOPLE = (("Moreau;Paul", "14 rue des Mûriers"), ("Dupont;Anne", "3 rue du Four"), ("Martin;Louis", "5 rue du Bac"))


def bring(store: Store, email: str, phone: str, people: int) -> list[int]:
    """Import so many persons who bear one e-mail and one telephone, and return their leads."""
    rows = [
        f"{name};{email};{phone};{address};30700;Uzès;TD{rank}\n"
        for rank, (name, address) in enumerate(PEOPLE[:people])
    ]
    file = store.path.parent / "pige.csv"
    file.write_text(HEADS + "".join(rows), "utf-8")
    asked = ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW, site="Toit Direct")
    assert import_into(store, asked).added == people
    with store.read() as r:
        return list(leads.search(r))


def written(store: Store, ids: list[int]) -> int:
    with TemporaryDirectory() as folder:
        return len(noticing.make(store, ids, Path(folder), by=BY, at=NOW).made)


@table(
    "email, phone, people",
    some(
        [
            ("h@exemple.fr", "", 2),
            ("h@exemple.fr", "", 3),
            ("accueil@exemple.fr", "", 3),
            ("", "06 39 98 12 41", 3),
            ("", "06 39 98 12 41", 2),
        ],
        of=2,
    ),
)
def test_whoever_bears_what_was_named_is_closed_and_opened_again(email: str, phone: str, people: int) -> None:
    for door in ("oppose", "request") if LONG or email else ("oppose",):
        with TemporaryDirectory() as folder, closing(new_base(Path(folder))) as store:
            save_agency(store, AGENCY, by=BY, at=NOW)
            ids = bring(store, email, phone, people)
            named = email or phone
            if door == "oppose":
                done = opposing.oppose_typed(store, named, how="email", by=BY, at=NOW)
            else:
                kind = RequestKind.OBJECTION
                asked = requests.note(store, named, kind, received=NOW.date(), how="email", by=BY, at=NOW)
                assert asked.opposed is not None
                done = asked.opposed
            assert set(done.leads) == set(ids)
            with store.read() as r:
                assert all(r.row(Lead, one).opposed_at for one in ids)
            assert written(store, ids) == 0
            if door == "oppose":
                opposing.undo(store, done.gesture, by=BY, at=NOW)
                assert written(store, ids) == people


def test_it_spreads_no_further(store: Store) -> None:
    """The refusal of one sheet closes none that shares a mailbox of many, nor does the other thing they share."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    ids = bring(store, "h@exemple.fr", "06 00 00 00 00", 3)
    other = add(store, last_name="Besson", phones=("06 00 00 00 00",), emails=(), reference="Z1", address="9 rue Haute")
    opposing.oppose_typed(store, "h@exemple.fr", how="email", by=BY, at=NOW)
    with store.read() as r:
        assert r.row(Lead, other).opposed_at is None
    assert (written(store, ids), written(store, [other])) == (0, 1)


def test_a_sheet_named_closes_that_sheet_alone(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    ids = bring(store, "h@exemple.fr", "", 3)
    opposing.oppose_typed(store, str(ids[0]), how="email", by=BY, at=NOW)
    assert written(store, ids) == 2


def test_one_closed_so_is_not_brought_back_by_the_address(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    bring(store, "h@exemple.fr", "", 3)
    opposing.oppose_typed(store, "h@exemple.fr", how="email", by=BY, at=NOW)
    alone = DRAFT._replace(last_name="Dupont", first_name="", address="3 rue du Four", phones=(), emails=())
    assert take(store, alone).opposed == 1


@table(
    "typed, back_first",
    some([(typed, back_first) for typed in ("06 39 98 12 41", "h.moreau@exemple.fr", "{lead}")
          for back_first in (False, True)], of=3),
)  # fmt: skip
def test_one_erased_after_a_letter_is_refused_by_all_that_was_kept(typed: str, *, back_first: bool) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder))) as store:
        save_agency(store, AGENCY, by=BY, at=NOW)
        mine = add(store)
        assert written(store, [mine]) == 1
        forgetting.forget(store, mine, by=BY, at=NOW, keep_property=False)
        alone: dict[str, object] = {"phones": (), "emails": (), "reference": "Z9"}
        back = add(store, **alone) if back_first else None
        opposing.oppose_typed(store, typed.format(lead=mine), how="letter", by=BY, at=NOW)
        if back is not None:
            assert written(store, [back]) == 0
        else:
            assert take(store, DRAFT._replace(phones=(), emails=(), reference="Z9")).opposed == 1
        neighbour = add(store, last_name="Besson", phones=("06 39 98 12 48",), emails=(), reference="Z2")
        assert written(store, [neighbour]) == 1
