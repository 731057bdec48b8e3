"""The copy that a seat reads while the server of its team is away."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.actions.common import people
from core.actions.common.agency import settings
from core.actions.common.judging import judged_who, law_of
from core.actions.common.kept_files import letter_content
from core.actions.keeping import forgetting
from core.base.moments import now
from core.base.records import replace
from core.model.channel import Channel
from core.store.engine.away import COPY, OPENS_FOR, STATE, AwayStore, opened_copy
from core.store.engine.opening import NAME, open_store
from core.store.port import Store
from core.store.postgres.address import TeamAddress, keep_team_address, team_address
from core.store.safe.seat_key import find_seat_key
from tests.bases import put_team
from tests.core.conftest import one_person
from tests.failing import fails_with
from tests.servers import server

PHONE = "06 39 98 00 01"
DAY = timedelta(days=1)


def address(seat: Path) -> TeamAddress:
    found = team_address(seat)
    assert found is not None
    return found


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Path]:
    """The folder of a seat that was connected once, and whose server is away."""
    folder = tmp_path / "poste"
    put_team(folder, one_person)
    with closing(open_store(folder)) as store:
        store.remember()
    online = address(folder)
    keep_team_address(folder, replace(online, port=1))
    yield folder
    shutil.rmtree(folder)


def opened(seat: Path, at: datetime) -> Store | None:
    return opened_copy(seat / NAME, 1.0, at)


def test_it_shows_all_that_the_base_held_and_allows_nothing(seat: Path) -> None:
    with closing(open_store(seat)) as store, store.read() as r:
        assert isinstance(store, AwayStore)
        assert store.path.parent == seat
        assert r.value(int, "SELECT count(*) FROM lead") == 1
        with fails_with("LETTERS_AWAY"):
            letter_content(store, "lettre-1.pdf")
        assert r.value(int, "SELECT count(*) FROM step WHERE way <> ''") == 0
        assert (r.manages, r.as_of) == (False, store.away and store.away.made)
        law = law_of(settings(r))
        for typed in (PHONE, "01 99 00 77 77"):
            for channel in Channel:
                said = judged_who(r, people.find(r, typed), law, channel=channel, at=now())
                assert not said.allowed
                assert channel is Channel.ROBOT or "REGISTER_AWAY" in {reason.code for reason in said.reasons}


def test_it_takes_nothing_and_goes_nowhere(seat: Path, tmp_path: Path) -> None:
    with closing(open_store(seat)) as store:
        with fails_with("TEAM_AWAY"), store.write("tag", by="Claire", at=now()) as w:
            w.set_value("setting", "user", "Claire")
        with fails_with("TEAM_AWAY"):
            store.copy_to(tmp_path)
        with fails_with("TEAM_AWAY"):
            store.become(seat / COPY)
        assert store.seal()
    content = (seat / COPY).read_bytes()
    assert b"Morvan" not in content
    assert b"CREATE TABLE" not in content


def test_it_opens_for_seven_days_whatever_the_clock_is_set_to(seat: Path) -> None:
    start = now()
    for later in (DAY, OPENS_FOR - DAY):
        store = opened(seat, start + later)
        assert store is not None
        store.close()
    with fails_with("TEAM_COPY_CLOCK"):
        opened(seat, start)
    with fails_with("TEAM_COPY_OLD"):
        opened(seat, start + OPENS_FOR + DAY)
    assert not list(seat.glob("lecture.*"))
    assert find_seat_key(seat) == ""
    assert opened(seat, start + OPENS_FOR) is None
    with fails_with("TEAM_AWAY"):
        open_store(seat)


def test_another_file_in_its_place_is_not_read(seat: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre"
    put_team(other, one_person)
    with closing(open_store(other)) as store:
        store.remember()
    own = {name: (seat / name).read_bytes() for name in (COPY, STATE, "lecture.scelle")}
    for names in ((COPY,), (STATE,), (COPY, "lecture.scelle"), (COPY, STATE, "lecture.scelle")):
        for name in names:
            shutil.copy(other / name, seat / name)
        assert opened(seat, now()) is None, names
        for name, content in own.items():
            (seat / name).write_bytes(content)
    (seat / COPY).write_bytes(own[COPY][:4096] + bytes(len(own[COPY]) - 4096))
    assert opened(seat, now()) is None
    (seat / COPY).write_bytes(own[COPY])
    copy = opened(seat, now())
    assert copy is not None
    copy.close()


def test_it_is_made_again_once_a_day_and_when_somebody_is_erased(seat: Path) -> None:
    online = replace(address(seat), port=server().port)
    keep_team_address(seat, online)
    before = (seat / COPY).read_bytes(), (seat / STATE).read_bytes()
    with closing(open_store(seat)) as store:
        with store.write("settings", by="Claire", at=now()) as w:
            w.set_value("setting", "user", "Claire")
        store.remember()
        assert ((seat / COPY).read_bytes(), (seat / STATE).read_bytes()) == before
        with store.read() as r:
            [lead_id] = r.column(int, "SELECT id FROM lead")
        forgetting.forget(store, lead_id, by="Claire", at=now())
        store.remember()
    copy = opened(seat, now())
    assert copy is not None
    with closing(copy), copy.read() as r:
        assert r.value(int, "SELECT count(*) FROM lead WHERE erased_at IS NULL") == 0
        made = (seat / STATE).read_bytes()
    with closing(open_store(seat)) as store:
        store.remember()
    assert (seat / STATE).read_bytes() == made


def test_a_seat_that_was_removed_keeps_none_and_an_impostor_takes_none_away(seat: Path) -> None:
    keep_team_address(seat, replace(address(seat), port=server().port, role="personne"))
    with fails_with("TEAM_REFUSED"):
        open_store(seat)
    assert not list(seat.glob("lecture.*"))
    assert find_seat_key(seat) == ""
