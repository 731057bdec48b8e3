"""A refusal said again is kept again where the first one may go: lent by a join that is taken back, or older than an
agreement that a restored copy brings back. Each of these once let somebody be called."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.calling import consenting
from core.actions.common.judging import judged_who, law_of
from core.actions.common.people import Who, find, of_lead
from core.actions.keeping import backing_up, restoring
from core.actions.leads.join_undo import disjoin
from core.actions.leads.joining import join
from core.actions.register import opposing
from core.actions.register.refusal_lists import ImportList, import_list
from core.model.channel import Channel
from core.model.settings import Settings
from core.model.verdict import Light
from core.records.consent import Consent
from core.records.lead import Lead
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add

LAW = law_of(Settings(caller_number="01 99 00 10 20"))
HOUR = timedelta(hours=1)
MINE, THEIRS = "06 39 98 12 41", "06 39 98 12 48"


def known(store: Store, typed: str) -> Who:
    with store.read() as r:
        return find(r, typed)


def light(store: Store, typed: str, channel: Channel = Channel.CALL) -> Light:
    """The light two days later, at an hour when one calls."""
    with store.read() as r:
        return judged_who(r, find(r, typed), LAW, channel=channel, at=NOW + timedelta(days=2)).light


def agree(store: Store, typed: str, folder: Path, *, hours: int) -> int:
    proof = folder / "coupon.pdf"
    proof.write_bytes(b"%PDF coupon")
    at = NOW + hours * HOUR
    return consenting.record(
        store, known(store, typed), channels=[Channel.CALL], collected=at, wording="v1", proof=proof, by=BY, at=at
    )


@pytest.fixture
def pair(store: Store, tmp_path: Path) -> tuple[int, int]:
    """Two sheets: the first refused, the second agreed to be called since."""
    mine = add(store)
    theirs = add(store, last_name="Besson", phones=(THEIRS,), emails=(), reference="TD2", address="3 rue Neuve")
    opposing.oppose(store, known(store, MINE), how="call", by=BY, at=NOW)
    agree(store, THEIRS, tmp_path, hours=1)
    assert (light(store, MINE), light(store, THEIRS)) == (Light.OPPOSED, Light.ALLOWED)
    return mine, theirs


@pytest.mark.parametrize("way", ["letter", "list"])
def test_who_refuses_once_joined_stays_closed_when_the_join_is_undone(
    store: Store, pair: tuple[int, int], tmp_path: Path, way: str
) -> None:
    joined = join(store, *pair, by=BY, at=NOW + 2 * HOUR)
    if way == "letter":
        said = opposing.oppose_typed(store, str(pair[0]), how="letter", by=BY, at=NOW + 3 * HOUR)
        assert not said.already
        again = opposing.oppose_typed(store, THEIRS, how="letter", by=BY, at=NOW + 4 * HOUR)
        assert (again.already, again.entries) == (True, 0)
    else:
        file = tmp_path / "liste.csv"
        file.write_text(f"Téléphone;Nom\n{THEIRS};Besson\n", encoding="utf-8")
        asked = ImportList(store.path.parent, file, BY, NOW + 3 * HOUR, supplier="Pige Ouest")
        assert import_list(store, asked).added == 1
    disjoin(store, joined.id, by=BY, at=NOW + 5 * HOUR)
    for typed in (MINE, THEIRS):
        assert light(store, typed) is Light.OPPOSED
    with store.read() as r:
        assert r.row(Lead, pair[1]).opposed_at
        [consent] = r.of(Consent, lead_id=pair[1])
    assert consent.withdrawn is not None, "what they agreed to before stays withdrawn"


def test_a_join_undone_without_a_new_refusal_gives_the_agreement_back(store: Store, pair: tuple[int, int]) -> None:
    joined = join(store, *pair, by=BY, at=NOW + 2 * HOUR)
    assert light(store, THEIRS) is Light.OPPOSED
    disjoin(store, joined.id, by=BY, at=NOW + 5 * HOUR)
    assert (light(store, MINE), light(store, THEIRS)) == (Light.OPPOSED, Light.ALLOWED)


def test_a_second_refusal_undone_leaves_what_the_join_lent(store: Store, pair: tuple[int, int]) -> None:
    joined = join(store, *pair, by=BY, at=NOW + 2 * HOUR)
    said = opposing.oppose_typed(store, THEIRS, how="call", by=BY, at=NOW + 3 * HOUR)
    opposing.undo(store, said.gesture, by=BY, at=NOW + 3 * HOUR + timedelta(minutes=5))
    assert light(store, THEIRS) is Light.OPPOSED
    disjoin(store, joined.id, by=BY, at=NOW + 5 * HOUR)
    assert light(store, THEIRS) is Light.ALLOWED


def test_who_refuses_after_an_agreement_stays_closed_through_copies_of_before(store: Store, tmp_path: Path) -> None:
    """Two copies restored one after the other: the first lost the agreement, the second brings it back standing."""
    lead_id = add(store)
    opposing.oppose(store, known(store, MINE), how="call", by=BY, at=NOW)
    before = backing_up.back_up(store, tmp_path / "un", by=BY, at=NOW).path
    agree(store, MINE, tmp_path, hours=1)
    agreed = backing_up.back_up(store, tmp_path / "deux", by=BY, at=NOW + 2 * HOUR).path
    assert light(store, MINE) is Light.ALLOWED
    said = opposing.oppose(store, known(store, MINE), how="call", by=BY, at=NOW + 3 * HOUR)
    assert not said.already
    for rank, file in enumerate((before, agreed), start=4):
        restoring.restore(store.path.parent, file, by=BY, at=NOW + rank * HOUR)
        store.news()
        assert light(store, MINE) is Light.OPPOSED
    with store.read() as r:
        assert len(r.of(Consent, lead_id=lead_id)) == 1


def test_calls_alone_taken_back_stay_so_through_a_copy(store: Store, tmp_path: Path) -> None:
    """« Écrivez-moi, ne m’appelez plus » is not forgotten either."""
    lead_id = add(store)
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF coupon")
    with store.read() as r:
        who = of_lead(r, lead_id)
    consenting.record(store, who, channels=[Channel.CALL, Channel.EMAIL], collected=NOW, wording="v1", proof=proof,
                      by=BY, at=NOW)  # fmt: skip
    made = backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW + HOUR).path
    assert consenting.withdraw_all(store, lead_id, by=BY, at=NOW + 2 * HOUR, how="call", calls_only=True) == 1
    assert light(store, MINE) is Light.FORBIDDEN
    restoring.restore(store.path.parent, made, by=BY, at=NOW + 3 * HOUR)
    store.news()
    assert light(store, MINE) is Light.FORBIDDEN
    with store.read() as r:
        assert r.column(int, "SELECT withdrawn IS NULL AND calls_withdrawn IS NOT NULL FROM consent") == [1]
