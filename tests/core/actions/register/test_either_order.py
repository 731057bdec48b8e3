"""A telephone or an e-mail of two persons, one of whom refuses: one rule, whichever of them came first. Who bears it
under another name, with another address and another contact point, waits for an answer; who does not differ so is
closed."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from core.actions.common import fuzzy_suppression
from core.actions.keeping import backing_up, forgetting, restoring
from core.actions.leads import editing
from core.actions.register import entries, key_phrase, opposing
from core.actions.register.refusal_lists import ImportList, import_list
from core.model.draft import Draft
from core.model.editing import Change, How, ValueSource
from core.records.lead import Lead
from core.store import leads
from core.store.port import Store
from tests.bases import another_key, new_base
from tests.core.actions.conftest import BY, NOW
from tests.core.actions.register.test_one_telephone_of_two import HOUR, letters, named, sold
from tests.core.actions.register.test_shared_by_two import (
    PHONE,
    X,
    Y,
    base,
    by_a_request,
    by_sheet,
    in_a_call,
    in_a_file,
    on_a_page,
    once_erased,
    share,
)
from tests.lengths import some
from tests.tables import table

TOLD = ValueSource(How.SIGN, NOW.date())
"""Where the telephone typed on a sheet was seen."""


def from_another_seat(store: Store, row: Draft) -> None:
    words = key_phrase.phrase(store, by=BY, at=NOW)
    with TemporaryDirectory() as folder, closing(new_base(Path(folder) / "autre", another_key)) as other:
        key_phrase.restore_key(other, " ".join(words), by=BY, at=NOW)
        by_sheet(other, row)
        file = Path(folder) / "registre.csv"
        with other.read() as r:
            entries.export_register(r, file)
        import_list(store, ImportList(store.path.parent, file, BY, NOW))


def by_a_list(store: Store, row: Draft) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "liste.csv"
        file.write_text(
            f"Nom;Téléphone;E-mail;Adresse;Code postal;Ville\n{row.last_name};{row.phones[0]};{row.emails[0]};"
            f"{row.address};{row.postcode};{row.town}\n",
            "utf-8",
        )
        import_list(store, ImportList(store.path.parent, file, BY, NOW, supplier="Pige Ouest"))


def by_number(store: Store, row: Draft) -> None:
    opposing.oppose_typed(store, row.phones[0], how="call", by=BY, at=NOW)


def typed_on_a_sheet(store: Store, row: Draft) -> None:
    sold(store, row._replace(phones=("06 39 98 10 02",)), at=NOW)
    [lead_id] = named(store, "besson")
    editing.edit(store, lead_id, [Change("phone", PHONE)], told=TOLD, by=BY, at=NOW + HOUR)


def in_a_later_file(store: Store, row: Draft) -> None:
    sold(store, row, at=NOW + HOUR)


def erased_then_sold(store: Store, row: Draft) -> None:
    """The other person's sheet is erased, and a file brings them back."""
    sold(store, row)
    [lead_id] = named(store, "besson")
    forgetting.forget(store, lead_id, by=BY, at=NOW, keep_property=False)
    sold(store, row._replace(reference="TD7"), at=NOW + HOUR)


Door = Callable[[Store, Draft], None]
DOORS: tuple[Door, ...] = (in_a_file, on_a_page, by_sheet, in_a_call, by_a_request, once_erased, from_another_seat)


@table(
    "door, way, arrival, first",
    some([
        *((door, "phone", in_a_later_file, first) for door in DOORS for first in (True, False)),
        *((door, "phone", arrival, False) for door in (in_a_file, by_sheet, from_another_seat)
          for arrival in (typed_on_a_sheet, erased_then_sold)),
        *((door, "email", in_a_later_file, first) for door in (in_a_file, by_sheet) for first in (True, False)),
    ], of=3),
)  # fmt: skip
def test_the_other_waits_whichever_came_first_and_is_free_once_somebody_says_so(
    door: Door, way: str, arrival: Door, first: bool
) -> None:
    with base() as store:
        for step in (arrival, door) if first else (door, arrival):
            step(store, share(Y if step is arrival else X, way))
        assert letters(store) == {"Payet"}
        [lead_id] = named(store, "besson")
        with store.read() as r:
            facing = fuzzy_suppression.facing(r, lead_id)
            assert r.row(Lead, lead_id).opposed_at is None
        assert facing is not None and facing.shared == way
        editing.edit(store, lead_id, [Change("notes", "Rappelle demain")], by=BY, at=NOW + HOUR)
        fuzzy_suppression.another_person(store, lead_id, by=BY, at=NOW + HOUR)
        assert letters(store) == {"Payet", "Besson"}


@table("door", [in_a_file, by_sheet, once_erased])
def test_the_other_waits_too_in_a_copy_older_than_the_refusal(door: Door) -> None:
    with base() as store, TemporaryDirectory() as folder:
        in_a_later_file(store, share(Y, "phone"))
        copy = backing_up.back_up(store, Path(folder), by=BY, at=NOW).path
        door(store, share(X, "phone"))
        restoring.restore(store.path.parent, copy, by=BY, at=NOW + HOUR)
        store.news()
        assert letters(store) == {"Payet"}
        [lead_id] = named(store, "besson")
        with store.read() as r:
            assert fuzzy_suppression.facing(r, lead_id) is not None
            assert r.row(Lead, lead_id).opposed_at is None


@table("door, first", [(door, first) for door in (by_a_list, by_number) for first in (True, False)])
def test_a_number_that_is_refused_by_itself_closes_whoever_bears_it(door: Door, first: bool) -> None:
    with base() as store:
        for step in (in_a_later_file, door) if first else (door, in_a_later_file):
            step(store, share(Y if step is in_a_later_file else X, "phone"))
        assert letters(store) == {"Payet"}
        with store.read() as r:
            assert all(r.row(Lead, lead_id).opposed_at for lead_id in named(store, "besson"))


@table(
    "changed",
    [
        {"address": X.address},
        {"emails": ()},
        {"emails": X.emails},
        {"last_name": "Moreau", "first_name": "Hélène"},
        {"last_name": "", "first_name": "", "name": "MOREAU Helene"},
        {"last_name": "", "first_name": ""},
        {"address": ""},
    ],
)
def test_who_does_not_differ_enough_is_closed_whichever_came_first(changed: dict[str, str]) -> None:
    like = share(Y, "phone")._replace(**changed)  # type: ignore[arg-type]
    for first in (True, False):
        with base() as store:
            for step in (in_a_later_file, by_sheet) if first else (by_sheet, in_a_later_file):
                step(store, like if step is in_a_later_file else share(X, "phone"))
            assert letters(store) == {"Payet"}, first


def whole(one: Draft) -> Draft:
    """Return a row whose file has one column of names."""
    return one._replace(name=f"{one.first_name} {one.last_name}", last_name="", first_name="")


@table(
    "mine, theirs",
    [
        (whole(X), Y),
        (X, whole(Y)),
        (whole(X), whole(Y)),
        (X, Y._replace(last_name="Moreau")),
        (X, whole(Y._replace(last_name="Moreau"))),
    ],
)
def test_another_name_is_told_however_the_file_writes_it(mine: Draft, theirs: Draft) -> None:
    for first in (True, False):
        with base() as store:
            for step in (in_a_later_file, in_a_file) if first else (in_a_file, in_a_later_file):
                step(store, share(theirs if step is in_a_later_file else mine, "phone"))
            with store.read() as r:
                held = [
                    one
                    for one in leads.search(r)
                    if fuzzy_suppression.facing(r, one) and not r.row(Lead, one).opposed_at
                ]
            assert len(held) == 1, first
            assert letters(store) == {"Payet"}


def test_who_has_no_address_is_closed_by_the_register_of_another_seat() -> None:
    with base() as store:
        in_a_later_file(store, share(Y._replace(address=""), "phone"))
        from_another_seat(store, share(X, "phone"))
        [lead_id] = named(store, "besson")
        with store.read() as r:
            assert r.row(Lead, lead_id).opposed_at


def test_who_refused_comes_back_by_no_new_address_with_a_number_of_two() -> None:
    """Known to be of two, the telephone still closes who bears it under the name of who refused."""
    with base() as store:
        sold(store, share(Y, "phone"))
        by_sheet(store, share(X, "phone"))
        again = X._replace(address="9 rue Basse", emails=("neuf@exemple.org",), reference="TD8")
        sold(store, share(again, "phone"), at=NOW + HOUR)
        assert letters(store) == {"Payet"}
        assert len(named(store, "moreau")) == 1


def test_what_is_of_somebody_who_may_refuse_holds_in_another_cell_too() -> None:
    """The note of a call sounds like a refusal; an e-mail told aloud by the next file is theirs."""
    with base() as store:
        sold(store, X._replace(emails=("h.moreau@exemple.org",)))
        [lead_id] = named(store, "moreau")
        editing.edit(store, lead_id, [Change("notes", "A dit : ne me rappelez plus, pas d’agence")], by=BY, at=NOW)
        sold(store, Y._replace(emails=("h point moreau à exemple point org",)), at=NOW + HOUR)
        assert letters(store) == {"Payet"}
