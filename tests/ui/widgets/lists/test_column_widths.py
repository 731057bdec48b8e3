"""The widths of a list: what words ask while there is room, then the least useful give theirs; none is half shown."""

from tests.tables import table
from ui.widgets.lists.table import SPREAD, shared_widths

WANTED, LEAST = [140, 200, 130, 220, 110, 120, 100, 90], [110, 120, 80, 150, 100, 80, 80, 70]
YIELDING, LEAVING = (5, 3, 1, 2), (5, 2)


@table(
    "room, widths",
    [
        (920, [140, 200, 130, 220, 110, 120, 0, 0]),
        (1020, [140, 200, 130, 220, 110, 120, 100, 0]),
        (1110, [140, 200, 130, 220, 110, 120, 100, 90]),
        (900, [140, 200, 130, 220, 110, 100, 0, 0]),
        (840, [140, 200, 130, 180, 110, 80, 0, 0]),
        (780, [140, 170, 130, 150, 110, 80, 0, 0]),
        (600, [140, 120, 80, 150, 110, 0, 0, 0]),
        (520, [140, 120, 0, 150, 110, 0, 0, 0]),
        (300, [110, 120, 0, 150, 110, 0, 0, 0]),
    ],
)
def test_who_gives_room(room: int, widths: list[int]) -> None:
    assert shared_widths(WANTED, LEAST, room, kept=6, yielding=YIELDING, leaving=LEAVING) == widths


def test_the_widest_gives_what_is_still_too_wide() -> None:
    assert shared_widths([140, 900, 130], [110, 200, 80], 600, kept=3, yielding=()) == [140, 330, 130]
    assert shared_widths([140, 900, 130], [110, 400, 80], 600, kept=3, yielding=()) == [110, 400, 130]


def test_room_left_is_shared_but_not_without_end() -> None:
    found = shared_widths([140, 100, 100], [0, 0, 0], 390, kept=3, yielding=())
    assert found == [140, 125, 125]
    wide = shared_widths([140, 100, 100], [0, 0, 0], 2000, kept=3, yielding=())
    assert wide == [140, int(100 * SPREAD), int(100 * SPREAD)]
