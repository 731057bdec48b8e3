"""What the program does around its window."""

import gc

from ui.app import set_aside


def test_the_collector_looks_through_what_came_since_the_start() -> None:
    before = gc.get_freeze_count()
    set_aside()
    try:
        assert gc.get_freeze_count() > before + 1000
    finally:
        gc.unfreeze()
