"""Who asked to be erased or left alone is not written to nor called until they are answered (rule OBJ-04)."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from core.actions.calling import calling, consenting
from core.actions.calling.rejudging import RejudgingPeriod, rejudge_in
from core.actions.common import people
from core.actions.common.agency import save_agency, save_settings, settings
from core.actions.common.judging import judged_who, law_of, verdict
from core.actions.keeping import backing_up, forgetting, restoring
from core.actions.leads.joining import join
from core.actions.letters import noticing, posting
from core.actions.rights import requests
from core.base.errors import Forbidden
from core.model.channel import Channel
from core.model.request import Outcome, RequestKind
from core.store import leads, notices
from core.store.port import Store
from core.words.verdicts import sentence
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, add
from tests.files.bases.make import AGENCY
from tests.tables import table

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AFTER = NOW + timedelta(hours=4)
PHONE, TWIN, EMAIL = "06 39 98 12 41", "06 39 98 12 48", "h.moreau@exemple.fr"


def ready(store: Store) -> None:
    """An agency, a person who agreed to be called, and another one alike who did too."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    save_settings(store, {"caller_number": "01 99 00 10 20"}, by=BY, at=NOW)
    add(store)
    add(store, last_name="Besson", phones=(TWIN,), emails=(), reference="TD2", address="3 rue Neuve")
    with TemporaryDirectory() as folder:
        proof = Path(folder) / "coupon.pdf"
        proof.write_bytes(b"%PDF coupon")
        for typed in (PHONE, TWIN):
            consenting.record(
                store, found(store, typed), channels=[Channel.CALL, Channel.EMAIL], collected=NOW - DAY, wording="v1",
                proof=proof, by=BY, at=NOW,
            )  # fmt: skip


def found(store: Store, typed: str) -> people.Who:
    with store.read() as r:
        return people.find(r, typed)


def lead(store: Store, typed: str) -> int:
    lead_id = found(store, typed).lead_id
    assert lead_id is not None
    return lead_id


def codes(store: Store, lead_id: int, channel: Channel) -> set[str]:
    with store.read() as r:
        said = verdict(r, lead_id, law_of(settings(r)), channel=channel, at=AFTER)
    return {reason.code for reason in said.reasons if reason.blocks}


def ask(store: Store, typed: str, kind: RequestKind = RequestKind.ERASURE) -> int:
    return requests.note(store, typed, kind, received=NOW.date(), how="email", by=BY, at=NOW).id


@table("typed", [PHONE, "+33639981241", EMAIL, "{lead}", "{letter}"])
def test_a_request_stops_all_at_once_and_its_answer_releases_it(typed: str) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder), ready)) as store:
        mine, twin = lead(store, PHONE), lead(store, TWIN)
        made = noticing.make(store, [mine], Path(folder) / "lettres", by=BY, at=NOW)
        [one] = made.made
        assert codes(store, mine, Channel.CALL) == set()
        asked = ask(store, typed.format(lead=mine, letter=one.reference))
        for channel in (Channel.CALL, Channel.LETTER, Channel.EMAIL, Channel.VISIT):
            assert "STOP_ASKED" in codes(store, mine, channel)
        with pytest.raises(Forbidden):
            calling.start(store, found(store, PHONE), by=BY, at=AFTER)
        with store.read() as r:
            assert noticing.due(r, at=NOW) == [twin]
            assert mine not in notices.by_state(r)["ready"]
            letter = posting.letter_of(r, one.reference)
        assert posting.posted(store, [letter], by=BY, at=NOW).letters == ()
        again = noticing.make(store, [mine, twin], Path(folder) / "lettres", by=BY, at=NOW)
        assert [one.lead for one in again.made] == [twin]
        assert again.refused[0].codes == ("STOP_ASKED",)
        assert calling.start(store, found(store, TWIN), by=BY, at=AFTER).verdict.allowed
        requests.answer(store, asked, Outcome.REFUSED, how="letter", reason="contrat en cours", by=BY, at=NOW)
        assert codes(store, mine, Channel.CALL) == codes(store, mine, Channel.LETTER) == set()
        assert len(posting.posted(store, [letter], by=BY, at=NOW).letters) == 1


def test_it_is_said_with_its_day(store: Store) -> None:
    ready(store)
    ask(store, PHONE)
    with store.read() as r:
        said = judged_who(r, people.find(r, PHONE), law_of(settings(r)), channel=Channel.CALL, at=AFTER)
    [reason] = [one for one in said.reasons if one.code == "STOP_ASKED"]
    assert "24\u00a0novembre" in sentence(reason)


def test_other_requests_stop_nothing(store: Store) -> None:
    ready(store)
    for kind in (RequestKind.ACCESS, RequestKind.RECTIFICATION):
        ask(store, PHONE, kind)
    assert codes(store, lead(store, PHONE), Channel.CALL) == set()


def unknown_first(store: Store, _folder: Path) -> int:
    """The number was not known when it asked."""
    ask(store, "06 39 98 55 55")
    return add(store, last_name="Payet", phones=("0639985555",), emails=(), reference="TD5", address="8 rue Haute")


def erased_then_back(store: Store, _folder: Path) -> int:
    """Erased before the answer was written, and sold again by its address and e-mail."""
    ask(store, PHONE)
    forgetting.forget(store, lead(store, PHONE), by=BY, at=NOW)
    return add(store, phones=("0639985556",), reference="TD6")


def joined(store: Store, _folder: Path) -> int:
    """The sheet that asked was joined with another."""
    ask(store, PHONE)
    kept = add(store, last_name="Moreau", phones=("0639985557",), emails=(), reference="TD8", address="9 rue Haute")
    join(store, kept, lead(store, PHONE), by=BY, at=NOW + HOUR)
    return kept


def put_back(store: Store, folder: Path) -> int:
    """A copy of before the request is put back."""
    copy = backing_up.back_up(store, folder / "copies", by=BY, at=NOW).path
    ask(store, PHONE)
    restoring.restore(store.path.parent, copy, by=BY, at=NOW + HOUR)
    store.news()
    return lead(store, PHONE)


@table("way", [unknown_first, erased_then_back, joined, put_back])
def test_it_holds_by_whatever_way_the_person_comes_back(way: Callable[[Store, Path], int]) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder) / "base", ready)) as store:
        lead_id = way(store, Path(folder))
        assert "STOP_ASKED" in codes(store, lead_id, Channel.LETTER)
        assert codes(store, lead(store, TWIN), Channel.LETTER) == set()


def test_a_number_nobody_has_a_sheet_for_is_not_called_either(store: Store) -> None:
    ready(store)
    ask(store, "06 39 98 55 55")
    with store.read() as r:
        said = judged_who(r, people.find(r, "0639985555"), law_of(settings(r)), channel=Channel.CALL, at=AFTER)
    assert "STOP_ASKED" in {one.code for one in said.reasons}


def test_a_call_made_before_the_request_or_after_its_answer_broke_nothing(store: Store) -> None:
    ready(store)
    lead_id, days = lead(store, PHONE), timedelta(days=1)
    who = found(store, PHONE)
    calling.log(store, who, direction="out", outcome="no_answer", by=BY, at=NOW)
    asked = requests.note(store, PHONE, RequestKind.ERASURE, received=NOW.date(), how="email", by=BY,
                          at=NOW + timedelta(minutes=1)).id  # fmt: skip
    calling.log(store, who, direction="out", outcome="no_answer", by=BY, at=NOW + days)
    requests.answer(store, asked, Outcome.REFUSED, how="letter", reason="contrat", by=BY, at=NOW + 2 * days)
    calling.log(store, who, direction="out", outcome="no_answer", by=BY, at=NOW + 3 * days)
    with store.read() as r:
        broken = rejudge_in(r, RejudgingPeriod(store.path.parent, date(2026, 11, 1), date(2026, 12, 31)))
        assert leads.count_leads(r) == 2
    told = [(one.at.day, [reason.code for reason in one.reasons]) for one in broken.breaches if one.lead == lead_id]
    assert told == [(25, ["STOP_ASKED"])]
