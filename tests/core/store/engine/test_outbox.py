"""What a seat keeps for the server of its team: in two places, sealed, in its order; told where neither takes it."""

import shutil
from pathlib import Path

import pytest

from core.store.engine.outbox import FOLDER, SealedOutbox
from core.store.port import WaitingGesture
from core.store.safe import homes
from core.store.safe.seat_key import forget_seat_key
from tests.core.store.conftest import NOW
from tests.failing import fails_with

REFUSAL = WaitingGesture("oppose", "Claire", NOW, {"typed": "06 39 98 01 62", "how": "call", "note": "Plus jamais."})


@pytest.fixture
def seat(tmp_path: Path) -> Path:
    folder = tmp_path / "poste"
    folder.mkdir()
    return folder


def put(seat: Path, note: str) -> WaitingGesture:
    outbox = SealedOutbox(seat)
    gesture = outbox.numbered(WaitingGesture("oppose", "Claire", NOW, {"typed": "06 39 98 01 62", "note": note}))
    outbox.put(gesture)
    return gesture


def notes(seat: Path) -> list[object]:
    return [gesture.values["note"] for gesture in SealedOutbox(seat).pending()]


def places(seat: Path) -> list[Path]:
    """Return the folders where gestures are kept, beside the base and outside of it."""
    return [seat / FOLDER, next((homes.config_folder() / "bases").glob(f"*.{FOLDER}"))]


def test_what_is_kept_comes_back_in_its_order_until_it_is_sent(seat: Path) -> None:
    first, second = put(seat, "un"), put(seat, "deux")
    assert SealedOutbox(seat).pending() == [first, second]
    assert first.id < second.id
    SealedOutbox(seat).drop(first.id)
    SealedOutbox(seat).set_aside(second.id)
    assert notes(seat) == []
    assert [path.suffix for place in places(seat) for path in place.iterdir()] == [".refuse"] * 2


def test_nothing_of_it_is_readable_on_the_disk(seat: Path) -> None:
    put(seat, "Plus jamais.")
    files = [path for place in places(seat) for path in place.iterdir()]
    assert len(files) == 2
    for path in files:
        assert b"jamais" not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0


def test_one_place_is_enough_and_what_was_changed_counts_for_nothing(seat: Path) -> None:
    gesture = put(seat, "un")
    beside, outside = (place / f"{gesture.id}.geste" for place in places(seat))
    content = beside.read_bytes()
    for damaged in (content[:-1], content[:40], b"", b"{}", bytes(len(content))):
        beside.write_bytes(damaged)
        assert notes(seat) == ["un"]
    shutil.rmtree(seat / FOLDER)
    assert notes(seat) == ["un"]
    outside.write_bytes(content[:-1])
    assert notes(seat) == []
    assert SealedOutbox(seat).unread() == 1


def test_a_gesture_made_elsewhere_or_in_the_clear_is_none_of_this_seat(seat: Path, tmp_path: Path) -> None:
    gesture = put(seat, "un")
    name = f"{gesture.id}.geste"
    known_by, _line, _content = (seat / FOLDER / name).read_bytes().partition(b"\n")
    clear = b'{"what":"oppose","by":"","at":"2026-11-24T10:42:00+00:00","values":{"note":"faux"},"id":"2-b"}'
    (seat / FOLDER / "2-b.geste").write_bytes(known_by + b"\n" + clear)
    (seat / FOLDER / "3-c.geste").write_bytes((seat / FOLDER / name).read_bytes())
    assert notes(seat) == ["un"]
    assert SealedOutbox(seat).unread() == 2
    other = tmp_path / "autre"
    other.mkdir()
    put(other, "autre")
    forget_seat_key(other)
    assert notes(other) == []
    assert notes(seat) == ["un"]


def test_a_disk_that_takes_none_says_so(seat: Path) -> None:
    put(seat, "un")
    for place in places(seat):
        shutil.rmtree(place)
        place.write_bytes(b"")
    outbox = SealedOutbox(seat)
    with fails_with("GESTURE_LOST"):
        outbox.put(outbox.numbered(REFUSAL))
    (seat / FOLDER).unlink()
    outbox.put(outbox.numbered(REFUSAL))
    assert notes(seat) == ["Plus jamais."]


def test_a_key_that_cannot_be_kept_is_told_too(seat: Path) -> None:
    homes.config_folder().write_bytes(b"")
    outbox = SealedOutbox(seat)
    with fails_with("GESTURE_LOST"):
        outbox.put(outbox.numbered(REFUSAL))
