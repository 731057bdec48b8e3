"""The order in which refusals and agreements were recorded decides, whatever the clock said (rule OBJ-02)."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from core.actions.calling import calling, consenting
from core.actions.common.clock import clock_behind, clock_words
from core.actions.common.judging import judged_who, law_of
from core.actions.common.people import Who, find
from core.actions.intake.import_rows import take_in
from core.actions.keeping import backing_up, restoring
from core.actions.leads import correcting
from core.actions.register import opposing
from core.actions.register.refusal_lists import ImportList, import_list
from core.actions.rights import requests
from core.base.records import replace
from core.model.channel import Channel
from core.model.request import Outcome, RequestKind
from core.model.settings import Settings
from core.model.verdict import Light
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, PARIS, add
from tests.lengths import LONG, some
from tests.tables import table

LAW = law_of(Settings(caller_number="01 99 00 10 20"))
MINE = "06 39 98 12 41"
DAY, YEAR = timedelta(days=1), timedelta(days=365)
ASKED = datetime(2026, 12, 3, 10, 30, tzinfo=PARIS)
"""When the call would be made: a Thursday."""


def who(store: Store) -> Who:
    with store.read() as r:
        return find(r, MINE)


def light(store: Store, at: datetime = ASKED) -> Light:
    with store.read() as r:
        return judged_who(r, find(r, MINE), LAW, channel=Channel.CALL, at=at).light


def agree(store: Store, at: datetime, collected: datetime | None = None) -> None:
    with TemporaryDirectory() as folder:
        proof = Path(folder) / "coupon.pdf"
        proof.write_bytes(b"%PDF coupon")
        consenting.record(store, who(store), channels=[Channel.CALL], collected=collected or at, wording="v1",
                          proof=proof, by=BY, at=at)  # fmt: skip


def by_oppose(store: Store, at: datetime) -> None:
    opposing.oppose(store, who(store), how="call", by=BY, at=at)


def by_call(store: Store, at: datetime) -> None:
    calling.log(store, who(store), direction="in", outcome="opposed", by=BY, at=at)


def by_a_word(store: Store, at: datetime) -> None:
    calling.log(store, who(store), direction="in", outcome="not_interested", by=BY, at=at)


def by_list(store: Store, at: datetime) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "liste.csv"
        file.write_text(f"Téléphone;Nom\n{MINE};Moreau\n", encoding="utf-8")
        import_list(store, ImportList(store.path.parent, file, BY, at, supplier="Pige Ouest"))


def by_request(store: Store, at: datetime) -> None:
    noted = requests.note(store, MINE, RequestKind.OBJECTION, received=at.date(), how="email", by=BY, at=at)
    requests.answer(store, noted.id, Outcome.DONE, how="email", by=BY, at=at)


def by_ad(store: Store, at: datetime) -> None:
    said = DRAFT._replace(line=3, reference="AD9", seen="", refuses=True)
    assert take_in(store, [said], replace(BATCH, collected=at.date().isoformat()), by=BY, now=at).opposed == 1


WAYS: tuple[Callable[[Store, datetime], None], ...] = (by_oppose, by_call, by_a_word, by_list, by_request, by_ad)


def one_lead(store: Store) -> None:
    add(store)


def agreed(store: Store) -> None:
    add(store)
    by_oppose(store, NOW)
    agree(store, NOW + DAY)


@table("way", WAYS)
@table("slip", some([-YEAR, -DAY, timedelta(0), DAY], of=2))
def test_a_refusal_recorded_after_an_agreement_holds_whatever_its_date(
    tmp_path: Path, way: Callable[[Store, datetime], None], slip: timedelta
) -> None:
    for fill in (agreed, one_lead) if LONG else (agreed,):
        with TemporaryDirectory() as folder, closing(new_base(Path(folder), fill)) as store:
            if fill is one_lead:
                agree(store, NOW + DAY)
            assert light(store) is Light.ALLOWED
            way(store, NOW + DAY + slip)
            assert light(store) is Light.OPPOSED


@table("way", WAYS)
def test_an_agreement_dated_in_a_year_to_come_wins_over_no_later_refusal(
    tmp_path: Path, way: Callable[[Store, datetime], None]
) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder), one_lead)) as store:
        agree(store, NOW + YEAR)
        way(store, NOW + DAY)
        assert light(store, ASKED + YEAR) is Light.OPPOSED
        agree(store, NOW + 2 * DAY)
        assert light(store) is Light.ALLOWED, "agreed later, and dated later"


def test_an_agreement_recorded_later_but_dated_before_reopens_nothing(store: Store) -> None:
    add(store)
    by_oppose(store, NOW + 2 * DAY)
    agree(store, NOW + 3 * DAY, collected=NOW + DAY)
    assert light(store) is Light.OPPOSED
    agree(store, NOW + 3 * DAY)
    assert light(store) is Light.ALLOWED


def test_it_holds_through_a_copy_put_back_and_a_new_number(store: Store, tmp_path: Path) -> None:
    add(store)
    agree(store, NOW + DAY)
    copy = backing_up.back_up(store, tmp_path / "copies", by=BY, at=NOW + DAY).path
    by_oppose(store, NOW - YEAR)
    restoring.restore(store.path.parent, copy, by=BY, at=NOW + 2 * DAY)
    store.news()
    assert light(store) is Light.OPPOSED
    agree(store, NOW + 3 * DAY)
    assert light(store) is Light.ALLOWED
    lead_id = who(store).lead_id
    assert lead_id is not None
    correcting.correct(store, lead_id, added=[("phone", "06 39 98 55 55")], by=BY, at=NOW + 4 * DAY)
    assert light(store) is Light.ALLOWED, "another number of hers is no new refusal"


def test_a_clock_behind_the_journal_is_told(store: Store) -> None:
    add(store)
    with store.read() as r:
        assert clock_behind(r, NOW) is None
        assert clock_behind(r, NOW - timedelta(minutes=1)) is None
        assert clock_behind(r, NOW - DAY) == NOW
        assert "23\u00a0novembre 2026" in clock_words(r, NOW - DAY)
        assert clock_words(r, NOW + DAY) == ""
