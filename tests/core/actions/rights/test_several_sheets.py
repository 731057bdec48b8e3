"""A request by a postal address is that of whoever lives there, known or not yet; a freeze covers two joined sheets."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of, verdict
from core.actions.leads.join_undo import disjoin
from core.actions.leads.joining import join
from core.actions.rights import replies, requests
from core.actions.rights.candidates import candidates
from core.actions.rights.erasing_on_request import erase
from core.actions.rights.several_sheets import choose
from core.base.errors import UserError
from core.model.channel import Channel
from core.model.request import Outcome, RequestKind
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, add
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.tables import table

ADDRESS = "14 rue des Mûriers 30700 Uzès"
SPELT = (ADDRESS, "14, R. des muriers, 30700 UZES", "14 rue des Mûriers\n30700 Uzès")
STOPS = (RequestKind.ERASURE, RequestKind.RESTRICTION, RequestKind.OBJECTION)
HOUR = timedelta(hours=1)
OTHER: dict[str, object] = {"last_name": "Besson", "phones": ("06 39 98 12 48",), "emails": (), "reference": "TD2"}


def base(folder: str) -> Store:
    store = new_base(Path(folder))
    save_agency(store, AGENCY, by=BY, at=NOW)
    return store


def codes(store: Store, lead_id: int) -> set[str]:
    with store.read() as r:
        said = verdict(r, lead_id, law_of(settings(r)), channel=Channel.LETTER, at=NOW + HOUR)
    return {reason.code for reason in said.reasons if reason.blocks}


def ask(store: Store, typed: str, kind: RequestKind) -> requests.Noted:
    return requests.note(store, typed, kind, received=NOW.date(), how="letter", by=BY, at=NOW)


WAITS = {
    RequestKind.ERASURE: {"STOP_ASKED"},
    RequestKind.RESTRICTION: {"RESTRICTED"},
    RequestKind.OBJECTION: {"STOP_ASKED", "OPPOSED_PERSON", "OPPOSED_ADDRESS"},
}


@table("kind", STOPS)
@table("typed", SPELT)
def test_the_one_who_lives_there_is_found_and_waits(typed: str, kind: RequestKind) -> None:
    with TemporaryDirectory() as folder, closing(base(folder)) as store:
        mine = add(store)
        theirs = add(store, **OTHER, address="3 rue du Four")
        noted = ask(store, typed, kind)
        assert noted.lead_id == mine
        assert codes(store, mine) & WAITS[kind]
        assert codes(store, theirs) == set()
        with fails_with("REQUEST_KNOWN"):
            requests.answer(store, noted.id, Outcome.NOTHING, how="letter", by=BY, at=NOW)


@table("kind", STOPS)
def test_several_who_live_there_all_wait(kind: RequestKind) -> None:
    with TemporaryDirectory() as folder, closing(base(folder)) as store:
        both = [add(store), add(store, **OTHER)]
        noted = ask(store, ADDRESS, kind)
        assert noted.lead_id is None
        assert all("STOP_ASKED" in codes(store, one) for one in both)
        with fails_with("REQUEST_CHOOSE"):
            requests.answer(store, noted.id, Outcome.NOTHING, how="letter", by=BY, at=NOW)
        if kind is RequestKind.OBJECTION:
            with fails_with("OBJECTION_ABSOLUTE"):
                requests.answer(store, noted.id, Outcome.REFUSED, how="letter", reason="contrat", by=BY, at=NOW)
            return
        requests.answer(store, noted.id, Outcome.REFUSED, how="letter", reason="contrat", by=BY, at=NOW)
        assert all("STOP_ASKED" not in codes(store, one) for one in both)


@table("kind", [RequestKind.ERASURE, RequestKind.RESTRICTION])
@table("typed", [ADDRESS, "06 39 98 12 41", "h.moreau@exemple.fr"])
def test_who_is_brought_later_waits_while_it_is_open(typed: str, kind: RequestKind) -> None:
    with TemporaryDirectory() as folder, closing(base(folder)) as store:
        noted = ask(store, typed, kind)
        assert noted.lead_id is None
        assert codes(store, add(store)) == {"STOP_ASKED"}


@table("typed", ["h@exemple.fr", "06 00 00 00 00"])
def test_those_of_a_mark_that_tells_nobody_apart_wait_when_it_is_named(typed: str) -> None:
    with TemporaryDirectory() as folder, closing(base(folder)) as store:
        way: dict[str, object] = {"emails": (), "phones": ()} | {"emails" if "@" in typed else "phones": (typed,)}
        both = [add(store, **way), add(store, **(OTHER | way), address="3 rue du Four")]
        ask(store, typed, RequestKind.ERASURE)
        assert all("STOP_ASKED" in codes(store, one) for one in both)


@table("kind", [RequestKind.ERASURE, RequestKind.RESTRICTION, RequestKind.ACCESS])
def test_a_request_of_several_sheets_is_said_to_be_of_one_and_answered(kind: RequestKind) -> None:
    with TemporaryDirectory() as folder, closing(base(folder)) as store:
        mine, other = [add(store), add(store, **OTHER)]
        stranger = add(
            store, last_name="Roux", phones=("06 39 98 12 49",), emails=(), reference="TD3", address="1 cour B"
        )
        noted = ask(store, ADDRESS, kind)
        with store.read() as r:
            assert candidates(r, requests.request(r, noted.id)) == [mine, other]
        for outcome in (Outcome.DONE, Outcome.NOTHING):
            with fails_with("REQUEST_CHOOSE"):
                requests.answer(store, noted.id, outcome, how="letter", by=BY, at=NOW)
        with store.read() as r, pytest.raises(UserError) as unsaid:
            replies.letter(r, noted.id, at=NOW)
        assert unsaid.value.code == "REQUEST_CHOOSE", "« nous n'avons rien » is written to none of them"
        with fails_with("REQUEST_NOT_THERE"):
            choose(store, noted.id, stranger, by=BY, at=NOW)
        found = choose(store, noted.id, mine, by=BY, at=NOW)
        assert (found.lead_id, found.name != "") == (mine, True)
        if kind is RequestKind.RESTRICTION:
            assert "RESTRICTED" in codes(store, mine)
            assert "RESTRICTED" not in codes(store, other)
        requests.recognise(store, noted.id, "a rappelé", by=BY, at=NOW)
        if kind is RequestKind.ERASURE:
            erase(store, noted.id, by=BY, at=NOW, keep_property=False)
        if kind is RequestKind.ACCESS:
            requests.prepared(store, noted.id, "0" * 64, by=BY, at=NOW)
        requests.answer(store, noted.id, Outcome.DONE, how="letter", by=BY, at=NOW)
        assert "STOP_ASKED" not in codes(store, other), "answered, the others no longer wait"


def test_a_text_that_names_nobody_is_still_a_request(store: Store) -> None:
    assert ask(store, "Madame Moreau", RequestKind.ERASURE).lead_id is None


@table("frozen_before", [None, 0, 1])
def test_a_freeze_asked_while_joined_is_of_both(frozen_before: int | None) -> None:
    with TemporaryDirectory() as folder, closing(base(folder)) as store:
        both = [add(store), add(store, **OTHER, address="3 rue du Four")]
        if frozen_before is not None:
            ask(store, str(both[frozen_before]), RequestKind.RESTRICTION)
        joined = join(store, *both, by=BY, at=NOW + HOUR)
        requests.note(store, str(both[0]), RequestKind.RESTRICTION, received=NOW.date(), how="letter", by=BY,
                      at=NOW + 2 * HOUR)  # fmt: skip
        disjoin(store, joined.id, by=BY, at=NOW + 3 * HOUR)
        assert all("RESTRICTED" in codes(store, one) for one in both)


def test_a_freeze_of_one_before_the_join_stays_its_own(store: Store) -> None:
    both = [add(store), add(store, **OTHER, address="3 rue du Four")]
    ask(store, str(both[0]), RequestKind.RESTRICTION)
    joined = join(store, *both, by=BY, at=NOW + HOUR)
    disjoin(store, joined.id, by=BY, at=NOW + 3 * HOUR)
    assert ["RESTRICTED" in codes(store, one) for one in both] == [True, False]
