"""More that may happen to a base before or after a refusal, the refused person's rows coming in by several doors: none
is written to nor called, and somebody alike who never refused still gets the letter."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from core.actions.calling import calling
from core.actions.common import people
from core.actions.common.agency import save_agency
from core.actions.intake import batch_undo
from core.actions.intake.import_rows import take_in
from core.actions.intake.typed_lead import type_lead
from core.actions.keeping import backing_up, forgetting, restoring, retaining
from core.actions.leads import batch_back, editing, join_undo, joining
from core.actions.letters import noticing
from core.actions.register import opposing, refusal_answers
from core.base.errors import UserError
from core.model.batch import BatchFacts, Source, TypedOrigin
from core.model.editing import Change, How, ValueSource
from core.records.contact import Contact
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BATCH, BY, NOW
from tests.core.actions.register.test_no_way_around import (
    BY_ADDRESS,
    BY_EMAIL,
    BY_NUMBER,
    LATER,
    LUC,
    ROW,
    TWIN,
    called,
    only_of,
    reached,
    sold_again,
)
from tests.files.bases.make import AGENCY
from tests.lengths import some
from tests.tables import table

MINUTE = timedelta(minutes=1)
SECOND = "06 39 98 77 66"
BOTH = ROW._replace(phones=(*ROW.phones, SECOND), emails=(), address="", reference="B1Z")
BY_SECOND = ROW._replace(last_name="Faure", first_name="Léa", phones=(SECOND,), emails=(), address="5 rue Vieille",
                    reference="B2Z")  # fmt: skip
TOLD = ValueSource(How.SIGN, NOW.date())


def refuse(store: Store) -> None:
    opposing.oppose_typed(store, "06 39 98 12 41", how="call", by=BY, at=NOW + MINUTE)


def again(store: Store) -> None:
    sold_again(store, BY_NUMBER, BY_EMAIL, BY_ADDRESS)


def mine(store: Store, name: str = "Moreau Hélène") -> int:
    with store.read() as r:
        return only_of(r, name)


def merged_then_undone(store: Store, _folder: Path) -> None:
    batch = sold_again(store, BY_NUMBER, at=NOW)
    refuse(store)
    batch_undo.undo(store, batch, by=BY, at=LATER)
    again(store)


def undone_then_brought_back(store: Store, _folder: Path) -> None:
    batch = sold_again(store, BY_EMAIL._replace(emails=(), phones=("06 39 98 12 41",), last_name="Roux"), at=NOW)
    batch_undo.undo(store, batch, by=BY, at=NOW)
    refuse(store)
    batch_back.bring_back(store, batch, by=BY, at=NOW + 2 * MINUTE)
    again(store)


def refused_in_a_call_without_a_sheet(store: Store, _folder: Path) -> None:
    forgetting.forget(store, mine(store), by=BY, at=NOW)
    with store.read() as r:
        who = people.find(r, "06 39 98 12 41")
    calling.log(store, who, direction="in", outcome="opposed", by=BY, at=NOW + MINUTE)
    sold_again(store, BY_NUMBER)


def number_changed_before(store: Store, _folder: Path) -> None:
    lead_id = mine(store)
    with store.read() as r:
        point = next(one.id for one in r.of(Contact, lead_id=lead_id) if one.kind == "phone")
    editing.edit(store, lead_id, [Change("phone", SECOND, point)], told=TOLD, by=BY, at=NOW)
    opposing.oppose_typed(store, str(lead_id), how="letter", by=BY, at=NOW + MINUTE)
    again(store)
    sold_again(store, BY_SECOND)


def name_and_address_changed_after(store: Store, _folder: Path) -> None:
    refuse(store)
    lead_id = mine(store)
    editing.edit(store, lead_id, [Change("last_name", "Durand")], told=TOLD, by=BY, at=LATER)
    forgetting.forget(store, lead_id, by=BY, at=LATER)
    again(store)


def joined_refused_erased_and_parted(store: Store, _folder: Path) -> None:
    sold_again(store, LUC, at=NOW)
    done = joining.join(store, mine(store, "Moreau Luc"), mine(store), by=BY, at=NOW)
    opposing.oppose_typed(store, "06 39 98 12 41", how="call", by=BY, at=NOW + MINUTE)
    forgetting.forget(store, mine(store, "Moreau Luc"), by=BY, at=NOW + 2 * MINUTE)
    try:
        join_undo.disjoin(store, done.id, by=BY, at=LATER)
    except UserError as refused:
        assert refused.code in ("JOIN_UNKNOWN", "JOIN_UNDO_LATE")
    again(store)


def years_after(store: Store, _folder: Path) -> None:
    refuse(store)
    retaining.run(store, by=BY, at=LATER)
    forgetting.forget(store, mine(store), by=BY, at=LATER)
    again(store)


def asked_of_the_register_alone(store: Store, _folder: Path) -> None:
    refuse(store)
    facts = BatchFacts(Source.PAGE, "page", "2026-11-24", site="Toit Direct", property_only=True)
    take_in(store, [BY_NUMBER._replace(url="https://toit.exemple/a/1")], facts, by=BY, now=LATER)
    again(store)


def by_an_alert(store: Store, _folder: Path) -> None:
    refuse(store)
    facts = BatchFacts(Source.MAIL, "alerte", "2026-11-24", site="Toit Direct")
    for rank, one in enumerate((BY_NUMBER, BY_EMAIL)):
        take_in(store, [one._replace(url=f"https://toit.exemple/a/{rank}")], facts, by=BY, now=LATER)


def copies_put_back_twice(store: Store, folder: Path) -> None:
    before = backing_up.back_up(store, folder, by=BY, at=NOW).path
    refuse(store)
    (folder / "apres").mkdir()
    after = backing_up.back_up(store, folder / "apres", by=BY, at=LATER).path
    for one in (before, after, before):
        restoring.restore(store.path.parent, one, by=BY, at=LATER)
        store.news()
    again(store)


def refused_by_the_last_row_of_a_file(store: Store, _folder: Path) -> None:
    sold_again(store, BOTH, BY_SECOND._replace(heard="agences s'abstenir"))
    again(store)


def refused_by_the_first_row_of_a_file(store: Store, _folder: Path) -> None:
    sold_again(store, BY_SECOND._replace(heard="agences s'abstenir"), BOTH)
    again(store)


def shared_by_two_typed_sheets(store: Store, _folder: Path) -> None:
    type_lead(store, BY_SECOND, came=TypedOrigin.PERSON, by=BY, now=NOW)
    editing.edit(store, mine(store), [Change("phone", SECOND)], told=TOLD, by=BY, at=NOW)
    refuse(store)
    again(store)
    sold_again(store, BY_SECOND)


def a_doubt_answered_yes(store: Store, _folder: Path) -> None:
    said = ROW._replace(held=True, doubt="Souhaite vendre seul", doubt_at=0)
    sold_again(store, said, at=NOW)
    refusal_answers.is_refusal(store, mine(store), by=BY, at=NOW + MINUTE)
    again(store)


def refused_by_two_numbers_at_once(store: Store, _folder: Path) -> None:
    opposing.oppose_typed(store, f"06 39 98 12 41 / {SECOND}", how="call", by=BY, at=NOW + MINUTE)
    forgetting.forget(store, mine(store), by=BY, at=LATER)
    again(store)
    sold_again(store, BY_SECOND)


def letter_made_before(store: Store, folder: Path) -> None:
    noticing.make(store, [mine(store)], folder / "avant", by=BY, at=NOW)
    refuse(store)
    again(store)


def undone_by_mistake_and_said_again(store: Store, _folder: Path) -> None:
    done = opposing.oppose_typed(store, "06 39 98 12 41", how="call", by=BY, at=NOW)
    opposing.undo(store, done.gesture, by=BY, at=NOW + MINUTE)
    opposing.oppose_typed(store, "h.moreau@exemple.fr", how="email", by=BY, at=NOW + 2 * MINUTE)
    again(store)


WAYS: tuple[Callable[[Store, Path], None], ...] = (
    *(merged_then_undone, undone_then_brought_back, refused_in_a_call_without_a_sheet, number_changed_before),
    *(name_and_address_changed_after, joined_refused_erased_and_parted, years_after, asked_of_the_register_alone),
    *(by_an_alert, copies_put_back_twice, refused_by_the_last_row_of_a_file),
    *(refused_by_the_first_row_of_a_file, shared_by_two_typed_sheets, a_doubt_answered_yes),
    *(refused_by_two_numbers_at_once, letter_made_before, undone_by_mistake_and_said_again),
)


@table("way", some(WAYS, of=2))
def test_nothing_else_that_happens_opens_a_way(way: Callable[[Store, Path], None]) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        with closing(new_base(folder / "base")) as store:
            save_agency(store, AGENCY, by=BY, at=NOW)
            take_in(store, [ROW], BATCH, by=BY, now=NOW)
            way(store, folder)
            sold_again(store, TWIN)
            printed, callable_ = reached(store, folder / "lettres", LATER + timedelta(hours=1))
            assert callable_ == []
            assert set(printed) - {"Moreau Luc"} == {"Besson Luc"}
            assert called(store, ("06 39 98 12 41", SECOND[:-2] + "67")) in ([], [SECOND[:-2] + "67"])
