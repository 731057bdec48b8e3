"""A telephone or an e-mail that two persons bear who differ in all the rest: one of them refuses, by whatever door, and
the other's letter waits until somebody says who they are, never printed by itself and never lost (rule OBJ-03)."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from core.actions.calling import calling
from core.actions.common import fuzzy_suppression
from core.actions.common.agency import save_agency
from core.actions.common.people import Who
from core.actions.intake.import_rows import take_in
from core.actions.keeping import forgetting
from core.actions.leads import duplicates
from core.actions.letters import noticing
from core.actions.register import opposing
from core.actions.rights import requests
from core.model.batch import BatchFacts, Source
from core.model.draft import Draft
from core.model.request import RequestKind
from core.records.lead import Lead
from core.records.notice import Notice
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW
from tests.core.actions.register.test_one_telephone_of_two import HOUR, by_an_answer, letters, named, sold
from tests.files.bases.make import AGENCY
from tests.tables import table

PHONE, EMAIL = "06 39 98 12 41", "partage@exemple.org"
X = Draft(
    line=1, last_name="Moreau", first_name="Hélène", phones=("06 39 98 10 01",), emails=("x@exemple.org",),
    address="14 rue des Mûriers", postcode="30700", town="Uzès", reference="TD1", seen="26/10/2026", cells=("x",),
)  # fmt: skip
Y = X._replace(line=2, last_name="Besson", first_name="Luc", phones=("06 39 98 10 02",), emails=("y@exemple.org",),
               address="3 rue du Four", reference="TD2")  # fmt: skip
THIRD = Y._replace(line=3, last_name="Payet", first_name="Inès", phones=("06 39 98 10 03",), emails=("p@exemple.org",),
                   address="5 rue du Bac", reference="TD3")  # fmt: skip
HEARD = {"text": "agences s’abstenir", "cells": ("agences s’abstenir",), "heard": "agences s’abstenir"}


def share(one: Draft, way: str) -> Draft:
    return one._replace(phones=(PHONE,)) if way == "phone" else one._replace(emails=(EMAIL,))


def in_a_file(store: Store, row: Draft) -> None:
    sold(store, row._replace(**HEARD))  # type: ignore[arg-type]


def on_a_page(store: Store, row: Draft) -> None:
    facts = BatchFacts(Source.PAGE, "page", "2026-11-24", site="Toit Direct")
    take_in(store, [row._replace(**HEARD, url="https://toit.exemple/a/84521")], facts, by=BY, now=NOW)  # type: ignore[arg-type]


def known(store: Store, row: Draft) -> int:
    sold(store, row)
    [lead_id] = named(store, "moreau")
    return lead_id


def by_sheet(store: Store, row: Draft) -> None:
    opposing.oppose_typed(store, str(known(store, row)), how="letter", by=BY, at=NOW)


def in_a_call(store: Store, row: Draft) -> None:
    calling.log(store, Who(known(store, row)), direction="in", outcome="opposed", by=BY, at=NOW)


def by_a_request(store: Store, row: Draft) -> None:
    asked = str(known(store, row))
    requests.note(store, asked, RequestKind.OBJECTION, received=NOW.date(), how="letter", by=BY, at=NOW)


def once_erased(store: Store, row: Draft) -> None:
    lead_id = known(store, row)
    with TemporaryDirectory() as folder:
        noticing.make(store, [lead_id], Path(folder), by=BY, at=NOW)
    with store.read() as r:
        [letter] = r.of(Notice, lead_id=lead_id)
    forgetting.forget(store, lead_id, by=BY, at=NOW)
    with store.read() as r:
        found = requests.whose(r, letter.reference)
    assert found is not None
    opposing.oppose(store, found, how="letter", by=BY, at=NOW)


DOORS: tuple[Callable[[Store, Draft], None], ...] = (
    *(in_a_file, on_a_page, by_sheet, in_a_call, by_a_request, once_erased),
)


@contextmanager
def base() -> Iterator[Store]:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder) / "base", with_third)) as store:
        yield store


def with_third(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    sold(store, THIRD)


@table("door, way", [*((door, "phone") for door in DOORS), (in_a_file, "email"), (by_sheet, "email")])
def test_the_other_one_waits_whatever_the_door_until_somebody_answers(
    door: Callable[[Store, Draft], None], way: str
) -> None:
    with base() as store:
        sold(store, share(Y, way))
        door(store, share(X, way))
        assert letters(store) == {"Payet"}
        [lead_id] = named(store, "besson")
        with store.read() as r:
            facing = fuzzy_suppression.facing(r, lead_id)
        assert facing is not None and (facing.shared, facing.refusals) == (way, 1)
        assert fuzzy_suppression.another_person(store, lead_id, by=BY, at=NOW) == 1
        assert letters(store) == {"Payet", "Besson"}


def test_an_answer_that_refuses_holds_too_and_what_is_taken_back_holds_nobody() -> None:
    with base() as store:
        sold(store, share(Y, "phone"))
        done = opposing.oppose(store, Who(known(store, share(X, "phone"))), how="call", by=BY, at=NOW)
        assert letters(store) == {"Payet"}
        opposing.undo(store, done.gesture, by=BY, at=NOW)
        assert letters(store) == {"Payet", "Besson", "Moreau"}
    with base() as store:
        by_an_answer(store)
        assert letters(store) == {"Payet"}


def test_who_was_told_apart_is_free_and_so_are_three() -> None:
    with base() as store:
        sold(store, share(Y, "phone"))
        mine = known(store, share(X, "phone"))
        [theirs] = named(store, "besson")
        duplicates.told_apart(store, mine, theirs, by=BY, at=NOW)
        opposing.oppose(store, Who(mine), how="call", by=BY, at=NOW)
        assert letters(store) == {"Payet", "Besson"}
        duplicates.told_again(store, mine, theirs, by=BY, at=NOW)
        assert letters(store) == {"Payet"}
        # What three bear is a switchboard's.
        sold(store, share(THIRD._replace(last_name="Roux", reference="TD9", address="9 rue A"), "phone"), at=NOW + HOUR)
        assert letters(store) == {"Payet", "Besson", "Roux"}


def test_a_shared_number_that_is_refused_hides_no_refusal_at_nearly_the_same_address() -> None:
    with base() as store:
        opposing.oppose(store, Who(known(store, X)), how="call", by=BY, at=NOW)
        near = X._replace(address="14 rue des Muriesr", phones=("06 00 00 00 00",), emails=(), reference="TD7")
        opposing.oppose_typed(store, "06 00 00 00 00", how="call", by=BY, at=NOW)
        sold(store, near)
        assert letters(store) == {"Payet"}


@table("address, waits", [("14 rue du Four", True), ("14 rue des Muriers bis", False), ("14 rue des Mûriers", False)])
def test_another_street_under_the_same_number_is_another_home(address: str, waits: bool) -> None:
    """Who lives at the very address that refused is closed; who lives in another street of its town only waits."""
    with base() as store:
        sold(store, share(Y._replace(address=address), "phone"))
        by_sheet(store, share(X, "phone"))
        [lead_id] = named(store, "besson")
        with store.read() as r:
            assert (r.row(Lead, lead_id).opposed_at is None) == waits
