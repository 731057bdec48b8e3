"""Rows read from the bytes of a base, page by page: a row is had whole or not at all, and as its page last had it."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite3

from core.store.engine.opening import NAME
from core.store.port import Store, Value
from core.store.salvage.carving import STEP, carve
from core.store.salvage.log import drops_frames
from core.store.salvage.shapes import SHAPES
from tests.bases import new_base, put_base
from tests.core.actions.conftest import BY, NOW
from tests.tables import each

HASH, OTHER = "1" * 32, "2" * 32
SIGNATURE = "signature-" * 8
LONG = "plus jamais " * 1000 + "<the end>"
PAGE, ID = 4096, 5 << 50


def one_refusal(store: Store, note: str = "") -> None:
    """A refusal whose last text is long."""
    with store.write("oppose", by=BY, at=NOW) as w:
        w.insert("opposition", {"id": ID, "gesture": ID, "hash": HASH, "kind": "phone", "how": "call", "by": BY,
                                "at": "2026-11-24T09:42:00.000+00:00", "note": note, "signature": SIGNATURE,
                                "rank": 1})  # fmt: skip


def page_of(folder: Path) -> bytes:
    """Return the page of the refusal."""
    put_base(folder, one_refusal)
    data = (folder / NAME).read_bytes()
    place = data.index(SIGNATURE.encode()) // PAGE * PAGE
    return data[place : place + PAGE]


def refusals(data: bytes) -> Mapping[int, Sequence[Value]]:
    return carve(data, b"")["opposition"]


def test_a_row_cut_anywhere_is_none(tmp_path: Path) -> None:
    page = page_of(tmp_path)
    end = page.index(SIGNATURE.encode()) + len(SIGNATURE) + len("said")
    start = page.index(HASH.encode()) - 40
    assert refusals(page[: end + 1])[ID][1] == HASH, "its rank, one, and what is empty have no byte"

    def check(length: int) -> None:
        assert refusals(page[:length]) == {}, "half a row is none"

    each([*range(start, start + 40), *range(start + 40, end, 16)], check)


def test_a_row_is_found_wherever_it_stands_in_a_large_base(tmp_path: Path) -> None:
    """Its progress is told step by step: a row at the turn of two is one."""
    page = page_of(tmp_path)
    [second] = [one.start() for one in SHAPES["opposition"].header.finditer(page)]
    for before in (STEP - second - 1, STEP - second, STEP - second + 1):
        assert refusals(b"." * before + page)[ID][1] == HASH


def test_the_shortest_row_of_a_table_is_found(tmp_path: Path) -> None:
    """Each of its columns takes one byte of its header: none could take less."""
    names = SHAPES["journal_value"].names
    values = (1, 0, "lead", 7, None, None, None)
    with closing(sqlite3.connect(tmp_path / "base.db")) as base:
        columns = ", ".join(f'"{name}"' for name in names)
        base.execute(f"CREATE TABLE journal_value (id INTEGER PRIMARY KEY, {columns})")
        base.execute("INSERT INTO journal_value VALUES (3, ?, ?, ?, ?, ?, ?, ?)", values)
        base.commit()
    found = carve((tmp_path / "base.db").read_bytes(), b"")["journal_value"]
    assert {row_id: tuple(row) for row_id, row in found.items()} == {3: values}


def test_a_header_cut_within_a_length_is_none(tmp_path: Path) -> None:
    """The length of its header lies too, so that it seems to end there."""
    page = page_of(tmp_path)
    kind = (13 + 2 * len(SIGNATURE)).to_bytes(2, "big")
    varint = bytes([0x80 | kind[1] >> 7 | kind[0] << 1, kind[1] & 0x7F])
    header = page.index(varint)
    cut = bytearray(page[: header + 1])
    [length] = [one.start() - 1 for one in SHAPES["opposition"].header.finditer(cut)]
    assert cut[length] > len(cut) - length
    cut[length] = len(cut) - length
    assert refusals(bytes(cut)) == {}


def test_a_row_whose_pages_are_not_all_there_is_none(tmp_path: Path) -> None:
    """One longer than a page goes on in others, each with the number of the next."""
    with closing(new_base(tmp_path)) as store:
        one_refusal(store, LONG)
    whole = (tmp_path / NAME).read_bytes()
    pages = [whole[place : place + PAGE] for place in range(0, len(whole), PAGE)]
    data = b"".join(page if b"jamais" in page else b"." * PAGE for page in pages)
    ends = data.index(b"<the end>") // PAGE
    [link] = [place for place in range(0, len(data), PAGE) if data[place : place + 4] == (ends + 1).to_bytes(4, "big")]
    assert refusals(data)[ID][6] == LONG
    for other in (len(data) // PAGE + 1, link // PAGE + 1):
        changed = data[:link] + other.to_bytes(4, "big") + data[link + 4 :]
        assert refusals(changed) == {}, "beyond the last page, or back to the same one"


def test_the_row_its_page_points_to_is_surer_than_what_is_left_of_others(tmp_path: Path) -> None:
    page = page_of(tmp_path)
    left = bytes(1) + page[1:].replace(HASH.encode(), OTHER.encode())
    assert refusals(left)[ID][1] == OTHER
    for both in (page + left, left + page):
        assert refusals(both)[ID][1] == HASH


def test_a_log_whose_own_head_is_damaged_drops_what_it_holds(tmp_path: Path) -> None:
    with closing(new_base(tmp_path)) as store:
        one_refusal(store)
        log = store.path.with_name(f"{NAME}-wal").read_bytes()
    assert not drops_frames(log)
    assert drops_frames(log[:24] + bytes(8) + log[32:])


def test_the_shapes_are_those_of_the_last_step(tmp_path: Path) -> None:
    """A column that is not in the shape of its table makes every row of it unknown."""
    with closing(new_base(tmp_path)), closing(sqlite3.connect(tmp_path / NAME)) as base:
        for table, shape in SHAPES.items():
            columns = [str(name) for (name,) in base.execute("SELECT name FROM pragma_table_info(?)", (table,))]
            assert columns == ["id", *shape.names], table
